import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import { filingContext } from '../../test/support/filings.ts';
import type { Answers, FieldValue, FilingContext } from './context.ts';
import { renderDocument } from './document.ts';
import { draftFiling } from './draft.ts';
import { isPlaceholder } from './formats.ts';
import type { FilingField, FilingTemplate } from './template.ts';
import { whatIsWrong } from './values.ts';

const FORMS = loadFilings(fileURLToPath(new URL('../../policy', import.meta.url)));
/** One case for each form and each of its duties. */
const CASES = FORMS.flatMap((form) => form.obligations.map((duty) => [`${form.id} for ${duty}`, form, duty] as const));

const TEXTS = {
  ...{ lei: '529900T8BM49AURSDO55', email: 'desk@example.org', phone: '+49 30 1234567', duration: '01:02:03' },
  person: 'Ines Özdemir',
};

/** An answer that the form takes, whatever the field asks. */
function anAnswer({ kind, is, options, onlyIncomplete, most, label }: FilingField): Answers[string] {
  const [option = ''] = Object.keys(options).filter((each) => !onlyIncomplete.includes(each));
  const text = is === null ? `Of ${label.toLowerCase().replaceAll(/[^a-z ]/g, '')}` : TEXTS[is];
  switch (kind) {
    case 'choice':
      return option;
    case 'choices':
      return [option];
    case 'yes':
      return true;
    case 'count':
    case 'number':
      return Math.min(7, most ?? 7);
    case 'counts':
      return ['DE 120', 'FR 40'];
    case 'date':
      return '2026-11-26';
    case 'date-time':
      return '2026-11-24T09:20:00+01:00';
    case 'list':
      return [text];
    case 'text':
      return text;
  }
}

/** Much is known: numbers, losses, and that it was an alert. */
function rich(duty: string, change: Partial<FilingContext> = {}): FilingContext {
  const context = filingContext(duty, { stage: 'complete', earlier: 'R-7', reasons: 'The logs came late.', ...change });
  const facts = {
    ...context.state.facts,
    ...{ systems: ['tickets'], peopleConcerned: 2_300, recordsConcerned: 9_000, residents: { DE: 2_000, FR: 300 } },
    ...{ confidentiality: 'unknown-recipients' as const, integrity: 'none' as const, availability: 'none' as const },
    events: { occurrence: '2026-11-22T21:00:00.000Z', classification: '2026-11-24T09:00:00.000Z' },
  };
  return { ...context, state: { ...context.state, facts, origin: 'alert' } };
}

/** All fields of a form that its own answers do not rule out, filled in over the record. */
function filled(form: FilingTemplate, duty: string) {
  let answers: Answers = {};
  // What an answer brings up is answered in the next turn.
  for (let turn = 0; turn < 5; turn++) {
    const { missing, shown } = draftFiling(form, rich(duty), answers);
    const empty = form.fields.filter(({ id }) => shown.includes(id) && missing.some(({ field }) => field === id));
    if (empty.length === 0) break;
    answers = { ...answers, ...Object.fromEntries(empty.map((field) => [field.id, anAnswer(field)])) };
  }
  return { answers, draft: draftFiling(form, rich(duty), answers) };
}

describe.each(CASES)('%s', (_, form, duty) => {
  const { answers, draft } = filled(form, duty);

  it('can be filled in to the end, and says so in the order of the form', () => {
    expect([draft.missing, draft.forbidden]).toEqual([[], []]);
    const text = renderDocument(form, draft, 'Europe/Berlin').replaceAll(/\s+/g, ' ');
    const asked = form.fields.filter(({ id }) => draft.fields[id] !== undefined);
    const places = asked.map(({ label }) => text.indexOf(`- ${label.replaceAll(/\s+/g, ' ')}: `));
    expect(asked.filter((__, i) => (places[i] ?? -1) < 0).map(({ id }) => id)).toEqual([]);
    expect(JSON.parse(draft.content)).toBeTruthy();
  });

  it('takes its options and limits, and nothing beyond them', () => {
    const asked = form.fields.filter(({ id }) => draft.shown.includes(id));
    for (const field of asked) {
      const { id, kind, options, onlyIncomplete, limit, is, least, most } = field;
      const said = (value: Exclude<FieldValue, null>) => [id, whatIsWrong(field, value, false)?.code];
      const last = Object.keys(options).filter((option) => !onlyIncomplete.includes(option));
      if (kind === 'choice') {
        for (const option of last) expect(said(option)).toEqual([id, undefined]);
        for (const option of onlyIncomplete) expect(said(option)).toEqual([id, 'early-option']);
        expect(said('no-such-option')).toEqual([id, 'no-option']);
      }
      if (kind === 'choices') {
        expect(said(last)).toEqual([id, undefined]);
        expect(said([...last, 'no-such-option'])).toEqual([id, 'no-option']);
      }
      if (kind === 'text' && limit !== null && is === null) {
        expect(said('a'.repeat(limit))).toEqual([id, undefined]);
        expect(said('a'.repeat(limit + 1))).toEqual([id, 'too-long']);
      }
      if (kind === 'text') expect(said('[to be filled in]')).toEqual([id, 'placeholder']);
      if (kind === 'count' || kind === 'number') {
        const code = kind === 'count' ? 'whole' : 'range';
        expect(said(least ?? 0)).toEqual([id, undefined]);
        expect(said((least ?? 0) - 1)).toEqual([id, code]);
        if (most !== null)
          expect([said(most), said(most + 1)]).toEqual([
            [id, undefined],
            [id, code],
          ]);
      }
      if (kind === 'date') expect(said('26.11.2026')).toEqual([id, 'date']);
      if (kind === 'date-time') expect(said('2026-11-26')).toEqual([id, 'date-time']);
    }
  });

  it('can be withdrawn with what it names for that, once it was handed in', () => {
    const draft = draftFiling(form, rich(duty, { stage: 'withdrawal' }), answers);
    const open = draft.missing.filter(({ wrong, why }) => wrong === null && !why.includes('rule it out'));
    expect(open).toEqual([]);
  });
});

describe('the forms', () => {
  it('say whether they are exact, and a partial one what of it is not known, in both languages', () => {
    const partial = FORMS.filter(({ exactness }) => exactness === 'partial');
    expect(partial.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['uk-ico', 'fr-cnil', 'us-hhs-ocr', 'us-ca-ag']),
    );
    expect(partial.filter((form) => form.partial === null)).toEqual([]);
    expect(FORMS.filter(({ exactness }) => exactness === 'exact').map(({ id }) => id)).toEqual(['dora-threat', 'dora']);
  });

  it('carry it in the file, where that is a package', () => {
    for (const form of FORMS.filter(({ exactness, format }) => exactness === 'partial' && format === 'package')) {
      const [duty = ''] = form.obligations;
      const { content } = draftFiling(form, rich(duty));
      expect(JSON.parse(content).partial).toBe(form.partial);
    }
  });

  it.each([
    ['uk-ico', 'uk-gdpr-art33-1-ico', { 'ico-kind': 'follow-up', 'ico-case': 'R-7', 'ico-people': 2_300 }],
    ['fr-cnil', 'gdpr-art33-1-authority', { 'cnil-type': 'complete', 'cnil-nature': ['confidentiality'] }],
    ['us-hhs-ocr', 'hipaa-hhs-500', { 'hhs-affecting': '500 or more', 'hhs-report': 'addendum', 'hhs-number': 'R-7' }],
    ['us-hhs-ocr', 'hipaa-hhs-under-500', { 'hhs-affecting': 'fewer than 500', 'hhs-individuals': 2_300 }],
    ['us-tx-ag', 'us-tx-ag', { 'tx-nature': 'A session was taken over.', 'tx-taken': 'Sessions ended.' }],
    ['eu-611-2013', 'eprivacy-611-2013-first', { 't-3': 'first', 't-1': 'Example Cloud GmbH' }],
    ['dora', 'dora-initial', { 'f1-1': 'initial_notification', 'f2-7': 'monitoring_systems', 'f2-1': 'TOC-2026-0001' }],
  ])('%s begins with what is on record for %s', (id, duty, said) => {
    const form = FORMS.find((each) => each.id === id);
    if (form === undefined) throw new Error(`no form ${id}`);
    expect(draftFiling(form, rich(duty)).fields).toMatchObject(said);
  });

  it('take a placeholder for nothing, and words for words', () => {
    const placeholders = [
      'TBD',
      'tbd.',
      'N/A',
      '…',
      '---',
      '[name of the provider]',
      '{{reference}}',
      'To be determined',
      'xxx',
      'Folgt',
      '???',
      '-',
      '(?!)',
      '{{name}}; {{contact}}',
      'TBD\nn/a',
      'to be confirmed',
      'Will be provided later',
      'wird nachgereicht',
      'Noch zu klären.',
      'k. A.',
      'noch nicht bekannt',
      'Lorem ipsum dolor sit amet, which nobody wrote.',
    ];
    expect(placeholders.filter((text) => !isPlaceholder(text))).toEqual([]);
    const words = [
      'None',
      'No',
      'x',
      'Names [and birth dates]',
      'The name is to be determined by the provider.',
      '0',
      'Not applicable',
      'J',
      'Unknown',
      'TBD by the provider',
      'Wird nachgereicht, sobald das Labor geantwortet hat',
      `${'['.repeat(300)}a`,
    ];
    expect(words.filter(isPlaceholder)).toEqual([]);
  });

  /** Of every form: which fields ask for the name of a person. */
  const NAMES = FORMS.flatMap((form) =>
    form.obligations.flatMap((duty) =>
      form.fields
        .filter(({ is, asks }) => is === 'person' && (asks.length === 0 || asks.includes(duty)))
        .map((field) => [`${form.id}, ${field.id} of ${duty}`, form, duty, field] as const),
    ),
  );

  it('ask for the name of a person somewhere, each that is to be signed by one', () => {
    const ids = new Set(NAMES.map(([, form]) => form.id));
    const eea = ['dora', 'dora-threat', 'edpb-art33', 'fr-cnil', 'it-garante', 'nl-ap'];
    expect([...ids].toSorted()).toEqual([...eea, 'in-cert-in', 'us-ca-ag', 'us-hhs-ocr', 'us-me-ag'].toSorted());
  });

  it.each(NAMES)('%s takes no role for a name, and names a gap', (_, form, duty, field) => {
    const always = { field_33: 'c', [field.id]: '' };
    const of = (said: string) => draftFiling(form, rich(duty, { stage: 'initial' }), { ...always, [field.id]: said });
    for (const role of ['Data Protection Officer', 'Datenschutzbeauftragte Person', 'CISO', 'privacy@example.org']) {
      const draft = of(role);
      expect([role, draft.fields[field.id]]).toEqual([role, undefined]);
      const gap = draft.missing.find((each) => each.field === field.id);
      expect([role, gap?.wrong, gap?.blocks]).toEqual([role, { code: 'format', format: 'person' }, false]);
    }
    expect(of('Ines Özdemir, Data Protection Officer').fields[field.id]).toBe('Ines Özdemir, Data Protection Officer');
  });

  it.each(NAMES.filter(([, , , { from }]) => from !== null))(
    '%s is the person whom the policy names, and missing where it names none',
    (_, form, duty, field) => {
      const context = rich(duty, { stage: 'initial' });
      expect(['Mara Lindqvist', 'Jonas Albrecht']).toContain(draftFiling(form, context).fields[field.id]);
      const { name: __, ...dpo } = context.organisation.dpo;
      const { name: ___, ...deputy } = context.organisation.deputy;
      const draft = draftFiling(form, { ...context, organisation: { ...context.organisation, dpo, deputy } });
      expect(draft.fields[field.id]).toBeUndefined();
      // One that is optional may stay empty.
      const gap = expect.objectContaining({ field: field.id, wrong: null });
      if (field.mandatory !== false) expect(draft.missing).toContainEqual(gap);
      else expect(draft.missing).not.toContainEqual(gap);
    },
  );
});
