import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBreach } from '../../store/breaches.ts';
import { recipientsOf } from '../../store/recipients.ts';
import { TestApi } from '../support/api.ts';

const PEOPLE = 40;
let api: TestApi;
let breachId = '';
let listId = '';

beforeAll(async () => {
  api = await TestApi.start();
  breachId = await api.report();
  const lines = Array.from({ length: PEOPLE }, (_, n) => `Person ${n},person${n}@homes.example,en`);
  const csv = { raw: ['name,email,language', ...lines].join('\n'), headers: { 'content-type': 'text/csv' } };
  const list = await api.call('responder', 'POST', `/breaches/${breachId}/recipient-lists`, csv);
  listId = String(list.json.listId);
  const letter = { listId, subject: 'About your account', text: 'Dear {{recipient}}, somebody read your data.' };
  const draft = await api.call('responder', 'POST', `/breaches/${breachId}/campaigns`, { body: letter });
  expect((await api.approveCampaign(breachId, draft.json.contentHash)).status).toBe(303);
  await recipientsOf(api.store).updateMany({ listId }, { $set: { status: 'sent', nextAt: null } });
  await recipientsOf(api.store).updateMany({ listId, n: { $gt: 5 } }, { $set: { status: 'uncertain', nextAt: null } });
  await recipientsOf(api.store).updateOne({ listId, n: 1 }, { $set: { status: 'refused', nextAt: null } });
});
afterAll(() => api.stop());

const state = async () => {
  const found = await readBreach(api.store, breachId);
  if (found === null) throw new Error('no breach');
  return found;
};
/** Both as a DPO who has signed in. */
const page = async (query = '') => {
  const { cookie } = await api.session('dpo');
  return (await api.server.inject({ url: `/desk/breaches/${breachId}/campaigns/1${query}`, headers: { cookie } })).body;
};
const submit = async (fields: Record<string, string>) => {
  const { cookie, csrf } = await api.session('dpo');
  const url = `/desk/breaches/${breachId}/communications/campaign-1`;
  const { statusCode: status, body } = await api.submit(url, { csrf, ...fields }, { cookie });
  return { status, body };
};

describe('people whom a letter may not have reached', () => {
  it('are listed page by page, masked, by the page and by program', async () => {
    const first = await page();
    expect(first).toContain('35 letters may have left');
    expect(first.match(/name="ticked"/g)).toHaveLength(25);
    expect(first).toContain('p•••@h•••.example');
    expect(first).not.toContain('person7@');
    expect(first).toContain('?people=uncertain&amp;after=30#people');
    expect((await page('?people=uncertain&after=30')).match(/name="ticked"/g)).toHaveLength(10);
    const refused = await page('?people=refused');
    expect(refused).toContain('No. 1<');
    expect(refused).not.toContain('name="ticked"');

    const path = `/breaches/${breachId}/campaigns/1/recipients?status=uncertain&limit=30`;
    const { json } = await api.call('auditor', 'GET', path);
    expect([(json.recipients as unknown[]).length, json.next]).toEqual([30, 35]);
    expect(JSON.stringify(json)).not.toContain('person');
  });
  it('are decided on by their numbers', async () => {
    const body = { decision: 'arrived', people: [6, 7], reasons: 'They answered.' };
    const path = `/breaches/${breachId}/communications/campaign-1/uncertain`;
    expect((await api.call('deputy', 'POST', path, { body })).json).toMatchObject({ decided: 2 });
    const fields = { act: 'uncertain', decision: 'arrived', which: 'ticked', ticked: '8', 'uncertain-reasons': 'Too.' };
    expect((await submit(fields)).status).toBe(303);
    expect(await page()).toContain('32 letters may have left');
  });
});

describe('a campaign', () => {
  it('is paused and goes on from its page, which says which of both it is', async () => {
    expect((await submit({ act: 'pause', 'pause-reasons': '' })).body).toContain('Give the reasons');
    expect((await submit({ act: 'pause', 'pause-reasons': 'Wrong list?' })).status).toBe(303);
    expect(await page()).toContain('Somebody paused it');
    expect((await api.call('dpo', 'GET', '/desk/campaigns')).body).toContain('Paused');
    expect((await submit({ act: 'resume' })).status).toBe(303);
    expect((await state()).communications['campaign/1']).toMatchObject({ status: 'running' });
  });
  it('that has finished goes on for letters that are sent again', async () => {
    const counts = { total: PEOPLE, sent: 7, refused: 1, uncertain: 32 };
    await api.gateway.signal(breachId, {
      type: 'campaign-finished',
      campaign: 1,
      counts,
      by: 'engine',
      role: 'engine',
      key: 'f',
    });
    const fields = { act: 'uncertain', decision: 'send-again', which: 'all', 'uncertain-reasons': 'None arrived.' };
    expect((await submit(fields)).status).toBe(303);
    const { communications, campaigns } = await state();
    expect([communications['campaign/1']?.status, campaigns[0]?.status]).toEqual(['running', 'sending']);
    expect(await recipientsOf(api.store).countDocuments({ listId, status: 'pending' })).toBe(32);
  });
  it('that was stopped says so, and offers nothing more', async () => {
    expect((await submit({ act: 'stop', 'stop-reasons': 'Enough.', sure: 'yes' })).status).toBe(303);
    const stopped = await page();
    expect(stopped).toContain('Nothing more is sent');
    expect(stopped).not.toContain('name="act"');
  });
});
