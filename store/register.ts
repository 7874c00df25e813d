import { type QueryFilter, trusted } from 'mongoose';
import type { Standing } from '../domain/breach/register-keys.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { type RegisterEntry, registerEntry } from '../domain/breach/views.ts';
import type { Plane, Role } from '../domain/dataflow.ts';
import type { Severity } from '../domain/plan/types.ts';
import type { Instant } from '../domain/time.ts';
import { unopened } from '../domain/unopened.ts';
import { readBreaches } from './breaches.ts';
import { OF_POLICY, type RegisterDoc, registerModel } from './register-index.ts';
import type { Store } from './store.ts';

/** The register of breaches (GDPR Art. 33(5)) as it is asked for. */

export const REGISTER_SORTS = ['newest', 'oldest', 'severity', 'people', 'changed'] as const;
export type RegisterSort = (typeof REGISTER_SORTS)[number];

export type RegisterFilter = {
  /** Aware, or else reported, from this instant on, and before that one. */
  from?: Instant;
  before?: Instant;
  status?: BreachState['status'];
  role?: Role;
  plane?: Plane;
  severity?: Severity['level'];
  authorityTold?: readonly Standing[];
  peopleTold?: readonly Standing[];
  late?: boolean;
  /** By which its duties stand. */
  policyVersion?: string;
  /** A part of the id, in any case. */
  idPart?: string;
  /** Real breaches, exercises, or both. */
  exercises: 'without' | 'with' | 'only';
};
export type RegisterCursor = { at: string | number; id: string };
export type RegisterRow = { entry: RegisterEntry } & Pick<
  RegisterDoc,
  'since' | 'authorityTold' | 'peopleTold' | 'late'
>;

const SORTS = {
  newest: { field: 'since', way: -1 },
  oldest: { field: 'since', way: 1 },
  severity: { field: 'score', way: -1 },
  people: { field: 'people', way: -1 },
  changed: { field: 'updatedAt', way: -1 },
} as const;

/** One page of the register, each entry whole. */
export async function pageRegister(
  store: Store,
  options: { filter: RegisterFilter; sort: RegisterSort; limit: number; after?: RegisterCursor },
): Promise<{ rows: RegisterRow[]; next: RegisterCursor | null }> {
  const { filter, limit, after } = options;
  const { field, way } = SORTS[options.sort];
  const docs = await registerModel(store)
    .find({ $and: [matching(filter), ...(after === undefined ? [] : beyond(after, field, way))] })
    .sort({ [field]: way, _id: way })
    .limit(limit + 1)
    .lean();
  const last = docs.length > limit ? docs[limit - 1] : undefined;
  const page = docs.slice(0, limit);
  const states = await readBreaches(
    store,
    page.map(({ _id }) => _id),
  );
  return {
    rows: page.flatMap((doc, index) => rowOf(doc, states[index]?.state)),
    next: last === undefined ? null : { at: last[field], id: last._id },
  };
}

/** How many entries there are, of which the filter shows how many. */
export async function countRegister(store: Store, filter: RegisterFilter): Promise<{ shown: number; all: number }> {
  const count = (asked: RegisterFilter) => registerModel(store).countDocuments(matching(asked));
  const [shown, all] = await Promise.all([count(filter), count({ exercises: filter.exercises })]);
  return { shown, all };
}

/** Of how many entries, exercises among them, the duties stand by which version of the policy: from an index alone. */
export async function countByPolicy(store: Store): Promise<Map<string, number>> {
  const found = await registerModel(store)
    .aggregate<{ _id: string | null; n: number }>([{ $group: { _id: '$policyVersion', n: { $sum: 1 } } }])
    .hint(OF_POLICY);
  return new Map(found.flatMap(({ _id, n }) => (_id === null ? [] : [[_id, n] as const])));
}

function rowOf(doc: RegisterDoc, state: BreachState | null | undefined): RegisterRow[] {
  const { since, authorityTold, peopleTold, late } = doc;
  if (state === null) return [];
  const entry = state === undefined ? markedEntry(doc) : registerEntry(state);
  return [{ entry, since, authorityTold, peopleTold, late }];
}

/** What the index alone knows of an entry of which neither the read model nor the stream opens. */
function markedEntry({ _id: breachId, exercise, status, since, roles, people }: RegisterDoc): RegisterEntry {
  const mark = unopened(null);
  const flow = {
    roles,
    systems: [],
    dataClasses: [],
    dataCategories: [],
    countries: [],
    places: { stated: [], listed: [] },
  };
  return {
    ...{ breachId, exercise, status, origin: 'report', source: mark, reportedAt: since, awareness: [] },
    facts: { title: mark, summary: '', ...flow, peopleConcerned: people < 0 ? null : people, recordsConcerned: null },
    effects: {
      consequences: '',
      confidentiality: 'unknown',
      integrity: 'unknown',
      availability: 'unknown',
      severity: null,
    },
    ...{ articles: null, remedialAction: '', policyVersion: null, decisions: [], filings: [], notices: null },
    ...{ campaigns: [], evidence: [], evidenceCount: 0 },
  };
}

function matching(asked: RegisterFilter): QueryFilter<RegisterDoc> {
  const { from, before, status, role, plane, severity, authorityTold, peopleTold, late, idPart, exercises } = asked;
  const { policyVersion } = asked;
  const all: QueryFilter<RegisterDoc>[] = [
    // Both values named, and not left out: so each has its stretch of the index, already in order.
    { exercise: exercises === 'with' ? trusted({ $in: [false, true] }) : exercises === 'only' },
  ];
  if (from !== undefined) all.push({ since: trusted({ $gte: from }) });
  if (before !== undefined) all.push({ since: trusted({ $lt: before }) });
  if (status !== undefined) all.push({ status });
  if (role !== undefined) all.push({ roles: role });
  if (plane !== undefined) all.push({ planes: plane });
  if (severity !== undefined) all.push({ severity });
  if (authorityTold !== undefined) all.push({ authorityTold: trusted({ $in: [...authorityTold] }) });
  if (peopleTold !== undefined) all.push({ peopleTold: trusted({ $in: [...peopleTold] }) });
  if (late !== undefined) all.push({ late });
  if (policyVersion !== undefined) all.push({ policyVersion });
  if (idPart !== undefined) {
    all.push({ _id: trusted({ $regex: idPart.replaceAll(/[^A-Za-z0-9-]/g, '.'), $options: 'i' }) });
  }
  return { $and: all };
}

function beyond({ at, id }: RegisterCursor, field: string, way: 1 | -1): object[] {
  const [from, past] = way === 1 ? ['$gte', '$gt'] : ['$lte', '$lt'];
  return [
    { [field]: trusted({ [from]: at }) },
    { $or: [{ [field]: trusted({ [past]: at }) }, { _id: trusted({ [past]: id }) }] },
  ];
}
