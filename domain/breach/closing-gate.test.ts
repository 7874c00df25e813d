import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { accepted, commandOf, refusalOf } from '../../test/support/asking.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { AnswerCounts, Counts } from '../communication/standing.ts';
import type { PlannedCounterparties, PlannedObligation } from '../plan/types.ts';
import { closingPoints } from './closing-gate.ts';
import type { CommandBody, LookedUp } from './commands.ts';
import { decideAsIn } from './decide.ts';
import { evolve } from './evolve.ts';
import { handlingOf } from './handling.ts';
import { registerStanding } from './register-duty.ts';
import type { BreachState } from './state.ts';
import { movedSinceOf, supplementsOwed } from './supplements.ts';
import { registerEntry } from './views.ts';
import { wantedChildren } from './wanted-children.ts';

const POLICY = loadPolicy(fileURLToPath(new URL('../../policy', import.meta.url)));
const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const LATER = '2026-12-24T10:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';
const ART33_2 = 'gdpr-art33-2-processor-to-controller';
const SHA = 'a'.repeat(64);
const TOLD = { suppliers: 2, customers: 0, version: 'v' };

const BY_HAND = { responders: false, byPolicy: {} };
const task: CommandBody = { type: 'add-task', text: 'Call the bank', owner: null, due: null };

const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const planned = (
  obligations: PlannedObligation[],
  counterparties: PlannedCounterparties | null = null,
): CommandBody => ({
  type: 'apply-plan',
  plan: planOf(NOW, { obligations, counterparties }),
});
const onlyArt33 = planned([obligationOf(ART33, T0)]);
const approve: CommandBody = { type: 'approve-filing', obligation: ART33, stage: 'initial', sha256: SHA };
const file = (change: object = {}): CommandBody => ({
  ...{ type: 'file', obligation: ART33, filedAt: NOW, receipt: 'R', reasons: '', stage: 'initial', sha256: SHA },
  ...change,
});
const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' };
const close = (change: object = {}): CommandBody => ({
  ...{ type: 'close', outcome: 'resolved', reasons: 'Done.' },
  ...change,
});
const reopen: CommandBody = { type: 'reopen', reasons: 'A supplier called.' };
const counted = (counts: Counts, answers?: Partial<AnswerCounts>, page = 1) => ({
  ...{ counts, nextAt: null, head: { page, hash: `h${page}` } },
  ...(answers && { answers: { customers: 0, acknowledged: 0, lastAt: null, misuse: 0, ...answers } }),
});
const progress = (counts: Counts, answers?: Partial<AnswerCounts>, page = 1): CommandBody => ({
  ...{ type: 'communication-progressed', communication: 'notices', version: 'v', settled: false },
  ...counted(counts, answers, page),
});

let keys = 0;
const ENGINE = ['apply-plan', 'communication-progressed', 'rung-fired', 'mark-overdue'];
function breachAfter(...commands: CommandBody[]): BreachState {
  return commands.reduce(then, evolve(null, reportedEvent('TOC-2026-0001', T0)));
}
function then(state: BreachState, body: CommandBody): BreachState {
  keys += 1;
  const by = ENGINE.includes(body.type) ? 'engine' : 'dpo';
  return accepted(state, commandOf(body, { at: NOW, by, key: `k${keys}` })).state;
}
const refused = (state: BreachState, body: CommandBody) => refusalOf(state, commandOf(body, { at: NOW }));
const names = (state: BreachState, looked?: LookedUp) => closingPoints(state, 'resolved', looked).map((p) => p.point);

const told = (counts: Counts, answers?: Partial<AnswerCounts>) =>
  breachAfter(aware, planned([obligationOf(ART33, T0)], TOLD), waive, progress(counts, answers));

describe('what stands in the way of closing', () => {
  it.each<[string, BreachState, string[]]>([
    ['an awareness that is not recorded', breachAfter(), ['awareness-missing']],
    ['facts that are being assessed', breachAfter(aware), ['being-assessed']],
    ['a duty that runs', breachAfter(aware, onlyArt33), [`duty-open/${ART33}`]],
    ['a task that is open', breachAfter(aware, planned([]), task), ['tasks-open']],
    [
      'notices that nobody released',
      breachAfter(aware, planned([], { ...TOLD, release: BY_HAND })),
      ['notices-unreleased'],
    ],
    ['a sign of misuse', told({ total: 1, acknowledged: 1 }, { misuse: 1 }), ['misuse']],
    ['answers that nobody counted', told({ total: 1, acknowledged: 1 }), ['misuse']],
    ['notices without an answer', told({ total: 3, sent: 1, expired: 2 }, {}), ['notices-unanswered/notices']],
    ['letters that came back', told({ total: 1, refused: 1 }, {}), ['deliveries-refused/notices']],
    ['letters that may have left', told({ total: 1, uncertain: 1 }, {}), ['deliveries-uncertain/notices']],
    [
      'an entry of the register with gaps',
      breachAfter(
        aware,
        planned([
          obligationOf('art33-5', null, {
            recipient: 'ourselves; shown to the authority on request',
            startsFrom: null,
          }),
        ]),
      ),
      ['register-gaps'],
    ],
    [
      'a filing with open fields',
      breachAfter(aware, onlyArt33, approve, file({ openFields: 8 }), onlyArt33),
      [`filing-incomplete/${ART33}`],
    ],
    [
      'a filing whose fields nobody counted',
      breachAfter(aware, onlyArt33, approve, file()),
      [`filing-incomplete/${ART33}`],
    ],
    [
      'a filing whose receipt is not here',
      breachAfter(aware, onlyArt33, approve, file({ openFields: 0, receipt: '' })),
      [`receipt-missing/${ART33}`],
    ],
  ])('%s', (_, state, points) => {
    expect(names(state)).toEqual(points);
    const [first] = closingPoints(state, 'resolved');
    expect(first?.says.length).toBeGreaterThan(20);
  });

  it('is nothing where all is answered, filed whole and known', () => {
    const state = breachAfter(aware, onlyArt33, approve, file({ openFields: 0 }));
    expect(names(state)).toEqual([]);
    expect(then(state, close()).status).toBe('closed');
  });

  it('is found in a ledger that the breach has not heard of, and the newer of both counts', () => {
    const state = told({ total: 1, acknowledged: 1 }, {});
    const standings = { notices: counted({ total: 1, acknowledged: 1 }, { misuse: 1 }, 2) };
    expect(names(state, { standings, behind: [] })).toEqual(['misuse']);
    const older = { notices: counted({ total: 1, sent: 1 }, {}, 0) };
    expect(names(state, { standings: older, behind: [] })).toEqual([]);
  });

  it('is asked less of what was no breach: a sign of misuse speaks against that', () => {
    const state = told({ total: 2, sent: 1, acknowledged: 1 }, { misuse: 1 });
    const points = (of: BreachState) => closingPoints(of, 'not-a-breach').map(({ point }) => point);
    expect(points(state)).toEqual(['misuse', 'notices-unanswered/notices']);
    expect(points(breachAfter(aware, onlyArt33, task))).toEqual(['tasks-open']);
    const filed = breachAfter(aware, onlyArt33, approve, file({ openFields: 8 }), onlyArt33);
    expect(points(filed)).toEqual([`filing-incomplete/${ART33}`]);
    expect(points(breachAfter(aware, planned([], { ...TOLD, release: BY_HAND })))).toEqual([]);
  });

  it('is, after a release, who was never told and a correction that nobody released', () => {
    const list = { sha256: 'l', suppliers: 2, customers: 0, leftOut: 0 };
    const first = breachAfter({ type: 'take' }, aware, planned([], { ...TOLD, release: BY_HAND }));
    const statement = { happened: 'A', consequences: '', measures: '', advice: '' };
    const released = then(first, {
      ...{ type: 'release-notices', statement, sha256: 'a', revision: 0, planned: 'v', version: 'v', list },
      ...{ seen: first.seq, reasons: '' },
    });
    expect(names(released)).toEqual([]);
    const amend: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Logs.' };
    const others = then(then(released, amend), planned([], { ...TOLD, version: 'w', release: BY_HAND }));
    expect(names(others)).toEqual(['notices-others', 'correction-unreleased']);
    expect(refused(others, close())).toMatchObject({ code: 'closing-blocked' });
    // A history of version 0.7 in which it was closed goes on.
    expect(decideAsIn('0.7', others, commandOf(close(), { at: NOW })).ok).toBe(true);
  });

  it('is a decision on the risk that facts have passed, until it is confirmed; not to version 0.8', () => {
    const decided = breachAfter(aware, planned([]), { type: 'decide-risk', conclusion: 'unlikely', reasons: 'Logs.' });
    const amend: CommandBody = { type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Logs.' };
    const passed = then(then(decided, amend), planned([]));
    expect(names(passed)).toEqual(['decision-reopened/art33', 'decision-reopened/art34']);
    expect(refused(passed, close())).toMatchObject({ code: 'closing-blocked' });
    expect(decideAsIn('0.8', passed, commandOf(close(), { at: NOW })).ok).toBe(true);
    const confirmed = then(passed, { type: 'decide-risk', conclusion: 'unlikely', reasons: 'Still so.' });
    expect(names(then(confirmed, planned([])))).toEqual([]);
  });

  it('is a long gap that nobody explained, where whoever looks finds one', () => {
    const state = breachAfter(aware, planned([]));
    expect(names(state, { standings: {}, behind: [], gapHours: 60 })).toEqual(['gap-unexplained']);
  });
});

describe('a closing', () => {
  const state = told({ total: 2, sent: 1, acknowledged: 1 }, { misuse: 1 });
  const over = [
    { point: 'misuse', reasons: 'A false alarm, by phone.' },
    { point: 'notices-unanswered/notices', reasons: 'The contract ended.' },
  ];

  it('is refused with all points at once, and with those that no reasons were given for', () => {
    const all = { code: 'closing-blocked', field: 'over', members: { points: over.map(({ point }) => point) } };
    expect(refused(state, close())).toMatchObject(all);
    expect(refused(state, close({ over: over.slice(0, 1) }))).toMatchObject({
      members: { points: ['notices-unanswered/notices'] },
    });
    expect(refused(state, close({ over: [over[0], { ...over[1], reasons: '' }] }))).toMatchObject({
      members: { points: ['notices-unanswered/notices'] },
    });
  });

  it('over each with reasons is on record, and names nothing that did not stand in the way', () => {
    const more = [...over, { point: 'register-gaps', reasons: 'x' }];
    const { events, state: closed } = accepted(state, commandOf(close({ over: more }), { at: NOW }));
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'closed', data: { outcome: 'resolved', over: over.map(({ point }) => point) } },
      personal: { reasons: 'Done.', over },
    });
    expect(JSON.stringify(events.at(-1)?.data)).not.toContain('phone');
    expect(closed.closed).toMatchObject({ over });
    expect(registerEntry(closed).decisions.at(-1)).toMatchObject({ over });
  });

  it('over a running clock is refused whatever reasons there are', () => {
    const running = breachAfter(aware, onlyArt33);
    const given = [{ point: `duty-open/${ART33}`, reasons: 'No time.' }];
    expect(refused(running, close({ over: given }))).toMatchObject({ code: 'clocks-still-running' });
  });

  it('takes what was found in the ledgers into the record', () => {
    const looked = { standings: { notices: counted({ total: 2, acknowledged: 2 }, { misuse: 0 }, 5) }, behind: [] };
    const { events } = accepted(state, commandOf(close({ looked }), { at: NOW }));
    expect(events.map(({ type }) => type)).toEqual(['communication-progressed', 'closed']);
    expect(events[0]).toMatchObject({ data: { head: { page: 5 }, counts: { acknowledged: 2 } } });
  });
});

describe('a breach that is opened again', () => {
  const rung: CommandBody = {
    ...{ type: 'rung-fired', obligation: ART33, rung: '24-hours-left', firedAt: NOW, skipped: [] },
    due: clock72h(T0).due,
  };
  const answered = { point: 'notices-unanswered/notices', reasons: 'By telephone.' };
  const noBreach = close({ outcome: 'not-a-breach', over: [answered] });

  it('asks for a closing and for reasons', () => {
    expect(refused(breachAfter(aware), reopen)).toMatchObject({ code: 'conflict', field: 'breach' });
    expect(refused(breachAfter(noBreach), { ...reopen, reasons: '' } as CommandBody)).toMatchObject({
      code: 'reasons-missing',
    });
  });

  it('goes on with the same limits and the rungs that fired, and its plan is made anew', () => {
    const before = breachAfter(aware, onlyArt33, rung);
    const again = then(then(before, noBreach), reopen);
    expect(again).toMatchObject({ status: 'confirmed', closed: null, planIsStale: true });
    expect(again.obligations[ART33]).toEqual(before.obligations[ART33]);
    expect(again.reopened).toMatchObject([{ closing: { outcome: 'not-a-breach' }, reasons: 'A supplier called.' }]);
    expect(wantedChildren(then(again, onlyArt33))).toEqual(wantedChildren(before));
  });

  it('tells nobody again of a limit that had passed before it was closed', () => {
    const overdue: CommandBody = { type: 'mark-overdue', obligation: ART33, due: clock72h(T0).due, overdueAt: LATER };
    const closedLate = accepted(breachAfter(aware, onlyArt33, overdue), commandOf(noBreach, { at: LATER })).state;
    expect(then(then(closedLate, reopen), onlyArt33).obligations[ART33]?.status).toBe('overdue');
  });

  it('asks anew what it is, where it had been dismissed', () => {
    const dismissed: CommandBody = { type: 'triage', outcome: 'dismissed', into: null, reasons: 'A test.' };
    const again = then(breachAfter(dismissed), reopen);
    expect([again.status, again.triage, again.closed]).toEqual(['suspected', undefined, null]);
  });

  it('lets nothing go out that the closing ended, until somebody lets it', () => {
    const running = breachAfter(aware, planned([obligationOf(ART33, T0)], TOLD), progress({ total: 1, sent: 1 }, {}));
    const again = then(then(running, noBreach), reopen);
    expect(again.communications.notices).toMatchObject({ status: 'paused', because: 'reopened', turn: 1 });
    const resumed = then(again, { type: 'resume-communication', communication: 'notices', reasons: 'Go on.' });
    expect(resumed.communications.notices).toMatchObject({ status: 'running', because: null });
  });

  it('is closed and opened as often as it takes; the register keeps all of it, and the last closing counts', () => {
    const twice = [noBreach, reopen, onlyArt33, waive, close()].reduce(then, breachAfter(aware, onlyArt33));
    expect(twice).toMatchObject({ status: 'closed', closed: { outcome: 'resolved' } });
    const told = registerEntry(then(twice, reopen)).decisions.map(({ what, outcome }) => `${what} ${outcome}`.trim());
    expect(told).toEqual([`waived ${ART33}`, 'closed not-a-breach', 'reopened', 'closed resolved', 'reopened']);
  });
});

describe('what a filing owes', () => {
  const owing = (change: object) => breachAfter(aware, onlyArt33, approve, file(change));

  it('is a supplement where it left fields open, until a whole one is filed', () => {
    const state = owing({ openFields: 3 });
    expect([supplementsOwed(state), state.planIsStale]).toEqual([[ART33], true]);
    const second: CommandBody = { ...approve, stage: 'complete' } as CommandBody;
    const whole = [onlyArt33, second, file({ stage: 'complete', openFields: 0 })].reduce(then, state);
    expect([supplementsOwed(whole), whole.planIsStale]).toEqual([[], true]);
  });

  it('is a supplement where the record has moved past it, and only then', () => {
    const state = owing({ openFields: 0 });
    expect(state.planIsStale).toBe(false);
    const words = { type: 'amend-facts', facts: {}, narrative: { measures: 'Locked.' }, reasons: 'x' } as CommandBody;
    const moved = then(state, words);
    expect([supplementsOwed(moved), moved.planIsStale]).toEqual([[ART33], true]);
    expect(names(then(moved, onlyArt33))).toEqual([`filing-behind/${ART33}`]);
    // Whoever compared it field by field knows better.
    expect(names(then(moved, onlyArt33), { standings: {}, behind: [] })).toEqual([]);
    const next: CommandBody = { ...approve, stage: 'follow-up' } as CommandBody;
    const followed = [onlyArt33, next, file({ stage: 'follow-up', openFields: 0 })].reduce(then, moved);
    expect(supplementsOwed(followed)).toEqual([]);
  });

  it('is a supplement where the awareness that it tells was corrected', () => {
    const corrected: CommandBody = { type: 'record-awareness', awareAt: '2026-11-24T07:00:00.000Z', reasons: 'Logs.' };
    expect(supplementsOwed(then(owing({ openFields: 0 }), corrected))).toEqual([ART33]);
  });

  it('runs as a target of our own where no duty of the law follows it, and as that duty where one does', () => {
    const state = owing({ openFields: 3 });
    expect(handlingOf(state).supplements).toEqual([{ of: ART33, since: NOW }]);
    const phased = obligationOf('art33-4', NOW, { startsFrom: `filing of ${ART33}` });
    expect(handlingOf(then(state, planned([obligationOf(ART33, T0), phased]))).supplements).toBeUndefined();
    const whole = [onlyArt33, { ...approve, stage: 'complete' } as CommandBody, file({ stage: 'complete' })];
    expect(handlingOf(whole.reduce(then, state)).supplements).toBeUndefined();
  });

  it.each([
    ['Singapore PDPA', 'sg-pdpa-commission', null],
    ['NIS2', 'nis2-art23-4b-notification', 'nis2-art23-4d-final'],
  ])('is one under another law that is shipped too: %s', (_, id, follower) => {
    const { obligations } = POLICY;
    const after = obligations.filter(({ startsFrom }) => new RegExp(`[" ]${id}"`).test(JSON.stringify(startsFrom)));
    expect(obligations.some((duty) => duty.id === id)).toBe(true);
    expect(after.map((duty) => duty.id)).toEqual(follower === null ? [] : [follower]);
    const duties = [
      obligationOf(id, T0),
      ...after.map((duty) => obligationOf(duty.id, NOW, { startsFrom: `filing of ${id}` })),
    ];
    const approved = { ...approve, obligation: id } as CommandBody;
    const filed = { ...file({ openFields: 2 }), obligation: id } as CommandBody;
    const state = breachAfter(aware, planned(duties), approved, filed);
    expect(supplementsOwed(state)).toEqual([id]);
    expect(handlingOf(state).supplements).toEqual(follower === null ? [{ of: id, since: NOW }] : undefined);
  });

  it('is a supplement where an initial one was made elsewhere, by its own word', () => {
    const state = owing({ openFields: null });
    expect([supplementsOwed(state), state.planIsStale]).toEqual([[ART33], true]);
    expect(names(then(state, onlyArt33))).toEqual([`filing-incomplete/${ART33}`]);
  });

  it('is owed anew where the record moves past what the duty that follows has told', () => {
    const phased = obligationOf('art33-4', NOW, { startsFrom: `filing of ${ART33}`, lateNeedsReasons: false });
    const both: CommandBody = {
      type: 'apply-plan',
      plan: planOf(NOW, { obligations: [obligationOf(ART33, T0), phased], targetNames: [], targetRules: 2 }),
    };
    const words = (measures: string): CommandBody => {
      return { type: 'amend-facts', facts: {}, narrative: { measures }, reasons: 'x' };
    };
    const at = (state: BreachState, body: CommandBody, when: string) => {
      keys += 1;
      const by = body.type === 'apply-plan' ? 'engine' : 'dpo';
      return accepted(state, commandOf(body, { at: when, by, key: `k${keys}` })).state;
    };
    const elsewhere = { elsewhere: true, stage: 'complete', reasons: 'By phone.' };
    const told = { ...file({ ...elsewhere, filedAt: LATER }), obligation: 'art33-4', sha256: undefined } as CommandBody;
    const moved = then(at(owing({ openFields: 0 }), words('Locked.'), NOW), both);
    expect(handlingOf(moved).supplements).toBeUndefined();
    const answered = at(moved, told, LATER);
    expect(handlingOf(answered).supplements).toBeUndefined();
    const again = at(answered, words('Wiped.'), '2026-12-25T10:00:00.000Z');
    expect(handlingOf(again).supplements).toEqual([{ of: ART33, since: '2026-12-25T10:00:00.000Z' }]);
    expect(movedSinceOf(again)).toEqual({ [ART33]: '2026-12-25T10:00:00.000Z' });
  });

  it('is not known where nobody counted, which starts no clock and is never taken for whole', () => {
    expect(supplementsOwed(owing({}))).toEqual([]);
    expect(names(owing({}))).toEqual([`filing-incomplete/${ART33}`]);
  });
});

describe('the duty to tell the customers', () => {
  const duty = { article: 'GDPR Art. 33(2)', role: 'processor', recipient: 'controller (our customer)' } as const;
  const both = { suppliers: 0, customers: 2, version: 'v' };
  const breach = (answers: Partial<AnswerCounts>) =>
    breachAfter(
      aware,
      planned([obligationOf(ART33_2, T0, duty)], both),
      progress({ total: 2, acknowledged: 2 }, answers, 4),
    );
  const met: CommandBody = {
    ...{ type: 'file', obligation: ART33_2, filedAt: NOW, receipt: 'page 4', reasons: 'All.', stage: 'complete' },
    notices: { page: 4, hash: 'h4' },
  };

  it('is met by the last acknowledgement, with the ledger as the proof', () => {
    const state = breach({ customers: 2, acknowledged: 2, lastAt: NOW });
    const { events, state: filed } = accepted(state, commandOf(met, { at: NOW }));
    expect(events[0]).toMatchObject({ type: 'filed', data: { filedAt: NOW, late: false, notices: { page: 4 } } });
    expect(filed.obligations[ART33_2]?.status).toBe('filed');
    expect(names(filed)).toEqual([]);
  });

  it('is not met where customers were left out, or were never told', () => {
    const told = (customers: number, release?: object): PlannedCounterparties => {
      return { suppliers: 0, customers, version: 'v', ...(release && { release: BY_HAND }) };
    };
    const of = (counterparties: PlannedCounterparties) =>
      breachAfter(
        ...[aware, planned([obligationOf(ART33_2, T0, duty)], counterparties)],
        progress({ total: 1, acknowledged: 1 }, { customers: 1, acknowledged: 1, lastAt: NOW }, 4),
      );
    expect(refused(of(told(1)), met)).toBe('accepted');
    expect(refused(of(told(2)), met)).toEqual({
      code: 'not-filable',
      field: 'obligation',
      members: { why: 'customers-open' },
    });
    expect(decideAsIn('0.7', of(told(2)), commandOf(met, { at: NOW })).ok).toBe(true);
    expect(refused(of(told(1, BY_HAND)), met)).toMatchObject({ code: 'not-filable' });
  });

  it('is not met before all have acknowledged, by another ledger, at another time, nor for another duty', () => {
    const open = breach({ customers: 2, acknowledged: 1, lastAt: NOW });
    expect(refused(open, met)).toMatchObject({ code: 'not-filable' });
    const state = breach({ customers: 2, acknowledged: 2, lastAt: NOW });
    const other = { ...met, notices: { page: 3, hash: 'h3' } } as CommandBody;
    expect(refused(state, other)).toMatchObject({ code: 'conflict', field: 'notices' });
    expect(refused(state, { ...met, filedAt: T0 } as CommandBody)).toMatchObject({ code: 'conflict' });
    const authority = breachAfter(aware, planned([obligationOf(ART33, T0)], TOLD), progress({ total: 1 }, {}, 4));
    expect(refused(authority, { ...met, obligation: ART33 } as CommandBody)).toMatchObject({ code: 'not-filable' });
  });
});

describe('the duty to document, of a breach that was opened again', () => {
  it('is not taken for met by an earlier closing as no breach', () => {
    const register = obligationOf('art33-5', null, { recipient: 'ourselves; shown to the authority on request' });
    const again = then(then(breachAfter(aware, planned([register])), close({ outcome: 'not-a-breach' })), reopen);
    expect(registerStanding(again, 'art33-5').gaps.length).toBeGreaterThan(0);
  });
});
