import type { BreachEvent } from '../breach/events.ts';
import type { Facts } from '../facts.ts';
import { spokenLanguage } from '../texts/languages.ts';
import { draftStatement, isDrafted, saidToday, systemsSentence, withSystems } from './drafted.ts';
import { partsFor } from './statement.ts';
import { type Written, type WrittenWords, writtenIn, writtenWords } from './written.ts';

/**
 * The words that a draft for an authority, or for the people concerned, begins with. Never those of the report, which
 * stay in the house.
 */
export type OutsideText = { happened: string; consequences: string; measures: string };
export type OutsideWords = OutsideText & {
  /** Whether a person said it; what the engine drafted is a proposal, also where somebody released it as it was. */
  isStated: Record<keyof OutsideText, boolean>;
  /** In which language each stands: what the engine drafted, and nothing, in the reader's own. */
  written: Record<keyof OutsideText, Written>;
  /** The same of all words on record. */
  words: WrittenWords;
};

/** The events that they come from. */
export const WORDED_BY = ['facts-amended', 'statement-saved', 'notices-released'] as const;

/**
 * What happened is the statement, in the reader's language where it is translated: as a person released it last, else
 * as it was saved, else as whoever responds put it into the record, else as the facts say it. Consequences and measures
 * are those that whoever responds put into the record, else of a statement of theirs, and empty where nobody has said
 * them: a draft does not pass for an answer.
 *
 * @param reader in whose language it is said as far as the engine drafted it; `systems` for one whom no list below the
 *   text names them to
 */
export function outsideWords(
  events: readonly BreachEvent[],
  facts: Parameters<typeof draftStatement>[0] & Partial<Facts>,
  { language, systems = '' }: { language: string; systems?: string },
): OutsideWords {
  const amended = events.flatMap((event) => (event.type === 'facts-amended' ? [event.personal.narrative] : []));
  const { summary, consequences, measures } = Object.assign({}, ...amended) as Partial<Record<string, string>>;
  const statement = statementIn(events, language);
  const happened = statement?.happened ?? (summary || draftStatement(facts, language).happened);
  const text = {
    happened,
    consequences: consequences || (statement?.consequences ?? ''),
    measures: measures || (statement?.measures ?? ''),
  };
  const words = writtenWords(events);
  const written = (said: string) => (isDrafted(said) ? spokenLanguage(language) : writtenIn(words, said));
  const inWords = saidToday(happened, language);
  const said = withSystems(inWords, systems, language);
  const isNaming = said === inWords && systems !== '' && isDrafted(happened);
  return {
    happened: isNaming ? `${said} ${systemsSentence(systems, language)}` : said,
    consequences: saidToday(text.consequences, language),
    measures: saidToday(text.measures, language),
    isStated: {
      happened: !isDrafted(happened),
      consequences: Boolean(consequences) || !isDrafted(statement?.consequences ?? ''),
      measures: Boolean(measures) || !isDrafted(statement?.measures ?? ''),
    },
    written: {
      happened: written(happened),
      consequences: written(text.consequences),
      measures: written(text.measures),
    },
    words,
  };
}

/** A text that was approved before there was an incident says nothing of this one. */
function statementIn(events: readonly BreachEvent[], language: string): OutsideText | undefined {
  const released = events.findLast((event) => event.type === 'notices-released' && event.data.basis === 'person');
  const last = released ?? events.findLast(({ type }) => type === 'statement-saved');
  if (last?.type !== 'notices-released' && last?.type !== 'statement-saved') return undefined;
  const { happened, consequences, measures } = partsFor(last.personal.statement, null, language);
  return { happened: happened.text, consequences: consequences.text, measures: measures.text };
}
