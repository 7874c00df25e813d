import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fastify from 'fastify';
import { isPage, pageOf, ROUTE_ACCESS, requireListedRoutes } from '../../api/route-access.ts';
import { ROLES, type Role } from '../../domain/roles.ts';
import { HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { recordFindings, recordReconcile, recordReconcileFailure } from '../../store/reconcile.ts';
import { expectRecordCheck, recordCheckDone, recordCheckFailed } from '../../store/record-checks.ts';
import { issueToken, listTokens, revokeToken } from '../../store/tokens.ts';
import { alertFixture, NOW, TestApi, type TestSession } from '../support/api.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { later } from '../support/machine-clock.ts';
import { sampled } from '../support/sampled.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
});
afterAll(() => api.stop());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ROUTES = Object.entries(ROUTE_ACCESS).map(([route, access]) => {
  const [method = 'GET', url = '/'] = route.split(' ');
  const path = url.replace(':source', 'aws-guardduty').replace(':breachId', 'TOC-2026-9999').replace(/:\w+/, '1');
  return { route, access, method: method as Method, url, path };
});
const PEOPLE = ROLES.filter((role) => role !== 'alert-source');
const LANDING: Partial<Record<Role, string>> = { reporter: '/desk/reports', administrator: '/desk/setup' };
/** What a browser says of a form on one of our own pages. */
const FROM_OUR_PAGE = { 'sec-fetch-site': 'same-origin' };

describe('who may call what', () => {
  it.each(ROUTES.flatMap((r) => [...ROLES, null].map((role) => [r.route, role ?? 'nobody', r, role] as const)))(
    '%s as %s',
    async (_route, _name, { access, method, url, path }, role) => {
      const body = method === 'GET' ? {} : { body: {} };
      const { status, headers } = await api.call(role, method, path, { ...body, headers: FROM_OUR_PAGE });
      if (access.kind === 'public') expect([401, 403]).not.toContain(status);
      else if (role === null && isPage(url)) {
        const next = encodeURIComponent(method === 'GET' ? path : pageOf(path));
        expect([status, headers.location]).toEqual([303, `/sign-in?next=${next}`]);
      } else if (role === null) expect(status).toBe(401);
      else if (access.kind === 'person') expect(status).toBe(403);
      else if (access.roles.includes(role)) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
    },
  );

  it('an address that is none is a page to a browser, and a problem to a program', async () => {
    const { cookie } = await sessionOf('dpo');
    const ask = (headers: Record<string, string>) => api.server.inject({ url: '/desk/nothing', headers });
    const html = { accept: 'text/html,*/*;q=0.8' };
    const [page, door, problem] = [await ask({ ...html, cookie }), await ask(html), await ask({})];
    expect([page, door, problem].map((answer) => answer.statusCode)).toEqual([404, 404, 404]);
    expect(page.body).toContain('<h1>There is nothing here</h1>');
    expect(door.body).toMatch(/Nothing lies under this address/);
    expect(problem.json()).toMatchObject({ code: 'not-found' });
  });

  const sessions = new Map<Role, TestSession>();
  const sessionOf = async (role: Role) => {
    const session = sessions.get(role) ?? (await api.session(role));
    sessions.set(role, session);
    return session;
  };

  const visits = ROUTES.filter(({ url }) => isPage(url)).flatMap((r) =>
    PEOPLE.map((role) => [r.route, role, r] as const),
  );
  // Which roles may is tried above for each route; here that a session counts as its role, each page with one or two.
  it.each(sampled(visits, 5))(
    '%s as %s, signed in with a browser',
    async (_route, role, { access, method, url, path }) => {
      const { cookie, csrf } = await sessionOf(role);
      const answer =
        method === 'POST'
          ? await api.submit(path, { csrf }, { cookie })
          : await api.server.inject({ method, url: path, headers: { cookie } });
      if (url === '/sign-out') sessions.delete(role);
      if (access.kind === 'public') expect([401, 403]).not.toContain(answer.statusCode);
      else if (access.roles.includes(role)) expect([401, 403]).not.toContain(answer.statusCode);
      // Where everybody arrives: who has no desk goes on to a page of their own, and gets nothing of the desk.
      else if (path === '/')
        expect([answer.statusCode, answer.headers.location, answer.body]).toEqual([303, LANDING[role], '']);
      else expect(answer.statusCode).toBe(403);
      expect(String(answer.headers.location)).not.toMatch(/^\/sign-in\?next=/);
    },
  );

  it('a browser’s session opens pages alone: no other site can make it call the API', async () => {
    const { cookie } = await sessionOf('dpo');
    expect((await api.server.inject({ url: '/breaches', headers: { cookie } })).statusCode).toBe(401);
  });

  it('a token that may read only calls GET alone', async () => {
    const token = await issueToken(api.store, { name: 'reader', role: 'dpo', scope: 'read', at: NOW });
    const headers = { authorization: `Bearer ${token}` };
    expect((await api.call(null, 'GET', '/breaches', { headers })).status).toBe(200);
    const refused = await api.call(null, 'POST', '/incidents', { headers, body: { title: 'A laptop is gone' } });
    expect([refused.status, refused.json.code]).toEqual([403, 'forbidden']);
    expect((await listTokens(api.store)).find(({ name }) => name === 'reader')).toMatchObject({ lastUsedAt: NOW });
  });

  it('a route without an entry in the table is not served at all', () => {
    const server = fastify();
    requireListedRoutes(server);
    expect(() => server.get('/secrets', async () => 'x')).toThrow(/GET \/secrets has no entry/);
  });

  it('a token that was revoked or has expired opens nothing', async () => {
    const headers = async (name: string, ends: { expiresAt?: string }) => {
      const token = await issueToken(api.store, { name, role: 'dpo', at: NOW, ...ends });
      return { headers: { authorization: `Bearer ${token}` } };
    };
    const [expired, revoked] = [await headers('old', { expiresAt: NOW }), await headers('gone', {})];
    expect((await api.call(null, 'GET', '/breaches', expired)).status).toBe(401);
    expect((await api.call(null, 'GET', '/breaches', revoked)).status).toBe(200);
    await revokeToken(api.store, 'gone');
    expect((await api.call(null, 'GET', '/breaches', revoked)).status).toBe(401);
  });

  it('guessing at tokens is slowed down, per address and for a minute', async () => {
    const guess = (remoteAddress: string) =>
      api.server.inject({
        url: '/breaches',
        remoteAddress,
        headers: { authorization: `Bearer tocsin_${'g'.repeat(43)}` },
      });
    for (let i = 0; i < 30; i += 1) expect((await guess('203.0.113.9')).statusCode).toBe(401);
    const blocked = await guess('203.0.113.9');
    expect([blocked.statusCode, blocked.json<{ code: string }>().code]).toEqual([429, 'rate-limited']);
    expect((await guess('203.0.113.10')).statusCode).toBe(401);
    later(MINUTE_MS + SECOND_MS);
    expect((await guess('203.0.113.9')).statusCode).toBe(401);
    jest.useRealTimers();
  });
});

describe('the desk', () => {
  it('leads a stranger to the sign-in, and takes no password', async () => {
    const basic = `Basic ${Buffer.from(`any:${api.tokens.dpo}`).toString('base64')}`;
    expect((await api.call(null, 'GET', '/', { headers: { authorization: basic } })).status).toBe(401);
    expect((await api.call(null, 'GET', '/')).headers.location).toBe('/sign-in?next=%2F');
  });

  it('shows what runs, marks exercises, and escapes titles', async () => {
    const real = await api.report({ title: '<img src=x onerror=alert(1)> lost', awareAt: '2026-11-24T08:00:00Z' });
    const drill = await api.report({ title: 'A drill', awareAt: NOW, exercise: { scale: 3_600 } });
    const ended = await api.report({ title: 'Not a breach at all', awareAt: NOW });
    await api.call('dpo', 'POST', `/breaches/${ended}/closing`, {
      body: { outcome: 'not-a-breach', reasons: 'Ours.', over: OVER_NOTICES },
    });
    const suspected = await api.report({ title: 'Nobody has looked yet' });
    expect(drill).toMatch(/^EX-2026-/);

    const { body } = await api.call('dpo', 'GET', '/');
    expect(body).toContain('The next limit is Fri 27 Nov, 09:00 CET.');
    expect(body).toContain(
      '1 clock runs across 1 incident. 1 suspicion is not confirmed yet. 1 exercise clock is shown',
    );
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt; lost');
    expect(body).not.toContain('<img');
    expect(body).toMatch(new RegExp(`href="/desk/breaches/${real}/filings/gdpr-art33-1-authority">Prepare filing`));
    expect(body).toContain(`href="/desk/breaches/${suspected}/known#aware">Record awareness`);
    expect(body).toMatch(new RegExp(`EXERCISE</span> <a class="inc" href="/desk/breaches/${drill}">A drill</a>`));
    expect(body).not.toContain(ended);
  });

  it('says that Temporal or the worker is away, and is read all the same', async () => {
    const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
    api.now = later(10);
    api.gateway.isUp = false;
    const away = await api.call('dpo', 'GET', '/');
    api.gateway.isUp = true;
    expect([away.status, away.body]).toEqual([
      200,
      expect.stringContaining('The workflow engine (Temporal) does not answer.'),
    ]);
    api.now = later(20);
    api.gateway.hasWorkers = false;
    const idle = await api.call('dpo', 'GET', '/');
    api.gateway.hasWorkers = true;
    expect(idle.body).toContain('no worker does its work.');
    api.now = NOW;
  });

  it("says whose clock differs from this server's, and which way", async () => {
    api.now = new Date(Date.parse(NOW) + 30_000).toISOString();
    api.skew = { of: 'mongodb', ms: -7_400 };
    const page = await api.call('dpo', 'GET', '/');
    expect(page.body).toContain('The clocks of this server and of MongoDB differ: MongoDB is 7 s behind.');
    api.skew = null;
    api.now = NOW;
  });

  it('comes with headers under which no script of a stranger runs, and nothing is kept', async () => {
    const { headers, body } = await api.call('dpo', 'GET', '/');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    expect(body).not.toMatch(/ style=| on\w+="|<script>|<style/);
    for (const [, path] of body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      expect((await api.call(null, 'GET', String(path))).status).toBe(200);
    }
    expect((await api.call(null, 'GET', '/assets/..%2fREADME.md')).status).toBe(404);
  });
});

describe('health', () => {
  it('tells the truth about what is down', async () => {
    const reconcile = { state: 'never', at: null, open: 0, mended: 0 };
    const verification = { state: 'never', at: null, open: 0, gone: 0 };
    const anchoring = { state: 'never', since: null, failing: [] };
    const rota = { gaps: 0 };
    const ready = { status: 'ok', down: [], skew: null, reconcile, verification, anchoring, rota };
    expect((await api.call(null, 'GET', '/health/ready')).json).toEqual(ready);
    api.gateway.hasWorkers = false;
    const down = await api.call(null, 'GET', '/health/ready');
    expect(down).toMatchObject({ status: 503, json: { down: ['worker'] } });
    const { paths } = (await api.call(null, 'GET', '/openapi.json')).json as {
      paths: Record<string, { get: { responses: Record<string, { content: object }> } }>;
    };
    const documented = Object.keys(paths['/health/ready']?.get.responses['503']?.content ?? {});
    expect(documented).toContain(String(down.headers['content-type']).split(';')[0]);
    api.gateway.isUp = false;
    expect((await api.call(null, 'GET', '/health/ready')).json).toEqual({
      status: 'down',
      down: ['temporal', 'worker'],
      ...{ skew: null, reconcile, verification, anchoring, rota },
    });
    expect((await api.call(null, 'GET', '/health/live')).status).toBe(200);
    Object.assign(api.gateway, { isUp: true, hasWorkers: true });
    api.skew = { of: 'mongodb', ms: -600_000 };
    const wrongClock = await api.call(null, 'GET', '/health/ready');
    expect(wrongClock).toMatchObject({ status: 200, json: { down: [], skew: { of: 'mongodb', ms: -600_000 } } });
    api.skew = null;
  });

  it('tells whether clocks are checked, by counts alone, and whether nobody has checked them for minutes', async () => {
    const { store, now } = api;
    const finding = { kind: 'missing', breachId: 'TOC-2026-0999', workflow: 'clocks', exercise: false } as const;
    const found = [
      { ...finding, foundAt: now, mendedAt: now, dropped: 0 },
      { ...finding, kind: 'failing' as const, foundAt: now, mendedAt: null, dropped: 0 },
    ];
    await recordFindings(store, { at: now, found });
    await recordReconcile(store, { at: now, last: null });
    const first = await api.call(null, 'GET', '/health/ready');
    expect(first.json).toMatchObject({ status: 'ok', reconcile: { state: 'ok', at: now, open: 1, mended: 1 } });
    expect(first.body).not.toContain('TOC-2026-0999');
    api.now = plusMs(now, 5 * MINUTE_MS);
    expect((await api.call(null, 'GET', '/health/ready')).json).toMatchObject({ reconcile: { state: 'stale' } });
    await recordFindings(store, { at: api.now, found: [] });
    await recordReconcile(store, { at: api.now, last: null });
    await recordReconcileFailure(store, 'unavailable', api.now);
    const last = await api.call(null, 'GET', '/health/ready');
    expect(last.json.reconcile).toEqual({ state: 'failing', at: api.now, open: 0, mended: 2 });
    api.now = now;
  });

  it('tells whether the record is checked, by counts alone, and whether nobody has for too long', async () => {
    const { store, now } = api;
    const verification = async () => (await api.call(null, 'GET', '/health/ready')).json.verification;
    await expectRecordCheck(store, now);
    expect(await verification()).toEqual({ state: 'ok', at: now, open: 0, gone: 0 });
    const before = plusMs(now, HOUR_MS);
    const found = { of: 'TOC-2026-0999', problem: 'event 1 was edited' };
    await recordCheckDone(store, before, [found, { of: 'rights', problem: 'was written past Tocsin' }]);
    api.now = plusMs(before, HOUR_MS);
    await recordCheckDone(store, api.now, [found]);
    const first = await api.call(null, 'GET', '/health/ready');
    expect(first).toMatchObject({
      status: 200,
      json: { verification: { state: 'ok', at: api.now, open: 1, gone: 1 } },
    });
    expect(first.body).not.toContain('TOC-2026-0999');
    const done = api.now;
    api.now = plusMs(done, 2 * HOUR_MS);
    expect(await verification()).toEqual({ state: 'stale', at: done, open: 1, gone: 1 });
    await recordCheckFailed(store, 'unavailable', api.now);
    expect(await verification()).toMatchObject({ state: 'failing', at: done });
    await store.connection.collection('recordChecks').deleteMany({});
    api.now = now;
  });
});

describe('exercises', () => {
  it('are a DPO’s or a responder’s, have their own references, and stay out of the register', async () => {
    const exercise = { title: 'A drill', exercise: { scale: 100 } };
    const deputy = await api.call('deputy', 'POST', '/incidents', { body: exercise });
    expect(deputy.json).toMatchObject({ status: 403, code: 'forbidden', field: 'exercise' });
    const id = await api.report({ ...exercise, awareAt: NOW });
    expect((await readBreach(api.store, id))?.exercise).toEqual({ scale: 100 });
    expect((await api.call('dpo', 'GET', '/register')).body).not.toContain(id);
    const marked = (await api.call('dpo', 'GET', '/register?exercises=true')).json as { entries: object[] };
    expect(marked.entries).toContainEqual(expect.objectContaining({ breachId: id, exercise: true }));
  });

  it('of an alert do not exist: an alert is real', async () => {
    const body = { ...alertFixture(), exercise: { scale: 100 } };
    const answer = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { body });
    expect((await api.judged(answer.json.reference)).breachId).toMatch(/^TOC-/);
  });
});
