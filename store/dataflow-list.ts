import { type QueryFilter, trusted } from 'mongoose';
import type { Counterparty, CounterpartyKind, Plane, System } from '../domain/dataflow.ts';
import { EEA } from '../domain/jurisdictions.ts';
import { patternOf } from '../domain/pattern.ts';
import {
  type CounterpartyDoc,
  counterpartyModel,
  openCounterpartyDoc,
  openSystemDoc,
  type SystemDoc,
  systemModel,
} from './dataflow.ts';
import type { Store } from './store.ts';

/** Pages of the data-flow register, which may have 100,000 entries of each kind. */

export type SystemFilter = {
  /** A part of name, id or alias, in any case. */
  text?: string;
  plane?: Plane;
  country?: string;
  /** Whether some of the data lies outside the EEA. */
  outsideEea?: boolean;
  supplier?: string;
  customer?: string;
};
export type SystemCursor = { name: string; id: string };

/** Systems by name. */
export async function pageSystems(
  store: Store,
  { filter, limit, after }: { filter: SystemFilter; limit: number; after?: SystemCursor },
): Promise<{ systems: System[]; next: SystemCursor | null }> {
  const beyond =
    after === undefined
      ? []
      : [
          { name: trusted({ $gte: after.name }) },
          { $or: [{ name: trusted({ $gt: after.name }) }, { _id: trusted({ $gt: after.id }) }] },
        ];
  const docs = await systemModel(store)
    .find({ $and: [matching(filter), ...beyond] })
    .sort({ name: 1, _id: 1 })
    .limit(limit + 1)
    .lean();
  const last = docs.length > limit ? docs[limit - 1] : undefined;
  return {
    systems: docs.slice(0, limit).map(openSystemDoc),
    next: last === undefined ? null : { name: last.name, id: last._id },
  };
}

export async function countSystems(store: Store, filter: SystemFilter): Promise<number> {
  return systemModel(store).countDocuments(matching(filter));
}

/** What the systems say together that a counterparty has access to, or whose data it is. */
export type TouchedSystems = {
  count: number;
  /** The first of them by name. */
  names: string[];
  countries: string[];
  parts: Pick<System, 'plane' | 'role'>[];
};
const NAMED = 3;

/** The systems of each of these counterparties, summed up by the database: one may have all that there are. */
export async function sumUpSystems(
  store: Store,
  kind: CounterpartyKind,
  ids: readonly string[],
): Promise<Map<string, TouchedSystems>> {
  const list = kind === 'supplier' ? 'suppliers' : 'customers';
  const found = await systemModel(store).aggregate<
    Omit<TouchedSystems, 'countries'> & { _id: string; countries: string[][] }
  >([
    { $match: { [list]: { $in: [...ids] } } },
    { $unwind: `$${list}` },
    { $match: { [list]: { $in: [...ids] } } },
    {
      $group: {
        _id: `$${list}`,
        count: { $sum: 1 },
        names: { $minN: { input: '$name', n: NAMED } },
        countries: { $addToSet: '$countries' },
        parts: { $addToSet: { plane: '$plane', role: '$role' } },
      },
    },
  ]);
  const sums = found.map(({ _id, countries, ...sum }): [string, TouchedSystems] => {
    return [_id, { ...sum, countries: [...new Set(countries.flat())].sort() }];
  });
  return new Map(sums);
}

export type CounterpartyFilter = Pick<SystemFilter, 'text' | 'plane' | 'outsideEea'>;

/**
 * Counterparties by id. Names are sealed: a text is looked for by opening one after the other, so that a rare one takes
 * as long as the register is large.
 */
export async function pageCounterparties(
  store: Store,
  kind: CounterpartyKind,
  { filter, limit, after }: { filter: CounterpartyFilter; limit: number; after?: string },
): Promise<{ counterparties: Counterparty[]; next: string | null }> {
  const { text, ...ofSystems } = filter;
  const query: QueryFilter<CounterpartyDoc> = { kind };
  const ids: object[] = [];
  if (after !== undefined) ids.push({ _id: trusted({ $gt: after }) });
  if (Object.values(ofSystems).some((asked) => asked !== undefined)) {
    ids.push({ _id: trusted({ $in: await namedBy(store, kind, ofSystems) }) });
  }
  const named = text === undefined ? null : new Set(await namedBy(store, kind, { text }));
  const wanted = text?.toLowerCase();
  const found: Counterparty[] = [];
  const cursor = counterpartyModel(store)
    .find(ids.length === 0 ? query : { ...query, $and: ids })
    .sort({ _id: 1 })
    .lean()
    .cursor({ batchSize: text === undefined ? limit + 1 : 1_000 });
  for await (const doc of cursor) {
    const counterparty = openCounterpartyDoc(store, doc as CounterpartyDoc);
    const { id, name } = counterparty;
    const isMeant =
      wanted === undefined || id.includes(wanted) || name.toLowerCase().includes(wanted) || named?.has(id);
    if (isMeant) found.push(counterparty);
    if (found.length > limit) break;
  }
  await cursor.close();
  const isMore = found.length > limit;
  return { counterparties: found.slice(0, limit), next: isMore ? (found[limit - 1]?.id ?? null) : null };
}

export async function countCounterparties(store: Store, kind: CounterpartyKind): Promise<number> {
  return counterpartyModel(store).countDocuments({ kind });
}

/** What the register has any entry of. */
export async function registerHas(store: Store): Promise<{ systems: boolean; suppliers: boolean; customers: boolean }> {
  const [systems, suppliers, customers] = await Promise.all([
    systemModel(store).exists({}),
    counterpartyModel(store).exists({ kind: 'supplier' }),
    counterpartyModel(store).exists({ kind: 'customer' }),
  ]);
  return { systems: systems !== null, suppliers: suppliers !== null, customers: customers !== null };
}

async function namedBy(store: Store, kind: CounterpartyKind, filter: SystemFilter): Promise<string[]> {
  return systemModel(store).distinct(kind === 'supplier' ? 'suppliers' : 'customers', matching(filter));
}

function matching({ text, plane, country, outsideEea, supplier, customer }: SystemFilter): QueryFilter<SystemDoc> {
  const part = text === undefined ? null : trusted(containing(text));
  const outside = { $elemMatch: { $nin: [...EEA] } };
  const all: QueryFilter<SystemDoc>[] = [];
  if (part !== null) all.push({ $or: [{ name: part }, { _id: part }, { names: part }] });
  if (plane !== undefined) all.push({ plane });
  if (country !== undefined) all.push({ countries: country });
  if (outsideEea !== undefined) all.push({ countries: trusted(outsideEea ? outside : { $not: outside }) });
  if (supplier !== undefined) all.push({ suppliers: supplier });
  if (customer !== undefined) all.push({ customers: customer });
  return all.length === 0 ? {} : { $and: all };
}

function containing(text: string): object {
  return { $regex: patternOf(text), $options: 'i' };
}
