import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyPack } from '../../domain/audit/pack.ts';
import { plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { NOW, TestApi } from '../support/api.ts';
import { closeOver } from '../support/closing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const ART33 = 'gdpr-art33-1-authority';
const awareAt = '2026-11-24T08:00:00.000Z';
const csv = { 'content-type': 'text/csv' };
const post = (url: string, body: unknown, as: 'dpo' | 'responder' = 'dpo') => api.call(as, 'POST', url, { body });

/** Refused with this code and field, and nothing recorded. */
async function expectRefusal(breachId: string, call: () => ReturnType<typeof post>, problem: object): Promise<void> {
  const before = await api.counts();
  const seq = (await readBreach(api.store, breachId))?.seq;
  expect((await call()).json).toMatchObject(problem);
  expect(await api.counts()).toEqual(before);
  expect((await readBreach(api.store, breachId))?.seq).toBe(seq);
}

describe('commands', () => {
  it('go from awareness to filing to closing', async () => {
    const id = await api.report({ systems: ['tickets'] });
    expect((await post(`/breaches/${id}/awareness`, { awareAt })).json.seq).toEqual(expect.any(Number));
    const amended = {
      facts: { peopleConcerned: 900 },
      narrative: { measures: 'Keys replaced.' },
      reasons: 'The log says so.',
    };
    expect((await api.call('responder', 'PATCH', `/breaches/${id}/facts`, { body: amended })).status).toBe(200);
    const risk = { type: 'risk', conclusion: 'high-risk', reasons: 'Names and tickets.' };
    expect((await post(`/breaches/${id}/decisions`, risk)).status).toBe(200);
    const people = { ...risk, article: 'art34', conclusion: 'risk', reasons: 'Nothing that could be misused.' };
    const unexplained = await post(`/breaches/${id}/decisions`, people);
    expect(unexplained.json).toMatchObject({ code: 'reasons-missing', field: 'difference' });
    const explained = { ...people, difference: 'Only the authority needs the keys.' };
    expect((await post(`/breaches/${id}/decisions`, explained)).status).toBe(200);
    const filing = { obligation: ART33, filedAt: NOW, receipt: 'BlnBDI-1', elsewhere: true, reasons: 'By telephone.' };
    expect((await post(`/breaches/${id}/filings`, filing)).status).toBe(200);
    expect((await closeOver(api, id)).status).toBe(200);

    const shown = await api.call('auditor', 'GET', `/breaches/${id}`);
    expect(shown.json).toMatchObject({
      status: 'closed',
      facts: { peopleConcerned: 900 },
      obligations: { [ART33]: { status: 'filed' } },
      assessment: {
        score: { level: expect.any(String), reasons: expect.any(Array) },
        art33: {
          proposed: { notify: 'yes', because: expect.any(String) },
          decided: { conclusion: 'high-risk', by: 'dpo', at: NOW, reasons: 'Names and tickets.', reopened: false },
        },
        art34: { decided: { conclusion: 'risk', reasons: 'Nothing that could be misused.' } },
      },
    });
    expect(shown.json).not.toHaveProperty('doneKeys');
    const { events } = (await api.call('auditor', 'GET', `/breaches/${id}/events`)).json as {
      events: { by: string; type: string }[];
    };
    expect(events.at(-1)).toMatchObject({ type: 'closed', by: 'dpo' });
    expect(events.find((e) => e.type === 'facts-amended')?.by).toBe('responder');

    const { entries } = (await api.call('auditor', 'GET', '/register')).json as { entries: { breachId: string }[] };
    expect(entries.find((e) => e.breachId === id)).toMatchObject({
      remedialAction: 'Keys replaced.',
      status: 'closed',
    });
    const pack = await api.call('dpo', 'GET', `/breaches/${id}/evidence?open=true`);
    expect(pack.body).toContain('Keys replaced.');
    expect(verifyPack(pack.json as never).ok).toBe(true);
    expect((await api.call('auditor', 'GET', `/breaches/${id}/evidence`)).body).not.toContain('Keys replaced.');
  });

  it('name the field when they are refused, and change nothing', async () => {
    const id = await api.report();
    await post(`/breaches/${id}/awareness`, { awareAt });
    const refuse = (path: string, body: unknown, problem: object) =>
      expectRefusal(id, () => post(`/breaches/${id}${path}`, body), problem);
    const filing = { obligation: ART33, filedAt: NOW, receipt: 'R-1', elsewhere: true, reasons: 'By telephone.' };

    await refuse(
      '/filings',
      { ...filing, obligation: 'gdpr-art99' },
      { status: 404, code: 'unknown-obligation', field: 'obligation' },
    );
    await refuse(
      '/filings',
      { ...filing, receipt: 'R'.repeat(501) },
      { status: 400, code: 'bad-input', field: 'receipt' },
    );
    await refuse(
      '/filings',
      { ...filing, filedAt: plusMs(NOW, 1_000) },
      { status: 409, code: 'conflict', field: 'filedAt' },
    );
    const { elsewhere: _, ...here } = filing;
    await refuse('/filings', here, { status: 409, code: 'not-approved', field: 'elsewhere' });
    const unapproved = { ...here, stage: 'initial', document: '{"field_1":"a"}' };
    await refuse('/filings', unapproved, { status: 409, code: 'not-approved', field: 'document' });
    await refuse('/filings', { ...filing, reasons: ' ' }, { status: 422, code: 'reasons-missing', field: 'reasons' });
    await refuse('/filings', { ...filing, note: 'x' }, { status: 400, code: 'bad-input', field: 'note' });
    await refuse(
      '/awareness',
      { awareAt: plusMs(NOW, 1_000) },
      { status: 422, code: 'awareness-in-the-future', field: 'awareAt' },
    );
    await refuse('/awareness', { awareAt: NOW }, { status: 422, code: 'reasons-missing', field: 'reasons' });
    await refuse(
      '/decisions',
      { type: 'risk', conclusion: 'none', reasons: 'x' },
      { status: 400, code: 'bad-input', field: 'conclusion' },
    );
    await refuse(
      '/decisions',
      { type: 'risk', article: 'art35', conclusion: 'risk', reasons: 'x' },
      { status: 400, code: 'bad-input', field: 'article' },
    );
    await refuse(
      '/decisions',
      { type: 'risk', conclusion: 'risk' },
      { status: 400, code: 'bad-input', field: 'reasons' },
    );
    await refuse(
      '/decisions',
      { type: 'waive', obligation: 'x-1', reasons: 'x' },
      { status: 404, code: 'unknown-obligation', field: 'obligation' },
    );
    await refuse(
      '/closing',
      { outcome: 'resolved', reasons: 'x' },
      { status: 409, code: 'clocks-still-running', field: 'breach' },
    );
    await refuse(
      '/campaigns/1/approval',
      { contentHash: 'a'.repeat(64) },
      { status: 404, code: 'unknown-campaign', field: 'campaign' },
    );
    const on = { facts: { switchedOn: ['ai-act-art73-15d'] }, reasons: 'x' };
    const switchOn = () => api.call('responder', 'PATCH', `/breaches/${id}/facts`, { body: on });
    await expectRefusal(id, switchOn, { status: 403, code: 'forbidden', field: 'facts.switchedOn' });
    const facts = { facts: { systems: ['crm'] }, reasons: 'x' };
    const patch = () => api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: facts });
    await expectRefusal(id, patch, { status: 422, code: 'unknown-system', field: 'facts.systems[0]' });
  });

  it('find no breach that there is not', async () => {
    const problem = { status: 404, code: 'not-found', field: 'breachId' };
    expect((await api.call('dpo', 'GET', '/breaches/TOC-2026-9999')).json).toMatchObject(problem);
    expect((await post('/breaches/TOC-2026-9999/awareness', { awareAt })).json).toMatchObject(problem);
    expect((await api.call('dpo', 'GET', '/breaches/TOC-2026-9999/evidence')).json).toMatchObject(problem);
  });

  it('are done once under their key, and another under the same key is refused', async () => {
    const id = await api.report();
    const headers = { 'idempotency-key': 'aware-once' };
    const send = (body: unknown) => api.call('dpo', 'POST', `/breaches/${id}/awareness`, { body, headers });
    expect((await send({ awareAt })).status).toBe(200);
    const seq = (await readBreach(api.store, id))?.seq;
    expect((await send({ awareAt })).status).toBe(200);
    expect((await readBreach(api.store, id))?.seq).toBe(seq);
    const other = await send({ awareAt: NOW, reasons: 'Another.' });
    expect(other.json).toMatchObject({ status: 409, code: 'key-reused', field: 'idempotency-key' });
  });

  it('say that Temporal is away, and change nothing', async () => {
    const id = await api.report();
    api.gateway.isUp = false;
    await expectRefusal(id, () => post(`/breaches/${id}/awareness`, { awareAt }), { status: 503, code: 'unavailable' });
    api.gateway.isUp = true;
  });
});

describe('recipients and campaigns', () => {
  const rows =
    'name,email,language\nAda Quill,ada@people.example,de\n' +
    '"Bo, jr",bo@people.example,\nAda again,ADA@people.example,en\n';
  const letter = { subject: 'About your tickets', text: 'Dear {{recipient}}, somebody has read your tickets.' };

  it('go from list to approved content', async () => {
    const id = await api.report();
    const list = await api.call('responder', 'POST', `/breaches/${id}/recipient-lists`, { raw: rows, headers: csv });
    expect(list.json).toMatchObject({ listId: expect.any(String), recipients: 2, duplicates: 1, withoutAddress: 0 });
    const { listId } = list.json;
    const draft = await post(`/breaches/${id}/campaigns`, { listId, ...letter }, 'responder');
    expect(draft.json).toMatchObject({ campaign: 1, preview: { recipients: 2, ...letter } });
    expect(draft.body).not.toContain('ada@people.example');
    const again = await post(`/breaches/${id}/campaigns`, { listId, ...letter }, 'responder');
    expect(again.json).toEqual(draft.json);

    const approve = (contentHash: unknown) =>
      post(`/breaches/${id}/campaigns/1/approval`, { contentHash, reasons: 'Read.' });
    expect((await approve('0'.repeat(64))).json).toMatchObject({ status: 409, code: 'conflict', field: 'contentHash' });
    const alone = await approve(draft.json.contentHash);
    expect(alone.json).toMatchObject({ status: 403, code: 'four-eyes', why: 'token' });
    expect(alone.json.detail).toContain(`sign in and approve it at /desk/breaches/${id}/campaigns/1`);
    expect((await readBreach(api.store, id))?.campaigns[0]).toMatchObject({ status: 'draft', approvedBy: null });
    expect((await api.approveCampaign(id, draft.json.contentHash)).status).toBe(303);
    const { userId } = await api.session('dpo');
    expect((await readBreach(api.store, id))?.campaigns[0]).toMatchObject({
      ...{ status: 'sending', approvedBy: `user:${userId}` },
      drafter: { by: 'responder', isPerson: false },
    });
  });

  it('take no draft over the list of another breach, an unknown one, or with a placeholder nobody fills', async () => {
    const [one, two] = [await api.report(), await api.report()];
    const list = await api.call('dpo', 'POST', `/breaches/${one}/recipient-lists`, { raw: rows, headers: csv });
    const foreign = await post(`/breaches/${two}/campaigns`, { listId: list.json.listId, ...letter });
    expect(foreign.json).toMatchObject({ status: 404, code: 'not-found', field: 'listId' });
    const unknown = await post(`/breaches/${two}/campaigns`, { listId: `${two}~x`, ...letter });
    expect(unknown.json).toMatchObject({ status: 404, field: 'listId' });
    const hole = { listId: list.json.listId, ...letter, text: 'Dear {{name}}, somebody has read your tickets.' };
    expect((await post(`/breaches/${one}/campaigns`, hole)).json).toMatchObject({
      status: 400,
      code: 'bad-input',
      field: 'text',
    });
    const header = { listId: list.json.listId, ...letter, subject: 'About you\r\nBcc: all@people.example' };
    expect((await post(`/breaches/${one}/campaigns`, header)).json).toMatchObject({ status: 400, field: 'subject' });
  });

  it.each([
    ['a header that names other columns', 'where,who\na@b.example,Ada\n', 'line 1'],
    [
      'an address that is none',
      'name,email\nAda,ada@people.example\nBo,bo at people\nCy,cy@people.example\n',
      'line 3',
    ],
    ['a row without a name', 'name,email\n,ada@people.example\n', 'line 2'],
    ['a line break inside a name', 'name,email\n"Ada\nBcc: all",ada@people.example\n', 'line 3'],
    ['a quote that never ends', 'name,email\n"Ada,ada@people.example\n', 'line 2'],
    ['nobody', 'name,email\n', 'body'],
  ])('refuse %s with its place, and nobody is listed', async (_name, raw, field) => {
    const id = await api.report();
    const before = await api.counts();
    const answer = await api.call('dpo', 'POST', `/breaches/${id}/recipient-lists`, { raw, headers: csv });
    expect(answer.json).toMatchObject({ status: 400, code: 'bad-input', field });
    expect(answer.body).not.toMatch(/people|Ada|Bcc/);
    expect(await api.counts()).toEqual(before);
  });

  it('name every bad line of a long list, and make no list of the good part', async () => {
    const id = await api.report();
    const good = Array.from({ length: 2_500 }, (_, i) => `P${i},p${i}@people.example`);
    const raw = ['name,email', ...good, 'Bo,nowhere', 'Cy,neither'].join('\n');
    const answer = await api.call('dpo', 'POST', `/breaches/${id}/recipient-lists`, { raw, headers: csv });
    expect(answer.json.detail).toMatch(/line 2502: .*line 2503: /);
    const sealed = await api.store.connection.collection('lists').countDocuments({ breachId: id, sealed: true });
    expect(sealed).toBe(0);
  });

  it('take lists as text/csv only', async () => {
    const id = await api.report();
    const answer = await post(`/breaches/${id}/recipient-lists`, { name: 'Ada' });
    expect(answer.json).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });
});

describe('the data-flow register', () => {
  it('is replaced by id and keeps the rest', async () => {
    const { json } = await api.call('responder', 'GET', '/dataflow');
    const [tickets] = json.systems as Record<string, unknown>[];
    const crm = { ...tickets, id: 'crm', name: 'CRM', aliases: [], suppliers: ['fjord'] };
    const put = await api.call('dpo', 'PUT', '/dataflow', { body: { systems: [crm], counterparties: [] } });
    expect(put.json).toEqual({ systems: 1, counterparties: 0 });
    const after = (await api.call('auditor', 'GET', '/dataflow')).json.systems as { id: string }[];
    expect(after.map((s) => s.id).sort()).toEqual(['crm', 'tickets']);
  });

  it('refuses a system whose supplier nobody can reach', async () => {
    const { json } = await api.call('dpo', 'GET', '/dataflow');
    const [tickets] = json.systems as Record<string, unknown>[];
    // That it was asked for goes on record with the rest of the audit.
    const kept = async () => ({ ...(await api.counts()), views: null });
    const before = await kept();
    const body = { systems: [{ ...tickets, id: 'newer', suppliers: ['fjord', 'nobody'] }], counterparties: [] };
    const answer = await api.call('dpo', 'PUT', '/dataflow', { body });
    expect(answer.json).toMatchObject({ status: 422, code: 'unknown-counterparty', field: 'systems[0].suppliers[1]' });
    expect(await kept()).toEqual(before);
  });
});
