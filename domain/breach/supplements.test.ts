import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../test/support/asking.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import { closingPoints } from './closing-gate.ts';
import type { CommandBody } from './commands.ts';
import { asMet, leavesUnmet } from './decide/filing.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { handlingOf } from './handling.ts';
import { receiptsOf } from './receipts.ts';
import { type BreachState, type FiledVersion, filingsOf, type ObligationState, openObligations } from './state.ts';
import {
  isLeftBehind,
  isUnmet,
  leftOpenBefore,
  movedSinceOf,
  standingOfFilings,
  supplementsOwed,
  unfollowedSupplements,
  withSupplementsMet,
} from './supplements.ts';
import { clockRows } from './views.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const [FIRST, REST] = ['gdpr-art33-1-authority', 'gdpr-art33-4-phased'];

type Filing = CommandBody & { type: 'file' };

const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const rest = (change: Partial<PlannedObligation> = {}) =>
  obligationOf(REST, NOW, {
    ...{ article: 'GDPR Art. 33(4)', stage: 'intermediate', startsFrom: `filing of ${FIRST}`, completes: FIRST },
    ...change,
  });
const planned = (...after: PlannedObligation[]): CommandBody => {
  const duties = { obligations: [obligationOf(FIRST, T0), ...after], targetNames: [], targetRules: 4 as const };
  return { type: 'apply-plan', plan: planOf(NOW, duties) };
};
const file = (obligation: string, change: Partial<Filing> = {}): Filing => ({
  ...{ type: 'file', obligation, filedAt: NOW, receipt: 'R', reasons: 'By telephone.', elsewhere: true },
  ...change,
});

let keys = 0;
function then(state: BreachState, body: CommandBody): BreachState {
  keys += 1;
  return accepted(state, commandOf(body, { at: NOW, key: `k${keys}` })).state;
}
const breachAfter = (...bodies: CommandBody[]) => bodies.reduce(then, evolve(null, reportedEvent('TOC-2026-0001', T0)));
const eightOpen = file(FIRST, { stage: 'initial', openFields: 8 });
const owing = breachAfter(aware, planned(), eightOpen, planned(rest()));
const runs = (state: BreachState) => openObligations(state).map(({ id }) => id);

describe('a filing for the duty that completes another', () => {
  it('is recorded and does not stop its clock while mandatory fields of that one are open', () => {
    const { state, events } = accepted(owing, commandOf(file(REST, { stage: 'complete' }), { at: NOW }));
    expect(events[0]?.data).toMatchObject({ obligation: REST, completes: { of: FIRST, open: 8 } });
    expect(state.obligations[REST]).toMatchObject({
      status: 'running',
      filed: null,
      versions: [{ stage: 'complete' }],
    });
    expect(runs(state)).toEqual([REST]);
    expect([filingsOf(state)[REST], clockRows(state).find((row) => row.obligation === REST)?.endedAt]).toEqual([
      undefined,
      null,
    ]);
    expect(closingPoints(state, 'resolved').map(({ point }) => point)).toContain(`duty-open/${REST}`);
  });

  it('and one that nobody can measure does neither, also where it names no stage', () => {
    const uncounted = breachAfter(
      aware,
      planned(),
      file(FIRST, { stage: 'initial', openFields: null }),
      planned(rest()),
    );
    const state = then(uncounted, file(REST));
    expect(state.obligations[REST]?.versions).toMatchObject([{ stage: 'follow-up', completes: { open: null } }]);
    expect(runs(state)).toEqual([REST]);
  });

  it('meets the duty once that filing is whole, by what was handed in last', () => {
    const twice = [file(REST, { receipt: 'A' }), file(REST, { stage: 'follow-up', receipt: 'B' })].reduce(then, owing);
    const whole = then(twice, file(FIRST, { stage: 'complete', openFields: 0 }));
    expect(whole.obligations[REST]).toMatchObject({ status: 'filed', filed: { receipt: 'B', version: 2 } });
    expect([runs(whole), supplementsOwed(whole)]).toEqual([[], []]);
    expect(receiptsOf(whole.obligations[REST] as never)).toEqual([
      { number: 1, receipt: 'A' },
      { number: 2, receipt: 'B' },
    ]);
    const corrected: CommandBody = { type: 'record-receipt', obligation: REST, version: 2, receipt: 'C', reasons: 'x' };
    expect(then(whole, corrected).obligations[REST]?.filed?.receipt).toBe('C');
  });

  it('meets it by itself where over all of them nothing is open, which makes that filing whole too', () => {
    const most = then(owing, file(REST, { stage: 'initial', stillOpen: 1 }));
    expect(runs(most)).toEqual([REST]);
    const whole = then(most, file(REST, { stage: 'complete', stillOpen: 0 }));
    expect(whole.obligations[REST]).toMatchObject({ status: 'filed', filed: { version: 2 } });
    expect([runs(whole), supplementsOwed(whole)]).toEqual([[], []]);
    expect(closingPoints(whole, 'resolved').filter(({ code }) => code === 'filing-incomplete')).toMatchObject([]);
  });

  it('is late by when it meets the duty, and only then', () => {
    const overdue = plusMs(clock72h(NOW).due, HOUR_MS);
    const part = then(owing, file(REST));
    const late = { ...file(REST, { stage: 'complete', stillOpen: 0, filedAt: overdue }) };
    expect(accepted(part, commandOf(late, { at: overdue })).state.obligations[REST]).toMatchObject({
      ...{ status: 'filed-late', filed: { late: true } },
    });
    expect(refusalOf(part, commandOf({ ...late, stage: 'initial' }, { at: overdue }))).toMatchObject({
      field: 'stage',
    });
  });

  it('is late too where what was handed in in time was whole only by a filing after its limit', () => {
    const [due, overdue] = [clock72h(NOW).due, plusMs(clock72h(NOW).due, HOUR_MS)];
    const part = then(owing, file(REST));
    const wholeAt = (filedAt: string) => {
      const rest = file(FIRST, { stage: 'complete', openFields: 0, filedAt });
      const { state } = accepted(part, commandOf(rest, { at: filedAt }));
      return [state.obligations[REST], clockRows(state).find((row) => row.obligation === REST)];
    };
    expect(wholeAt(due)).toMatchObject([{ status: 'filed', filed: { at: due, late: false } }, { endedAt: due }]);
    expect(wholeAt(overdue)).toMatchObject([
      { status: 'filed-late', filed: { at: overdue, late: true } },
      { endedAt: overdue },
    ]);
  });

  it('meets it at once where that filing left nothing open, or is only behind the record', () => {
    const whole = breachAfter(aware, planned(), file(FIRST, { stage: 'complete', openFields: 0 }), planned(rest()));
    const words = { type: 'amend-facts', facts: {}, narrative: { measures: 'Locked.' }, reasons: 'x' } as CommandBody;
    const moved = [words, planned(rest()), file(REST, { stage: 'complete' })].reduce(then, whole);
    expect(moved.obligations[REST]?.status).toBe('filed');
  });

  it('is measured under plans of before too, where no law gives the step in between a time', () => {
    const clock = { ...clock72h(NOW), basis: 'policy' as const };
    const { completes: _, ...unsaid } = rest({ clock });
    const of08: CommandBody = {
      type: 'apply-plan',
      plan: planOf(NOW, { obligations: [obligationOf(FIRST, T0), unsaid], targetNames: [], targetRules: 3 }),
    };
    expect(runs([of08, file(REST)].reduce(then, owing))).toEqual([REST]);
    const byLaw = { ...unsaid, clock: clock72h(NOW) };
    const other: CommandBody = {
      type: 'apply-plan',
      plan: planOf(NOW, { obligations: [obligationOf(FIRST, T0), byLaw], targetNames: [], targetRules: 3 }),
    };
    expect(runs([other, file(REST)].reduce(then, owing))).toEqual([]);
  });

  it('met it in histories of before, which replay as they were', () => {
    const command = commandOf(file(REST, { stage: 'complete' }), { at: NOW });
    const decision = decide(owing, command);
    expect(leavesUnmet(decision)).toBe(true);
    const before = asMet(decision);
    const state = before.ok ? before.events.reduce<BreachState>(evolve, owing) : owing;
    expect([leavesUnmet(before), state.obligations[REST]?.status]).toEqual([false, 'filed']);
    expect(state.obligations[REST]?.filed).not.toHaveProperty('version');
  });
});

describe('what a filing left open', () => {
  it('is covered by no duty towards another receiver, such as to tell the people', () => {
    const people = obligationOf('people', NOW, { recipient: 'data subject', startsFrom: `filing of ${FIRST}` });
    const state = breachAfter(aware, planned(), eightOpen, planned(people));
    expect(handlingOf(state).supplements).toEqual([{ of: FIRST, since: NOW }]);
    const of08 = { ...state, plan: state.plan && { ...state.plan, targetRules: 3 as const } };
    expect(handlingOf(of08).supplements).toBeUndefined();
  });
});

/** A duty that was filed, last by a version that says this; null: by one that names no stage. */
function filedBy(last: Partial<FiledVersion> | null, change: Partial<ObligationState> = {}): ObligationState {
  const filed = { at: T0, late: false, receipt: 'R', reasons: '' };
  const version = { number: 1, stage: 'initial', sha256: null, channel: '', by: 'dpo', ...filed, at: NOW } as const;
  return {
    ...{ id: FIRST, status: 'filed', fired: [], filed, waivedBecause: null },
    ...(last && { versions: [{ ...version, ...last }] }),
    ...change,
  };
}
const LATER = plusMs(NOW, HOUR_MS);
const of = (...duties: ObligationState[]) => ({
  obligations: Object.fromEntries(duties.map((each) => [each.id, each])),
});
const people = (told: number, concerned: number | null) => ({
  stage: 'complete' as const,
  people: { told, concerned },
});

describe('how the last version of a filing stands', () => {
  it.each<[string, ObligationState, { open: number | null; isIncomplete: boolean }]>([
    ['whole, as counted', filedBy({ openFields: 0 }), { open: 0, isIncomplete: false }],
    ['incomplete, as counted', filedBy({ openFields: 1 }), { open: 1, isIncomplete: true }],
    ['incomplete by its own word', filedBy({ openFields: null }), { open: null, isIncomplete: true }],
    ['whole by that word', filedBy({ stage: 'complete' }), { open: 0, isIncomplete: false }],
    [
      'incomplete, as counted, against that word',
      filedBy({ stage: 'complete', openFields: 2 }),
      { open: 2, isIncomplete: true },
    ],
    ['not known, where nobody counted', filedBy({}), { open: null, isIncomplete: false }],
    ['not known, where it names no stage', filedBy(null), { open: null, isIncomplete: false }],
    [
      'whole, since what followed gave the rest',
      filedBy({ openFields: 3 }, { completedAt: NOW }),
      { open: 0, isIncomplete: false },
    ],
    [
      'incomplete, where fewer people were told than are concerned',
      filedBy(people(3, 4)),
      { open: 0, isIncomplete: true },
    ],
    ['whole, where all were told', filedBy(people(4, 4)), { open: 0, isIncomplete: false }],
  ])('%s', (_, duty, standing) => {
    expect(standingOfFilings(of(duty))).toMatchObject([{ obligation: FIRST, isMoved: false, ...standing }]);
    expect(supplementsOwed(of(duty))).toEqual(standing.isIncomplete ? [FIRST] : []);
  });

  it('says how many people were told of how many, where that is too few', () => {
    expect(standingOfFilings(of(filedBy(people(3, 4))))[0]?.short).toEqual({ told: 3, concerned: 4, atMost: false });
    expect(standingOfFilings(of(filedBy(people(4, 4))))[0]?.short).toBeNull();
    expect(standingOfFilings(of(filedBy({})))[0]?.short).toBeNull();
  });

  it('is asked of what was handed in alone, and not withdrawn', () => {
    expect(standingOfFilings(of(filedBy(null, { filed: null })))).toEqual([]);
    expect(standingOfFilings(of(filedBy({ openFields: 2 }, { filed: null })))).toEqual([]);
    expect(standingOfFilings(of(filedBy({ stage: 'withdrawal', openFields: null })))).toEqual([]);
  });
});

describe('what is owed after filings', () => {
  const incomplete = filedBy({ openFields: 2, at: LATER });
  const moved = filedBy({ openFields: 0 }, { movedAt: LATER });
  const named = (id: string, duty: ObligationState) => ({ ...duty, id });

  it('is a supplement of each that is incomplete or left behind, in the order of their names', () => {
    const state = of(named('c', incomplete), named('b', filedBy({ openFields: 0 })), named('a', moved));
    expect(supplementsOwed(state)).toEqual(['a', 'c']);
  });

  it('counts from the last version where that is incomplete, else from when the record moved on', () => {
    const since = (duty: ObligationState) => unfollowedSupplements({ ...of(duty), plan: null });
    expect(since(incomplete)).toEqual([{ of: FIRST, since: LATER }]);
    expect(since(moved)).toEqual([{ of: FIRST, since: LATER }]);
    expect(since({ ...incomplete, movedAt: T0 })).toEqual([{ of: FIRST, since: LATER }]);
    expect(since(filedBy({ openFields: 0 }))).toEqual([]);
    expect(movedSinceOf(of(moved))).toEqual({ [FIRST]: LATER });
    expect(movedSinceOf(of({ ...incomplete, movedAt: T0 }))).toEqual({});
    expect(movedSinceOf(of(filedBy({ openFields: 0 })))).toEqual({});
  });

  it('is no target where a duty of the plan follows: while it is open, or was handed in since', () => {
    const plan = (targetRules: 1 | 2) => planOf(NOW, { obligations: [rest()], targetRules });
    const followedBy = (filed: ObligationState['filed'], rules: 1 | 2) =>
      unfollowedSupplements({ ...of(moved, named(REST, filedBy(null, { filed }))), plan: plan(rules) });
    const at = (instant: string) => ({ at: instant, late: false, receipt: '', reasons: '' });
    expect([followedBy(null, 2), followedBy(at(LATER), 2)]).toEqual([[], []]);
    expect(followedBy(at(NOW), 2)).toEqual([{ of: FIRST, since: LATER }]);
    // By the rules of version 0.7 it was enough that there is one.
    expect(followedBy(at(NOW), 1)).toEqual([]);
  });
});

describe('a record that moves on', () => {
  const behind = (duty: ObligationState, plan: BreachState['plan'] = null, ...others: ObligationState[]) =>
    isLeftBehind({ ...of(duty, ...others), plan }, duty);
  it.each<[string, ObligationState, boolean]>([
    ['leaves behind a filing that was counted', filedBy({ openFields: 0 }), true],
    ['and one that was incomplete by its own word', filedBy({ openFields: null }), true],
    ['and none of which nobody can tell', filedBy({}), false],
    ['nor one that names no stage', filedBy(null), false],
    ['nor one that was withdrawn', filedBy({ stage: 'withdrawal', openFields: 0 }), false],
    ['nor one that has not met its duty', filedBy({ openFields: 0 }, { filed: null }), false],
    ['nor one that it left behind before', filedBy({ openFields: 0 }, { movedAt: LATER }), false],
  ])('%s', (_, duty, left) => {
    expect(behind(duty)).toBe(left);
  });

  it('leaves one behind anew where what followed it told that', () => {
    const moved = filedBy({ openFields: 0 }, { movedAt: NOW });
    const follows = (at: string) => ({
      ...filedBy(null),
      id: REST,
      filed: { at, late: false, receipt: '', reasons: '' },
    });
    const plan = planOf(NOW, { obligations: [rest()], targetRules: 2 });
    expect(behind(moved, plan, follows(NOW))).toBe(true);
    expect(behind(moved, plan, follows(T0))).toBe(false);
    expect(behind(moved, plan, { ...follows(NOW), filed: null })).toBe(false);
    expect(behind(moved, { ...plan, targetRules: 1 }, follows(NOW))).toBe(false);
    expect(behind(moved, planOf(NOW, { obligations: [rest()] }), follows(NOW))).toBe(false);
  });
});

describe('what was handed in for a duty that completes a filing', () => {
  it.each([
    ['leaves it unmet while a field is open', { of: FIRST, open: 1 }, true],
    ['or nobody can tell', { of: FIRST, open: null }, true],
    ['and meets it once none is', { of: FIRST, open: 0 }, false],
    ['or where it completes none', undefined, false],
  ])('%s', (_, completes, unmet) => {
    expect(isUnmet(completes)).toBe(unmet);
  });
});

describe('the filing that a duty is there to complete', () => {
  const incomplete = of(filedBy({ openFields: 2 }), { ...filedBy({ openFields: 1 }), id: 'other' });
  const found = (planned: PlannedObligation, state = incomplete, plan: BreachState['plan'] = null) =>
    leftOpenBefore({ ...state, plan }, planned)?.obligation ?? null;

  it('is the one that it names, while that left a field open for certain', () => {
    expect(found(rest())).toBe(FIRST);
    expect(found(rest({ completes: 'other' }))).toBe('other');
    expect(found(rest({ completes: 'none' }))).toBeNull();
    expect(found(rest(), of(filedBy({ openFields: 0 })))).toBeNull();
    expect(found(rest(), of(filedBy({})))).toBeNull();
    // That people are still to be told is for their own duty.
    expect(found(rest(), of(filedBy({ ...people(3, 4), openFields: 2 })))).toBeNull();
  });

  const clock = { ...clock72h(NOW), basis: 'policy' as const };
  it.each<[string, Partial<PlannedObligation>, 3 | 4 | undefined, string | null]>([
    ['counted from that filing', { clock }, 3, FIRST],
    ['counted from its latest version', { clock, startsFrom: `latest filing of ${FIRST}` }, 3, FIRST],
    ['of a plan of the first version', { clock }, undefined, FIRST],
    ['and no step that is counted from anything else', { clock, startsFrom: 'awareness' }, 3, null],
    ['nor the last step', { clock, stage: 'final' }, 3, null],
    ['nor one that a law gives a time to', {}, 3, null],
    ['nor one without a clock', { clock: null }, 3, null],
    ['nor any by the rules of today, which name it', { clock }, 4, null],
  ])('was the step in between in plans that do not name it: %s', (_, change, targetRules, completed) => {
    const { completes: __, ...unsaid } = rest(change);
    const plan = planOf(NOW, { obligations: [obligationOf(FIRST, T0), unsaid], ...(targetRules && { targetRules }) });
    expect(found(unsaid, incomplete, plan)).toBe(completed);
    expect(found(unsaid)).toBeNull();
  });
});

describe('a duty that waits for the rest of a filing', () => {
  const completes = { of: FIRST, open: 0 };
  const waiting = filedBy(
    { completes, receipt: 'B', number: 1, at: NOW },
    { id: REST, filed: null, status: 'running' },
  );
  const plan = planOf(NOW, { obligations: [obligationOf(FIRST, T0), rest()] });
  const filed = (filedAt: string, said?: { of: string; open: number | null }) => ({
    ...{ at: filedAt, by: 'dpo', key: 'k', type: 'filed' as const, personal: { receipt: 'B', reasons: '' } },
    data: { obligation: REST, filedAt, late: false, ...(said && { completes: said }) },
  });
  const other = { ...filedBy({ openFields: 1 }), id: 'other' };
  const restAfter = (event: ReturnType<typeof filed>, duty = waiting, first = filedBy({ openFields: 2 })) => {
    const state = { ...owing, plan, ...of(first, duty, other) };
    return withSupplementsMet(state, event).obligations;
  };

  it('is met by the last of both, and makes that filing whole, whatever others leave open', () => {
    const met = restAfter(filed(LATER, completes));
    expect(met[REST]).toMatchObject({ status: 'filed', filed: { at: LATER, receipt: 'B', late: false, version: 1 } });
    expect(met[FIRST]?.completedAt).toBe(LATER);
    const last = filedBy({ completes, at: LATER }, { id: REST, filed: null, status: 'running' });
    expect(restAfter(filed(NOW, completes), last)[REST]?.filed?.at).toBe(LATER);
  });

  it('is late from the first millisecond after its limit', () => {
    const { due } = clock72h(NOW);
    expect(restAfter(filed(due, completes))[REST]).toMatchObject({ status: 'filed', filed: { late: false } });
    expect(restAfter(filed(plusMs(due, 1), completes))[REST]).toMatchObject({
      ...{ status: 'filed-late', filed: { late: true } },
    });
    const late = filedBy({ completes, late: true }, { id: REST, filed: null, status: 'overdue' });
    expect(restAfter(filed(NOW, completes), late)[REST]?.status).toBe('filed-late');
  });

  it.each<[string, ObligationState, ReturnType<typeof filed>]>([
    ['a field is open', waiting, filed(LATER, { of: FIRST, open: 1 })],
    ['nobody can tell', waiting, filed(LATER, { of: FIRST, open: null })],
    ['nothing says that the filing is whole', waiting, filed(LATER)],
    ['it was waived', { ...waiting, status: 'waived' }, filed(LATER, completes)],
    ['what was handed in for it completes nothing', filedBy({}, { id: REST, filed: null }), filed(LATER, completes)],
    [
      'what was handed in for it was withdrawn',
      filedBy({ completes, stage: 'withdrawal' }, { id: REST, filed: null }),
      filed(LATER, completes),
    ],
  ])('is not met while %s', (_, duty, event) => {
    expect(restAfter(event, duty)[REST]).toEqual(duty);
  });

  it('is met once the filing itself is whole', () => {
    expect(restAfter(filed(LATER), waiting, filedBy({ openFields: 0 }))[REST]?.status).toBe('filed');
  });
});
