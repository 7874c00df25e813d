import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../../test/support/plans.ts';
import type { CommunicationName } from '../../communication/standing.ts';
import { FOUR_EYES_BY_DEFAULT, type FourEyes, sayFourEyes } from '../../plan/four-eyes.ts';
import type { Command, CommandBody } from '../commands.ts';
import { decide, decideAlone } from '../decide.ts';
import type { BreachEvent } from '../events.ts';
import { evolve, foldEvents } from '../evolve.ts';
import type { BreachState } from '../state.ts';
import { whyNotDecided } from './communications.ts';
import { campaignLeaving, secondPerson } from './four-eyes.ts';

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
/** What a command meets, such as the approval of the campaign: null where it is taken. */
const met = (state: BreachState, who: Who, body: CommandBody = APPROVE) => {
  const decision = decide(state, asked(body, who));
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

  it('is shown as one that asks for another person, before anybody presses', () => {
    const shown = (state: BreachState, who: Who) => {
      const [campaign] = draftedBy(ann, state).campaigns;
      if (campaign === undefined) throw new Error('no campaign');
      return secondPerson(state, campaignLeaving(campaign), who);
    };
    expect([ann, token, bo].map((who) => shown(under({}), who))).toEqual([
      { isAsked: true, whyNot: 'drafter' },
      { isAsked: true, whyNot: 'token' },
      { isAsked: true, whyNot: null },
    ]);
    const few = under({ campaigns: false, moreReceiversThan: 50 });
    expect([ann, token].map((who) => shown(few, who))).toEqual([
      { isAsked: false, whyNot: null },
      { isAsked: false, whyNot: null },
    ]);
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

const [ALONE, DRAFTER] = [
  ['four-eyes', 'token'],
  ['four-eyes', 'drafter'],
];
const resume = (communication: CommunicationName): CommandBody => ({
  ...{ type: 'resume-communication', communication, reasons: 'Looked into.' },
});
const engine = { by: 'engine' };
const pause = (communication: CommunicationName, because: 'refusals' | 'busy' = 'refusals'): CommandBody => ({
  ...{ type: 'pause-communication', communication, because, reasons: '' },
});
const once = (state: BreachState, ...commands: [CommandBody, Who][]): BreachState =>
  commands.reduce((known, [body, who]) => accepted(known, asked(body, who)).state, state);
/** Whether letters that may have left are sent again. */
const metAgain = (state: BreachState, who: Who, communication: CommunicationName = 'notices') => {
  const letters = { communication, decision: 'send-again', reasons: 'None in the log.' } as const;
  const refusal = whyNotDecided(state, letters, who);
  return refusal === null ? null : [refusal.code, refusal.members.why];
};

describe('a letter that was approved', () => {
  const [drafted, name] = [draftedBy(ann), 'campaign/1' as const];
  const paused = once(drafted, [APPROVE, bo], [pause(name), engine]);

  it('goes on, and is sent again, by nobody who drafted it and by no token', () => {
    expect([ann, token, before, bo].map((who) => met(paused, who, resume(name)))).toEqual([
      ...[DRAFTER, ALONE, ALONE, null],
    ]);
    expect([ann, token, bo].map((who) => metAgain(paused, who, name))).toEqual([DRAFTER, ALONE, null]);
  });

  it('is said to go on by anybody where it goes on already: nothing leaves by that', () => {
    const running = once(paused, [resume(name), bo]);
    expect([ann, token].map((who) => met(running, who, resume(name)))).toEqual([null, null]);
  });

  it('of an exercise goes on by whoever plays', () => {
    const drill = once(draftedBy(token, under({}, { scale: 60 })), [APPROVE, token], [pause(name), engine]);
    expect([met(drill, token, resume(name)), metAgain(drill, token, name)]).toEqual([null, null]);
  });

  it('goes on by itself where the mail server was busy', () => {
    const busy = once(drafted, [APPROVE, bo], [pause(name, 'busy'), engine]);
    expect(accepted(busy, asked(resume(name), engine)).events).toMatchObject([{ type: 'communication-resumed' }]);
  });

  it('and went on by one person alone under an earlier version stays so when it is folded and replayed', () => {
    const head = { at: NOW, key: 'k', by: ann.by };
    const stream: BreachEvent[] = [
      reportedEvent('TOC-2026-0001', NOW),
      { ...head, type: 'campaign-drafted', data: { campaign: 1, listId: 'l', recipients: 3, contentHash: 'h' } },
      { ...head, type: 'campaign-approved', data: { campaign: 1, contentHash: 'h' }, personal: { reasons: '' } },
      {
        ...head,
        type: 'communication-paused',
        data: { communication: name, because: 'asked' },
        personal: { reasons: '' },
      },
      { ...head, type: 'communication-resumed', data: { communication: name }, personal: { reasons: '' } },
    ];
    expect(foldEvents(stream)).toMatchObject({
      ...{ campaigns: [{ status: 'sending', approvedBy: ann.by }], communications: { [name]: { status: 'running' } } },
    });
    expect(decideAlone(paused, asked(resume(name), token))).toMatchObject({ ok: true });
  });
});

describe('notices to suppliers and customers', () => {
  const told = (customers: number, fourEyes: Partial<FourEyes> = {}) => {
    const counterparties = { suppliers: 1, customers: customers - 1, version: 'v' };
    const plan = planOf(NOW, { counterparties, fourEyes: { ...FOUR_EYES_BY_DEFAULT, ...fourEyes } });
    const aware: CommandBody = { type: 'record-awareness', awareAt: NOW, reasons: '' };
    return once(reported, [aware, token], [{ type: 'apply-plan', plan }, engine]);
  };
  const link = { type: 'reissue-link', counterparty: 'fjord', round: 1, generation: 2, reasons: 'Lost.' } as const;

  it('begin by the plan, however many: the duty to tell them waits for nobody', () => {
    expect(told(9_000).communications.notices?.status).toBe('running');
  });

  it('to many go on, and are sent again, by whoever has signed in, and to a few by a token too', () => {
    const [many, few] = [51, 50].map((n) => once(told(n), [pause('notices'), engine]));
    if (many === undefined || few === undefined) throw new Error('two');
    for (const [state, byToken] of [[many, ALONE] as const, [few, null] as const]) {
      expect([token, ann].map((who) => met(state, who, resume('notices')))).toEqual([byToken, null]);
      expect([token, ann].map((who) => metAgain(state, who))).toEqual([byToken, null]);
    }
  });

  it('that arrived are said to have arrived by a token', () => {
    const letters = { communication: 'notices', decision: 'arrived', reasons: 'They called.' } as const;
    expect(whyNotDecided(told(9_000), letters, token)).toBeNull();
  });

  it('are each given a new link by a token, unless the policy asks for a person even for one', () => {
    expect(met(told(9_000), token, link)).toBeNull();
    const strict = told(2, { moreReceiversThan: 0 });
    expect([token, ann].map((who) => met(strict, who, link))).toEqual([ALONE, null]);
  });

  it('are stopped and paused by a token: what holds them up needs no second person', () => {
    const reasons = 'A wrong text.';
    const state = told(9_000);
    expect(met(state, token, { ...pause('notices'), because: 'asked', reasons } as CommandBody)).toBeNull();
    expect(met(state, token, { type: 'stop-communication', communication: 'notices', reasons })).toBeNull();
  });
});

describe('a filing', () => {
  const due = (fourEyes: Partial<FourEyes>): BreachState => {
    const plan = planOf(NOW, {
      obligations: [obligationOf('duty', NOW)],
      fourEyes: { ...FOUR_EYES_BY_DEFAULT, ...fourEyes },
    });
    return once(reported, [{ type: 'apply-plan', plan }, engine]);
  };
  const approve = (drafter?: string | null): CommandBody => ({
    ...{ type: 'approve-filing', obligation: 'duty', stage: 'initial', sha256: 'a'.repeat(64) },
    ...(drafter !== undefined && { drafter }),
  });

  it('is approved by whoever drafted it, and by a token, unless the policy asks for a second person', () => {
    const state = due({});
    expect([ann, token].map((who) => met(state, who, approve(ann.by)))).toEqual([null, null]);
    expect(accepted(state, asked(approve(ann.by), ann)).events[0]?.data).not.toHaveProperty('drafter');
  });

  it('where it does is approved by another person than typed last into it, whom the record names', () => {
    const state = due({ filings: true });
    expect([ann, token, bo].map((who) => met(state, who, approve(ann.by)))).toEqual([DRAFTER, ALONE, null]);
    expect([ann, token].map((who) => met(state, who, approve(null)))).toEqual([null, ALONE]);
    // An API of before says nothing of who typed.
    expect([token, ann].map((who) => met(state, who, approve()))).toEqual([ALONE, null]);
    const { events } = accepted(state, asked(approve(ann.by), bo));
    expect(events).toMatchObject([{ by: bo.by, data: { drafter: ann.by } }]);
  });

  it('made elsewhere is recorded by anybody who may: it has left', () => {
    const state = once(due({ filings: true }), [{ type: 'record-awareness', awareAt: NOW, reasons: '' }, token]);
    const filing: CommandBody = {
      ...{ type: 'file', obligation: 'duty', filedAt: NOW, receipt: 'R', reasons: 'By telephone.', elsewhere: true },
    };
    expect(met(state, token, filing)).toBeNull();
  });
});

describe('the rule in words', () => {
  it('says whom it asks for, and what it means where it is off', () => {
    expect(sayFourEyes(FOUR_EYES_BY_DEFAULT)).toMatch(/every campaign .* another person .* exercises are exempt/);
    expect(sayFourEyes({ ...FOUR_EYES_BY_DEFAULT, campaigns: false })).toContain('more than 50 receivers');
    const off = { campaigns: false, moreReceiversThan: null, exercises: false };
    expect(sayFourEyes(off)).toMatch(/OFF\. One person/);
    expect(sayFourEyes({ ...off, filings: true })).toMatch(/^Four eyes: every filing is approved by another person/);
  });
});
