import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { canonicalJson, linkEvent, type SealedEvent, sha256Of } from '../../domain/audit/chain.ts';
import { linkPage } from '../../domain/audit/ledger.ts';
import { findingsOf } from '../../domain/audit/record-status.ts';
import { lineOf } from '../../domain/audit/verification.ts';
import { unopened } from '../../domain/unopened.ts';
import { GRANTING_COLLECTIONS, type Granting, grantMac } from '../../store/auth/grants.ts';
import { addPasskey, removePasskey } from '../../store/auth/passkeys.ts';
import { closeRow } from '../../store/auth/rows.ts';
import { makeCalendarLink } from '../../store/calendars.ts';
import { checkRecord } from '../../store/check-record.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { type Keyring, parseKeyring, subkey } from '../../store/crypto/keyring.ts';
import { macOf } from '../../store/crypto/mac.ts';
import { seal, sealJson } from '../../store/crypto/seal.ts';
import { guardedOf as guardedOfEvent } from '../../store/events.ts';
import { chainOf, type Head, noteHeads } from '../../store/heads.ts';
import { invite } from '../../store/invitations.ts';
import { sealJournal } from '../../store/journal.ts';
import { noticesLedger } from '../../store/ledger/notices.ts';
import { guardedOf as guardedOfPage, readLedgerHead } from '../../store/ledger/pages.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { openStore } from '../../store/open.ts';
import { renewMacs } from '../../store/renew-macs.ts';
import { rotateKeys } from '../../store/rotate.ts';
import { findUnopened } from '../../store/sealed-fields.ts';
import { openEvent, sealEvent } from '../../store/sealing.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { authenticate, keyedToken, type TokenDoc } from '../../store/tokens.ts';
import { addUser, readUser } from '../../store/users.ts';
import { type ViewDoc, viewMac } from '../../store/view-lanes.ts';
import { NOW, TestApi } from '../support/api.ts';
import { enrolled } from '../support/enrolled.ts';

/**
 * Somebody who kept a key that was taken out of the ring, and writes to MongoDB as they like: what they gain by it, and
 * what the verification says of it.
 */

const key = () => randomBytes(32).toString('base64');
const [K1, K2] = [key(), key()];
const ring = (file: object): Keyring => parseKeyring(JSON.stringify(file));
const before = ring({ current: 'k1', keys: { k1: K1 } });
const BY_K2 = { links: 'k2', indexes: 'k2', alerts: 'k2', cookies: 'k2' };
const both = ring({ current: 'k2', purposes: BY_K2, keys: { k1: K1, k2: K2 } });
const alone = ring({ current: 'k2', keys: { k2: K2 } });
const say = () => undefined;

let first: TestApi;
let api: TestApi;
/** Writes what the old key can make. */
let thief: Store;
let id: string;
let userId: string;
/** A look of the old key's time, which is not the last of its lane. */
let lookId: string;
beforeAll(async () => {
  first = await TestApi.start({ keyring: before });
  id = await first.report({ title: 'A laptop is gone', systems: ['tickets'], awareAt: NOW });
  await first.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: { facts: { peopleConcerned: 7 }, reasons: 'x' } });
  for (const _ of [1, 2]) await first.call('auditor', 'GET', `/breaches/${id}`);
  lookId = String((await first.store.connection.collection('views').findOne({ who: 'auditor' }))?._id);
  const session = await first.session('dpo');
  await enrolled(first, session);
  const passkey = { name: 'Blue key', credentialId: 'of-a-blue-key', publicKey: 'pQECAyYgASFYIA', counter: 2 };
  await addPasskey(first.store, { userId: session.userId, at: NOW, ...passkey });
  const { id: waiting } = await addUser(first.store, { name: 'W', email: 'w@org.example', role: 'deputy', at: NOW });
  await first.signIn.newEnrolmentCode(waiting);
  await invite(first.store, [waiting], { at: NOW, by: 'dpo' });
  await makeCalendarLink(first.store, session.userId, NOW);
  ({ userId } = await first.session('responder'));
  await addAccount(first.store, userId);
  const store = await openStore({ uri: first.mongodbUri, keyring: both });
  await rotateKeys(store, say);
  await closeStore(store);
  api = await TestApi.beside(first, { keyring: alone });
  thief = { connection: api.store.connection, keyring: before };
});
afterAll(async () => {
  await api?.stop();
  await first?.stop();
});

/** As single sign-on leaves one. */
async function addAccount({ connection, keyring }: Store, user: string): Promise<void> {
  const at = new Date(NOW);
  const given = { providerId: 'oidc', accountId: 'subject-1', userId: user, createdAt: at, updatedAt: at };
  const doc = { _id: 'account-1', ...closeRow(keyring, 'account', 'account-1', given) };
  await connection.model('accounts').create({ ...doc, mac: grantMac(keyring, 'account', doc) });
}

type Doc = { _id: string } & Record<string, unknown>;
const rows = (name: string): mongo.Collection<Doc> => api.store.connection.collection<Doc>(name) as never;

/** What the verification says does not hold, to somebody who begins just now. */
async function problems(): Promise<string[]> {
  const store = await openStore({ uri: api.mongodbUri, keyring: alone });
  const { streams, beside } = await checkRecord(store, NOW);
  await closeStore(store);
  return findingsOf({ streams: streams.map(lineOf), beside }).map(({ of, problem }) => `${of}: ${problem}`);
}

/** Does an attack, gives what the verification then says, and puts every collection back as it was. */
async function attacked(names: string[], attack: () => Promise<unknown>): Promise<string[]> {
  await sealJournal(api.store, NOW);
  const all = [...new Set([...names, 'heads', 'journal'])];
  const kept = await Promise.all(all.map(async (name) => [name, await rows(name).find().toArray()] as const));
  await attack();
  const found = await problems();
  for (const [name, docs] of kept) {
    await rows(name).deleteMany({});
    if (docs.length > 0) await rows(name).insertMany(docs);
  }
  expect(await problems()).toEqual([]);
  return found;
}

const forgedToken = (token: string): TokenDoc => {
  const grant = { _id: 'mallory', role: 'auditor' as const, scope: 'all' as const, issuedAt: NOW, expiresAt: null };
  const doc = { ...grant, lastUsedAt: null, hash: sha256Hex(token), mac: null };
  return { ...doc, ...keyedToken(thief.keyring, doc) };
};
const newToken = () => `tocsin_${randomBytes(32).toString('base64url')}`;

describe('a key that was taken out, in the hands of somebody who writes to MongoDB', () => {
  it('leaves a record that holds, and everybody at work', async () => {
    expect(await problems()).toEqual([]);
    expect((await api.call('auditor', 'GET', `/breaches/${id}`)).status).toBe(200);
  });

  it('makes no token', async () => {
    const token = newToken();
    const found = await attacked(['tokens'], async () => {
      const doc = forgedToken(token);
      await rows('tokens').insertOne(doc as never);
      await noteHeads(thief, [{ of: 'right/tokens/mallory', seq: 1, hash: doc.mac ?? '' }]);
      const headers = { authorization: `Bearer ${token}` };
      expect((await api.call(null, 'GET', '/breaches', { headers })).status).toBe(401);
    });
    expect(found).toEqual([
      expect.stringContaining('The note of where right/tokens/mallory ends was not written by Tocsin'),
      expect.stringContaining('The token mallory was not written by Tocsin'),
    ]);
  });

  it('promotes nobody', async () => {
    const found = await attacked(['users'], async () => {
      const user = { ...(await rows('users').findOne({ _id: userId })), role: 'administrator' };
      const mac = grantMac(thief.keyring, 'user', user);
      await rows('users').updateOne({ _id: userId }, { $set: { role: 'administrator', mac } });
      expect(await readUser(api.store, userId)).toMatchObject({ disabled: true });
    });
    expect(found).toEqual([expect.stringContaining(`The user ${userId} was not written by Tocsin`)]);
  });

  it.each(Object.entries(GRANTING_COLLECTIONS))('signs no %s', async (kind, collection) => {
    const found = await attacked([collection], async () => {
      const row = await rows(collection).findOne({});
      expect(row).not.toBeNull();
      const mac = grantMac(thief.keyring, kind as Granting, row ?? {});
      await rows(collection).updateOne({ _id: row?._id ?? '' }, { $set: { mac } });
    });
    expect(found).toEqual([expect.stringMatching(/^rights: .* was not written by Tocsin/)]);
  });

  it('adds nothing to the stream of a breach, which takes no decision from then on', async () => {
    const found = await attacked(['events'], async () => {
      const last = (await rows('events').findOne({ breachId: id }, { sort: { seq: -1 } })) as unknown as SealedEvent;
      const again = { ...openEvent(thief.keyring, last), key: 'forged' };
      const forged = linkEvent(sealEvent(thief.keyring, id, last.seq + 1, again), last.hash);
      const mac = macOf(thief.keyring, 'event', guardedOfEvent(forged));
      await rows('events').insertOne({ _id: `${id}/${forged.seq}`, ...forged, mac });
      await noteHeads(thief, [{ of: chainOf.breach(id), ...forged }]);
      const body = { outcome: 'not-a-breach', reasons: 'x' };
      const refused = await api.call('dpo', 'POST', `/breaches/${id}/closing`, { body });
      expect(refused.json).toMatchObject({ code: 'record-broken' });
    });
    expect(found).toContainEqual(expect.stringMatching(`${id}: event \\d+ was not written by Tocsin`));
  });

  it('adds no page to a ledger', async () => {
    const { ledger } = noticesLedger(id);
    const found = await attacked(['ledgers', 'ledgerPages'], async () => {
      const entry = { row: 'fjord~1', at: NOW, by: 'engine', what: 'sent', data: {} };
      const page = linkPage(ledger, await readLedgerHead(api.store, ledger), [entry]);
      const mac = macOf(thief.keyring, 'ledger-page', guardedOfPage(page));
      await rows('ledgerPages').insertOne({ _id: `${ledger}/${page.page}`, ...page, mac });
      await rows('ledgers').updateOne({ _id: ledger }, { $set: { page: page.page, hash: page.hash } });
      await noteHeads(thief, [{ of: chainOf.ledger(ledger), seq: page.page, hash: page.hash }]);
    });
    expect(found).toContainEqual(expect.stringMatching(/notices, page \d+: was not written by Tocsin/));
  });

  it('changes no look of its time', async () => {
    const found = await attacked(['views'], async () => {
      const { mac, ...look } = (await rows('views').findOne({ _id: lookId })) as never as ViewDoc;
      const changed = { ...look, who: 'nobody' };
      await rows('views').updateOne({ _id: look._id }, { $set: { ...changed, mac: viewMac(thief.keyring, changed) } });
    });
    expect(found).toEqual([expect.stringContaining('Looks that key "k1" signed are not those')]);
  });

  it('makes no look of somebody', async () => {
    const found = await attacked(['views'], async () => {
      const look = { who: 'auditor', role: 'auditor' as const, route: 'GET /', breachId: id, about: null, at: NOW };
      const doc = { _id: 'look-1', ...look, lane: 'mallory', n: 1 };
      await rows('views').insertOne({ ...doc, mac: viewMac(thief.keyring, doc) });
    });
    expect(found).toEqual([expect.stringContaining('The look of auditor')]);
  });

  it('writes no entry of the journal, at its end or in place of what stood there', async () => {
    const journal = rows('journal') as unknown as mongo.Collection<{ _id: number } & Record<string, unknown>>;
    const entry = (seq: number, heads: Head[], prev: string) => {
      const content = { at: NOW, heads, earlierUntil: null, prev };
      const hash = sha256Of(canonicalJson({ seq, ...content }));
      return { _id: seq, ...content, hash, mac: macOf(thief.keyring, 'journal', { hash }) };
    };
    const added = await attacked([], async () => {
      const last = await journal.findOne({}, { sort: { _id: -1 } });
      await journal.insertOne(entry((last?._id ?? 0) + 1, [], String(last?.hash)));
    });
    expect(added).toContainEqual(expect.stringMatching(/^journal: Entry \d+ was not written by Tocsin/));
    const made = await attacked([], async () => {
      let prev = (await journal.findOne({ _id: 1 }))?.prev as string;
      for (const { _id, heads } of await journal.find().sort({ _id: 1 }).toArray()) {
        const anew = entry(_id, heads as Head[], prev);
        await journal.replaceOne({ _id }, anew);
        prev = anew.hash;
      }
    });
    expect(made).toContainEqual(expect.stringMatching(/is not the one that stood there when key "k1" was taken out/));
    const cut = await attacked([], () => journal.deleteMany({ _id: { $gt: 1 } }));
    expect(cut).toContainEqual(expect.stringMatching(/It ended with entry \d+ when key "k1" was taken out/));
  });

  it('seals no row that opens', async () => {
    await attacked(['breaches'], async () => {
      const title = seal(thief.keyring, 'Nothing happened', `breaches/${id}/title`);
      await rows('breaches').updateOne({ _id: id }, { $set: { title } });
      const { json } = await api.call('dpo', 'GET', '/breaches');
      expect(json.breaches).toContainEqual(expect.objectContaining({ breachId: id, title: unopened('k1') }));
      const named = await Array.fromAsync(findUnopened(api.store));
      expect(named).toEqual([{ collection: 'breaches', id, field: 'title', key: 'k1' }]);
    });
  });
});

describe('a key that version 0.5.0 let go, with all that it had signed', () => {
  it('holds until the database is migrated, and from then on no more', async () => {
    // As 0.5.0 left it: no passkeys, invitations or calendars, rows under MACs of the old key,
    // and all of its uses kept without an end.
    const [passkey] = await rows('passkeys').find().toArray();
    await removePasskey(api.store, String(passkey?.userId), passkey?._id ?? '');
    for (const name of ['invitations', 'calendars']) await rows(name).deleteMany({});
    const old = ring({ current: 'k1', keys: { k1: K1, k2: K2 } });
    expect(await renewMacs({ connection: api.store.connection, keyring: old })).toBeGreaterThan(10);
    const { kept } = (await rows('keyChecks').findOne({})) as unknown as { kept: { id: string }[] };
    expect(kept.map((each) => each.id)).toEqual(['k1']);
    const kinds = ['account', 'enrolment', 'event', 'head', 'journal', 'ledger-page', 'record-check', 'session'];
    const uses = ['seal', 'index/tokens', 'index/intake', 'index/command'];
    for (const kind of [...kinds, 'token', 'twoFactor', 'user', 'view']) uses.push(`index/mac/${kind}`);
    const flat = Object.fromEntries(uses.map((use) => [use, subkey(old, 'k1', use).export().toString('base64')]));
    const sealed = sealJson(alone, flat, 'keyChecks/kept/k1');
    await rows('keyChecks').updateOne({}, { $set: { kept: [{ id: 'k1', sealed }] } });
    const address = { uri: api.mongodbUri, keyring: alone };

    const token = newToken();
    await rows('tokens').insertOne(forgedToken(token) as never);
    const earlier = await openStore(address);
    expect(await authenticate(earlier, api.tokens.auditor, NOW)).toMatchObject({ role: 'auditor' });
    await closeStore(earlier);
    await rows('tokens').deleteOne({ _id: 'mallory' });

    await migrate(address, say);
    expect(await problems()).toEqual([]);
    const store = await openStore(address);
    await rows('tokens').insertOne(forgedToken(token) as never);
    expect(await authenticate(store, token, NOW)).toBeNull();
    expect(await authenticate(store, api.tokens.auditor, NOW)).toMatchObject({ role: 'auditor' });
    expect(await readUser(store, userId)).toMatchObject({ disabled: false });
    await closeStore(store);
    await rows('tokens').deleteOne({ _id: 'mallory' });
  });
});
