import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TocsinError } from '../../domain/errors.ts';
import { readBreach } from '../../store/breaches.ts';
import { readEvents } from '../../store/events.ts';
import { TestApi } from '../support/api.ts';
import { sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

describe('a change that changes nothing', () => {
  it('is answered with the number of the event that keeps its reasons, once per key', async () => {
    const id = await api.report({ systems: ['tickets'] });
    const amend = (reasons: string, key: string) => {
      const headers = { 'idempotency-key': key };
      const body = { facts: { peopleConcerned: 7 }, reasons };
      return api.call('responder', 'PATCH', `/breaches/${id.toLowerCase()}/facts`, { body, headers });
    };
    await amend('Counted.', 'first-count-0001');
    const before = await readBreach(api.store, id);
    const again = await amend('Counted again.', 'second-count-0001');
    expect(again.status).toBe(200);
    expect((await amend('Counted again.', 'second-count-0001')).json).toEqual(again.json);
    const events = await readEvents(api.store, id);
    expect(events.at(-1)).toMatchObject({
      ...{ seq: again.json.seq, type: 'facts-amended', data: { changed: {} } },
      personal: { reasons: 'Counted again.' },
    });
    expect(await readBreach(api.store, id)).toEqual({ ...before, seq: (before?.seq ?? 0) + 1 });
  });
});

describe('a breach that knows more than a restored database', () => {
  it('is refused on its page in words for people, with the form’s content nowhere on record', async () => {
    const id = await api.report({ systems: ['tickets'] });
    const seq = (await readBreach(api.store, id))?.seq;
    api.gateway.meanwhile = async () => {
      throw new TocsinError('record-behind', 'Older.', 'breach', { seq: 9 });
    };
    const fields = { 'closing-outcome': 'not-a-breach', 'closing-reasons': 'Found again.' };
    const page = await sendForm(api, 'dpo', `/desk/breaches/${id}/closing`, fields);
    expect([page.status, page.body.includes('restored from a backup')]).toEqual([409, true]);
    expect((await readBreach(api.store, id))?.seq).toBe(seq);
  });
});
