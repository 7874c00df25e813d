import { DECIDERS, isAmong, RESPONDERS } from '../../roles.ts';
import type { Command } from '../commands.ts';
import type { BreachEvent } from '../events.ts';
import { reportingOf } from '../reporting.ts';
import type { BreachState } from '../state.ts';
import { MOST_CALLS, MOST_FILE_BYTES, MOST_FILES, MOST_FILES_BYTES, MOST_NOTES, workOf } from '../work.ts';
import { type CommandOf, type Decide, type Decision, done, type Refusal, refuse } from './decision.ts';
import { whyNoReportedFile, whyNotReporter } from './reporting.ts';

/** Notes, calls and files: each is added and stays as it is. */

export const addNote: Decide<'add-note'> = (state, { text, privileged }, head) => {
  const { notes } = workOf(state);
  if (notes >= MOST_NOTES) return tooMany(state, `${MOST_NOTES} notes`, 'text');
  return done({ ...head, type: 'note-added', data: { note: notes + 1, privileged }, personal: { text } });
};

export const logCall: Decide<'log-call'> = (state, { calledAt, partner, said }, head) => {
  const { calls } = workOf(state);
  if (calledAt > head.at) {
    return refuse(
      'content-refused',
      'The call is dated later than now; give the time at which it was held.',
      'calledAt',
      { why: 'call-ahead' },
    );
  }
  if (calls >= MOST_CALLS) return tooMany(state, `${MOST_CALLS} calls`, 'said');
  return done({ ...head, type: 'call-logged', data: { call: calls + 1, calledAt }, personal: { partner, said } });
};

/** The same bytes from the same side are one file, whatever name they come under. */
export const attachFile: Decide<'attach-file'> = (state, command, head) => {
  const { file, from, name, about, by } = command;
  const isReporters = isOfReport(command);
  const stranger = isReporters ? whyNotReporter(state, by) : null;
  if (stranger !== null) return stranger;
  if (isHandedIn(state, file.sha256, isReporters)) return done();
  const refusal = isReporters ? whyNoReportedFile(state) : null;
  if (refusal !== null) return refusal;
  const data = {
    ...{ number: workOf(state).files.length + 1, file, from },
    ...(isReporters && { asReporter: true as const }),
    // What is added to the report is news by that already.
    ...(!isReporters && isNews(state, command) && { asNews: true as const }),
  };
  return whyNotAttached(state, file.bytes) ?? done({ ...head, type: 'file-attached', data, personal: { name, about } });
};

/**
 * What a closed breach takes without being opened by it: a file, the receipt of an authority that came last, what
 * whoever reported it is asked or adds, and that one of us proposes to open it again.
 */
const LATE = [
  ...(['attach-file', 'record-receipt', 'add-words', 'ask-question', 'answer-question'] as const),
  'propose-reopening',
] as const;

/** Whether it adds to a breach that is closed, and leaves it so. */
export function isLate({ status }: Pick<BreachState, 'status'>, { type }: Pick<Command, 'type'>): boolean {
  return status === 'closed' && isAmong(LATE, type);
}

/** The same of what no version before 0.8 took: all but the files of those who respond. */
export function isLateReport(state: BreachState, command: Command): boolean {
  if (!isLate(state, command)) return false;
  return command.type !== 'attach-file' || isOfReport(command);
}

/** Whether a file proposes to open a closed breach again: whoever may open it says so without a proposal. */
function isNews({ status }: BreachState, { role }: Pick<CommandOf<'attach-file'>, 'role'>): boolean {
  return status === 'closed' && isAmong(RESPONDERS, role ?? '') && !isAmong(DECIDERS, role ?? '');
}

/** Whether a file is recorded as news of a closed breach. */
export function isToldAsNews(decision: Decision): boolean {
  return decision.ok && decision.events.some((event) => event.type === 'file-attached' && event.data.asNews === true);
}

/** The same without it, as until version 0.8 a late file was just a file. */
export function withoutNews(decision: Decision): Decision {
  if (!decision.ok) return decision;
  const events = decision.events.map((event): BreachEvent => {
    if (event.type !== 'file-attached') return event;
    const { asNews: _, ...data } = event.data;
    return { ...event, data };
  });
  return { ...decision, events };
}

/** Whether it belongs to the report: who only reports adds to the own report alone. */
function isOfReport({ asReporter, role }: Pick<CommandOf<'attach-file'>, 'asReporter' | 'role'>): boolean {
  return asReporter === true || !isAmong([...RESPONDERS, 'engine'], role ?? '');
}

/** Whether these bytes are attached to the breach. */
export function isAttached(state: BreachState, sha256: string): boolean {
  return workOf(state).files.includes(sha256);
}

/**
 * Whether it is on record already that a side handed in these bytes: whoever reported, or those who respond. Each is on
 * record with who, when and from where, and none learns by it what the other one has.
 */
export function isHandedIn(state: BreachState, sha256: string, isReporters: boolean): boolean {
  const count = (files: readonly string[]) => files.filter((file) => file === sha256).length;
  const theirs = count(reportingOf(state).kept ?? []);
  return (isReporters ? theirs : count(workOf(state).files) - theirs) > 0;
}

/** Whether it only puts on record that the other side has bytes that one handed in before. */
export function isFurtherCustody(state: BreachState, command: Command): boolean {
  return command.type === 'attach-file' && isAttached(state, command.file.sha256);
}

/** @param bytes how long the file is that is to be added */
export function whyNotAttached(state: BreachState, bytes: number): Refusal | null {
  const { files, fileBytes } = workOf(state);
  if (bytes === 0) {
    return refuse('content-refused', 'The file is empty; choose the one that is meant.', 'file', { why: 'file-empty' });
  }
  if (bytes > MOST_FILE_BYTES) {
    const message = `A file of ${bytes} bytes is not taken; the limit is ${MOST_FILE_BYTES}. Send a part of it.`;
    return refuse('too-large', message, 'file', { why: 'file-too-large', most: MOST_FILE_BYTES / 2 ** 20 });
  }
  if (files.length >= MOST_FILES) return tooMany(state, `${MOST_FILES} files`, 'file');
  return fileBytes + bytes > MOST_FILES_BYTES ? tooMany(state, `files of ${MOST_FILES_BYTES} bytes`, 'file') : null;
}

function tooMany({ breachId }: BreachState, what: string, field: string): Refusal {
  const message = `${breachId} takes ${what} in all, and has no room for another. Nothing was recorded.`;
  return refuse('conflict', message, field, { why: 'full' });
}
