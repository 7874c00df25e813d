import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/roles.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { NOW, TestApi } from '../support/api.ts';
import { FilingDesk, RECEIPT } from '../support/filing-desk.ts';
import { textOfOdt } from '../support/odt.ts';
import { textOfPdf } from '../support/pdf.ts';

let api: TestApi;
let desk: FilingDesk;
beforeAll(async () => {
  api = await TestApi.start();
  desk = new FilingDesk(api);
});
afterAll(() => api.stop());

async function fileOf(path: string, format: string, query = '', as: Role = 'auditor') {
  const url = `${path}/document/${format}${query}`;
  const answer = await api.server.inject({ url, headers: { authorization: `Bearer ${api.tokens[as]}` } });
  return { bytes: answer.rawPayload, headers: answer.headers, status: answer.statusCode };
}

async function apiDocument(path: string, query = '', as: Role = 'responder') {
  return api.call(as, 'GET', `${path.replace('/desk', '')}/document${query}`);
}

/** What the document says of a field, as programs read it. */
function saidOf(json: object, id: string): string | undefined {
  const { sections } = json as { sections: { fields: { id: string; value: string }[] }[] };
  return sections.flatMap(({ fields }) => fields).find((field) => field.id === id)?.value;
}

describe('a filing as a document', () => {
  it('is a page in the language of the authority, with its form, each answer to be copied', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Anna Dvořáks "Kunden" & mehr\nin Büros' });
    const page = await desk.read(`${path}/document`, 'auditor');
    expect(page).toContain('<article class="card sheet" lang="de"');
    expect(page).toMatch(/<a class="btn" href="https:[^"]+" target="_blank" rel="noreferrer">[^<]*BlnBDI/);
    expect(page).toContain('data-copy="Anna Dvořáks &quot;Kunden&quot; &amp; mehr\nin Büros"');
    expect(page).toContain('<script src="/assets/copy.js" defer></script>');
    expect(page).toContain('ENTWURF');
    expect(page).toContain('>Copy<');
    expect(await desk.read(`${path}/document?language=en`)).toContain('<article class="card sheet" lang="en"');
    expect((await api.call('auditor', 'GET', '/assets/copy.js')).body).toContain('navigator.clipboard');
  });

  it('goes out as PDF, ODT and HTML in any script, the same bytes for the same text', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Anna Dvořák, Ελένη, Ирина' });
    const query = '?stage=initial&language=en';
    const read = { pdf: textOfPdf, odt: textOfOdt, html: (bytes: Buffer) => bytes.toString('utf8') };
    for (const [format, textOf] of Object.entries(read)) {
      const { bytes, headers } = await fileOf(path, format, query);
      expect(headers['content-disposition']).toMatch(new RegExp(`^attachment; .*-draft-en\\.${format}"$`));
      const text = textOf(bytes);
      for (const said of ['Anna Dvořák, Ελένη, Ирина', 'Mara Lindqvist']) expect(text).toContain(said);
      expect((await fileOf(path, format, query)).bytes.equals(bytes)).toBe(true);
    }
    expect((await fileOf(path, 'docx')).status).toBe(400);
  });

  it('is of exactly what was approved, whatever the record says since; the draft stands beside it', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Clients' });
    const { sha256 } = await desk.approve(path);
    const before = await fileOf(path, 'odt');
    expect(textOfOdt(before.bytes)).not.toContain('ENTWURF');
    expect(textOfOdt(before.bytes)).toContain(sha256);
    await api.call('dpo', 'PATCH', `/breaches/${path.split('/')[3]}/facts`, {
      body: { facts: { recordsConcerned: 4_321 }, reasons: 'Counted.' },
    });
    expect((await fileOf(path, 'odt')).bytes.equals(before.bytes)).toBe(true);
    const approved = await apiDocument(path, '?language=en');
    expect(approved.json).toMatchObject({ isDraft: false, language: 'en' });
    expect(saidOf(approved.json, 'field_73')).not.toContain('4,321');
    const draft = await apiDocument(path, '?language=en&draft=true');
    expect(draft.json).toMatchObject({ isDraft: true });
    expect(saidOf(draft.json, 'field_73')).toBe('4,321');
    const page = await desk.read(`${path}/document`);
    expect(page).toContain('The draft as it reads now');
  });

  it('marks recorded words that may be in another language, until they are confirmed with the approval', async () => {
    const path = await desk.filing();
    await api.call('dpo', 'PATCH', `/breaches/${path.split('/')[3]}/facts`, {
      body: { narrative: { measures: 'Sessions were ended.' }, reasons: 'Done.' },
    });
    const mark = 'Wortlaut der Aufzeichnung';
    const draft = textOfOdt((await fileOf(path, 'odt')).bytes);
    expect(draft).toContain(mark);
    expect(draft).toMatch(/wiederhol(t|en) festgehaltene Worte/);
    expect(await desk.read(`${path}/document`)).toContain(mark);
    await desk.approve(path);
    const approved = textOfOdt((await fileOf(path, 'odt')).bytes);
    expect([approved.includes('Sessions were ended.'), approved.includes(mark)]).toEqual([true, false]);
    await desk.handIn(path, 'initial', 'R-8');
    expect(textOfOdt((await fileOf(path, 'odt', '?version=1')).bytes)).not.toContain(mark);
  });

  it('of a version stays what was handed in, with its number, also after a correction of the receipt', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Clients' });
    const { sha256 } = await desk.approve(path);
    await desk.send(`${path}/receipt`, { ...RECEIPT, sha256 });
    const sent = await fileOf(path, 'pdf', '?version=1');
    const text = textOfPdf(sent.bytes).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Fassung 1, eingereicht am Di 24. Nov');
    expect(text).toContain('Clients');
    const receipt = { receipt: 'R-7b', reasons: 'Typed wrongly.' };
    await api.call('dpo', 'POST', `${path.replace('/desk', '')}/versions/1/receipt`, { body: receipt });
    api.now = plusMs(NOW, 2 * HOUR_MS);
    expect((await fileOf(path, 'pdf', '?version=1')).bytes.equals(sent.bytes)).toBe(true);
    expect((await apiDocument(path, '?version=2')).status).toBe(404);
    const page = await desk.read(`${path}/document?version=1`);
    expect(page).toContain('Fassung 1');
    expect(await desk.read(path)).toContain('document?version=1');
  });

  it('is in the audit by whom it was looked at, and for those who read incidents alone', async () => {
    const path = await desk.filing();
    await fileOf(path, 'odt');
    await apiDocument(path);
    const { json } = await api.call('auditor', 'GET', '/audit?limit=50');
    const said = JSON.stringify(json);
    expect(said).toContain('GET /desk/breaches/:breachId/filings/:obligation/document/:format');
    expect(said).toContain('GET /breaches/:breachId/filings/:obligation/document');
    for (const role of ['reporter', 'administrator'] as const) {
      const [file, json] = [await fileOf(path, 'odt', '', role), await apiDocument(path, '', role)];
      expect([file.status, json.status]).toEqual([403, 403]);
    }
  });
});
