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
    const full = { code: 'conflict', members: { why: 'full' } };
    expect(refused(having({ notes: MOST_NOTES }), note())).toEqual({ ...full, field: 'text' });
    expect(refused(having({ calls: MOST_CALLS }), call())).toEqual({ ...full, field: 'said' });
    expect(refused(having({ notes: MOST_NOTES - 1, calls: MOST_CALLS - 1 }), note())).toBe('accepted');
    expect(refused(having({ notes: MOST_NOTES - 1, calls: MOST_CALLS - 1 }), call())).toBe('accepted');
  });

  it('of a call that is still to come are refused', () => {
    expect(refused(reported, call('2026-11-24T10:00:00.001Z'))).toEqual({
      ...{ code: 'content-refused', field: 'calledAt', members: { why: 'call-ahead' } },
    });
  });
});

describe('a file', () => {
  it('is one by its bytes, under whatever name it comes again', () => {
    const state = breachAfter(attach());
    expect(workOf(state)).toMatchObject({ files: [SHA], fileBytes: 10 });
    const { events } = accepted(state, commandOf(attach(SHA, 10, 'other.txt'), { at: NOW, key: 'again' }));
    expect(events).toEqual([]);
  });

  it.each<[string, BreachState, CommandBody, string, object]>([
    ['that is empty', reported, attach(SHA, 0), 'content-refused', { why: 'file-empty' }],
    [
      'that is too large, with the most in MB,',
      reported,
      attach(SHA, MOST_FILE_BYTES + 1),
      'too-large',
      { why: 'file-too-large', most: MOST_FILE_BYTES / 1024 / 1024 },
    ],
    [
      'beyond the number',
      having({ files: Array.from({ length: MOST_FILES }, (_, i) => `${i}`) }),
      attach(),
      'conflict',
      { why: 'full' },
    ],
    ['beyond what all may hold', having({ fileBytes: MOST_FILES_BYTES - 9 }), attach(), 'conflict', { why: 'full' }],
  ])('%s is refused', (_, state, body, code, members) => {
    expect(refused(state, body)).toEqual({ code, field: 'file', members });
  });

  it.each<[string, BreachState, CommandBody]>([
    ['of the most bytes', reported, attach(SHA, MOST_FILE_BYTES)],
    ['that is the last', having({ files: Array.from({ length: MOST_FILES - 1 }, (_, i) => `${i}`) }), attach()],
    ['that fills what all may hold', having({ fileBytes: MOST_FILES_BYTES - 10 }), attach()],
  ])('%s is taken', (_, state, body) => {
    expect(refused(state, body)).toBe('accepted');
  });
});
