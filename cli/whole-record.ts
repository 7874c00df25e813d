import { readEnvironment } from '../config/environment.ts';
import { type ChainHead, headText } from '../domain/audit/chain.ts';
import { findingsOf } from '../domain/audit/record-status.ts';
import { lineOf } from '../domain/audit/verification.ts';
import { plural } from '../web/desk/words.ts';
import { optionOf } from './input.ts';
import { printable } from './output/printable.ts';
import { readHead } from './read-head.ts';
import type { VerbInput, VerbResult } from './verbs/verb.ts';

/** Checks all that is on record in the database, with its keys. Exit code 1: something does not hold. */
export async function verifyWholeRecord(input: VerbInput): Promise<VerbResult> {
  const { env, clock } = input;
  const outside = await knownOutside(input);
  // Loaded here, so that no other verb waits for MongoDB's library.
  const [{ withOperator }, { checkRecord }, { readJournalHead }] = await Promise.all([
    import('./operator.ts'),
    import('../store/check-record.ts'),
    import('../store/journal.ts'),
  ]);
  return withOperator(env, async ({ store }) => {
    const checked = await checkRecord(store, clock(), { outside });
    const streams = checked.streams.map(lineOf);
    const findings = findingsOf({ streams, beside: checked.beside });
    const journal = await readJournalHead(store);
    const events = streams.reduce((sum, stream) => sum + stream.events, 0);
    const json = { ok: findings.length === 0, breaches: streams.length, events, journal, findings };
    const head = journal === null ? '' : `\njournal ${headText(journal)} of ${journal.at}`;
    if (findings.length === 0) {
      const held = `The record holds: ${plural(events, 'event')} of ${plural(streams.length, 'breach', 'breaches')}.`;
      return { json, text: `${held}${head}` };
    }
    const lines = findings.map(({ of, problem }) => `  ${printable(of)}: ${printable(problem)}`);
    return { json, text: ['The record does NOT hold:', ...lines].join('\n') + head, exit: 1 };
  });
}

/** Heads of the journal that are not from the database: the one that was typed, and the newest of the anchor folder. */
async function knownOutside(input: VerbInput): Promise<ChainHead[]> {
  const { directory } = readEnvironment(input.env).anchoring;
  const typed = optionOf(input, 'head');
  const { createDirectory } = await import('../activities/anchoring/directory.ts');
  const newest = directory === null ? null : await createDirectory(directory).newest?.();
  return [...(typed === undefined ? [] : [readHead(typed)]), ...(newest == null ? [] : [newest])];
}
