import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import type { Answers } from '../../domain/filing/context.ts';
import { draftFiling } from '../../domain/filing/draft.ts';
import { templateFromContent } from '../../domain/filing/generic.ts';
import { fieldsOfFile } from '../../domain/filing/reading.ts';
import { type Receiver, receiversOf } from '../../domain/filing/receivers.ts';
import type { FilingTemplate } from '../../domain/filing/template.ts';
import { type FilingText, textOfDraft, textOfFile } from '../../domain/filing/text.ts';
import { filingContext, projectTemplate } from '../../test/support/filings.ts';
import { textOfOdt } from '../../test/support/odt.ts';
import { textOfPdf } from '../../test/support/pdf.ts';
import { testView } from '../../test/support/view.ts';
import type { Language } from '../languages/index.ts';
import { renderOdt } from '../odt/render.ts';
import { renderPdf } from '../pdf/render.ts';
import { filingDocument, languageNotes, languageOf } from './document.ts';
import { documentAsHtml, documentOnPaper } from './document-file.ts';

const ART33 = 'gdpr-art33-1-authority';
const SINCE = '2026-11-24T08:40:00.000Z';
const FORMS = loadFilings(fileURLToPath(new URL('../../policy', import.meta.url)));
const CASES = FORMS.flatMap((form) => form.obligations.map((duty) => [`${form.id} for ${duty}`, form, duty] as const));
const BERLIN: Receiver = {
  ...{ name: 'BlnBDI', link: 'https://example.org/', isForm: false, channel: 'form', languages: ['de'] },
  ...{ zone: 'Europe/Berlin', confidence: 'known' },
};

function draftText(form: FilingTemplate, duty: string, answers: Answers = {}): FilingText {
  const draft = draftFiling(form, filingContext(duty), answers);
  return textOfDraft(form, draft, { proposed: [], repeated: [], of: { kind: 'draft', at: null, by: null } });
}

/** A draft with words of the record: the consequences as typed in English, the measures in an unknown language. */
function repeatingText(): FilingText {
  const form = projectTemplate(ART33);
  const draft = draftFiling(form, filingContext(ART33));
  const written = { consequences: 'en', measures: null };
  const repeated = form.fields.flatMap((field) =>
    field.from === 'consequences' || field.from === 'measures' ? [{ field, written: written[field.from] }] : [],
  );
  return textOfDraft(form, draft, { proposed: [], repeated, of: { kind: 'draft', at: null, by: null } });
}

function documentOf(
  text: FilingText,
  language: Language = 'en',
  receivers: readonly Receiver[] = [],
  written: Language = language,
) {
  const planned = { article: 'GDPR Art. 33(1)', recipient: 'supervisory authority' };
  const about = { breachId: 'TOC-2026-0001', exercise: false, planned, receivers, written, since: SINCE };
  return filingDocument(testView(), language, { text, ...about });
}

const fieldOf = (document: ReturnType<typeof documentOf>, id: string) =>
  document.sections.flatMap(({ fields }) => fields).find((field) => field.id === id);
const flat = (text: string) => text.replaceAll(/\s+/g, '');

/** Where each of the words stands, looked for one after the other; -1 where one is not there. */
function placesIn(text: string, words: readonly string[]): number[] {
  let at = 0;
  return words.map((word) => {
    const found = text.indexOf(word, at);
    if (found >= 0) at = found + word.length;
    return found;
  });
}

describe.each(CASES)('the document of %s', (_, form, duty) => {
  const asked = form.fields.filter(({ asks }) => asks.length === 0 || asks.includes(duty));

  it.each(['en', 'de'] as const)('has every field of the form in its order, in %s', (language) => {
    const document = documentOf(draftText(form, duty), language);
    const fields = document.sections.flatMap((section) => section.fields);
    expect(fields.map(({ id }) => id)).toEqual(asked.map(({ id }) => id));
    const rows = [...documentAsHtml(document).matchAll(/<div class="f[^"]*" id="([^"]+)"/g)].map(([, id]) => id);
    expect(rows).toEqual(asked.map(({ id }) => id));
  });

  it('says of each field what it holds, or that nothing stands there and why', () => {
    const document = documentOf(draftText(form, duty));
    for (const { value, standing, copy } of document.sections.flatMap(({ fields }) => fields)) {
      expect(value).not.toBe('');
      expect(copy === '').toBe(standing !== 'answered');
    }
  });
});

// What a form asks for in another of its duties is laid out by the same pages.
it.each(FORMS.flatMap((form) => (['en', 'de'] as const).map((language) => ({ id: form.id, form, language }))))(
  'on paper $id has every field in its order, in $language',
  async ({ form, language }) => {
    const document = documentOf(draftText(form, form.obligations[0] ?? ''), language);
    const fields = document.sections.flatMap((section) => section.fields);
    const numbered = fields.map(({ number, label }) => flat(`${number}. ${label}`));
    const paper = documentOnPaper(document);
    for (const text of [textOfPdf(await renderPdf(paper)), textOfOdt(renderOdt(paper))]) {
      // What is open is listed before all of it.
      const all = flat(text);
      const listed = placesIn(all, document.open.map(flat)).at(-1) ?? 0;
      const places = placesIn(all.slice(listed + 1), numbered);
      expect(numbered.filter((__, i) => places[i] === -1)).toEqual([]);
    }
  },
);

describe('the document of a filing', () => {
  const template = projectTemplate(ART33);
  const answers: Answers = {
    ...{ field_66: 'Kundinnen und Kunden.\nAuch deren Büros.', field_67: 'b', field_68: 12_500, field_97: 'b' },
    ...{ field_99: '2026-12-01', field_60: ['f', 'd'], field_76: 'TBD' },
  };

  it('cites the law as lawyers of its language do', () => {
    const german = documentOf(draftText(template, ART33), 'de');
    expect(german.about.map(({ value }) => value)).toContain('Art. 33 Abs. 1 DSGVO');
    expect(german.footer).not.toContain('GDPR');
    const rules = german.sections.flatMap(({ fields }) => fields.map(({ rule }) => rule));
    expect(rules).toContain('Art. 33 Abs. 3 Buchst. b');
    expect(rules.filter((rule) => /\d\(\d/.test(rule))).toEqual([]);
    expect(documentOf(draftText(template, ART33)).about.map(({ value }) => value)).toContain('GDPR Art. 33(1)');
  });

  it('is in the language of the receiver where there are words in it, and in another that is asked for', () => {
    const french = { ...BERLIN, languages: ['fr', 'de'] };
    expect(languageOf([BERLIN], undefined, 'en')).toBe('de');
    expect(languageOf([BERLIN], 'en', 'de')).toBe('en');
    expect(languageOf([french], undefined, 'en')).toBe('de');
    expect(languageOf([{ ...BERLIN, languages: ['fr'] }], undefined, 'en')).toBe('en');
    expect(languageOf([], undefined, 'de')).toBe('de');
    expect(languageNotes(testView(), [french]).join(' ')).toContain('It is handed in in French');
    expect(languageNotes(testView(), [BERLIN])).toHaveLength(1);
  });

  it('says in which language its free answers are, where that is another than its own', () => {
    const text = draftText(template, ART33, answers);
    const english = documentOf(text, 'en', [BERLIN], 'de');
    expect(english.languages).toEqual(['en', 'de']);
    expect(fieldOf(english, 'field_66')?.valueIn).toBe('de');
    // Numbers and options are put into the document's language.
    for (const id of ['field_68', 'field_67', 'field_99']) expect(fieldOf(english, id)?.valueIn).toBe('en');
    const free = english.sections.flatMap(({ fields }) => fields).filter(({ valueIn }) => valueIn === 'de');
    expect(english.notes).toContain(
      `${free.length} answers in free words stand in German, the language of the filing.`,
    );
    expect(documentAsHtml(english)).toContain('<span class="prewrap" lang="de">Kundinnen und Kunden.');
    const own = documentOf(text, 'de', [BERLIN], 'de');
    expect(own.languages.filter((each) => each !== 'en')).toEqual(['de']);
    expect(own.notes.join(' ')).not.toContain('Sprache der Meldung');
  });

  it('reads as a person reads: options with codes, days and numbers of its language, times of its receiver', () => {
    const german = documentOf(draftText(template, ART33, answers), 'de', [BERLIN]);
    expect(fieldOf(german, 'field_48')?.value).toMatch(/^Di 24\. Nov\.? 2026, 09:20 MEZ \(08:20 UTC\)$/);
    expect(fieldOf(german, 'field_48')?.copy).toBe('24.11.2026 09:20');
    expect(fieldOf(german, 'field_99')?.copy).toBe('01.12.2026');
    expect(fieldOf(german, 'field_68')).toMatchObject({ value: '12.500', copy: '12500' });
    // What has no German words yet says that it is English, and the document says how much of it there is.
    const foreign = german.sections.flatMap(({ fields }) => fields).filter(({ labelIn }) => labelIn === 'en');
    expect(german.languages).toEqual(foreign.length === 0 ? ['de'] : ['de', 'en']);
    expect(german.notes.some((note) => note.includes(`${foreign.length} Fragen`))).toBe(foreign.length > 1);
    const marked = documentAsHtml(german).match(/<div class="lab"><span lang="en">/g) ?? [];
    expect(marked).toHaveLength(foreign.length);
    expect(german.about.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['Example Cloud GmbH', 'BlnBDI', 'Erstmeldung', 'TOC-2026-0001']),
    );
    const english = documentOf(draftText(template, ART33, answers), 'en', [{ ...BERLIN, zone: 'Europe/Lisbon' }]);
    expect(fieldOf(english, 'field_48')?.value).toMatch(/08:20 (WET|GMT) \(08:20 UTC\)$/);
    expect(fieldOf(english, 'field_99')).toMatchObject({ value: 'Tue 1 Dec 2026', copy: '2026-12-01' });
    const kinds = fieldOf(english, 'field_60');
    expect(kinds?.value).toBe('access to IT systems without authority (f)\nphishing or social engineering (d)');
    expect(kinds?.copy).toBe('access to IT systems without authority; phishing or social engineering');
    expect(english.notes.join(' ')).toContain('Europe/Lisbon');
  });

  it('names what is open, a placeholder among it, and what the answers rule out', () => {
    const document = documentOf(draftText(template, ART33, answers));
    expect(document.isDraft).toBe(true);
    expect(document.marks).toEqual(['DRAFT']);
    expect(fieldOf(document, 'field_76')).toMatchObject({ standing: 'open', copy: '' });
    expect(fieldOf(document, 'field_76')?.value).toMatch(/^Not answered yet: holds only a placeholder/);
    expect(document.open).toContain('76. These measures in words');
    expect(fieldOf(document, 'field_5')).toMatchObject({ standing: 'not-asked', value: 'Does not apply' });
    expect(fieldOf(document, 'field_10')).toMatchObject({ standing: 'none', value: 'No answer' });
  });

  it('of exact bytes says what stands in them and nothing else, by whom it was approved and when', async () => {
    const { content, sha256 } = draftFiling(template, filingContext(ART33), answers);
    const about = { obligation: ART33, stage: 'initial' as const, afterComplete: false, late: false, sha256 };
    const of = { kind: 'approved' as const, at: '2026-11-25T09:00:00.000Z', by: 'dpo' };
    const text = () => textOfFile(template, { ...about, of, fields: fieldsOfFile(template, content) ?? {} });
    const document = documentOf(text(), 'de', [BERLIN]);
    expect([document.isDraft, document.marks, document.at]).toEqual([false, [], of.at]);
    expect(document.about.at(-1)?.value).toMatch(/^Freigegeben von Datenschutzbeauftragte Person am Mi 25\. Nov/);
    expect(document.notes.join(' ')).toContain(sha256);
    expect(fieldOf(document, 'field_76')?.standing).toBe('open');
    expect(fieldOf(document, 'field_99')?.copy).toBe('01.12.2026');
    // The file carries a word where the form does not show the field.
    expect(JSON.parse(content).field_39).toBe('not applicable');
    expect(fieldOf(document, 'field_39')).toMatchObject({ standing: 'not-asked', value: 'Trifft nicht zu' });
    const again = documentOf(text(), 'de', [BERLIN]);
    expect(renderOdt(documentOnPaper(again)).equals(renderOdt(documentOnPaper(document)))).toBe(true);
    const [pdf, second] = [await renderPdf(documentOnPaper(document)), await renderPdf(documentOnPaper(again))];
    expect(second.equals(pdf)).toBe(true);
    expect(textOfPdf(pdf)).not.toMatch(/DRAFT|ENTWURF/);
  });

  it.each([
    ['en', 'recorded words, written in English', 'recorded words, language not known', 'than this filing'],
    ['de', 'Aufzeichnung auf Englisch', 'Aufzeichnung, Sprache nicht bekannt', 'Sprache als diese Meldung'],
  ] as const)('marks recorded words that may be in another language, in %s', async (language, ...said) => {
    const document = documentOf(repeatingText(), language, [BERLIN]);
    const fields = document.sections.flatMap((section) => section.fields);
    const [known, unknown] = ['Fraudulent mail.', 'Sessions ended.'].map((words) =>
      fields.find(({ copy }) => copy === words),
    );
    expect([known?.repeated, unknown?.repeated]).toEqual([{ written: 'en' }, { written: null }]);
    expect(document.repeated).toEqual(expect.arrayContaining([`${known?.number}. ${known?.label}`]));
    expect(fields.filter(({ repeated }) => repeated !== null)).toHaveLength(document.repeated.length);
    const paper = documentOnPaper(document);
    for (const text of [textOfPdf(await renderPdf(paper)), textOfOdt(renderOdt(paper)), documentAsHtml(document)]) {
      for (const words of said) expect(flat(text)).toContain(flat(words));
    }
  });

  it('is marked as a draft on every page, and in a drill as one', async () => {
    const text = draftText(template, ART33, { field_66: 'One. '.repeat(2_000) });
    const planned = { article: 'GDPR Art. 33(1)', recipient: 'supervisory authority' };
    const about = { breachId: 'EX-2026-0001', exercise: true, planned, receivers: [], since: SINCE };
    const document = filingDocument(testView(), 'en', { text, written: 'en', ...about });
    const pdf = textOfPdf(await renderPdf(documentOnPaper(document)));
    const pages = pdf.match(/Page \d+ of \d+/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(3);
    expect(pdf.match(/DRAFT/g)).toHaveLength(pages);
    expect(pdf.match(/EXERCISE/g)).toHaveLength(pages);
    expect(documentAsHtml(document)).toMatch(/EXERCISE[\s\S]*DRAFT/);
  });

  it('as a page that stands alone loads and runs nothing, and escapes what people typed', () => {
    const typed = { field_66: '</dd><script>alert(1)</script>' };
    const page = documentAsHtml(documentOf(draftText(template, ART33, typed), 'de', [BERLIN]));
    expect(page).toContain('<html lang="de">');
    expect(page).not.toMatch(/<script|<link|src=|<button/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('is made of a list of contents too, where the receiver has no form that the policy knows', () => {
    const form = templateFromContent({
      ...{ id: 'by-content', title: 'To the agency', article: 'Art. 1', citation: 'Act 1', confidence: 'known' },
      content: [
        { item: 'nature', says: 'What happened' },
        { item: 'contact', says: 'Whom to ask' },
      ],
    });
    const document = documentOf(draftText(form, 'by-content'));
    expect(fieldOf(document, 'contact')?.value).toContain('Mara Lindqvist, dpo@example.org');
  });

  it('leads to the form of the one receiver that the form itself names', () => {
    const [ico] = receiversOf(projectTemplate('uk-gdpr-art33-1-ico'), []);
    expect(ico).toMatchObject({ isForm: true, zone: 'Europe/London', languages: ['en'] });
    expect(ico?.link).toMatch(/^https:\/\/ico\.org\.uk\//);
    expect(receiversOf(projectTemplate(ART33), [])).toEqual([]);
  });
});
