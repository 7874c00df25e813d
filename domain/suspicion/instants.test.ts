import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { evolve } from '../breach/evolve.ts';
import type { BreachState } from '../breach/state.ts';
import { plusMs } from '../time.ts';
import { sinceDecided } from './finding-line.ts';
import { instantsOf, lastDecision } from './instants.ts';

const AT = '2026-11-24T08:00:00.000Z';
const later = (minutes: number) => plusMs(AT, minutes * 60_000);
const head = (minutes: number, by: string) => ({ at: later(minutes), by, key: `k${minutes}` });
const reasons = { personal: { reasons: 'Seen in the log.' } };
const alert = { occurredAt: later(-30), receivedAt: later(-1) };

function instantsAfter(...more: BreachEvent[]) {
  const events = [reportedEvent('TOC-2026-0001', AT), ...more];
  const state = events.reduce<BreachState | null>(evolve, null);
  if (state === null) throw new Error('A breach begins with its report.');
  return instantsOf(state, events, alert);
}

describe('the four instants', () => {
  it('stay apart, and the investigation begins with who took it first', () => {
    const taken: BreachEvent = { ...head(10, 'user:anna'), type: 'taken', data: {} };
    const over: BreachEvent = {
      ...{ ...head(20, 'user:anna'), type: 'handed-over', data: { from: 'user:anna', to: 'user:ben' }, ...reasons },
    } as BreachEvent;
    const aware: BreachEvent = {
      ...head(50, 'dpo'),
      type: 'awareness-recorded',
      data: { awareAt: later(40) },
      ...reasons,
    };
    expect(instantsAfter(taken, over, aware)).toEqual({
      alert,
      suspicion: { openedAt: AT, suspectedAt: AT },
      investigation: { at: later(10), by: 'user:anna', basis: 'taken' },
      awareness: { at: later(40), recordedAt: later(50), by: 'dpo' },
    });
  });

  it('are told of a record that is broken too, by who has it now', () => {
    const taken: BreachEvent = { ...head(10, 'user:anna'), type: 'taken', data: {} };
    const state = [reportedEvent('TOC-2026-0001', AT), taken].reduce<BreachState | null>(evolve, null);
    if (state === null) throw new Error('A breach begins with its report.');
    expect(instantsOf(state, [taken], alert).investigation).toMatchObject({ at: later(10), by: 'user:anna' });
  });

  it('begin the investigation as somebody said, whoever took it before', () => {
    const taken: BreachEvent = { ...head(10, 'user:anna'), type: 'taken', data: {} };
    const said: BreachEvent = {
      ...{
        ...head(20, 'user:ben'),
        type: 'suspicion-recorded',
        data: { investigationStartedAt: later(5) },
        ...reasons,
      },
    };
    expect(instantsAfter(taken, said).investigation).toEqual({ at: later(5), by: 'user:ben', basis: 'said' });
  });

  it('have the awareness as it was last corrected', () => {
    const aware: BreachEvent = {
      ...head(50, 'dpo'),
      type: 'awareness-recorded',
      data: { awareAt: later(40) },
      ...reasons,
    };
    const corrected = {
      ...{ ...head(60, 'deputy'), type: 'awareness-corrected', data: { from: later(40), to: later(30) }, ...reasons },
    } as BreachEvent;
    expect(instantsAfter(aware, corrected).awareness).toEqual({ at: later(30), recordedAt: later(60), by: 'deputy' });
  });

  it('leave open what has not happened', () => {
    expect(instantsAfter()).toMatchObject({ investigation: null, awareness: null });
  });
});

describe('what is new', () => {
  const waived: BreachEvent = {
    ...{ ...head(5, 'dpo'), type: 'obligation-waived', data: { obligation: 'gdpr-art33-1-authority' }, ...reasons },
  };

  it('counts from the last decision of a person', () => {
    expect(lastDecision([reportedEvent('TOC-2026-0001', AT)])).toBeNull();
    expect(lastDecision([reportedEvent('TOC-2026-0001', AT), waived])).toEqual({
      ...{ at: later(5), by: 'dpo', what: 'obligation-waived' },
    });
  });

  it('counts from the newest of several, and not from what only follows it', () => {
    const closed: BreachEvent = { ...head(7, 'deputy'), type: 'closed', data: { outcome: 'resolved' }, ...reasons };
    const taken: BreachEvent = { ...head(9, 'user:anna'), type: 'taken', data: {} };
    expect(lastDecision([reportedEvent('TOC-2026-0001', AT), waived, closed, taken])).toEqual({
      ...{ at: later(7), by: 'deputy', what: 'closed' },
    });
  });

  it.each([
    ['came before', { firstAt: later(1), lastAt: later(2) }, null],
    ['came last at the very instant', { firstAt: later(5), lastAt: later(5) }, null],
    ['came again', { firstAt: later(1), lastAt: later(6) }, 'again'],
    ['came after', { firstAt: later(6), lastAt: later(6) }, 'new'],
    ['came before, and joined after', { firstAt: later(1), lastAt: later(2), placedAt: later(6) }, 'new'],
  ] as const)('is a finding that %s', (_, finding, since) => {
    expect(sinceDecided(finding, later(5))).toBe(since);
    expect(sinceDecided(finding, null)).toBeNull();
  });
});
