import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import type { mongo } from 'mongoose';
import { findingsOf } from '../../domain/audit/record-status.ts';
import { lineOf } from '../../domain/audit/verification.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { checkRecord } from '../../store/check-record.ts';
import { sealJournal } from '../../store/journal.ts';
import { addUser, changeUser, resetSecondFactor, type User } from '../../store/users.ts';
import { cookiesOf, csrfIn, NOW, TestApi, type TestSession } from '../support/api.ts';
import { Authenticator } from '../support/authenticator.ts';
import { enrolled } from '../support/enrolled.ts';
import { later } from '../support/machine-clock.ts';
import { totp } from '../support/totp.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ secondFactor: 'required' });
});
afterAll(() => api.stop());
afterEach(() => {
  jest.useRealTimers();
});

/** What a passkey must not be used for, and how. */
const ELSEWHERE: readonly Partial<Authenticator>[] = [
  { origin: 'https://tocsin.example.evil.example' },
  { rpId: 'evil.example' },
  { asks: false },
];

type Inside = TestSession & { user: User; secret: string };
type Doc = { _id: string } & Record<string, unknown>;
const rows = (name: string): mongo.Collection<Doc> => api.store.connection.collection<Doc>(name) as never;
const account = async (cookie: string) => (await api.server.inject({ url: '/desk/account', headers: { cookie } })).body;

let people = 0;
const addPerson = (role: 'dpo' | 'responder' = 'dpo') => {
  people += 1;
  return addUser(api.store, { name: `P${people}`, email: `p${people}@people.example`, role, at: NOW });
};

/** Signs somebody in by a link alone. */
async function byLink({ id: userId, email }: User): Promise<TestSession> {
  const answer = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(email) });
  const cookie = cookiesOf(answer.headers);
  return { cookie, csrf: csrfIn(await account(cookie)), userId };
}

/** Somebody who has just enrolled an authenticator. */
const inside = async (): Promise<Inside> => anew(await addPerson());
const anew = async (user: User): Promise<Inside> => ({ user, ...(await enrolled(api, await byLink(user))) });

const device = () => new Authenticator(api.publicUrl);
const makeOptions = ({ csrf, cookie }: TestSession, passkeyCode = '') =>
  api.submit('/desk/account/passkey-options', { csrf, passkeyCode }, { cookie });
const send = ({ csrf, cookie }: TestSession, response: string, name = 'Blue key') =>
  api.submit('/desk/account/passkey', { csrf, name, response }, { cookie });

/** Adds a passkey as the script of the page does. */
async function add(who: TestSession, made: Authenticator, name?: string): Promise<LightMyRequestResponse> {
  const options = await makeOptions(who);
  expect(options.statusCode).toBe(200);
  return send(who, made.create(options.json()), name);
}

/** Somebody inside who has a passkey, and its device. */
async function owner(more: Partial<Authenticator> = {}) {
  const [who, own] = [await inside(), Object.assign(device(), more)];
  expect((await add(who, own)).headers.location).toBe('/desk/account');
  return { who, own };
}

/** What a browser is asked to sign, and the cookie by which it is known then. */
async function ask() {
  const asked = await api.submit('/sign-in/passkey-options', {});
  expect(asked.statusCode).toBe(200);
  return { options: asked.json(), cookie: cookiesOf(asked.headers) };
}
const answer = (response: string, cookie: string, next = '/desk/account') =>
  api.submit('/sign-in/passkey', { response, next }, { cookie });

/** Signs in by a passkey. */
async function enter(own: Authenticator, besides = ''): Promise<LightMyRequestResponse> {
  const { options, cookie } = await ask();
  return answer(own.get(options), `${cookie}${besides === '' ? '' : `; ${besides}`}`);
}
const isIn = async ({ headers }: LightMyRequestResponse) =>
  (await api.server.inject({ url: '/', headers: { cookie: cookiesOf(headers) } })).statusCode === 200;

/** What the audit shows of somebody's passkeys, newest first. */
async function onRecord(userId: string): Promise<string[]> {
  const { body } = await api.call('auditor', 'GET', `/desk/audit.csv?kind=sign-in&who=user:${userId}`);
  return [...body.matchAll(/"sign-in\/(passkey-[\w-]+)"/g)].map(([, what]) => String(what));
}

/** What the verification of the record says does not hold. */
async function problems(): Promise<string[]> {
  await sealJournal(api.store, NOW);
  const { streams, beside } = await checkRecord(api.store, NOW);
  return findingsOf({ streams: streams.map(lineOf), beside }).map(({ problem }) => problem);
}

describe('a passkey', () => {
  it('is added beside the authenticator, signs in alone, and opens nothing once its owner removed it', async () => {
    const [{ who, own }, stranger] = [await owner(), await inside()];
    const before = await account(who.cookie);
    expect(before).toMatch(/Blue key.*never/s);
    const entered = await enter(own);
    expect([entered.statusCode, entered.headers.location]).toEqual([303, '/desk/account']);
    expect(await isIn(entered)).toBe(true);

    const cookie = cookiesOf(entered.headers);
    const page = await account(cookie);
    expect(page).not.toMatch(/Blue key.*>never/s);
    const passkey = /name="passkey" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await api.submit('/desk/account/end-passkey', { csrf: stranger.csrf, passkey }, { cookie: stranger.cookie });
    expect(await account(cookie)).toContain('Blue key');
    await api.submit('/desk/account/end-passkey', { csrf: csrfIn(page), passkey }, { cookie });
    expect(await account(cookie)).not.toContain('Blue key');
    expect((await enter(own)).statusCode).toBe(400);
    expect(await onRecord(who.userId)).toEqual(['passkey-removed', 'passkey-added']);
    // What the role must have is still there.
    const owed = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(who.user.email) });
    expect(owed.headers.location).toBe('/sign-in/code?next=%2F');
  });

  it('stands in for the code that is owed after a link, and goes on where one wanted to', async () => {
    const { who, own } = await owner();
    const token = await api.signIn.issueLink(who.user.email);
    const owed = cookiesOf((await api.submit('/sign-in/link', { token })).headers);
    const page = await api.server.inject({ url: '/sign-in/code?next=%2Fdesk%2Faccount', headers: { cookie: owed } });
    expect(page.body).toMatch(/action="\/sign-in\/passkey".*hidden.*name="next" value="\/desk\/account"/s);
    const entered = await enter(own, owed);
    expect([entered.statusCode, await isIn(entered)]).toEqual([303, true]);
  });

  it('ends the session that the browser had, and is the same session for the same people as any other', async () => {
    const { who, own } = await owner();
    const entered = await enter(own, who.cookie);
    expect((await api.server.inject({ url: '/', headers: { cookie: who.cookie } })).statusCode).toBe(303);
    await changeUser(api.store, who.userId, { disabled: true });
    expect(await isIn(entered)).toBe(false);
    expect((await enter(own)).statusCode).toBe(400);
    await changeUser(api.store, who.userId, { disabled: false });
    expect(await isIn(await enter(own))).toBe(true);
  });

  it('stands sealed in the database, with the name that its owner gave it and that of the device', async () => {
    const { own } = await owner();
    const stored = JSON.stringify(await rows('passkeys').find().toArray());
    expect(stored).not.toContain('Blue key');
    expect(stored).not.toContain(own.id);
  });

  it('whose name does not open is marked in the list of its owner, signs in, and can be removed', async () => {
    const { who, own } = await owner();
    const sealed = `s1.k1.${'A'.repeat(60)}`;
    await rows('passkeys').updateOne({ userId: who.userId }, { $set: { name: sealed, credentialId: sealed } });
    const entered = await enter(own);
    expect(await isIn(entered)).toBe(true);
    const page = await account(cookiesOf(entered.headers));
    expect(page).toContain('cannot be opened, key k1');
    const fresh = { csrf: csrfIn(page), cookie: cookiesOf(entered.headers), userId: who.userId };
    expect((await add(fresh, device(), 'Red key')).statusCode).toBe(303);
    const passkey = /name="passkey" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await api.submit('/desk/account/end-passkey', { csrf: fresh.csrf, passkey }, { cookie: fresh.cookie });
    const left = await account(fresh.cookie);
    expect([left.includes('cannot be opened'), left.includes('Red key')]).toEqual([false, true]);
  });

  it('is offered where browsers take it, and nowhere else', async () => {
    const offered = await api.server.inject({ url: '/sign-in' });
    expect(offered.body).toMatch(/What stands above works in every one\..*data-passkey="get".*hidden/s);
    const bare = await TestApi.beside(api, { publicUrl: 'http://192.0.2.1:8080', secondFactor: 'required' });
    expect((await bare.server.inject({ url: '/sign-in' })).body).not.toContain('passkey');
    const asked = await bare.submit('/sign-in/passkey-options', {});
    expect(asked.statusCode).toBe(409);
    await bare.stop();
  });
});

describe('whoever would add a passkey', () => {
  it('must have the second factor: a mailbox that somebody reads is not enough', async () => {
    for (const role of ['dpo', 'responder'] as const) {
      const reader = await byLink(await addPerson(role));
      expect((await makeOptions(reader)).statusCode).toBe(409);
      expect(await account(reader.cookie)).not.toContain('data-passkey');
    }
  });

  it('must have given it just now, or gives a code; wrong ones are counted as everywhere', async () => {
    const who = await inside();
    expect(await account(who.cookie)).not.toContain('name="passkeyCode"');
    later(10 * MINUTE_MS + 1_000);
    expect(await account(who.cookie)).toContain('name="passkeyCode"');
    for (const code of ['', '000000']) {
      const refused = await makeOptions(who, code);
      expect([refused.statusCode, refused.json()]).toEqual([422, { message: expect.stringMatching(/not right/) }]);
    }
    const options = await makeOptions(who, totp(who.secret));
    expect((await send(who, device().create(options.json()))).headers.location).toBe('/desk/account');
    for (let wrong = 0; wrong < 5; wrong += 1) expect((await makeOptions(who, '000000')).statusCode).toBe(422);
    expect((await makeOptions(who, totp(who.secret, 1))).statusCode).toBe(429);
  });

  it('answers for the session that was asked, once, within five minutes', async () => {
    const [who, other] = [await inside(), await inside()];
    const options = (await makeOptions(who)).json();
    const made = device().create(options);
    expect((await send(other, made)).statusCode).toBe(422);
    const both = await Promise.all([send(who, made), send(who, made)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 422]);

    const late = (await makeOptions(who)).json();
    later(5 * MINUTE_MS + 1_000);
    expect((await send(who, device().create(late))).statusCode).toBe(422);
    const { options: asked } = await ask();
    expect((await send(who, device().create({ ...late, ...asked }))).statusCode).toBe(422);
    for (const response of ['', '{}', 'null']) expect((await send(who, response)).statusCode).toBe(422);
    expect((await account(who.cookie)).match(/Blue key<\/th>/g)).toHaveLength(1);
  });

  it('has one wrong answer, as from another site or from a device that asks nobody', async () => {
    const who = await inside();
    for (const wrong of ELSEWHERE) {
      const options = (await makeOptions(who)).json();
      const refused = await send(who, Object.assign(device(), wrong).create(options));
      expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('was not taken')]);
      expect((await send(who, device().create(options))).statusCode).toBe(422);
    }
    expect(await account(who.cookie)).not.toContain('Blue key</th>');
  });

  it('gets none that somebody has already, by the name of its credential', async () => {
    const [{ own }, thief] = [await owner(), await inside()];
    const copy = Object.assign(device(), { id: own.id });
    const refused = await add(thief, copy);
    expect([refused.statusCode, refused.body]).toEqual([
      422,
      expect.stringContaining('a passkey of this device already'),
    ]);
    expect((await enter(copy)).statusCode).toBe(400);
    expect(await isIn(await enter(own))).toBe(true);
  });
});

describe('whoever would sign in by a passkey', () => {
  it('is refused an answer that was given before, from another browser, too late, or to nothing', async () => {
    const { own } = await owner();
    const { options, cookie } = await ask();
    const given = own.get(options);
    expect((await answer(given, (await ask()).cookie)).statusCode).toBe(400);
    const both = await Promise.all([answer(given, cookie), answer(given, cookie)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 400]);
    expect((await answer(given, cookie)).statusCode).toBe(400);
    const late = await ask();
    later(5 * MINUTE_MS + 1_000);
    expect((await answer(own.get(late.options), late.cookie)).statusCode).toBe(400);
    const { cookie: fresh } = await ask();
    for (const nothing of ['', 'null', '{"id":{"$ne":null}}'])
      expect((await answer(nothing, fresh)).statusCode).toBe(400);
    const made = { challenge: 'AAAA', rpId: 'tocsin.example' };
    expect((await answer(own.get(made), fresh)).statusCode).toBe(400);
  });

  it('is refused one for another site, for another name, and from a device that did not ask', async () => {
    const { own } = await owner();
    for (const wrong of ELSEWHERE) {
      const before = { origin: own.origin, rpId: own.rpId, asks: own.asks };
      const refused = await enter(Object.assign(own, wrong));
      expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining('You were not let in')]);
      expect(cookiesOf(refused.headers)).not.toContain('session_token');
      Object.assign(own, before);
    }
    expect(await isIn(await enter(own))).toBe(true);
  });

  it('is nobody but its owner, whatever the device says', async () => {
    const [{ own: mine }, { own: theirs }] = [await owner(), await owner()];
    for (const { id, userHandle } of [
      { ...mine, id: theirs.id },
      { id: theirs.id, userHandle: theirs.userHandle },
      { ...mine, userHandle: theirs.userHandle },
    ]) {
      const [idBefore, handleBefore] = [mine.id, mine.userHandle];
      expect((await enter(Object.assign(mine, { id, userHandle }))).statusCode).toBe(400);
      Object.assign(mine, { id: idBefore, userHandle: handleBefore });
    }
    expect(await isIn(await enter(mine))).toBe(true);
  });

  it('is refused by a device that does not count on, which is put on record', async () => {
    const { who, own } = await owner({ counter: 5 });
    own.counter = 6;
    expect(await isIn(await enter(own))).toBe(true);
    for (const copied of [6, 3, 0]) {
      own.counter = copied;
      expect((await enter(own)).statusCode).toBe(400);
    }
    expect(await onRecord(who.userId)).toEqual([...Array(3).fill('passkey-counted-back'), 'passkey-added']);
    own.counter = 7;
    expect(await isIn(await enter(own))).toBe(true);
    expect((await api.call('auditor', 'GET', '/desk/audit?kind=sign-in')).body).toContain('may have been copied');
  });
});

describe('whoever writes to the database', () => {
  const passkeyOf = async ({ userId }: TestSession) => (await rows('passkeys').findOne({ userId })) as Doc;

  it('signs in by no passkey of their own making, and it is said', async () => {
    const { who, own } = await owner();
    const [mine, row] = [device(), await passkeyOf(who)];
    mine.userHandle = own.userHandle;
    const planted = { ...row, _id: 'planted', publicKey: mine.publicKey.toString('base64url') };
    expect(await problems()).toEqual([]);
    // Under the name of the one that is there, since no other name can be found.
    await rows('passkeys').deleteOne({ _id: row._id });
    await rows('passkeys').insertOne(planted);
    mine.id = own.id;
    expect((await enter(mine)).statusCode).toBe(400);
    expect(await problems()).toEqual([
      expect.stringContaining(`A passkey of the user ${who.userId} was not written by`),
    ]);
    await rows('passkeys').deleteOne({ _id: 'planted' });
    await rows('passkeys').insertOne(row);
  });

  it('gives no passkey to another user, and makes none count less', async () => {
    const [{ who, own }, victim] = [await owner({ counter: 8 }), await inside()];
    const row = await passkeyOf(who);
    for (const change of [{ userId: victim.userId }, { counter: 0 }, { factorId: 'another' }]) {
      await rows('passkeys').updateOne({ _id: row._id }, { $set: change });
      own.userHandle = Buffer.from(String(change.userId ?? who.userId)).toString('base64url');
      expect((await enter(own)).statusCode).toBe(400);
      expect(await problems()).toEqual([expect.stringContaining('A passkey of the user')]);
      await rows('passkeys').replaceOne({ _id: row._id }, row);
    }
    expect(await problems()).toEqual([]);
  });

  it('puts no passkey back that was removed, or as it was, without its being said', async () => {
    const { who, own } = await owner({ counter: 1 });
    const early = await passkeyOf(who);
    const passkey = early._id;
    own.counter = 2;
    expect(await isIn(await enter(own))).toBe(true);
    const last = await passkeyOf(who);
    expect(await problems()).toEqual([]);
    await rows('passkeys').replaceOne({ _id: passkey }, early);
    expect(await problems()).toEqual([expect.stringContaining('was put back as it was before')]);
    await rows('passkeys').replaceOne({ _id: passkey }, last);

    await api.submit('/desk/account/end-passkey', { csrf: who.csrf, passkey }, { cookie: who.cookie });
    expect(await problems()).toEqual([]);
    await rows('passkeys').insertOne(last);
    expect(await problems()).toEqual([expect.stringContaining('was put back as it was before')]);
    await rows('passkeys').deleteOne({ _id: passkey });
  });
});

describe('a reset of the second factor', () => {
  it('ends every passkey, also one that is put back into the database when a new factor is enrolled', async () => {
    const { who, own } = await owner();
    const row = (await rows('passkeys').findOne({ userId: who.userId })) as Doc;
    await resetSecondFactor(api.store, who.userId);
    expect(await rows('passkeys').countDocuments({ userId: who.userId })).toBe(0);
    expect((await enter(own)).statusCode).toBe(400);
    const again = await anew(who.user);
    await rows('passkeys').insertOne(row);
    expect((await enter(own)).statusCode).toBe(400);
    await rows('passkeys').deleteOne({ _id: row._id });
    expect((await add(again, own)).headers.location).toBe('/desk/account');
    expect(await isIn(await enter(own))).toBe(true);
  });

  it('comes with a row that was changed past Tocsin, once an administrator gives its role anew', async () => {
    const { who, own } = await owner();
    await rows('users').updateOne({ _id: who.userId }, { $set: { role: 'administrator' } });
    expect((await enter(own)).statusCode).toBe(400);
    await changeUser(api.store, who.userId, { role: 'dpo' });
    expect((await enter(own)).statusCode).toBe(400);
    expect(await rows('passkeys').countDocuments({ userId: who.userId })).toBe(0);
  });
});
