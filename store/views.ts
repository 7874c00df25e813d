import { type Model, trusted } from 'mongoose';
import { ROLES, type Role } from '../domain/roles.ts';
import type { Instant } from '../domain/time.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';
import { type ContentView, type ViewDoc, writeView } from './view-lanes.ts';

/** Who looked at breach content: written before it is shown, and never changed or removed. */

export type { ContentView } from './view-lanes.ts';

export const viewSchema = defineSchema<ViewDoc>({
  _id: text,
  who: text,
  role: { type: String, required: true, enum: ROLES },
  route: text,
  breachId: optionalText,
  about: optionalText,
  at: text,
  lane: String,
  n: Number,
  mac: optionalText,
})
  .index({ lane: 1, n: 1 })
  .index({ at: -1, _id: -1 })
  .index({ who: 1, at: -1, _id: -1 })
  .index({ breachId: 1, at: -1, _id: -1 });

/** Puts a look on record. @throws TocsinError `unavailable` when the database does not answer */
export async function recordView(store: Store, view: ContentView): Promise<void> {
  await writeView(store, view);
}

/** What happens at sign-in and in one's own account, each on record as `sign-in/…`. */
export type SignInEvent =
  | 'signed-in'
  | 'code-wrong'
  | 'code-locked'
  | 'recovery-code-used'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'session-ended'
  | 'enrolment-code-wrong'
  | 'enrolment-code-locked'
  | 'enrolled'
  | 'recovery-codes-renewed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'passkey-counted-back'
  | 'calendar-link-made'
  | 'calendar-link-ended'
  | 'slack-linked'
  | 'slack-link-ended';

/** Puts on record what a user did at sign-in. No address, no network, no browser. */
export async function recordSignIn(
  store: Store,
  { userId, role, what, at }: { userId: string; role: Role; what: SignInEvent; at: Instant },
): Promise<void> {
  await recordView(store, { who: `user:${userId}`, role, route: `sign-in/${what}`, breachId: null, about: null, at });
}

/** Which looks or changes: of one caller, of one breach, `from` an instant on and before `until`. */
export type TrailFilter = { who?: string; breachId?: string; from?: Instant; until?: Instant };

/** Of one kind alone, or all. */
export type ViewFilter = TrailFilter & { kind?: LookKind | undefined };

/** A look, what was asked of what has no event stream, or what happened at sign-in. */
export type LookKind = 'view' | 'change' | 'sign-in';
const SIGN_IN = /^sign-in\//;
/** Users, tokens, webhooks, the set-up, the data-flow register and dead letters, over HTTP or at the server itself. */
const BESIDE_BREACHES =
  /^server\/|^(?:POST|PUT|PATCH|DELETE) \/(?:desk\/(?:users|tokens|webhooks|setup|settings|systems|suppliers|customers|alerts|policy)|webhooks|setup|dataflow|systems|counterparties|alerts\/(?:retries$|:reference))(?:\/|$)/;
const NO_LOOK = new RegExp(`${SIGN_IN.source}|${BESIDE_BREACHES.source}`);
const ROUTES = { view: trusted({ $not: NO_LOOK }), change: BESIDE_BREACHES, 'sign-in': SIGN_IN };

/** What is on record under this route, such as `POST /desk/users/:user`. */
export function lookKindOf(route: string): LookKind {
  if (SIGN_IN.test(route)) return 'sign-in';
  return BESIDE_BREACHES.test(route) ? 'change' : 'view';
}

/**
 * Looks, newest first, with their ids.
 * @param before go on after this one; an instant without an id means everything before it
 */
export async function listViews(
  store: Store,
  filter: ViewFilter,
  { before, limit }: { before: { at: Instant; id: string | null } | null; limit: number },
): Promise<(ContentView & { id: string })[]> {
  const { who, breachId, kind } = filter;
  const query = model(store).find({
    ...(who === undefined ? {} : { who }),
    ...(breachId === undefined ? {} : { breachId }),
    ...(kind === undefined ? {} : { route: ROUTES[kind] }),
    $and: [...periodOf(filter), ...(before === null ? [] : [after(before)])],
  });
  const docs = await query.sort({ at: -1, _id: -1 }).limit(limit).lean<ViewDoc[]>();
  return docs.map(({ _id: id, lane: _, n: __, mac: ___, ...view }) => ({ id, ...view }));
}

function after({ at, id }: { at: Instant; id: string | null }) {
  const earlier = { at: trusted({ $lt: at }) };
  return id === null ? earlier : { $or: [earlier, { at, _id: trusted({ $lt: id }) }] };
}

/** The period of a filter as conditions; at least one, since an empty list of them is an error. */
export function periodOf({ from, until }: TrailFilter) {
  return [{ at: trusted({ $gte: from ?? '' }) }, ...(until === undefined ? [] : [{ at: trusted({ $lt: until }) }])];
}

function model(store: Store): Model<ViewDoc> {
  return store.connection.model<ViewDoc>('views');
}
