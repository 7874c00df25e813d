import type { Exchange } from '../../domain/breach/reporting.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { CallLine, FileLine, NoteLine, TaskLine, TaskPart, WorkPage } from '../../domain/breach/work-lines.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import type { Form } from '../forms.ts';

/** The lists of the page, one of which is shown. */
export const WORK_LISTS = ['tasks', 'notes', 'calls', 'files', 'reporter'] as const;
export type WorkList = (typeof WORK_LISTS)[number];

type Shown =
  | {
      list: 'tasks';
      part: TaskPart;
      page: WorkPage<TaskLine>;
      /** The one that is being changed; null: none. */
      chosen: TaskLine | null;
      playbooks: readonly Playbook[];
      /** Whom a task can be given to, by name. */
      owners: readonly (readonly [by: string, name: string])[];
    }
  | { list: 'notes'; page: WorkPage<NoteLine> }
  | { list: 'calls'; page: WorkPage<CallLine> }
  | { list: 'files'; page: WorkPage<FileLine> }
  | { list: 'reporter'; exchange: Exchange };
export type ShownOf<L extends WorkList> = Extract<Shown, { list: L }>;

export type WorkModel = {
  state: BreachState;
  shown: Shown;
  /** Whether this is not the first page of the list. */
  isContinued: boolean;
  /** The form that came back, by its name. */
  forms: Partial<Record<WorkFormName, Form>>;
};
export const WORK_FORMS = ['task', 'playbook', 'change', 'note', 'call', 'file', 'question'] as const;
export type WorkFormName = (typeof WORK_FORMS)[number];
