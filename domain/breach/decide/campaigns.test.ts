import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { planOf, reportedEvent } from '../../../test/support/plans.ts';
import { FOUR_EYES_BY_DEFAULT } from '../../plan/four-eyes.ts';
import type { Command, CommandBody } from '../commands.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const [ann, bo] = [
  { by: 'user:ann', isPerson: true },
  { by: 'user:bo', isPerson: true },
];
const reported: BreachState = {
  ...evolve(null, reportedEvent('TOC-2026-0001', NOW)),
  plan: planOf(NOW, { fourEyes: FOUR_EYES_BY_DEFAULT }),
};
const draft = (campaign: number, listId = 'l1'): CommandBody => ({
  ...{ type: 'draft-campaign', campaign, listId, recipients: 3, contentHash: `h${campaign}` },
});
const approve = (campaign: number, contentHash = `h${campaign}`, reasons = ''): CommandBody => ({
  ...{ type: 'approve-campaign', campaign, contentHash, reasons },
});
const asked = (body: CommandBody, who: object): Command => ({ ...commandOf(body, { at: NOW }), ...who });
const having = (...said: [CommandBody, object][]): BreachState =>
  said.reduce((state, [body, who]) => accepted(state, asked(body, who)).state, reported);

describe('a letter to people', () => {
  const drafted = having([draft(1), ann]);

  it('has the next number, so that two who draft at once are told apart', () => {
    for (const campaign of [1, 3]) {
      expect(refusalOf(drafted, asked(draft(campaign), bo))).toEqual({
        ...{ code: 'conflict', field: 'campaign', members: { why: 'moved' } },
      });
    }
    expect(refusalOf(drafted, asked(draft(2), bo))).toBe('accepted');
  });

  it('is approved as exactly the content that was looked at', () => {
    expect(refusalOf(drafted, asked(approve(1, 'other'), bo))).toEqual({
      ...{ code: 'conflict', field: 'contentHash', members: { why: 'moved' } },
    });
    expect(refusalOf(drafted, asked(approve(2), bo))).toEqual({ code: 'unknown-campaign', field: 'campaign' });
  });

  it('goes to a list that no other one was sent to', () => {
    const sent = having([draft(1), ann], [draft(2), ann], [draft(3, 'l2'), ann], [approve(1), bo]);
    expect(refusalOf(sent, asked(approve(2), bo))).toEqual({
      ...{ code: 'conflict', field: 'campaign', members: { why: 'list-used' } },
    });
    expect(refusalOf(sent, asked(approve(3), bo))).toBe('accepted');
  });

  it('whose drafter nobody knows is approved with that on record, once', () => {
    const unknown = having([draft(1), { by: 'user:ann' }]);
    const first = accepted(unknown, asked(approve(1), bo));
    expect(first.events.map(({ data }) => data)).toEqual([{ campaign: 1, contentHash: 'h1', drafter: 'unknown' }]);
    const again = accepted(first.state, asked(approve(1, 'h1', 'Read again.'), bo));
    expect(again.events.map(({ data }) => data)).toEqual([{ campaign: 1, contentHash: 'h1' }]);
  });
});
