import { ownWords } from './own-words.ts';
import { headerText } from './render.ts';

/** What a campaign says: the same for everybody, but for the name of the person addressed. */
export type Letter = { subject: string; text: string };

/** A letter with its language, and its words in other languages, by their codes, for whoever prefers one of them. */
export type LetterInLanguages = Letter & {
  /** Absent from letters of before version 0.12. */
  language?: string | undefined;
  /** Absent where there is one letter for all. */
  translations?: Readonly<Record<string, Letter>> | undefined;
};

/** The exact text that a campaign's approval is of: its letter in every language, with the list that it goes to. */
export function contentOf({
  breachId,
  listId,
  subject,
  text,
  language,
  translations = {},
}: LetterInLanguages & { breachId: string; listId: string }): string {
  const others = Object.keys(translations)
    .sort()
    .map((code) => [code, translations[code]?.subject, translations[code]?.text]);
  return JSON.stringify([breachId, listId, subject, text, ...(others.length === 0 ? [] : [language, others])]);
}

/** The languages of a letter, its own first. */
export function languagesOfLetter({ translations = {} }: LetterInLanguages, language: string): string[] {
  return [language, ...Object.keys(translations).sort()];
}

/** The letter that somebody gets: in the language they prefer where there is one, else in its own. */
export function letterFor(
  letter: LetterInLanguages,
  language: string,
  preferred: string,
): Letter & { language: string } {
  const { subject, text, translations = {} } = letter;
  const translated = Object.hasOwn(translations, preferred) ? translations[preferred] : undefined;
  return translated === undefined ? { subject, text, language } : { ...translated, language: preferred };
}

/** The letter as one person gets it: word for word, only `{{recipient}}` becomes the name. */
export function fillLetter(letter: Letter & { language: string }, recipient: string, isExercise: boolean): Letter {
  const { subject, pieces } = splitLetter(letter, isExercise);
  return { subject, text: pieces.join(headerText(recipient)) };
}

/** The same letter for many: its text in pieces, between which the name on one line (`headerText`) goes. */
export function splitLetter(
  { subject, text, language }: Letter & { language: string },
  isExercise: boolean,
): { subject: string; pieces: string[] } {
  const { drillSubject, drillLine } = ownWords(language).frame;
  return {
    subject: `${isExercise ? drillSubject : ''}${subject}`,
    pieces: `${isExercise ? `${drillLine}\n\n` : ''}${text}\n`.split('{{recipient}}'),
  };
}

/** `d•••@f•••.example`: enough to recognise an address one knows, too little to write to one does not. */
export function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  const dot = domain.lastIndexOf('.');
  const masked = (part: string) => `${[...part][0] ?? ''}•••`;
  return `${masked(local)}@${dot < 1 ? masked(domain) : `${masked(domain.slice(0, dot))}${domain.slice(dot)}`}`;
}
