import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { AWARE, filingContext, projectTemplate } from '../../test/support/filings.ts';
import type { Answers, FilingContext } from './context.ts';
import { draftFiling, type FilingDraft } from './draft.ts';
import { fieldsOfFile } from './reading.ts';
import { diffFiles, whyNotNext } from './versions.ts';

const template = projectTemplate('dora-initial');
const schema = JSON.parse(
  readFileSync(new URL('../../test/fixtures/filing/dora-ir-1.2.1.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);
const errorsOf = ({ content }: Pick<FilingDraft, 'content'>) => {
  validate(JSON.parse(content));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const LEI = '529900T8BM49AURSDO55';
const OTHER_LEI = '5493001KJTIIGC8Y1R12';
const INITIAL: Answers = {
  'f1-3': LEI,
  'f1-4': ['credit_institution', 'payment_institution'],
  'f1-5': ['Example Bank AG', 'Example Pay GmbH'],
  'f1-6': [LEI, OTHER_LEI],
  'f1-13': 'Example Holding SE',
  'f1-14': OTHER_LEI,
  'f1-15': 'EUR',
  'f2-3': '2026-11-24T10:00:00+01:00',
  'f2-5': ['data_losses', 'geographical_spread', 'reputational_impact', 'economic_impact'],
  'f2-6': ['DE', 'AT'],
  'f2-7': 'it_security',
  'f2-8': 'Fjord Hosting AS',
  'f2-9': true,
};
const INTERMEDIATE: Answers = {
  ...INITIAL,
  ...{ 'f3-1': 'BF-77', 'f3-2': '2026-11-23T22:00:00Z', 'f3-3': '2026-11-24T18:00:00Z' },
  ...{ 'f3-4': 410, 'f3-5': 2.4, 'f3-6': 3, 'f3-7': 0.1, 'f3-8': true, 'f3-9': 20, 'f3-10': 0.5, 'f3-11': 12_000.5 },
  ...{ 'f3-12': ['estimates_for_clients_affected', 'actual_figures_for_transactions_affected'] },
  'f3-13': ['the_major_ict-related_incident_has_been_reflected_in_the_media'],
  ...{ 'f3-14': 'Two articles.', 'f3-15': '01:20:00', 'f3-16': '00:06:30', 'f3-17': 'estimates' },
  ...{ 'f3-18': ['clients'], 'f3-19': 'Clients in Austria.', 'f3-20': ['confidentiality'], 'f3-21': 'Names.' },
  ...{ 'f3-22': 'Payments', 'f3-23': ['cybersecurity-related', 'other'], 'f3-24': 'Fraud' },
  ...{ 'f3-25': ['ddos', 'other'], 'f3-26': 'Session theft', 'f3-27': 'Support', 'f3-28': 'yes', 'f3-29': 'Gateway' },
  ...{
    'f3-30': 'no',
    'f3-31': ['csirt', 'other'],
    'f3-32': 'Bafin',
    'f3-33': true,
    'f3-34': 'Blocked.',
    'f3-35': 'None.',
  },
};
const FINAL: Answers = {
  ...INTERMEDIATE,
  ...{
    'f4-1': ['malicious_actions'],
    'f4-2': ['process_failure_ICT_risk_management_process_failure', 'human_error_other'],
  },
  ...{ 'f4-3': ['logging'], 'f4-4': 'Haste', 'f4-5': 'A token without an end.', 'f4-6': 'Tokens end.' },
  ...{ 'f4-7': '2026-11-25T08:00:00Z', 'f4-8': '2026-11-26T08:00:00Z', 'f4-9': 'As planned.', 'f4-10': 'None.' },
  ...{ 'f4-11': 'None of it.', 'f4-12': 'Above 100,000.', 'f4-13': 120_000, 'f4-14': 0 },
  ...{ 'f4-15': 'Two in spring.', 'f4-16': '2026-03-01T08:00:00Z' },
};
const STAGES = { 'dora-initial': INITIAL, 'dora-intermediate': INTERMEDIATE, 'dora-final': FINAL } as const;
const draftOf = (duty: keyof typeof STAGES, change: Partial<FilingContext> = {}, answers: Answers = STAGES[duty]) =>
  draftFiling(template, filingContext(duty, { stage: 'complete', ...change }), answers);
/** What is wrong with one answer over those of the final report. */
const wrongIn = (id: string, value: Exclude<Answers[string], never>) =>
  draftOf('dora-final', {}, { ...FINAL, [id]: value }).missing.find(({ field }) => field === id)?.why;

describe('a report under DORA', () => {
  it.each([
    ['dora-initial', 'initial_notification'],
    ['dora-intermediate', 'intermediate_report'],
    ['dora-final', 'final_report'],
  ] as const)('%s has the fields of the regulation in its order, and is valid by the pinned schema', (duty, kind) => {
    const draft = draftOf(duty);
    expect(draft.missing).toEqual([]);
    expect(draft.forbidden).toEqual([]);
    expect(errorsOf(draft)).toEqual([]);
    const file = JSON.parse(draft.content);
    expect(file).toMatchObject({
      incidentSubmission: kind,
      submittingEntity: { name: 'Example Cloud GmbH', LEI },
      affectedEntity: [
        { name: 'Example Bank AG', LEI, affectedEntityType: ['credit_institution', 'payment_institution'] },
        { name: 'Example Pay GmbH', LEI: OTHER_LEI },
      ],
      incident: { financialEntityCode: 'TOC-2026-0001', classificationDateTime: '2026-11-24T09:00:00Z' },
    });
    const numbers = draft.shown.map((id) => {
      const number = template.fields.find((field) => field.id === id)?.number ?? '';
      return number.split('.').map(Number.parseFloat);
    });
    expect(numbers).toEqual(numbers.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });

  it('says everything that was answered, and reads back as it was written', () => {
    const { content, fields } = draftOf('dora-final');
    const read = fieldsOfFile(template, content) ?? {};
    expect(Object.keys(read)).toEqual(Object.keys(fields));
    expect(read).toMatchObject({
      'f2-5': INITIAL['f2-5'],
      'f1-6': INITIAL['f1-6'],
      'f1-4': INITIAL['f1-4'],
      'f3-5': 2.4,
    });
    expect(JSON.parse(content).incident.classificationTypes).toEqual([
      {
        classificationCriterion: 'data_losses',
        dataLosseMaterialityThresholds: ['confidentiality'],
        dataLossesDescription: 'Names.',
      },
      expect.objectContaining({ countryCodeMaterialityThresholds: ['DE', 'AT'], memberStatesImpactType: ['clients'] }),
      expect.objectContaining({ reputationalImpactDescription: 'Two articles.' }),
      { classificationCriterion: 'economic_impact', economicImpactMaterialityThreshold: 'Above 100,000.' },
    ]);
  });

  it('is a reclassification where it is withdrawn, and says why the incident is not major', () => {
    const bare = draftOf('dora-intermediate', { stage: 'withdrawal', earlier: 'BF-77' });
    expect(bare.missing.map(({ field }) => field)).toEqual(['f2-10']);
    const draft = draftOf('dora-intermediate', { stage: 'withdrawal', earlier: 'BF-77', reasons: 'Fewer clients.' });
    expect([draft.missing, errorsOf(draft)]).toEqual([[], []]);
    expect(JSON.parse(draft.content)).toMatchObject({
      incidentSubmission: 'major_incident_reclassified_as_non-major',
      incident: { otherInformation: 'Fewer clients.' },
    });
  });

  it('may leave open what can follow, and nothing without which the file is not valid', () => {
    const answers = { 'f1-4': ['credit_institution'], 'f2-5': ['data_losses'] };
    const draft = draftOf('dora-initial', { stage: 'initial' }, answers);
    expect(whyNotNext([], draft)).toBeNull();
    expect(errorsOf(draft)).toEqual([]);
    expect(draft.missing.length).toBeGreaterThan(3);
    const without = draftOf('dora-initial', { stage: 'initial' }, { 'f1-4': ['credit_institution'] });
    expect(whyNotNext([], without)).toMatchObject({
      code: 'not-taken',
      says: expect.stringContaining('f2-5 Criteria'),
    });
    expect(errorsOf(without)).not.toEqual([]);
  });

  it.each(['dora-intermediate', 'dora-final'] as const)('%s is valid whenever nothing holds it back', (duty) => {
    const answers = STAGES[duty];
    for (const id of Object.keys(answers)) {
      const draft = draftOf(duty, { stage: 'initial' }, { ...answers, [id]: '' });
      const isHeld = draft.missing.some(({ blocks }) => blocks);
      expect([id, isHeld ? [] : errorsOf(draft)]).toEqual([id, []]);
    }
  });

  it.each([
    ['f2-4', 'a'.repeat(32_766), undefined],
    ['f2-4', 'a'.repeat(32_767), undefined],
    ['f2-4', 'a'.repeat(32_768), 'has 32768 characters; the form takes 32767'],
    ['f2-4', '𝒳'.repeat(32_767), undefined],
    ['f3-5', 0, undefined],
    ['f3-5', 100, undefined],
    ['f3-5', 100.1, 'must be from 0 to 100'],
    ['f3-5', -0.1, 'must be from 0 to 100'],
    ['f3-5', 2.45, 'takes at most one decimal place'],
    ['f3-4', 1.5, 'must be a whole number, 0 or more'],
    ['f3-15', '999:23:59', undefined],
    ['f3-15', '1000:00:00', expect.stringContaining('days, hours and minutes')],
    ['f3-15', '01:24:00', expect.stringContaining('days, hours and minutes')],
    ['f1-3', LEI.replace(/5$/, '6'), expect.stringContaining('must be an LEI')],
    ['f1-6', [LEI, LEI.slice(1)], expect.stringMatching(/^line 2 must be an LEI/)],
    ['f1-8', 'privacy at example.org', expect.stringContaining('e-mail address')],
    ['f1-9', '030 12', expect.stringContaining('telephone number')],
    ['f3-28', 'maybe', "'maybe' is none of its options (yes, no, information_not_available)"],
    ['f2-6', ['UK'], expect.stringContaining("'UK' is none of its options")],
    ['f4-5', 'TBD', 'holds only a placeholder, which counts as missing'],
  ])('takes %s up to its limit and by its codes', (id, value, why) => {
    expect(wrongIn(id, value)).toEqual(why);
  });

  it('names all that is wrong at once', () => {
    const wrong = { 'f2-4': 'a'.repeat(40_000), 'f2-7': 'z', 'f3-5': 101, 'f4-5': '…', 'f4-6': '' };
    const { missing } = draftOf('dora-final', {}, { ...FINAL, ...wrong });
    expect(missing.map(({ field }) => field)).toEqual(Object.keys(wrong));
  });

  it('gives the reference that the authority gave to the initial notification', () => {
    const context = filingContext('dora-intermediate', { stage: 'initial' });
    const plan = context.state.plan;
    if (plan === null) throw new Error('no plan');
    const first = { ...context.obligation, id: 'dora-initial' };
    const filed = { at: AWARE, late: false, receipt: 'BF-77', reasons: '' };
    const duty = { id: 'dora-initial', status: 'filed' as const, fired: [], waivedBecause: null, filed };
    const obligations = { ...context.state.obligations, 'dora-initial': duty };
    const state = { ...context.state, plan: { ...plan, obligations: [first, context.obligation] }, obligations };
    expect(draftFiling(template, { ...context, state }).fields['f3-1']).toBe('BF-77');
  });
});

describe('a report that was begun in an earlier edition of the form', () => {
  const old = {
    ...{ template: 'dora', title: 'x', obligation: 'dora-initial', stage: 'initial', inWords: [] },
    content: { reference: 'TOC-2026-0001', description: 'A session was taken over.', lei: LEI, criteria: ['clients'] },
  };

  it('is read by the fields that ask for the same today, and can be compared', () => {
    expect(fieldsOfFile(template, JSON.stringify(old))).toMatchObject({ 'f2-1': 'TOC-2026-0001', 'f1-6': LEI });
    const changes = diffFiles(template, JSON.stringify(old), draftOf('dora-initial').content);
    expect(changes?.map(({ field }) => field)).not.toContain('f2-4');
  });
});

/** The fields as a public copy of the annex and of the schema lists them, where that stands beside the project. */
const FORMS = new URL('../../../shared/law/forms.json', import.meta.url);
(existsSync(FORMS) ? it : it.skip)('has the paths, codes and limits that the schema in use has', () => {
  type Listed = { id: string; json: { path: string; codes?: string[]; maxLength?: number }[] };
  const { forms } = JSON.parse(readFileSync(FORMS, 'utf8'));
  const listed: Listed[] = forms.find(({ id }: { id: string }) => id === 'dora-incident').fields;
  const bare = (path: string) => path.replaceAll(/\[[^\]]*\]/g, '[]').replace(/\.(number|percentage)$/, '');
  for (const field of template.fields) {
    const entry = listed.find(({ id }) => id === field.number?.replace(/[ab]$/, ''));
    const place = entry?.json.find(({ path }) => path === bare(field.path ?? ''));
    expect([field.id, place?.path]).toEqual([field.id, bare(field.path ?? '')]);
    if (place?.codes)
      expect([field.id, Object.keys(field.options).toSorted()]).toEqual([field.id, place.codes.toSorted()]);
    expect([field.id, field.limit]).toEqual([field.id, place?.maxLength ?? null]);
  }
  const numbers = template.fields.map(({ number }) => number?.replace(/[ab]$/, ''));
  expect([...new Set(numbers)]).toEqual(listed.map(({ id }) => id));
});
