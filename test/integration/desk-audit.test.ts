import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mongo } from 'mongoose';
import { listTrail } from '../../store/audit-trail.ts';
import { addSettings } from '../../store/settings.ts';
import type { ContentView } from '../../store/views.ts';
import { NOW, TestApi } from '../support/api.ts';

let api: TestApi;
let breachId: string;
beforeAll(async () => {
  api = await TestApi.start();
  breachId = await api.report({ title: 'Words nobody may see here', awareAt: NOW });
});
afterAll(() => api.stop());

const views = () => api.store.connection.collection('views');
async function newViews(act: () => Promise<unknown>): Promise<Partial<ContentView>[]> {
  const before = await views().countDocuments();
  await act();
  const all = await views().find().sort({ $natural: 1 }).toArray();
  return all.slice(before).map(({ who, role, route, breachId: of }) => ({ who, role, route, breachId: of }));
}

describe('what was looked at', () => {
  it.each([
    ['a page', 'GET', (): string => `/desk/breaches/${breachId}`, 'GET /desk/breaches/:breachId', true],
    ['the desk', 'GET', (): string => '/', 'GET /', false],
    ['the API', 'GET', (): string => `/breaches/${breachId}/events`, 'GET /breaches/:breachId/events', true],
    ['the API over all', 'GET', (): string => '/register', 'GET /register', false],
    ['a supplier’s page', 'GET', (): string => '/desk/suppliers/fjord', 'GET /desk/suppliers/:id', false],
    [
      'the notices to a supplier',
      'GET',
      (): string => '/counterparties/fjord/notices',
      'GET /counterparties/:id/notices',
      false,
    ],
    ['a HEAD', 'HEAD', (): string => `/breaches/${breachId}`, 'HEAD /breaches/:breachId', true],
  ] as const)('is on record for %s', async (_what, method, url, route, isOfOne) => {
    const seen = await newViews(() => api.call('auditor', method, url()));
    expect(seen).toEqual([{ who: 'auditor', role: 'auditor', route, breachId: isOfOne ? breachId : null }]);
  });

  it('is on record for a form that comes back with the breach around it, and not for one that is done', async () => {
    const form = (fields: Record<string, string>) => ({
      raw: new URLSearchParams({ key: 'audit-form-1', ...fields }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const url = `/desk/breaches/${breachId}/awareness`;
    const seen = await newViews(() => api.call('dpo', 'POST', url, form({})));
    expect(seen).toEqual([{ who: 'dpo', role: 'dpo', route: 'POST /desk/breaches/:breachId/awareness', breachId }]);
  });

  it('is on record beside changes that no stream holds: users, tokens, webhooks, the data-flow register', async () => {
    const body = { url: 'https://hooks.example/x' };
    const webhook = await newViews(() => api.call('administrator', 'POST', '/webhooks', { body }));
    const who = { who: 'administrator', role: 'administrator', breachId: null };
    expect(webhook).toEqual([{ ...who, route: 'POST /webhooks' }]);
    const raw = new URLSearchParams({ key: 'audit-form-2', name: 'Ada Nobody', email: 'ada@x.example', role: 'dpo' });
    const { cookie, csrf } = await api.session('administrator');
    await api.submit('/desk/users', { ...Object.fromEntries(raw), csrf }, { cookie });
    const [last] = await views().find().sort({ $natural: -1 }).limit(1).toArray();
    expect([last?.route, last?.about]).toEqual(['POST /desk/users', 'dpo']);
    const user = await newViews(() => api.call('administrator', 'GET', '/desk/users'));
    expect(user).toEqual([]);
  });

  it('is nothing where there is no content, or nobody let in', async () => {
    const refused = () => api.call('administrator', 'GET', `/desk/breaches/${breachId}`);
    expect(await newViews(refused)).toEqual([]);
    expect(await newViews(() => api.call('dpo', 'GET', '/desk/policy'))).toEqual([]);
    expect(await newViews(() => api.call('dpo', 'GET', '/desk/audit'))).toEqual([]);
  });

  it('is not shown where it cannot be put on record', async () => {
    const { db } = api.store.connection;
    const found = await db?.listCollections({ name: 'views' }, { nameOnly: false }).toArray();
    const validator = found?.[0]?.options?.validator;
    expect(validator).toBeDefined();
    await db?.command({ collMod: 'views', validator: { _id: 'nothing' } });
    const urls = [`/desk/breaches/${breachId}`, `/breaches/${breachId}`, '/desk/clocks.csv', '/'];
    const answers = await Promise.all(urls.map((url) => api.call('dpo', 'GET', url)));
    await db?.command({ collMod: 'views', validator });
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    expect(answers.map(({ body }) => body).join()).not.toContain('Words nobody may see here');
  });
});

describe('the trail', () => {
  it('tells views and changes over all breaches, newest first, without anybody’s words', async () => {
    const { body, status } = await api.call('auditor', 'GET', '/desk/audit');
    expect(status).toBe(200);
    expect(body).toContain('Awareness recorded');
    expect(body).toContain('Event stream, by program');
    expect(body).not.toContain('Words nobody may see here');
    expect((await api.call('administrator', 'GET', '/desk/audit')).status).toBe(403);
    expect((await api.call('responder', 'GET', '/desk/audit')).status).toBe(403);
  });

  it('is filtered by who, incident, kind and day', async () => {
    const rows = async (query: string) => {
      const { body } = await api.call('auditor', 'GET', `/desk/audit?${query}`);
      return body.match(/<td role="cell" data-l="Kind">/g)?.length ?? 0;
    };
    expect(await rows('who=auditor&kind=view')).toBeGreaterThan(3);
    expect(await rows('who=auditor&kind=change')).toBe(0);
    expect(await rows(`breach=${breachId.toLowerCase()}&kind=change`)).toBeGreaterThan(2);
    expect(await rows('breach=TOC-2020-0001')).toBe(0);
    expect(await rows('from=2026-11-24&to=2026-11-24')).toBeGreaterThan(3);
    expect(await rows('to=2026-11-23')).toBe(0);
    expect((await api.call('auditor', 'GET', '/desk/audit?from=yesterday')).status).toBe(422);
  });

  it('gives every line once, page by page, though all are of one instant', async () => {
    const settings = { at: NOW, by: 'administrator', effectiveFrom: NOW, reasons: 'Ours.', values: {}, changes: [] };
    for (const number of [1, 2, 3]) await addSettings(api.store, { ...settings, number, policyVersion: 'sha256:x' });
    const whole = await listTrail(api.store, {}, { limit: 1_000 });
    const paged = [];
    let before: string | undefined;
    do {
      const page = await listTrail(api.store, {}, { before, limit: 3 });
      paged.push(...page.entries);
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(whole.entries.length).toBeGreaterThan(8);
    expect(whole.entries.flatMap((each) => (each.kind === 'settings' ? [each.about] : []))).toEqual(['3', '2', '1']);
    expect(paged).toEqual(whole.entries);
  });

  it('is a CSV that no spreadsheet runs', async () => {
    await views().insertOne({
      _id: 'x' as never,
      who: '=HYPERLINK("x")',
      role: 'dpo',
      route: 'GET /',
      breachId: null,
      at: NOW,
    });
    const { headers, body } = await api.call('auditor', 'GET', '/desk/audit.csv?kind=view');
    expect(headers['content-disposition']).toMatch(/attachment; filename="audit-2026-11-24\.csv"/);
    expect(body).toContain(`"'=HYPERLINK(""x"")"`);
    const looks = await views().countDocuments({ route: /^(GET|HEAD) |^POST \/desk\/breaches\// });
    expect(body.trim().split('\r\n').length).toBe(looks + 1);
    await views().deleteOne({ _id: 'x' as never });
  });

  it('tells what was asked of users and the register among the changes, and sign-ins apart', async () => {
    const linesOf = async (kind: string) => (await api.call('auditor', 'GET', `/desk/audit.csv?kind=${kind}`)).body;
    expect(await linesOf('change')).toMatch(/"Change","","Add a user dpo","POST \/desk\/users"/);
    expect(await linesOf('view')).not.toContain('POST /desk/users');
    expect(await linesOf('sign-in')).toContain('sign-in/signed-in');
    expect(await linesOf('view')).not.toContain('sign-in/');
  });
});

describe('the verification', () => {
  it('says how far every record holds, and where one breaks, whom to call', async () => {
    const whole = await api.verified('auditor', '/desk/audit/verification?again=yes');
    expect(whole.body).toContain('Every record holds');
    const events = api.store.connection.collection('events');
    const event = await events.findOne({ breachId, seq: 2 });
    await events.updateOne({ breachId, seq: 2 }, { $set: { by: 'somebody-else' } });
    const broken = await api.verified('auditor', '/desk/audit/verification?again=yes');
    const german = { headers: { 'accept-language': 'de' } };
    const inGerman = await api.call('auditor', 'GET', '/desk/audit/verification', german);
    const timeline = await api.call('auditor', 'GET', `/desk/breaches/${breachId}/timeline`, german);
    for (const { body } of [inGerman, timeline]) {
      expect(body).toContain('wurde geändert: Der Hashwert ist nicht der des Inhalts');
      expect(body).not.toContain('was edited');
    }
    await events.updateOne({ breachId, seq: 2 }, { $set: { by: event?.by } });
    expect(broken.body).toContain(`${breachId}: the timeline does not verify from event 2 on`);
    expect(broken.body).toContain('was edited');
    expect(broken.body).toContain('Call +49 30 23125 117');
  });

  it('finds a record of which the end, or everything, is gone', async () => {
    const other = await api.report({ title: 'Gone' });
    await api.store.connection.collection('events').deleteMany({ breachId: other });
    const { body } = await api.verified('auditor', '/desk/audit/verification?again=yes');
    expect(body).toContain(`${other}: the timeline does not verify from event 1 on`);
    expect(body).toContain('event 0 of 0');
  });

  it('is not waited for where it takes long: the page shows the last one, and how far the new one is', async () => {
    const ids = await api.store.connection.collection('events').distinct('breachId');
    let goOn: (ids: unknown[]) => void = () => undefined;
    const slow = new Promise((resolve) => {
      goOn = resolve;
    });
    const slowed = jest.spyOn(mongo.Collection.prototype, 'distinct').mockReturnValue(slow as never);
    api.now = '2026-11-24T08:45:00.000Z';
    const meanwhile = await api.call('auditor', 'GET', '/desk/audit/verification?again=yes');
    expect(meanwhile.status).toBe(200);
    expect(meanwhile.body).toContain('A check has begun.');
    expect(meanwhile.body).toContain(`datetime="${NOW}"`);
    slowed.mockRestore();
    goOn(ids);
    const after = await api.verified('auditor', '/desk/audit/verification');
    expect(after.body).not.toContain('A check has begun.');
    expect(after.body).toContain('datetime="2026-11-24T08:45:00.000Z"');
    api.now = NOW;
  });
});
