/** A source that the policy describes: by HTTP, page, API and command line it is one like every other. */
import { createHmac } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toMs } from '../../domain/time.ts';
import { POLICY_DIR, TestApi, type TestSession } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';
import { exampleSourceFile, exampleSourceText } from '../support/own-source.ts';

const PROOF =
  'proof: [{ kind: hmac, header: x-doorman, algorithm: sha256, encoding: hex, signed: "{timestamp}.{body}", ' +
  'timestamp: { header: x-doorman-time, unit: s, windowSeconds: 300 } }]\n';
const alertPolicy = mkdtempSync(join(tmpdir(), 'own-source-'));
let api: TestApi;
let admin: TestSession;
beforeAll(async () => {
  cpSync(POLICY_DIR, alertPolicy, { recursive: true });
  mkdirSync(join(alertPolicy, 'sources'));
  writeFileSync(join(alertPolicy, 'sources/example.yaml'), `${exampleSourceText()}\n${PROOF}`);
  api = await TestApi.start({ alertPolicy });
  admin = await api.session('administrator');
});
afterAll(async () => {
  await api.stop();
  rmSync(alertPolicy, { recursive: true });
});

const raw = JSON.stringify(exampleSourceFile().cases[0]?.alert);
const post = (headers: Record<string, string>, body = raw) =>
  api.call(null, 'POST', '/alerts/example', { raw: body, headers });
const open = async (path: string, language = 'en') =>
  (await api.server.inject({ url: path, headers: { cookie: admin.cookie, 'accept-language': language } })).body;
const act = (path: string) =>
  api.submit(`/desk/sources/example/${path}`, { csrf: admin.csrf }, { cookie: admin.cookie });

describe('a source of the policy', () => {
  it('is listed with its page, which names its file and its ways of proof, in both languages', async () => {
    expect(await open('/desk/sources')).toContain('href="/desk/sources/example"');
    for (const language of ['en', 'de']) {
      const page = await open('/desk/sources/example', language);
      for (const text of [
        'Doorman',
        'policy/sources/example.yaml',
        'x-doorman',
        'x-tocsin-secret',
        '/alerts/example',
      ]) {
        expect(page).toContain(text);
      }
    }
    const { json } = await api.call('auditor', 'GET', '/sources/example');
    expect(json).toMatchObject({ title: 'Doorman', vendor: 'Nordlys', isOwn: true });
    expect((await api.call('auditor', 'GET', '/sources/okta')).json).toMatchObject({ isOwn: false });
  });

  it('takes what proves itself by a secret made on the page, and nothing else; that opens a breach', async () => {
    const [, secret = ''] = /<code class="secret">([0-9a-f]{64})<\/code>/.exec((await act('secrets')).body) ?? [];
    const time = String(toMs(api.now) / 1_000);
    const signature = createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex');
    expect((await post({ 'x-doorman': signature, 'x-doorman-time': time }, `${raw} `)).status).toBe(401);
    expect((await post({ 'x-tocsin-secret': 'another' })).status).toBe(401);
    expect((await post({})).status).toBe(401);
    const taken = await post({ 'x-doorman': signature, 'x-doorman-time': time });
    expect(taken.status).toBe(202);
    expect(await api.judged(taken.json.reference)).toMatchObject({
      status: 'judged',
      source: 'example',
      outcome: { findings: [{ rule: 'severe-anywhere', type: 'export:bulk' }] },
      breachId: expect.stringMatching(/^TOC-/),
    });
  });

  it('keeps what it cannot read as a dead letter with the reason', async () => {
    const { secret = '' } = (await api.trusted.of('example')).secrets[0] ?? {};
    const taken = await post({ 'x-tocsin-secret': secret }, '{"kind": "alert"}');
    const alert = await api.judged(taken.json.reference);
    expect(JSON.stringify(alert)).toContain('This is not an alert of example: id is missing');
    expect(alert).toMatchObject({ status: 'dead' });
  });

  it('sends a test, which is its first golden case and opens nothing', async () => {
    const page = String((await act('test')).headers.location);
    const reference = page.split('=')[1];
    expect(await api.judged(reference)).toMatchObject({ status: 'judged', breachId: null });
    expect(await open(page)).toMatch(/The test was taken in, read as/);
  });

  it('is sent to from the command line, which says what was understood', async () => {
    const file = join(alertPolicy, 'alert.json');
    writeFileSync(file, raw.replace('DM-4711', 'DM-4713'));
    const url = await api.server.listen({ host: '127.0.0.1', port: 0 });
    const env = { TOCSIN_URL: url, TOCSIN_TOKEN: api.tokens['alert-source'], TOCSIN_DATA_DIR: '/nonexistent' };
    let isTold = false;
    const told = tellCli(env, 'alert', file, '--source', 'example').finally(() => {
      isTold = true;
    });
    // Judged beside, as a running server does.
    while (!isTold) {
      await api.judgeAlerts();
      await nextTurn();
    }
    expect((await told).text).toMatch(/export:bulk/);
    const listed = await tellCli({ ...env, TOCSIN_TOKEN: api.tokens.auditor }, 'sources', 'example');
    expect(listed.text).toMatch(/Doorman \(example\), switched on\n.*\ndescribed by: policy\/sources\/example\.yaml/);
  });

  it('whose file was taken away takes nothing more; what waits is kept, and says why', async () => {
    const { secret = '' } = (await api.trusted.of('example')).secrets[0] ?? {};
    const waiting = await post({ 'x-tocsin-secret': secret }, raw.replace('DM-4711', 'DM-4714'));
    const without = await TestApi.beside(api);
    const sent = { raw, headers: { 'x-tocsin-secret': secret } };
    expect((await without.call(null, 'POST', '/alerts/example', sent)).json).toMatchObject({ code: 'unknown-source' });
    const alert = await without.judged(waiting.json.reference);
    expect(alert).toMatchObject({ status: 'dead' });
    expect(JSON.stringify(alert)).toContain('There is no alert source of that name');
    const retry = await api.call('responder', 'POST', `/alerts/${waiting.json.reference}/retry`, { body: {} });
    expect(retry.json).toEqual({ retried: 1 });
    expect(await api.judged(waiting.json.reference)).toMatchObject({ status: 'judged' });
    await without.stop();
  });
});
