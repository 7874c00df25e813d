import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { workAddress } from '../../web/work/form.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';

/** What the pages, the API and the command line say of incidents beside their duties. */

const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-views-'));
let api: TestApi;
let responder: TestSession;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true, release: { responders: true } });
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW })) {
    api.tokens[role] = token;
  }
  responder = await api.session('responder');
});
afterAll(() => api.stop());

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const pageOf = async (id: string, where = '') => (await api.call('dpo', 'GET', `/desk/breaches/${id}${where}`)).body;
const act = (path: string, fields: Record<string, string>) =>
  api.submit(path, { csrf: responder.csrf, ...fields }, { cookie: responder.cookie });

it('incidents are narrowed by plane on the page, by the API and the command line', async () => {
  const touching = await api.report({ title: 'Tickets read', systems: ['tickets'], awareAt: NOW });
  const without = await api.report({ title: 'A key is lost', awareAt: NOW });
  const { dataFlow } = (await api.call('dpo', 'GET', `/breaches/${touching}`)).json.plan as {
    dataFlow: { planes: string[] };
  };
  const [plane = ''] = dataFlow.planes;
  const { breaches } = (await api.call('dpo', 'GET', `/breaches?plane=${plane}`)).json;
  const ids = (breaches as { breachId: string }[]).map(({ breachId }) => breachId);
  const page = (await api.call('dpo', 'GET', `/desk/breaches?plane=${plane}`)).body;
  const { text } = await tellCli({ TOCSIN_DATA_DIR: dataDir }, 'list', '--plane', plane);
  for (const found of [ids.join(), page, text]) {
    expect([found.includes(touching), found.includes(without)]).toEqual([true, false]);
  }
});

describe('the course of an incident', () => {
  it('is said by the report until somebody says otherwise on the page', async () => {
    const id = await api.report();
    expect(textOf(await pageOf(id, '/known'))).toMatch(/First suspected .* as Responder reported it/);
    const url = `/desk/breaches/${id}/suspicion`;
    const zones = { 'firstSuspicionAt-zone': 'UTC', 'investigationStartedAt-zone': 'UTC' };
    const given = { firstSuspicionAt: '2026-11-20T08:00', ...zones, 'suspicion-reasons': 'The alert of Friday.' };
    const untimed = await act(url, { ...given, firstSuspicionAt: '' });
    expect([untimed.statusCode, untimed.body.includes('Give one of the two times.')]).toEqual([422, true]);
    expect((await act(url, given)).statusCode).toBe(303);
    const known = textOf(await pageOf(id, '/known'));
    expect(known).toMatch(/First suspected Fri 20 Nov 2026, 09:00 CET .*Anna responder: The alert of Friday\./);
    expect(known).not.toContain('reported it');
  });

  it('asks why it took long, until the awareness is recorded with reasons', async () => {
    const id = await api.report();
    const body = { firstSuspicionAt: plusMs(NOW, -90 * HOUR_MS), reasons: 'The log.' };
    await api.call('responder', 'POST', `/breaches/${id}/suspicion`, { body });
    await api.call('dpo', 'POST', `/breaches/${id}/awareness`, { body: { awareAt: NOW } });
    expect(await pageOf(id, '/known')).toContain('90 hours passed between suspicion and awareness, more than we give');
    const said = { awareAt: NOW, reasons: 'The provider sent its logs late.' };
    await api.call('dpo', 'POST', `/breaches/${id}/awareness`, { body: said });
    expect(await pageOf(id, '/known')).toContain('Filings carry the reasons of the awareness.');
  });

  it('says on the page, by the API and the command line that the awareness lies before the suspicion', async () => {
    const id = await api.report();
    const [suspectedAt, awareAt] = [plusMs(NOW, -2 * HOUR_MS), plusMs(NOW, -5 * HOUR_MS)];
    const said = { firstSuspicionAt: suspectedAt, reasons: 'The alert.' };
    await api.call('responder', 'POST', `/breaches/${id}/suspicion`, { body: said });
    const env = { TOCSIN_DATA_DIR: dataDir };
    const aware = await tellCli(env, 'aware', id, '--at', awareAt);
    expect(aware.text).toMatch(
      /Recorded\. .*\nIt lies before the recorded first suspicion, .*; it counts nevertheless; /,
    );
    expect((await tellCli(env, 'show', id)).text).toContain('It lies before the recorded first suspicion');
    const known = textOf(await pageOf(id, '/known'));
    expect(known).toContain('This awareness lies before the recorded first suspicion:');
    expect(known).toContain('Say why it was known before it was suspected');
    const body = { awareAt, reasons: 'The alert was of another incident.' };
    const { status, json } = await api.call('dpo', 'POST', `/breaches/${id}/awareness`, { body });
    expect([status, json.knownFirst]).toEqual([200, { suspectedAt, awareAt, because: body.reasons }]);
    expect(textOf(await pageOf(id, '/known'))).toContain(
      'It counts nevertheless; the reasons given with it stand above',
    );
    expect((await tellCli(env, 'show', id)).text).not.toContain('lies before');
  });
});

it('who is involved and who wrote a note is named, and the pack has tasks and calls', async () => {
  const id = await api.report();
  await act(`/desk/breaches/${id}/take`, {});
  await act(workAddress(id, 'notes'), { 'note-text': 'He saw nobody.' });
  await api.call('dpo', 'POST', `/breaches/${id}/tasks`, {
    body: { text: 'Ask the landlord.', owner: 'dpo', due: null },
  });
  const call = { calledAt: NOW, partner: 'Police', said: 'They have a file.' };
  await api.call('dpo', 'POST', `/breaches/${id}/calls`, { body: call });
  const first = textOf(await pageOf(id));
  expect(/Involved: ([^.]*)/.exec(first)?.[1]).toMatch(/Anna responder, .*Data protection officer/i);
  expect(textOf(await pageOf(id, '/work?list=notes'))).toContain('He saw nobody. Anna responder');
  const pack = (await api.call('dpo', 'GET', `/breaches/${id}/evidence?open=true`)).body;
  for (const words of ['Ask the landlord.', 'Police', 'They have a file.']) expect(pack).toContain(words);
});

it('a responder releases notices on their page where the policy says so', async () => {
  const id = await api.report({ systems: ['tickets'], awareAt: NOW });
  await act(`/desk/breaches/${id}/take`, {});
  const looked = (await api.call('responder', 'GET', `/breaches/${id}/release`)).json;
  expect(looked).toMatchObject({ whyNot: null });
  const shown = { sha256: String(looked.sha256), list: String(looked.list), seen: String(looked.seen) };
  const sent = await act(`/desk/breaches/${id}/release`, { act: 'release', ...shown, why: '' });
  expect(sent.statusCode).toBe(303);
  expect((await api.call('dpo', 'GET', `/breaches/${id}/release`)).json.awaited).toEqual([]);
});

it('whoever reported what is part of another incident reads that on the page of the report', async () => {
  const into = await api.report({ title: 'The first report' });
  const { json } = await api.call('reporter', 'POST', '/incidents', { body: { title: 'The same again' } });
  await api.relay.turn();
  const body = { outcome: 'merged', into, reasons: 'The same laptop.' };
  expect((await api.call('dpo', 'POST', `/breaches/${json.breachId}/triage`, { body })).status).toBe(200);
  const report = (await api.call('reporter', 'GET', `/desk/reports/${json.breachId}`)).body;
  expect(report).toContain('Part of another report');
  expect(report).toContain('Somebody else reported the same. It is dealt with there.');
  expect(report).not.toContain(into);
});
