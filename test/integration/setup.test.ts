import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../activities/channels/registry.ts';
import { createWayTesting } from '../../activities/telling/way-tests.ts';
import * as answers from '../../api/openapi/answers.ts';
import { createWebhookDispatcher } from '../../api/webhooks/dispatcher.ts';
import { loadPolicy } from '../../config/policy.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { addUser, listUsers } from '../../store/users.ts';
import { expectWays } from '../../store/way-tests.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { SmtpSink } from '../support/smtp.ts';

let api: TestApi;
let smtp: SmtpSink;
let admin: TestSession;
let refused = 250;

beforeAll(async () => {
  smtp = await SmtpSink.start(() => refused);
  api = await TestApi.start({ smtpUrl: smtp.url });
  admin = await api.session('administrator');
});
afterAll(async () => {
  await api.stop();
  await smtp.stop();
});

const see = async (url = '/desk/setup', headers = {}) =>
  (await api.server.inject({ url, headers: { cookie: admin.cookie, ...headers } })).body;
const send = (url: string, fields: Record<string, string> = {}) =>
  api.submit(url, { csrf: admin.csrf, ...fields }, { cookie: admin.cookie });
async function stateOf(step: string): Promise<unknown[]> {
  const { json } = await api.call('administrator', 'GET', '/setup');
  const { items } = answers.Setup.parse(json);
  const found = items.find((item) => item.step === step);
  return [found?.state, ...(found?.why ?? [])];
}

/** One turn of the worker, which does the tests that were asked for. */
async function work(): Promise<void> {
  const channels = createChannels({
    ...{ smtpUrl: smtp.url, exerciseSmtpUrl: undefined, mailFrom: 'Tocsin <tocsin@example.org>' },
    ...{ replyTo: 'dpo@example.org', slack: undefined },
  });
  const deps = { store: api.store, policy: loadPolicy('policy'), channels, clock: () => api.now };
  await createWayTesting({ ...deps, publicUrl: api.publicUrl })().finally(() => channels.close());
}

describe('the set-up', () => {
  it('is where an administrator arrives, and says what is left', async () => {
    const home = await api.server.inject({ url: '/', headers: { cookie: admin.cookie } });
    expect(home.headers.location).toBe('/desk/setup');
    const page = await see();
    expect(page).toContain('The name is that of the example company.');
    expect(page).toContain('Main establishment: DE; Part of that state: DE-BE; What you are: controller, processor.');
    expect(page).toContain('href="/desk/settings/law"');
    expect(page).toContain('No worker has said yet what is set up.');
    expect(await see('/desk/setup', { 'accept-language': 'de' })).toContain(
      'Der Name ist der des Beispielunternehmens.',
    );
  });

  it('asks where the company is, until somebody says that it is where the example is', async () => {
    expect(await stateOf('company')).toContain('example-place');
    const fields = { 'establishment.main': 'DE', 'establishment.region': 'DE-BE', reasons: 'We are in Berlin.' };
    const preview = await send('/desk/settings/law', fields);
    expect(preview.body).toContain('Nothing is changed: what holds was looked at and is right.');
    const [, seen = ''] = /name="seen" value="([^"]+)"/.exec(preview.body) ?? [];
    expect((await send('/desk/settings/law', { ...fields, seen })).statusCode).toBe(303);
    expect(await stateOf('company')).not.toContain('example-place');
  });

  it('has nothing to test before a worker has said what is set up', async () => {
    const answer = await send('/desk/setup/tests', { test: 'mail' });
    expect([answer.statusCode, answer.body]).toEqual([422, expect.stringContaining('nothing to test')]);
    expect((await api.call('administrator', 'POST', '/setup/tests', { body: { test: 'webhooks' } })).status).toBe(409);
  });

  it('tests mail by the worker, to those who are warned, and forgets it with the settings', async () => {
    await expectWays(api.store, { mail: { smtpUrl: smtp.url }, slack: null });
    expect([await stateOf('mail'), await stateOf('slack')]).toEqual([['open', 'never-tested'], ['not-used']]);
    expect((await send('/desk/setup/tests', { test: 'mail' })).statusCode).toBe(303);
    expect(await stateOf('mail')).toEqual(['waiting']);
    await work();
    expect(await stateOf('mail')).toEqual(['done']);
    expect(smtp.mails.map(({ to }) => to)).toEqual(['dpo@example.org', 'dpo-deputy@example.org']);
    expect(smtp.mails[0]?.text).toContain(`${api.publicUrl}/desk/setup`);
    await expectWays(api.store, { mail: { smtpUrl: smtp.url }, slack: null });
    expect(await stateOf('mail')).toEqual(['done']);
    await expectWays(api.store, { mail: { smtpUrl: 'smtp://another' }, slack: null });
    expect(await stateOf('mail')).toEqual(['open', 'never-tested']);
  });

  it('says what the mail server said where a test failed', async () => {
    refused = 550;
    await send('/desk/setup/tests', { test: 'mail' });
    await work();
    refused = 250;
    expect(await stateOf('mail')).toEqual(['failed', 'refused']);
    expect(await see()).toContain('SMTP 550');
  });

  it('sends a test to every webhook, once, and shows whether it was taken', async () => {
    const taken: string[] = [];
    let status = 500;
    const receiver: Server = createServer((request, response) => {
      request.on('data', (chunk) => taken.push(String(chunk)));
      request.on('end', () => response.writeHead(status).end());
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await api.call('dpo', 'POST', '/webhooks', { body: { url, events: ['closed'] } });
    expect(await stateOf('webhooks')).toEqual(['open', 'never-delivered']);
    const dispatcher = createWebhookDispatcher({
      ...{ store: api.store, clock: () => api.now, log: { warn: () => undefined }, every: () => () => undefined },
      ...{ policy: loadPolicy('policy'), publicUrl: api.publicUrl, allowPrivate: true },
    });
    await send('/desk/setup/tests', { test: 'webhooks' });
    await dispatcher.turn();
    expect(await stateOf('webhooks')).toEqual(['failed', 'last-failed']);
    status = 204;
    api.now = '2026-11-24T10:00:00.000Z';
    await send('/desk/setup/tests', { test: 'webhooks' });
    await dispatcher.turn();
    api.now = NOW;
    expect(await stateOf('webhooks')).toEqual(['done']);
    expect(taken.map((body) => JSON.parse(body).type)).toEqual(['webhook.test', 'webhook.test']);
    receiver.close();
  });

  it('puts each test on record', async () => {
    const { body } = await api.call('auditor', 'GET', '/desk/audit?kind=change');
    expect(body).toContain('Ask for a test of a way out');
  });

  it('is not for those who respond, report or audit', async () => {
    for (const role of ['responder', 'reporter', 'auditor'] as const) {
      expect((await api.call(role, 'GET', '/setup')).status).toBe(403);
    }
    expect((await api.call('dpo', 'POST', '/setup/tests', { body: { test: 'mail' } })).status).toBe(403);
  });
});

describe('the example company', () => {
  it('stays while the settings name it, and is left once nothing stands in the way', async () => {
    const barred = await send('/desk/setup/example');
    expect([barred.statusCode, barred.body]).toEqual([422, expect.stringContaining('settings still name the example')]);
    expect(await stateOf('example')).toEqual(['open', 'example-entries', 'example-users']);
  });

  it('goes in one step, on record, and takes nobody real along', async () => {
    const kari = { name: 'Kari Berg', email: 'kari@nordlys.no', role: 'dpo' as const, at: NOW };
    await addUser(api.store, kari);
    const ola = await api.enter(
      await addUser(api.store, { ...kari, name: 'Ola', email: 'ola@nordlys.no', role: 'administrator' }),
    );
    const as = (url: string, fields: Record<string, string>) =>
      api.submit(url, { csrf: ola.csrf, ...fields }, { cookie: ola.cookie });
    for (const [section, fields] of Object.entries(REAL)) {
      const url = `/desk/settings/${section}`;
      const looked = await as(url, { ...fields, reasons: 'Ours.' });
      const seen = /name="seen" value="(\w+)"/.exec(looked.body)?.[1] ?? '';
      expect((await as(url, { ...fields, reasons: 'Ours.', seen })).statusCode).toBe(303);
    }
    expect([await stateOf('company'), await stateOf('dpo')]).toEqual([['done'], ['done']]);
    const entry = { id: 'postmark', kind: 'supplier' as const, name: 'Postmark', language: 'en', clause: '' };
    const real = { ...entry, contacts: [{ name: 'Desk', email: 'desk@postmark.com' }] };
    await saveDataFlow(api.store, { systems: [], counterparties: [real] }, { at: NOW, by: 'dpo' });
    const done = await as('/desk/setup/example', {});
    expect([done.statusCode, done.headers.location]).toEqual([303, '/desk/setup']);
    const { json } = await api.call('dpo', 'GET', '/dataflow');
    expect(json).toEqual({ systems: [], counterparties: [expect.objectContaining({ id: 'postmark' })] });
    const left = (await listUsers(api.store)).filter(({ disabled }) => !disabled).map(({ email }) => email);
    expect(left.toSorted()).toEqual(['kari@nordlys.no', 'ola@nordlys.no']);
    const { body } = await api.call('auditor', 'GET', '/desk/audit?kind=change');
    expect(body).toContain('1 systems, 1 parties');
    expect((await as('/desk/setup/example', {})).statusCode).toBe(422);
  });
});

/** What a real company types into two sections of the settings. */
const REAL: Record<string, Record<string, string>> = {
  company: {
    ...{ name: 'Nordlys', legalName: 'Nordlys AS', 'publicContact.phone': '+47 22 00 00 00' },
    'publicContact.email': 'privacy@nordlys.no',
  },
  posts: {
    ...{ 'dpo.email': 'dpo@nordlys.no', 'dpo.name': 'Kari Berg' },
    ...{ 'deputy.email': 'deputy@nordlys.no', 'deputy.name': '' },
  },
};
