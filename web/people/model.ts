import type { BreachState } from '../../domain/breach/state.ts';
import type { Facts } from '../../domain/facts.ts';
import type { PeopleCount } from '../../domain/people/tally.ts';
import type { Understood } from '../../domain/people/understood.ts';
import type { Instant } from '../../domain/time.ts';

/** A list of people, and what was made of its file. */
export type PeopleList = {
  listId: string;
  createdAt: Instant;
  recipients: number;
  withoutAddress: number;
  nameless: number;
  understood: Understood | null;
  people: PeopleCount | null;
};

export type PeopleModel = {
  state: BreachState;
  /** Lists that wait for somebody to keep them, and those that count, newest first. */
  held: readonly PeopleList[];
  lists: readonly PeopleList[];
  /** The people of all lists that count, each once; null where there is none. */
  together: (PeopleCount & { of: number }) | null;
  /** Facts that follow and are not on record. */
  offered: Partial<Facts> | null;
  limitMib: number;
};
