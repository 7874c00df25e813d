import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PeopleCount } from '../../domain/people/tally.ts';
import { readBreach } from '../../store/breaches.ts';
import { listRecipients, recipientsOf, unaddressedOf } from '../../store/recipients.ts';
import { NOW, TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());

const CSV = 'text/csv';
const NDJSON = 'application/x-ndjson';
let key = 0;

type Sent = { listId: string; people: PeopleCount; [more: string]: unknown };

async function send(breachId: string, raw: string, type = CSV, query = '') {
  key += 1;
  const headers = { 'content-type': type, 'idempotency-key': `people-list-${key}-0000` };
  const path = `/breaches/${breachId}/recipient-lists${query}`;
  const { status, json } = await api.call('responder', 'POST', path, { raw, headers });
  return { status, json: json as Sent };
}
const listsOf = async (breachId: string) =>
  (await api.call('responder', 'GET', `/breaches/${breachId}/recipient-lists`)).json;
const log = (...lines: object[]) => lines.map((line) => JSON.stringify(line)).join('\n');

const CUSTOMERS = [
  'customer,full name,mail,country,language',
  '17,Ada Quill,Ada@people.example,DE,de',
  '18,Bo Ruiz,bo@people.example,FR,fr',
  '19,Cy Ito,,DE,',
  '20,Di Noor,di@people.example,,',
].join('\n');

describe('lists of people', () => {
  it('are one number of people over several, with who cannot be written to and where they live', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const customers = await send(breachId, CUSTOMERS);
    expect(customers.json).toMatchObject({ recipients: 3, withoutAddress: 1, duplicates: 0 });
    expect(customers.json.people).toMatchObject({ people: 4, countries: { DE: 2, FR: 1 }, withoutCountry: 1 });
    const access = log(
      { user: { email: 'ADA@people.example' }, path: '/a' },
      { user: { email: 'ada@people.example' }, path: '/b' },
      { customer: 19, path: '/c' },
      { customer: 21, path: '/d', country: 'US-CA' },
      { path: '/health' },
    );
    const second = await send(breachId, access, NDJSON);
    expect(second.json).toMatchObject({ recipients: 1, withoutAddress: 2, duplicates: 1, understood: { nobody: 1 } });
    expect(second.json.people).toMatchObject({ people: 3, lines: 4 });

    const { together, lists, offered } = await listsOf(breachId);
    // Ada, Bo, Cy, Di, and customer 21: by address and account, though two lists hold Ada and Cy.
    expect(together).toMatchObject({ of: 2, people: 5, withoutAddress: 2, countries: { DE: 2, FR: 1, 'US-CA': 1 } });
    expect(lists).toHaveLength(2);
    expect(offered).toEqual({ peopleConcerned: 5, residents: { DE: 2, FR: 1, 'US-CA': 1 } });
    expect((await readBreach(api.store, breachId))?.facts).toMatchObject({ peopleConcerned: null, residents: null });
    expect((await listsOf(breachId)).together).toEqual(together);
  });

  it('keep who has no address apart from who is written to, with the lines that name each', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const lines = Array.from({ length: 30 }, () => ({ uid: 'u-1', email: 'ada@people.example' }));
    const { json } = await send(breachId, log(...lines, { uid: 'u-2' }, { uid: 'u-2' }), NDJSON);
    const page = { after: 0, limit: 10 };
    const written = await listRecipients(api.store, json.listId, page);
    expect(written.people).toMatchObject([{ n: 1, email: 'ada@people.example', lines: 30, ids: ['uid=u-1'] }]);
    const others = await listRecipients(api.store, unaddressedOf(json.listId), page);
    expect(others.people).toMatchObject([{ n: 1, email: '', lines: 2, ids: ['uid=u-2'] }]);
    expect(await recipientsOf(api.store).countDocuments({ listId: unaddressedOf(json.listId), nextAt: null })).toBe(1);
    const stored = await recipientsOf(api.store).find({ listId: json.listId }).toArray();
    expect(JSON.stringify(stored)).not.toMatch(/people\.example|u-1/);
  });

  it('name the lines of people who share an address under another name, who get no letter of their own', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const family =
      'name,email\nAda Quill,home@people.example\nBo Quill,home@people.example\nada quill,home@people.example';
    const { json } = await send(breachId, family);
    expect(json).toMatchObject({ recipients: 1, duplicates: 2, understood: { otherNames: { count: 1, lines: [3] } } });
    const { cookie } = await api.session('dpo');
    const body = { listId: json.listId, subject: 'Your account', text: 'Dear {{recipient}}, words.' };
    const { campaign } = (await api.call('responder', 'POST', `/breaches/${breachId}/campaigns`, { body })).json;
    const url = `/desk/breaches/${breachId}/campaigns/${campaign}`;
    const page = (await api.server.inject({ url, headers: { cookie } })).body;
    expect(page).toContain('another name (line 3)');
  });

  it('are only looked at where a preview is asked for', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const before = await api.counts();
    const { status, json } = await send(breachId, CUSTOMERS, CSV, '?preview=true&language=');
    expect([status, json.recipients, json.withoutAddress, json.people.people]).toEqual([200, 3, 1, 4]);
    expect(json.understood).toMatchObject({
      columns: { id: ['customer'], name: ['full name'], email: ['mail'], country: ['country'] },
      ignored: ['language'],
    });
    expect(await api.counts()).toEqual(before);
    expect((await listsOf(breachId)).together).toBeNull();
  });

  it('leave nobody behind where a late line is at fault', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const before = await api.counts();
    const good = Array.from({ length: 25_000 }, (_, n) => ({ uid: `u-${n}` }));
    const { status, json } = await send(breachId, log(...good, { email: 'nowhere' }), NDJSON);
    expect([status, json.rows]).toEqual([400, [{ line: 25_001, fault: 'email' }]]);
    expect(await api.counts()).toEqual(before);
  });

  it('without names take no letter that calls people by name, and without addresses none at all', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const draft = (listId: string, text: string) =>
      api.call('responder', 'POST', `/breaches/${breachId}/campaigns`, {
        body: { listId, subject: 'About your account', text },
        headers: { 'if-match': '*' },
      });
    const nameless = (await send(breachId, 'mail\nada@people.example\n')).json.listId;
    const called = await draft(nameless, 'Dear {{recipient}}, somebody read your data.');
    expect(called.json).toMatchObject({ why: 'list-nameless', field: 'text' });
    expect((await draft(nameless, 'Hello, somebody read your data.')).status).toBe(201);
    const unaddressed = (await send(breachId, 'uid\nu-1\n')).json.listId;
    const unheard = await draft(unaddressed, 'Hello, somebody read your data.');
    expect(unheard.json).toMatchObject({ why: 'list-unaddressed', field: 'listId' });
  });
});
