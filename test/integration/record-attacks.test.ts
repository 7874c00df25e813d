import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { verifyAndTell } from '../../activities/verification.ts';
import { loadPolicy } from '../../config/policy.ts';
import { CHAIN_START, linkEvent, type SealedEvent } from '../../domain/audit/chain.ts';
import { verifyPack } from '../../domain/audit/pack.ts';
import { findingsOf } from '../../domain/audit/record-status.ts';
import { lineOf } from '../../domain/audit/verification.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { newEnrolmentCode } from '../../store/auth/enrolment.ts';
import { checkRecord } from '../../store/check-record.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import { readJournalHead, sealJournal } from '../../store/journal.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { openStore } from '../../store/open.ts';
import { readRecordStatus } from '../../store/record-checks.ts';
import { closeStore } from '../../store/store.ts';
import { authenticate, issueToken, revokeToken } from '../../store/tokens.ts';
import { changeUser, readUser } from '../../store/users.ts';
import { NOW, POLICY_DIR, TestApi } from '../support/api.ts';
import { attacksOn, type Doc } from '../support/attacks.ts';

/**
 * The attacks of somebody who writes to MongoDB as they like and has no key: what they gain, and what the verification
 * says of it.
 */

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const { rows, problems, attacked, verifyAll } = attacksOn(() => api);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const opens = async (token: string) => (await api.call(null, 'GET', '/breaches', bearer(token))).status;

describe('whoever writes a row that grants rights', () => {
  beforeEach(async () => expect(await problems()).toEqual([]));

  it('gets nowhere with a token of their own, and it is said', async () => {
    const token = `tocsin_${randomBytes(32).toString('base64url')}`;
    const made = { role: 'auditor', scope: 'all', issuedAt: NOW, expiresAt: null, lastUsedAt: null };
    const found = await attacked(['tokens'], async () => {
      const mac = (await rows('tokens').findOne({ _id: 'auditor' }))?.mac;
      await rows('tokens').insertOne({ _id: 'mallory', ...made, hash: sha256(token), mac });
      expect(await opens(token)).toBe(401);
    });
    expect(found).toEqual([expect.stringContaining('The token mallory was not written by Tocsin')]);
  });

  it('makes no more of a token than it was issued for', async () => {
    const token = await issueToken(api.store, {
      name: 'low',
      role: 'reporter',
      at: NOW,
      expiresAt: plusMs(NOW, 1_000),
    });
    const found = await attacked(['tokens'], async () => {
      for (const change of [{ role: 'auditor' }, { expiresAt: null }]) {
        await rows('tokens').updateOne({ _id: 'low' }, { $set: change });
        expect(await authenticate(api.store, token, NOW)).toBeNull();
      }
    });
    expect(found).toEqual([expect.stringContaining('The token low')]);
    expect(await authenticate(api.store, token, NOW)).toMatchObject({ role: 'reporter' });
  });

  it('puts no token back that was revoked, without its being said', async () => {
    const token = await issueToken(api.store, { name: 'leaked', role: 'dpo', at: NOW });
    const row = await rows('tokens').findOne({ _id: 'leaked' });
    const note = await rows('heads').findOne({ _id: 'right/tokens/leaked' });
    await revokeToken(api.store, 'leaked');
    expect(await problems()).toEqual([]);
    const found = await attacked(['tokens', 'heads'], async () => {
      await rows('tokens').insertOne(row as Doc);
      await rows('heads').replaceOne({ _id: 'right/tokens/leaked' }, { ...note, isSealed: false });
    });
    expect(found).toEqual([expect.stringContaining('The token leaked was put back as it was before')]);
    expect(await authenticate(api.store, token, NOW)).toBeNull();
  });

  it('promotes nobody: a user whose role was changed is out until an administrator says what they are', async () => {
    const { cookie, userId } = await api.session('responder');
    const look = async () => (await api.server.inject({ url: '/desk/account', headers: { cookie } })).statusCode;
    expect(await look()).toBe(200);
    const found = await attacked(['users'], async () => {
      await rows('users').updateOne({ _id: userId }, { $set: { role: 'dpo' } });
      expect(await look()).not.toBe(200);
      expect(await readUser(api.store, userId)).toMatchObject({ disabled: true });
      await expect(api.signIn.issueLink('responder@people.example')).rejects.toMatchObject({ code: 'not-found' });
    });
    expect(found).toEqual([expect.stringContaining(`The user ${userId} was not written by Tocsin`)]);
    expect(await look()).toBe(200);
    await rows('users').updateOne({ _id: userId }, { $set: { twoFactorEnabled: true } });
    await changeUser(api.store, userId, { role: 'responder' });
    expect(await readUser(api.store, userId)).toMatchObject({
      disabled: false,
      role: 'responder',
      secondFactor: false,
    });
  });

  it('takes over no session, and enrols no second factor of another', async () => {
    const mine = await api.session('reporter');
    const theirs = await api.session('dpo');
    const look = async () => (await api.server.inject({ url: '/desk/account', headers: mine })).statusCode;
    const found = await attacked(['sessions', 'enrolments'], async () => {
      await rows('sessions').updateMany({ userId: mine.userId }, { $set: { userId: theirs.userId } });
      expect(await look()).not.toBe(200);
      await newEnrolmentCode(api.store, theirs.userId, NOW);
      await rows('enrolments').updateOne({ _id: theirs.userId }, { $set: { sessionId: 'mine' } });
    });
    expect(found).toEqual([
      expect.stringContaining(`A session of the user ${theirs.userId}`),
      expect.stringContaining(`The enrolment of the user ${theirs.userId}`),
    ]);
  });
});

describe('whoever rewrites the record', () => {
  let id: string;
  beforeEach(async () => {
    id = await api.report({ title: 'A laptop is gone', systems: ['tickets'], awareAt: NOW });
    await api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: { facts: { peopleConcerned: 7 }, reasons: 'x' } });
    expect(await problems()).toEqual([]);
  });
  const streamOf = async (): Promise<(Doc & SealedEvent)[]> =>
    (await rows('events').find({ breachId: id }).sort({ seq: 1 }).toArray()) as never;

  it('is noticed though every hash of the chain is made anew, and its pack verifies', async () => {
    const found = await attacked(['events', 'heads'], async () => {
      let prev = CHAIN_START;
      for (const { _id, mac, ...event } of await streamOf()) {
        const changed = linkEvent({ ...event, by: event.seq === 1 ? 'somebody' : event.by }, prev);
        prev = changed.hash;
        await rows('events').replaceOne({ _id }, { ...changed, mac } as never);
      }
      await rows('heads').updateOne({ _id: `breach/${id}` }, { $set: { hash: prev } });
      expect(verifyPack(await exportEvidence(api.store, id, { at: NOW, open: false })).ok).toBe(true);
      const refused = await api.call('dpo', 'POST', `/breaches/${id}/closing`, {
        body: { outcome: 'not-a-breach', reasons: 'x' },
      });
      expect(refused.json).toMatchObject({ code: 'record-broken' });
      expect(await verifyAll()).toMatchObject({ exit: 1, ok: false, findings: [{ of: id }, { of: 'journal' }] });
    });
    expect(await verifyAll()).toMatchObject({ exit: 0, ok: true, findings: [] });
    expect(found).toEqual([
      expect.stringMatching(`${id}: event 1 was not written by Tocsin`),
      expect.stringContaining(`The note of where breach/${id} ends was not written by Tocsin`),
    ]);
  });

  it('is noticed where the tail is cut, with all that counts it', async () => {
    const early = await rows('breaches').findOne({ _id: id });
    const note = await rows('heads').findOne({ _id: `breach/${id}` });
    const end = (await streamOf()).at(-1);
    await api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: { facts: { peopleConcerned: 9 }, reasons: 'y' } });
    const names = ['events', 'breaches', 'clocks', 'register', 'heads'];
    const found = await attacked(names, async () => {
      await rows('events').deleteMany({ breachId: id, seq: { $gt: end?.seq ?? 0 } });
      await rows('breaches').replaceOne({ _id: id }, early as Doc);
      await rows('heads').replaceOne({ _id: `breach/${id}` }, note as Doc);
    });
    expect(found).toEqual([expect.stringMatching(`${id}: .*cut short`)]);
  });

  it('is noticed where a breach is deleted whole, with its reference', async () => {
    const names = ['events', 'breaches', 'clocks', 'register', 'heads', 'intake', 'commands', 'correlations'];
    const found = await attacked(names, async () => {
      for (const name of ['events', 'clocks', 'intake']) await rows(name).deleteMany({ breachId: id });
      for (const name of ['breaches', 'register']) await rows(name).deleteMany({ _id: id });
      await rows('heads').deleteMany({ _id: `breach/${id}` });
      await rows('commands').deleteMany({ _id: { $regex: `^${id}/` } });
    });
    expect(found).toEqual([
      expect.stringMatching(`${id}: .*cut short`),
      `references: The reference ${id.split('-').slice(0, 3).join('-')} is gone.`,
    ]);
  });

  it('is noticed where looks are removed or changed, from the middle as from the end', async () => {
    for (const _ of [1, 2, 3]) await api.call('auditor', 'GET', `/breaches/${id}`);
    const looks = await rows('views').find({ breachId: id, who: 'auditor' }).sort({ n: 1 }).toArray();
    const [first, , last] = looks.map(({ _id }) => _id);
    expect(looks).toHaveLength(3);
    for (const [removed, n] of [
      [first, looks[0]?.n],
      [last, looks[2]?.n],
    ]) {
      const found = await attacked(['views'], () => rows('views').deleteOne({ _id: String(removed) }));
      expect(found).toEqual([expect.stringContaining(`Looks were removed: number ${n} of lane`)]);
    }
    const changed = await attacked(['views'], () =>
      rows('views').updateOne({ _id: String(first) }, { $set: { who: 'dpo' } }),
    );
    expect(changed).toEqual([expect.stringContaining('The look of dpo')]);
    const all = await attacked(['views', 'heads'], async () => {
      await rows('views').deleteMany({});
      await rows('heads').deleteMany({ _id: { $regex: '^views/' } });
    });
    expect(all).toEqual([expect.stringContaining('Looks were removed: numbers 1 to')]);
  });

  it('is noticed where entries of the journal are changed, removed, or put back to an earlier end', async () => {
    const { seq = 0 } = (await readJournalHead(api.store)) ?? {};
    const journal = rows('journal') as unknown as mongo.Collection<{ _id: number }>;
    const forged = await attacked(['journal', 'heads'], () => journal.updateOne({ _id: seq }, { $set: { heads: [] } }));
    expect(forged).toContainEqual(expect.stringMatching(`journal: Entry ${seq} was not written by Tocsin`));
    const middle = await attacked(['journal', 'heads'], () => journal.deleteOne({ _id: seq - 1 }));
    expect(middle).toContainEqual(expect.stringMatching(`journal: Entry ${seq} follows entry ${seq - 2}`));
    const cut = await attacked(['journal', 'heads'], () => journal.deleteOne({ _id: seq }));
    expect(cut).toContainEqual(expect.stringMatching(`journal: It ended with entry ${seq}`));
  });

  it('is said on the desk within the hour, and by mail, where a clock is moved in the database', async () => {
    const sent: string[] = [];
    const send = async ({ text }: { text: string }) => {
      sent.push(text);
      return { status: 'sent' as const };
    };
    const channels = { email: () => ({ send }) } as never;
    const policy = loadPolicy(POLICY_DIR);
    const run = () => verifyAndTell({ store: api.store, policy, channels, clock: () => NOW, publicUrl: api.publicUrl });
    await run();
    expect((await api.call('dpo', 'GET', '/')).body).not.toContain('changed or cut from outside');
    const clock = await rows('clocks').findOne({ breachId: id, due: { $type: 'string' } });
    const later = '2027-06-01T00:00:00.000Z';
    await rows('clocks').updateOne({ _id: clock?._id ?? '' }, { $set: { due: later, order: later, deskAt: later } });
    const { body } = await api.verified('auditor', '/desk/audit/verification?again=yes');
    expect(body).toContain(`${id}: what lists and pages show of it is not what its events say`);
    await run();
    expect((await api.call('dpo', 'GET', '/')).body).toContain(`The record was changed or cut from outside: ${id}.`);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatch(new RegExp(`${id}: The clock .* shows other than its events say: due, `));
    expect(await rows('clocks').findOne({ _id: clock?._id ?? '' })).toMatchObject({ due: clock?.due });
    await run();
    expect(sent).toHaveLength(2);
    expect(await readRecordStatus(api.store, NOW)).toMatchObject({ state: 'ok', findings: [{ of: id, goneAt: NOW }] });
    expect(await readRecordStatus(api.store, plusMs(NOW, 2 * HOUR_MS))).toMatchObject({ state: 'stale' });
    await rows('recordChecks').updateOne({ _id: 'last' }, { $set: { findings: [], since: 'never' } });
    const ready = (await api.call(null, 'GET', '/health/ready')).json;
    expect(ready.verification).toEqual({ state: 'failing', at: null, open: 0, gone: 0 });
    expect((await api.call('dpo', 'GET', '/')).body).toContain('how the record was checked was changed past Tocsin');
    await rows('recordChecks').deleteOne({ _id: 'last' });
  });
});

describe('the journal', () => {
  it('takes over every head once it is asked by many at once, in one chain', async () => {
    const other = await openStore({ uri: api.mongodbUri, keyring: api.store.keyring });
    const ids = await Promise.all([1, 2, 3, 4].map((n) => api.report({ title: `Number ${n}` })));
    await Promise.all([api.store, other, api.store, other].map((store) => sealJournal(store, NOW)));
    expect(await rows('heads').countDocuments({ isSealed: false })).toBe(0);
    const entries = await rows('journal').find().toArray();
    const named = entries.flatMap(({ heads }) => (heads as { of: string }[]).map(({ of }) => of));
    expect(named).toEqual(expect.arrayContaining(ids.map((id) => `breach/${id}`)));
    expect(await problems()).toEqual([]);
    await closeStore(other);
  });

  it('stands still while nothing is written', async () => {
    await sealJournal(api.store, NOW);
    const before = await readJournalHead(api.store);
    expect(await sealJournal(api.store, NOW)).toBe(0);
    expect(await readJournalHead(api.store)).toEqual(before);
  });

  it('misses no look where one could not be written', async () => {
    const { db } = api.store.connection;
    const [found] = (await db?.listCollections({ name: 'views' }, { nameOnly: false }).toArray()) ?? [];
    const validator = (found as { options?: { validator?: object } })?.options?.validator ?? {};
    await db?.command({ collMod: 'views', validator: { _id: 'nothing' } });
    expect((await api.call('dpo', 'GET', '/')).status).toBe(503);
    await db?.command({ collMod: 'views', validator });
    expect((await api.call('dpo', 'GET', '/')).status).toBe(200);
    expect(await problems()).toEqual([]);
  });
});

describe('a database of version 0.4', () => {
  it('keeps tokens, sessions and chains, and has nothing left without a key', async () => {
    const own = await TestApi.start();
    const of = (name: string): mongo.Collection<Doc> => own.store.connection.collection<Doc>(name) as never;
    const { cookie, userId } = await own.session('dpo');
    const id = await own.report({ title: 'Before', systems: ['tickets'], awareAt: NOW });
    await own.call('auditor', 'GET', `/breaches/${id}`);
    const body = { title: 'Before' };
    const headers = { 'idempotency-key': 'the-same-report-1' };
    const first = await own.call('responder', 'POST', '/incidents', { body, headers });
    // As 0.4 left it: digests without a key, no MACs, no places of looks, no heads and no journal.
    for (const [role, token] of Object.entries(own.tokens)) {
      await of('tokens').updateOne({ _id: role }, { $set: { hash: sha256(token) } });
    }
    await of('intake').updateMany(
      {},
      { $set: { bodySha256: sha256(JSON.stringify(body)) }, $unset: { bodyDigest: '' } },
    );
    await of('views').updateMany({}, { $unset: { lane: '', n: '' } });
    for (const name of ['tokens', 'users', 'sessions', 'enrolments', 'events', 'ledgerPages', 'views']) {
      await of(name).updateMany({}, { $unset: { mac: '' } });
    }
    await of('heads').deleteMany({});
    await of('journal').deleteMany({});
    await own.store.connection.collection('migrations').deleteOne({ _id: 2 as never });

    const address = { uri: own.mongodbUri, keyring: own.store.keyring };
    const { keyed } = await migrate(address, () => undefined);
    expect(keyed).toBeGreaterThan(10);
    const upgraded = await TestApi.beside(own);
    expect((await upgraded.call('auditor', 'GET', `/breaches/${id}`)).status).toBe(200);
    expect((await upgraded.server.inject({ url: '/desk/account', headers: { cookie } })).statusCode).toBe(200);
    expect(await readUser(own.store, userId)).toMatchObject({ role: 'dpo', disabled: false });
    const again = await upgraded.call('responder', 'POST', '/incidents', { body, headers });
    expect([again.status, again.json.breachId]).toEqual([202, first.json.breachId]);
    const { streams, beside } = await checkRecord(upgraded.store, NOW);
    expect(findingsOf({ streams: streams.map(lineOf), beside })).toEqual([]);
    const left = await of('intake').countDocuments({ bodySha256: { $exists: true } });
    expect([left, await of('tokens').countDocuments({ hash: sha256(own.tokens.auditor) })]).toEqual([0, 0]);

    // Upgraded once: what is put in now is not taken for a row of then.
    const token = `tocsin_${randomBytes(32).toString('base64url')}`;
    const made = { role: 'auditor', scope: 'all', issuedAt: NOW, expiresAt: null, lastUsedAt: null };
    await of('tokens').insertOne({ _id: 'mallory', ...made, hash: sha256(token) });
    await migrate(address, () => undefined);
    expect(await authenticate(own.store, token, NOW)).toBeNull();
    await upgraded.stop();
    await own.stop();
  });

  it('takes what its workers write while they are replaced, and nothing of the kind afterwards', async () => {
    const own = await TestApi.start();
    const of = (name: string): mongo.Collection<Doc> => own.store.connection.collection<Doc>(name) as never;
    const id = await own.report({ title: 'Before' });
    await of('events').updateMany({}, { $unset: { mac: '' } });
    await of('heads').deleteMany({});
    await of('journal').deleteMany({});
    const address = { uri: own.mongodbUri, keyring: own.store.keyring };
    await migrate(address, () => undefined);
    const found = async () => {
      const { streams, beside } = await checkRecord(own.store, NOW);
      return findingsOf({ streams: streams.map(lineOf), beside });
    };
    const byOld = () => of('events').updateOne({ breachId: id, seq: 1 }, { $unset: { mac: '' } });
    await byOld();
    expect(await found()).toEqual([]);
    expect((await migrate(address, () => undefined)).keyed).toBe(1);
    expect(await of('events').countDocuments({ mac: null })).toBe(0);
    // A database that began with this version has had no other: nothing in it may be without a MAC.
    const fresh = await api.report({ title: 'Of today' });
    await rows('events').updateOne({ breachId: fresh, seq: 1 }, { $unset: { mac: '' } });
    expect(await problems()).toEqual([expect.stringContaining(`${fresh}: event 1 was not written by Tocsin`)]);
    expect((await migrate({ uri: api.mongodbUri, keyring: api.store.keyring }, () => undefined)).keyed).toBe(0);
    await own.stop();
  });
});

describe('a digest that is kept', () => {
  it('tells nobody what a short body or a short reason says', async () => {
    const body = { title: 'A laptop is gone', systems: ['tickets'] };
    const answer = await api.call('responder', 'POST', '/incidents', {
      body,
      headers: { 'idempotency-key': randomUUID() },
    });
    await api.relay.turn();
    const id = String(answer.json.breachId);
    const decided = { facts: { peopleConcerned: 3 }, reasons: 'x' };
    await api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: decided });
    const kept = JSON.stringify([await rows('intake').find().toArray(), await rows('commands').find().toArray()]);
    expect(kept).not.toContain(sha256(JSON.stringify(body)));
    for (const key of (await rows('commands').find().toArray()).map(({ _id }) => _id)) {
      expect(key).not.toContain(sha256(JSON.stringify(['amend-facts', decided])).slice(0, 16));
    }
  });
});
