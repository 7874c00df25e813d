import { type ErrorCode, type RefusalMembers, type RefusalRule, TocsinError } from '../../errors.ts';
import type { Command, CommandBody } from '../commands.ts';
import type { BreachEvent } from '../events.ts';
import type { BreachState } from '../state.ts';

/** What a command leads to: events to record, or a refusal that changes nothing. */
export type Decision =
  /** `confirms`: the events only keep somebody's reasons; before version 0.3 they were not recorded. */
  { ok: true; events: BreachEvent[]; confirms?: true } | Refusal;
export type Refusal = { ok: false; code: ErrorCode; message: string; field: string; members: RefusalMembers };

export type CommandOf<T extends CommandBody['type']> = Extract<Command, { type: T }>;
/** What all events of a command share. */
export type Head = Pick<BreachEvent, 'at' | 'by' | 'key'>;
/** The rule of one command. */
export type Decide<T extends CommandBody['type']> = (state: BreachState, command: CommandOf<T>, head: Head) => Decision;

/** In which language the words of a command stand, for its event. */
export function inLanguage({ language }: Pick<Command, 'language'>): { language?: string } {
  return language === undefined ? {} : { language };
}

/** Recorded words of another language leave only once a person has said that they are right in it. */
export function whyUntranslated(places: number): Refusal | null {
  if (places === 0) return null;
  const many = places === 1 ? '1 place repeats' : `${places} places repeat`;
  const message = `${many} recorded words that may be in another language: translate them, or say \`confirmed\`.`;
  return refuse('content-refused', message, 'confirmed', { why: 'untranslated' });
}

export function done(...events: BreachEvent[]): Decision {
  return { ok: true, events };
}

/** What changes nothing: recorded where a person gave reasons, and nothing otherwise. */
export function confirmed(event: BreachEvent & { personal: { reasons: string } }): Decision {
  const isSaid = event.by !== 'engine' && event.personal.reasons !== '';
  return isSaid ? { ok: true, events: [event], confirms: true } : done();
}

/** Codes that say too little by themselves: their rule is named, by which pages find their words. */
type Broad = 'conflict' | 'content-refused' | 'not-filable';
type Members<C extends ErrorCode> = C extends Broad
  ? [members: RefusalMembers & { why: RefusalRule }]
  : [members?: RefusalMembers];

export function refuse<C extends ErrorCode>(
  code: C,
  message: string,
  field: string,
  ...[members = {}]: Members<C>
): Refusal {
  return { ok: false, code, message, field, members };
}

export function reasonsMissing(doing: string, members: RefusalMembers = {}): Refusal {
  return refuse('reasons-missing', `Give the reasons for ${doing}: they go into the record.`, 'reasons', members);
}

/** Nothing of a closed breach changes any more; null while it is open. */
export function whyClosed({ breachId, status }: Pick<BreachState, 'breachId' | 'status'>): Refusal | null {
  if (status !== 'closed') return null;
  const message = `Breach ${breachId} is closed: open it again or propose to (tocsin reopen), or hand in a new report.`;
  return refuse('breach-closed', message, 'breach');
}

/**
 * Whether a command came before there were roles, from a worker or an API of version 0.2 or earlier. It is decided by
 * the rules of then: it may stand in the history of a breach that still runs, whose replay must lead to the events of
 * then. New commands without a role are refused before they enter a history (`workflows/admission.ts`).
 *
 * To be deleted, with `roleOf` in `upcast.ts`, once every open breach began or was continued as new under a later
 * version.
 */
export function isOfBefore({ role }: Pick<Command, 'role'>): boolean {
  return role === undefined;
}

/** A refusal as an error, for those who ask a rule before the breach does. */
export function asError({ code, message, field, members }: Refusal): TocsinError {
  return new TocsinError(code, message, field, members);
}

/** @throws TocsinError what was refused; nothing where nothing was */
export function throwRefusal(refusal: Refusal | null): void {
  if (refusal !== null) throw asError(refusal);
}
