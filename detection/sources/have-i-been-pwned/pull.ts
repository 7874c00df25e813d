import { HOUR_MS, type Instant, toMs } from '../../../domain/time.ts';
import { digestOf } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import { askFor, listOf, objectOf, type Pull, PullFailure, type PullSteps } from '../../pull.ts';
import { type BreachEntry, splitAnswer } from './split.ts';

/** Where it is asked, with which key, and for which domains; all of them have to be proven there. */
export type HaveIBeenPwnedSettings = { url: string; key: string; domains: readonly string[] };

/** A breach is added there every few days. */
const EVERY_MS = 6 * HOUR_MS;
/** Of a larger breach so many accounts stand in the alert; how many there are is counted all the same. */
const MOST_ACCOUNTS = 50_000;

/** When a domain was last asked for, and what was known then of each breach, as a digest. */
type Known = { at: Instant; breaches: Readonly<Record<string, string>> };
type Kept = Readonly<Record<string, Known>>;

/**
 * Asks for the accounts of each domain that are in breaches, and takes in the breaches that are new or have changed,
 * each as an alert of its own.
 */
export function pullBreaches(settings: HaveIBeenPwnedSettings): Pull {
  const { domains } = settings;
  return {
    source: 'have-i-been-pwned',
    everyMs: EVERY_MS,
    *begin(before, now) {
      let kept: Kept = isRecord(before) ? (before as Kept) : {};
      let described: ReadonlyMap<string, unknown> | null = null;
      let refused: PullFailure | null = null;
      for (const domain of domains) {
        // A turn that was broken off goes on with those that it left.
        if (isFresh(kept[domain], now)) continue;
        try {
          const accounts = yield* askForAccounts(settings, domain);
          if (accounts !== null) described ??= yield* askForBreaches(settings);
          const breaches = yield* takeNews(domain, accounts, described ?? new Map(), kept[domain]);
          kept = { ...kept, [domain]: { at: now, breaches } };
          yield { keep: kept };
        } catch (error) {
          // One that is not proven takes nothing from the others.
          if (!(error instanceof PullFailure && error.code === 'refused')) throw error;
          refused ??= error;
        }
      }
      if (refused !== null) throw refused;
    },
  };
}

function isFresh(known: Known | undefined, now: Instant): boolean {
  return known !== undefined && Math.abs(toMs(now) - toMs(known.at)) < EVERY_MS / 2;
}

/** Null where no account is in any breach, which it answers with 404. */
function* askForAccounts({ url, key }: HaveIBeenPwnedSettings, domain: string): PullSteps<unknown> {
  const address = `${url}/breacheddomain/${encodeURIComponent(domain)}`;
  const answer = yield* askFor({ method: 'GET', url: address, headers: { 'hibp-api-key': key } }, [404]);
  return answer.status === 404 ? null : objectOf(answer);
}

/** All breaches as it describes them, by name, in one answer that it gives to everybody. */
function* askForBreaches({ url }: HaveIBeenPwnedSettings): PullSteps<ReadonlyMap<string, unknown>> {
  const answer = yield* askFor({ method: 'GET', url: `${url}/breaches`, headers: {} });
  return new Map(
    listOf(answer).flatMap((breach) =>
      isRecord(breach) && typeof breach.Name === 'string' ? [[breach.Name.toLowerCase(), breach] as const] : [],
    ),
  );
}

function* takeNews(
  domain: string,
  accounts: unknown,
  described: ReadonlyMap<string, unknown>,
  known: Known | undefined,
): PullSteps<Known['breaches']> {
  const digests: Record<string, string> = {};
  const entries = accounts === null ? [] : (splitAnswer({ domain, accounts }) as BreachEntry[]);
  for (const entry of entries) {
    const aliases = entry.aliases.toSorted();
    const breach = described.get(entry.name.toLowerCase());
    const changedAt = isRecord(breach) ? breach.ModifiedDate : undefined;
    const digest = digestOf(JSON.stringify([aliases, changedAt ?? null]));
    digests[entry.name] = digest;
    if (known?.breaches[entry.name] === digest) continue;
    yield { take: { ...entry, aliases: aliases.slice(0, MOST_ACCOUNTS), ...(breach === undefined ? {} : { breach }) } };
  }
  return digests;
}
