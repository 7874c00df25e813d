import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBreach } from '../../store/breaches.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
});
afterAll(() => api.stop());

const post = (as: 'dpo' | 'auditor' | 'deputy' | 'administrator', fields: [string, string][], on = api) =>
  on.call(as, 'POST', '/desk/exercises', {
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const FIELDS: [string, string][] = [
  ['scenario', 'copied'],
  ['systems', 'tickets'],
  ['scale', '72'],
  ['aware', 'now'],
];

describe('exercises on the desk', () => {
  it('are started once per form, run under their own mark, and are listed', async () => {
    // The engine takes it in at once otherwise, and the page lists it already.
    api.gateway.isUp = false;
    const sent = await post('dpo', [...FIELDS, ['key', 'drill-one-form']]);
    expect(sent.status).toBe(303);
    const id = /started=(EX-[\w-]+)$/.exec(String(sent.headers.location))?.[1] ?? '';
    const waiting = (await api.call('dpo', 'GET', String(sent.headers.location))).body;
    expect(waiting).toContain(`Exercise ${id} is taken in`);
    expect(waiting).toContain(`<a class="strong" href="/desk/exercises?started=${id}">${id}</a>`);
    expect(waiting).not.toContain('No exercise yet.');
    api.gateway.isUp = true;
    api.now = '2026-11-24T08:41:00.000Z';
    const again = await post('dpo', [...FIELDS, ['key', 'drill-one-form']]);
    expect(again.headers.location).toBe(sent.headers.location);
    await api.relay.turn();
    expect(await readBreach(api.store, id)).toMatchObject({
      exercise: { scale: 72 },
      facts: { systems: ['tickets'], confidentiality: 'unknown-recipients' },
      awareness: [{ awareAt: NOW }],
    });
    expect((await api.call('auditor', 'GET', '/desk/exercises')).body).toContain(`href="/desk/exercises/${id}"`);

    const early = await api.call('auditor', 'GET', `/desk/exercises/${id}`);
    expect(early.body).toContain('Nothing to score yet');
    api.now = '2026-11-28T08:40:00.000Z';
    const late = await api.call('auditor', 'GET', `/desk/exercises/${id}`);
    expect(late.body).toContain('Score: 0 of 100');
    expect(late.body).toContain('In earnest it would have been 72 d');
    api.now = NOW;
  });

  it('take systems by their ids where the register has more than the page offers', async () => {
    const systems = Array.from({ length: 200 }, (_, i) => ({ ...REGISTER.systems[0], id: `a-${i}`, name: `A ${i}` }));
    await saveDataFlow(api.store, { systems, counterparties: [] } as never, { at: NOW, by: 'dpo' });
    const { body } = await api.call('dpo', 'GET', '/desk/exercises');
    expect(body.match(/name="systems" value=/g)).toHaveLength(200);
    expect(body).toContain('name="systems-more"');
    const fields: [string, string][] = [...FIELDS, ['systems-more', 'a-7\r\na-8'], ['key', 'drill-by-ids']];
    const id = /started=(EX-[\w-]+)$/.exec(String((await post('dpo', fields)).headers.location))?.[1] ?? '';
    await api.relay.turn();
    expect((await readBreach(api.store, id))?.facts.systems).toEqual(['tickets', 'a-7', 'a-8']);
  });

  it('ask for what is missing, and for systems that there are', async () => {
    const nothing = await post('dpo', [['scale', '5']]);
    expect([nothing.status, nothing.body]).toEqual([422, expect.stringContaining('Choose a scenario.')]);
    const unknown = await post('dpo', [...FIELDS, ['systems', 'no-such']]);
    expect([unknown.status, unknown.body]).toEqual([422, expect.stringContaining('href="#f-systems"')]);
  });

  it('have no report for a real breach, and none for who may not', async () => {
    const real = await api.report();
    expect((await api.call('dpo', 'GET', `/desk/exercises/${real}`)).status).toBe(404);
    expect((await post('auditor', FIELDS)).status).toBe(403);
    expect((await api.call('administrator', 'GET', '/desk/exercises')).status).toBe(403);
    expect((await api.call('auditor', 'GET', '/desk/exercises')).body).toContain('Only the DPO and responders start');
  });

  it('cannot be started without a development inbox, and the page says why', async () => {
    const bare = await TestApi.start();
    try {
      expect((await bare.call('dpo', 'GET', '/desk/exercises')).body).toContain('EXERCISE_SMTP_URL');
      expect((await post('dpo', FIELDS, bare)).status).toBe(422);
    } finally {
      await bare.stop();
    }
  });
});
