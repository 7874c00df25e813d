import { type CleanedWhere, createAdapterFactory } from 'better-auth/adapters';
import { type Model, trusted } from 'mongoose';
import { TocsinError } from '../../domain/errors.ts';
import type { Store } from '../store.ts';
import { closeRow, indexesOf, openRow, type Row, ruleOf } from './rows.ts';

const COLLECTIONS: Readonly<Record<string, string>> = {
  user: 'users',
  session: 'sessions',
  verification: 'verifications',
  account: 'accounts',
  twoFactor: 'secondFactors',
};

const OPERATORS = { ne: '$ne', lt: '$lt', lte: '$lte', gt: '$gt', gte: '$gte', in: '$in' } as const;

type Doc = Row & { _id: string };

/** Lets better-auth keep its rows in the store: sealed and hashed as `rows.ts` says, one atomic operation each. */
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

  const opened = (name: string, doc: Doc | null, where: CleanedWhere[] = []) =>
    doc === null ? null : openRow(keyring, name, doc, askedOf(where));

  async function change(name: string, where: CleanedWhere[], set: Row, increment: Row = {}): Promise<Row | null> {
    const filter = await filterOf(name, where);
    const found = await modelOf(name).findOne(filter, { _id: 1 }).lean();
    if (found === null) return null;
    const changes = { $set: closeRow(keyring, name, found._id, set), $inc: increment };
    const given = Object.fromEntries(Object.entries(changes).filter(([, each]) => Object.keys(each).length > 0));
    const doc = await modelOf(name)
      .findOneAndUpdate({ ...filter, _id: found._id }, given, { returnDocument: 'after' })
      .lean();
    return opened(name, doc, where);
  }

  return createAdapterFactory({
    config: { adapterId: 'tocsin', adapterName: 'Tocsin store', supportsNumericIds: false, usePlural: false },
    adapter: () => ({
      async create({ model, data }) {
        const { id, ...row } = data as Row;
        await modelOf(model).create({ ...closeRow(keyring, model, String(id), row), _id: String(id) });
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
        return docs.map((doc) => opened(model, doc, where)) as T[];
      },
      async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
        return (await change(model, where, update as Row)) as T | null;
      },
      async updateMany({ model, where, update }) {
        const docs = await modelOf(model)
          .find(await filterOf(model, where), { _id: 1 })
          .lean();
        for (const { _id } of docs) {
          await modelOf(model).updateOne({ _id }, { $set: closeRow(keyring, model, _id, update) });
        }
        return docs.length;
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
