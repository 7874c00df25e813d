import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Pull } from '../../detection/pull.ts';
import type { AlertSources } from '../../detection/registry.ts';
import type { AlertSource } from '../../detection/source.ts';
import type { Verification } from '../../detection/verify/verification.ts';
import { carrierOf } from '../../detection/verify/verifier.ts';
import { NEVER_ASKED } from '../../domain/alerts/pull.ts';
import {
  type Act,
  FROM_SETTINGS,
  NEW_TRUST,
  type SourceTrust,
  withoutSecret,
  withSecret,
} from '../../domain/alerts/source-trust.ts';
import type { ProofKind, SourceView } from '../../domain/alerts/source-view.ts';
import { TocsinError } from '../../domain/errors.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { countsOfSources } from '../../store/alert-counts.ts';
import { readPulls } from '../../store/alert-pulls.ts';
import { type AlertSourceRow, changeAlertSource, readAlertSources } from '../../store/alert-sources.ts';
import { countDead } from '../../store/alerts.ts';
import type { Store } from '../../store/store.ts';

/** Alert sources as they are looked at and changed, by page, API and command line. */

type Deps = {
  store: Store;
  clock: () => Instant;
  publicUrl: string;
  sources: AlertSources;
  pulls: readonly Pick<Pull, 'source'>[];
};
/** `trusted`: what alerts are checked by, which takes a change up at once in this process. */
type ChangeDeps = Pick<Deps, 'store' | 'clock' | 'sources'> & { trusted: { forget(): void } };

/** Every source there is, by name: how it is set up, and what came from it. */
export async function listSources({ store, clock, publicUrl, sources, pulls }: Deps): Promise<SourceView[]> {
  const now = clock();
  const [rows, hours, dead, asked] = await Promise.all([
    readAlertSources(store),
    countsOfSources(store, plusMs(now, HOUR_MS - DAY_MS)),
    countDead(store),
    readPulls(store),
  ]);
  return sources.all.map((source): SourceView => {
    const { name, title, vendor } = source;
    const own = hours.filter((each) => each.source === name);
    const sum = (those: typeof own) => those.reduce((all, each) => all + each.judged + each.dead + each.aside, 0);
    return {
      ...{ name, title, vendor, address: `${publicUrl}/alerts/${name}` },
      isOwn: source.own !== undefined,
      ...trustOf(rows.find((row) => row.name === name)),
      proofs: proofsOf(source),
      makesSecret: source.makesSecret === true,
      pull: pulls.some((pull) => pull.source === name) ? (asked.get(name) ?? { ...NEVER_ASKED, nextAt: null }) : null,
      thisHour: sum(own.filter(({ hour }) => hour === now.slice(0, hour.length))),
      lastDay: sum(own),
      dead: dead.find((each) => each.source === name)?.count ?? 0,
      tooLarge: rows.find((row) => row.name === name)?.tooLarge ?? null,
    };
  });
}

/** @throws TocsinError `unknown-source` */
export async function readSource(deps: Deps, name: string): Promise<SourceView> {
  const { name: known } = deps.sources.find(name);
  const found = (await listSources(deps)).find((source) => source.name === known);
  if (found === undefined) throw new Error(`The source ${known} is not listed.`);
  return found;
}

function trustOf(row: AlertSourceRow | undefined) {
  const used: AlertSourceRow['used'] = row?.used ?? new Map();
  const isIntact = row === undefined || row.trust !== null;
  const { isOn, secrets, settings, topics, audience, senders, changed = null } = row?.trust ?? NEW_TRUST;
  const own = secrets.map(({ id, madeAt, madeBy, retired }) => {
    return { id, madeAt, madeBy, retired, lastUsedAt: used.get(id) ?? null };
  });
  const ofSettings = { id: FROM_SETTINGS, madeAt: null, madeBy: null, retired: settings };
  return {
    ...{ isOn: isOn && isIntact, isIntact, topics, audience, senders, changed },
    // Of what was changed past Tocsin no secret holds.
    secrets: isIntact ? [{ ...ofSettings, lastUsedAt: used.get(FROM_SETTINGS) ?? null }, ...own] : [],
    lastAlertAt: [...used.values()].toSorted().at(-1) ?? null,
  };
}

function proofsOf({ verify }: AlertSource): SourceView['proofs'] {
  const all = verify.map((way): SourceView['proofs'][number] => ({ kind: way.kind, where: whereOf(way) }));
  return all.filter(
    (one, index) => all.findIndex(({ kind, where }) => kind === one.kind && where === one.where) === index,
  );
}

function whereOf(way: Verification): string {
  return way.kind === 'body' ? `${way.list}[].${way.member}` : carrierOf(way);
}

const SECRET_BYTES = 32;

/** A secret that a vendor made; a short one could be guessed. */
export const GivenSecret = z
  .string()
  .trim()
  .regex(/^[!-~]{16,200}$/, '16 to 200 letters, digits and signs, without spaces');

/**
 * Makes a secret, which is shown this one time, or takes the one that the vendor made.
 *
 * @throws TocsinError `conflict` where as many hold as may; `content-refused` for a given one that no vendor made
 */
export async function makeSourceSecret(
  deps: ChangeDeps,
  name: string,
  by: string,
  given?: string,
): Promise<{ id: string; secret: string }> {
  const { name: known, title, makesSecret } = deps.sources.find(name);
  if (given !== undefined && !makesSecret) {
    const message = `${title} takes a secret that Tocsin made; leave this one out.`;
    throw new TocsinError('content-refused', message, 'secret');
  }
  const secret = given ?? randomBytes(SECRET_BYTES).toString('hex');
  let id = '';
  await changeTrust(deps, known, by, (now, act) => {
    const trust = withSecret(now, secret, act);
    id = trust.secrets.at(-1)?.id ?? '';
    return trust;
  });
  return { id, secret };
}

/** @throws TocsinError `not-found`, `conflict` as {@link withoutSecret} */
export async function retireSourceSecret(deps: ChangeDeps, name: string, id: string, by: string): Promise<void> {
  await changeTrust(deps, deps.sources.find(name).name, by, (now, act) => withoutSecret(now, id, act));
}

async function changeTrust(
  { store, clock, trusted }: ChangeDeps,
  name: string,
  by: string,
  change: (now: SourceTrust, act: Act) => SourceTrust,
): Promise<void> {
  const act = { at: clock(), by };
  await changeAlertSource(store, name, act, (now) => change(now, act));
  trusted.forget();
}

const MOST_LISTED = 20;
const TOPIC = /^arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]{3,30}:\d{12}:[\w.-]{1,256}$/;
const SENDER = /^[\w.+-]{1,64}@[a-z0-9.-]{1,190}$/i;

/** What may be changed of a source beside its secrets. */
export const SourceChange = z.strictObject({
  isOn: z.boolean().optional(),
  topics: z
    .array(z.string().regex(TOPIC, 'an ARN such as arn:aws:sns:eu-central-1:210987654321:alerts'))
    .max(MOST_LISTED)
    .optional()
    .describe('ARNs of the SNS topics whose messages are taken'),
  audience: z.string().trim().max(500).nullable().optional().describe('For whom tokens of the vendor have to be'),
  senders: z
    .array(z.string().regex(SENDER, 'the e-mail address of a service account'))
    .max(MOST_LISTED)
    .optional()
    .describe('Service accounts whose tokens are taken'),
});
export type SourceChange = z.infer<typeof SourceChange>;

/** @throws TocsinError `content-refused` for what no way of the source asks for */
export async function changeSource(deps: ChangeDeps, name: string, by: string, change: SourceChange): Promise<void> {
  const source = deps.sources.find(name);
  const { isOn, topics, audience, senders } = change;
  requireWay(source, 'sns', 'topics', (topics ?? []).length > 0);
  requireWay(source, 'jwt', 'audience', (audience ?? '') !== '' || (senders ?? []).length > 0);
  await changeTrust(deps, source.name, by, (now) => ({
    ...now,
    ...(isOn !== undefined && { isOn }),
    ...(topics !== undefined && { topics: [...new Set(topics)] }),
    ...(audience !== undefined && { audience: audience === '' ? null : audience }),
    ...(senders !== undefined && { senders: [...new Set(senders)] }),
  }));
}

function requireWay({ verify, title }: AlertSource, kind: ProofKind, field: string, isGiven: boolean): void {
  if (!isGiven || verify.some((way) => way.kind === kind)) return;
  throw new TocsinError('content-refused', `${title} does not prove itself in this way; leave it out.`, field);
}
