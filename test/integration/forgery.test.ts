import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { belongsToNoSession, isPage, ROUTE_ACCESS } from '../../api/route-access.ts';
import type { Role } from '../../domain/roles.ts';
import { TestApi, type TestSession } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const FORMS = Object.entries(ROUTE_ACCESS).flatMap(([route, access]) => {
  const [method, url = ''] = route.split(' ');
  if (method !== 'POST' || !isPage(url)) return [];
  const role: Role = access.kind === 'public' ? 'responder' : (access.roles[0] ?? 'dpo');
  return [{ route, url, path: url.replaceAll(/:\w+/g, '1'), role }];
});
/** What the refusal says, inside and at sign-in. */
const REFUSED = /This form did not come from a page of your session|The request came from another site or an old page/;
const OURS = { 'sec-fetch-site': 'same-origin' };

const sessions = new Map<Role, TestSession>();
async function sessionOf(role: Role): Promise<TestSession> {
  const known = sessions.get(role) ?? (await api.session(role));
  sessions.set(role, known);
  return known;
}

describe.each(FORMS.map((form) => [form.route, form] as const))('%s', (_, { url, path, role }) => {
  const send = async (headers: Record<string, string>, fields: Record<string, string>) => {
    const { cookie } = await sessionOf(role);
    const type = 'application/x-www-form-urlencoded';
    const payload = new URLSearchParams(fields).toString();
    const asked = { cookie, 'content-type': type, ...headers };
    return api.server.inject({ method: 'POST', url: path, headers: asked, payload });
  };
  const isRefused = async (headers: Record<string, string>, fields: Record<string, string>) => {
    const { statusCode, body } = await send(headers, fields);
    return statusCode === 403 && REFUSED.test(body);
  };

  it('takes nothing that another site sent, whatever it knows', async () => {
    if (!api.server.hasRoute({ method: 'POST', url })) return;
    const { csrf } = await sessionOf(role);
    const elsewhere: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: 'https://tocsin.example' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://tocsin.example.evil.example' },
    ];
    for (const headers of elsewhere) expect([headers, await isRefused(headers, { csrf })]).toEqual([headers, true]);
  });

  it('takes nothing without the token of this very session', async () => {
    if (belongsToNoSession(url) || !api.server.hasRoute({ method: 'POST', url })) return;
    const other = await api.session('auditor');
    const given: Record<string, string>[] = [{}, { csrf: '' }, { csrf: other.csrf }];
    for (const fields of given) expect(await isRefused(OURS, fields)).toBe(true);
  });

  it('takes a form of its own page', async () => {
    if (!api.server.hasRoute({ method: 'POST', url })) return;
    const { csrf } = await sessionOf(role);
    const byOrigin = await send({ origin: 'https://tocsin.example' }, { csrf });
    if (url === '/sign-out') sessions.delete(role);
    expect(byOrigin.body).not.toMatch(REFUSED);
    expect([401, 403]).not.toContain(byOrigin.statusCode);
  });
});

describe('an Authorization header', () => {
  const stranger: Record<string, string> = { authorization: 'Bearer any', 'sec-fetch-site': 'cross-site' };

  it.each(FORMS.filter(({ url }) => belongsToNoSession(url) || url === '/sign-out').map(({ path }) => path))(
    'is no way around the check at %s, which asks for none',
    async (path) => {
      const answer = await api.submit(path, {}, { ...stranger, accept: 'text/html' });
      expect([answer.statusCode, answer.body]).toEqual([403, expect.stringMatching(REFUSED)]);
    },
  );

  it('nor at a supplier’s link, where an answer of another site is not taken', async () => {
    const answer = (headers: Record<string, string>) =>
      api.server.inject({
        method: 'POST',
        url: '/n/any',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: '',
      });
    const refused: Record<string, string>[] = [
      stranger,
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of refused) {
      const { statusCode, body } = await answer(headers);
      expect([statusCode, body]).toEqual([403, expect.stringContaining('did not come from our page')]);
    }
    // Its own page keeps its address to itself; an old browser says nothing at all.
    for (const headers of [{}, { origin: 'null' }, OURS, { origin: 'https://tocsin.example' }]) {
      expect((await answer(headers as Record<string, string>)).statusCode).toBe(404);
    }
  });
});

it('a call with a token needs neither: no other site can make a browser send one', async () => {
  const headers = { authorization: `Bearer ${api.tokens.dpo}`, 'sec-fetch-site': 'cross-site' };
  expect((await api.submit('/desk/report', {}, headers)).statusCode).toBe(422);
});
