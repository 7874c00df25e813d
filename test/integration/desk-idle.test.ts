import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOW, TestApi } from '../support/api.ts';
import { closeOver } from '../support/closing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const idleOn = (desk: string) => /<section class="card" id="idle"[\s\S]*?<\/section>/.exec(desk)?.[0] ?? '';

describe('an open breach of which no clock runs', () => {
  it('stays on the desk until it is closed', async () => {
    const breachId = await api.report({ title: 'All duties waived', awareAt: NOW });
    const look = async () => idleOn((await api.call('dpo', 'GET', '/')).body);
    expect(await look()).not.toContain(breachId);
    const { json } = await api.call('dpo', 'GET', `/clocks?breachId=${breachId}`);
    for (const { obligation } of json.clocks as { obligation: string }[]) {
      const body = { type: 'waive', obligation, reasons: 'Another company’s to file.' };
      expect((await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body })).status).toBe(200);
    }
    expect(await look()).toContain(`/desk/breaches/${breachId}`);
    expect((await closeOver(api, breachId)).status).toBe(200);
    expect(await look()).not.toContain(breachId);
  });
});

describe('an awareness of more than a year ago', () => {
  const old = '1998-11-24T08:00:00Z';

  it('is taken for a slip in a report, and nothing is kept', async () => {
    const body = { title: 'A wrong year', awareAt: old };
    const before = await api.call('dpo', 'GET', '/breaches');
    const { status, json } = await api.call('responder', 'POST', '/incidents', { body });
    expect([status, json.field, json.detail]).toEqual([422, 'awareAt', expect.stringContaining('check the year')]);
    expect((await api.call('dpo', 'GET', '/breaches')).json).toEqual(before.json);
  });

  it('is recorded only with reasons', async () => {
    const path = `/breaches/${await api.report()}/awareness`;
    const refused = await api.call('dpo', 'POST', path, { body: { awareAt: old } });
    expect([refused.status, refused.json.code]).toEqual([422, 'reasons-missing']);
    const meant = { awareAt: old, reasons: 'A letter found in the archive.' };
    expect((await api.call('dpo', 'POST', path, { body: meant })).status).toBe(200);
  });
});
