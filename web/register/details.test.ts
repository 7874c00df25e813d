import { expect, test } from '@jest/globals';
import { peopleCounted } from '../../domain/breach/people-counted.ts';
import { registerEntry } from '../../domain/breach/views.ts';
import { breachModel } from '../../test/support/breach-model.ts';
import { testView } from '../../test/support/view.ts';
import { entryDetails, linesAsHtml, linesAsText, peopleWord } from './details.ts';
import type { RegisterRow } from './model.ts';

const AT = '2026-11-24T08:20:00.000Z';
const names = {
  system: (id: string) => id,
  by: (by: string) => by,
  duty: (id: string) => `<${id}>`,
  policy: (version: string) => version,
  policyName: () => '',
};

test.each([
  ['en', 'Closed over “Signs of misuse”, because: Called.', '; receipt DE-78, 2 versions'],
  ['de', 'Abgeschlossen trotz „Anzeichen für Missbrauch“, weil: Called.', '; Eingangszeichen DE-78, 2 Fassungen'],
] as const)('what was closed over, and the versions of a filing, are in words: %s', (language, over, versions) => {
  const { state } = breachModel([]);
  const entry = {
    ...registerEntry(state),
    decisions: [
      {
        ...{ what: 'closed' as const, outcome: 'resolved', by: 'dpo', at: AT, reasons: 'Done.' },
        over: [{ point: 'misuse', reasons: 'Called.' }],
      },
    ],
    filings: [
      {
        ...{ obligation: 'x', article: 'Art. 33', recipient: 'supervisory authority', due: null, filedAt: AT },
        ...{ late: false, receipt: 'DE-78', versions: 2, reasons: '' },
      },
    ],
  };
  const reader = testView({ language });
  const text = entryDetails(reader, { entry }, names)
    .map(({ lines }) => linesAsText(lines, reader))
    .join('\n');
  expect(text).toContain(over);
  expect(text).toContain(versions);
  expect(text).not.toMatch(/\bmisuse:/);
});

test.each([
  ['en', 'The law of Georgia (US-GA) is not modelled here: ask counsel.'],
  ['de', 'Das Recht von Georgia (US-GA) ist hier nicht modelliert: Rechtsrat einholen.'],
] as const)('a law that is not modelled stands in the entry: %s', (language, says) => {
  const reader = testView({ language });
  const textOf = (standing: 'modelled' | 'not-modelled') => {
    const coverage = [{ place: 'US-GA', why: ['residents' as const], roles: { controller: standing } }];
    const entry = registerEntry(breachModel([], {}, { coverage }).state);
    return entryDetails(reader, { entry }, names).map(({ lines }) => linesAsText(lines, reader));
  };
  expect(textOf('not-modelled')).toContain(says);
  expect(textOf('modelled')).not.toContain(says);
});

test('why a breach is rated as it is is read in the language of the reader, on the page and on paper', () => {
  const entry = registerEntry(breachModel([]).state);
  const reasons = ['Integrity +0: evidence rules out that it was altered.'];
  const effects = { ...entry.effects, severity: { level: 'high' as const, se: 300, flags: [], reasons } };
  const saidIn = (language: 'en' | 'de') => {
    const reader = testView({ language });
    const lines = entryDetails(reader, { entry: { ...entry, effects } }, names).flatMap((detail) => detail.lines);
    return [linesAsText(lines, reader), linesAsHtml(lines, reader).text];
  };
  for (const said of saidIn('de')) {
    expect(said).toContain('Integrität +0: nachweislich wurden sie nicht verändert.');
    expect(said).not.toContain('evidence rules out');
  }
  for (const said of saidIn('en')) expect(said).toContain(reasons[0]);
});

test('people of several lists are at most as many as the lists together', () => {
  const { state } = breachModel([]);
  const told = (people: number[]) => {
    const versions = people.map((_, i) => ({
      people: { told: people.slice(0, i + 1).reduce((a, b) => a + b), concerned: 120 },
    }));
    const counted = peopleCounted(versions);
    if (counted === null) throw new Error('nobody counted');
    const filing = { ...{ obligation: 'x', article: '', recipient: '', due: null }, people: counted };
    const filings = [{ ...filing, ...{ filedAt: AT, late: false, receipt: '', reasons: '' } }];
    const row = { entry: { ...registerEntry(state), filings }, peopleTold: 'told' } as unknown as RegisterRow;
    return peopleWord(testView(), row);
  };
  // Two lists of sixty may hold the same sixty people; one of a hundred and twenty does not.
  expect(told([60, 60])).toContain('at most 120 of about 120');
  expect(told([60])).toMatch(/, 60 of about 120$/);
  expect(told([120])).not.toContain('120');
});
