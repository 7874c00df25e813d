/** The inbox of alerts, by HTTP: what is refused before it is known who sends, and what is kept afterwards. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signAlert } from '../../detection/signature.ts';
import type { AlertView } from '../../domain/alerts/outcome.ts';
import { alertsOf } from '../../store/alert-record.ts';
import { issueToken } from '../../store/tokens.ts';
import { html } from '../../web/html.ts';
import { alertFixture, NOW, TestApi } from '../support/api.ts';

const URL_OF = '/alerts/aws-guardduty';
const SIGNATURE = 'x-tocsin-signature';
const MOST_WAITING = 40;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ mostWaiting: MOST_WAITING });
});
afterAll(() => api.stop());

const send = (raw: string | Buffer, headers: Record<string, string> = {}) =>
  api.call('alert-source', 'POST', URL_OF, { raw, headers: { 'content-type': 'application/json', ...headers } });
const read = async (reference: unknown, as: 'dpo' | 'alert-source' = 'dpo') =>
  (await api.call(as, 'GET', `/alerts/${reference}`)).json as unknown as AlertView;
const pageOf = async (reference: unknown, language: string) =>
  (await api.call('dpo', 'GET', `/desk/alerts/${reference}`, { headers: { 'accept-language': language } })).body;
/** An event of EventBridge in a message of SQS, as its bytes stand there. */
const ENVELOPE = (body: string) => JSON.stringify({ Records: [{ messageId: 'm-1', eventSourceARN: 'arn', body }] });
const kept = () => alertsOf(api.store).countDocuments();
const finding = (patch: Record<string, unknown>) => JSON.stringify({ ...alertFixture().detail, ...patch });

describe('what is not known to be of its source', () => {
  const body = Buffer.from(finding({ id: 'stranger' }));
  const signed = (at = api.now, by = api.alertSecret) => signAlert(by, body, at);
  it.each([
    ['no token and no signature', () => ({}), 401, 'unauthenticated'],
    ['a signature by another secret', () => ({ [SIGNATURE]: signed(api.now, 'guessed') }), 401, 'bad-signature'],
    [
      'a signature over other bytes',
      () => ({ [SIGNATURE]: signAlert(api.alertSecret, Buffer.from('{}'), NOW) }),
      401,
      'bad-signature',
    ],
    ['a signature of an hour ago', () => ({ [SIGNATURE]: signed('2026-11-24T07:40:00.000Z') }), 401, 'bad-signature'],
  ])('is refused, and not kept: %s', async (_, headers, status, code) => {
    const before = await kept();
    const answer = await api.call(null, 'POST', URL_OF, { raw: body, headers: headers() });
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(await kept()).toBe(before);
  });

  it('sent again within the signature’s time, is the same alert', async () => {
    const headers = { [SIGNATURE]: signed(), 'content-type': 'application/json' };
    const first = await api.call(null, 'POST', URL_OF, { raw: body, headers });
    const again = await api.call(null, 'POST', URL_OF, { raw: body, headers });
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.json).toEqual({ ...first.json, repeated: true });
    expect((await read(first.json.reference)).repeats).toBe(1);
  });
});

describe('the same bytes', () => {
  it('are read anew once their sender says rightly how they are packed', async () => {
    const body = finding({ id: 'said-to-be-packed' });
    const first = await send(body, { 'content-encoding': 'gzip' });
    await api.judgeAlerts();
    expect((await read(first.json.reference)).status).toBe('dead');
    const mended = await send(body);
    expect(mended.json).toMatchObject({ repeated: false });
    await api.judgeAlerts();
    expect((await read(mended.json.reference)).status).toBe('judged');
  });

  it('are two alerts where the headers around them name two events', async () => {
    const event = (id: string) => ({
      ...{ 'ce-specversion': '1.0', 'ce-type': 'alarm', 'ce-source': '/here', 'ce-id': id },
      ...{ 'content-type': 'application/json', authorization: `Bearer ${api.tokens['alert-source']}` },
    });
    const told = async (id: string) => {
      const raw = '{"severity":"high","title":"The door is open."}';
      return (await api.call(null, 'POST', '/alerts/cloudevents', { raw, headers: event(id) })).json;
    };
    const [first, second, again] = [await told('e-1'), await told('e-2'), await told('e-2')];
    expect([first.repeated, second.repeated, again.repeated]).toEqual([false, false, true]);
    await api.judgeAlerts();
    const ids = await Promise.all(
      [first, second].map(async ({ reference }) => (await read(reference)).outcome?.findings),
    );
    expect(new Set(ids.map((findings) => findings?.[0]?.findingId)).size).toBe(2);
  });
});

describe('what a known sender sends', () => {
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 170_000 }, (_, n) => [`k${n}`, 0])));
  type Kept = [what: string, raw: string | Buffer, code: string, why: string, headers?: Record<string, string>];
  it.each<Kept>([
    ['cut short', '{"id": "b0c1d2e3", "sev', 'bad-input', 'not-json'],
    ['nothing at all', '', 'bad-input', 'body-empty'],
    ['no JSON', 'CEF:0|Vendor|Product|1.0|100|title|9|', 'bad-input', 'not-json'],
    ['text in Latin-1', Buffer.from('{"title":"Schl\xfcssel"}', 'latin1'), 'bad-input', 'not-utf8'],
    ['nested a thousand deep', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'bad-input', 'json-deep'],
    ['170,000 names', many, 'too-large', 'json-values'],
    ['a prototype key', '{"__proto__": {"id": "x"}}', 'bad-input', 'json-key'],
    ['a name that stands twice', '{"id": "x", "id": "y"}', 'bad-input', 'json-twice'],
    ['without an id', finding({ id: undefined, arn: undefined }), 'content-refused', 'finding-nameless'],
    ['an id that is empty', finding({ id: '', arn: '' }), 'content-refused', 'finding-nameless'],
    ['an envelope of what is no JSON', ENVELOPE('{"id":'), 'content-refused', 'not-json'],
    [
      'unpacked, far more than is read',
      gzipSync(Buffer.alloc(40_000_000)),
      'too-large',
      'unpacked-too-large',
      { 'content-encoding': 'gzip' },
    ],
    ['a packing that is none', '{}', 'bad-input', 'packing-wrong', { 'content-encoding': 'gzip' }],
  ])(
    'is kept and explained in the language of who reads, and is no 4xx: %s',
    async (_, raw, code, why, headers = {}) => {
      const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
      const answer = await send(bytes, headers);
      expect([answer.status, answer.json.status]).toEqual([202, 'waiting']);
      await api.judgeAlerts();
      const view = await read(answer.json.reference);
      expect(view).toMatchObject({ status: 'dead', size: bytes.length, breachId: null, outcome: null });
      expect(view.reason?.code).toBe(code);
      expect(view.reason?.detail?.length).toBeGreaterThan(10);
      expect(view.reason?.refusal?.members.why).toBe(why);
      const page = await pageOf(answer.json.reference, 'en');
      expect(page).toContain(html`${view.reason?.detail ?? ''}`.text);
      const german = await pageOf(answer.json.reference, 'de');
      expect(german).not.toContain(html`${view.reason?.detail ?? ''}`.text);
      expect(german).not.toContain('in-english');
      const download = await api.server.inject({
        url: `/alerts/${answer.json.reference}/raw`,
        headers: { authorization: `Bearer ${api.tokens.dpo}` },
      });
      expect(download.headers['content-type']).toBe('application/octet-stream');
      expect(download.rawPayload.equals(bytes)).toBe(true);
    },
  );

  it('and could not be read by an earlier version is shown in its English, marked as that', async () => {
    const { json } = await send('{"id": "kept by an earlier version"');
    await api.judgeAlerts();
    await alertsOf(api.store).updateOne({ _id: String(json.reference) }, { $unset: { refusal: '' } });
    const { reason } = await read(json.reference);
    expect(reason).toEqual({ code: 'bad-input', detail: expect.stringMatching(/not JSON/), refusal: null });
    expect(await pageOf(json.reference, 'de')).toContain(
      `<span lang="en" class="in-english">${html`${reason?.detail ?? ''}`.text}</span>`,
    );
  });

  it.each([
    ['any kind of content', finding({ id: 'plain' }), { 'content-type': 'text/plain; charset=utf-8' }],
    ['what is called by no media type', finding({ id: 'nameless' }), { 'content-type': 'json' }],
    ['what is called nothing', finding({ id: 'unnamed' }), { 'content-type': '' }],
    ['packed as it says', gzipSync(finding({ id: 'packed' })), { 'content-encoding': 'gzip' }],
  ])('is read whatever it comes as: %s', async (_, raw, headers) => {
    const answer = await send(raw, headers);
    await api.judgeAlerts();
    expect(await read(answer.json.reference)).toMatchObject({
      status: 'judged',
      breachId: expect.stringMatching(/^TOC-/),
    });
  });
});

describe('a dead letter', () => {
  it('is read anew by those who respond, one or all of a source, and says so when it is none', async () => {
    const { json } = await send('{"dead": ');
    await api.judgeAlerts();
    const retry = (as: 'responder' | 'auditor', reference = json.reference) =>
      api.call(as, 'POST', `/alerts/${reference}/retry`, { body: {} });
    expect((await retry('auditor')).status).toBe(403);
    expect((await retry('responder')).json).toEqual({ retried: 1 });
    expect((await read(json.reference)).status).toBe('waiting');
    expect((await retry('responder')).json).toMatchObject({ status: 409, code: 'conflict' });
    expect((await retry('responder', `AL-20261124-${'0'.repeat(24)}`)).status).toBe(404);
    await api.judgeAlerts();
    const all = await api.call('responder', 'POST', '/alerts/retries', { body: { source: 'aws-guardduty' } });
    expect(Number(all.json.retried)).toBeGreaterThan(1);
    await api.judgeAlerts();
    expect((await read(json.reference)).status).toBe('dead');
    const listed = await api.call('dpo', 'GET', '/alerts?status=dead&limit=2');
    expect(listed.json).toMatchObject({ alerts: [{ status: 'dead' }, { status: 'dead' }], next: expect.any(String) });
    const next = await api.call('dpo', 'GET', `/alerts?status=dead&limit=2&before=${listed.json.next}`);
    const references = [listed, next].flatMap((page) =>
      (page.json.alerts as AlertView[]).map((each) => each.reference),
    );
    expect(new Set(references).size).toBe(4);
  });
});

describe('what became of an alert', () => {
  it('is read by those who respond and by who sent it, and by no other sender', async () => {
    const { json } = await send(finding({ id: 'who-reads' }));
    const before = await read(json.reference, 'alert-source');
    expect(before).toMatchObject({ status: 'waiting', outcome: null });
    await api.judgeAlerts();
    const view = await read(json.reference, 'alert-source');
    expect(view).toMatchObject({ status: 'judged', by: 'alert-source', breachId: expect.stringMatching(/^TOC-/) });
    expect(view.outcome?.findings).toMatchObject([
      {
        ...{ type: 'Exfiltration:S3/AnomalousBehavior', severity: 8, rule: 'exfiltration', became: 'joined' },
        systems: [{ id: 'tickets', name: 'Support tickets', by: 'arn:aws:s3:::nordlys-tickets' }],
      },
    ]);
    const other = await issueToken(api.store, { name: 'other', role: 'alert-source', at: NOW });
    const stranger = await api.server.inject({
      url: `/alerts/${json.reference}`,
      headers: { authorization: `Bearer ${other}` },
    });
    expect(stranger.statusCode).toBe(404);
    expect((await api.call('reporter', 'GET', `/alerts/${json.reference}`)).status).toBe(403);
    expect((await api.call('alert-source', 'GET', `/alerts/${json.reference}/raw`)).status).toBe(403);
  });
});

describe('an inbox that is full', () => {
  it('turns more away with when to come again, and keeps all that it took', async () => {
    const full = await TestApi.start({ mostWaiting: 5 });
    const answers = [];
    for (let n = 0; n < 5; n += 1)
      answers.push(await full.call('alert-source', 'POST', URL_OF, { raw: finding({ id: `full-${n}` }) }));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    const again = await TestApi.beside(full, { mostWaiting: 5 });
    const refused = await again.call('alert-source', 'POST', URL_OF, { raw: finding({ id: 'full-6' }) });
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([429, 'rate-limited', '60']);
    await full.judgeAlerts();
    const states = await alertsOf(full.store).distinct('status');
    expect(states).toEqual(['judged']);
    await again.stop();
    await full.stop();
  });
});

describe('the pages', () => {
  it('show dead letters first, with why; and each alert with what was understood', async () => {
    const { json } = await send(finding({ id: 'on-page', title: 'Odd reads of <b>tickets</b>' }));
    await send('{"on-page": ');
    await api.judgeAlerts();
    const { cookie, csrf } = await api.session('responder');
    const list = (await api.server.inject({ url: '/desk/alerts', headers: { cookie } })).body;
    expect(list.indexOf('Could not be read')).toBeLessThan(list.indexOf('Newest alerts'));
    expect(list).toContain('The body is not JSON');
    expect(list).toContain('Odd reads of &lt;b&gt;tickets&lt;/b&gt;');
    const german = await api.server.inject({ url: '/desk/alerts', headers: { cookie, 'accept-language': 'de' } });
    expect(german.body).toContain('Nicht lesbar');
    const page = (await api.server.inject({ url: `/desk/alerts/${json.reference}`, headers: { cookie } })).body;
    for (const said of ['Support tickets', 'arn:aws:s3:::nordlys-tickets', 'exfiltration', 'added to this incident'])
      expect(page).toContain(said);
    expect(page).toContain('on the same system <code>tickets</code>');
    const url = `/desk/alerts/${json.reference}`;
    const translated = await api.server.inject({ url, headers: { cookie, 'accept-language': 'de' } });
    expect(translated.body).toContain('auf demselben System <code>tickets</code>');
    const sent = await api.submit('/desk/alerts/retries', { csrf, source: 'aws-guardduty' }, { cookie });
    expect([sent.statusCode, String(sent.headers.location)]).toEqual([303, expect.stringMatching(/retried=\d+$/)]);
  });
});
