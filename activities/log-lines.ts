import { asyncLocalStorage } from '@temporalio/activity';
import type { SendResult } from './channels/channel.ts';

/** Everything an activity says in the log: as with workflows, the worker writes no other text of theirs. */
const LINES = {
  recorded: 'a request is on record',
  notice: 'a notice was offered to the mail server',
  letters: 'letters were offered to the mail server',
  warning: 'a warning was offered to its channel',
  nobodyOnDuty: 'nobody whom the rota names now can be told, so DPO and deputy are',
} as const;

export const ACTIVITY_LINES: ReadonlySet<string> = new Set(Object.values(LINES));

/**
 * Writes a line with the ids of the activity that runs, its workflow and the request it is done for among them.
 * `messageId` is the part of a mail's Message-ID before the `@`. A part that is tried without an activity around it
 * writes nothing.
 */
export function say(
  line: keyof typeof LINES,
  fields: ResultFields & { reqId?: string; seq?: number; messageId?: string; channel?: string; count?: number },
): void {
  asyncLocalStorage.getStore()?.log.info(LINES[line], fields);
}

type ResultFields = { status?: string; code?: string };

/** What became of a message, and why, in the words of a log line. */
export function resultFields(result: SendResult): ResultFields {
  const code = 'reason' in result ? result.reason : undefined;
  return { status: result.status, ...(code !== undefined && { code }) };
}
