import { expect, it } from '@jest/globals';
import { someFinding } from '../../test/support/some-finding.ts';
import type { Evaluation } from './evaluate.ts';
import { createTally } from './tally.ts';

const said = (rule: string, outcome: Evaluation['outcome']): Evaluation => {
  return { rule, outcome, because: '', facts: {}, opens: outcome === 'suspect' } as Evaluation;
};
const [watched, suspected] = [said('keep', 'watch'), said('theft', 'suspect')];

it('lists a finding once, with how many alerts brought it, and counts what no list holds', () => {
  const tally = createTally(1);
  const finding = { ...someFinding(), findingId: 'of Anna Example' };
  tally.add('AL-1', finding, watched, watched);
  tally.add('AL-2', finding, watched, suspected);
  tally.add('AL-3', finding, watched, suspected);
  tally.add('AL-4', { ...finding, findingId: 'f2' }, suspected, watched);
  const [only, ...others] = tally.differences();
  expect([only, others, tally.unlisted()]).toEqual([
    expect.objectContaining({ change: 'would-open', alerts: 2, alert: 'AL-2' }),
    [],
    1,
  ]);
  expect(only?.finding).toMatch(/^[0-9a-f]{64}$/);
  expect(tally.counts()).toEqual([
    expect.objectContaining({ rule: 'keep', before: 3, after: 2 }),
    expect.objectContaining({ rule: 'theft', before: 1, after: 2 }),
  ]);
});
