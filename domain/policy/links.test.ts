import { describe, expect, test } from '@jest/globals';
import type { CompiledObligation } from './compiled.ts';
import { checkLinks } from './links.ts';

type Row = Partial<CompiledObligation> & { id: string };

function duty(change: Row): CompiledObligation {
  return {
    ...{ regimeId: 'law', article: 'Law s. 1', title: `Duty ${change.id}`, stage: 'initial', startsFrom: 'awareness' },
    ...{ clock: { kind: 'elapsed-hours', hours: 72 }, effectiveFrom: '2020-01-01', effectiveTo: null },
    ...change,
  } as CompiledObligation;
}
const from = (filed: string): Pick<Row, 'startsFrom'> => ({ startsFrom: { filed, version: 'first' } });

/** What is wrong between duties, which stand in two files in turn. */
function links(...rows: Row[]): string[] {
  const content = (parity: number) => ({ obligations: rows.filter((_, index) => index % 2 === parity) });
  const sources = [
    { file: 'empty.yaml', content: null },
    { file: 'bare.yaml', content: { obligations: [null] } },
    { file: 'even.yaml', content: content(0) },
    { file: 'odd.yaml', content: content(1) },
  ];
  return checkLinks(sources, rows.map(duty)).map(({ file, path, message }) => `${file}:${path.join('.')}: ${message}`);
}

describe('a clock that runs from a filing', () => {
  test('is taken where there is such a duty', () => {
    expect(links({ id: 'first' }, { id: 'second', ...from('first') }, { id: 'third', ...from('second') })).toEqual([]);
  });

  test('is refused where there is none', () => {
    expect(links({ id: 'first' }, { id: 'second' }, { id: 'third', ...from('none') })).toEqual([
      "even.yaml:obligations.1.startsFrom: there is no obligation 'none' whose filing could start the clock",
    ]);
  });

  test('is refused where it would start, in the end, from its own filing', () => {
    const own = (file: string, at: number) =>
      `${file}.yaml:obligations.${at}.startsFrom: the clock would start from its own filing`;
    expect(links({ id: 'self', ...from('self') })).toEqual([own('even', 0)]);
    expect(
      links(
        { id: 'a', ...from('b') },
        { id: 'b', ...from('c') },
        { id: 'c', ...from('a') },
        // It waits for the circle, and is no part of it.
        { id: 'd', ...from('a') },
      ),
    ).toEqual([own('even', 0), own('odd', 0), own('even', 1)]);
  });

  test('is looked at where its rule has a second start, too', () => {
    const rule = { kind: 'elapsed-hours' as const, hours: 24 };
    const other = { startsFrom: { filed: 'none', version: 'first' as const }, rule };
    const clock = { kind: 'minimum' as const, own: { ...rule, hours: 72 }, other, bounds: 'both' as const };
    const found = links({ id: 'first', clock });
    expect(found).toEqual([
      "even.yaml:obligations.0.startsFrom: there is no obligation 'none' whose filing could start the clock",
    ]);
  });
});

describe('two wordings of one duty', () => {
  const [older, newer] = [
    { id: 'older', effectiveTo: '2025-12-31' },
    { id: 'newer', effectiveFrom: '2026-01-01', replaces: 'older' },
  ];

  test.each<[string, Partial<Row>, Partial<Row>]>([
    ['one after the other', {}, {}],
    ['the older not in force', { effectiveFrom: null, effectiveTo: null }, {}],
    ['the newer not in force yet', { effectiveTo: null }, { effectiveFrom: null }],
    [
      'the newer, which ended before the older began',
      { effectiveFrom: '2027-01-01', effectiveTo: null },
      { effectiveTo: '2026-12-31' },
    ],
  ])('are taken: %s', (_, one, other) => {
    expect(links({ ...older, ...one }, { ...newer, ...other })).toEqual([]);
  });

  test.each<[string, Partial<Row>]>([
    ['on one day', { effectiveTo: '2026-01-01' }],
    ['without an end', { effectiveTo: null }],
  ])('are refused where both bind %s', (_, one) => {
    expect(links({ ...older, ...one }, newer)).toEqual(["odd.yaml:obligations.0.replaces: both 'older' and this bind"]);
  });

  test('are refused where the older is none', () => {
    expect(links({ id: 'only', replaces: 'none' })).toEqual([
      "even.yaml:obligations.0.replaces: there is no obligation 'none'",
    ]);
  });

  test('that nobody says replace each other are refused once, where they overlap and are the same duty', () => {
    const same = { title: 'Tell the authority' };
    const told = "odd.yaml:obligations.0.effectiveFrom: 'a' is the same duty, and their dates overlap";
    expect(links({ id: 'a', ...same }, { id: 'b', ...same })).toEqual([told]);
    expect(
      links({ id: 'a', ...same, effectiveTo: '2025-12-31' }, { id: 'b', ...same, effectiveFrom: '2026-01-01' }),
    ).toEqual([]);
    for (const other of [
      { regimeId: 'act' },
      { article: 'Law s. 2' },
      { title: 'Tell the press' },
      { stage: 'final' },
    ]) {
      expect(links({ id: 'a', ...same }, { id: 'b', ...same, ...(other as Partial<Row>) })).toEqual([]);
    }
  });
});

test('what stands in no file is named by its id', () => {
  expect(checkLinks([], [duty({ id: 'only', replaces: 'none' })])).toEqual([
    { file: 'regimes', path: [], message: "only: there is no obligation 'none'" },
  ]);
});
