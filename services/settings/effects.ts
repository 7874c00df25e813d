import { retentionOf } from '../../domain/breach/retention.ts';
import type { Hold } from '../../domain/policy/holds.ts';
import { onDutyAt, type Rota } from '../../domain/policy/rota.ts';
import type { Uncovered } from '../../domain/policy/rota-gaps.ts';
import type { Organisation } from '../../domain/policy/schema.ts';
import { isSameSetting, type SettingValue } from '../../domain/settings/fields.ts';
import { DAY_MS, type Instant, plusMs } from '../../domain/time.ts';
import { countErasable } from '../../store/alert-retention.ts';
import { readBreaches } from '../../store/breaches.ts';
import { readBreachIds } from '../../store/events.ts';
import { readUncovered } from '../../store/on-duty.ts';
import type { Store } from '../../store/store.ts';
import { readUser } from '../../store/users.ts';

/** What a change of the settings does beside duties and targets. All but who is on duty is asked for again. */
export type SettingsEffect =
  /** Who is on duty now, before and after; null: DPO and deputy, since there is no rota. */
  | { kind: 'on-duty'; before: string[] | null; after: string[] | null }
  /** Hours of the next two weeks in which nobody who is on duty can be told. */
  | { kind: 'uncovered'; hours: Uncovered[] }
  /** Records of closed incidents that are kept for a shorter time, or with no limit named any more. */
  | { kind: 'kept-shorter'; incidents: number }
  /** Alerts that the next check erases, and would not have. */
  | { kind: 'erased'; alerts: number }
  /** Legal holds that end, or hold less. */
  | { kind: 'unheld'; holds: string[] }
  /** What leaves without a person's release from then on; by `responders`, one more role may release. */
  | { kind: 'unreleased'; by: ('responders' | 'drills' | 'supplier' | 'customer')[] };

/** @param both as it is, and as it would be */
export async function effectsOf(
  store: Store,
  [was, is]: readonly [Organisation, Organisation],
  now: Instant,
): Promise<SettingsEffect[]> {
  return [
    ...(isSame(was.onDuty, is.onDuty) ? [] : await dutyEffects(store, was.onDuty, is.onDuty, now)),
    ...(isSame(was.retention, is.retention) ? [] : await keepingEffects(store, was, is, now)),
    ...releaseEffects(was, is),
  ];
}

async function dutyEffects(
  store: Store,
  was: Rota | undefined,
  is: Rota | undefined,
  now: Instant,
): Promise<SettingsEffect[]> {
  const [before, after] = [await namesOn(store, was, now), await namesOn(store, is, now)];
  const hours = await readUncovered(store, is, now);
  return [{ kind: 'on-duty', before, after }, ...(hours.length === 0 ? [] : [{ kind: 'uncovered' as const, hours }])];
}

async function namesOn(store: Store, rota: Rota | undefined, now: Instant): Promise<string[] | null> {
  if (rota === undefined) return null;
  return Promise.all(
    onDutyAt(rota, now).map(async (name) => {
      const who = rota.who[name];
      if (who === undefined) return name;
      return 'label' in who ? who.label : ((await readUser(store, who.user))?.name ?? who.user);
    }),
  );
}

async function keepingEffects(
  store: Store,
  was: Organisation,
  is: Organisation,
  now: Instant,
): Promise<SettingsEffect[]> {
  const incidents = await countKeptShorter(store, was, is);
  const more = (await countDue(store, is, now)) - (await countDue(store, was, now));
  const holds = endedHolds(was.retention?.alertHolds ?? [], is.retention?.alertHolds ?? []);
  return [
    ...(incidents === 0 ? [] : [{ kind: 'kept-shorter' as const, incidents }]),
    ...(more <= 0 ? [] : [{ kind: 'erased' as const, alerts: more }]),
    ...(holds.length === 0 ? [] : [{ kind: 'unheld' as const, holds }]),
  ];
}

/** Opened at once; each may hold as many events as an incident has. */
const AT_ONCE = 20;

async function countKeptShorter(store: Store, was: Organisation, is: Organisation): Promise<number> {
  const ids = await readBreachIds(store);
  let count = 0;
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const { state } of await readBreaches(store, ids.slice(at, at + AT_ONCE))) {
      if (!state) continue;
      const [before, after] = [retentionOf(state, was), retentionOf(state, is)];
      if (before !== null && (after === null || after.until < before.until)) count += 1;
    }
  }
  return count;
}

async function countDue(store: Store, { retention }: Organisation, now: Instant): Promise<number> {
  const { alertsDays: days, alertHolds = [] } = retention ?? {};
  return days === undefined ? 0 : countErasable(store, plusMs(now, -days * DAY_MS), alertHolds);
}

function endedHolds(before: readonly Hold[], after: readonly Hold[]): string[] {
  return before.flatMap((hold) => {
    const kept = after.find(({ id }) => id === hold.id);
    const isLess =
      kept === undefined ||
      (kept.source !== hold.source && kept.source !== 'all') ||
      kept.from > hold.from ||
      (kept.until !== undefined && (hold.until === undefined || kept.until < hold.until));
    return isLess ? [hold.id] : [];
  });
}

function releaseEffects({ release: was }: Organisation, { release: is }: Organisation): SettingsEffect[] {
  const added = is.approved.filter((text) => !was.approved.some((known) => isSame(known, text)));
  const by = [
    ...(is.responders && !was.responders ? (['responders'] as const) : []),
    ...(is.drills && !was.drills ? (['drills'] as const) : []),
    ...new Set(added.map(({ kind }) => kind)),
  ];
  return by.length === 0 ? [] : [{ kind: 'unreleased', by }];
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  return isSameSetting((one ?? null) as SettingValue, (other ?? null) as SettingValue);
}
