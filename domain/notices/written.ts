import type { BreachEvent } from '../breach/events.ts';
import { STATEMENT_PARTS, textsIn } from './statement.ts';

/**
 * In which language words on record stand: that of the desk on which they were typed, or what whoever sent them named.
 * Nothing is guessed from the words. Pure.
 */

/** A code of ISO 639-1; null: nobody said. */
export type Written = string | null;

/** Words of people, with the language they were first recorded in: saying them again elsewhere changes it not. */
export type WrittenWords = ReadonlyMap<string, Written>;

/** All that people put into the record and drafts repeat, and their reasons. */
export function writtenWords(events: readonly BreachEvent[]): WrittenWords {
  const words = new Map<string, Written>();
  for (const event of events) {
    for (const [said, written] of wordsOf(event)) {
      if (!words.has(said.trim())) words.set(said.trim(), written);
    }
  }
  return words;
}

function wordsOf(event: BreachEvent): [words: string, written: Written][] {
  const written = languageOf(event);
  switch (event.type) {
    case 'facts-amended': {
      const { summary = '', consequences = '', measures = '' } = event.personal.narrative;
      return [summary, consequences, measures].map((said) => [said, written]);
    }
    case 'statement-saved':
    case 'notices-released': {
      const { statement } = event.personal;
      const own = statement.language ?? written;
      return textsIn(statement).flatMap(({ translation, text }) =>
        STATEMENT_PARTS.map((part): [string, Written] => [text[part] ?? '', translation ?? own]),
      );
    }
    case 'risk-decided':
    case 'awareness-recorded':
    case 'awareness-corrected':
      return [[event.personal.reasons, written]];
    default:
      return [];
  }
}

function languageOf({ data }: BreachEvent): Written {
  return 'language' in data ? (data.language ?? null) : null;
}

/** In which language some words of the record stand; null where that is not known. */
export function writtenIn(words: WrittenWords, text: string): Written {
  return words.get(text.trim()) ?? null;
}
