import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { reportedEvent } from '../../../test/support/plans.ts';
import { DAY_MS, plusMs } from '../../time.ts';
import type { CommandBody } from '../commands.ts';
import { evolve } from '../evolve.ts';
import { awarenessOf } from '../state.ts';
import { whyImplausible } from './awareness.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const OLDEST = plusMs(NOW, -366 * DAY_MS);

const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const aware = (awareAt: string, reasons = ''): CommandBody => ({ type: 'record-awareness', awareAt, reasons });
const ask = (body: CommandBody) => commandOf(body, { at: NOW });
const recorded = accepted(reported, ask(aware(T0))).state;

describe('the awareness', () => {
  it('confirms the breach, and may be recorded as of this very instant', () => {
    expect(recorded).toMatchObject({ status: 'confirmed', awareness: [{ awareAt: T0, by: 'dpo', recordedAt: NOW }] });
    expect(refusalOf(reported, ask(aware(NOW)))).toBe('accepted');
  });

  it('is kept beside its correction, and the later entry counts', () => {
    const { state, events } = accepted(recorded, ask(aware('2026-11-24T07:00:00.000Z', 'Log read again.')));
    expect(state.awareness.map((a) => a.awareAt)).toEqual([T0, '2026-11-24T07:00:00.000Z']);
    expect(state.planIsStale).toBe(true);
    expect(events[0]?.data).toEqual({ from: T0, to: '2026-11-24T07:00:00.000Z' });
  });

  it('said again changes nothing, keeps the reasons given for it, and a correction needs its reasons', () => {
    expect(accepted(recorded, ask(aware(T0, ''))).events).toEqual([]);
    const { events, state } = accepted({ ...recorded, planIsStale: false }, ask(aware(T0, 'Again.')));
    expect(events).toMatchObject([{ type: 'awareness-recorded', personal: { reasons: 'Again.' } }]);
    expect([awarenessOf(state), state.planIsStale]).toEqual([T0, false]);
    const missing = { code: 'reasons-missing', field: 'reasons' };
    expect(refusalOf(recorded, ask(aware('2026-11-24T07:00:00.000Z')))).toEqual(missing);
  });

  it('is refused in the future', () => {
    const ahead = { code: 'awareness-in-the-future', field: 'awareAt' };
    expect(refusalOf(reported, ask(aware(plusMs(NOW, 1), 'Certain.')))).toEqual(ahead);
  });

  it('of more than a year ago is recorded with reasons only: a wrong year would end each clock before it began', () => {
    const missing = { code: 'reasons-missing', field: 'reasons', members: { why: 'long-ago' } };
    expect(refusalOf(reported, ask(aware(plusMs(OLDEST, -1))))).toEqual(missing);
    expect(refusalOf(reported, ask(aware(OLDEST)))).toBe('accepted');
    expect(refusalOf(reported, ask(aware(plusMs(OLDEST, -1), 'A letter in the archive.')))).toBe('accepted');
  });

  it('of a year ago in a command of before there were roles is decided as then', () => {
    const { role: _, ...before } = ask(aware(plusMs(OLDEST, -1)));
    expect(refusalOf(reported, before)).toBe('accepted');
    expect(refusalOf(reported, { ...before, awareAt: plusMs(NOW, 1) } as typeof before)).toMatchObject({
      code: 'awareness-in-the-future',
    });
  });
});

describe('an awareness where there is no place for reasons', () => {
  it('is named itself when it lies too far back', () => {
    expect(whyImplausible(plusMs(OLDEST, -1), NOW, null)).toMatchObject({
      ...{ code: 'reasons-missing', field: 'awareAt', members: { why: 'long-ago' } },
    });
    expect(whyImplausible(plusMs(NOW, 1), NOW, null)).toMatchObject({ code: 'awareness-in-the-future' });
    expect(whyImplausible(OLDEST, NOW, null)).toBeNull();
  });
});
