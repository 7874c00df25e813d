import { TocsinError } from '../../domain/errors.ts';
import type { Store } from '../../store/store.ts';

/** A store whose database goes away after so many calls, as when a process dies between two of them. */
export type BreakingStore = {
  store: Store;
  /** How many calls were made. */
  made(): number;
};

type Method = (...given: unknown[]) => unknown;
/** Is told of every call to a collection, and may throw. */
type Look = (collection: string, method: string) => void;

/** Calls to collections and models, and transactions; what a call has begun is done. */
export function breaksAfter(store: Store, most: number, look: Look = () => undefined): BreakingStore {
  let made = 0;
  const count = () => {
    if (made >= most) throw new TocsinError('unavailable', 'The database went away.');
    made += 1;
  };
  const counted = (collection: string, target: object): object =>
    new Proxy(target, {
      get(own, name) {
        const value: unknown = Reflect.get(own, name, own);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          look(collection, String(name));
          count();
          return (value as Method).apply(own, given);
        };
      },
    });
  const by = (target: object, methods: Record<string, Method>): object =>
    new Proxy(target, {
      get(own, name) {
        const value: unknown = methods[String(name)] ?? Reflect.get(own, name, own);
        return typeof value === 'function' ? value.bind(own) : value;
      },
    });
  const { connection } = store;
  const { db } = connection;
  if (db === undefined) throw new Error('not connected');
  const breaking = by(connection, {
    model: (name) => counted(String(name), connection.model(String(name))),
    transaction: (...given) => {
      count();
      return (connection.transaction as Method).apply(connection, given);
    },
  });
  const database = by(db, { collection: (name) => counted(String(name), db.collection(String(name))) });
  const proxied = new Proxy(breaking, { get: (own, name) => (name === 'db' ? database : Reflect.get(own, name, own)) });
  return { store: { ...store, connection: proxied as Store['connection'] }, made: () => made };
}
