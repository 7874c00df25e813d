import type { Instant } from '../time.ts';
import type { BreachEvent, EvidenceRef } from './events.ts';

/**
 * What people do about a breach beside what the law asks for: tasks, notes, calls, files. The words are in the events;
 * the state keeps what a decision or a count needs, and has a limit for each.
 */

export const TASK_STATUSES = ['open', 'done', 'dropped'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Who a task can be given to: a role, or somebody who signs in, as events name them (`user:<id>`). */
export const OWNER = /^(?:dpo|deputy|responder|user:[0-9a-f-]{36})$/;

export type Task = {
  number: number;
  /** As {@link OWNER}; null: nobody yet. */
  owner: string | null;
  due: Instant | null;
  status: TaskStatus;
  /** Number of the event that holds its text. */
  seq: number;
  /** Number of the event that last changed it; absent where none did. */
  changed?: number;
};

export type Work = {
  tasks: Task[];
  /** Ids of the playbooks that were begun. */
  playbooks: string[];
  notes: number;
  /** How many of the notes are privileged. */
  privileged: number;
  calls: number;
  /** SHA-256 of each file, oldest first. */
  files: string[];
  /** What the files hold together. */
  fileBytes: number;
};

/** A breach of which nothing of the kind is on record yet. */
const NO_WORK: Work = { tasks: [], playbooks: [], notes: 0, privileged: 0, calls: 0, files: [], fileBytes: 0 };

export const MOST_TASKS = 300;
export const MOST_NOTES = 2_000;
export const MOST_CALLS = 2_000;
export const MOST_FILES = 100;
/** An evidence pack holds them all, and is one text. */
export const MOST_FILES_BYTES = 100 * 1024 * 1024;
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Of a state of any version. */
export function workOf({ work }: { work?: Work }): Work {
  return work ?? NO_WORK;
}

export function openTasks(state: { work?: Work }): Task[] {
  return workOf(state).tasks.filter(({ status }) => status === 'open');
}

type WorkEvent = Extract<
  BreachEvent,
  {
    type:
      | 'task-added'
      | 'task-assigned'
      | 'task-finished'
      | 'task-dropped'
      | 'playbook-begun'
      | 'note-added'
      | 'call-logged'
      | 'file-attached';
  }
>;

/** @param seq number of the event */
export function workAfter(work: Work, event: WorkEvent, seq: number): Work {
  switch (event.type) {
    case 'task-added': {
      const { task: number, owner, due } = event.data;
      return { ...work, tasks: [...work.tasks, { number, owner, due, status: 'open', seq }] };
    }
    case 'task-assigned':
      return withTask(work, event.data.task, { owner: event.data.owner, changed: seq });
    case 'task-finished':
      return withTask(work, event.data.task, { status: 'done', changed: seq });
    case 'task-dropped':
      return withTask(work, event.data.task, { status: 'dropped', changed: seq });
    case 'playbook-begun':
      return { ...work, playbooks: [...work.playbooks, event.data.playbook] };
    case 'note-added':
      return { ...work, notes: work.notes + 1, privileged: work.privileged + (event.data.privileged ? 1 : 0) };
    case 'call-logged':
      return { ...work, calls: work.calls + 1 };
    case 'file-attached': {
      const { sha256, bytes } = event.data.file;
      return { ...work, files: [...work.files, sha256], fileBytes: work.fileBytes + bytes };
    }
  }
}

function withTask(work: Work, number: number, patch: Partial<Task>): Work {
  return { ...work, tasks: work.tasks.map((task) => (task.number === number ? { ...task, ...patch } : task)) };
}

/** How a file that somebody attached is kept: as bytes of which nothing is known, whatever it says it is. */
export function attachedFile(sha256: string, bytes: number): EvidenceRef {
  return { file: sha256, sha256, bytes, mediaType: 'application/octet-stream', source: 'attached' };
}
