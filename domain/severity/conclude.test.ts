import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { EXPOSED } from '../../test/support/facts.ts';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { obligationContext } from '../policy/context.ts';
import { assess } from './assess.ts';
import { answersUnder, concludeArticles, type Decided, riskAssessment } from './conclude.ts';

const { severity: policy } = loadPolicy('policy');
const decided = (conclusion: Decided['conclusion'], part: Partial<Decided> = {}): Decided => ({
  conclusion,
  by: 'dpo',
  at: '2026-11-24T10:00:00.000Z',
  reasons: 'Seen the logs.',
  reopened: false,
  ...part,
});

function conclude(facts: Partial<Facts>, art33: Decided | null, art34: Decided | null) {
  const { severity, context } = assess(policy, Facts.parse({ ...EXPOSED, ...facts }), dataFlowOf([]));
  const contextOf = (conclusion: Decided['conclusion'], isDecided: boolean) =>
    obligationContext(context, conclusion, isDecided);
  const articles = concludeArticles(policy, severity.proposed, contextOf, { art33, art34 });
  return riskAssessment({ severity, articles }, { art33, art34 });
}

const stolenWages: Partial<Facts> = { dataClasses: ['financial'], confidentiality: 'unknown-recipients' };

test('score, Art. 33 and Art. 34 are three things, each with its reasons', () => {
  const { score, risk, art33, art34 } = conclude(stolenWages, null, null);
  expect(score).toMatchObject({ se: 400, level: 'very-high' });
  expect(score.reasons.length).toBeGreaterThan(4);
  expect(score).not.toHaveProperty('proposed');
  expect(risk.proposed).toBe('high-risk');
  expect([art33.proposed.notify, art34.proposed.notify]).toEqual(['yes', 'yes']);
  expect([art33.decided, art34.decided]).toEqual([null, null]);
  expect(art33.proposed.because).not.toBe(art34.proposed.because);
});

test('a decision stands beside the proposal with who, when and why; neither replaces the other', () => {
  const { score, risk, art33, art34 } = conclude(stolenWages, decided('unlikely'), decided('unlikely'));
  expect([score.se, risk.proposed]).toEqual([400, 'high-risk']);
  expect(art33).toEqual({
    proposed: {
      conclusion: 'high-risk',
      notify: 'yes',
      because: 'A risk to people is not ruled out, so the authority is told (Art. 33(1)).',
    },
    decided: {
      conclusion: 'unlikely',
      notify: 'no',
      because:
        'The DPO decided that a risk to people is unlikely. The breach and the reasons stay in the register (Art. ' +
        '33(5)).',
      by: 'dpo',
      at: '2026-11-24T10:00:00.000Z',
      reasons: 'Seen the logs.',
      reopened: false,
    },
  });
  expect(art34.decided?.notify).toBe('no');
});

test('each article can have its own decision and approver', () => {
  const { art33, art34 } = conclude(stolenWages, decided('risk'), decided('high-risk', { by: 'deputy' }));
  expect([art33.decided?.notify, art33.decided?.by]).toEqual(['yes', 'dpo']);
  expect([art34.decided?.notify, art34.decided?.by]).toEqual(['yes', 'deputy']);
});

test('an article without a decision has none, whatever the other has', () => {
  const { art33, art34 } = conclude(stolenWages, decided('unlikely'), null);
  expect([art33.decided?.conclusion, art34.decided]).toEqual(['unlikely', null]);
});

test('a proposal never reads as a decision, also beside one', () => {
  const nothing: Partial<Facts> = { confidentiality: 'none', integrity: 'none', availability: 'none' };
  expect(conclude(nothing, decided('unlikely'), null).art33).toMatchObject({
    proposed: { because: expect.stringContaining('The engine proposes') },
    decided: { because: expect.stringContaining('The DPO decided') },
  });
});

test('changed facts reopen a decision and never close it', () => {
  const { art33 } = conclude(stolenWages, decided('risk', { reopened: true }), null);
  expect(art33.decided).toMatchObject({ notify: 'yes', reopened: true });
});

test('a rule that cannot be evaluated may ask for a notice but not spare one', () => {
  const broken = () => {
    throw new Error('division by zero');
  };
  const otherwise = { when: null, notify: 'yes' as const, because: 'Otherwise.' };
  const rules = (notify: 'yes' | 'no') => [{ when: broken, notify, because: 'Broken.' }, otherwise];
  const { context } = assess(policy, Facts.parse({}), dataFlowOf([]));
  const because = (notify: 'yes' | 'no') => answersUnder({ ...policy, art33: rules(notify) }, context).art33.because;
  expect([because('no'), because('yes')]).toEqual(['Otherwise.', 'Broken.']);
});

test('another reading of the risk stands beside the proposal, where there is one', () => {
  const ransomware = { malicious: 'yes', confidentiality: 'none', availability: 'restorable' } as const;
  const { risk } = conclude({ ...ransomware, dataClasses: ['simple'], peopleConcerned: 40 }, null, null);
  expect(risk.otherReading?.conclude).toBe('unlikely');
  expect(conclude(stolenWages, null, null).risk).not.toHaveProperty('otherReading');
});
