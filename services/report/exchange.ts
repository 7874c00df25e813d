import { type Exchange, isReporters, type QuestionLine, reportingOf } from '../../domain/breach/reporting.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { MOST_FILES } from '../../domain/breach/work.ts';
import { readEventsAt, readNewestOf } from '../../store/event-pages.ts';
import type { Store } from '../../store/store.ts';

/** What whoever reported added and was asked, in their own words. Its limits are few enough to read it as a whole. */
export async function readExchange(store: Store, state: BreachState): Promise<Exchange> {
  const { breachId } = state;
  const { words, files, questions } = reportingOf(state);
  const seqs = questions.flatMap(({ seq, answered }) => [seq, ...(answered === undefined ? [] : [answered])]);
  const [events, added, attached] = await Promise.all([
    seqs.length === 0 ? new Map() : readEventsAt(store, breachId, seqs),
    words === 0 ? [] : readNewestOf(store, breachId, 'words-added', { before: null, limit: words }),
    files === 0 ? [] : readNewestOf(store, breachId, 'file-attached', { before: null, limit: MOST_FILES }),
  ]);
  const textAt = (seq: number): string | null => {
    const event = events.get(seq)?.event;
    return event?.type === 'question-asked' || event?.type === 'question-answered' ? event.personal.text : null;
  };
  return {
    questions: questions.map(({ number, seq, answered }): QuestionLine => {
      const { at = '', by = '' } = events.get(seq) ?? {};
      const answer = answered === undefined ? null : { at: events.get(answered)?.at ?? '', text: textAt(answered) };
      return { number, at, by, text: textAt(seq), answer };
    }),
    words: added.toReversed().map(({ at, event }, index) => ({
      number: event?.data.words ?? index + 1,
      at,
      text: event?.personal.text ?? null,
    })),
    files: attached.toReversed().flatMap(({ at, event }) => {
      if (event === null || !isReporters(event)) return [];
      const { number, file } = event.data;
      return [{ number, at, ...event.personal, bytes: file.bytes }];
    }),
  };
}
