import { randomUUID } from 'node:crypto';
import { type ClientSession, type Model, trusted } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';
import { type Instant, toInstant, toMs } from '../domain/time.ts';
import type { SessionDoc, UserDoc } from './auth/collections.ts';
import { grantMac, isGenuine, rightOfUser } from './auth/grants.ts';
import { endPasskeys } from './auth/passkeys.ts';
import { closeRow, indexesOf, openRow } from './auth/rows.ts';
import { openOr } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { isDuplicate } from './failures.ts';
import { noteNewRights, noteRight } from './heads.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** A person who may sign in. Name and address are sealed in the database. */
export type User = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Whether the sign-in is closed to them, as it is where their row was changed past Tocsin. */
  disabled: boolean;
  /** Whether an authenticator is enrolled. */
  secondFactor: boolean;
  createdAt: Instant;
};

/** Lets somebody sign in. @throws TocsinError `conflict` where the address has a user already */
export async function addUser(
  store: Store,
  { name, email, role, at }: Pick<User, 'name' | 'email' | 'role'> & { at: Instant },
): Promise<User> {
  // The unique index holds within one key; until all are found by today's, somebody may stand under another.
  if ((await findUserByEmail(store, email)) !== null) throw isUserAlready();
  const [user] = await insertUsers(store, [{ name, email, role }], at);
  if (user === undefined) throw isUserAlready();
  return user;
}

/** Of so many each is a transaction of its own: a long list must not outlast the time that one may take. */
const ADDED_AT_ONCE = 100;

/**
 * Lets many sign in, whose addresses nobody has yet.
 *
 * @throws TocsinError `conflict` where somebody was given one of the addresses meanwhile; those before are added
 */
export async function addUsers(
  store: Store,
  rows: readonly Pick<User, 'name' | 'email' | 'role'>[],
  at: Instant,
): Promise<User[]> {
  const added: User[] = [];
  for (let from = 0; from < rows.length; from += ADDED_AT_ONCE) {
    added.push(...(await insertUsers(store, rows.slice(from, from + ADDED_AT_ONCE), at)));
  }
  return added;
}

async function insertUsers(
  store: Store,
  rows: readonly Pick<User, 'name' | 'email' | 'role'>[],
  at: Instant,
): Promise<User[]> {
  const date = new Date(toMs(at));
  const made = rows.map((row) => {
    const id = randomUUID();
    const personal = closeRow(store.keyring, 'user', id, { name: row.name, email: row.email.trim().toLowerCase() });
    const doc = {
      ...{ _id: id, ...personal, emailVerified: true, role: row.role, disabled: false, twoFactorEnabled: false },
      ...{ createdAt: date, updatedAt: date },
    };
    const mac = grantMac(store.keyring, 'user', doc);
    return { user: { ...row, id, disabled: false, secondFactor: false, createdAt: at }, doc: { ...doc, mac }, mac };
  });
  try {
    await inTransaction(store, async (session) => {
      await users(store).insertMany(
        made.map(({ doc }) => doc as UserDoc),
        { session },
      );
      const rights = made.map(({ user, mac }) => ({ row: rightOfUser(user.id), mac }));
      await noteNewRights(store, rights, session);
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw isUserAlready();
  }
  return made.map(({ user }) => user);
}

/** All users, or those of these roles, who are few in a large company; in the order of their names. */
export async function listUsers(store: Store, roles?: readonly Role[]): Promise<User[]> {
  const before = opened.get(store) ?? [];
  const known = new Map(before.map((one) => [one.row._id, one]));
  const found = new Map<string, Opened>();
  // Some at a time: to open the rows of 20,000 takes a second, in which others are answered too.
  const asked = roles === undefined ? {} : { role: { $in: [...roles] } };
  const rows = collectionOf<UserDoc>(store, 'users').find(asked, { batchSize: OPENED_AT_ONCE });
  try {
    while (await answerOf(rows.hasNext())) {
      for (const row of rows.readBufferedDocuments()) {
        const last = known.get(row._id);
        found.set(row._id, last !== undefined && isSame(last.row, row) ? last : { row, user: userOf(store, row) });
      }
    }
  } finally {
    await rows.close();
  }
  // Those of before are in order already, and to sort what nearly is takes no time.
  const inOrder = before.flatMap(({ row }) => found.get(row._id) ?? []);
  const others = [...found.values()].filter(({ row }) => !known.has(row._id));
  const sorted = [...inOrder, ...others].sort((a, b) => byName.compare(a.user.name, b.user.name));
  if (roles === undefined) opened.set(store, sorted);
  return sorted.map(({ user }) => ({ ...user }));
}

/**
 * All users as this process opened them last, by name, each with the row that it was opened from: to open 20,000 takes
 * a second, and few of them change. One whose row is another by now is opened anew.
 */
type Opened = { row: UserDoc; user: User };
const opened = new WeakMap<Store, readonly Opened[]>();

/** Whether all is as it was of what {@link userOf} reads of a row, and of what its MAC is over. */
function isSame(before: UserDoc, now: UserDoc): boolean {
  return READ.every((field) => before[field] === now[field]) && Number(before.createdAt) === Number(now.createdAt);
}

const READ = ['name', 'email', 'emailIndex', 'role', 'disabled', 'twoFactorEnabled', 'mac'] as const;
const OPENED_AT_ONCE = 500;
const byName = new Intl.Collator();

/** One user; null where there is none of this id. */
export async function readUser(store: Store, id: string): Promise<User | null> {
  const doc = await users(store).findOne({ _id: id }).lean();
  return doc === null ? null : userOf(store, doc);
}

/** The user of a mailbox, however its address is written; null where there is none. */
export async function findUserByEmail(store: Store, email: string): Promise<User | null> {
  const doc = await users(store)
    .findOne({ emailIndex: trusted({ $in: indexesOf(store.keyring, 'user', 'email', email) }) })
    .lean();
  return doc === null ? null : userOf(store, doc);
}

/**
 * Gives a user another role, or closes or opens the sign-in to them. Every session of theirs ends with it; where the
 * row was changed past Tocsin, so does a second factor, since nobody knows whose it is.
 *
 * @throws TocsinError `not-found`, or `conflict` where nobody would be left to administer the users
 */
export async function changeUser(
  store: Store,
  id: string,
  change: Partial<Pick<User, 'role' | 'disabled'>>,
): Promise<void> {
  await inTransaction(store, async (session) => {
    const doc = await users(store).findOne({ _id: id }, null, { session }).lean();
    if (doc === null) throw noUser();
    const isKept = isGenuine(store.keyring, 'user', doc);
    const after = { ...doc, ...change, ...(!isKept && { twoFactorEnabled: false }) };
    const { role, disabled, twoFactorEnabled } = after;
    const set = { role, disabled, twoFactorEnabled, mac: grantMac(store.keyring, 'user', after) };
    await users(store).updateOne({ _id: id }, { $set: set }, { session, runValidators: true });
    await noteRight(store, rightOfUser(id), set.mac, session);
    if (!isKept) await endFactors(store, id, session);
    const administrators = await users(store)
      .find({ role: 'administrator', disabled: false }, null, { session })
      .lean();
    const left = administrators.some((each) => isGenuine(store.keyring, 'user', each));
    if (isKept && doc.role === 'administrator' && !doc.disabled && !left) {
      const message = 'This is the last administrator. Make somebody else one first.';
      throw new TocsinError('conflict', message, 'role', { why: 'last-administrator' });
    }
    await sessions(store).deleteMany({ userId: id }, { session });
  });
}

/** Forgets a lost authenticator, its recovery codes and all passkeys, and ends every session; the user enrols anew. */
export async function resetSecondFactor(store: Store, id: string): Promise<void> {
  await inTransaction(store, async (session) => {
    const doc = await users(store).findOne({ _id: id }, null, { session }).lean();
    if (doc === null) throw noUser();
    const after = { ...doc, twoFactorEnabled: false };
    // A row that was changed past Tocsin stays one that grants nothing.
    const mac = isGenuine(store.keyring, 'user', doc) ? grantMac(store.keyring, 'user', after) : null;
    await users(store).updateOne({ _id: id }, { $set: { twoFactorEnabled: false, mac } }, { session });
    await noteRight(store, rightOfUser(id), mac, session);
    await endFactors(store, id, session);
    await sessions(store).deleteMany({ userId: id }, { session });
  });
}

async function endFactors(store: Store, userId: string, session: ClientSession): Promise<void> {
  await store.connection.model('secondFactors').deleteMany({ userId }, { session });
  await endPasskeys(store, userId, session);
}

/** Signs a user out everywhere, or everywhere but in the session `kept`. */
export async function endSessions(store: Store, userId: string, kept?: string): Promise<void> {
  await sessions(store).deleteMany({ userId, ...(kept === undefined ? {} : { _id: trusted({ $ne: kept }) }) });
}

/** Ends one session of a user. @returns whether there was one */
export async function endSession(store: Store, userId: string, sessionId: string): Promise<boolean> {
  return (await sessions(store).deleteOne({ _id: sessionId, userId })).deletedCount === 1;
}

/** Where somebody is signed in: when it began and when it was last used. Of device and network nothing is known. */
export type OpenSession = { id: string; startedAt: Instant; seenAt: Instant };

/** A user's sessions that go on at `at` and were used after `usedAfter`, the last used first. */
export async function listSessions(
  store: Store,
  userId: string,
  { at, usedAfter }: { at: Instant; usedAfter: Instant },
): Promise<OpenSession[]> {
  const going = {
    expiresAt: trusted({ $gt: new Date(toMs(at)) }),
    seenAt: trusted({ $gt: new Date(toMs(usedAfter)) }),
  };
  const docs = await sessions(store)
    .find({ userId, ...going })
    .sort({ seenAt: -1 })
    .lean();
  return docs.map(({ _id: id, createdAt, seenAt }) => {
    return { id, startedAt: toInstant(createdAt.getTime()), seenAt: toInstant(seenAt.getTime()) };
  });
}

/** Notes that a session was used just now, from which its idle time counts. */
export async function touchSession(store: Store, sessionId: string, at: Instant): Promise<void> {
  await sessions(store).updateOne({ _id: sessionId }, { $set: { seenAt: new Date(toMs(at)) } });
}

/** Name and address that do not open are marked: the user is still there, to be closed out or added anew. */
function userOf(store: Store, doc: UserDoc): User {
  const { _id, role, twoFactorEnabled: secondFactor, createdAt } = doc;
  const opened = (field: 'name' | 'email') =>
    openOr(
      doc[field],
      () => String(openRow(store.keyring, 'user', { _id, [field]: doc[field] })[field]),
      (mark) => mark,
    );
  const who = { id: _id, name: opened('name'), email: opened('email') };
  const disabled = doc.disabled || !isGenuine(store.keyring, 'user', doc);
  return { ...who, role, disabled, secondFactor, createdAt: toInstant(createdAt.getTime()) };
}

function isUserAlready(): TocsinError {
  const message = 'Somebody with this e-mail address is a user already.';
  return new TocsinError('conflict', message, 'email', { why: 'email-taken' });
}

function noUser(): TocsinError {
  return new TocsinError('not-found', 'There is no such user.', 'user');
}

function users(store: Store): Model<UserDoc> {
  return store.connection.model<UserDoc>('users');
}

function sessions(store: Store): Model<SessionDoc> {
  return store.connection.model<SessionDoc>('sessions');
}
