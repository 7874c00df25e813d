import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../../test/support/asking.ts';
import { planOf, reportedEvent } from '../../../test/support/plans.ts';
import { FOUR_EYES_BY_DEFAULT, type FourEyes, sayFourEyes } from '../../plan/four-eyes.ts';
import type { Command, CommandBody } from '../commands.ts';
import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const DRAFT: CommandBody = { type: 'draft-campaign', campaign: 1, listId: 'l', recipients: 3, contentHash: 'h' };
const APPROVE: CommandBody = { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: 'Read.' };
const reported = evolve(null, reportedEvent('TOC-2026-0001', NOW));

type Who = { by: string; isPerson?: boolean };
const [ann, bo] = [
  { by: 'user:ann', isPerson: true },
  { by: 'user:bo', isPerson: true },
];
const token = { by: 'dpo', isPerson: false };
/** As version 0.4 asked. */
const before = { by: 'dpo' };

const asked = (body: CommandBody, { by, ...more }: Who): Command => ({ ...commandOf(body, { at: NOW, by }), ...more });
const under = (rule: Partial<FourEyes> | null, exercise: BreachState['exercise'] = null): BreachState => {
  const change = rule === null ? {} : { fourEyes: { ...FOUR_EYES_BY_DEFAULT, ...rule } };
  return { ...reported, exercise, plan: planOf(NOW, change) };
};
const draftedBy = (who: Who, state = under({}), recipients = 3) =>
  accepted(state, asked({ ...DRAFT, recipients } as CommandBody, who)).state;
/** What an approval meets: null where it is taken. */
const met = (state: BreachState, who: Who) => {
  const decision = decide(state, asked(APPROVE, who));
  return decision.ok ? null : [decision.code, decision.members.why];
};

describe('a letter to people', () => {
  it('is approved by another person than drafted it, who signed in', () => {
    for (const state of [under({}), under(null), { ...reported, plan: null }]) {
      const drafted = draftedBy(ann, state);
      expect(met(drafted, ann)).toEqual(['four-eyes', 'drafter']);
      expect(met(drafted, token)).toEqual(['four-eyes', 'token']);
      // Whoever leaves out who asks is no person either.
      expect(met(drafted, before)).toEqual(['four-eyes', 'token']);
      expect(met(drafted, bo)).toBeNull();
    }
  });

  it('that a token drafted and approves does not leave, and any person may approve it', () => {
    const drafted = draftedBy(token);
    expect(met(drafted, token)).toEqual(['four-eyes', 'token']);
    expect(met(drafted, ann)).toBeNull();
  });

  it('says what to do instead', () => {
    const refused = [ann, token].map((who) => decide(draftedBy(ann), asked(APPROVE, who)));
    for (const decision of refused) {
      expect(decision).toMatchObject({ message: expect.stringContaining('/desk/breaches/TOC-2026-0001/campaigns/1') });
    }
  });

  it('of an exercise is approved by whoever plays, unless the policy says otherwise', () => {
    const drill = { scale: 60 };
    expect(met(draftedBy(token, under({}, drill)), token)).toBeNull();
    expect(met(draftedBy(ann, under({ exercises: true }, drill)), ann)).toEqual(['four-eyes', 'drafter']);
  });

  it('to a few is approved alone where the policy says so, and one to many still not', () => {
    const rule = { campaigns: false, moreReceiversThan: 50 };
    expect(met(draftedBy(ann, under(rule), 50), ann)).toBeNull();
    expect(met(draftedBy(ann, under(rule), 51), ann)).toEqual(['four-eyes', 'drafter']);
    expect(met(draftedBy(ann, under({ campaigns: false, moreReceiversThan: null }), 9_000), token)).toBeNull();
  });

  it('drafted before nobody kept by whom is approved by any person, which is recorded', () => {
    const drafted = draftedBy(before);
    expect(drafted.campaigns[0]).not.toHaveProperty('drafter');
    expect(met(drafted, token)).toEqual(['four-eyes', 'token']);
    const { events } = accepted(drafted, asked(APPROVE, ann));
    expect(events).toMatchObject([{ type: 'campaign-approved', data: { drafter: 'unknown' } }]);
    const known = accepted(draftedBy(bo), asked(APPROVE, ann));
    expect(known.events[0]?.data).toEqual({ campaign: 1, contentHash: 'h' });
  });

  it('approved by version 0.4 replays to what was recorded then', () => {
    const { events } = accepted(draftedBy(before), asked(APPROVE, before));
    expect(events[0]?.data).toEqual({ campaign: 1, contentHash: 'h' });
  });
});

describe('the rule in words', () => {
  it('says whom it asks for, and what it means where it is off', () => {
    expect(sayFourEyes(FOUR_EYES_BY_DEFAULT)).toMatch(/every campaign .* another person .* exercises are exempt/);
    expect(sayFourEyes({ ...FOUR_EYES_BY_DEFAULT, campaigns: false })).toContain('more than 50 receivers');
    expect(sayFourEyes({ campaigns: false, moreReceiversThan: null, exercises: false })).toMatch(/OFF\. One person/);
  });
});
