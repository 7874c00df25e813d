import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { planOf, reportedEvent } from '../../../test/support/plans.ts';
import type { Article, RiskConclusion } from '../../plan/types.ts';
import type { CommandBody } from '../commands.ts';
import { decideUnexplained } from '../decide.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';

const AT = '2026-11-24T10:00:00.000Z';
const begun = [
  { type: 'record-awareness', awareAt: AT, reasons: '' } as const,
  { type: 'apply-plan', plan: planOf(AT) } as const,
].reduce(
  (state, body, n) => accepted(state, commandOf(body, { at: AT, key: `k${n}` })).state,
  evolve(null, reportedEvent('TOC-2026-0001', AT)),
);
const decide = (article: Article, conclusion: RiskConclusion, difference?: string): CommandBody => ({
  ...{ type: 'decide-risk', articles: [article], conclusion, reasons: `Because of ${article}.` },
  ...(difference !== undefined && { difference }),
});
const having = (...bodies: CommandBody[]): BreachState =>
  bodies.reduce((state, body, n) => accepted(state, commandOf(body, { at: AT, key: `d${n}` })).state, begun);

describe('a decision on one article', () => {
  it.each<[RiskConclusion, RiskConclusion]>([
    ['high-risk', 'risk'],
    ['risk', 'high-risk'],
    ['unlikely', 'high-risk'],
  ])('asks why it differs where the other goes by %s and it by %s, and keeps that', (first, second) => {
    const state = having(decide('art33', first));
    const refusal = refusalOf(state, commandOf(decide('art34', second), { at: AT }));
    expect(refusal).toMatchObject({ code: 'reasons-missing', field: 'difference' });
    const explained = having(decide('art33', first), decide('art34', second, 'Keys were changed.'));
    expect(explained.risk.art34).toMatchObject({ conclusion: second, difference: 'Keys were changed.' });
  });

  it('waits until the breach is assessed', () => {
    const reported = evolve(null, reportedEvent('TOC-2026-0001', AT));
    expect(refusalOf(reported, commandOf(decide('art33', 'risk'), { at: AT }))).toEqual({
      ...{ code: 'conflict', field: 'breach', members: { why: 'assessed' } },
    });
  });

  it('asks for nothing more where both say the same of whether it is high, or both are decided at once', () => {
    expect(having(decide('art33', 'risk'), decide('art34', 'unlikely')).risk.art34?.difference).toBeUndefined();
    const both = { ...decide('art33', 'high-risk'), articles: ['art33', 'art34'] } as CommandBody;
    expect(having(decide('art34', 'risk'), both).risk.art34?.conclusion).toBe('high-risk');
  });

  it('said again with the same difference changes nothing, and with another one is on record beside it', () => {
    const state = having(decide('art33', 'high-risk'), decide('art34', 'risk', 'Keys were changed.'));
    const again = (difference?: string) =>
      accepted(state, commandOf(decide('art34', 'risk', difference), { at: AT, key: 'again' })).events;
    expect(again('Keys were changed.')).toEqual([]);
    expect(again('All were told.')).toMatchObject([{ personal: { difference: 'All were told.' } }]);
  });

  it('is taken without it where a history of an earlier version holds it', () => {
    const state = having(decide('art33', 'high-risk'));
    expect(decideUnexplained(state, commandOf(decide('art34', 'risk'), { at: AT }))).toMatchObject({ ok: true });
  });
});
