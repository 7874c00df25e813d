import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/roles.ts';
import { enterEnrolmentCode } from '../../store/auth/enrolment.ts';
import { grantMac } from '../../store/auth/grants.ts';
import { addUser, changeUser, findUserByEmail, readUser, type User } from '../../store/users.ts';
import { cookiesOf, csrfIn, NOW, TestApi, type TestSession } from '../support/api.ts';
import { Authenticator } from '../support/authenticator.ts';
import { enrolled } from '../support/enrolled.ts';
import { SmtpSink } from '../support/smtp.ts';

let smtp: SmtpSink;
let api: TestApi;
let admin: TestSession;
let people: Record<'dpo' | 'deputy' | 'administrator', User>;
beforeAll(async () => {
  smtp = await SmtpSink.start();
  api = await TestApi.start({ smtpUrl: smtp.url, secondFactor: 'required' });
  admin = await api.session('administrator');
  await giveFactor(admin.userId);
  people = { dpo: await add('dpo'), deputy: await add('deputy'), administrator: await add('administrator') };
});
afterAll(async () => {
  await api.stop();
  await smtp.stop();
});
let before = 0;
beforeEach(() => {
  before = smtp.mails.length;
});

let number = 0;
const add = (role: Role) => {
  number += 1;
  return addUser(api.store, { name: `Person ${number} Zephyr`, email: `p${number}@people.example`, role, at: NOW });
};
/** As the sign-in does once an authenticator is enrolled. */
const giveFactor = async (id: string) => {
  const users = api.store.connection.collection<{ _id: string }>('users');
  const mac = grantMac(api.store.keyring, 'user', { ...(await users.findOne({ _id: id })), twoFactorEnabled: true });
  await users.updateOne({ _id: id }, { $set: { twoFactorEnabled: true, mac } });
};
const send = async (url: string, fields: Record<string, string>) => {
  const { statusCode: status, body } = await api.submit(url, { csrf: admin.csrf, ...fields }, { cookie: admin.cookie });
  return { status, body };
};
const codeIn = (body: string) => /<code class="secret">(\w{4}-\w{4}-\w{4})<\/code>/.exec(body)?.[1] ?? '';
const tries = (user: User, code: string) =>
  enterEnrolmentCode(api.store, { userId: user.id, sessionId: 'a-session', at: new Date().toISOString() }, code);

/** The letters since the test began, by mailbox: `count` of them, and no more. */
async function letters(count: number): Promise<Map<string, string>> {
  await api.signIn.settle();
  const mails = smtp.mails.slice(before);
  expect(mails).toHaveLength(count);
  return new Map(mails.map(({ to, text }) => [to, text]));
}

describe('a second factor is enrolled with a code that an administrator hands over', () => {
  it('for whoever is added to a role that needs one', async () => {
    const added = { name: 'Ottoline Zephyr', email: 'ottoline@people.example', role: 'dpo' };
    const { status, body } = await send('/desk/users', added);
    expect([status, body]).toEqual([200, expect.stringContaining('by telephone or in person, not by mail')]);
    const user = (await findUserByEmail(api.store, added.email)) as User;
    expect(await tries(user, codeIn(body))).toBe('right');
    for (const url of ['/desk/users', `/desk/users/${user.id}`]) {
      expect((await api.call('administrator', 'GET', url)).body).not.toContain(codeIn(body));
    }
    const plain = await send('/desk/users', { ...added, email: 'plain@people.example', role: 'responder' });
    expect(plain.status).toBe(303);
    await api.signIn.settle();
  });

  it('for whoever is promoted to one, even with a factor of their own, which a mailbox alone had opened', async () => {
    const user = await add('responder');
    await giveFactor(user.id);
    const { body } = await send(`/desk/users/${user.id}`, { action: 'role', role: 'deputy' });
    expect(await tries(user, codeIn(body))).toBe('right');
    expect((await readUser(api.store, user.id))?.secondFactor).toBe(false);
    await changeUser(api.store, user.id, { role: 'responder' });
    await api.signIn.settle();
  });

  it('anew after a reset, and as often as a user who has not enrolled needs one', async () => {
    const user = await add('administrator');
    const { body } = await send(`/desk/users/${user.id}`, { action: 'reset' });
    expect(await tries(user, codeIn(body))).toBe('right');
    const again = await send(`/desk/users/${user.id}`, { action: 'code' });
    expect(await tries(user, codeIn(body))).toBe('wrong');
    expect(await tries(user, codeIn(again.body))).toBe('right');
    const responder = await add('responder');
    expect((await send(`/desk/users/${responder.id}`, { action: 'code' })).status).toBe(422);
    const { body: page } = await api.call('administrator', 'GET', `/desk/users/${user.id}`);
    expect(page).toContain('Make a new enrolment code');
    await api.signIn.settle();
  });
});

describe('those who decide are told by mail who else may', () => {
  it('of a user who is added, without a name of theirs, and it is in the audit', async () => {
    await send('/desk/users', { name: 'Lysander Zephyr', email: 'lysander@people.example', role: 'administrator' });
    const told = await letters(3);
    expect([...told.keys()]).toEqual(
      expect.arrayContaining([people.dpo.email, people.deputy.email, 'ottoline@people.example']),
    );
    const text = told.get(people.dpo.email) ?? '';
    expect(text).toContain('A user was added with the role Administrator.');
    expect(text).toContain('Done by: Anna administrator');
    expect(text).toContain('Tue 24 Nov 2026, 09:40 CET (08:40 UTC)');
    expect(text).toContain('https://tocsin.example/desk/audit');
    expect(text).not.toMatch(/Lysander|lysander/);
    const { body } = await api.call('auditor', 'GET', `/desk/audit?who=user:${admin.userId}`);
    expect(body).toContain('Add a user<span class="sub">administrator</span>');
  });

  it.each([
    [
      'role',
      { action: 'role', role: 'deputy' },
      'responder',
      'is now Deputy Data Protection Officer',
      'Your role was changed',
    ],
    ['reset', { action: 'reset' }, 'dpo', 'second factor of a user with the role Data', 'Your second factor was reset'],
    ['code', { action: 'code' }, 'administrator', 'A new enrolment code was made', null],
    ['disable', { action: 'disable' }, 'deputy', 'The sign-in of a user with the role Deputy', null],
  ] as const)('of a change: %s; and so is the one it concerns', async (_, fields, role, said, toThem) => {
    const user = await add(role);
    await send(`/desk/users/${user.id}`, fields);
    const told = await letters(toThem === null ? 3 : 4);
    expect(told.get(people.deputy.email)).toContain(said);
    expect(told.get(user.email) ?? null).toEqual(toThem === null ? null : expect.stringContaining(toThem));
    await changeUser(api.store, user.id, { role: 'responder' });
  });

  it('of a passkey, which signs in by itself; and so is its owner, whatever the role', async () => {
    for (const [role, count] of [
      ['dpo', 4],
      ['responder', 1],
    ] as const) {
      const user = await add(role);
      const opened = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(user.email) });
      const page = await api.server.inject({ url: '/desk/account', headers: { cookie: cookiesOf(opened.headers) } });
      const session = { cookie: cookiesOf(opened.headers), csrf: csrfIn(page.body), userId: user.id };
      const { csrf, cookie } = await enrolled(api, session);
      const options = await api.submit('/desk/account/passkey-options', { csrf }, { cookie });
      const response = new Authenticator(api.publicUrl).create(options.json());
      before = smtp.mails.length;
      await api.submit('/desk/account/passkey', { csrf, name: 'Key of Zephyr', response }, { cookie });
      const told = await letters(count);
      expect(told.get(user.email)).toContain('A passkey was added to your account');
      const { dpo } = people;
      if (role === 'dpo') expect(told.get(dpo.email)).toContain('user with the role Data Protection Officer');
      for (const text of told.values()) expect(text).not.toContain('Key of Zephyr');
      await changeUser(api.store, user.id, { role: 'auditor' });
    }
  });

  it('of a token that may decide, and of none that may not', async () => {
    await send('/desk/tokens', { name: 'second-dpo', role: 'dpo', scope: 'all', days: '9' });
    expect((await letters(3)).get(people.dpo.email)).toContain('An API token with the role Data Protection Officer');
    await send('/desk/tokens', { name: 'siem', role: 'auditor', scope: 'read', days: '9' });
    const responder = await add('responder');
    await send(`/desk/users/${responder.id}`, { action: 'disable' });
    await letters(3);
  });

  it('even when their sign-in was closed first', async () => {
    await changeUser(api.store, people.dpo.id, { disabled: true });
    await send('/desk/users', { name: 'N', email: 'n@people.example', role: 'dpo' });
    expect((await letters(3)).get(people.dpo.email)).toContain('A user was added');
  });
});
