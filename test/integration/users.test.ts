import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { preparePeople } from '../../cli/people.ts';
import { issueToken } from '../../store/tokens.ts';
import { addUser, changeUser, findUserByEmail, listUsers, readUser } from '../../store/users.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';

let api: TestApi;
let admin: TestSession;
beforeAll(async () => {
  api = await TestApi.start();
  admin = await api.session('administrator');
});
afterAll(() => api.stop());

const send = (url: string, fields: Record<string, string>) =>
  api.submit(url, { csrf: admin.csrf, ...fields }, { cookie: admin.cookie });
const see = async (url: string) => (await api.server.inject({ url, headers: { cookie: admin.cookie } })).body;

describe('the users', () => {
  it('are added once each, and listed with role and second factor', async () => {
    const ines = { name: 'Ines <Albrecht>', email: 'Ines@People.example', role: 'dpo' };
    expect((await send('/desk/users', ines)).statusCode).toBe(303);
    const again = await send('/desk/users', { ...ines, email: ' INES@people.example' });
    expect([again.statusCode, again.body]).toEqual([422, expect.stringContaining('is a user already')]);
    const nothing = await send('/desk/users', { name: '', email: 'ines', role: 'alert-source' });
    expect([nothing.statusCode, nothing.body]).toEqual([422, expect.stringContaining('3 things have to be put right')]);
    const page = await see('/desk/users');
    expect(page).toContain('Ines &lt;Albrecht&gt;');
    expect(page).toContain('not enrolled');
  });

  it('enrol an authenticator by themselves where nobody has to, and are given no code', async () => {
    const dpo = await api.session('dpo');
    const begun = await api.submit('/desk/account/enrol', { csrf: dpo.csrf }, { cookie: dpo.cookie });
    expect([begun.statusCode, begun.body.includes('class="qr"')]).toEqual([200, true]);
    expect(await see(`/desk/users/${dpo.userId}`)).not.toContain('Make a new enrolment code');
    const german = { cookie: admin.cookie, 'accept-language': 'de' };
    const act = (fields: Record<string, string>) =>
      api.submit(`/desk/users/${dpo.userId}`, { csrf: admin.csrf, ...fields }, german);
    const [code, role] = [await act({ action: 'code' }), await act({ action: 'role' })];
    expect([code.statusCode, code.body]).toEqual([422, expect.stringContaining('braucht keinen Code')]);
    expect([role.statusCode, role.body]).toEqual([422, expect.stringContaining('Bitte ausfüllen.')]);
    expect((await send(`/desk/users/${dpo.userId}`, { action: 'reset' })).statusCode).toBe(303);
  });

  it('lose their sessions with their role, by the page', async () => {
    const auditor = await api.session('auditor');
    const changed = await send(`/desk/users/${auditor.userId}`, { action: 'role', role: 'responder' });
    expect([changed.statusCode, changed.headers.location]).toEqual([303, `/desk/users/${auditor.userId}`]);
    expect((await readUser(api.store, auditor.userId))?.role).toBe('responder');
    const asked = await api.server.inject({ url: '/', headers: { cookie: auditor.cookie } });
    expect(asked.headers.location).toBe('/sign-in?next=%2F');
  });

  it('are shut out and let in again', async () => {
    const { userId, cookie } = await api.session('reporter');
    await send(`/desk/users/${userId}`, { action: 'disable' });
    expect((await api.server.inject({ url: '/desk/account', headers: { cookie } })).statusCode).toBe(303);
    await expect(api.signIn.issueLink('reporter@people.example')).rejects.toMatchObject({ code: 'not-found' });
    await send(`/desk/users/${userId}`, { action: 'enable' });
    expect((await api.session('reporter')).userId).toBe(userId);
  });

  it('keep their last administrator, and nobody changes the own role', async () => {
    const ways: [Record<string, string>, string][] = [
      [{ action: 'disable' }, 'last administrator'],
      [{ action: 'role', role: 'auditor' }, 'another administrator'],
      [{ action: 'role', role: 'dpo' }, 'another administrator'],
    ];
    for (const [fields, why] of ways) {
      const refused = await send(`/desk/users/${admin.userId}`, fields);
      expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining(why)]);
    }
    expect(await readUser(api.store, admin.userId)).toMatchObject({ role: 'administrator', disabled: false });
  });

  it('are listed as they are, whoever changed their row since they were listed last', async () => {
    const rows = api.store.connection.collection<{ _id: string; mac: string }>('users');
    const add = (name: string, email: string) => addUser(api.store, { name, email, role: 'reporter', at: NOW });
    const [zoe, kim] = [await add('Zoe', 'zoe@listed.example'), await add('Kim', 'kim@listed.example')];
    const listed = async () =>
      (await listUsers(api.store))
        .filter(({ email }) => email.endsWith('@listed.example'))
        .map(({ name, role, disabled }) => [name, role, disabled]);
    expect(await listed()).toEqual([
      ['Kim', 'reporter', false],
      ['Zoe', 'reporter', false],
    ]);
    await changeUser(api.store, kim.id, { role: 'auditor' });
    await add('Liv', 'liv@listed.example');
    await rows.updateOne({ _id: zoe.id }, { $set: { role: 'dpo' } });
    expect(await listed()).toEqual([
      ['Kim', 'auditor', false],
      ['Liv', 'reporter', false],
      // Past Tocsin: it grants nothing.
      ['Zoe', 'dpo', true],
    ]);
    await rows.deleteMany({ _id: { $in: [zoe.id, kim.id] } });
    expect(await listed()).toEqual([['Liv', 'reporter', false]]);
    expect((await listUsers(api.store, ['auditor'])).map(({ id }) => id)).not.toContain(kim.id);
  });

  it('begin with the mailboxes of the policy; an administrator is made up only where the inbox is ours', async () => {
    const organisation = {
      dpo: { label: 'Data Protection Officer', email: 'office@first.example' },
      deputy: { label: 'Deputy', email: 'deputy@first.example' },
    };
    const before = (await listUsers(api.store)).length;
    for (const _ of [1, 2]) await preparePeople(api.store, { organisation, hasInbox: false, now: NOW });
    expect(await listUsers(api.store)).toHaveLength(before + 2);
    expect((await findUserByEmail(api.store, 'OFFICE@first.example'))?.role).toBe('dpo');
    await api.store.connection.collection('users').updateMany({ role: 'administrator' }, { $set: { role: 'auditor' } });
    await preparePeople(api.store, { organisation, hasInbox: true, now: NOW });
    expect((await findUserByEmail(api.store, 'administrator@first.example'))?.role).toBe('administrator');
    await api.store.connection
      .collection<{ _id: string }>('users')
      .updateOne({ _id: admin.userId }, { $set: { role: 'administrator' } });
  });
});

describe('the tokens', () => {
  const shown = (body: string) => /tocsin_[\w-]{43}/.exec(body)?.[0] ?? '';

  it('are shown once, read only where asked, end by themselves, and can be revoked', async () => {
    const issued = await send('/desk/tokens', { name: 'siem', role: 'auditor', scope: 'read', days: '90' });
    const headers = { authorization: `Bearer ${shown(issued.body)}` };
    expect((await api.call(null, 'GET', '/breaches', { headers })).status).toBe(200);
    const page = await see('/desk/tokens');
    expect(page).not.toContain(shown(issued.body));
    expect(page).toContain('<time datetime="2027-02-22T08:40:00.000Z">');

    const taken = await send('/desk/tokens', { name: 'siem', role: 'dpo', scope: 'all', days: '1' });
    expect([taken.statusCode, taken.body]).toEqual([422, expect.stringContaining('A token of this name exists')]);
    const bad = await send('/desk/tokens', { name: 'Not A Name', role: 'dpo', scope: 'all', days: '0' });
    expect([bad.statusCode, bad.body]).toEqual([422, expect.stringContaining('2 things have to be put right')]);

    api.now = '2027-02-22T08:40:00.000Z';
    expect((await api.call(null, 'GET', '/breaches', { headers })).status).toBe(401);
    api.now = NOW;
    expect((await send('/desk/tokens/siem', {})).statusCode).toBe(303);
    expect((await api.call(null, 'GET', '/breaches', { headers })).status).toBe(401);
    expect((await send('/desk/tokens/siem', {})).statusCode).toBe(404);
  });

  it('take no name that the record shows as the engine or as another role', async () => {
    for (const [name, role] of [
      ['engine', 'responder'],
      ['deputy', 'administrator'],
    ] as const) {
      const forged = await send('/desk/tokens', { name, role, scope: 'all', days: '1' });
      expect([forged.statusCode, forged.body]).toEqual([422, expect.stringContaining('as somebody else')]);
      const byHand = issueToken(api.store, { name, role, at: NOW });
      await expect(byHand).rejects.toMatchObject({ code: 'bad-input', field: 'name' });
    }
  });

  it('of an alert source come with the secret that signs its alerts', async () => {
    const issued = await send('/desk/tokens', { name: 'guardduty', role: 'alert-source', scope: 'all', days: '30' });
    expect(issued.body).toContain(api.alertSecret);
  });
});

it('the administrator’s pages show nothing of a breach', async () => {
  const title = 'Zephyrine laptop lost';
  const id = await api.report({ title });
  for (const url of ['/desk/users', '/desk/tokens', '/desk/account', `/desk/users/${admin.userId}`]) {
    expect(await see(url)).not.toMatch(new RegExp(`${title}|${id}`));
  }
  const landing = await api.server.inject({ url: '/', headers: { cookie: admin.cookie } });
  expect([landing.statusCode, landing.headers.location]).toEqual([303, '/desk/setup']);
  expect(landing.body).toBe('');
});
