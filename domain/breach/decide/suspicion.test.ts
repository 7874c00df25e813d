import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { reportedEvent } from '../../../test/support/plans.ts';
import { HOUR_MS, plusMs } from '../../time.ts';
import type { CommandBody } from '../commands.ts';
import { evolve } from '../evolve.ts';
import { handlingOf } from '../handling.ts';
import { courseOf, firstSuspicionOf, knownFirstOf, longGapOf } from '../suspicion.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-27T10:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const ask = (body: CommandBody) => commandOf(body, { at: NOW });
const suspicion = (more: object): CommandBody => ({ type: 'record-suspicion', reasons: 'The log says so.', ...more });
const aware = (awareAt: string, reasons = ''): CommandBody => ({ type: 'record-awareness', awareAt, reasons });

describe('suspected, under investigation, confirmed', () => {
  it('are three instants, each with who and why', () => {
    expect(firstSuspicionOf(reported)).toBe(T0);
    const earlier = plusMs(T0, -5 * HOUR_MS);
    const { state } = accepted(reported, ask(suspicion({ firstSuspicionAt: earlier, investigationStartedAt: T0 })));
    expect(state.suspicion).toEqual({
      first: { at: earlier, by: 'dpo', recordedAt: NOW, reasons: 'The log says so.' },
      investigation: { at: T0, by: 'dpo', recordedAt: NOW, reasons: 'The log says so.' },
    });
    expect(handlingOf(state).investigatedSince).toBe(T0);
    // They confirm nothing.
    expect([state.status, state.awareness]).toEqual(['suspected', []]);
  });

  it('is suspected since it was known, where an earlier awareness is recorded than the report', () => {
    const earlier = plusMs(T0, -HOUR_MS);
    const { state } = accepted(reported, ask(aware(earlier, 'Seen in the log.')));
    expect(firstSuspicionOf(state)).toBe(earlier);
    expect(courseOf(state, 24)).toMatchObject({
      firstSuspicionAt: { at: earlier, by: 'dpo', reasons: 'Seen in the log.' },
      awareAt: { at: earlier },
      gap: { hours: 0, explanation: 'not-asked' },
    });
  });

  it('lie in this order, and none of them ahead', () => {
    const confirmed = accepted(reported, ask(aware(T0))).state;
    const late = { firstSuspicionAt: plusMs(T0, HOUR_MS) };
    expect(refusalOf(confirmed, ask(suspicion(late)))).toEqual({
      ...{ code: 'conflict', field: 'firstSuspicionAt', members: { why: 'awareness' } },
    });
    const ahead = { investigationStartedAt: plusMs(NOW, HOUR_MS) };
    expect(refusalOf(reported, ask(suspicion(ahead)))).toMatchObject({ code: 'conflict', members: { why: 'future' } });
    expect(refusalOf(reported, ask(suspicion({})))).toMatchObject({ code: 'bad-input' });
    expect(refusalOf(reported, ask(suspicion({ ...late, reasons: '' })))).toMatchObject({ code: 'reasons-missing' });
  });

  it('ask for one where the awareness lies before the recorded suspicion: it counts nevertheless', () => {
    const suspected = accepted(reported, ask(suspicion({ firstSuspicionAt: plusMs(T0, 3 * HOUR_MS) }))).state;
    const earlier = plusMs(T0, HOUR_MS);
    const known = accepted(suspected, ask(aware(earlier))).state;
    const found = { suspectedAt: plusMs(T0, 3 * HOUR_MS), awareAt: earlier, because: '' };
    expect(knownFirstOf(known)).toEqual(found);
    expect(courseOf(known, 24)).toMatchObject({ awareAt: { at: earlier }, knownFirst: found });
    const said = accepted(known, ask(aware(earlier, 'The suspicion was of another alarm.'))).state;
    expect(knownFirstOf(said)?.because).toBe('The suspicion was of another alarm.');
    const mended = accepted(known, ask(suspicion({ firstSuspicionAt: T0 }))).state;
    expect(knownFirstOf(mended)).toBeNull();
    // A report is mostly later than the awareness, and contradicts nothing.
    expect(knownFirstOf(accepted(reported, ask(aware(plusMs(T0, -HOUR_MS)))).state)).toBeNull();
  });

  it('ask for an explanation where more time lies between than we give ourselves', () => {
    const soon = accepted(reported, ask(aware(plusMs(T0, 48 * HOUR_MS)))).state;
    expect(longGapOf(soon, 48)).toBeNull();
    const long = accepted(reported, ask(aware(plusMs(T0, 49 * HOUR_MS)))).state;
    expect(longGapOf(long, 48)).toMatchObject({ hours: 49, because: '' });
    const said = accepted(long, ask(aware(plusMs(T0, 49 * HOUR_MS), 'The logs came late.'))).state;
    expect(longGapOf(said, 48)?.because).toBe('The logs came late.');
    const corrected = accepted(said, ask(aware(plusMs(T0, 50 * HOUR_MS), 'A slip of the keyboard.'))).state;
    expect(longGapOf(corrected, 48)).toMatchObject({ hours: 50, because: 'The logs came late.' });
    const unsaid = accepted(long, ask(aware(plusMs(T0, 50 * HOUR_MS), 'A slip of the keyboard.'))).state;
    expect(longGapOf(unsaid, 48)?.because).toBe('');
    const left = accepted(soon, ask(aware(plusMs(T0, 50 * HOUR_MS), 'The logs say so.'))).state;
    expect(longGapOf(left, 48)?.because).toBe('The logs say so.');
  });
});
