import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBreach } from '../../store/breaches.ts';
import { listHeldLists, listRecipientLists } from '../../store/recipient-lists.ts';
import { recipientsOf } from '../../store/recipients.ts';
import { NOW, TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());

const BOUNDARY = '----tocsin';
let key = 0;

async function post(url: string, fields: Record<string, string>, more: Record<string, string> = {}) {
  key += 1;
  const parts = Object.entries({ key: `people-form-${key}`, ...fields }).map(([name, value]) => {
    const file = name === 'file' ? '; filename="people.ndjson"' : '';
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...more };
  return api.call('responder', 'POST', url, { raw: `${parts.join('')}--${BOUNDARY}--\r\n`, headers });
}
const submit = (url: string, fields: Record<string, string>) =>
  api.call('responder', 'POST', url, {
    raw: new URLSearchParams({ key: `people-facts-${fields.reasons?.length}-${url.length}`, ...fields }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#34;', '"') ??
  '';

const LOG = [
  '{"user":{"mail":"ada@people.example"},"country":"FR","path":"/a"}',
  '{"user":{"mail":"ADA@people.example"},"country":"FR","path":"/b"}',
  '{"user":{"mail":"bo@people.example"},"country":"US-CA","path":"/c"}',
  '{"account":"u-9","path":"/d"}',
].join('\n');

describe('the page of the people concerned', () => {
  it('shows what was understood before a list counts, and lets facts follow by a person alone', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const url = `/desk/breaches/${breachId}/people`;
    const known = `/desk/breaches/${breachId}/known`;
    expect((await api.call('responder', 'GET', known)).body).toContain('Attach a list of people');
    const read = await post(url, { file: LOG });
    expect([read.status, read.headers.location]).toEqual([303, `${url}#held`]);
    const held = await api.call('responder', 'GET', url);
    expect(held.body).toContain('Look at this list before it counts');
    expect(held.body).toContain('<code>user.mail</code>');
    expect(held.body).toContain('3 people; 1 without an address for mail, who cannot be written to');
    expect(held.body).not.toContain('In the list');
    expect(held.body).not.toContain('people.example');
    expect(await listRecipientLists(api.store, breachId)).toEqual([]);

    const action = new RegExp(`action="(${url}/[0-9a-f]{32})"`).exec(held.body)?.[1] ?? '';
    expect((await post(action, { act: 'keep' })).status).toBe(303);
    const kept = await api.call('responder', 'GET', url);
    expect(kept.body).toContain('In the list');
    expect(kept.body).toContain('FR 1, US-CA 1; unknown for 1');
    expect(kept.body).toContain('Of 1 the lists do not say where they live');
    expect((await readBreach(api.store, breachId))?.facts.peopleConcerned).toBeNull();
    expect((await api.call('responder', 'GET', known)).body).toContain('The attached lists hold 3 people.');

    const facts = { patch: hidden(kept.body, 'patch'), seen: hidden(kept.body, 'seen'), reasons: 'Counted.' };
    const preview = await submit(`/desk/breaches/${breachId}/facts`, facts);
    expect(preview.status).toBe(200);
    expect(preview.body).toContain('FR 1, US-CA 1');
    const confirm = { patch: facts.patch, seen: facts.seen, reasons: 'Counted.', shown: hidden(preview.body, 'shown') };
    const done = await submit(`/desk/breaches/${breachId}/facts/confirmation`, confirm);
    expect(done.status).toBe(303);
    const state = await readBreach(api.store, breachId);
    expect(state?.facts).toMatchObject({ peopleConcerned: 3, residents: { FR: 1, 'US-CA': 1 } });
    expect((await api.call('responder', 'GET', url)).body).toContain('The facts on record say this, or more.');
  });

  it('leaves nothing of a list that is discarded, or that has a fault', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const url = `/desk/breaches/${breachId}/people`;
    const before = await recipientsOf(api.store).countDocuments();
    const bad = await post(url, { people: 'mail,land\nada@people.example,Atlantis\n' }, { 'accept-language': 'de' });
    expect([bad.status, bad.body]).toEqual([422, expect.stringContaining('Zeile 2: Wohnsitz ist kein Land')]);
    const twice = await post(url, { people: 'mail,user_email\na@x.example,b@x.example\n' });
    expect([twice.status, twice.body]).toEqual([422, expect.stringContaining('href="#f-email"')]);
    expect((await post(url, { people: 'mail,user_email\na@x.example,b@x.example\n', email: 'mail' })).status).toBe(303);
    const [held] = await listHeldLists(api.store, breachId);
    const action = `${url}/${held?.listId.split('~')[1]}`;
    expect((await post(action, { act: 'discard' })).status).toBe(303);
    expect(await listHeldLists(api.store, breachId)).toEqual([]);
    expect(await recipientsOf(api.store).countDocuments()).toBe(before);
    expect((await post(action, { act: 'keep' })).status).toBe(404);
  });

  it('names to the DPO whom no mail reaches, page by page and on record, and to nobody else', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const url = `/desk/breaches/${breachId}/people`;
    const names = Array.from({ length: 201 }, (_, n) => `Person ${n},,FR`).join('\n');
    expect((await post(url, { people: `name,email,residence\nAda,ada@people.example,FR\n${names}\n` })).status).toBe(
      303,
    );
    const [held] = await listHeldLists(api.store, breachId);
    const list = held?.listId.split('~')[1] ?? '';
    const open = `${url}/${list}/unreached`;
    expect((await api.call('dpo', 'GET', open)).status).toBe(404);
    expect((await post(`${url}/${list}`, { act: 'keep' })).status).toBe(303);

    expect((await api.call('dpo', 'GET', url)).body).toContain(`href="${open}"`);
    expect((await api.call('responder', 'GET', url)).body).not.toContain(`href="${open}"`);
    const first = await api.call('dpo', 'GET', open);
    expect(first.body).toContain('Person 0');
    expect(first.body).toContain('Art. 34(3)(c)');
    expect(first.body).not.toContain('Ada');
    expect(first.body).toContain(`href="${open}?after=200"`);
    expect((await api.call('dpo', 'GET', `${open}?after=200`)).body).toContain('Person 200');
    for (const role of ['responder', 'auditor', 'reporter'] as const) {
      expect((await api.call(role, 'GET', open)).status).toBe(403);
    }
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/recipient-lists/${list}/unreached?limit=2`);
    expect(json).toEqual({
      people: [0, 1].map((n) => ({ n: n + 1, name: `Person ${n}`, ids: [], countries: ['FR'] })),
      next: 2,
    });
  });

  it('is closed to who only reads', async () => {
    const breachId = await api.report({ awareAt: NOW });
    expect((await api.call('auditor', 'GET', `/desk/breaches/${breachId}/people`)).status).toBe(403);
  });
});
