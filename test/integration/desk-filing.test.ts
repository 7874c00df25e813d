import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/roles.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { readEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';
import { ART33, type Fields, FilingDesk, hidden, RECEIPT, row } from '../support/filing-desk.ts';

let api: TestApi;
let desk: FilingDesk;
beforeAll(async () => {
  api = await TestApi.start();
  desk = new FilingDesk(api);
});
afterAll(() => api.stop());

const filing = () => desk.filing();
const read = (path: string, as?: Role) => desk.read(path, as);
const send = (path: string, fields: Fields, as?: Role) => desk.send(path, fields, as);
const save = (path: string, typed: Fields, page?: string, stage?: string) => desk.save(path, typed, page, stage);
const fileOf = (path: string, query?: string) => desk.fileOf(path, query);
const approve = (path: string) => desk.approve(path);

describe('the draft of a filing', () => {
  it('is filled in from the record, with what is missing first and linked', async () => {
    const page = await read(await filing());
    expect(row(page, 'field_3')).toContain('from the record');
    expect(row(page, 'field_48')).toContain('Tue 24 Nov 2026, 09:40 CET');
    expect(page.indexOf('href="#field_66"')).toBeGreaterThan(0);
    expect(page.indexOf('href="#field_66"')).toBeLessThan(page.indexOf('id="field_3"'));
  });

  it('names the competent authority with its channel, and links to it', async () => {
    const lede = /<p class="lede">[\s\S]*?<\/p>/.exec(await read(await filing()))?.[0];
    expect(lede).toMatch(/To: <a href="https:[^"]+" rel="noreferrer" lang="de">BlnBDI<\/a>/);
    expect(lede).toContain('in German');
  });

  it('keeps what an officer types over the record, sealed, with who and when', async () => {
    const path = await filing();
    const { status } = await save(path, {
      'v-field_66': 'Clients of Anna Dvořák',
      'v-field_62': 'It began on Friday.',
    });
    expect(status).toBe(303);
    const page = await read(path, 'auditor');
    expect(row(page, 'field_66')).toContain('Clients of Anna Dvořák');
    expect(page).toMatch(/Draft saved by\s+Data Protection Officer/);
    expect((await fileOf(path)).json.field_66).toBe('Clients of Anna Dvořák');
    const stored = await api.store.connection.collection('drafts').find({}).toArray();
    expect(JSON.stringify(stored)).not.toContain('Dvořák');
  });

  it('follows the record where nobody typed anything, and gives it back where somebody did', async () => {
    const path = await filing();
    await save(path, { 'v-field_7': 'Our own number' });
    expect(row(await read(path), 'field_7')).toContain('The record says:');
    await save(path, { 'v-field_7': 'Our own number', do: 'record:field_7' });
    expect(row(await read(path), 'field_7')).toContain('from the record');
  });

  it('shows a conditional field once the answer that asks for it is saved, and hides it again', async () => {
    const path = await filing();
    expect(await read(path)).not.toContain('id="field_99"');
    await save(path, { 'v-field_97': 'b' });
    expect(await read(path)).toContain('id="field_99"');
    await save(path, { 'v-field_99': '2026-12-01' });
    await save(path, { 'v-field_97': 'd' });
    expect(await read(path)).not.toContain('id="field_99"');
    expect((await fileOf(path)).json.field_99).toBeUndefined();
  });

  it('names a value that the form would not take at the field, and keeps it', async () => {
    const path = await filing();
    await save(path, { 'v-field_67': 'b' });
    await save(path, { 'v-field_68': 'about a dozen' });
    const page = await read(path);
    expect(row(page, 'field_68')).toContain('must be a whole number');
    expect(page).toContain('value="about a dozen"');
  });

  it('takes how many people live in which country, and names the line that it cannot take', async () => {
    const path = await filing();
    await save(path, { 'v-field_113': 'a' });
    await save(path, { 'v-field_117': ['DE', '1,200', 'FR', '', '', ''] });
    const wrong = await read(path);
    expect(wrong).toMatch(/href="#f-v-field_117">[\s\S]*?: line 2 names France without a number of people/);
    expect((await fileOf(path)).json.field_117).toBeUndefined();
    const more = await save(path, { 'v-field_117': ['DE', '1200', 'FR', '40', '', ''], do: 'rows:field_117' });
    expect(more.location).toContain('#field_117');
    const page = await read(path);
    expect(row(page, 'field_117')).toMatch(/Germany: 1,200\s+France: 40/);
    expect(page.match(/name="v-field_117"/g)).toHaveLength(8);
    const { json } = await fileOf(path);
    expect([json.field_117, json.field_116]).toEqual([
      1240,
      expect.stringContaining('Personen: Deutschland 1200, Frankreich 40'),
    ]);
  });

  it('joins what two people typed into different fields, and shows both where it was the same', async () => {
    const path = await filing();
    const before = await read(path);
    await save(path, { 'v-field_66': 'First' }, before);
    await save(path, { 'v-field_62': 'Elsewhere', 'v-field_66': '' }, before);
    expect(row(await read(path), 'field_66')).toContain('First');
    const clash = await save(path, { 'v-field_66': 'Second', 'v-field_95': 'Shorter sessions.' }, before);
    expect(clash.status).toBe(409);
    expect(clash.body).toContain('First');
    expect(clash.body).toContain('Second');
    expect(row(await read(path), 'field_66')).toContain('First');
    expect(row(await read(path), 'field_95')).toContain('Shorter sessions.');
    await send(path, { stage: 'initial', seen: hidden(clash.body, 'seen'), 'v-field_66': 'Second' });
    expect(row(await read(path), 'field_66')).toContain('Second');
  });

  it('is there for programs as well, with the same hash', async () => {
    const path = await filing();
    await save(path, { 'v-field_66': 'Clients' });
    const { json } = await api.call('responder', 'GET', `${path.replace('/desk', '')}/draft?stage=initial`);
    const { body } = await fileOf(path);
    expect(json).toMatchObject({ template: 'edpb-art33', stage: 'initial', document: { field_66: 'Clients' } });
    expect(createHash('sha256').update(body).digest('hex')).toBe(json.sha256);
    const approval = `${path.replace('/desk', '')}/approval`;
    const stale = { stage: 'initial', sha256: 'a'.repeat(64) };
    expect((await api.call('dpo', 'POST', approval, { body: stale })).status).toBe(409);
    expect(
      (await api.call('dpo', 'POST', approval, { body: { ...stale, sha256: json.sha256, confirmed: true } })).status,
    ).toBe(200);
    expect(await read(path)).toContain('Approved by</span>');
  });
});

describe('an approval', () => {
  it('of a draft that nobody typed into takes the tick that it was read; a program names the hash', async () => {
    const path = await filing();
    const sha256 = hidden(await read(path), 'sha256');
    const refused = await send(`${path}/approval`, { stage: 'initial', sha256 });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('href="#f-read"');
    expect(refused.body).toContain('I have read every field: Read the draft');
    expect((await send(`${path}/approval`, { stage: 'initial', sha256, read: 'yes' })).status).toBe(303);
    // Nobody saved a draft: it was approved as it stood.
    const approved = await read(path);
    expect(approved).toMatch(/<p class="small muted saved">\s*Approved by Data Protection Officer/);
    expect(approved).not.toContain('Draft saved by');
    const other = await filing();
    const { json } = await api.call('dpo', 'GET', `${other.replace('/desk', '')}/draft?stage=initial`);
    const body = { stage: 'initial', sha256: json.sha256, confirmed: true };
    expect((await api.call('dpo', 'POST', `${other.replace('/desk', '')}/approval`, { body })).status).toBe(200);
  });

  it('is refused with what was typed and not saved, which stays in the form; an idle save keeps the tick', async () => {
    const path = await filing();
    const page = await read(`${path}?stage=initial`);
    const [sha256, seen] = [hidden(page, 'sha256'), hidden(page, 'seen')];
    expect(page).toMatch(/<button[^>]* form="draft" formaction="[^"]*\/approval"/);
    const answer = await send(`${path}/approval`, {
      stage: 'initial',
      sha256,
      seen,
      read: 'yes',
      'v-field_66': 'Clients',
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Save first: what you typed is not part of what would be approved.');
    expect(answer.body).toContain('What was typed last is not saved yet.');
    expect(row(answer.body, 'field_66')).toContain('Clients');
    expect(answer.body).not.toContain('checked> <span>I have read every field');
    expect((await fileOf(path)).json.field_66).toBeUndefined();
    const idle = await save(path, { read: 'yes', 'v-field_66': '' });
    expect(await read(idle.location)).toContain('checked> <span>I have read every field');
    await save(path, { 'v-field_66': 'Clients' }, answer.body);
    expect((await fileOf(path)).json.field_66).toBe('Clients');
    const typed = await read(path);
    expect(typed).not.toContain('Nobody has typed anything');
    // What nobody has stated still asks for it.
    expect(typed).toContain('I have read every field, and what is proposed is right');
  });

  it('is refused for what must not be in it, which is named at the field', async () => {
    const path = await filing();
    await save(path, { 'v-field_66': 'Dana, dana@fjord.example' });
    expect(row(await read(path), 'field_66')).toContain('an address or number of a person');
    const sha256 = createHash('sha256')
      .update((await fileOf(path)).body)
      .digest('hex');
    const refused = await send(`${path}/approval`, { stage: 'initial', sha256 });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('cannot be approved');
  });

  it('is of exactly the bytes that were seen, is in the audit, and is void once an answer changes', async () => {
    const path = await filing();
    const stale = hidden(await read(path), 'sha256');
    await save(path, { 'v-field_66': 'Clients' });
    expect((await send(`${path}/approval`, { stage: 'initial', sha256: stale })).status).toBe(422);
    const { sha256, status } = await approve(path);
    expect(status).toBe(303);
    const page = await read(path);
    expect(page).toMatch(/Approved by<\/span> Data Protection Officer/);
    const events = await readEvents(api.store, path.split('/')[3] ?? '');
    expect(events.at(-1)).toMatchObject({ type: 'filing-approved', by: 'dpo', data: { stage: 'initial', sha256 } });
    await save(path, { 'v-field_66': 'Customers' });
    expect(await read(path)).not.toContain('Approved by</span>');
    expect((await send(`${path}/receipt`, { ...RECEIPT, sha256 })).status).toBe(422);
  });

  it('is for the DPO and the deputy alone', async () => {
    const path = await filing();
    const sha256 = hidden(await read(path), 'sha256');
    for (const role of ['responder', 'auditor', 'reporter', 'administrator'] as const) {
      expect((await send(`${path}/approval`, { stage: 'initial', sha256 }, role)).status).toBe(403);
      expect((await send(path, { stage: 'initial', 'v-field_66': 'x' }, role)).status).toBe(403);
    }
    expect((await send(`${path}/approval`, { stage: 'initial', sha256, read: 'yes' }, 'deputy')).status).toBe(303);
    expect(await read(path, 'auditor')).not.toContain('<textarea');
  });
});

describe('a filing', () => {
  it('is recorded with the approved bytes, whatever changed since; a follow-up shows what differs', async () => {
    const path = await filing();
    await save(path, { 'v-field_66': 'Clients' });
    const { sha256 } = await approve(path);
    const breachId = path.split('/')[3] ?? '';
    await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, {
      body: { facts: { recordsConcerned: 12 }, reasons: 'Counted.' },
    });
    expect(await read(`${path}?stage=initial`)).toMatch(/The draft reads otherwise by now[\s\S]*href="#field_73"/);
    const recorded = await send(`${path}/receipt`, { ...RECEIPT, sha256 });
    expect(recorded.status).toBe(303);
    const events = await readEvents(api.store, breachId);
    expect(events.find((e) => e.type === 'filed')).toMatchObject({ data: { sha256, stage: 'initial', late: false } });

    expect(await read(recorded.location)).toContain('Version 1 is filed');
    const page = await read(`${path}?stage=follow-up`);
    expect(page).toContain('Follows the filing with receipt R-7.');
    expect(row(page, 'field_73')).toContain('was not in the last version');
    expect(row(page, 'field_66')).toContain('Clients');
    const sent = await api.call('auditor', 'GET', `${path}/versions/1/document`);
    expect(createHash('sha256').update(sent.body).digest('hex')).toBe(sha256);

    await save(path, { 'v-field_66': 'Clients and users' }, page, 'follow-up');
    const next = hidden(await read(`${path}?stage=follow-up`), 'sha256');
    await send(`${path}/approval`, { stage: 'follow-up', sha256: next, read: 'yes' }, 'deputy');
    await send(`${path}/receipt`, { ...RECEIPT, stage: 'follow-up', receipt: 'R-8', sha256: next });
    const second = await read(`${path}/versions/2`);
    expect(second).toContain('<del>Clients</del>');
    expect(second).toContain('<ins>Clients and users</ins>');
    expect(second).toContain('Deputy Data Protection Officer');
    expect(second).toContain(next);
  });

  it('says first where the record was corrected since, and nothing of it while it stands', async () => {
    const path = await filing();
    await save(path, { 'v-field_66': 'Clients' });
    const { sha256 } = await approve(path);
    await send(`${path}/receipt`, { ...RECEIPT, sha256 });
    const before = await read(path);
    expect(before).toMatch(/\d+ mandatory fields were left open\. Send what was missing/);
    expect(before).not.toContain('What you filed differs');
    const awareness = { awareAt: plusMs(NOW, -2 * HOUR_MS), reasons: 'The log says so.' };
    await api.call('dpo', 'POST', `/breaches/${path.split('/')[3]}/awareness`, { body: awareness });
    const page = await read(path);
    const note = /<div class="note warn"><h2>What you filed differs from what is known now[\s\S]*?<\/div>/.exec(
      page,
    )?.[0];
    expect(note).toContain('Tue 24 Nov 2026, 09:40 CET (08:40 UTC)');
    expect(note).toContain('Tue 24 Nov 2026, 07:40 CET (06:40 UTC)');
    expect(note).toContain('?stage=follow-up');
    expect(page).not.toContain('Nothing has to be done here now.');
  });

  it('is refused without an approval, unless it left elsewhere, with reasons', async () => {
    const path = await filing();
    const sha256 = hidden(await read(path), 'sha256');
    expect((await send(`${path}/receipt`, { ...RECEIPT, sha256 })).body).toContain('These bytes were not approved');
    expect((await send(`${path}/receipt`, { ...RECEIPT, elsewhere: 'yes' })).status).toBe(422);
    const given = { ...RECEIPT, elsewhere: 'yes', reasons: 'Counsel filed it by telephone.' };
    expect((await send(`${path}/receipt`, given)).status).toBe(303);
    const page = await read(path);
    expect(page).toContain('recorded without its bytes');
    expect(page).toContain('Counsel filed it by telephone.');
  });

  it('is not dated before its approval or the awareness, nor ahead, by page or by program', async () => {
    const path = await filing();
    await save(path, { 'v-field_66': 'Clients' });
    api.now = plusMs(NOW, HOUR_MS);
    const { sha256 } = await approve(path);
    const page = await send(`${path}/receipt`, { ...RECEIPT, sha256 });
    expect(page.status).toBe(422);
    expect(page.body).toContain('href="#f-filedAt"');
    expect(page.body).toContain('before the file was approved, Tue 24 Nov 2026, 10:40 CET (09:40 UTC)');
    const ahead = await send(`${path}/receipt`, { ...RECEIPT, sha256, filedAt: '2027-01-01T10:00' });
    expect(ahead.body).toContain('This lies in the future: it is Tue 24 Nov 2026, 10:40 CET (09:40 UTC) now.');
    const document = (await fileOf(path, '&approved=yes')).body;
    const body = { obligation: ART33, stage: 'initial', filedAt: NOW, receipt: 'R-9', document };
    const url = `/breaches/${path.split('/')[3]}/filings`;
    const early = await api.call('dpo', 'POST', url, { body });
    expect([early.status, early.json.field]).toEqual([409, 'filedAt']);
    expect(early.json.detail).toContain('before these bytes were approved on Tue 24 Nov 2026, 10:40 CET (09:40 UTC)');
    const awareness = { awareAt: plusMs(NOW, HOUR_MS), reasons: 'The log says so.' };
    await api.call('dpo', 'POST', `/breaches/${path.split('/')[3]}/awareness`, { body: awareness });
    const elsewhere = { obligation: ART33, filedAt: NOW, receipt: 'R-9', elsewhere: true, reasons: 'By telephone.' };
    expect((await api.call('dpo', 'POST', url, { body: elsewhere })).status).toBe(200);
  });

  it('is neither approved nor recorded, by page or by program, on a record that was changed from outside', async () => {
    const path = await filing();
    await save(path, { 'v-field_66': 'Clients' });
    const { sha256 } = await approve(path);
    const breachId = path.split('/')[3] ?? '';
    const before = await readEvents(api.store, breachId);
    await api.store.connection.collection('events').updateOne({ breachId, seq: 1 }, { $set: { by: 'somebody' } });
    const elsewhere = { ...RECEIPT, elsewhere: 'yes', reasons: 'By telephone.' };
    for (const [url, fields] of [
      [`${path}/approval`, { stage: 'initial', sha256, read: 'yes' }],
      [`${path}/receipt`, { ...RECEIPT, sha256 }],
      [`${path}/receipt`, elsewhere],
    ] as const) {
      const refused = await send(url, fields);
      expect([refused.status, refused.body]).toEqual([409, expect.stringContaining('does not verify from event 1 on')]);
    }
    const body = { obligation: ART33, filedAt: NOW, receipt: 'R-9', elsewhere: true, reasons: 'By telephone.' };
    const byProgram = await api.call('dpo', 'POST', `/breaches/${breachId}/filings`, { body });
    expect([byProgram.status, byProgram.json.code]).toEqual([409, 'record-broken']);
    expect(await readEvents(api.store, breachId)).toHaveLength(before.length);
    await api.store.connection.collection('events').updateOne({ breachId, seq: 1 }, { $set: { by: before[0]?.by } });
    expect((await send(`${path}/receipt`, { ...RECEIPT, sha256 })).status).toBe(303);
  });

  it('asks for reasons once it is late, in the draft and with the receipt', async () => {
    const path = await filing();
    api.now = plusMs(NOW, 80 * HOUR_MS);
    expect(await read(path)).toContain('This filing is late');
    const sha256 = createHash('sha256')
      .update((await fileOf(path)).body)
      .digest('hex');
    expect((await send(`${path}/approval`, { stage: 'initial', sha256 })).status).toBe(422);
    await save(path, { 'v-field_49': 'The desk was not staffed.' });
    const approved = await approve(path);
    expect(approved.status).toBe(303);
    const late = { ...RECEIPT, filedAt: '2026-11-27T17:40', sha256: approved.sha256 };
    const refused = await send(`${path}/receipt`, late);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('href="#f-reasons"');
    expect((await send(`${path}/receipt`, { ...late, reasons: 'The desk was not staffed.' })).status).toBe(303);
    expect(await read(path)).toContain('<span class="tag warn">late</span>');
  });

  it('of an obligation or a version that is not there is a page that says so', async () => {
    const path = await filing();
    expect((await api.call('dpo', 'GET', path.replace(ART33, 'no-such-duty'))).status).toBe(404);
    expect((await api.call('dpo', 'GET', `${path}/versions/3`)).status).toBe(404);
  });
});
