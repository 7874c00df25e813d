import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readBreach } from '../../store/breaches.ts';
import { NOW, TestApi } from '../support/api.ts';
import { hiddenValue, sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const ART33 = 'gdpr-art33-1-authority';
const AWARE_AT = '2026-11-24T08:00:00.000Z';
const seqOf = async (id: string) => (await readBreach(api.store, id))?.seq;

describe('a record that was changed from outside', () => {
  let restore: () => Promise<unknown> = async () => undefined;
  afterEach(() => restore());

  async function brokenBreach(more: object = { awareAt: AWARE_AT }): Promise<string> {
    const breachId = await api.report({ systems: ['tickets'], ...more });
    // Found whole a moment before it is changed.
    await api.call('dpo', 'GET', `/desk/breaches/${breachId}`);
    const events = api.store.connection.collection('events');
    const first = await events.findOneAndUpdate({ breachId, seq: 1 }, { $set: { by: 'somebody' } });
    restore = () => events.updateOne({ breachId, seq: 1 }, { $set: { by: first?.by } });
    return breachId;
  }

  it.each<[string, string, object, RegExp]>([
    ['a decision', 'decisions', { type: 'risk', conclusion: 'risk', reasons: 'x' }, /Nothing was decided/],
    ['a waiver', 'decisions', { type: 'waive', obligation: ART33, reasons: 'x' }, /not waived; its clock goes on/],
    ['a resumption', 'decisions', { type: 'resume', obligation: ART33, reasons: 'x' }, /not taken up again/],
    [
      'a filing',
      'filings',
      { obligation: ART33, filedAt: NOW, receipt: 'R', reasons: 'x', elsewhere: true },
      /Nothing was filed/,
    ],
    ['a closing', 'closing', { outcome: 'not-a-breach', reasons: 'x' }, /The breach was not closed/],
    ['a correction', 'awareness', { awareAt: '2026-11-24T07:00:00Z', reasons: 'x' }, /no clock moved/],
  ])('takes no %s, and says what was not done', async (_name, path, body, says) => {
    const id = await brokenBreach();
    const seq = await seqOf(id);
    const { json } = await api.call('dpo', 'POST', `/breaches/${id}/${path}`, { body });
    expect(json).toMatchObject({ status: 409, code: 'record-broken', seq: 1 });
    expect(json.detail).toMatch(says);
    expect(await seqOf(id)).toBe(seq);
  });

  it('takes no switch of a duty, and every fact', async () => {
    const id = await brokenBreach();
    const amend = (facts: object) =>
      api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: { facts, reasons: 'Known by now.' } });
    expect((await amend({ switchedOn: [ART33] })).json).toMatchObject({ code: 'record-broken' });
    expect((await amend({ peopleConcerned: 40_000 })).status).toBe(200);
    expect((await readBreach(api.store, id))?.facts.peopleConcerned).toBe(40_000);
  });

  it('takes a first awareness: the clock starts on the worst day, too', async () => {
    const id = await brokenBreach({});
    expect((await api.call('dpo', 'POST', `/breaches/${id}/awareness`, { body: { awareAt: AWARE_AT } })).status).toBe(
      200,
    );
    expect((await readBreach(api.store, id))?.obligations[ART33]?.status).toBe('running');
  });

  it.each([
    ['en', 'The breach was not closed.'],
    ['de', 'Der Vorfall wurde nicht geschlossen.'],
  ])('says so on the desk, in %s', async (language, says) => {
    const id = await brokenBreach();
    const fields = { 'closing-outcome': 'not-a-breach', 'closing-reasons': 'Ours.' };
    const refused = await sendForm(api, 'dpo', `/desk/breaches/${id}/closing`, fields, { 'accept-language': language });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain(says);
    expect((await readBreach(api.store, id))?.status).not.toBe('closed');
  });
});

describe('what somebody else does between a look and a command', () => {
  const alsoAmend = (id: string, facts: object) => () =>
    api.call('responder', 'PATCH', `/breaches/${id}/facts`, { body: { facts, reasons: 'Seen in the log.' } });
  const alsoCorrect = (id: string) => () =>
    api.call('responder', 'POST', `/breaches/${id}/awareness`, {
      body: { awareAt: '2026-11-24T06:00:00Z', reasons: 'The log.' },
    });

  it('refuses a write whose If-Match no longer holds, and nothing of it is recorded', async () => {
    const id = await api.report({ systems: ['tickets'], awareAt: AWARE_AT });
    const { etag } = (await api.call('dpo', 'GET', `/breaches/${id}`)).headers;
    api.gateway.meanwhile = alsoAmend(id, { peopleConcerned: 12 });
    const body = { type: 'risk', conclusion: 'risk', reasons: 'Names.' };
    const headers = { 'if-match': String(etag), 'idempotency-key': 'decide-once' };
    const refused = await api.call('dpo', 'POST', `/breaches/${id}/decisions`, { body, headers });
    expect(refused.json).toMatchObject({ status: 412, code: 'stale', field: 'if-match' });
    expect(await readBreach(api.store, id)).toMatchObject({ facts: { peopleConcerned: 12 }, risk: { art33: null } });
  });

  it('sent again with its key, what was done is not refused for its own doing', async () => {
    const id = await api.report({ systems: ['tickets'], awareAt: AWARE_AT });
    const { etag } = (await api.call('dpo', 'GET', `/breaches/${id}`)).headers;
    const body = { type: 'risk', conclusion: 'risk', reasons: 'Names.' };
    const headers = { 'if-match': String(etag), 'idempotency-key': 'decide-twice' };
    const send = () => api.call('dpo', 'POST', `/breaches/${id}/decisions`, { body, headers });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
  });

  it('leaves a form its way where it does not concern it, and is shown beside where it does', async () => {
    const id = await api.report({ systems: ['tickets'], awareAt: AWARE_AT });
    const url = `/desk/breaches/${id}/awareness`;
    const form = async () => {
      const { body } = await api.call('dpo', 'GET', `/desk/breaches/${id}/known`);
      const seen = hiddenValue(body.slice(body.indexOf(`action="${url}"`)), 'seen');
      return { seen, awareAt: '2026-11-24T07:30', 'awareAt-zone': 'UTC', 'awareness-reasons': 'The badge says so.' };
    };
    api.gateway.meanwhile = alsoAmend(id, { peopleConcerned: 13 });
    expect((await sendForm(api, 'dpo', url, await form())).status).toBe(303);
    expect((await readBreach(api.store, id))?.awareness.at(-1)?.awareAt).toBe('2026-11-24T07:30:00.000Z');

    api.gateway.meanwhile = alsoCorrect(id);
    const beside = await sendForm(api, 'dpo', url, { ...(await form()), awareAt: '2026-11-24T05:00' });
    expect([beside.status, beside.body]).toEqual([409, expect.stringContaining('Somebody changed this')]);
    expect((await readBreach(api.store, id))?.awareness.at(-1)?.awareAt).toBe('2026-11-24T06:00:00.000Z');
  });
});
