import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { reportedEvent } from '../../test/support/plans.ts';
import type { CommandBody } from './commands.ts';
import type { CloseOutcome } from './events.ts';
import { evolve } from './evolve.ts';
import { ownStateOf } from './own-report.ts';
import type { BreachState } from './state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const then = (state: BreachState, body: CommandBody) =>
  accepted(state, commandOf(body, { at: NOW, key: `k${state.seq}` })).state;
const question: CommandBody = { type: 'ask-question', text: 'Since when?' };
const closed = (state: BreachState, outcome: CloseOutcome): BreachState => {
  return { ...state, status: 'closed', closed: { outcome, at: NOW, by: 'dpo', reasons: 'Done.' } };
};

describe('what whoever reported sees of the report', () => {
  it('is that it is kept, to which nothing can be added yet, until a workflow has it', () => {
    expect(ownStateOf(null)).toEqual({ state: 'kept', openQuestions: 0, mayAdd: false });
  });

  it.each<[string, BreachState, string]>([
    ['received, while nobody has it', reported, 'received'],
    ['open, once somebody has it', then(reported, { type: 'take' }), 'open'],
    ['open, where it was acted on before incidents had owners', { ...reported, handledBefore: NOW }, 'open'],
    ['confirmed', then(reported, { type: 'record-awareness', awareAt: NOW, reasons: '' }), 'confirmed'],
    ['closed, of a breach', closed({ ...reported, handledBefore: NOW }, 'resolved'), 'closed'],
    ['dismissed, of what was none', closed(reported, 'not-a-breach'), 'dismissed'],
    ['merged, of what is part of another', closed(reported, 'merged'), 'merged'],
  ])('is how far it is: %s', (_, state, says) => {
    expect(ownStateOf(state)).toEqual({ state: says, openQuestions: 0, mayAdd: true });
  });

  it('counts the questions that wait for an answer', () => {
    const asked = then(then(reported, question), question);
    const answered = { ...asked, reporting: { words: 0, files: 0, questions: [{ number: 1, seq: 2, answered: 4 }] } };
    expect([asked, answered].map((state) => ownStateOf(state).openQuestions)).toEqual([2, 0]);
  });

  it('goes on asking where it was merged, and asks no more of what is over', () => {
    const asked = then(reported, question);
    const outcomes: CloseOutcome[] = ['merged', 'resolved', 'not-a-breach'];
    expect(outcomes.map((outcome) => ownStateOf(closed(asked, outcome)).openQuestions)).toEqual([1, 0, 0]);
  });
});
