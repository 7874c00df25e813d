import type { BreachState } from '../breach/state.ts';
import type { OutsideWords } from '../notices/outside-words.ts';
import type { PlannedObligation } from '../plan/types.ts';
import type { Organisation } from '../policy/schema.ts';
import type { Instant } from '../time.ts';
import type { FilingLanguage } from './said/index.ts';
import { leavesMore, type Stage } from './stages.ts';

/** A value of a field; null is "not known", and such a field is left out and named as missing. */
export type FieldValue = string | number | boolean | string[] | null;

/** What people typed, or what a form holds, by field. */
export type Answers = Record<string, Exclude<FieldValue, null>>;

/** What the data-flow register calls systems, suppliers and customers by. */
type Named = { id: string; name: string };
export type RegisterNames = {
  systems: readonly Named[];
  /** With their contacts, the first one first, where the register is at hand. */
  counterparties: readonly (Named & { contacts?: readonly { name: string; email: string }[] })[];
};

/** What a filing is filled in from. */
export type FilingContext = {
  state: Omit<BreachState, 'communications'>;
  organisation: Organisation;
  /** In which the engine writes what it says of the record: the receiver's, where it can. */
  language: FilingLanguage;
  /** The touched ones at least; of what is not in it the id stands in. */
  register: RegisterNames;
  /** What outsiders read: never the words of the report. */
  words: OutsideWords;
  obligation: PlannedObligation;
  stage: Stage;
  /** Whether it follows a complete one. */
  afterComplete: boolean;
  /** When the filing is drafted: decides whether it is late. */
  at: Instant;
  /** The receiver's reference of an earlier filing of this obligation, empty while it is not here; null: none was. */
  earlier: string | null;
  /** Reasons for filing late or for withdrawing; empty where none were given. */
  reasons: string;
};

/** Fills in one field from what is on record. */
export type Source = (context: FilingContext) => FieldValue;

/** What the register calls it, else its id. */
export function nameIn(list: readonly Named[], id: string): string {
  return list.find((one) => one.id === id)?.name ?? id;
}

/** Their names in the data-flow register; an id alone says nothing to the reader. */
export function systemsInWords(
  { facts }: Pick<BreachState, 'facts'>,
  { systems }: Pick<RegisterNames, 'systems'>,
): string {
  return facts.systems.map((id) => nameIn(systems, id)).join(', ');
}

/** Whether more will follow. */
export function isIncomplete(filing: Pick<FilingContext, 'stage' | 'afterComplete'>): boolean {
  return leavesMore(filing);
}

/** Whether the clock's conservative instant has passed before anything was filed. */
export function isLate({ obligation, at, earlier }: Pick<FilingContext, 'obligation' | 'at' | 'earlier'>): boolean {
  return earlier === null && obligation.clock !== null && at > obligation.clock.due;
}
