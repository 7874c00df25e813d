import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEDGER, type LedgerEntry, type LedgerPage, ledgerFindings, ledgerName, linkPage } from './ledger.ts';

const LEDGER = ledgerName('TOC-2026-0001', 'notices');
const entry = (row: string, what = 'sent'): LedgerEntry => ({
  ...{ row, at: '2026-11-24T08:00:00.000Z', by: 'engine', what, data: { z: ['ü', null], a: 1 } },
});
const chain = (entries: LedgerEntry[][], ledger = LEDGER): LedgerPage[] => {
  const pages: LedgerPage[] = [];
  for (const each of entries) pages.push(linkPage(ledger, pages.at(-1) ?? EMPTY_LEDGER, each));
  return pages;
};
const pages = chain([[entry('fjord~1')], [entry('gull~1'), entry('heron~1')], [entry('fjord~1', 'acknowledged')]]);
const heads = [EMPTY_LEDGER, ...pages.map(({ page, hash }) => ({ page, hash }))];
const at = (index: number): LedgerPage => pages[index] as LedgerPage;
const problems = (tampered: LedgerPage[]) =>
  ledgerFindings(LEDGER, tampered, heads).map(({ page, problem }) => `${page} ${problem.split(/[:,]/)[0]}`);

describe('a ledger', () => {
  it('as it was written has nothing to be found, whatever the order of its keys', () => {
    expect(problems(pages)).toEqual([]);
    const reordered = pages.map((page) => ({
      ...page,
      entries: page.entries.map(({ data, ...rest }) => ({ data, ...rest })),
    }));
    expect(problems(reordered as LedgerPage[])).toEqual([]);
    expect(ledgerFindings(LEDGER, [], [EMPTY_LEDGER])).toEqual([]);
  });

  it('shows which page was edited', () => {
    const edited = { ...at(1), entries: [entry('gull~1', 'refused'), entry('heron~1')] };
    expect(problems([at(0), edited, at(2)])).toEqual(['2 was edited']);
  });

  it('shows a page that was edited and hashed anew: neither the next page nor the breach goes by it', () => {
    const anew = linkPage(LEDGER, at(0), [entry('gull~1', 'refused')]);
    expect(problems([at(0), anew, at(2)])).toEqual([
      ...['3 does not continue page 2 as it stands', '2 is not the page that the breach’s own chain names'],
    ]);
    const all = chain([[entry('fjord~1')], [entry('gull~1', 'refused')], [entry('fjord~1', 'acknowledged')]]);
    expect(problems(all)).toEqual([
      ...['2 is not the page that the breach’s own chain names', '3 is not the page that the breach’s own chain names'],
    ]);
  });

  it('shows pages that were removed, cut off, inserted, moved, or are of another ledger', () => {
    expect(problems([at(0), at(2)])).toContain('3 follows page 1');
    expect(problems([at(0), at(1)])).toEqual(['3 is not the page that the breach’s own chain names']);
    expect(problems([])).toHaveLength(3);
    const inserted = linkPage(LEDGER, at(0), [entry('iris~1')]);
    expect(problems([at(0), inserted, at(1), at(2)])).toContain('2 follows page 2');
    expect(problems([at(1), at(0), at(2)])).toContain('2 follows page 0');
    const [other] = chain([[entry('fjord~1')]], ledgerName('TOC-2026-0002', 'notices'));
    expect(problems([other as LedgerPage, at(1), at(2)])).toContain('1 belongs to TOC-2026-0002/notices');
  });
});
