import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { reportedEvent } from '../../test/support/plans.ts';
import { cameTo, isDismissed } from './came-to.ts';
import type { CommandBody } from './commands.ts';
import { evolve } from './evolve.ts';
import type { BreachState } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const after = (...bodies: CommandBody[]): BreachState =>
  bodies.reduce((state, body) => accepted(state, commandOf(body, { at: T0, by: 'dpo' })).state, reported);
const triage = { type: 'triage', outcome: 'dismissed', into: null, reasons: 'A test.' } as const;

describe('what a suspicion came to', () => {
  it.each<[string, CommandBody[], ReturnType<typeof cameTo>]>([
    ['nothing yet', [], 'open'],
    ['nothing yet, though somebody has it', [{ type: 'take' }], 'open'],
    ['confirmed', [{ type: 'record-awareness', awareAt: T0, reasons: '' }], 'confirmed'],
    ['merged', [{ ...triage, outcome: 'merged', into: 'TOC-2026-0002' }], 'merged'],
    ['dismissed as what somebody said', [{ ...triage, kind: 'expected-activity' }], 'expected-activity'],
    ['dismissed as nobody said what', [triage], 'dismissed'],
    ['dismissed, by closing it as none', [{ type: 'close', outcome: 'not-a-breach', reasons: 'None.' }], 'dismissed'],
    [
      'opened again',
      [
        { ...triage, kind: 'other' },
        { type: 'reopen', reasons: 'It goes on.' },
      ],
      'open',
    ],
  ])('%s', (_, bodies, expected) => {
    expect(cameTo(after(...bodies))).toBe(expected);
  });

  it('is dismissed or not', () => {
    expect((['open', 'confirmed', 'merged', 'dismissed', 'other'] as const).filter(isDismissed)).toEqual([
      ...['dismissed', 'other'],
    ]);
  });
});
