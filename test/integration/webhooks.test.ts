import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createWebhookDispatcher, type WebhookDispatcher } from '../../api/webhooks/dispatcher.ts';
import { loadPolicy } from '../../config/policy.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';
import { obligationOf, planOf } from '../support/plans.ts';

let api: TestApi;
let receiver: Server;
let dispatcher: WebhookDispatcher;
let taken: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer = 200;
const warnings: object[] = [];
const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?key=of-the-receiver`;

beforeAll(async () => {
  api = await TestApi.start();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      taken.push({ headers: request.headers, body });
      response.writeHead(answer, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const log = { warn: (data: object) => void warnings.push(data) };
  const every = () => () => undefined;
  const about = { policy: loadPolicy('policy'), publicUrl: 'https://tocsin.example' };
  dispatcher = createWebhookDispatcher({
    ...{ store: api.store, clock: () => api.now, log, every, ...about },
    allowPrivate: true,
  });
});
beforeEach(() => {
  taken = [];
  answer = 200;
});
afterAll(async () => {
  await dispatcher.stop();
  receiver.close();
  await api.stop();
});

async function add(events: string[] = []): Promise<{ id: string; secret: string }> {
  const { status, json } = await api.call('dpo', 'POST', '/webhooks', { body: { url: url(), events } });
  expect(status).toBe(201);
  return json as { id: string; secret: string };
}
const remove = (id: string) => api.call('dpo', 'DELETE', `/webhooks/${id}`);

describe('webhooks', () => {
  it('tell what happened to which breach, signed, and nothing of what it says', async () => {
    const { id, secret } = await add();
    const breachId = await api.report({ title: 'Dana lost a laptop', systems: ['tickets'] });
    await dispatcher.turn();
    await remove(id);
    const first = taken.find(({ body }) => body.includes('breach.reported'));
    expect(JSON.parse(first?.body ?? '')).toEqual({
      type: 'breach.reported',
      timestamp: NOW,
      data: {
        ...{ breachId, seq: 1, exercise: false, systems: ['tickets'] },
        targets: [
          { obligation: 'organisation-take', due: plusMs(NOW, HOUR_MS / 2) },
          { obligation: 'organisation-triage', due: plusMs(NOW, 4 * HOUR_MS) },
        ],
        link: `https://tocsin.example/desk/breaches/${breachId}`,
        clocks: expect.arrayContaining([
          {
            ...{ obligation: 'gdpr-art33-1-authority', article: 'GDPR Art. 33(1)', basis: 'law' },
            due: plusMs(NOW, 72 * HOUR_MS),
          },
        ]),
      },
    });
    const others = taken.filter((each) => each !== first).map(({ body }) => Object.keys(JSON.parse(body).data));
    expect(others.flat()).not.toContain('clocks');
    expect(taken.map(({ body }) => body).join()).not.toContain('Dana');
    const {
      'webhook-id': messageId,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    } = first?.headers ?? {};
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${messageId}.${timestamp}.${first?.body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  it('page again where nobody takes it in time, and name duty and page of every other warning', async () => {
    const breachId = await api.report({ title: 'Dana lost a laptop', systems: ['tickets'] });
    const { seq = 0 } = (await readBreach(api.store, breachId)) ?? {};
    const targets = ['organisation-take', 'organisation-release'].map((id) => obligationOf(id, NOW));
    const plan = { ...planOf(NOW, { obligations: [] }), targets, targetNames: ['take' as const, 'release' as const] };
    const head = (key: string) => ({ at: NOW, by: 'engine', key });
    const overdue = (obligation: string) => ({
      ...{ ...head(`late/${obligation}`), type: 'obligation-overdue' as const },
      data: { obligation, due: NOW, overdueAt: NOW },
    });
    const { id } = await add(['obligation-overdue', 'rung-fired']);
    await appendEvents(api.store, breachId, seq + 1, [
      { ...head('plan'), type: 'planned', data: { plan, changes: [] } },
      overdue('organisation-take'),
      overdue('organisation-release'),
      {
        ...{ ...head('rung'), type: 'rung-fired' as const },
        data: { obligation: 'organisation-take', rung: '15-minutes-left', due: NOW, firedAt: NOW, skipped: [] },
      },
    ]);
    await dispatcher.turn();
    await remove(id);
    const [first, ...others] = taken.map(({ body }) => JSON.parse(body).data).toSorted((a, b) => a.seq - b.seq);
    const link = `https://tocsin.example/desk/breaches/${breachId}`;
    expect(first).toMatchObject({
      ...{ link, obligation: 'organisation-take' },
      targets: [{ obligation: 'organisation-take' }, { obligation: 'organisation-triage' }],
    });
    expect(others).toEqual([
      { breachId, seq: first.seq + 1, exercise: false, link, obligation: 'organisation-release' },
      { breachId, seq: first.seq + 2, exercise: false, link, obligation: 'organisation-take' },
    ]);
  });

  it('come again under the same id until they are taken, and are not followed elsewhere', async () => {
    const { id } = await add(['reported']);
    await api.report();
    answer = 302;
    await dispatcher.turn();
    await dispatcher.turn();
    expect(taken).toHaveLength(1);
    answer = 200;
    api.now = plusMs(NOW, 6_000);
    await dispatcher.turn();
    api.now = plusMs(NOW, 600_000);
    await dispatcher.turn();
    api.now = NOW;
    await remove(id);
    expect(taken.map(({ headers }) => headers['webhook-id'])).toEqual([
      expect.any(String),
      taken[0]?.headers['webhook-id'],
    ]);
    expect(JSON.stringify(warnings)).not.toContain('of-the-receiver');
  });

  it('are told only what they asked for, and nothing once removed', async () => {
    const { id } = await add(['closed']);
    const breachId = await api.report();
    await dispatcher.turn();
    expect(taken).toEqual([]);
    const body = { outcome: 'not-a-breach', reasons: 'A false alarm.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/closing`, { body })).status).toBe(200);
    expect((await remove(id)).status).toBe(204);
    await dispatcher.turn();
    expect(taken).toEqual([]);
    expect((await remove(id)).status).toBe(404);
  });

  it('keep their address and secret sealed in the database', async () => {
    const { id, secret } = await add();
    const raw = JSON.stringify(await api.store.connection.collection('webhooks').find().toArray());
    await remove(id);
    expect(raw).not.toContain('of-the-receiver');
    expect(raw).not.toContain(secret);
  });
});
