import { trusted } from 'mongoose';
import type { BreachEventType } from '../domain/breach/events.ts';
import type { Triage } from '../domain/breach/state.ts';
import type { Role } from '../domain/roles.ts';
import type { SettingChange } from '../domain/settings/fields.ts';
import type { Instant } from '../domain/time.ts';
import { eventModel } from './events.ts';
import { readSettings } from './settings.ts';
import type { Store } from './store.ts';
import { type LookKind, listViews, lookKindOf, periodOf, type TrailFilter, type ViewFilter } from './views.ts';

/**
 * The audit trail: who looked at what, and who changed what, over all breaches and of the settings. It holds nobody's
 * words, but for what the organisation is set to.
 */

/**
 * `what`: the kind of a look by its route; changes of users, tokens and the register are there too, having no events.
 */
export type TrailEntry = {
  at: Instant;
  who: string;
  breachId: string | null;
} & (
  | { kind: 'view'; what: LookKind; id: string; role: Role; route: string; about: string | null }
  /**
   * `about`: the duty, counterparty or campaign that the event names, what it was that was dismissed, or the incident
   * that it is part of; null where it names none.
   */
  | { kind: 'change'; seq: number; type: BreachEventType; about: string | null }
  /** A version of the settings that was stored. `about`: its number. */
  | { kind: 'settings'; about: string; effectiveFrom: Instant; changes: SettingChange[] }
);
type TrailKind = TrailEntry['kind'];
/** Of one kind alone, or all. */
export type TrailQuery = ViewFilter;

type ChangeDoc = {
  breachId: string;
  seq: number;
  type: BreachEventType;
  at: Instant;
  by: string;
  data?: { obligation?: string; counterparty?: string; campaign?: number; communication?: string } & Partial<
    Pick<Triage, 'into' | 'kind'>
  >;
};
type Position = { at: Instant; kind: TrailKind; id: string };

/**
 * One page, newest first; of one instant the looks come first, then the settings, then the changes of breaches. `next`
 * goes on after it, null at the end.
 * @param before the `next` of the page before; one that cannot be read begins anew
 */
export async function listTrail(
  store: Store,
  filter: TrailQuery,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ entries: TrailEntry[]; next: string | null }> {
  const position = parsePosition(before);
  const { kind, ...rest } = filter;
  const asksForChanges = kind === undefined || kind === 'change';
  const found = await Promise.all([
    viewsAfter(store, filter, position, limit + 1),
    asksForChanges ? settingsAfter(store, rest, position) : [],
    asksForChanges ? changesAfter(store, rest, position, limit + 1) : [],
  ]);
  // Those of one instant stay in the order of the three.
  const merged = found.flat().toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  const entries = merged.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: merged.length > limit && last !== undefined ? positionOf(last) : null };
}

/** The `next` of a page: a look by its id, settings by their number, or a change by its breach and number. */
export const TRAIL_PLACE =
  /^([0-9]{4}-[0-9T:.-]{15,24}Z)~(?:(view)~([A-Za-z0-9-]{1,100})|(settings)~([0-9]{1,9})|(change)~([A-Za-z0-9-]{1,64}\/[0-9]{1,9}))$/;

async function viewsAfter(store: Store, filter: ViewFilter, position: Position | null, limit: number) {
  // Of the position's instant all looks came before its first change.
  const before = position === null ? null : { at: position.at, id: position.kind === 'view' ? position.id : null };
  const views = await listViews(store, filter, { before, limit });
  return views.map((view): TrailEntry & { kind: 'view' } => ({ kind: 'view', what: lookKindOf(view.route), ...view }));
}

async function changesAfter(
  store: Store,
  filter: TrailFilter,
  position: Position | null,
  limit: number,
): Promise<(TrailEntry & { kind: 'change' })[]> {
  const { who, breachId } = filter;
  const query = eventModel(store).find(
    {
      ...(who === undefined ? {} : { by: who }),
      ...(breachId === undefined ? {} : { breachId }),
      $and: [...periodOf(filter), ...(position === null ? [] : [changesBefore(position)])],
    },
    {
      breachId: 1,
      seq: 1,
      type: 1,
      at: 1,
      by: 1,
      'data.obligation': 1,
      'data.counterparty': 1,
      'data.campaign': 1,
      'data.communication': 1,
      'data.kind': 1,
      'data.into': 1,
    },
  );
  const docs = await query.sort({ at: -1, breachId: -1, seq: -1 }).limit(limit).lean<ChangeDoc[]>();
  return docs.map(({ breachId: of, seq, type, at, by, data = {} }) => {
    const triaged = type === 'triaged' ? (data.into ?? data.kind) : undefined;
    const about = triaged ?? data.obligation ?? data.counterparty ?? data.campaign ?? data.communication;
    return { kind: 'change', at, who: by, breachId: of, seq, type, about: about === undefined ? null : String(about) };
  });
}

/** All of them: there are as many as somebody stored by hand. */
async function settingsAfter(
  store: Store,
  { who, breachId, from = '', until }: TrailFilter,
  position: Position | null,
): Promise<(TrailEntry & { kind: 'settings' })[]> {
  if (breachId !== undefined) return [];
  const isAfter = (at: Instant, number: number) =>
    position === null ||
    at < position.at ||
    (at === position.at &&
      (position.kind === 'view' || (position.kind === 'settings' && number < Number(position.id))));
  return (await readSettings(store)).flatMap(({ number, at, by, effectiveFrom, changes }) => {
    const isAsked = (who === undefined || by === who) && at >= from && (until === undefined || at < until);
    if (!isAsked || !isAfter(at, number)) return [];
    return [{ kind: 'settings', at, who: by, breachId: null, about: String(number), effectiveFrom, changes }];
  });
}

function changesBefore({ at, kind, id }: Position) {
  if (kind !== 'change') return { at: trusted({ $lte: at }) };
  const slash = id.lastIndexOf('/');
  const [breachId, seq] = [id.slice(0, slash), Number(id.slice(slash + 1))];
  return {
    $or: [
      { at: trusted({ $lt: at }) },
      { at, breachId: trusted({ $lt: breachId }) },
      { at, breachId, seq: trusted({ $lt: seq }) },
    ],
  };
}

function positionOf(entry: TrailEntry): string {
  return `${entry.at}~${entry.kind}~${idOf(entry)}`;
}

function idOf(entry: TrailEntry): string {
  if (entry.kind === 'view') return entry.id;
  return entry.kind === 'settings' ? entry.about : `${entry.breachId}/${entry.seq}`;
}

function parsePosition(text: string | undefined): Position | null {
  const [, at, ...kinds] = TRAIL_PLACE.exec(text ?? '') ?? [];
  const [kind, id] = kinds.filter((each) => each !== undefined);
  return at === undefined || id === undefined ? null : { at, kind: kind as TrailKind, id };
}
