import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOW, TestApi } from '../support/api.ts';

/** What a client may send that no honest one would: each is answered, and with what is right. */

type Schema = { pattern?: string; anyOf?: Schema[] };
type Operations = { get: { parameters: { name: string; schema?: Schema }[] } };

let api: TestApi;
let breachId = '';
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
  breachId = await api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
});
afterAll(() => api.stop());

describe('a place in a list that no page gave', () => {
  it.each([
    ['/breaches?before=x', 404, 'before'],
    ['/breaches?before=%00', 400, 'before'],
    ['/breaches?before[$gt]=1', 400, 'before[$gt]'],
    ['/breaches?before=a&before=b', 400, 'before'],
    ['/clocks?after=x%20y', 400, 'after'],
    ['/clocks?after=%00%20%00', 400, 'after'],
    ['/register?before=Z_A&sort=severity', 400, 'before'],
    ['/register?before=2026-11-24T08:40:00.000Z_A&sort=people', 409, 'before'],
    ['/register?before=1_A', 409, 'before'],
    ['/audit?before=x', 400, 'before'],
    ['/systems?after=WzEsMl0', 400, 'after'],
    ['/counterparties?kind=supplier&after=../x', 400, 'after'],
    ['/reports?after=x', 400, 'after'],
    ['/campaigns?before=%00', 400, 'before'],
    ['/desk/register?after=Z_A&sort=severity', 400, null],
  ])('%s is refused', async (path, expected, field) => {
    const { status, json } = await api.call('dpo', 'GET', path);
    expect([status, json.field ?? null]).toEqual([expected, field]);
  });

  it.each([
    ['/clocks', 'after', '~ x'],
    ['/clocks', 'after', '2026-11-24T08:40:00.000Z TOC-2026-0001/gdpr-art33-1-authority'],
    ['/breaches/:id/notices', 'after', '0 x'],
    ['/register', 'before', '2026-11-24T08:40:00.000Z_A'],
    ['/register?sort=severity', 'before', '-1.5_A'],
    ['/audit', 'before', '2026-11-24T08:40:00.000Z~view~x'],
    ['/audit', 'before', '2026-11-24T08:40:00.000Z~change~TOC-2026-0001/7'],
    ['/systems', 'after', 'crm Überall, auch 漢字'],
    ['/reports', 'after', '~_x'],
  ])('%s?%s=%s, which the document allows, is a place', async (path, name, place) => {
    const paths = (await api.call(null, 'GET', '/openapi.json')).json.paths as Record<string, Operations>;
    const url = path.split('?')[0]?.replace(':id', '{breachId}') ?? '';
    const { schema } = paths[url]?.get.parameters.find((parameter) => parameter.name === name) ?? {};
    const patterns = [schema, ...(schema?.anyOf ?? [])].flatMap((each) => each?.pattern ?? []);
    expect([place, patterns.some((pattern) => new RegExp(pattern).test(place))]).toEqual([place, true]);
    const query = `${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(place)}`;
    expect((await api.call('dpo', 'GET', `${path.replace(':id', breachId)}${query}`)).status).toBe(200);
  });

  it.each([
    '/systems?q=%00',
    '/desk/systems?q=%00',
    '/desk/report?find=%00',
    '/systems?q=(((',
    '/register?q=%5C',
    '/desk/breaches?id=%00',
  ])('%s, which no database takes as a pattern, is looked for all the same', async (path) => {
    expect((await api.call('dpo', 'GET', path)).status).toBe(200);
  });
});

describe('a version', () => {
  const path = () => `/breaches/${breachId}`;
  const read = async (etag: string) =>
    (await api.call('dpo', 'GET', path(), { headers: { 'if-none-match': etag } })).status;
  const current = async () => String((await api.call('dpo', 'GET', path())).headers.etag);

  it('that a reader has is known weakly, in a list, or as *; for HEAD too', async () => {
    const etag = await current();
    for (const known of [etag, `W/${etag}`, `"a", ${etag}`, '*']) expect(await read(known)).toBe(304);
    for (const other of ['"1"', 'junk', etag.slice(1, -1)]) expect(await read(other)).toBe(200);
    const head = await api.call('dpo', 'HEAD', path(), { headers: { 'if-none-match': etag } });
    expect([head.status, head.body]).toEqual([304, '']);
  });

  it('holds a write back where it is weak or passed, and lets it through as * or in a list', async () => {
    const body = { awareAt: '2026-11-24T08:00:00Z', reasons: 'A mail.' };
    const write = async (wanted: string, reasons: string) =>
      (
        await api.call('dpo', 'POST', `${path()}/awareness`, {
          body: { ...body, reasons },
          headers: { 'if-match': wanted },
        })
      ).status;
    const etag = await current();
    expect(await write(`W/${etag}`, 'Weak.')).toBe(412);
    expect(await write('"1", "2"', 'Passed.')).toBe(412);
    expect(await write('5', 'Junk.')).toBe(400);
    expect(await current()).toBe(etag);
    expect(await write(`"1", ${etag}`, 'In a list.')).toBe(200);
    expect(await write('*', 'Any.')).toBe(200);
  });

  it('of what has none is not taken no notice of', async () => {
    const headers = { 'if-match': '"5"' };
    const { status } = await api.call('dpo', 'POST', '/incidents', { body: { title: 'With a version' }, headers });
    const register = await api.call('dpo', 'PUT', '/dataflow', { body: { systems: [], counterparties: [] }, headers });
    expect([status, register.status]).toEqual([412, 412]);
    expect((await api.call('dpo', 'GET', '/reports')).json.reports).toEqual([]);
  });
});

describe('an idempotency key', () => {
  it('finds its own doing again, though the version it named has passed by that', async () => {
    const path = `/breaches/${breachId}`;
    const { etag } = (await api.call('dpo', 'GET', path)).headers;
    const headers = { 'if-match': String(etag), 'idempotency-key': 'lost-answer-0001' };
    const body = { awareAt: '2026-11-24T07:00:00Z', reasons: 'The log.' };
    const first = await api.call('dpo', 'POST', `${path}/awareness`, { body, headers });
    const again = await api.call('dpo', 'POST', `${path}/awareness`, { body, headers });
    expect([first.status, again.status, again.json.seq]).toEqual([200, 200, first.json.seq]);
    const other = { ...body, reasons: 'Another log.' };
    const reused = await api.call('dpo', 'POST', `${path}/awareness`, {
      body: other,
      headers: { ...headers, 'if-match': '*' },
    });
    expect(reused.json.code).toBe('key-reused');
  });

  it('makes one webhook, with one secret, and no other under it', async () => {
    const headers = { 'idempotency-key': 'one-webhook-0001' };
    const add = (url: string) => api.call('dpo', 'POST', '/webhooks', { body: { url }, headers });
    const [first, again] = [await add('https://hooks.example/x'), await add('https://hooks.example/x')];
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect((await add('https://hooks.example/y')).json.code).toBe('key-reused');
    expect((await api.call('dpo', 'GET', '/webhooks')).json.webhooks).toHaveLength(1);
  });

  it('imports one list, and no other under it', async () => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': 'one-list-00001' };
    const send = (raw: string) => api.call('dpo', 'POST', `/breaches/${breachId}/recipient-lists`, { raw, headers });
    const csv = 'name,email\nAda,ada@x.example\nAda,ada@x.example\n';
    const [first, again] = [await send(csv), await send(csv)];
    expect([first.json.duplicates, again.status, again.json]).toEqual([1, 201, first.json]);
    expect((await send('name,email\nBob,bob@x.example\n')).json.code).toBe('key-reused');
    expect((await api.call('dpo', 'GET', `/breaches/${breachId}/recipient-lists`)).json.lists).toHaveLength(1);
  });
});

describe('a form of a stranger', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const fill = (url: string, payload: string) => api.server.inject({ method: 'POST', url, payload, headers });

  it('is not taken apart where it has more bytes or fields than any of ours', async () => {
    const many = Array.from({ length: 170_000 }, (_, n) => `${n}=`).join('&');
    const few = 'a=&'.repeat(5_000);
    for (const url of ['/sign-in', '/n/x']) {
      const statuses = [(await fill(url, many)).statusCode, (await fill(url, few)).statusCode];
      expect([url, ...statuses]).toEqual([url, 413, 413]);
    }
  });

  it('may have fields of any name, and percent signs that say nothing', async () => {
    const odd = await fill('/sign-in', '__proto__=x&constructor=y&email=%zz&%=%&toString=1');
    expect(odd.statusCode).toBeLessThan(500);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

describe('a method', () => {
  const ask = (method: 'OPTIONS' | 'DELETE' | 'TRACE' | 'POST', url: string) => api.server.inject({ method, url });

  it('that an address does not take is named as such, with those that it takes', async () => {
    const [removed, traced] = [await ask('DELETE', `/breaches/${breachId}`), await ask('TRACE', '/breaches')];
    expect([removed.statusCode, removed.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect([traced.statusCode, traced.json()]).toEqual([405, expect.objectContaining({ code: 'method-not-allowed' })]);
    const [options, nothing] = [await ask('OPTIONS', '/incidents'), await ask('OPTIONS', '/nothing')];
    expect([options.statusCode, options.headers.allow, options.body]).toEqual([204, 'OPTIONS, POST', '']);
    for (const method of ['QUERY', 'PUT', 'PROPFIND'] as const) {
      const headers = { 'content-type': 'application/xml' };
      for (const given of [{}, { headers, payload: '<all/>' }]) {
        const refused = await api.server.inject({ method: method as 'PUT', url: '/breaches', ...given });
        expect([method, refused.statusCode, refused.headers.allow]).toEqual([method, 405, 'GET, HEAD, OPTIONS']);
      }
    }
    expect(options.headers['access-control-allow-origin']).toBeUndefined();
    expect(nothing.statusCode).toBe(404);
  });

  it('HEAD of a file makes no file', async () => {
    const { status, body, headers } = await api.call('auditor', 'HEAD', '/register/export?format=csv');
    expect([status, body, headers['content-type']]).toEqual([200, '', 'text/csv; charset=utf-8']);
  });
});

describe('bytes that are no request', () => {
  it.each([
    ['rubbish', 'no HTTP at all\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
  ])('are answered with the headers that every answer has: %s', async (_, bytes, status) => {
    const url = new URL(
      await api.server.listen({ host: '127.0.0.1', port: 0 }).catch(() => api.server.listeningOrigin),
    );
    const socket = connect(Number(url.port), url.hostname);
    socket.end(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain("frame-ancestors 'none'");
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain('strict-transport-security: max-age=31536000');
  });
});
