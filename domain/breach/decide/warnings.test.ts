import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf, reportedEvent } from '../../../test/support/plans.ts';
import { unseenWarnings } from '../acknowledged.ts';
import { decide } from '../decide.ts';
import type { BreachEvent, WarningRef } from '../events.ts';
import { foldEvents } from '../evolve.ts';
import type { BreachState } from '../state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const DUTY = 'gdpr-art33-1-authority';
const head = { at: NOW, by: 'engine', key: 'k' };
const duty = obligationOf(DUTY, NOW);
const DUE = duty.clock?.due ?? '';
const SEEN: WarningRef = { obligation: DUTY, rung: '48-hours-left', due: DUE };

const planned: BreachEvent = {
  ...head,
  type: 'planned',
  data: { plan: planOf(NOW, { obligations: [duty] }), changes: [] },
};
const fired: BreachEvent = { ...head, type: 'rung-fired', data: { ...SEEN, firedAt: NOW, skipped: [] } };
const aware: BreachEvent = {
  ...head,
  by: 'user:2',
  type: 'awareness-recorded',
  data: { awareAt: NOW },
  personal: { reasons: '' },
};

function stateAfter(...events: BreachEvent[]): BreachState {
  const state = foldEvents([reportedEvent('TOC-2026-0001', NOW), ...events]);
  if (state === null) throw new Error('no state');
  return state;
}
const ask = (state: BreachState, warnings: WarningRef[], by = 'user:1') =>
  decide(state, { type: 'acknowledge-warnings', warnings, by, role: 'responder', at: NOW, key: 'c' });

describe('acknowledging a warning', () => {
  const state = stateAfter(aware, planned, fired);

  it('is on record with who has seen which, once, and leaves the clock as it is', () => {
    const decision = ask(state, [SEEN]);
    expect(decision).toMatchObject({
      ok: true,
      events: [{ type: 'warnings-acknowledged', by: 'user:1', data: { warnings: [SEEN] } }],
    });
    if (!decision.ok) throw new Error('refused');
    const after = stateAfter(aware, planned, fired, ...decision.events);
    expect(after.acknowledged).toEqual([{ ...SEEN, by: 'user:1', at: NOW }]);
    expect([after.obligations, after.planIsStale]).toEqual([state.obligations, state.planIsStale]);
    expect([unseenWarnings(state), unseenWarnings(after)]).toEqual([[SEEN], []]);
    expect(ask(after, [SEEN], 'user:9')).toEqual({ ok: true, events: [] });
  });

  it('takes nothing: an incident that nobody has stays nobody’s', () => {
    const target = obligationOf('organisation-take', NOW, { regime: 'organisation' });
    const plan = planOf(NOW, { targets: [target], targetNames: ['take'] });
    const paged = stateAfter({ ...head, type: 'planned', data: { plan, changes: [] } });
    const warning = { obligation: 'organisation-take', rung: 'clock-started', due: target.clock?.due ?? '' };
    const sent: BreachEvent = { ...head, type: 'rung-fired', data: { ...warning, firedAt: NOW, skipped: [] } };
    const decision = ask(paged, [warning]);
    const events = decision.ok ? decision.events : [];
    const made: BreachEvent = { ...head, type: 'planned', data: { plan, changes: [] } };
    const after = stateAfter(made, sent, ...events.map((event) => ({ ...event, by: 'user:1' }) as BreachEvent));
    expect([after.owner, after.targets?.['organisation-take']?.status]).toEqual([undefined, 'running']);
  });

  it('of a rung that the record does not have yet is taken, as its message may be read before', () => {
    const [rung] = duty.rungs;
    const early = { obligation: DUTY, rung: rung?.name ?? '', due: DUE };
    expect(ask(stateAfter(aware, planned), [early])).toMatchObject({ ok: true, events: [expect.anything()] });
  });

  it.each([
    ['another duty', { ...SEEN, obligation: 'nothing' }],
    ['another rung', { ...SEEN, rung: 'nothing' }],
    ['another limit', { ...SEEN, due: '2026-11-30T00:00:00.000Z' }],
  ])('of %s is refused as a whole', (_, other) => {
    expect(ask(state, [SEEN, other])).toMatchObject({ ok: false, code: 'unknown-obligation', field: 'warnings' });
  });

  it('asks for nothing any more once the duty is done', () => {
    const waived: BreachEvent = {
      ...head,
      by: 'user:2',
      type: 'obligation-waived',
      data: { obligation: DUTY },
      personal: { reasons: 'x' },
    };
    expect(unseenWarnings(stateAfter(aware, planned, fired, waived))).toEqual([]);
  });
});
