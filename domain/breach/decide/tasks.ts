import type { NewTask } from '../commands.ts';
import type { BreachEvent } from '../events.ts';
import type { BreachState } from '../state.ts';
import { MOST_TASKS, type Task, workOf } from '../work.ts';
import { type Decide, type Decision, done, type Head, type Refusal, reasonsMissing, refuse } from './decision.ts';

export const addTask: Decide<'add-task'> = (state, { text, owner, due }, head) =>
  whyTooMany(state, 1) ?? done(...tasksAdded(state, [{ text, owner, due }], head));

/** Its tasks are added once: begun again, a playbook changes nothing. */
export const beginPlaybook: Decide<'begin-playbook'> = (state, { playbook, tasks }, head) => {
  if (workOf(state).playbooks.includes(playbook)) return done();
  const refusal = whyTooMany(state, tasks.length);
  if (refusal !== null) return refusal;
  const begun: BreachEvent = { ...head, type: 'playbook-begun', data: { playbook, tasks: tasks.length } };
  return done(begun, ...tasksAdded(state, tasks, head));
};

export const assignTask: Decide<'assign-task'> = (state, { task, owner, reasons }, head) =>
  onOpenTask(state, task, (found) =>
    found.owner === owner && reasons === ''
      ? done()
      : done({ ...head, type: 'task-assigned', data: { task, owner }, personal: { reasons } }),
  );

export const finishTask: Decide<'finish-task'> = (state, { task, reasons }, head) =>
  onOpenTask(state, task, () => done({ ...head, type: 'task-finished', data: { task }, personal: { reasons } }));

export const dropTask: Decide<'drop-task'> = (state, { task, reasons }, head) =>
  onOpenTask(state, task, () =>
    reasons === ''
      ? reasonsMissing('dropping a task')
      : done({ ...head, type: 'task-dropped', data: { task }, personal: { reasons } }),
  );

function tasksAdded(state: BreachState, tasks: readonly NewTask[], head: Head): BreachEvent[] {
  const last = workOf(state).tasks.length;
  return tasks.map(({ text, owner, due }, i) => {
    return { ...head, type: 'task-added', data: { task: last + i + 1, owner, due }, personal: { text } };
  });
}

function whyTooMany(state: BreachState, more: number): Refusal | null {
  const count = workOf(state).tasks.length;
  if (count + more <= MOST_TASKS) return null;
  const message =
    `${state.breachId} has ${count} tasks and takes ${MOST_TASKS} in all, so ${more} more cannot be added. ` +
    'Put what is left to do into a task that is open.';
  return refuse('conflict', message, 'task', { why: 'full' });
}

function onOpenTask(state: BreachState, number: number, act: (task: Task) => Decision): Decision {
  const task = workOf(state).tasks.find((each) => each.number === number);
  if (task === undefined) return refuse('not-found', `${state.breachId} has no task ${number}.`, 'task');
  if (task.status === 'open') return act(task);
  const message = `Task ${number} is ${task.status} already; add another one if there is more to do.`;
  return refuse('conflict', message, 'task', { why: 'task-over' });
}
