/** Warnings that somebody says to have seen, by the page and by the API. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { readBreach } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());

/** A breach of which one warning went out. */
async function warned(): Promise<{ breachId: string; warning: { obligation: string; rung: string; due: string } }> {
  const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
  const state = await readBreach(api.store, breachId);
  const planned = state?.plan?.obligations.find(({ id, rungs }) => {
    return rungs.length > 1 && state.obligations[id]?.status === 'running';
  });
  const due = planned?.clock?.due ?? '';
  const warning = { obligation: planned?.id ?? '', rung: planned?.rungs[1]?.name ?? '', due };
  const fired: BreachEvent = {
    ...{ at: NOW, by: 'engine', key: 'rung', type: 'rung-fired' },
    data: { ...warning, firedAt: NOW, skipped: [] },
  };
  await appendEvents(api.store, breachId, (state?.seq ?? 0) + 1, [fired]);
  return { breachId, warning };
}

describe('a warning that went out', () => {
  it('is said to be seen with one press on the page, and the page says by whom', async () => {
    const { breachId, warning } = await warned();
    const { cookie, csrf, userId } = await api.session('responder');
    const see = async () => (await api.server.inject({ url: `/desk/breaches/${breachId}`, headers: { cookie } })).body;
    expect(await see()).toContain('One warning went out that nobody has said to have seen.');
    const sent = await api.submit(`/desk/breaches/${breachId}/acknowledgement`, { csrf }, { cookie });
    expect(sent.statusCode).toBe(303);
    const page = await see();
    expect(page).not.toContain('nobody has said to have seen');
    expect(page).toContain('seen by Anna responder');
    expect((await readBreach(api.store, breachId))?.acknowledged).toEqual([
      { ...warning, by: `user:${userId}`, at: NOW },
    ]);
  });

  it('is named by programs, who are refused what was never sent', async () => {
    const { breachId, warning } = await warned();
    const send = (warnings: object[]) =>
      api.call('responder', 'POST', `/breaches/${breachId}/acknowledgement`, { body: { warnings } });
    const other = await send([{ ...warning, rung: 'never-sent' }]);
    expect([other.status, other.json.code]).toEqual([404, 'unknown-obligation']);
    expect((await send([warning])).status).toBe(200);
    const { json } = await api.call('auditor', 'GET', `/breaches/${breachId}`);
    expect(json.acknowledged).toEqual([{ ...warning, by: 'responder', at: NOW }]);
  });

  it('is nothing that an auditor acknowledges', async () => {
    const { breachId } = await warned();
    expect((await api.call('auditor', 'POST', `/breaches/${breachId}/acknowledgement`, { body: {} })).status).toBe(403);
  });
});
