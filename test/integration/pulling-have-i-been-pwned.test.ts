/** Have I Been Pwned is asked by Tocsin, as its API answers by its documentation. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pullBreaches } from '../../detection/sources/have-i-been-pwned/pull.ts';
import type { PullView } from '../../domain/alerts/pull.ts';
import { HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import { databaseOf } from '../../store/driver.ts';
import { NOW, TestApi } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';
import { forgetAlerts, keptBodies, pullingOf } from '../support/pulling.ts';
import { Vendor } from '../support/vendor.ts';

const SOURCE = 'have-i-been-pwned';
const SHOP = {
  ...{ Name: 'ExampleShop', Title: 'Example Shop', Domain: 'shop.example.net', BreachDate: '2026-10-04' },
  ...{ AddedDate: '2026-11-20T22:12:30Z', ModifiedDate: '2026-11-21T08:00:00Z', IsVerified: true },
  ...{ DataClasses: ['Email addresses', 'Passwords'], Description: 'The shop lost data.' },
};
const FORUM = { ...SHOP, Name: 'ExampleForum', Title: 'Example Forum', Domain: 'forum.example.org' };

let api: TestApi;
let vendor: Vendor;
beforeAll(async () => {
  vendor = await Vendor.start();
  api = await TestApi.start({ pulls: [{ source: SOURCE }] });
});
afterAll(async () => {
  vendor.stop();
  await api.stop();
});
beforeEach(async () => {
  api.now = NOW;
  await forgetAlerts(api);
  vendor.answers.clear();
  vendor.answers.set('/breaches', { body: [SHOP, FORUM] });
  vendor.paths();
});

const pullOf = (...domains: string[]) => pullBreaches({ url: vendor.url, key: 'a-key', domains });
const pulling = (...domains: string[]) => pullingOf(api, pullOf(...(domains.length === 0 ? ['example.com'] : domains)));
const later = (ms: number) => {
  api.now = plusMs(api.now, ms);
};
const shown = async () => (await api.call('auditor', 'GET', `/sources/${SOURCE}`)).json.pull as PullView;
const names = async () => (await keptBodies(api)).map(({ name }) => name);
const ACCOUNTS = { 'k.berg': ['ExampleShop'], 'm.lund': ['ExampleShop', 'ExampleForum'] };

describe('a domain that is asked for', () => {
  it('becomes a suspicion by the way that posted alerts take', async () => {
    vendor.answers.set('/breacheddomain/example.com', { body: { 'k.berg': ['StealerShop'] } });
    vendor.answers.set('/breaches', { body: [{ ...SHOP, Name: 'StealerShop', IsStealerLog: true }] });
    await pulling().turn();
    const [asked] = vendor.asked;
    expect(asked?.headers).toMatchObject({ 'hibp-api-key': 'a-key', 'user-agent': 'Tocsin' });
    expect(vendor.asked[1]?.headers).not.toHaveProperty('hibp-api-key');
    await api.judgeAlerts();
    const { alerts } = (await api.call('dpo', 'GET', '/alerts')).json as { alerts: Record<string, unknown>[] };
    expect(alerts).toMatchObject([
      {
        source: SOURCE,
        status: 'judged',
        outcome: { findings: [{ title: '1 accounts of example.com in Example Shop' }] },
      },
    ]);
    expect(await shown()).toMatchObject({ askedAt: NOW, succeededAt: NOW, taken: 1, failure: null });
  });

  it('brings only what is new or has changed since, each breach as one alert', async () => {
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await pulling().turn();
    expect(await keptBodies(api)).toMatchObject([
      { domain: 'example.com', name: 'ExampleShop', count: 2, aliases: ['k.berg', 'm.lund'], breach: SHOP },
      { domain: 'example.com', name: 'ExampleForum', count: 1, aliases: ['m.lund'], breach: FORUM },
    ]);
    later(6 * HOUR_MS);
    await pulling().turn();
    expect([await names(), (await shown()).taken]).toEqual([['ExampleShop', 'ExampleForum'], 0]);
    vendor.answers.set('/breacheddomain/example.com', { body: { ...ACCOUNTS, 'n.sol': ['ExampleForum'] } });
    later(6 * HOUR_MS);
    await pulling().turn();
    expect((await keptBodies(api)).at(-1)).toMatchObject({ name: 'ExampleForum', aliases: ['m.lund', 'n.sol'] });
    vendor.answers.set('/breaches', { body: [{ ...SHOP, ModifiedDate: '2026-11-25T00:00:00Z' }, FORUM] });
    later(6 * HOUR_MS);
    await pulling().turn();
    expect(await names()).toEqual(['ExampleShop', 'ExampleForum', 'ExampleForum', 'ExampleShop']);
  });

  it('is asked for again after six hours, and not before, however many processes there are', async () => {
    vendor.answers.set('/breacheddomain/example.com', { status: 404 });
    await Promise.all([pulling().turn(), pulling().turn(), pulling().turn()]);
    expect(vendor.paths()).toEqual(['/breacheddomain/example.com']);
    expect(await shown()).toMatchObject({ taken: 0, failure: null, nextAt: plusMs(NOW, 6 * HOUR_MS) });
    later(6 * HOUR_MS - SECOND_MS);
    await pulling().turn();
    expect(vendor.paths()).toEqual([]);
    later(SECOND_MS);
    await pulling().turn();
    expect(vendor.paths()).toEqual(['/breacheddomain/example.com']);
  });

  it('takes nothing from another that is not proven; a turn that was limited goes on where it ended', async () => {
    vendor.answers.set('/breacheddomain/foreign.example', { status: 403, body: { message: 'not verified' } });
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await pulling('foreign.example', 'example.com').turn();
    expect(await names()).toEqual(['ExampleShop', 'ExampleForum']);
    expect((await shown()).failure).toMatchObject({ code: 'refused', status: 403, since: NOW });
    await forgetAlerts(api);
    vendor.paths();
    vendor.answers.set('/breacheddomain/b.example', { status: 429, headers: { 'retry-after': '900' } });
    await pulling('example.com', 'b.example').turn();
    expect(await shown()).toMatchObject({
      failure: { code: 'limited', status: 429 },
      nextAt: plusMs(NOW, 900 * SECOND_MS),
    });
    vendor.paths();
    vendor.answers.set('/breacheddomain/b.example', { status: 404 });
    later(900 * SECOND_MS);
    await pulling('example.com', 'b.example').turn();
    expect([vendor.paths(), (await shown()).failure]).toEqual([['/breacheddomain/b.example'], null]);
  });

  it('may have an account of any name, and more accounts than one alert lists', async () => {
    const many = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`account-${n}`, ['ExampleShop']]));
    const raw = JSON.stringify({ ...many, constructor: ['ExampleForum'] }).replace('"account-0"', '"__proto__"');
    vendor.answers.set('/breacheddomain/example.com', { raw });
    await pulling().turn();
    const [shop, forum] = await keptBodies(api);
    expect([shop?.count, (shop?.aliases as string[] | undefined)?.length, forum?.aliases]).toEqual([
      60_000,
      50_000,
      ['constructor'],
    ]);
    await api.judgeAlerts();
    const { alerts } = (await api.call('dpo', 'GET', '/alerts?source=have-i-been-pwned')).json;
    expect((alerts as { status: string }[]).map(({ status }) => status)).toEqual(['judged', 'judged']);
  });

  it('leaves no address in the clear', async () => {
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await pulling().turn();
    const rows = await Promise.all(
      ['alerts', 'alertSources'].map((name) => databaseOf(api.store).collection(name).find().toArray()),
    );
    expect(JSON.stringify(rows)).not.toMatch(/k\.berg|ExampleShop/);
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['a key that it does not take', { status: 401 }, 'refused', 401],
    ['too many questions, without a time', { status: 429 }, 'limited', 429],
    ['a server that is down', { status: 503 }, 'away', 503],
    ['broken JSON', { raw: '{"k.berg": ["Exa' }, 'unexpected', 200],
    ['another form', { body: ['k.berg'] }, 'unexpected', 200],
    ['bytes that are no UTF-8', { raw: Buffer.from([0x7b, 0xff, 0x7d]) }, 'unexpected', 200],
    ['a huge answer', { raw: Buffer.alloc(34 * 1024 * 1024, 0x20) }, 'unexpected', 200],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'unexpected', 302],
  ])('shows for %s why, keeps nothing of it, and is asked again', async (_name, answer, code, status) => {
    vendor.answers.set('/breacheddomain/example.com', answer);
    await pulling().turn();
    const { failure, askedAt, succeededAt, nextAt } = await shown();
    expect(failure).toEqual({ code, status, since: NOW, times: 1 });
    expect([askedAt, succeededAt, nextAt]).toEqual([NOW, null, plusMs(NOW, 5 * MINUTE_MS)]);
    expect(await keptBodies(api)).toEqual([]);
    later(5 * MINUTE_MS);
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await pulling().turn();
    expect([(await shown()).failure, (await names()).length]).toEqual([null, 2]);
  });

  it('shows that no answer comes', async () => {
    vendor.answers.set('/breacheddomain/example.com', 'never');
    await pullingOf(api, pullOf('example.com'), { timeoutMs: 50 }).turn();
    expect((await shown()).failure).toMatchObject({ code: 'away', status: null });
  });

  it('takes in the rest once there is room in the inbox, and nothing twice', async () => {
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await api.call('alert-source', 'POST', `/alerts/${SOURCE}`, { body: { name: 'Posted' } });
    await pullingOf(api, pullOf('example.com'), { mostWaiting: 1 }).turn();
    expect([(await shown()).failure?.code, await names()]).toEqual(['full', ['Posted']]);
    later(5 * MINUTE_MS);
    await pulling().turn();
    expect(await names()).toEqual(['Posted', 'ExampleShop', 'ExampleForum']);
  });

  it('is asked by another process, where the one that asked has died', async () => {
    vendor.answers.set('/breacheddomain/example.com', 'never');
    void pulling().turn();
    while (vendor.asked.length === 0) await new Promise(setImmediate);
    later(3 * MINUTE_MS);
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await pulling().turn();
    expect([await names(), (await shown()).failure]).toEqual([['ExampleShop', 'ExampleForum'], null]);
  });
});

describe('the page of the source', () => {
  const page = async (language: string) => {
    const { cookie } = await api.session('dpo');
    const headers = { cookie, 'accept-language': language };
    return (await api.server.inject({ url: `/desk/sources/${SOURCE}`, headers })).body.replaceAll(/\s+/g, ' ');
  };

  it('says in both languages when it was asked, with what result, and when it is asked next', async () => {
    expect(await page('en')).toContain('Asked by Tocsin');
    expect(await page('de')).toContain('innerhalb einer Minute');
    vendor.answers.set('/breacheddomain/example.com', { body: ACCOUNTS });
    await pulling().turn();
    expect(await page('en')).toContain('It answered: 2 new alerts.');
    expect(await page('de')).toContain('Beantwortet: 2 neue Alarme.');
    vendor.answers.set('/breacheddomain/example.com', { status: 401 });
    later(6 * HOUR_MS);
    await pulling().turn();
    for (const [language, why, answer, since] of [
      ['en', 'It does not take the key', 'It answered 401.', 'Fails since'],
      ['de', 'Der Schlüssel wird nicht angenommen', 'Die Antwort war 401.', 'Gelingt nicht seit'],
    ] as const) {
      const text = await page(language);
      for (const words of [why, answer, since]) expect(text).toContain(words);
      expect(text).toContain(`datetime="${plusMs(api.now, 5 * MINUTE_MS)}"`);
    }
    const TOCSIN_URL = await api.server.listen({ port: 0, host: '127.0.0.1' });
    const told = await tellCli({ TOCSIN_URL, TOCSIN_TOKEN: api.tokens.responder }, 'sources', SOURCE);
    expect(told.text).toContain('refused, it answered 401');
  });

  it('says nothing of it where nobody asks, and a source that is switched off is asked nothing', async () => {
    const { json } = await api.call('auditor', 'GET', '/sources/okta');
    expect(json.pull).toBeNull();
    await api.call('administrator', 'PATCH', `/sources/${SOURCE}`, { body: { isOn: false } });
    await pulling().turn();
    expect(vendor.paths()).toEqual([]);
    expect(await page('en')).toContain('It is asked nothing while it is switched off.');
  });
});
