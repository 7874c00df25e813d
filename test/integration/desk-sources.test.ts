/** The page of the alert sources, its API, and the test that a source is sent. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Source, SourceList } from '../../api/openapi/answers/sources.ts';
import { ALERT_SOURCES } from '../../detection/registry.ts';
import { signAlert } from '../../detection/signature.ts';
import type { SourceView } from '../../domain/alerts/source-view.ts';
import { countDead } from '../../store/alerts.ts';
import { collectionOf } from '../../store/driver.ts';
import { alertFixture, TestApi, type TestSession } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';

let api: TestApi;
let admin: TestSession;
beforeAll(async () => {
  api = await TestApi.start();
  admin = await api.session('administrator');
});
afterAll(() => api.stop());

const open = async (path: string, { cookie }: TestSession = admin, language = 'en') =>
  (await api.server.inject({ url: path, headers: { cookie, 'accept-language': language } })).body;
const act = (path: string, fields: Record<string, string> = {}, { csrf, cookie }: TestSession = admin) =>
  api.submit(`/desk/sources/${path}`, { csrf, ...fields }, { cookie });
/** What a refused act says in German. */
const said = async (path: string) => {
  const answer = await api.submit(
    `/desk/sources/${path}`,
    { csrf: admin.csrf },
    { cookie: admin.cookie, 'accept-language': 'de' },
  );
  return answer.body;
};
const made = (page: string) => /<code class="secret">([0-9a-f]{64})<\/code>/.exec(page)?.[1] ?? '';
const send = async (source: string, secret: string) => {
  const raw = JSON.stringify(alertFixture().detail);
  const headers = { 'x-tocsin-signature': signAlert(secret, Buffer.from(raw), api.now) };
  return (await api.call(null, 'POST', `/alerts/${source}`, { raw, headers })).status;
};
const read = async (source: string) =>
  (await api.call('auditor', 'GET', `/sources/${source}`)).json as unknown as SourceView;

describe('the page of all sources', () => {
  it('lists each with its page, also where none is in use, in both languages', async () => {
    for (const [language, none] of [
      ['en', 'No source is in use yet.'],
      ['de', 'Noch ist keine Quelle in Gebrauch.'],
    ] as const) {
      const page = await open('/desk/sources', admin, language);
      expect(page).toContain(none);
      for (const { name } of ALERT_SOURCES) expect(page).toContain(`href="/desk/sources/${name}"`);
    }
  });

  it('shows what is in use, when its last alert came, and how many could not be read', async () => {
    await send('aws-guardduty', api.alertSecret);
    const token = { raw: '{"cut', headers: {} };
    await api.call('alert-source', 'POST', '/alerts/aws-guardduty', token);
    await api.judgeAlerts();
    expect(await read('aws-guardduty')).toMatchObject({ lastAlertAt: api.now, thisHour: 2, lastDay: 2, dead: 1 });
    expect(await open('/desk/sources', await api.session('responder'))).toContain('href="/desk/alerts#h-dead"');
    expect(await open('/desk/sources')).not.toContain('href="/desk/alerts#h-dead"');
  });
});

describe('an administrator', () => {
  it('makes a secret that is shown once and holds at once, and retires the one before', async () => {
    const first = made((await act('wiz/secrets')).body);
    const second = made((await act('wiz/secrets')).body);
    expect([first === second, await send('wiz', first), await send('wiz', second)]).toEqual([false, 202, 202]);
    const page = await open('/desk/sources/wiz');
    expect([page.includes(first), page.includes(second)]).toEqual([false, false]);
    expect((await act('wiz/secrets/1/retire')).statusCode).toBe(303);
    expect([await send('wiz', first), await send('wiz', second)]).toEqual([401, 202]);
    const shown = await open('/desk/sources/wiz');
    expect(shown).toContain('Anna administrator');
    expect(shown).toContain('retired');
    expect((await read('wiz')).secrets).toMatchObject([
      { id: 'settings', retired: null },
      { id: '1', lastUsedAt: api.now, retired: { by: `user:${admin.userId}` } },
      { id: '2', retired: null },
    ]);
  });

  it('gives the secret that a vendor made, where it makes its own; it holds, and no page shows it', async () => {
    const secret = 'gg-signature-token-0123456789';
    expect(await open('/desk/sources/wiz')).not.toContain('name="secret"');
    const short = await act('gitguardian/secrets', { secret: 'short' });
    expect([short.statusCode, short.body.includes('16 to 200')]).toEqual([422, true]);
    expect((await act('gitguardian/secrets', { secret: ` ${secret} ` })).statusCode).toBe(303);
    expect(await send('gitguardian', secret)).toBe(202);
    expect(await open('/desk/sources/gitguardian')).not.toContain(secret);
    const body = { secret: `${secret}-two` };
    const given = await api.call('administrator', 'POST', '/sources/gitguardian/secrets', { body });
    expect([given.status, await send('gitguardian', body.secret)]).toEqual([201, 202]);
    const foreign = await api.call('administrator', 'POST', '/sources/wiz/secrets', { body });
    expect([foreign.status, foreign.json.field]).toEqual([422, 'secret']);
  });

  it('is named with each change, whichever way it was made', async () => {
    await act('falco', { act: 'off' });
    expect(await read('falco')).toMatchObject({ changed: { at: api.now, by: `user:${admin.userId}` } });
    expect(await open('/desk/sources/falco')).toMatch(/Last changed[\s\S]*?Anna administrator/);
    await api.call('administrator', 'PATCH', '/sources/falco', { body: { isOn: true } });
    expect(await read('falco')).toMatchObject({ changed: { by: 'administrator' } });
  });

  it('names topics and senders, and gets back what is none', async () => {
    const wrong = await act('ocsf', { act: 'trust', topics: 'not-an-arn' });
    expect([wrong.statusCode, wrong.body.includes('not-an-arn')]).toEqual([422, true]);
    const topics = ['arn:aws:sns:eu-central-1:210987654321:alerts', 'arn:aws:sns:eu-west-1:210987654321:more'];
    expect((await act('ocsf', { act: 'trust', topics: topics.join('\r\n') })).statusCode).toBe(303);
    expect((await read('ocsf')).topics).toEqual(topics);
    const senders = 'push@project.iam.gserviceaccount.com';
    await act('google-scc', { act: 'trust', audience: 'https://tocsin.example', senders });
    expect(await read('google-scc')).toMatchObject({ audience: 'https://tocsin.example', senders: [senders] });
    const foreign = await api.call('administrator', 'PATCH', '/sources/wiz', { body: { topics } });
    expect([foreign.status, foreign.json.field]).toEqual([422, 'topics']);
  });

  it('switches a source off and on', async () => {
    await act('canary', { act: 'off' });
    expect(await read('canary')).toMatchObject({ isOn: false });
    await act('canary', { act: 'on' });
    expect(await read('canary')).toMatchObject({ isOn: true });
  });
});

describe('the page of tokens', () => {
  it('shows no secret from the settings that its source takes no more', async () => {
    const issue = async (name: string) =>
      (
        await api.submit(
          '/desk/tokens',
          { csrf: admin.csrf, name, role: 'alert-source', scope: 'all', days: '30' },
          { cookie: admin.cookie },
        )
      ).body;
    const secret = (await api.trusted.of('cef')).secrets.find(({ id }) => id === 'settings')?.secret ?? '';
    expect(await issue('before')).toContain(secret);
    await act('cef/secrets');
    await act('cef/secrets/settings/retire');
    expect(await issue('after')).not.toContain(secret);
  });
});

describe('everybody else', () => {
  it.each(['dpo', 'deputy', 'responder', 'auditor'] as const)('reads, and changes nothing: %s', async (role) => {
    const session = await api.session(role);
    const page = await open('/desk/sources/okta', session);
    expect(page).toContain('https://tocsin.example/alerts/okta');
    expect(page).not.toContain('action="/desk/sources');
    for (const path of ['okta', 'okta/secrets', 'okta/secrets/settings/retire', 'okta/test'])
      expect((await act(path, { act: 'off' }, session)).statusCode).toBe(403);
  });
});

describe('the API', () => {
  it('answers as its document says, and does what the page does', async () => {
    const list = (await api.call('responder', 'GET', '/sources')).json;
    expect(SourceList.safeParse(list).error).toBeUndefined();
    const answer = await api.call('administrator', 'POST', '/sources/splunk/secrets');
    expect([answer.status, await send('splunk', String(answer.json.secret))]).toEqual([201, 202]);
    const retired = await api.call('administrator', 'POST', `/sources/splunk/secrets/${answer.json.id}/retire`);
    expect(Source.safeParse(retired.json).error).toBeUndefined();
    expect(await send('splunk', String(answer.json.secret))).toBe(401);
    expect((await api.call('dpo', 'POST', '/sources/splunk/secrets')).status).toBe(403);
    expect((await api.call('auditor', 'GET', '/sources/nobody')).json.code).toBe('unknown-source');
  });
});

describe('the command line', () => {
  it('lists, makes and retires a secret, switches and sends a test with a token that may', async () => {
    const TOCSIN_URL = await api.server.listen({ port: 0, host: '127.0.0.1' });
    const tell = (TOCSIN_TOKEN: string, ...argv: string[]) => tellCli({ TOCSIN_URL, TOCSIN_TOKEN }, 'sources', ...argv);
    const { administrator, responder } = api.tokens;
    expect((await tell(responder)).text).toMatch(/elastic +on +- +0 +0 +0/);
    expect((await tell(responder, 'elastic', '--new-secret')).code).toBe(3);
    const secret = /[0-9a-f]{64}/.exec((await tell(administrator, 'elastic', '--new-secret')).text)?.[0] ?? '';
    expect(await send('elastic', secret)).toBe(202);
    expect((await tell(administrator, 'elastic', '--retire', '1')).text).toMatch(/secret 1: made .* retired/);
    expect(await send('elastic', secret)).toBe(401);
    expect((await tell(administrator, 'elastic', '--test')).text).toMatch(/tocsin alerts AL-/);
    expect((await tell(administrator, 'elastic', '--off')).text).toContain('switched off');
    expect((await tell(administrator, 'elastic', '--on', '--off')).text).toContain('one thing to do at a time');
    expect((await tell(administrator, 'elastic', '--on')).text).toContain('switched on');
  });
});

describe('a test', () => {
  it.each(ALERT_SOURCES.map(({ name }) => name))(
    'of %s is taken in, read as a sample, and opens nothing',
    async (name) => {
      const answer = await act(`${name}/test`);
      expect(answer.statusCode).toBe(303);
      const page = String(answer.headers.location);
      expect(page).toMatch(/\?test=AL-/);
      const breaches = await collectionOf(api.store, 'breaches').countDocuments();
      await api.judgeAlerts();
      const { reference } = { reference: page.split('=')[1] };
      const alert = await api.judged(reference);
      expect(alert).toMatchObject({
        status: 'judged',
        breachId: null,
        outcome: { findings: [{ sample: true, became: 'kept' }] },
      });
      expect(await open(page)).toMatch(/The test was taken in, read as/);
      expect(await collectionOf(api.store, 'breaches').countDocuments()).toBe(breaches);
    },
  );

  it('counts nowhere, is none that came before, and is known to no later alert', async () => {
    const before = await read('okta');
    const again = [await act('okta/test'), await act('okta/test')].map(({ headers }) => headers.location);
    expect(new Set(again).size).toBe(2);
    await api.judgeAlerts();
    expect(await read('okta')).toEqual(before);
    expect(await collectionOf(api.store, 'alertFindings').countDocuments({ source: 'okta' })).toBe(0);
    expect((await countDead(api.store)).map(({ source }) => source)).not.toContain('okta');
  });

  it('says what is missing where no secret holds, and is not taken by a source that is switched off', async () => {
    await act('sentinelone/secrets/settings/retire');
    expect((await act('sentinelone/test')).body).toContain('Make one first');
    expect(await said('sentinelone/test')).toContain('Machen Sie zuerst eines.');
    expect(await open('/desk/sources/falco')).toContain('action="/desk/sources/falco/test"');
    await act('falco', { act: 'off' });
    const refused = await act('falco/test');
    expect([refused.statusCode, refused.body]).toEqual([403, expect.stringContaining('falco is switched off')]);
    expect(await said('falco/test')).toContain('Diese Quelle ist ausgeschaltet');
    // Not offered where it would be refused.
    expect(await open('/desk/sources/falco')).not.toContain('action="/desk/sources/falco/test"');
  });

  it('says of secrets how many hold at most, and which was retired before', async () => {
    for (let n = 0; n < 5; n += 1) await act('aws-cloudtrail/secrets');
    expect(await said('aws-cloudtrail/secrets')).toContain('gelten schon 5 Geheimnisse');
    await act('aws-cloudtrail/secrets/1/retire');
    expect(await said('aws-cloudtrail/secrets/1/retire')).toContain('ist schon beendet');
  });

  it('is shown on no page but that of its source', async () => {
    const sent = String((await act('okta/test')).headers.location).split('?')[1];
    const answer = await api.server.inject({ url: `/desk/sources/wiz?${sent}`, headers: { cookie: admin.cookie } });
    expect(answer.statusCode).toBe(404);
  });
});
