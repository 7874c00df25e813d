import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createInvitationMail } from '../../api/sign-in/invitations.ts';
import { createMailer } from '../../api/sign-in/mail.ts';
import { loadPolicy } from '../../config/policy.ts';
import { DAY_MS, type Instant, MINUTE_MS, plusMs, toInstant } from '../../domain/time.ts';
import { collectionOf } from '../../store/driver.ts';
import { changeUser, findUserByEmail, listUsers } from '../../store/users.ts';
import { TestApi, type TestSession } from '../support/api.ts';
import { enrolled } from '../support/enrolled.ts';
import { SmtpSink } from '../support/smtp.ts';

let api: TestApi;
let smtp: SmtpSink;
let admin: TestSession;
let status = 250;
/** How far the clock of the mailing is ahead, in milliseconds. */
let ahead = 0;
const now = (): Instant => plusMs(toInstant(Date.now()), ahead);

beforeAll(async () => {
  smtp = await SmtpSink.start(() => status);
  api = await TestApi.start({ smtpUrl: smtp.url, secondFactor: 'required' });
  admin = await enrolled(api, await api.session('administrator'));
});
beforeEach(() => {
  status = 250;
  ahead = 0;
});
afterAll(async () => {
  await api.stop();
  await smtp.stop();
});

const send = (url: string, fields: Record<string, string>) =>
  api.submit(url, { csrf: admin.csrf, ...fields }, { cookie: admin.cookie });
const see = async (url: string) => (await api.server.inject({ url, headers: { cookie: admin.cookie } })).body;
const press = (link: URL) => api.submit(link.pathname, Object.fromEntries(link.searchParams));

/** One turn of the API's own mailing. */
async function mail(): Promise<void> {
  const mailer = createMailer({ smtpUrl: smtp.url, from: 'Tocsin <tocsin@example.org>' });
  const about = { store: api.store, mailer, clock: now, policy: loadPolicy('policy'), publicUrl: api.publicUrl };
  const sending = createInvitationMail({ ...about, log: { warn: () => undefined }, every: () => () => undefined });
  await sending.turn();
  await sending.stop();
  mailer.close();
}
/** The link of the last mail to somebody. */
const linkTo = (address: string): URL => {
  const { text = '' } = smtp.mails.findLast(({ to }) => to === address) ?? {};
  return new URL(/https:\/\/tocsin\.example\/sign-in\/invitation\S+/.exec(text)?.[0] ?? '');
};

describe('an invitation', () => {
  const ines = { name: 'Ines Ahrens', email: 'ines@people.example', role: 'responder', invite: 'yes' };

  it('goes by mail to who is added, signs in once, and holds no password', async () => {
    expect((await send('/desk/users', ines)).statusCode).toBe(303);
    expect(await see('/desk/users')).toContain('invitation on its way');
    await mail();
    const [letter] = smtp.mails.slice(-1);
    expect([letter?.to, letter?.text]).toEqual([
      ines.email,
      expect.stringContaining('Anna administrator has added you'),
    ]);
    expect(letter?.text).toContain('as: Responder');
    expect(await see('/desk/users')).toContain('invited, link until');
    const link = linkTo(ines.email);
    const page = await api.server.inject({ url: link.pathname + link.search });
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('Welcome to Tocsin')]);
    const opened = await press(link);
    expect([opened.statusCode, opened.headers.location]).toEqual([303, '/']);
    expect(String(opened.headers['set-cookie'])).toContain('session_token');
    expect((await press(link)).statusCode).toBe(410);
    expect(await see('/desk/users')).not.toContain('invited, link until');
  });

  it('is not sent where nobody asked for one', async () => {
    const before = smtp.mails.length;
    await send('/desk/users', { name: 'Silent', email: 'silent@people.example', role: 'reporter' });
    await mail();
    expect(smtp.mails).toHaveLength(before);
  });

  it('ends with the next one, after a week, and with the sign-in of its user', async () => {
    const { id = '' } = (await findUserByEmail(api.store, 'silent@people.example')) ?? {};
    const invite = async () => {
      expect((await send(`/desk/users/${id}`, { action: 'invite' })).statusCode).toBe(303);
      await mail();
      return linkTo('silent@people.example');
    };
    const [first, second] = [await invite(), await invite()];
    expect(second.search).not.toBe(first.search);
    expect((await press(first)).statusCode).toBe(410);
    await changeUser(api.store, id, { disabled: true });
    expect((await press(second)).statusCode).toBe(410);
    await changeUser(api.store, id, { disabled: false });
    const third = await invite();
    const old = plusMs(now(), -8 * DAY_MS);
    await collectionOf(api.store, 'invitations').updateOne({ _id: id as never }, { $set: { expiresAt: old } });
    expect((await press(third)).statusCode).toBe(410);
  });

  it('opens for nobody who changes the database or the link', async () => {
    const { id = '' } = (await findUserByEmail(api.store, ines.email)) ?? {};
    await send(`/desk/users/${id}`, { action: 'invite' });
    await mail();
    const link = linkTo(ines.email);
    expect((await press(link)).statusCode).toBe(303);
    // Put back as if nobody had used it, past Tocsin.
    await collectionOf(api.store, 'invitations').updateOne({ _id: id as never }, { $set: { openedAt: null } });
    expect((await press(link)).statusCode).toBe(410);
    const { json } = await api.verified('auditor', '/audit/verification?again=true');
    expect(JSON.stringify(json)).toContain('The invitation of the user');
    for (const token of ['', 'a.b.c', `${id}.x.y`, 'x'.repeat(300)]) {
      expect((await api.submit('/sign-in/invitation', { token })).statusCode).toBe(410);
    }
  });

  it('is tried again where the mail server is away, as the same link, and given up after half a day', async () => {
    const { id = '' } = (await findUserByEmail(api.store, ines.email)) ?? {};
    await send(`/desk/users/${id}`, { action: 'invite' });
    status = 450;
    await mail();
    expect(await see('/desk/users')).toContain('invitation on its way');
    status = 250;
    ahead += 2 * MINUTE_MS;
    await mail();
    const link = linkTo(ines.email);
    expect((await press(link)).statusCode).toBe(303);
    await send(`/desk/users/${id}`, { action: 'invite' });
    status = 450;
    for (let turn = 0; turn < 5; turn += 1) {
      ahead += DAY_MS / 2;
      await mail();
    }
    expect(await see('/desk/users')).toContain('invitation not delivered');
  });

  it('of who decides asks for the second factor all the same', async () => {
    const added = await send('/desk/users', { name: 'Dora', email: 'dora@people.example', role: 'dpo', invite: 'yes' });
    expect(added.body).toContain('The enrolment code of Dora');
    await mail();
    const opened = await press(linkTo('dora@people.example'));
    const cookie = String([opened.headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
    const desk = await api.server.inject({ url: '/', headers: { cookie } });
    expect(desk.headers.location).toBe('/desk/account');
  });
});

describe('a list of users', () => {
  const lines = (...rows: string[]) => ['name;email;rolle', ...rows].join('\n');

  it('adds everybody at once, and says who needs a code', async () => {
    const text = lines(
      'Ada Lovelace;ada@nordlys.no;responder',
      'Bea Kohl;bea@nordlys.no;Reporter',
      'Cem Aydin;cem@nordlys.no;Stellvertretung Datenschutz',
    );
    const done = await send('/desk/users/list', { text, invite: 'yes' });
    expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('3 people were added')]);
    expect(done.body).toContain('1 of them needs an enrolment code');
    expect(done.body).toContain('>Cem Aydin</a>');
    await mail();
    expect(linkTo('ada@nordlys.no').search).toContain('token=');
    const again = await send('/desk/users/list', { text: `${text}\nDan;dan@nordlys.no;auditor` });
    expect(again.body).toContain('1 person was added');
    expect(again.body).toContain('3 were users already.');
    const { body } = await api.call('auditor', 'GET', '/desk/audit.csv?kind=change');
    expect(body).toContain('1 deputy');
  });

  it('adds nobody where anything is wrong, and says all of it by line and column', async () => {
    const before = (await listUsers(api.store)).length;
    const text = lines(
      'Eva;eva@nordlys.no;responder',
      'Eva;EVA@nordlys.no;chief',
      ';nobody;',
      'Ada;ada@nordlys.no;dpo',
    );
    const bad = await send('/desk/users/list', { text });
    expect([bad.statusCode, bad.body]).toEqual([422, expect.stringContaining('6 things are wrong; nobody was added')]);
    for (const says of [
      'This address stands on line 2 already.',
      '“chief” is no role. Write one of these, or its code: Data Protection Officer (dpo)',
      'Is a user already, as Responder.',
    ]) {
      expect(bad.body).toContain(says);
    }
    expect(bad.body).toContain('Eva;eva@nordlys.no;responder');
    expect(await listUsers(api.store)).toHaveLength(before);
  });

  it.each([
    ['', 'Choose a file, or paste the lines.'],
    ['name,mail\nA,a@b.no', 'must name the columns'],
    ['name,email,role', 'Nobody was added'],
  ])('is told what it lacks: %j', async (text, says) => {
    expect((await send('/desk/users/list', { text })).body).toContain(says);
  });

  it('is shown in pages, found by name and by role', async () => {
    const text = lines(...Array.from({ length: 230 }, (_, i) => `Person ${i};p${i}@nordlys.no;reporter`));
    expect((await send('/desk/users/list', { text })).body).toContain('230 people were added');
    const first = await see('/desk/users');
    expect(first).toContain('href="/desk/users?text=&amp;of=&amp;from=200"');
    expect(first.match(/data-l="Role"/g)).toHaveLength(200);
    expect(await see('/desk/users?text=person%20229')).toContain('1 person found');
    expect(await see('/desk/users?of=deputy')).toContain('Cem Aydin');
  });
});

it('the table of roles says of each what the routes say', async () => {
  const { body } = await api.call('auditor', 'GET', '/desk/users/roles');
  expect(body).toContain('Who may do what');
  const row = /decide on the risk[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';
  const cells = row.matchAll(/data-l="([^"]+)"(?: class="none")?>\s*<span class="(st filed|muted)"/g);
  const may = [...cells].map(([, role, has]) => [role, has]);
  expect(may.filter(([, has]) => has === 'st filed').map(([role]) => role)).toEqual([
    'Data Protection Officer',
    'Deputy Data Protection Officer',
  ]);
  expect(may).toHaveLength(6);
});
