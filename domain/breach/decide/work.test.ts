import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { reportedEvent } from '../../../test/support/plans.ts';
import type { CommandBody } from '../commands.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';
import {
  attachedFile,
  MOST_CALLS,
  MOST_FILE_BYTES,
  MOST_FILES,
  MOST_FILES_BYTES,
  MOST_NOTES,
  type Work,
  workOf,
} from '../work.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const SHA = 'a'.repeat(64);
const reported = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const note = (privileged = false): CommandBody => ({ type: 'add-note', text: 'Dana was called.', privileged });
const call = (calledAt = NOW): CommandBody => ({ type: 'log-call', calledAt, partner: 'Dana', said: 'It is shut.' });
const attach = (sha256 = SHA, bytes = 10, name = 'log.txt'): CommandBody => {
  return { type: 'attach-file', file: attachedFile(sha256, bytes), from: 'd1', name, about: '' };
};
const breachAfter = (...bodies: CommandBody[]): BreachState =>
  bodies.reduce((now, body, n) => accepted(now, commandOf(body, { at: NOW, key: `k${n}` })).state, reported);
const having = (work: Partial<Work>): BreachState => ({ ...reported, work: { ...workOf(reported), ...work } });
const refused = (state: BreachState, body: CommandBody) => refusalOf(state, commandOf(body, { at: NOW }));

describe('notes and calls', () => {
  it('are counted, and their words stay out of the state', () => {
    const state = breachAfter(note(), note(true), call());
    expect(workOf(state)).toMatchObject({ notes: 2, privileged: 1, calls: 1 });
    expect(JSON.stringify(state)).not.toContain('Dana');
  });

  it('end at their limits, with a clear answer', () => {
    expect(refused(having({ notes: MOST_NOTES }), note())).toMatchObject({ code: 'conflict', field: 'text' });
    expect(refused(having({ calls: MOST_CALLS }), call())).toMatchObject({ code: 'conflict', field: 'said' });
  });

  it('of a call that is still to come are refused', () => {
    expect(refused(reported, call('2026-11-24T10:00:00.001Z'))).toMatchObject({ field: 'calledAt' });
  });
});

describe('a file', () => {
  it('is one by its bytes, under whatever name it comes again', () => {
    const state = breachAfter(attach());
    expect(workOf(state)).toMatchObject({ files: [SHA], fileBytes: 10 });
    const { events } = accepted(state, commandOf(attach(SHA, 10, 'other.txt'), { at: NOW, key: 'again' }));
    expect(events).toEqual([]);
  });

  it.each<[string, BreachState, CommandBody, string]>([
    ['that is empty', reported, attach(SHA, 0), 'content-refused'],
    ['that is too large', reported, attach(SHA, MOST_FILE_BYTES + 1), 'too-large'],
    [
      'beyond the number',
      having({ files: Array.from({ length: MOST_FILES }, (_, i) => `${i}`) }),
      attach(),
      'conflict',
    ],
    ['beyond what all may hold', having({ fileBytes: MOST_FILES_BYTES - 9 }), attach(), 'conflict'],
  ])('%s is refused', (_, state, body, code) => {
    expect(refused(state, body)).toMatchObject({ code, field: 'file' });
  });
});
