import { expect, test } from '@jest/globals';
import { registerEntry } from '../../domain/breach/views.ts';
import { breachModel } from '../../test/support/breach-model.ts';
import { testView } from '../../test/support/view.ts';
import { entryDetails, linesAsText } from './details.ts';

const AT = '2026-11-24T08:20:00.000Z';
const names = { system: (id: string) => id, by: (by: string) => by, duty: (id: string) => `<${id}>` };

test.each([
  ['en', 'Closed over “Signs of misuse”, because: Called.', '; receipt DE-78, 2 versions'],
  ['de', 'Geschlossen trotz „Anzeichen für Missbrauch“, weil: Called.', '; Eingangszeichen DE-78, 2 Fassungen'],
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
