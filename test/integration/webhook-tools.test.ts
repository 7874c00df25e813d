/** Tools of other companies that are told in their own form: Teams, PagerDuty, Opsgenie, Jira, ServiceNow. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createWebhookDispatcher, type WebhookDispatcher } from '../../api/webhooks/dispatcher.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { enqueueTest } from '../../store/webhooks.ts';
import { NOW, TestApi } from '../support/api.ts';

let api: TestApi;
let receiver: Server;
let dispatcher: WebhookDispatcher;
let taken: { method: string; url: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = [];
let answer = 202;
const url = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;

beforeAll(async () => {
  api = await TestApi.start({ realPlans: true, exerciseInbox: true });
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      taken.push({ method, url: path, headers, body: JSON.parse(body) });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  dispatcher = createWebhookDispatcher({
    ...{ store: api.store, clock: () => api.now, log: { warn: () => undefined }, every: () => () => undefined },
    ...{ policy: loadPolicy('policy'), publicUrl: 'https://tocsin.example', allowPrivate: true },
  });
});
afterEach(async () => {
  const { webhooks } = (await api.call('dpo', 'GET', '/webhooks')).json as { webhooks: { id: string }[] };
  for (const { id } of webhooks) await api.call('dpo', 'DELETE', `/webhooks/${id}`);
  taken = [];
  answer = 202;
  api.now = NOW;
});
afterAll(async () => {
  await dispatcher.stop();
  receiver.close();
  await api.stop();
});

const add = (body: object) => api.call('dpo', 'POST', '/webhooks', { body });

/** A warning of the first duty, and what it was of. */
async function warn(breachId: string, name = '4-hours-left') {
  const state = await readBreach(api.store, breachId);
  const planned = state?.plan?.obligations.find(
    ({ id, clock }) => clock !== null && state.obligations[id]?.status === 'running',
  );
  const warning = { obligation: planned?.id ?? '', rung: name, due: planned?.clock?.due ?? '' };
  const fired: BreachEvent = {
    ...{ at: NOW, by: 'engine', key: `rung/${name}`, type: 'rung-fired' },
    data: { ...warning, firedAt: NOW, skipped: [] },
  };
  await appendEvents(api.store, breachId, (state?.seq ?? 0) + 1, [fired]);
  return warning;
}
const reportOne = () => api.report({ title: 'Dana lost a laptop', systems: ['tickets'], awareAt: NOW });

/** docs.microsoft.com: an Adaptive Card 1.4 in the envelope of a message, as far as ours goes, and not a field more. */
const Text = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string().min(1),
  wrap: z.boolean(),
  weight: z.enum(['Lighter', 'Default', 'Bolder']),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']),
  color: z.enum(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']),
});
const Facts = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).min(1),
});
const Card = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  fallbackText: z.string().min(1),
  body: z.array(z.discriminatedUnion('type', [Text, Facts])).min(1),
  actions: z.array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() })),
});
const TeamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: Card,
      }),
    )
    .length(1),
});

/** developer.pagerduty.com: Events API v2. */
const PagerDutyEvent = z.discriminatedUnion('event_action', [
  z.strictObject({
    routing_key: z.string().length(32),
    event_action: z.literal('trigger'),
    dedup_key: z.string().max(255),
    payload: z.strictObject({
      summary: z.string().min(1).max(1_024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      component: z.string(),
      group: z.string(),
      class: z.string(),
      custom_details: z.record(z.string(), z.unknown()),
    }),
    client: z.string(),
    client_url: z.url(),
    links: z.array(z.strictObject({ href: z.url(), text: z.string() })),
  }),
  z.strictObject({
    routing_key: z.string().length(32),
    event_action: z.enum(['acknowledge', 'resolve']),
    dedup_key: z.string().max(255),
  }),
]);

/** docs.opsgenie.com: the limits of an alert. */
const OpsgenieAlert = z.strictObject({
  message: z.string().min(1).max(130),
  alias: z.string().max(512),
  description: z.string().max(15_000),
  tags: z.array(z.string().max(50)).max(20),
  details: z.record(z.string(), z.string()),
  entity: z.string().max(512),
  source: z.string().max(100),
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']),
});

describe('Teams', () => {
  it('gets a card of each warning, with the limit and the way to the page, and no word of a person', async () => {
    await add({ url: url('/workflows/x?sig=secret'), kind: 'teams' });
    const breachId = await reportOne();
    const { obligation } = await warn(breachId);
    await dispatcher.turn();
    expect(taken.length).toBeGreaterThan(0);
    for (const { body } of taken) expect(TeamsMessage.safeParse(body).error).toBeUndefined();
    expect(taken[0]?.url).toBe('/workflows/x?sig=secret');
    const texts = JSON.stringify(taken.map(({ body }) => body));
    expect(texts).toContain(`https://tocsin.example/desk/breaches/${breachId}`);
    expect(texts).toMatch(/4 hours left/);
    expect(texts).not.toContain('Dana');
    expect(obligation).not.toBe('');
  });
});

describe('PagerDuty', () => {
  const KEY = 'R0123456789ABCDEF0123456789ABCDE';

  it('is triggered, acknowledged and resolved under one key for each clock', async () => {
    await add({ url: url('/v2/enqueue'), kind: 'pagerduty', credential: KEY });
    const breachId = await reportOne();
    const { obligation } = await warn(breachId);
    await api.call('responder', 'POST', `/breaches/${breachId}/acknowledgement`, { body: {} });
    const waived = await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, {
      body: { type: 'waive', obligation, reasons: 'Not needed.' },
    });
    expect(waived.status).toBe(200);
    await dispatcher.turn();
    const events = taken.map(({ body }) => PagerDutyEvent.parse(body));
    const ofDuty = events.filter(({ dedup_key: key }) => key === `tocsin/${breachId}/${obligation}`);
    // The warning is told as the record stands when it is told: of what is done by then nobody is paged.
    expect(ofDuty.map(({ event_action: action }) => action).toSorted()).toEqual(['acknowledge', 'resolve']);
    expect(JSON.stringify(taken.map(({ body }) => body))).not.toContain('Dana');
  });

  it('is told again until it takes it, with the same key, so that nothing is doubled there', async () => {
    await add({ url: url('/v2/enqueue'), kind: 'pagerduty', credential: KEY, events: ['rung-fired'] });
    const breachId = await reportOne();
    const { obligation } = await warn(breachId);
    answer = 429;
    await dispatcher.turn();
    answer = 202;
    api.now = plusMs(NOW, HOUR_MS);
    await dispatcher.turn();
    await dispatcher.turn();
    const keys = taken.map(({ body }) => body.dedup_key);
    expect(keys).toEqual([`tocsin/${breachId}/${obligation}`, `tocsin/${breachId}/${obligation}`]);
  });

  it('hears nothing of exercises', async () => {
    await add({ url: url('/v2/enqueue'), kind: 'pagerduty', credential: KEY });
    await api.report({ title: 'A drill', awareAt: NOW, exercise: { scale: 60 } });
    await dispatcher.turn();
    expect(taken).toEqual([]);
  });
});

describe('Opsgenie', () => {
  it('gets an alert by its alias, which is acknowledged and closed by the same', async () => {
    await add({ url: url('/v2/alerts'), kind: 'opsgenie', credential: 'the-key' });
    const breachId = await reportOne();
    const { obligation } = await warn(breachId);
    await dispatcher.turn();
    const alias = `tocsin/${breachId}/${obligation}`;
    const alert = taken.find(({ body }) => body.alias === alias);
    expect(OpsgenieAlert.safeParse(alert?.body).error).toBeUndefined();
    expect([alert?.url, alert?.headers.authorization]).toEqual(['/v2/alerts', 'GenieKey the-key']);
    taken = [];
    await api.call('responder', 'POST', `/breaches/${breachId}/acknowledgement`, { body: {} });
    await dispatcher.turn();
    expect(taken.map(({ url: path }) => path)).toContain(
      `/v2/alerts/${encodeURIComponent(alias)}/acknowledge?identifierType=alias`,
    );
  });
});

describe('a ticket', () => {
  it('is opened in Jira for each incident, by the template that ships', async () => {
    answer = 201;
    await add({ url: url('/rest/api/3/issue'), kind: 'jira', credential: 'Basic abc' });
    const breachId = await reportOne();
    await dispatcher.turn();
    const [issue, ...others] = taken;
    expect([others, issue?.headers.authorization]).toEqual([[], 'Basic abc']);
    expect(issue?.body).toMatchObject({
      fields: { labels: ['tocsin', `tocsin-${breachId}`], summary: expect.stringContaining(breachId) },
    });
    expect(JSON.stringify(issue?.body)).not.toMatch(/\{\{|Dana/);
  });

  it('is opened in ServiceNow by a template of one’s own', async () => {
    answer = 201;
    const template = { short_description: 'Privacy: {{reference}}', caller_id: 'tocsin', u_systems: '{{systems}}' };
    await add({ url: url('/api/now/table/incident'), kind: 'servicenow', credential: 'Bearer x', template });
    const breachId = await reportOne();
    await dispatcher.turn();
    expect(taken.map(({ body }) => body)).toEqual([
      { short_description: `Privacy: ${breachId}`, caller_id: 'tocsin', u_systems: 'Support tickets' },
    ]);
  });
});

describe('setting one up', () => {
  it.each<[string, object, string]>([
    ['without the key that it needs', { kind: 'pagerduty' }, 'credential'],
    ['with a key where there is none', { kind: 'teams', credential: 'x' }, 'credential'],
    ['with a template that no ticket has', { kind: 'opsgenie', credential: 'x', template: { a: 'b' } }, 'template'],
  ])('%s is refused, and says why', async (_, body, field) => {
    const { status, json } = await add({ url: url('/x'), ...body });
    expect([status, json.field]).toEqual([422, field]);
  });

  it('with a placeholder that there is not is refused, with those that there are', async () => {
    const { status, json } = await add({
      url: url('/x'),
      kind: 'jira',
      credential: 'x',
      template: { summary: '{{title}}' },
    });
    expect(status).toBe(422);
    expect(json.detail).toContain('{{reference}}');
  });

  it('keeps key, template and address sealed, and lists neither', async () => {
    const template = { summary: 'of our own {{reference}}' };
    await add({ url: url('/x?sig=hidden'), kind: 'jira', credential: 'Basic topsecret', template });
    const raw = JSON.stringify(await api.store.connection.collection('webhooks').find().toArray());
    expect(raw).not.toMatch(/topsecret|of our own|hidden/);
    const { body } = await api.call('dpo', 'GET', '/webhooks');
    expect(body).toContain('"kind":"jira"');
    expect(body).not.toContain('topsecret');
    await add({ url: url('/workflows/x?sig=of-the-channel'), kind: 'teams' });
    expect((await api.call('dpo', 'GET', '/webhooks')).body).not.toContain('of-the-channel');
  });
});

describe('the page of the webhooks', () => {
  const send = async (fields: Record<string, string>, path = '/desk/webhooks') => {
    const { cookie, csrf } = await api.session('administrator');
    return api.submit(path, { csrf, ...fields }, { cookie });
  };
  const see = async () => {
    const { cookie } = await api.session('administrator');
    return (await api.server.inject({ url: '/desk/webhooks', headers: { cookie } })).body;
  };

  it('sets one up, lists it without what is secret, and removes it', async () => {
    const address = url('/workflows/x?sig=of-the-channel');
    expect((await send({ kind: 'teams', url: address })).statusCode).toBe(303);
    const page = await see();
    expect(page).toContain('Microsoft Teams');
    expect(page).not.toContain('of-the-channel');
    const id = /action="(\/desk\/webhooks\/[0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
    expect((await send({}, id)).statusCode).toBe(303);
    expect(await see()).toContain('Nobody is told yet.');
  });

  it('shows the signing secret of a program once', async () => {
    const added = await send({ kind: 'standard', url: url('/own') });
    expect([added.statusCode, added.body]).toEqual([200, expect.stringMatching(/whsec_[\w+/=]+/)]);
    expect(await see()).not.toContain('whsec_');
  });

  it('gives back what was typed, with what is wrong with it', async () => {
    const noKey = await send({ kind: 'jira', url: url('/rest/api/3/issue') });
    expect([noKey.statusCode, noKey.body]).toEqual([422, expect.stringContaining('This kind needs its key')]);
    const typed = {
      kind: 'jira',
      url: url('/rest/api/3/issue'),
      credential: 'Basic x',
      template: '{"summary":"{{name}}"}',
    };
    const refused = await send(typed);
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('{{reference}}')]);
    expect(refused.body).toContain('/rest/api/3/issue');
    expect((await send({ kind: 'standard', url: 'ftp://x' })).statusCode).toBe(422);
  });
});

describe('a test of the ways out', () => {
  it('reaches each tool in its own form, says that it is one, and ends what it opened', async () => {
    await add({ url: url('/teams'), kind: 'teams' });
    await add({ url: url('/pagerduty'), kind: 'pagerduty', credential: 'R0123456789ABCDEF0123456789ABCDE' });
    await add({ url: url('/opsgenie'), kind: 'opsgenie', credential: 'the-key' });
    await add({ url: url('/jira'), kind: 'jira', credential: 'Basic abc' });
    await enqueueTest(api.store, NOW);
    await dispatcher.turn();
    const to = (path: string) => taken.filter(({ url: each }) => each.startsWith(path)).map(({ body }) => body);
    expect(taken.map(({ url: each }) => each.split('/')[1]).toSorted()).toEqual([
      'jira',
      'opsgenie',
      'opsgenie',
      'pagerduty',
      'pagerduty',
      'teams',
    ]);
    expect(JSON.stringify(to('/teams'))).toContain('Test from Tocsin');
    expect(to('/pagerduty').map(({ event_action: action }) => action)).toEqual(['trigger', 'resolve']);
    expect(new Set(to('/pagerduty').map(({ dedup_key: key }) => key)).size).toBe(1);
    expect(to('/opsgenie')[0]).toMatchObject({ priority: 'P5', message: expect.stringContaining('Test') });
    expect(JSON.stringify(to('/jira'))).toContain('TEST');
  });
});
