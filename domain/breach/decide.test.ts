import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../test/support/asking.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { Facts } from '../facts.ts';
import type { Article, RiskConclusion } from '../plan/types.ts';
import type { CommandBody } from './commands.ts';
import type { BreachEvent } from './events.ts';
import { evolve, foldEvents } from './evolve.ts';
import { type BreachState, filingsOf, openObligations, updatesOf } from './state.ts';
import { currentState } from './upcast.ts';
import { wantedChildren } from './wanted-children.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';

/** A breach after the given commands, all accepted. */
function breachAfter(...commands: CommandBody[]): BreachState {
  const start: BreachState = evolve(null, reportedEvent('TOC-2026-0001', T0));
  return commands.reduce((state, body, index) => step(state, body, `k${index}`).state, start);
}

function step(state: BreachState, body: CommandBody, key: string, at = NOW): ReturnType<typeof accepted> {
  return accepted(state, commandOf(body, { at, key }));
}

function refusal(state: BreachState, body: CommandBody, at = NOW) {
  const refused = refusalOf(state, commandOf(body, { at }));
  return refused === 'accepted' ? refused : { code: refused.code, field: refused.field };
}

/** One supplier is told. */
const TOLD = { suppliers: 1, customers: 0, version: 'fjord' };
const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const plan: CommandBody = {
  type: 'apply-plan',
  plan: planOf(NOW, { obligations: [obligationOf(ART33, T0)], counterparties: TOLD }),
};
const file = (filedAt: string): CommandBody => ({
  ...{ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1' },
  ...{ elsewhere: true, reasons: 'By telephone.' },
});

describe('the risk', () => {
  const decision = (conclusion: RiskConclusion, articles: Article[], reasons = 'Logs.'): CommandBody => ({
    ...{ type: 'decide-risk', conclusion, articles, reasons },
  });
  const known: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' };
  const changed = (events: BreachEvent[]) => events.map((e) => (e.type === 'risk-decided' ? e.data.article : e.type));

  it('is decided for the authority and for the people apart, each with its approver', () => {
    const first = breachAfter(aware, plan, decision('unlikely', ['art33']));
    expect(first.risk).toMatchObject({ art33: { conclusion: 'unlikely', by: 'dpo' }, art34: null });
    const { state } = accepted(first, commandOf(decision('risk', ['art34'], 'Few.'), { at: NOW, by: 'deputy' }));
    expect(state.risk).toMatchObject({
      art33: { conclusion: 'unlikely', by: 'dpo', reasons: 'Logs.', proposed: 'high-risk' },
      art34: { conclusion: 'risk', by: 'deputy', reasons: 'Few.', proposed: 'high-risk' },
    });
    expect(state.planIsStale).toBe(true);
  });
  it('decided for both at once is two decisions under one key', () => {
    const { events, state } = step(breachAfter(aware, plan), decision('risk', ['art33', 'art34']), 'both');
    expect([changed(events), events.map((e) => e.key)]).toEqual([
      ['art33', 'art34'],
      ['both', 'both'],
    ]);
    expect(step(state, decision('risk', ['art33']), 'again').events).toEqual([]);
  });
  it('said again is recorded only with other reasons: a confirmation', () => {
    const state = breachAfter(aware, plan, decision('risk', ['art33']));
    expect(step(state, decision('risk', ['art33']), 'again').events).toEqual([]);
    expect(changed(step(state, decision('risk', ['art33', 'art34']), 'more').events)).toEqual(['art34']);
    const { state: confirmed } = step(state, decision('risk', ['art33'], 'Seen again.'), 'confirmed');
    expect(confirmed.risk.art33?.reasons).toBe('Seen again.');
  });
  it('reopened by changed facts stays decided until it is decided again, article by article', () => {
    const reopened = breachAfter(aware, plan, decision('risk', ['art33', 'art34']), known);
    expect([reopened.risk.art33?.reopened, reopened.risk.art34?.reopened]).toEqual([true, true]);
    const { state } = step(reopened, decision('risk', ['art34']), 'again');
    expect([state.risk.art33?.reopened, state.risk.art34?.reopened]).toEqual([true, false]);
  });
  it('not decided is not reopened', () => {
    expect(breachAfter(aware, plan, known).risk).toEqual({ art33: null, art34: null });
  });
  it('decided by a command of before is one event that means both', () => {
    const before: CommandBody = { type: 'decide-risk', conclusion: 'risk', reasons: 'Few.' };
    const { state, events } = accepted(breachAfter(aware, plan), { ...before, at: NOW, by: 'dpo', key: 'old' });
    expect(changed(events)).toEqual([undefined]);
    const both = { conclusion: 'risk', by: 'dpo', at: NOW, reasons: 'Few.', reopened: false };
    expect(state.risk).toMatchObject({ art33: both, art34: both });
  });
});

describe('a breach written before each article had its own decision', () => {
  const earlier = { ...planOf(NOW, { obligations: [obligationOf(ART33, T0)] }), conclusion: 'risk' };
  const { proposed } = planOf(NOW).articles;
  const planned = {
    ...{ type: 'planned', at: NOW, by: 'engine', key: 'p' },
    data: { plan: { ...earlier, articles: { proposed, decided: proposed } }, changes: [] },
  } as unknown as BreachEvent;

  it('is read from its events: its conclusion and its decision stand for both', () => {
    const { plan: read } = foldEvents([reportedEvent('TOC-2026-0001', T0), planned]) as BreachState;
    expect(read?.conclusion).toEqual({ art33: 'risk', art34: 'risk' });
    expect(read?.articles.decided).toEqual({ art33: proposed.art33, art34: proposed.art34 });
  });
  it('is read from its state, and goes on from there', () => {
    const now = breachAfter(aware, plan);
    const decided = { conclusion: 'risk', proposed: 'risk', by: 'dpo', at: NOW, reasons: 'Few.', reopened: false };
    const was = { ...now, plan: { ...earlier, articles: undefined } };
    const read = (risk: unknown) => currentState({ ...was, risk } as unknown as BreachState);
    expect(read(null).risk).toEqual({ art33: null, art34: null });
    expect(read(decided).risk).toEqual({ art33: decided, art34: decided });
    expect(step(read(decided), plan, 'next').state.plan?.conclusion.art33).toBe('high-risk');
    expect(currentState(now)).toEqual(now);
  });
});

describe('changed facts', () => {
  it('are others where a touched system is named that the register does not have', () => {
    const waived = breachAfter(aware, plan, { type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' });
    const name = (unlisted: string): CommandBody => {
      return { type: 'amend-facts', facts: {}, narrative: { unlisted }, reasons: 'Found in a log.' };
    };
    const named = step(waived, name('The old ticket server'), 'named').state;
    expect(named).toMatchObject({ planIsStale: true, obligations: { [ART33]: { status: 'running' } } });
    const planned = step(named, plan, 'planned').state;
    expect(step(planned, name('The old ticket server'), 'again').state.planIsStale).toBe(false);
    expect(step(planned, name(''), 'entered').state.planIsStale).toBe(true);
  });

  it('resume what was waived and reopen both risk decisions, which stand beside them', () => {
    const state = breachAfter(
      aware,
      plan,
      { type: 'decide-risk', articles: ['art33', 'art34'], conclusion: 'unlikely', reasons: 'Encrypted.' },
      { type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' },
      {
        type: 'amend-facts',
        facts: { unintelligible: false, confidentiality: 'unknown-recipients' },
        narrative: {},
        reasons: 'Key stolen.',
      },
    );
    expect(state.obligations[ART33]?.status).toBe('running');
    const stands = { conclusion: 'unlikely', reopened: true };
    expect(state.risk).toMatchObject({ art33: stands, art34: stands });
  });
  it('that change nothing leave the reasons on record, and the breach as it was', () => {
    const same: CommandBody = {
      type: 'amend-facts',
      facts: { systems: ['console'] },
      narrative: {},
      reasons: 'Again.',
    };
    const before = breachAfter(aware, plan);
    const { events, state } = step(before, same, 'same');
    const personal = { narrative: {}, reasons: 'Again.' };
    expect(events).toMatchObject([{ type: 'facts-amended', data: { changed: {} }, personal }]);
    expect(state).toEqual({ ...before, seq: before.seq + 1 });
  });
});

describe('a plan', () => {
  it('moves a clock and makes an overdue obligation run again', () => {
    const overdue: CommandBody = { type: 'mark-overdue', obligation: ART33, due: clock72h(T0).due, overdueAt: NOW };
    const moved = planOf(NOW, { obligations: [obligationOf(ART33, NOW)] });
    expect(breachAfter(aware, plan, overdue).obligations[ART33]?.status).toBe('overdue');
    expect(breachAfter(aware, plan, overdue, { type: 'apply-plan', plan: moved }).obligations[ART33]?.status).toBe(
      'running',
    );
  });
  it('never forgets a filing of an obligation that the new plan lacks', () => {
    const state = breachAfter(aware, plan, file(NOW), { type: 'apply-plan', plan: planOf(NOW) });
    expect(state.obligations[ART33]).toMatchObject({ status: 'filed', filed: { receipt: 'DE-1' } });
  });
  it('without anybody to tell any more goes on until the ledger says so', () => {
    const nobody: CommandBody = {
      type: 'apply-plan',
      plan: planOf(NOW, { counterparties: { ...TOLD, suppliers: 0, version: '' } }),
    };
    const [notices] = wantedChildren(breachAfter(aware, plan, nobody));
    expect(notices).toMatchObject({ kind: 'communication', communication: 'notices', told: '' });
  });
  it('that tells nobody starts no communication', () => {
    const nobody = planOf(NOW, { counterparties: { suppliers: 0, customers: 0, version: 'none' } });
    expect(breachAfter(aware, { type: 'apply-plan', plan: nobody }).communications).toEqual({});
    expect(breachAfter({ type: 'apply-plan', plan: planOf(NOW) }).communications).toEqual({});
  });
  it('ignores an overdue mark of the instant before the move', () => {
    const moved = planOf(NOW, { obligations: [obligationOf(ART33, NOW)] });
    const old: CommandBody = { type: 'mark-overdue', obligation: ART33, due: clock72h(T0).due, overdueAt: NOW };
    expect(breachAfter(aware, plan, { type: 'apply-plan', plan: moved }, old).obligations[ART33]?.status).toBe(
      'running',
    );
  });
});

describe('a plan after a filing', () => {
  const FINAL = 'nis2-art23-4d-final';
  const chained = (start: string | null): CommandBody => ({
    type: 'apply-plan',
    plan: planOf(NOW, {
      obligations: [obligationOf(ART33, T0), obligationOf(FINAL, start, { startsFrom: `filing of ${ART33}` })],
    }),
  });

  it('is made anew, so that a clock counted from the filing starts', () => {
    const waiting = breachAfter(aware, chained(null));
    expect(waiting.obligations[FINAL]?.status).toBe('awaiting-event');
    const filed = breachAfter(aware, chained(null), file(NOW));
    expect(filed.planIsStale).toBe(true);
    expect(breachAfter(aware, plan, file(NOW)).planIsStale).toBe(false);
    expect(filingsOf(filed)).toEqual({ [ART33]: NOW });
    const { state, events } = step(filed, chained(NOW), 'plan');
    expect(state.obligations[FINAL]?.status).toBe('running');
    expect(state.obligations[ART33]?.status).toBe('filed');
    expect(events[0]?.data).toMatchObject({ changes: [{ obligation: FINAL, change: 'start' }] });
  });

  const LATER = '2026-11-24T11:00:00.000Z';
  const LAST = '2026-11-24T12:00:00.000Z';
  const version = (stage: 'initial' | 'follow-up' | 'withdrawal', filedAt: string): CommandBody => ({
    ...{ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', reasons: 'Known by now.', stage, elsewhere: true },
  });
  const filedTwice = (startsFrom: string, ...later: CommandBody[]) => {
    const replanned: CommandBody = {
      type: 'apply-plan',
      plan: planOf(NOW, { obligations: [obligationOf(ART33, T0), obligationOf(FINAL, NOW, { startsFrom })] }),
    };
    const first = breachAfter(aware, chained(null), version('initial', NOW), replanned);
    return later.reduce((state, body, index) => step(state, body, `later-${index}`, LAST).state, first);
  };

  it('is made anew for a later version, where a clock is counted from the latest one', () => {
    const updated = filedTwice(`latest filing of ${ART33}`, version('follow-up', LATER));
    expect(updated.planIsStale).toBe(true);
    expect(updatesOf(updated)).toEqual({ [ART33]: LATER });
    expect(filingsOf(updated)).toEqual({ [ART33]: NOW });
    expect(filedTwice(`filing of ${ART33}`, version('follow-up', LATER)).planIsStale).toBe(false);
  });

  it('counts no withdrawal as a version, and the latest one by its instant', () => {
    const twice = [version('follow-up', LAST), version('follow-up', LATER), version('withdrawal', LAST)];
    expect(updatesOf(filedTwice('x', ...twice))).toEqual({ [ART33]: LAST });
    expect(updatesOf(filedTwice('x', version('withdrawal', LATER)))).toEqual({});
    expect(updatesOf(filedTwice('x'))).toEqual({});
  });

  it('shows a duty without a clock, which can be done or waived and holds up no closing', () => {
    const register = obligationOf('register', null, { startsFrom: null });
    const state = breachAfter(aware, { type: 'apply-plan', plan: planOf(NOW, { obligations: [register] }) });
    expect(state.obligations.register?.status).toBe('no-clock');
    expect(refusal(state, { ...file(NOW), obligation: 'register' } as CommandBody)).toBe('accepted');
    expect(refusal(state, { type: 'close', outcome: 'resolved', reasons: 'Done.' })).toBe('accepted');
  });

  it('runs no clock for a duty that would only be', () => {
    const proposed = obligationOf('proposed', null, { applies: 'would-be', startsFrom: null });
    const state = breachAfter(aware, { type: 'apply-plan', plan: planOf(NOW, { obligations: [proposed] }) });
    expect(state.obligations.proposed?.status).toBe('does-not-apply');
    expect(wantedChildren(state)).toEqual([]);
    const switchOn = (id: string): CommandBody => ({
      type: 'amend-facts',
      facts: { switchedOn: [id] },
      narrative: {},
      reasons: 'Our insurer asks for it.',
    });
    expect(refusal(state, switchOn('proposed'))).toBe('accepted');
    expect(refusal(state, switchOn('no-such-duty'))).toEqual({ code: 'unknown-obligation', field: 'obligation' });
  });
});

describe('events in the facts', () => {
  it('are amended one by one, and taken back with null', () => {
    const amend = (events: Facts['events']): CommandBody => ({
      type: 'amend-facts',
      facts: { events },
      narrative: {},
      reasons: 'Found in the log.',
    });
    const state = breachAfter(amend({ detection: T0 }), amend({ payment: NOW }), amend({ detection: null }));
    expect(state.facts.events).toEqual({ detection: null, payment: NOW });
    expect(step(state, amend({ payment: NOW }), 'again').events).toMatchObject([{ data: { changed: {} } }]);
  });
});

describe('closing', () => {
  const close: CommandBody = { type: 'close', outcome: 'resolved', reasons: 'Done.' };
  it('is refused while a clock runs, and names it', () => {
    expect(refusal(breachAfter(aware, plan), close)).toEqual({ code: 'clocks-still-running', field: 'breach' });
  });
  it('is refused while facts are being assessed anew: a duty could be lost in between', () => {
    expect(refusal(breachAfter(aware), close)).toEqual({ code: 'conflict', field: 'breach' });
    const decided: CommandBody = {
      ...{ type: 'decide-risk', articles: ['art34'], conclusion: 'high-risk', reasons: 'Card data.' },
    };
    expect(refusal(breachAfter(aware, plan, file(NOW), decided), close)).toEqual({ code: 'conflict', field: 'breach' });
  });
  it('is refused while a campaign is being sent', () => {
    const state = breachAfter(
      aware,
      plan,
      file(NOW),
      { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 3, contentHash: 'h' },
      { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' },
    );
    expect(refusal(state, close)).toEqual({ code: 'conflict', field: 'campaign' });
  });
  it('ends everything, and later asks are refused while late reports of the engine are kept', () => {
    const over = [{ point: `filing-incomplete/${ART33}`, reasons: 'It was whole.' }];
    const state = breachAfter(aware, plan, file(NOW), { ...close, over } as CommandBody);
    expect(state.status).toBe('closed');
    expect(refusal(state, aware)).toEqual({ code: 'breach-closed', field: 'breach' });
    const answers = { holdsData: 'no', misuse: 'no', answeredBy: 'Dana' } as const;
    expect(
      refusal(state, { type: 'acknowledge-notice', counterparty: 'fjord', round: 1, acknowledgedAt: NOW, answers }),
    ).toBe('accepted');
  });
  it('as not a breach needs no awareness and ends every clock', () => {
    const outcome: CommandBody = { type: 'close', outcome: 'not-a-breach', reasons: 'A test account.' };
    expect(breachAfter(outcome).status).toBe('closed');
    const state = breachAfter(aware, plan, outcome);
    expect(openObligations(state)).toEqual([]);
    expect(state.obligations[ART33]?.status).toBe('does-not-apply');
  });
});

describe('reasons', () => {
  const awareAgain = (reasons: string): CommandBody => ({ type: 'record-awareness', awareAt: T0, reasons });
  const resume: CommandBody = { type: 'resume-obligation', obligation: ART33, reasons: 'It binds us after all.' };
  const draft: CommandBody = { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 3, contentHash: 'h' };
  const approve: CommandBody = { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: 'I agree.' };
  it.each([
    ['the same awareness once more', [aware, plan], awareAgain('The log says so too.'), 'awareness-recorded'],
    ['a duty that runs already', [aware, plan], resume, 'obligation-resumed'],
    ['a duty that is filed', [aware, plan, file(NOW)], resume, 'obligation-resumed'],
    ['a campaign that is approved', [aware, plan, draft, approve], approve, 'campaign-approved'],
  ] as [string, CommandBody[], CommandBody, string][])(
    'for %s are recorded and change nothing',
    (_, done, body, type) => {
      const before = breachAfter(...done);
      const { events, state } = step(before, body, 'confirmed');
      expect(events).toMatchObject([{ type, personal: { reasons: 'reasons' in body ? body.reasons : '' } }]);
      const { awareness, ...rest } = { ...before, seq: before.seq + 1 };
      expect(state).toMatchObject(rest);
      expect(state.awareness.slice(0, 1)).toEqual(awareness);
    },
  );
  it('that nobody gave leave no event', () => {
    expect(step(breachAfter(aware, plan), awareAgain(''), 'again').events).toEqual([]);
  });
});

describe('a command', () => {
  it('that would change nothing, as it comes again under another key, leads to no event', () => {
    const once = step(breachAfter(), aware, 'first');
    expect(step(once.state, aware, 'second').events).toEqual([]);
  });
  it('to write to a list a second time is refused: its ledger says that everybody was written to', () => {
    const draft = (campaign: number): CommandBody => ({
      ...{ type: 'draft-campaign', campaign, listId: 'l1', recipients: 3 },
      contentHash: `h${campaign}`,
    });
    const approve = (campaign: number): CommandBody => ({
      ...{ type: 'approve-campaign', campaign, contentHash: `h${campaign}` },
      reasons: '',
    });
    const state = breachAfter(draft(1), draft(2), approve(1));
    expect(refusal(state, approve(2))).toEqual({ code: 'conflict', field: 'campaign' });
  });
  it('to approve other content than was drafted is refused', () => {
    const draft: CommandBody = { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 3, contentHash: 'h' };
    const approve: CommandBody = { type: 'approve-campaign', campaign: 1, contentHash: 'other', reasons: '' };
    expect(refusal(breachAfter(draft), approve)).toEqual({ code: 'conflict', field: 'contentHash' });
  });
});

describe('folding', () => {
  it('refuses a stream that reports twice, begins otherwise, or names a duty that no plan had', () => {
    const reported = reportedEvent('TOC-2026-0001', T0);
    const waived: BreachEvent = {
      ...{ type: 'obligation-waived', at: T0, by: 'dpo', key: 'w', data: { obligation: 'nothing' } },
      personal: { reasons: 'x' },
    };
    expect(() => foldEvents([reported, reported])).toThrow('TOC-2026-0001 was reported twice');
    expect(() => foldEvents([waived])).toThrow("must be 'reported', not 'obligation-waived'");
    expect(() => foldEvents([reported, waived])).toThrow("has no obligation 'nothing'");
  });

  it('gives the state that the commands gave, from the events alone', () => {
    const first = reportedEvent('TOC-2026-0001', T0);
    let state: BreachState = evolve(null, first);
    const events: BreachEvent[] = [first];
    for (const [index, body] of [aware, plan, file(NOW)].entries()) {
      const next = step(state, body, `k${index}`);
      state = next.state;
      events.push(...next.events);
    }
    expect(foldEvents(events)).toEqual(state);
    expect(state.seq).toBe(events.length);
  });
});

describe('evidence', () => {
  const evidence = (index: number): CommandBody => ({
    type: 'add-evidence',
    evidence: { file: `f${index}`, sha256: `f${index}`, bytes: 1, mediaType: 'application/json', source: 'probe' },
    systems: ['console'],
  });
  it('of a storm of alerts is counted whole, and the state keeps the newest hundred', () => {
    const state = breachAfter(...Array.from({ length: 101 }, (_, index) => evidence(index)));
    expect(state.evidenceCount).toBe(101);
    expect(state.evidence.map(({ file }) => file)).toEqual(Array.from({ length: 100 }, (_, index) => `f${index + 1}`));
    expect(step(state, evidence(100), 'again').events).toEqual([]);
  });
  it('that comes again is recorded for the systems that it names, and counted once', () => {
    const known = breachAfter(evidence(1));
    const more = { ...evidence(1), systems: ['console', 'tickets'] } as CommandBody;
    const { state, events } = step(known, more, 'more');
    expect(events).toMatchObject([{ type: 'evidence-added', data: { systems: ['console', 'tickets'] } }]);
    expect([state.facts.systems, state.evidenceCount, state.evidence.length]).toEqual([['console', 'tickets'], 1, 1]);
    expect(state.planIsStale).toBe(true);
    expect(step(state, more, 'again').events).toEqual([]);
  });
});
