import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../../test/support/asking.ts';
import { reportedEvent } from '../../../test/support/plans.ts';
import type { CommandBody } from '../commands.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';
import { MOST_TASKS, openTasks, workOf } from '../work.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const DUE = '2026-11-24T12:00:00.000Z';
const PERSON = 'user:3f1c7a52-5a0e-4a6e-9b5f-0d9f6f3f2b11';

const reported = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const add = (text: string, owner: string | null = null): CommandBody => ({ type: 'add-task', text, owner, due: DUE });
const begin: CommandBody = {
  ...{ type: 'begin-playbook', playbook: 'ransomware' },
  tasks: [
    { text: 'Cut it off.', owner: 'responder', due: DUE },
    { text: 'Call the police.', owner: 'dpo', due: null },
  ],
};
const breachAfter = (...bodies: CommandBody[]): BreachState =>
  bodies.reduce((now, body, n) => accepted(now, commandOf(body, { at: NOW, key: `k${n}` })).state, reported);
const refused = (state: BreachState, body: CommandBody) => refusalOf(state, commandOf(body, { at: NOW }));

describe('a task', () => {
  it('keeps its words out of the state, and the number of the event that has them', () => {
    const state = breachAfter(add('Ask Dana Okoro.', PERSON));
    expect(workOf(state).tasks).toEqual([{ number: 1, owner: PERSON, due: DUE, status: 'open', seq: 2 }]);
    expect(JSON.stringify(state)).not.toContain('Dana');
  });

  it('is given to another, done, or dropped with reasons', () => {
    const state = breachAfter(
      add('One'),
      add('Two'),
      { type: 'assign-task', task: 1, owner: 'dpo', reasons: '' },
      { type: 'finish-task', task: 1, reasons: 'It is clean.' },
      { type: 'drop-task', task: 2, reasons: 'Not ours.' },
    );
    expect(workOf(state).tasks.map(({ number, owner, status }) => [number, owner, status])).toEqual([
      [1, 'dpo', 'done'],
      [2, null, 'dropped'],
    ]);
    expect(openTasks(state)).toEqual([]);
  });

  it('given to whoever has it is no news, unless somebody says why', () => {
    const assign = (owner: string, reasons: string): CommandBody => ({ type: 'assign-task', task: 1, owner, reasons });
    const events = (body: CommandBody) =>
      accepted(breachAfter(add('One', 'dpo')), commandOf(body, { at: NOW, key: 'again' })).events.map(
        ({ type }) => type,
      );
    expect(events(assign('dpo', ''))).toEqual([]);
    expect(events(assign('dpo', 'She knows the bank.'))).toEqual(['task-assigned']);
    expect(events(assign('responder', ''))).toEqual(['task-assigned']);
  });

  it('is not dropped without reasons', () => {
    const drop: CommandBody = { type: 'drop-task', task: 1, reasons: '' };
    expect(refused(breachAfter(add('One')), drop)).toMatchObject({ code: 'reasons-missing' });
  });

  it('that is over, or was never there, is refused by name', () => {
    const state = breachAfter(add('One'), { type: 'finish-task', task: 1, reasons: '' });
    const finish = (task: number): CommandBody => ({ type: 'finish-task', task, reasons: '' });
    expect(refused(state, finish(1))).toEqual({ code: 'conflict', field: 'task', members: { why: 'task-over' } });
    expect(refused(state, finish(2))).toEqual({ code: 'not-found', field: 'task' });
  });

  it('is refused once there are as many as the state may hold', () => {
    const [first] = workOf(breachAfter(add('One'))).tasks;
    const tasks = Array.from({ length: MOST_TASKS }, (_, i) => ({ ...first, number: i + 1 }) as never);
    const having = (count: number) => ({ ...reported, work: { ...workOf(reported), tasks: tasks.slice(0, count) } });
    const full = { code: 'conflict', field: 'task', members: { why: 'full' } };
    expect(refused(having(MOST_TASKS), add('One more'))).toEqual(full);
    expect(refused(having(MOST_TASKS - 1), add('The last'))).toBe('accepted');
    // The playbook has two.
    expect(refused(having(MOST_TASKS - 1), begin)).toEqual(full);
    expect(refused(having(MOST_TASKS - 2), begin)).toBe('accepted');
  });

  it('of a closed breach is refused', () => {
    const closed = breachAfter({ type: 'close', outcome: 'not-a-breach', reasons: 'A test.' });
    expect(refused(closed, add('One'))).toMatchObject({ code: 'breach-closed' });
  });
});

describe('a playbook', () => {
  it('adds its tasks behind those there are, in their order', () => {
    const { events, state } = accepted(breachAfter(add('Before')), commandOf(begin, { at: NOW, key: 'p' }));
    expect(events.map(({ type }) => type)).toEqual(['playbook-begun', 'task-added', 'task-added']);
    expect(workOf(state).tasks.map(({ number, owner, due, seq }) => [number, owner, due, seq])).toEqual([
      [1, null, DUE, 2],
      [2, 'responder', DUE, 4],
      [3, 'dpo', null, 5],
    ]);
  });

  it('begun by two people adds them once', () => {
    const { events } = accepted(breachAfter(begin), commandOf(begin, { at: NOW, key: 'again' }));
    expect(events).toEqual([]);
  });
});
