import { FROM_SETTINGS, liveSecrets, NEW_TRUST, type SourceTrust } from '../domain/alerts/source-trust.ts';
import { type Instant, MINUTE_MS, SECOND_MS, toMs } from '../domain/time.ts';
import { type AlertSourceRow, noteUsed, readAlertSources } from '../store/alert-sources.ts';
import type { Store } from '../store/store.ts';
import type { AlertSecrets } from './alert-secrets.ts';

/** What an alert source is trusted by at this moment; each secret with the name under which it is listed. */
export type TrustedSource = {
  isOn: boolean;
  secrets: readonly { id: string; secret: string }[];
  topics: readonly string[];
  audience: string | null;
  senders: readonly string[];
};

export type TrustedSources = {
  /** @throws TocsinError `unavailable` without a database */
  of(name: string): Promise<TrustedSource>;
  /** A way of proof of a source held: noted once a minute. @throws where that cannot be; the next one tries again */
  used(name: string, by: string, at: Instant): Promise<void>;
  /** Something was changed: it is read anew for the next alert. */
  forget(): void;
};

/** How long what was read is believed: a secret that was retired by another process ends within this time. */
const KEEP_MS = 5 * SECOND_MS;

/** All sources are read at once and kept for a moment, so that an alert costs the database nothing more. */
export function createTrustedSources({
  store,
  settings,
  nowMs,
}: {
  store: Store;
  settings: ReadonlyMap<string, AlertSecrets>;
  nowMs: () => number;
}): TrustedSources {
  let kept: { at: number; rows: Promise<Map<string, AlertSourceRow>> } | null = null;
  const noted = new Map<string, number>();
  const rows = () => {
    // A clock that was set back keeps nothing for longer.
    if (kept !== null && Math.abs(nowMs() - kept.at) < KEEP_MS) return kept.rows;
    const read = readAlertSources(store).then((all) => new Map(all.map((row) => [row.name, row])));
    const fresh = { at: nowMs(), rows: read };
    kept = fresh;
    read.catch(() => {
      if (kept === fresh) kept = null;
    });
    return read;
  };
  return {
    async of(name) {
      const row = (await rows()).get(name);
      return trustedBy(row === undefined ? NEW_TRUST : row.trust, settings.get(name) ?? []);
    },
    async used(name, by, at) {
      const key = `${name} ${by}`;
      if (Math.abs(toMs(at) - (noted.get(key) ?? 0)) < MINUTE_MS) return;
      noted.set(key, toMs(at));
      try {
        await noteUsed(store, name, by, at);
      } catch (error) {
        noted.delete(key);
        throw error;
      }
    },
    forget() {
      kept = null;
    },
  };
}

/** The secrets from the settings that a sender can be given: of each source that still takes them, today's. */
export async function secretsToGive(
  trusted: Pick<TrustedSources, 'of'>,
  settings: ReadonlyMap<string, AlertSecrets>,
): Promise<[source: string, secret: string][]> {
  const given = [...settings].map(async ([source, [secret]]): Promise<[string, string][]> => {
    const { secrets } = await trusted.of(source);
    return secrets.some(({ id }) => id === FROM_SETTINGS) ? [[source, secret]] : [];
  });
  return (await Promise.all(given)).flat();
}

/** A row that Tocsin did not write as it stands may have ended any of what it says: it grants nothing. */
function trustedBy(trust: SourceTrust | null, settings: readonly string[]): TrustedSource {
  if (trust === null) return { isOn: false, secrets: [], topics: [], audience: null, senders: [] };
  const { isOn, topics, audience, senders } = trust;
  const ofSettings = trust.settings === null ? settings.map((secret) => ({ id: FROM_SETTINGS, secret })) : [];
  return { isOn, secrets: [...liveSecrets(trust), ...ofSettings], topics, audience, senders };
}
