import type { BreachEvent, BreachEventType } from '../../domain/breach/events.ts';
import type { PauseReason } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';

/** What the sentences about events need beside the event. */
export type Saying = {
  /** The article of a duty, by its id. */
  duty(id: string): string;
  counterparty(id: string): string;
  system(id: string): string;
  /** Who it is, by what `by` names people. */
  person(by: string): string;
  /** Stands in the sentence as it is; the page shows it as a time. */
  when(instant: Instant): string;
  /** A warning, by the name of its rung. */
  rung(name: string): string;
  /** A status of somebody to be told, within a sentence. */
  receiver(communication: string, status: string): string;
  /** Why a communication stands still, as sentences. */
  pause(because: PauseReason): string;
  /** Names of changed facts. */
  facts(keys: readonly string[]): string;
};

type EventOf<Type extends BreachEventType> = Extract<BreachEvent, { type: Type }>;

/** One sentence per type of event: a language without one for a new type does not compile. */
export type EventWords = { readonly [Type in BreachEventType]: (event: EventOf<Type>, say: Saying) => string };

/** The sentence of an event. */
export function sayEvent(words: EventWords, event: BreachEvent, say: Saying): string {
  const sentence = words[event.type] as (event: BreachEvent, say: Saying) => string;
  return sentence(event, say);
}
