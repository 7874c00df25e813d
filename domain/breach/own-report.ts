import type { Instant } from '../time.ts';
import { type Exchange, openQuestions } from './reporting.ts';
import type { BreachState } from './state.ts';

/** What became of a report, for whoever handed it in. `kept`: no workflow has taken it up yet. */
export const OWN_STATES = ['kept', 'received', 'open', 'confirmed', 'dismissed', 'merged', 'closed'] as const;
export type OwnState = (typeof OWN_STATES)[number];

/** What a person sees of an own report, and nothing of the breach beyond it. */
export type OwnReport = {
  reference: string;
  receivedAt: Instant;
  title: string;
  summary: string;
  systems: readonly string[];
  awareAt: Instant | null;
  exercise: boolean;
  state: OwnState;
  /** Questions that wait for an answer. */
  openQuestions: number;
  /** Whether something can be added: not before a workflow has it. What is added once it is closed is looked at too. */
  mayAdd: boolean;
};

/** The same with what was added and asked; who asked is left out. */
export type WholeOwnReport = OwnReport & Omit<Exchange, 'questions'> & { questions: OwnQuestion[] };
export type OwnQuestion = Omit<Exchange['questions'][number], 'by'>;

/** How far a report is, without reasons, names or duties. */
export function ownStateOf(state: BreachState | null): Pick<OwnReport, 'state' | 'openQuestions' | 'mayAdd'> {
  if (state === null) return { state: 'kept', openQuestions: 0, mayAdd: false };
  // Of one that is merged somebody still wants to know; of one that is over nobody does.
  const isOver = state.closed !== null && state.closed.outcome !== 'merged';
  return { state: stateOf(state), openQuestions: isOver ? 0 : openQuestions(state).length, mayAdd: true };
}

const ENDED = { resolved: 'closed', 'not-a-breach': 'dismissed', merged: 'merged' } as const;

function stateOf({ status, closed, owner, handledBefore }: BreachState): OwnState {
  if (closed !== null) return ENDED[closed.outcome];
  if (status === 'confirmed') return 'confirmed';
  return owner === undefined && handledBefore === undefined ? 'received' : 'open';
}
