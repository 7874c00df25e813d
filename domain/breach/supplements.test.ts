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
import { type BreachState, filingsOf, openObligations } from './state.ts';
import { supplementsOwed } from './supplements.ts';
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
