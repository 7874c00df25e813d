import { describe, expect, it } from '@jest/globals';
import { AWARE, filingContext, projectTemplate } from '../../test/support/filings.ts';
import type { FilingContext } from './context.ts';
import { draftFiling } from './draft.ts';
import { proposedFields } from './provenance.ts';

const ART33 = 'gdpr-art33-1-authority';
const template = projectTemplate(ART33);

function proposed(change: Partial<FilingContext> = {}, answers: Record<string, string> = {}): string[] {
  const context = filingContext(ART33, change);
  return proposedFields(template, context, draftFiling(template, context, answers), answers).map(({ id }) => id);
}
const said = (change: Partial<FilingContext>, id: string) =>
  draftFiling(template, filingContext(ART33, change)).fields[id];

describe('what nobody has stated', () => {
  it('is proposed: the severity, the conclusion while it is undecided, what a draft leaves open', () => {
    const ids = proposed();
    expect(ids).toEqual(expect.arrayContaining(['field_87', 'field_89', 'field_90', 'field_60', 'field_97']));
    expect(said({}, 'field_90')).toContain('the controller has not decided on it yet');
    expect(said({}, 'field_90')).not.toContain('concludes');
    // What people and the register said is no proposal.
    for (const id of ['field_7', 'field_12', 'field_48', 'field_92']) expect(ids).not.toContain(id);
  });

  it('is stated by a decision, and by an answer', () => {
    const { state } = filingContext(ART33);
    const decision = { conclusion: 'high-risk', proposed: 'risk', reasons: 'Seen.', by: 'dpo' } as never;
    const decided = { state: { ...state, risk: { art33: decision, art34: decision } } };
    expect(proposed(decided)).not.toContain('field_89');
    expect(said(decided, 'field_90')).toContain('The controller concludes');
    const half = { state: { ...state, risk: { art33: decision, art34: null } } };
    expect(proposed(half)).toContain('field_89');
    expect(said(half, 'field_90')).toContain('has not decided on Art. 34 yet');
    expect(proposed({}, { field_87: 'b' })).not.toContain('field_87');
  });

  it('is what a draft says of measures, also once it was released as it was', () => {
    const { words } = filingContext(ART33);
    const isStated = { ...words.isStated, measures: false };
    expect(proposed({ words: { ...words, isStated } })).toContain('field_92');
  });

  it('is which losses there were, while nobody knows of one of them, and the words say so', () => {
    const { state } = filingContext(ART33);
    const of = (facts: object) => ({
      state: { ...state, facts: { ...state.facts, confidentiality: 'exposed', ...facts } },
    });
    const unknown = of({ integrity: 'unknown', availability: 'none' }) as Partial<FilingContext>;
    expect([said(unknown, 'field_55'), proposed(unknown).includes('field_55')]).toEqual([['a'], true]);
    expect(said(unknown, 'field_62')).toMatch(/Concerned: confidentiality\. Not known yet: integrity\.$/);
    const known = of({ integrity: 'altered', availability: 'none' }) as Partial<FilingContext>;
    expect([said(known, 'field_55'), proposed(known).includes('field_55')]).toEqual([['a', 'b'], false]);
    expect(said(known, 'field_62')).not.toContain('Not known yet');
  });

  it('is not that people will not be told, once that was decided', () => {
    const { state } = filingContext(ART33);
    const plan = state.plan && { ...state.plan, conclusion: { art33: 'risk' as const, art34: 'risk' as const } };
    const decision = { conclusion: 'risk', proposed: 'risk', reasons: 'Seen.', by: 'dpo' } as never;
    const of = (art34: typeof state.risk.art34) => ({
      ...{ stage: 'complete' as const, state: { ...state, plan, risk: { art33: decision, art34 } } },
    });
    expect([said(of(null), 'field_97'), said(of(decision), 'field_97')]).toEqual(['d', 'd']);
    expect([proposed(of(null)).includes('field_97'), proposed(of(decision)).includes('field_97')]).toEqual([
      true,
      false,
    ]);
  });

  it('is not that people were told, which is on record', () => {
    const { state } = filingContext(ART33);
    const sent = { number: 1, listId: 'l', recipients: 1, contentHash: 'h', approvedBy: 'dpo', approvedAt: AWARE };
    const campaign = { ...sent, status: 'finished' as const, counts: null };
    const told = { state: { ...state, campaigns: [campaign] } };
    expect(said(told, 'field_97')).toBe('a');
    expect(proposed(told)).not.toContain('field_97');
  });

  it('is not that telling people is planned', () => {
    const { state } = filingContext(ART33);
    const complete = { stage: 'complete' as const, state };
    expect(['b', 'd']).toContain(said(complete, 'field_97'));
    expect(proposed(complete)).toContain('field_97');
  });
});
