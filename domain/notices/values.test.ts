import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { PAUSE_REASONS } from '../communication/standing.ts';
import { Counterparty, System } from '../dataflow.ts';
import { Facts, Narrative } from '../facts.ts';
import type { PlannedNotice, PlannedObligation } from '../plan/types.ts';
import { draftStatement } from './drafted.ts';
import { renderNotice } from './render.ts';
import {
  counterpartyValues,
  dataSubjectValues,
  misuseValues,
  officeValues,
  pausedValues,
  reporterValues,
  reportNewsValues,
  warningValues,
} from './values.ts';

const { organisation, notices } = loadPolicy('policy');
const AWARE = '2026-11-24T08:20:00.000Z';
const narrative = Narrative.parse({
  title: 'Tickets copied',
  summary: 'Somebody copied tickets.',
  measures: 'Sessions ended.',
});
const system = (id: string, dataCategories: string[]) =>
  System.parse({
    id,
    name: `System ${id}`,
    plane: 'customer-data',
    dataClasses: ['simple'],
    dataCategories,
    countries: ['DE'],
  });

test("a counterparty's notice names its own systems and nobody else's", () => {
  const planned: PlannedNotice = {
    counterparty: 'acme',
    kind: 'customer',
    systems: ['a', 'b'],
    sendAt: AWARE,
    answerBy: '2026-11-25T08:20:00.000Z',
    reminders: [],
    escalateAt: AWARE,
    expiresAt: AWARE,
  };
  const contact = { name: 'Ann Example', email: 'ann@example.org' };
  const values = counterpartyValues(organisation, {
    reference: 'B-1',
    notice: planned,
    counterparty: Counterparty.parse({ id: 'acme', kind: 'customer', name: 'Acme', contacts: [contact] }),
    contact,
    systems: [system('a', ['names', 'invoices']), system('b', ['names']), system('other', ['health'])],
    said: () => ({
      ...{ awareAt: AWARE, people: 18_207, records: null, nature: narrative.summary, consequences: '' },
      ...{ measures: narrative.measures, advice: '' },
    }),
    ...{ link: 'https://example.org/n/1', isCounting: false },
  });
  expect(values).toMatchObject({
    systems: 'System a, System b',
    dataCategories: 'invoices, names',
    people: '18,207',
    records: '',
    awareAt: 'Tue 24 Nov 2026, 09:20 CET (08:20 UTC)',
    answerBy: 'Wed 25 Nov 2026, 09:20 CET (08:20 UTC)',
  });
  const template = notices.en?.['customer-first'];
  if (template === undefined) throw new Error('no template');
  const { text } = renderNotice(template, values, { exercise: false });
  expect(text).toContain(
    '- People concerned by the whole incident, approximately: 18,207\n' +
      '- Records concerned by the whole incident, approximately: not known yet\n',
  );
  expect(text).not.toMatch(/health|System other|agreement/);
});

test('a soft target is never shown as law, and has no latest reading', () => {
  const planned = { article: 'GDPR Art. 34(1)', title: 'Tell the people concerned', because: 'High risk.' };
  const clock = { start: AWARE, due: '2026-11-27T08:20:00.000Z', latest: null, rule: 'soft-target-72', steps: [] };
  const render = (basis: 'law' | 'policy', latest: string | null) => {
    const obligation = { ...planned, clock: { ...clock, basis, latest } } as unknown as PlannedObligation;
    const template = notices.en?.warning;
    if (template === undefined) throw new Error('no template');
    const values = warningValues(organisation, 'B-1', obligation, 'https://desk', '24-hours-left');
    return renderNotice(template, values, { exercise: false });
  };
  const soft = render('policy', null);
  expect(soft.subject).toBe('B-1, 24 hours left: GDPR Art. 34(1) is due Fri 27 Nov 2026, 09:20 CET (08:20 UTC)');
  expect(soft.text).toContain('our own target');
  // A duty may run from something else than the awareness, such as a filing that was left incomplete.
  expect(soft.text).toContain('Clock runs since: Tue 24 Nov 2026, 09:20 CET');
  expect(soft.text).not.toMatch(/Latest reading|set by law/);
  expect(render('law', '2026-11-27T09:00:00.000Z').text.replaceAll('\n', ' ')).toContain(
    'Fri 27 Nov 2026, 10:00 CET (09:00 UTC)',
  );
});

test.each([
  ['clock-started', 'clock started'],
  ['1-hour-left', '1 hour left'],
  ['overdue', 'overdue'],
  ['overdue-12-hours', '12 hours overdue'],
])('the rung %s reads: %s', (rung, words) => {
  const obligation = { article: 'A', title: 'T', because: 'B', clock: null } as unknown as PlannedObligation;
  expect(warningValues(organisation, 'B-1', obligation, 'https://desk', rung).rung).toBe(words);
});

test('what stands between the words of a German mail is German too', () => {
  const clock = { start: AWARE, due: '2026-11-27T08:20:00.000Z', latest: null, basis: 'policy' };
  const obligation = { article: 'A', title: 'T', because: 'B', clock } as unknown as PlannedObligation;
  const values = warningValues(organisation, 'B-1', obligation, 'https://desk', 'overdue-12-hours', false, 'de');
  expect(values).toMatchObject({
    rung: 'seit 12 Stunden überschritten',
    due: 'Fr 27. Nov 2026, 09:20 Uhr (08:20 UTC)',
    basis: 'unser eigenes Ziel; das Gesetz sagt „unverzüglich“',
  });
  for (const because of PAUSE_REASONS) {
    const paused = pausedValues(organisation, 'B-1', { communication: 'notices', because }, 'https://desk', 'de');
    expect(`${paused.communication} ${paused.why}`).not.toMatch(/\b(the|of|and|server refused|they|was|is)\b/i);
  }
});

test('times of an exercise have seconds', () => {
  const clock = { start: AWARE, due: '2026-11-24T08:25:07.000Z', latest: null, basis: 'law' };
  const obligation = { article: 'A', title: 'T', because: 'B', clock } as unknown as PlannedObligation;
  const due = (exercise: boolean) => warningValues(organisation, 'B-1', obligation, 'd', 'overdue', exercise).due;
  expect([due(true), due(false)]).toEqual([
    'Tue 24 Nov 2026, 09:25:07 CET (08:25:07 UTC)',
    'Tue 24 Nov 2026, 09:25 CET (08:25 UTC)',
  ]);
});

test('a letter to a person says what Art. 34(2) asks for', () => {
  const template = notices.en?.['data-subject'];
  if (template === undefined) throw new Error('no template');
  const values = dataSubjectValues(organisation, 'B-1', 'Ann Example', 'names, ticket text', {
    ...narrative,
    happened: narrative.summary,
  });
  const { text } = renderNotice(template, values, { exercise: false });
  for (const part of [
    'Dear Ann Example,',
    'Somebody copied tickets.',
    'names, ticket text',
    'Sessions ended.',
    'dpo@example.org',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('What this can mean for you: not known yet');
});

test('a letter names who the DPO is, and the mailbox where the policy says no name', () => {
  expect(officeValues(organisation).dpo).toBe('Mara Lindqvist');
  const { name: _, ...dpo } = organisation.dpo;
  expect(officeValues({ ...organisation, dpo }).dpo).toBe('Data Protection Officer');
});

test('what the engine drafted reads in the language of the letter; of a person’s words in another, it says so', () => {
  const contact = { name: 'Ann Example', email: 'ann@example.org' };
  const drafted = draftStatement(Facts.parse({ confidentiality: 'exposed' }), 'en');
  const about = {
    ...{ reference: 'B-1', contact, systems: [], link: '', isCounting: false },
    counterparty: Counterparty.parse({ id: 'acme', kind: 'customer', name: 'Acme', contacts: [contact] }),
    notice: { counterparty: 'acme', kind: 'customer' as const, systems: [], sendAt: AWARE, answerBy: AWARE } as never,
    said: () => ({
      ...{ awareAt: AWARE, people: null, records: null, nature: drafted.happened, consequences: 'Fraud.' },
      ...{ measures: drafted.measures, advice: 'Warn them.', foreign: { advice: 'en' } },
    }),
  };
  expect(counterpartyValues(organisation, about, 'de')).toMatchObject({
    nature: expect.stringMatching(/^Unbefugte könnten personenbezogene Daten gesehen haben\./),
    consequences: 'Fraud.',
    measures: 'Wir untersuchen den Vorfall und unterrichten Sie, sobald wir mehr wissen.',
    advice: '(Dieser Teil ist auf Englisch verfasst.) Warn them.',
  });
});

test('a letter whose time counts from itself says how long that is, from when it counts', () => {
  const notice = { ...{ counterparty: 'acme', kind: 'customer' as const, systems: [], reminders: [] }, sendAt: AWARE };
  const times = { answerBy: '2026-11-25T08:20:00.000Z', escalateAt: AWARE, expiresAt: AWARE };
  const contact = { name: 'Ann Example', email: 'ann@example.org' };
  const values = (countsFrom?: string, language?: string) =>
    counterpartyValues(
      organisation,
      {
        ...{ reference: 'B-1', contact, systems: [], link: '', isCounting: true },
        notice: { ...notice, ...times, ...(countsFrom !== undefined && { countsFrom }) },
        counterparty: Counterparty.parse({ id: 'acme', kind: 'customer', name: 'Acme', contacts: [contact] }),
        said: () => ({
          ...{ awareAt: AWARE, nature: '', people: null, records: null, consequences: '', measures: '', advice: '' },
        }),
      },
      language,
    );
  expect(values()).toMatchObject({
    ...{ answerBy: "24 hours after this mail's date", answerWhen: "within 24 hours of this mail's date" },
  });
  expect(values('2026-11-25T07:50:00.000Z', 'de')).toMatchObject({
    answerWhen: 'innerhalb von 30 Minuten ab dem Datum dieser Mail',
  });
});

test('an answer with signs of misuse leads to the answer, and to where the signs are', () => {
  const to = { id: 'acme/1', name: 'Acme' };
  expect(misuseValues(organisation, 'B-1', to, 'https://desk.example/B-1')).toMatchObject({
    ...{ reference: 'B-1', counterparty: 'Acme', deskLink: 'https://desk.example/B-1#signs' },
    answerLink: 'https://desk.example/B-1/notices/acme%2F1',
  });
});

test('whoever reported is told when that was, to the second in an exercise', () => {
  const about = { breachId: 'B-1', reportedAt: AWARE };
  const of = (exercise: object | null) =>
    reporterValues(organisation, { ...about, exercise }, 'https://r.example', 'en');
  expect(of(null)).toMatchObject({
    ...{ reference: 'B-1', reported: 'Tue 24 Nov 2026, 09:20 CET (08:20 UTC)', reportLink: 'https://r.example' },
  });
  expect(of({ scale: 60 }).reported).toBe('Tue 24 Nov 2026, 09:20:00 CET (08:20:00 UTC)');
});

test('what a reporter added is news of the incident, with the way to it', () => {
  expect(reportNewsValues(organisation, 'B-1', 'https://desk.example/B-1')).toMatchObject({
    ...{ reference: 'B-1', deskLink: 'https://desk.example/B-1', organisation: organisation.name },
  });
});
