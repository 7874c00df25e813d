import { describe, expect, it } from '@jest/globals';
import { awaitedReceipts, latestReceipt, receiptsOf, referenceOf, withReceipt } from './receipts.ts';
import type { FiledVersion, ObligationState } from './state.ts';

const [FIRST, THEN] = ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z'] as [string, string];
const version = (receipt: string, at = FIRST, stage: FiledVersion['stage'] = 'initial'): FiledVersion => {
  return { number: 1, stage, sha256: null, channel: '', at, late: false, by: 'dpo', receipt, reasons: '' };
};
function duty(receipt: string | null, versions?: FiledVersion[], number?: number): ObligationState {
  const handedIn = { at: FIRST, late: false, reasons: '', ...(number !== undefined && { version: number }) };
  return {
    ...{ id: 'duty', status: 'filed', fired: [], waivedBecause: null },
    filed: receipt === null ? null : { ...handedIn, receipt },
    ...(versions && { versions }),
  };
}
const unstaged = duty('A');
const followed = duty('A', [version('B', THEN)]);
const staged = duty('A', [version('A'), version('B', THEN)]);
/** Two were handed in before the duty was met, by the second. */
const completing = duty('B', [version('A'), version('B', THEN)], 2);

describe('receipts by the version that they are of', () => {
  it.each<[string, ObligationState, string[]]>([
    ['nothing was handed in', duty(null), []],
    ['a filing that named no stage is version 1', unstaged, ['1 A']],
    ['what followed it is version 2', followed, ['1 A', '2 B']],
    ['also where both are of one instant', duty('A', [version('B')]), ['1 A', '2 B']],
    ['also where both have one receipt', duty('A', [version('A', THEN)]), ['1 A', '2 A']],
    ['a filing by stages stands in its versions alone', staged, ['1 A', '2 B']],
    ['so does one that meets its duty later', completing, ['1 A', '2 B']],
    ['and what has not met its duty yet', duty(null, [version('A')]), ['1 A']],
  ])('%s', (_, of, says) => {
    expect(receiptsOf(of).map(({ number, receipt }) => `${number} ${receipt}`)).toEqual(says);
  });

  it('name the reference by the first that is here, and the newest by the last', () => {
    const gaps = duty('', [version(''), version('B', THEN), version('C', THEN), version('', THEN)]);
    expect([referenceOf(gaps), latestReceipt(gaps)]).toEqual(['B', 'C']);
    expect([referenceOf(duty('')), latestReceipt(duty(''))]).toEqual(['', '']);
  });

  it('are waited for where they are missing, and not of what was withdrawn', () => {
    expect(awaitedReceipts(duty(''))).toEqual([1]);
    expect(awaitedReceipts(duty('', [version(''), version('B', THEN), version('', THEN)]))).toEqual([1, 3]);
    expect(awaitedReceipts(staged)).toEqual([]);
    expect(awaitedReceipts(duty('', [version(''), version('', THEN, 'withdrawal')]))).toEqual([]);
  });
});

describe('a receipt that came after the filing', () => {
  it.each<[string, ObligationState, number, string[], string | undefined]>([
    ['of a filing that named no stage', unstaged, 1, ['1 Z'], 'Z'],
    ['of what followed it', followed, 2, ['1 A', '2 Z'], 'A'],
    ['of the first of several stages', staged, 1, ['1 Z', '2 B'], 'Z'],
    ['of a later stage', staged, 2, ['1 A', '2 Z'], 'A'],
    ['of the version that met the duty', completing, 2, ['1 A', '2 Z'], 'Z'],
    ['of one that did not meet it', completing, 1, ['1 Z', '2 B'], 'B'],
    ['of one whose duty is not met yet', duty(null, [version('')]), 1, ['1 Z'], undefined],
  ])('is kept with its version: %s', (_, of, number, says, filed) => {
    const after = withReceipt(of, number, 'Z');
    expect(receiptsOf(after).map((each) => `${each.number} ${each.receipt}`)).toEqual(says);
    expect(after.filed?.receipt).toBe(filed);
  });
});
