import { isAmong, RESPONDERS } from '../../roles.ts';
import type { Command } from '../commands.ts';
import type { BreachState } from '../state.ts';
import { MOST_CALLS, MOST_FILE_BYTES, MOST_FILES, MOST_FILES_BYTES, MOST_NOTES, workOf } from '../work.ts';
import { type Decide, done, type Refusal, refuse } from './decision.ts';
import { whyNoReportedFile } from './reporting.ts';

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
    );
  }
  if (calls >= MOST_CALLS) return tooMany(state, `${MOST_CALLS} calls`, 'said');
  return done({ ...head, type: 'call-logged', data: { call: calls + 1, calledAt }, personal: { partner, said } });
};

/** The same bytes are one file, whatever name they come under. Who only reports adds to the own report. */
export const attachFile: Decide<'attach-file'> = (state, command, head) => {
  const { file, from, name, about, by, role = '', asReporter } = command;
  const isOfReport = asReporter === true || !isAmong([...RESPONDERS, 'engine'], role);
  const refusal = isOfReport ? whyNoReportedFile(state, by) : null;
  if (refusal !== null) return refusal;
  if (isAttached(state, file.sha256)) return done();
  const data = { number: workOf(state).files.length + 1, file, from, ...(isOfReport && { asReporter: true as const }) };
  return whyNotAttached(state, file.bytes) ?? done({ ...head, type: 'file-attached', data, personal: { name, about } });
};

/** Whether these bytes are attached to the breach. */
export function isAttached(state: BreachState, sha256: string): boolean {
  return workOf(state).files.includes(sha256);
}

/** Whether it attaches a file to a breach that is closed, such as the receipt of an authority that came last. */
export function isLateFile({ status }: Pick<BreachState, 'status'>, { type }: Pick<Command, 'type'>): boolean {
  return type === 'attach-file' && status === 'closed';
}

/** @param bytes how long the file is that is to be added */
export function whyNotAttached(state: BreachState, bytes: number): Refusal | null {
  const { files, fileBytes } = workOf(state);
  if (bytes === 0) return refuse('content-refused', 'The file is empty; choose the one that is meant.', 'file');
  if (bytes > MOST_FILE_BYTES) {
    const message = `A file of ${bytes} bytes is not taken; the limit is ${MOST_FILE_BYTES}. Send a part of it.`;
    return refuse('too-large', message, 'file');
  }
  if (files.length >= MOST_FILES) return tooMany(state, `${MOST_FILES} files`, 'file');
  return fileBytes + bytes > MOST_FILES_BYTES ? tooMany(state, `files of ${MOST_FILES_BYTES} bytes`, 'file') : null;
}

function tooMany({ breachId }: BreachState, what: string, field: string): Refusal {
  const message = `${breachId} takes ${what} in all, and has no room for another. Nothing was recorded.`;
  return refuse('conflict', message, field);
}
