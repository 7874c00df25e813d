import type { Plan, PlannedObligation } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { CompiledObligation, CompiledPolicy } from './compiled.ts';

/** What another version of the policy changes: in its rows, and in what one incident owes, our own targets too. */

export type RowChange = {
  obligation: string;
  article: string;
  title: string;
  change: 'added' | 'taken-out' | 'changed';
  /** Of a changed row, the fields that differ. */
  fields: string[];
};

/** Parts of the policy beside its rows that say something of duties and limits. */
const PARTS = ['organisation', 'severity', 'targets', 'authorities'] as const;
export type ChangedPart = (typeof PARTS)[number] | 'holidays' | 'zones';

export function changedRows(from: CompiledPolicy, to: CompiledPolicy): RowChange[] {
  const [before, after] = [byId(from.obligations), byId(to.obligations)];
  const rows = [...to.obligations, ...from.obligations.filter(({ id }) => !after.has(id))];
  return rows.flatMap(({ id, article, title }): RowChange[] => {
    const [was, is] = [before.get(id), after.get(id)];
    const change = was === undefined ? 'added' : is === undefined ? 'taken-out' : 'changed';
    const fields = was === undefined || is === undefined ? [] : fieldsThatDiffer(was, is);
    return change === 'changed' && fields.length === 0 ? [] : [{ obligation: id, article, title, change, fields }];
  });
}

export function changedParts(from: CompiledPolicy, to: CompiledPolicy): ChangedPart[] {
  return [
    ...PARTS.filter((part) => JSON.stringify(from[part]) !== JSON.stringify(to[part])),
    ...(from.holidayData === to.holidayData ? [] : (['holidays'] as const)),
    ...(from.zoneData === to.zoneData ? [] : (['zones'] as const)),
  ];
}

export type DutyChange = {
  obligation: string;
  article: string;
  title: string;
  recipient: string;
  /**
   * `dateless`: it binds before and after, and has no running clock any more. `warned`: its limit is the same, and
   * warnings of it that are still to come leave at other times.
   */
  change: 'binds' | 'binds-no-more' | 'earlier' | 'later' | 'dateless' | 'dated' | 'warned';
  before: Instant | null;
  after: Instant | null;
  because: string;
  /** When it was first filed, or waived. */
  met: Instant | null;
  /** What its new limit makes of that, where the limit has passed. */
  missed: 'met-late' | 'not-met' | null;
};

/**
 * How what one incident owes differs between its plans under two versions of the policy, made from the same record.
 * @param met when each duty was filed or waived, by its id
 */
export function changedDuties(
  before: Plan,
  after: Plan,
  met: Readonly<Record<string, Instant>>,
  now: Instant,
): DutyChange[] {
  const [was, is] = [bindingOf(before), bindingOf(after)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((id): DutyChange[] => {
    const [old, duty] = [was.get(id), is.get(id)];
    const shown = duty ?? old;
    const change = changeOf(old, duty, now);
    if (shown === undefined || change === null) return [];
    // Of what is done nobody is warned.
    if (change === 'warned' && met[id] !== undefined) return [];
    const { article, title, recipient } = shown;
    const why = duty ?? after.obligations.find((o) => o.id === id);
    const limits = { before: old?.clock?.due ?? null, after: duty?.clock?.due ?? null };
    return [
      {
        ...{ obligation: id, article, title, recipient, change, ...limits },
        because: why?.because ?? 'It is no longer part of the policy, or cannot reach us.',
        met: met[id] ?? null,
        missed: change === 'later' ? null : missedOf(duty, met[id] ?? null, now),
      },
    ];
  });
}

function changeOf(
  was: PlannedObligation | undefined,
  is: PlannedObligation | undefined,
  now: Instant,
): DutyChange['change'] | null {
  if (was === undefined) return is === undefined ? null : 'binds';
  if (is === undefined) return 'binds-no-more';
  const [old, due] = [was.clock?.due ?? null, is.clock?.due ?? null];
  if (old === due) return warningsOf(was, now) === warningsOf(is, now) ? null : 'warned';
  if (old === null) return 'dated';
  if (due === null) return 'dateless';
  return due < old ? 'earlier' : 'later';
}

function warningsOf({ rungs }: PlannedObligation, now: Instant): string {
  return JSON.stringify(rungs.filter(({ at }) => at > now));
}

/** The law's own limit where it names one, since a duty met by then was met in time. */
function missedOf(duty: PlannedObligation | undefined, met: Instant | null, now: Instant): DutyChange['missed'] {
  const limit = duty?.clock?.latest ?? duty?.clock?.due ?? null;
  if (limit === null || limit >= (met ?? now)) return null;
  return met === null ? 'not-met' : 'met-late';
}

function bindingOf({ obligations, targets = [] }: Plan): Map<string, PlannedObligation> {
  return new Map([...obligations, ...targets].flatMap((o) => (o.applies === 'binds' ? [[o.id, o] as const] : [])));
}

function byId(obligations: readonly CompiledObligation[]): Map<string, CompiledObligation> {
  return new Map(obligations.map((o) => [o.id, o]));
}

/** Conditions are compared as they are written. What says when a row was last read changes no duty. */
function fieldsThatDiffer(was: CompiledObligation, is: CompiledObligation): string[] {
  const fields = [...new Set([...Object.keys(is), ...Object.keys(was)])] as (keyof CompiledObligation)[];
  return fields
    .filter((field) => field !== 'verified' && field !== 'sources')
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map((field) => (field === 'triggerSource' ? 'trigger' : field));
}
