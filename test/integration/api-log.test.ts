import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../config/logger.ts';
import { addUser } from '../../store/users.ts';
import { NOW, TestApi } from '../support/api.ts';

/** What the log says of a request, once it was answered. */

const PERSON = { name: 'Wilhelmina Oakenshade', email: 'wilhelmina.oakenshade@people.example' };

const written: string[] = [];
let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ log: createLogger('api', 'info', { write: (line) => written.push(line) }) });
});
afterAll(() => api.stop());
beforeEach(() => {
  written.length = 0;
});

const answered = () =>
  written.map((line) => JSON.parse(line) as Record<string, unknown>).findLast(({ msg }) => msg === 'answered');

describe('the line of a request', () => {
  it('names who asked by the id of the user or the name of the token, and nobody by a name', async () => {
    const { id, email } = await addUser(api.store, { ...PERSON, role: 'dpo', at: NOW });
    const opened = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(email) });
    // The route says by which way.
    expect(answered()).toMatchObject({ route: '/sign-in/link', status: 303, by: `user:${id}`, role: 'dpo' });
    const cookie = [opened.headers['set-cookie']].flat().map((set) => String(set).split(';')[0]);
    await api.server.inject({ url: '/desk/account', headers: { cookie: cookie.join('; ') } });
    expect(answered()).toMatchObject({ route: '/desk/account', status: 200, by: `user:${id}`, role: 'dpo' });
    expect(answered()).not.toHaveProperty('code');
    await api.call('auditor', 'GET', '/breaches');
    expect(answered()).toMatchObject({ route: '/breaches', status: 200, by: 'auditor', role: 'auditor' });
    await api.call(null, 'GET', '/health/live');
    expect(answered()).toMatchObject({ route: '/health/live', status: 200 });
    expect(answered()).not.toHaveProperty('by');
    expect(written.join()).not.toMatch(/wilhelmina|oakenshade/i);
  });

  it('says why a request was refused, so that a forged form does not read like a missing right', async () => {
    const { cookie, csrf, userId } = await api.session('responder');
    const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      api.submit('/desk/report', fields, { cookie, ...headers });
    const by = `user:${userId}`;
    await post({ csrf }, { 'sec-fetch-site': 'cross-site' });
    expect(answered()).toMatchObject({ status: 403, code: 'cross-site' });
    await post({ csrf: 'made-up' });
    expect(answered()).toMatchObject({ status: 403, code: 'cross-site', by });
    await api.submit('/desk/users', { csrf }, { cookie });
    expect(answered()).toMatchObject({ status: 403, code: 'forbidden', by });
    await api.call('auditor', 'POST', '/incidents', { body: { title: 'A laptop is gone' } });
    expect(answered()).toMatchObject({ status: 403, code: 'forbidden', by: 'auditor' });
    await api.server.inject({ url: '/breaches', headers: { authorization: `Bearer tocsin_${'g'.repeat(43)}` } });
    expect(answered()).toMatchObject({ status: 401, code: 'unauthenticated' });
    await api.call(null, 'GET', '/n/made-up');
    expect(answered()).toMatchObject({ route: '/n/:token', status: 404, code: 'not-found' });
    await api.call(null, 'GET', '/nowhere');
    expect(answered()).toMatchObject({ route: 'none', status: 404, code: 'not-found' });
  });

  it('says so of what did not open the sign-in too', async () => {
    await api.submit('/sign-in/link', { token: 'used-before' });
    expect(answered()).toMatchObject({ route: '/sign-in/link', status: 410, code: 'link-expired' });
    await api.submit('/sign-in/passkey', { response: '{}' });
    expect(answered()).toMatchObject({ route: '/sign-in/passkey', status: 400, code: 'unauthenticated' });
    await api.submit('/sign-in', { email: 'nobody' });
    expect(answered()).toMatchObject({ route: '/sign-in', status: 422, code: 'bad-input' });
  });
});
