import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { isReporters, openQuestions, type Reporting, reportingAfter } from './reporting.ts';
import { attachedFile } from './work.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const head = { at: NOW, by: 'user:1', key: 'k' };
const words: BreachEvent = { ...head, type: 'words-added', data: { words: 1 }, personal: { text: 'By night.' } };
const asked = (question: number): BreachEvent => {
  return { ...head, type: 'question-asked', data: { question }, personal: { text: 'Since when?' } };
};
const answered = (question: number): BreachEvent => {
  return { ...head, type: 'question-answered', data: { question }, personal: { text: 'Since noon.' } };
};
const file = (asReporter?: true): BreachEvent => ({
  ...{ ...head, type: 'file-attached', personal: { name: 'a.png', about: '' } },
  data: { number: 1, file: attachedFile('a', 3), from: null, ...(asReporter && { asReporter }) },
});

describe('what whoever reported does', () => {
  it.each([
    ['adds words', words, true],
    ['answers a question', answered(1), true],
    ['attaches a file on the page of the report', file(true), true],
    ['attaches a file as a responder', file(), false],
    ['asks a question, which only we do', asked(1), false],
    ['reports, which no act of ours follows', reportedEvent('TOC-2026-0001', NOW), false],
  ])('%s', (_, event, theirs) => {
    expect(isReporters(event)).toBe(theirs);
  });
});

describe('questions to whoever reported', () => {
  const state = [words, asked(1), asked(2)].reduce(evolve, evolve(null, reportedEvent('TOC-2026-0001', NOW)));
  it('are open until each is answered by itself', () => {
    expect(openQuestions(state).map(({ number }) => number)).toEqual([1, 2]);
    const one = evolve(state, answered(1));
    expect(openQuestions(one)).toEqual([{ number: 2, seq: 4 }]);
    expect(openQuestions(evolve(one, answered(2)))).toEqual([]);
    expect(openQuestions({})).toEqual([]);
  });

  it('point to the events that hold their words', () => {
    const none: Reporting = { words: 0, files: 0, questions: [] };
    const asking = reportingAfter(none, asked(1) as BreachEvent & { type: 'question-asked' }, 7);
    expect(asking.questions).toEqual([{ number: 1, seq: 7 }]);
    const answer = answered(1) as BreachEvent & { type: 'question-answered' };
    expect(reportingAfter(asking, answer, 9).questions).toEqual([{ number: 1, seq: 7, answered: 9 }]);
  });
});
