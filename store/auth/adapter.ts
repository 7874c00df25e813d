import { type CleanedWhere, createAdapterFactory } from 'better-auth/adapters';
import { type Model, trusted } from 'mongoose';
import { TocsinError } from '../../domain/errors.ts';
import { noteRight } from '../heads.ts';
import type { Store } from '../store.ts';
import { inTransaction } from '../transaction.ts';
import { GRANTING_COLLECTIONS, type Grants, grantMac, isGenuine, isGranting, rightOfUser } from './grants.ts';
import { closeRow, indexesOf, openRow, type Row, ruleOf } from './rows.ts';

const COLLECTIONS: Readonly<Record<string, string>> = { ...GRANTING_COLLECTIONS, verification: 'verifications' };

const OPERATORS = { ne: '$ne', lt: '$lt', lte: '$lte', gt: '$gt', gte: '$gte', in: '$in' } as const;

type Doc = Row & Grants & { _id: string };

/** How often a change is begun anew where another one came between. */
const MOST_TRIES = 5;

/**
 * Lets better-auth keep its rows in the store: sealed and hashed as `rows.ts` says, one atomic operation each. A row
 * that `grants.ts` guards is there only as long as its MAC holds.
 */
export function signInAdapter(store: Store) {
  const { connection, keyring } = store;
  const modelOf = (name: string): Model<Doc> => connection.model<Doc>(COLLECTIONS[name] ?? name);

  /** The filter of a question. A sealed field cannot be searched: the few rows left are opened and compared. */
  async function filterOf(name: string, where: CleanedWhere[] = []): Promise<Row> {
    const filter = Object.assign({}, ...where.filter((w) => ruleOf(name, w.field) !== 'sealed').map(conditionOf(name)));
    const secret = where.find((w) => ruleOf(name, w.field) === 'sealed');
    if (secret === undefined) return filter;
    const docs = await modelOf(name).find(filter).lean();
    const match = docs.find((doc) => openRow(keyring, name, doc)[secret.field] === secret.value);
    return match === undefined ? { _id: '' } : { ...filter, _id: match._id, [secret.field]: match[secret.field] };
  }

  const conditionOf =
    (name: string) =>
    ({ field, value, operator, connector }: CleanedWhere): Row => {
      if (connector !== 'AND') throw new TocsinError('internal', 'The sign-in store takes no OR.');
      const rule = ruleOf(name, field);
      if (rule !== undefined) {
        if (operator !== 'eq') throw new TocsinError('internal', `${name}.${field} is looked up by its value alone.`);
        const among = trusted({ $in: indexesOf(keyring, name, field, value) });
        return { [rule === 'found' ? `${field}Index` : field]: among };
      }
      const key = field === 'id' ? '_id' : field;
      if (operator === 'eq') return { [key]: value };
      if (!(operator in OPERATORS)) throw new TocsinError('internal', `The sign-in store takes no '${operator}'.`);
      return { [key]: trusted({ [OPERATORS[operator as keyof typeof OPERATORS]]: value }) };
    };

  const isThere = (name: string, doc: Doc | null): doc is Doc =>
    doc !== null && (!isGranting(name) || isGenuine(keyring, name, doc));
  const opened = (name: string, doc: Doc | null, where: CleanedWhere[] = []) =>
    isThere(name, doc) ? openRow(keyring, name, doc, askedOf(where)) : null;

  async function change(name: string, where: CleanedWhere[], set: Row, increment: Row = {}): Promise<Row | null> {
    const filter = await filterOf(name, where);
    let found = await modelOf(name).findOne(filter).lean();
    for (let tries = 0; isThere(name, found) && tries < MOST_TRIES; tries += 1) {
      const { _id, mac } = found;
      const changes = { $set: changesOf(name, found, set), $inc: increment };
      const given = Object.fromEntries(Object.entries(changes).filter(([, each]) => Object.keys(each).length > 0));
      const asFound = isGranting(name) ? { _id, mac } : { _id };
      const doc = await write(name, { ...filter, ...asFound }, given);
      if (doc !== null) return opened(name, doc, where);
      // Null also where the filter holds no more; what it grants may have changed meanwhile, and its MAC with it.
      const now = await modelOf(name)
        .findOne({ ...filter, _id })
        .lean();
      found = now?.mac === mac ? null : now;
    }
    return null;
  }

  /** Changes one row; what a user may do from then on stands in the journal as well. */
  async function write(name: string, filter: Row, given: Row): Promise<Doc | null> {
    const after = { returnDocument: 'after' } as const;
    if (name !== 'user') return modelOf(name).findOneAndUpdate(filter, given, after).lean();
    return inTransaction(store, async (session) => {
      const doc = await modelOf(name)
        .findOneAndUpdate(filter, given, { ...after, session })
        .lean();
      if (doc !== null) await noteRight(store, rightOfUser(doc._id), doc.mac ?? null, session);
      return doc;
    });
  }

  /** What is set in a stored row: what was asked for, closed, with the MAC of the row that this makes of it. */
  function changesOf(name: string, found: Doc, set: Row): Row {
    const closed = closeRow(keyring, name, found._id, set);
    if (!isGranting(name)) return closed;
    return { ...closed, mac: grantMac(keyring, name, { ...found, ...closed }) };
  }

  return createAdapterFactory({
    config: { adapterId: 'tocsin', adapterName: 'Tocsin store', supportsNumericIds: false, usePlural: false },
    adapter: () => ({
      async create({ model, data }) {
        const { id, ...row } = data as Row;
        const doc: Doc = { ...closeRow(keyring, model, String(id), row), _id: String(id) };
        await modelOf(model).create(isGranting(model) ? { ...doc, mac: grantMac(keyring, model, doc) } : doc);
        return data;
      },
      async findOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
        const doc = await modelOf(model)
          .findOne(await filterOf(model, where))
          .lean();
        return opened(model, doc, where) as T | null;
      },
      async findMany<T>(asked: Find) {
        const { model, where, limit, sortBy, offset = 0 } = asked;
        const order = sortBy === undefined ? {} : { [sortBy.field]: sortBy.direction };
        const docs = await modelOf(model)
          .find(await filterOf(model, where))
          .sort(order)
          .skip(offset)
          .limit(limit)
          .lean();
        return docs.flatMap((doc) => opened(model, doc, where) ?? []) as T[];
      },
      async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
        return (await change(model, where, update as Row)) as T | null;
      },
      async updateMany({ model, where, update }) {
        const docs = await modelOf(model)
          .find(await filterOf(model, where))
          .lean();
        const rows = docs.filter((doc) => isThere(model, doc));
        for (const row of rows)
          await modelOf(model).updateOne({ _id: row._id }, { $set: changesOf(model, row, update) });
        return rows.length;
      },
      async delete({ model, where }) {
        await modelOf(model).deleteOne(await filterOf(model, where));
      },
      async deleteMany({ model, where }) {
        return (await modelOf(model).deleteMany(await filterOf(model, where))).deletedCount;
      },
      async consumeOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
        const doc = await modelOf(model)
          .findOneAndDelete(await filterOf(model, where))
          .lean();
        return opened(model, doc, where) as T | null;
      },
      async incrementOne<T>(asked: { model: string; where: CleanedWhere[]; increment: Row; set?: Row | undefined }) {
        return (await change(asked.model, asked.where, asked.set ?? {}, asked.increment)) as T | null;
      },
      async count({ model, where }) {
        return modelOf(model).countDocuments(await filterOf(model, where));
      },
    }),
  });
}

type Find = {
  model: string;
  where?: CleanedWhere[] | undefined;
  limit: number;
  sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined;
  offset?: number | undefined;
};

function askedOf(where: CleanedWhere[]): Row {
  return Object.fromEntries(where.filter((w) => w.operator === 'eq').map((w) => [w.field, w.value]));
}
