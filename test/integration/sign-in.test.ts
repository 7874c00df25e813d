import { PassThrough, Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply, FastifyRequest, LightMyRequestResponse } from 'fastify';
import type { Mongoose } from 'mongoose';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { addUser, changeUser, readUser, resetSecondFactor, type User } from '../../store/users.ts';
import { cookiesOf, csrfIn, NOW, TestApi, type TestSession } from '../support/api.ts';
import { ALL_BUT_INTERVALS, later } from '../support/machine-clock.ts';
import { SmtpSink } from '../support/smtp.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

const PERSON = { name: 'Wilhelmina Oakenshade', email: 'wilhelmina.oakenshade@people.example' };

let smtp: SmtpSink;
let api: TestApi;
beforeAll(async () => {
  smtp = await SmtpSink.start();
  api = await TestApi.start({ smtpUrl: smtp.url, secondFactor: 'required' });
  await addUser(api.store, { ...PERSON, role: 'responder', at: NOW });
});
afterAll(async () => {
  await api.stop();
  await smtp.stop();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Asks for a link by mail and gives the path that is in it. */
async function linkByMail(email: string, more: Record<string, string> = {}): Promise<URL> {
  const n = smtp.mails.length + 1;
  expect((await api.submit('/sign-in', { email, ...more })).statusCode).toBe(200);
  const { text } = await smtp.mail(n);
  return new URL(/https:\/\/tocsin\.example\/sign-in\/link\S+/.exec(text)?.[0] ?? '');
}

const press = (link: URL) => api.submit('/sign-in/link', Object.fromEntries(link.searchParams));
const get = (url: string, cookie: string) => api.server.inject({ url, headers: { cookie } });

/** Begins to enrol with a code from the administrator; gives the secret of the authenticator. */
async function begin({ cookie, csrf, userId }: TestSession): Promise<string> {
  const code = await api.signIn.newEnrolmentCode(userId);
  const begun = await api.submit('/desk/account/enrol', { csrf, code }, { cookie });
  return (/<code>([^<]+)<\/code>/.exec(begun.body)?.[1] ?? '').replaceAll(' ', '');
}

/** Enrols an authenticator; gives its secret, the recovery codes and the renewed session. */
async function enrol(session: TestSession) {
  const { cookie, csrf } = session;
  const secret = await begin(session);
  const done = await api.submit('/desk/account/confirm', { csrf, code: totp(secret) }, { cookie });
  expect(done.statusCode).toBe(200);
  const recovery = [...done.body.matchAll(/<li>(\w{5}-\w{5})<\/li>/g)].map(([, code]) => String(code));
  return { secret, recovery, cookie: cookiesOf(done.headers), csrf: csrfIn(done.body) };
}

/** Signs a user in by a link alone. */
async function byLink({ id: userId, email }: Pick<User, 'id' | 'email'>, cookie = ''): Promise<TestSession> {
  const answer = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(email) }, { cookie });
  const session = cookiesOf(answer.headers);
  return { cookie: session, csrf: csrfIn((await get('/desk/account', session)).body), userId };
}

/** What the audit shows an auditor of sign-ins, newest first, as `who: what`. */
async function signInsOnRecord(who: string): Promise<string[]> {
  const { body } = await api.call('auditor', 'GET', `/desk/audit.csv?kind=sign-in&who=${who}`);
  return [...body.matchAll(/"sign-in\/([\w-]+)"/g)].map(([, what]) => String(what));
}

/** Comes to where a code is owed. */
async function challenged(email: string): Promise<string> {
  const answer = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(email) });
  expect(answer.headers.location).toBe('/sign-in/code?next=%2F');
  expect(cookiesOf(answer.headers)).not.toContain('session_token');
  return cookiesOf(answer.headers);
}

describe('a link by mail', () => {
  it('signs in once, after a look by a mail filter, and goes on where one wanted to', async () => {
    const link = await linkByMail(PERSON.email.toUpperCase(), { next: '/desk/account?from=mail' });
    expect(smtp.mails.at(-1)?.to).toBe(PERSON.email);
    for (let look = 0; look < 3; look += 1) expect((await get(link.pathname + link.search, '')).statusCode).toBe(200);
    const signedIn = await press(link);
    expect([signedIn.statusCode, signedIn.headers.location]).toEqual([303, '/desk/account?from=mail']);
    const set = String([signedIn.headers['set-cookie']].flat()[0]);
    expect(set).toMatch(/^__Host-tocsin\.session_token=\S+; .*Path=\/.*HttpOnly.*Secure.*SameSite=Lax/i);
    expect(set).not.toMatch(/Domain/i);
    const page = await get('/desk/account', cookiesOf(signedIn.headers));
    expect(page.body).toContain(PERSON.name);

    const again = await press(link);
    expect([again.statusCode, again.headers['set-cookie']]).toEqual([410, undefined]);
  });

  it('does not work after ten minutes', async () => {
    const link = await linkByMail(PERSON.email);
    later(10 * MINUTE_MS + 1_000);
    expect((await press(link)).statusCode).toBe(410);
  });

  it('is answered the same for a stranger, who gets no mail', async () => {
    const before = smtp.mails.length;
    const stranger = await api.submit('/sign-in', { email: 'nobody@people.example' });
    const known = await api.submit('/sign-in', { email: PERSON.email });
    await smtp.mail(before + 1);
    const shown = ({ statusCode, body, headers }: LightMyRequestResponse) => {
      const { date: _, 'content-length': __, ...rest } = headers;
      return { statusCode, body: body.replaceAll(NOW, ''), rest };
    };
    expect(shown(stranger)).toEqual(shown(known));
    expect(smtp.mails.map(({ to }) => to)).not.toContain('nobody@people.example');
    expect((await press(new URL('https://tocsin.example/sign-in/link?token=nonsense'))).statusCode).toBe(410);
  });

  it('is made for a stranger’s address as for a user’s, by the same steps, and only after the answer', async () => {
    const steps: string[] = [];
    const { base } = api.store.connection as unknown as { base: Mongoose };
    base.set('debug', (collection: string, step: string) => steps.push(`${collection}.${step}`));
    const stepsFor = async (email: string) => {
      steps.length = 0;
      const answer = new Writable();
      const letter = Promise.withResolvers<string>();
      const request = { ip: '192.0.2.77', headers: {}, log: api.server.log } as unknown as FastifyRequest;
      await api.signIn.requestLink(email, request, { raw: answer } as unknown as FastifyReply, (token) => {
        letter.resolve(token);
        return { subject: 'A link', text: token, language: 'en' };
      });
      expect(steps).toEqual([]);
      answer.end();
      expect(await letter.promise).toMatch(/^[A-Za-z]{32}$/);
      return [...steps];
    };
    try {
      const before = smtp.mails.length;
      const forStranger = await stepsFor('nobody-at-all@people.example');
      const forUser = await stepsFor(PERSON.email);
      expect(forStranger).toEqual(forUser);
      expect(forUser).toContain('users.findOne');
      await smtp.mail(before + 1);
      expect(smtp.mails.slice(before).map(({ to }) => to)).toEqual([PERSON.email]);
    } finally {
      base.set('debug', false);
    }
  });

  it('is mailed five times in a quarter of an hour, to a stranger as to a user', async () => {
    for (const email of ['flood@people.example', 'flooded@people.example']) {
      if (email.startsWith('flooded')) await addUser(api.store, { name: 'F', email, role: 'reporter', at: NOW });
      const asked = [];
      for (let i = 0; i < 6; i += 1) asked.push((await api.submit('/sign-in', { email })).statusCode);
      expect(asked).toEqual([200, 200, 200, 200, 200, 429]);
    }
    later(15 * MINUTE_MS + 1_000);
    expect((await api.submit('/sign-in', { email: 'flood@people.example' })).statusCode).toBe(200);
  });

  it('is mailed to its owner’s browser, though strangers have asked for all that strangers get', async () => {
    const email = 'responder@people.example';
    const { cookie } = await api.session('responder');
    const desk = await api.server.inject({ url: '/', headers: { cookie, accept: 'text/html' } });
    const mark = cookiesOf(desk.headers);
    expect(mark).toMatch(/^__Host-tocsin\.browser=/);
    expect(desk.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) => {
      const payload = new URLSearchParams({ email }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
      const asked = {
        method: 'POST',
        url: '/sign-in',
        remoteAddress,
        headers: { ...type, ...headers },
        payload,
      } as const;
      return (await api.server.inject(asked)).statusCode;
    };
    for (let network = 0; network < 6; network += 1) {
      const asked = [];
      for (let i = 0; i < 6; i += 1) asked.push(await ask(`198.51.${network}.${i}`));
      expect(asked).toEqual([200, 200, 200, 200, 200, 429]);
    }
    expect(await ask('203.0.113.1')).toBe(429);
    // Signed out, as on the morning of a bad day.
    expect(await ask('203.0.113.1', { cookie: mark })).toBe(200);
    expect(await ask('203.0.113.1', { cookie: mark.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })).toBe(200);
    const forged = mark.replace(/\.browser=.{22}/, `.browser=${'A'.repeat(22)}`);
    expect(await ask('203.0.113.1', { cookie: forged })).toBe(429);
    const known = [];
    for (let i = 0; i < 4; i += 1) known.push(await ask('203.0.113.1', { cookie: mark }));
    expect(known).toEqual([200, 200, 200, 429]);
  });

  it('does not let in who was disabled meanwhile', async () => {
    const user = await addUser(api.store, { name: 'Gone', email: 'gone@people.example', role: 'auditor', at: NOW });
    const token = await api.signIn.issueLink(user.email);
    await changeUser(api.store, user.id, { disabled: true });
    expect((await api.submit('/sign-in/link', { token })).statusCode).toBe(410);
    await expect(api.signIn.issueLink(user.email)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    '/.//evil.example',
    '/\t/evil.example',
    'desk',
  ])('never leads away: %j goes to the desk', async (next) => {
    const token = await api.signIn.issueLink(PERSON.email);
    expect((await api.submit('/sign-in/link', { token, next })).headers.location).toBe('/');
    const asked = await api.server.inject({ url: `/sign-in?next=${encodeURIComponent(next)}` });
    expect(asked.body).toContain('name="next" value="/"');
  });
});

describe('a session', () => {
  it('is a new one with each sign-in, and ends with the sign-out', async () => {
    const first = await api.session('responder');
    const second = await api.session('responder');
    expect(first.cookie).not.toBe(second.cookie);
    const out = await api.submit('/sign-out', { csrf: first.csrf }, { cookie: first.cookie });
    expect([out.statusCode, out.headers.location]).toEqual([303, '/sign-in']);
    expect(out.headers['clear-site-data']).toBe('"storage"');
    expect((await get('/desk/account', first.cookie)).headers.location).toBe('/sign-in?next=%2Fdesk%2Faccount');
    expect((await get('/desk/account', second.cookie)).statusCode).toBe(200);
  });

  it('ends with the next sign-in of the same browser, by a link or with a code', async () => {
    const user = await addUser(api.store, { name: 'I', email: 'i@people.example', role: 'dpo', at: NOW });
    const first = await byLink(user);
    const second = await byLink(user, first.cookie);
    expect((await get('/desk/account', first.cookie)).statusCode).toBe(303);
    const { secret, cookie } = await enrol(second);
    const before = await api.session('reporter');
    const token = await api.signIn.issueLink(user.email);
    const owed = cookiesOf((await api.submit('/sign-in/link', { token }, { cookie })).headers);
    expect((await get('/desk/account', cookie)).statusCode).toBe(303);
    const both = { cookie: `${owed}; ${before.cookie}` };
    const entered = await api.submit('/sign-in/code', { code: totp(secret, 1) }, both);
    expect((await get('/desk/account', cookiesOf(entered.headers))).body).toContain('Data Protection Officer');
    expect((await get('/desk/account', before.cookie)).statusCode).toBe(303);
    expect(
      (await api.submit('/sign-in/link', { token: 'dead' }, { cookie: cookiesOf(entered.headers) })).statusCode,
    ).toBe(410);
    expect((await get('/desk/account', cookiesOf(entered.headers))).statusCode).toBe(200);
  });

  it('is listed with the others of its user, who ends those they do not know', async () => {
    const user = await addUser(api.store, { name: 'J', email: 'j@people.example', role: 'responder', at: NOW });
    const [own, other] = [await byLink(user), await byLink(user)];
    const page = (await get('/desk/account', own.cookie)).body;
    const ends = [...page.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => String(id));
    expect([ends.length, page.includes('this browser')]).toEqual([1, true]);
    const end = async (session: TestSession, id: string) =>
      api.submit('/desk/account/end-session', { csrf: session.csrf, session: id }, { cookie: session.cookie });
    const stranger = await api.session('responder');
    await end(stranger, String(ends[0]));
    expect((await get('/desk/account', other.cookie)).statusCode).toBe(200);
    await end(own, String(ends[0]));
    expect((await get('/desk/account', other.cookie)).statusCode).toBe(303);
    expect((await get('/desk/account', own.cookie)).body).not.toContain('name="session"');
    await api.submit('/sign-out', { csrf: own.csrf }, { cookie: own.cookie });
    const views = await api.call('auditor', 'GET', `/desk/audit.csv?kind=view&who=user:${user.id}`);
    expect(views.body).not.toContain('sign-in/');
    const shown = (await api.call('auditor', 'GET', `/desk/audit?who=user:${user.id}`)).body;
    expect(shown).toContain('Another session of one’s own ended');
    expect(await signInsOnRecord(`user:${user.id}`)).toEqual(['signed-out', 'session-ended', 'signed-in', 'signed-in']);
  });

  it('ends after two idle hours, or twelve in all', async () => {
    const idle = await api.session('auditor');
    later(2 * HOUR_MS + 1_000);
    expect((await get('/desk/account', idle.cookie)).statusCode).toBe(303);

    const busy = await api.session('auditor');
    for (let hours = 0; hours < 11; hours += 1) {
      later(HOUR_MS);
      expect((await get('/desk/account', busy.cookie)).statusCode).toBe(200);
    }
    later(HOUR_MS + 1_000);
    expect((await get('/desk/account', busy.cookie)).statusCode).toBe(303);
  });

  it('ends with a change of the role, with the end of all sessions, and with a changed cookie', async () => {
    const { cookie, userId } = await api.session('responder');
    expect((await get('/desk/account', cookie.replace(/session_token=./, 'session_token=#'))).statusCode).toBe(303);
    await changeUser(api.store, userId, { role: 'auditor' });
    expect((await get('/desk/account', cookie)).statusCode).toBe(303);
    await changeUser(api.store, userId, { role: 'responder' });
    const other = await api.session('responder');
    await api.submit('/desk/account/sign-out-everywhere', { csrf: other.csrf }, { cookie: other.cookie });
    expect((await get('/desk/account', other.cookie)).statusCode).toBe(303);
  });

  it('ends after two hours of a desk that was only left open, and its stream with it', async () => {
    const { cookie } = await api.session('auditor');
    const headers = { cookie, accept: 'text/event-stream' };
    jest.useFakeTimers({ now: Date.now(), doNotFake: [...ALL_BUT_INTERVALS] });
    const stream = api.server.inject({ url: '/desk/live', headers });
    await get('/desk/live', cookie);
    for (let minutes = 0; minutes < 119; minutes += 1) await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect((await get('/desk/live', cookie)).statusCode).toBe(200);
    // The stream looks once a minute; a look that is under way may still find the session.
    const isOver = stream.then(() => true);
    await until(async () => {
      await jest.advanceTimersByTimeAsync(MINUTE_MS);
      return Promise.race([isOver, Promise.resolve(false)]);
    }, 'the end of the stream');
    expect((await stream).body).toContain(': still here');
    for (const url of ['/desk/live', '/desk/account']) expect((await get(url, cookie)).statusCode).toBe(303);
  });

  it('keeps the language that was chosen, and comes back to the page', async () => {
    const headers = { referer: 'https://tocsin.example/desk/account?x=1', host: 'tocsin.example' };
    const chosen = await api.submit('/language', { language: 'de' }, headers);
    expect(chosen.headers.location).toBe('/desk/account?x=1');
    expect(cookiesOf(chosen.headers)).toBe('__Host-tocsin.language=de');
    const posted = { ...headers, referer: 'https://tocsin.example/desk/breaches/TOC-1/decisions' };
    const onward = await api.submit('/language', { language: 'de' }, posted);
    expect(onward.headers.location).toBe('/desk/breaches/TOC-1');
    const door = await get('/sign-in', cookiesOf(chosen.headers));
    expect(door.body).toContain('Link zuschicken');
    const away = await api.submit('/language', { language: 'de' }, { ...headers, referer: 'https://evil.example/x' });
    expect(away.headers.location).toBe('/');
  });
});

describe('the second factor', () => {
  it('must be enrolled before a DPO sees anything else; then a link alone opens nothing', async () => {
    const session = await api.session('dpo');
    const { cookie, csrf } = session;
    expect((await get('/', cookie)).headers.location).toBe('/desk/account');
    await begin(session);
    const refused = await api.submit('/desk/account/confirm', { csrf, code: '000000' }, { cookie });
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('<svg class="qr"')]);

    const enrolled = await enrol(session);
    expect(enrolled.recovery).toHaveLength(10);
    expect((await get('/', cookie)).headers.location).toMatch(/^\/sign-in/);
    expect((await get('/', enrolled.cookie)).statusCode).toBe(200);

    const owed = await challenged('dpo@people.example');
    expect((await get('/', owed)).headers.location).toBe('/sign-in?next=%2F');
    const code = totp(enrolled.secret, 1);
    const entered = await api.submit('/sign-in/code', { code, next: '/desk/account' }, { cookie: owed });
    expect([entered.statusCode, entered.headers.location]).toEqual([303, '/desk/account']);
    expect((await get('/', cookiesOf(entered.headers))).statusCode).toBe(200);
    expect((await api.submit('/sign-in/code', { code }, { cookie: owed })).statusCode).toBe(410);
    const reused = await api.submit('/sign-in/code', { code }, { cookie: await challenged('dpo@people.example') });
    expect(reused.statusCode).toBe(422);
  });

  it('ends every session that a mailbox alone had opened, once it is enrolled', async () => {
    const user = await addUser(api.store, { name: 'D', email: 'd@people.example', role: 'dpo', at: NOW });
    const [reader, own] = [await byLink(user), await byLink(user)];
    expect((await get('/desk/account', reader.cookie)).statusCode).toBe(200);
    const enrolled = await enrol(own);
    expect((await get('/', reader.cookie)).headers.location).toBe('/sign-in?next=%2F');
    expect((await get('/', enrolled.cookie)).statusCode).toBe(200);
  });

  it('is enrolled by nobody who reads the mailbox, neither before nor meanwhile', async () => {
    const user = await addUser(api.store, { name: 'E', email: 'e@people.example', role: 'dpo', at: NOW });
    const [reader, own] = [await byLink(user), await byLink(user)];
    const tries: Record<string, string>[] = [{}, { code: '' }, { code: 'AAAA-BBBB-CCCC' }];
    for (const fields of tries) {
      const answer = await api.submit(
        '/desk/account/enrol',
        { csrf: reader.csrf, ...fields },
        { cookie: reader.cookie },
      );
      expect([answer.statusCode, answer.body.includes('class="qr"')]).toEqual([422, false]);
    }
    expect(
      (await api.submit('/desk/account/confirm', { csrf: reader.csrf, code: '000000' }, { cookie: reader.cookie }))
        .statusCode,
    ).toBe(409);

    const secret = await begin(own);
    for (const code of ['000000', totp(secret)]) {
      const answer = await api.submit('/desk/account/confirm', { csrf: reader.csrf, code }, { cookie: reader.cookie });
      expect(answer.statusCode).toBe(409);
      expect(answer.body.replaceAll(' ', '')).not.toContain(secret);
    }
    const done = await api.submit(
      '/desk/account/confirm',
      { csrf: own.csrf, code: totp(secret) },
      { cookie: own.cookie },
    );
    expect(done.statusCode).toBe(200);
  });

  it('is enrolled with a code that works once, for a week, however it is typed', async () => {
    const user = await addUser(api.store, { name: 'F', email: 'f@people.example', role: 'dpo', at: NOW });
    const enrolWith = async (code: string) => {
      const session = await byLink(user);
      return (await api.submit('/desk/account/enrol', { csrf: session.csrf, code }, { cookie: session.cookie }))
        .statusCode;
    };
    const [replaced, old] = [await api.signIn.newEnrolmentCode(user.id), await api.signIn.newEnrolmentCode(user.id)];
    expect(old).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(await enrolWith(replaced)).toBe(422);
    later(7 * DAY_MS + 1_000);
    expect(await enrolWith(old)).toBe(422);
    const code = await api.signIn.newEnrolmentCode(user.id);
    expect(await enrolWith(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toBe(200);
    await enrol(await byLink(user));
    await resetSecondFactor(api.store, user.id);
    expect(await enrolWith(code)).toBe(422);
  });

  it('asks no more for its enrolment code after five wrong ones, for a quarter of an hour', async () => {
    const user = await addUser(api.store, { name: 'G', email: 'g@people.example', role: 'deputy', at: NOW });
    const code = await api.signIn.newEnrolmentCode(user.id);
    const session = await byLink(user);
    const give = async (given: string) =>
      api.submit('/desk/account/enrol', { csrf: session.csrf, code: given }, { cookie: session.cookie });
    const wrong = await Promise.all(Array.from({ length: 8 }, (_, i) => give(`WRONG-CODE-000${i}`)));
    expect(wrong.map(({ statusCode }) => statusCode).sort()).toEqual([422, 422, 422, 422, 422, 429, 429, 429]);
    expect((await give(code)).statusCode).toBe(429);
    later(15 * MINUTE_MS + 1_000);
    expect((await give(code)).statusCode).toBe(200);
    const onRecord = await signInsOnRecord(`user:${user.id}`);
    expect(onRecord.filter((what) => what === 'enrolment-code-wrong')).toHaveLength(5);
    expect(onRecord).toContain('enrolment-code-locked');
  });

  it('leaves its owner the enrolment code, though whoever reads the mailbox tries one after the other', async () => {
    const user = await addUser(api.store, { name: 'K', email: 'k@people.example', role: 'dpo', at: NOW });
    const code = await api.signIn.newEnrolmentCode(user.id);
    const give = async ({ csrf, cookie }: TestSession, given: string) =>
      (await api.submit('/desk/account/enrol', { csrf, code: given }, { cookie })).statusCode;
    const own = await byLink(user);
    for (let round = 0; round < 2; round += 1) {
      const reader = await byLink(user);
      for (let n = 0; n < 5; n += 1) expect(await give(reader, `WRONG-CODE-000${n}`)).toBe(422);
      expect(await give(reader, code)).toBe(429);
    }
    expect(await give(own, code)).toBe(200);
  });

  it('lets its owner in, though somebody who reads the mailbox answers with wrong codes again and again', async () => {
    const user = await addUser(api.store, { name: 'L', email: 'l@people.example', role: 'dpo', at: NOW });
    const markOf = async (cookie: string) => {
      const page = await api.server.inject({ url: '/desk/account', headers: { cookie, accept: 'text/html' } });
      return cookiesOf(page.headers);
    };
    // From before the enrolment, when the mailbox alone opened the account.
    const reader = await markOf((await byLink(user)).cookie);
    const { secret, recovery, cookie: owner } = await enrol(await byLink(user));
    const mark = await markOf(owner);
    expect([reader, mark]).toEqual([expect.stringContaining('.browser='), expect.stringContaining('.browser=')]);
    const answer = async (code: string, browser = '') =>
      api.submit('/sign-in/code', { code }, { cookie: `${await challenged(user.email)}; ${browser}` });

    for (let round = 0; round < 2; round += 1) {
      const wrong = ['111111', '222222', '333333', '444444', '555555'];
      for (const code of wrong) expect((await answer(code, reader)).statusCode).toBe(422);
      for (const browser of [reader, '']) {
        const spent = await answer(totp(secret, 1), browser);
        expect([spent.statusCode, spent.body]).toEqual([429, expect.stringContaining('A recovery code opens all the')]);
      }
      expect((await answer(String(recovery[round]))).statusCode).toBe(303);
      expect((await answer('AAAAA-BBBBB')).statusCode).toBe(429);
      expect((await answer(totp(secret, 1), mark)).statusCode).toBe(303);
      later(15 * MINUTE_MS + 1_000);
    }
    for (const code of ['111111', '222222', '333333', '444444', '555555'])
      expect((await answer(code, mark)).statusCode).toBe(422);
    expect((await answer(totp(secret), mark)).statusCode).toBe(429);
  });

  it('has its enrolment code shown to the administrator once, on a page that is kept nowhere', async () => {
    const own = await addUser(api.store, { name: 'M', email: 'm@people.example', role: 'administrator', at: NOW });
    const admin = await enrol(await byLink(own));
    const send = async (url: string, fields: Record<string, string>) =>
      api.server.inject({
        ...{ method: 'POST', url, payload: new URLSearchParams({ csrf: admin.csrf, ...fields }).toString() },
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          cookie: admin.cookie,
        },
      });
    const kept = () => api.store.connection.collection('formDrafts').countDocuments();
    const before = await kept();
    const added = await send('/desk/users', { name: 'N', email: 'n@people.example', role: 'dpo' });
    const id = /\/desk\/users\/([\w-]{36})/.exec(added.body)?.[1] ?? '';
    const anew = await send(`/desk/users/${id}`, { action: 'code' });
    for (const { statusCode, body } of [added, anew])
      expect([statusCode, body]).toEqual([200, expect.stringMatching(/<code class="secret">\w{4}-\w{4}-\w{4}</)]);
    expect(await kept()).toBe(before);
  });

  it('is shown to nobody again: a session gets neither its secret nor new recovery codes', async () => {
    const { secret, cookie: enrolled, csrf } = await enrol(await api.session('auditor'));
    for (const code of ['000000', totp(secret)]) {
      const answer = await api.submit('/desk/account/confirm', { csrf, code }, { cookie: enrolled });
      expect([answer.statusCode, /class="qr"|<li>\w{5}-\w{5}/.test(answer.body)]).toEqual([409, false]);
      expect(answer.body.replaceAll(' ', '')).not.toContain(secret);
    }
  });

  it('gives new recovery codes for a code of its own, once each; the old ones end, and wrong codes lock', async () => {
    const user = await addUser(api.store, { name: 'H', email: 'h@people.example', role: 'dpo', at: NOW });
    const { secret, recovery, cookie, csrf } = await enrol(await byLink(user));
    const renew = async (code: string) => api.submit('/desk/account/recovery-codes', { csrf, code }, { cookie });
    expect((await renew('000000')).statusCode).toBe(422);
    expect((await renew(totp(secret))).statusCode).toBe(422);
    const renewed = await renew(totp(secret, 1));
    const fresh = [...renewed.body.matchAll(/<li>(\w{5}-\w{5})<\/li>/g)].map(([, code]) => String(code));
    expect([renewed.statusCode, fresh.length]).toEqual([200, 10]);
    expect((await get('/desk/account', cookie)).body).not.toContain(fresh[0]);
    const enter = async (code = '') =>
      (await api.submit('/sign-in/code', { code }, { cookie: await challenged(user.email) })).statusCode;
    expect([await enter(recovery[0]), await enter(fresh[0])]).toEqual([422, 303]);
    for (const code of ['111111', '222222', '333333', '444444', '555555'])
      expect((await renew(code)).statusCode).toBe(422);
    expect((await renew(totp(secret, 2))).statusCode).toBe(429);
    expect(await enter(fresh[1])).toBe(429);
  });

  it('is replaced by a recovery code, each of which works once', async () => {
    const session = await api.session('deputy');
    const { recovery } = await enrol(session);
    const use = async () =>
      api.submit('/sign-in/code', { code: String(recovery[0]) }, { cookie: await challenged('deputy@people.example') });
    const entered = await use();
    expect((await get('/', cookiesOf(entered.headers))).statusCode).toBe(200);
    expect((await use()).statusCode).toBe(422);
    expect((await signInsOnRecord(`user:${session.userId}`)).slice(0, 3)).toEqual([
      'code-wrong',
      'signed-in',
      'recovery-code-used',
    ]);
  });

  it('is locked for a quarter of an hour by five wrong codes, whatever challenge they answer', async () => {
    const session = await api.session('administrator');
    const { userId } = session;
    const { secret } = await enrol(session);
    const email = 'administrator@people.example';
    const answer = async (code: string) =>
      (await api.submit('/sign-in/code', { code }, { cookie: await challenged(email) })).statusCode;
    const wrong = ['111111', '222222', '333333', 'AAAAA-BBBBB', '444444'];
    for (const code of wrong) expect(await answer(code)).toBe(422);
    expect(await answer(totp(secret, 1))).toBe(429);
    later(15 * MINUTE_MS + 1_000);
    expect(await answer(totp(secret))).toBe(303);

    expect(await signInsOnRecord(`user:${userId}`)).toEqual([
      'signed-in',
      'code-locked',
      ...wrong.map(() => 'code-wrong'),
      'enrolled',
      'signed-in',
    ]);

    await resetSecondFactor(api.store, userId);
    expect((await readUser(api.store, userId))?.secondFactor).toBe(false);
    expect((await api.submit('/sign-in/link', { token: await api.signIn.issueLink(email) })).headers.location).toBe(
      '/',
    );
  });
});

it.each([
  ['GET', '/sign-in/link?token=a&token=b', 200],
  ['POST', '/sign-in/link', 410],
  ['POST', '/sign-in', 422],
  ['POST', '/sign-in/code', 422],
  ['POST', '/language', 303],
] as const)('%s %s with nothing of what its form sends is no fault of ours: %i', async (method, url, status) => {
  const payload = method === 'POST' ? { payload: 'token=a&token=b&language=a&language=b' } : {};
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  expect((await api.server.inject({ method, url, headers, ...payload })).statusCode).toBe(status);
  const empty = { 'sec-fetch-site': 'same-origin' };
  expect((await api.server.inject({ method, url, headers: empty })).statusCode).toBe(status);
});

it('nobody who is not signed in makes the server read more than a small form', async () => {
  const answer = await api.server.inject({
    method: 'POST',
    url: '/desk/breaches/TOC-2026-0001/campaigns',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '30000000',
      'sec-fetch-site': 'same-origin',
    },
    // It never ends: answered is only who does not wait for it.
    payload: new PassThrough(),
  });
  expect(answer.statusCode).toBe(303);
});

describe('a form whose session has ended', () => {
  const typed = { name: 'Ottoline Frostbrook', email: 'ottoline.frostbrook@people.example', role: 'auditor' };

  it('is there again after signing in: for the same person, once, on its own page', async () => {
    const session = await api.session('administrator');
    const { csrf } = session;
    const enrolled = await enrol(session);
    later(2 * HOUR_MS + MINUTE_MS);
    const sent = await api.submit('/desk/users', { ...typed, csrf }, { cookie: enrolled.cookie });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/sign-in?next=%2Fdesk%2Fusers']);
    const draft = cookiesOf(sent.headers);
    expect(draft).toMatch(/^__Host-tocsin\.draft=\S+$/);
    expect(String(sent.headers['set-cookie'])).toContain('HttpOnly');
    expect((await get('/sign-in', draft)).body).toContain('What you typed is kept');

    const stranger = await addUser(api.store, { name: 'X', email: 'x@people.example', role: 'administrator', at: NOW });
    const theirs = await enrol(await byLink(stranger));
    expect((await get('/desk/users', `${theirs.cookie}; ${draft}`)).body).not.toContain(typed.name);

    const owed = await challenged('administrator@people.example');
    const code = totp(enrolled.secret);
    const again = cookiesOf((await api.submit('/sign-in/code', { code }, { cookie: owed })).headers);
    expect((await get('/desk/tokens', `${again}; ${draft}`)).body).not.toContain(typed.name);
    const shown = await get('/desk/users', `${again}; ${draft}`);
    for (const value of Object.values(typed)) expect(shown.body).toContain(value);
    expect((await get('/desk/users', `${again}; ${draft}`)).body).not.toContain(typed.name);
  });

  it.each([
    ['/desk/breaches/TOC-1/awareness', '/desk/breaches/TOC-1/decisions', '/desk/breaches/TOC-1'],
    [
      '/desk/breaches/TOC-1/facts/confirmation',
      '/desk/breaches/TOC-1/facts/confirmation',
      '/desk/breaches/TOC-1/facts',
    ],
    ['/desk/breaches/TOC-1/campaigns', '/desk/breaches/TOC-1/campaigns', '/desk/breaches/TOC-1/campaigns/new'],
    [
      '/desk/breaches/TOC-1/filings/o/receipt',
      '/desk/breaches/TOC-1/filings/o/approval',
      '/desk/breaches/TOC-1/filings/o',
    ],
    ['/desk/tokens/siem', '/desk/tokens/siem', '/desk/tokens'],
    ['/desk/account/confirm', '/desk/account/confirm', '/desk/account'],
  ])('%s, on a page that came back from %s, leads to a page that exists: %s', async (url, from, page) => {
    const headers = { referer: `https://tocsin.example${from}`, host: 'tocsin.example' };
    const sent = await api.submit(url, { reasons: 'Typed.' }, headers);
    expect(sent.headers.location).toBe(`/sign-in?next=${encodeURIComponent(page)}`);
    expect(cookiesOf(sent.headers)).toContain('draft=');
    const noForm = await api.server.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'sec-fetch-site': 'same-origin' },
    });
    expect(noForm.headers.location).toBe(sent.headers.location);
  });

  it('is not kept for another site, which a browser was made to send it by', async () => {
    const answer = await api.submit('/desk/users', typed, { 'sec-fetch-site': 'cross-site' });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
  });
});

it('nobody’s name, address, session, link or secret stands in the database', async () => {
  const { cookie } = await api.session('reporter');
  const token = await api.signIn.issueLink(PERSON.email);
  await api.submit('/desk/users', { name: 'Typed Personlastname', csrf: '' });
  const db = api.store.connection.db;
  const everything: string[] = [];
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    everything.push(JSON.stringify(await api.store.connection.collection(name).find().toArray()));
  }
  const stored = everything.join('\n').toLowerCase();
  const session = decodeURIComponent(/session_token=([^.;]+)/.exec(cookie)?.[1] ?? '-');
  const secrets = [
    PERSON.name,
    PERSON.email,
    'oakenshade',
    'people.example',
    '127.0.0.1',
    'frostbrook',
    'Personlastname',
    // Four letters stand in any sealed text by chance, so the name is looked for as it would be stored.
    '"Anna',
    token,
  ];
  for (const secret of [...secrets, session]) expect(stored).not.toContain(secret.toLowerCase());
  expect(await api.store.connection.collection('users').countDocuments()).toBeGreaterThan(3);
  expect(stored).not.toMatch(/127\.0\.0\.1|useragent|ipaddress/);
});
