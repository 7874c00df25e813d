import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';

/** What letters to suppliers and customers say between the words of their templates, in the template's language. */
type LetterWords = {
  locale: string;
  /** When an answer is asked for: by a moment, or within a time that counts from the mail itself. */
  by(moment: string): string;
  within(time: string): string;
  after(time: string): string;
  /** Before a part that stands in another language than its letter, by the name of that language. */
  writtenIn(language: string): string;
  units: Record<'hour' | 'minute' | 'second', readonly [one: string, many: string]>;
};

const en: LetterWords = {
  locale: 'en-US',
  by: (moment) => `by ${moment}`,
  within: (time) => `within ${time} of this mail's date`,
  after: (time) => `${time} after this mail's date`,
  writtenIn: (language) => `(This part is written in ${language}.)`,
  units: { hour: ['hour', 'hours'], minute: ['minute', 'minutes'], second: ['second', 'seconds'] },
};

const de: LetterWords = {
  locale: 'de-DE',
  by: (moment) => `bis ${moment}`,
  within: (time) => `innerhalb von ${time} ab dem Datum dieser Mail`,
  after: (time) => `${time} nach dem Datum dieser Mail`,
  writtenIn: (language) => `(Dieser Teil ist auf ${language} verfasst.)`,
  units: { hour: ['Stunde', 'Stunden'], minute: ['Minute', 'Minuten'], second: ['Sekunde', 'Sekunden'] },
};

/** The words that go with a template of this language. */
export function letterWords(language: string): LetterWords {
  return language === 'de' ? de : en;
}

/** `24 hours`; in the smaller unit where it is no whole number of the larger one. */
export function timeInWords({ units }: LetterWords, ms: number): string {
  const sizes = [
    [HOUR_MS, 'hour'],
    [MINUTE_MS, 'minute'],
    [SECOND_MS, 'second'],
  ] as const;
  const [size, unit] = sizes.find(([each]) => ms >= each && ms % each === 0) ?? [SECOND_MS, 'second'];
  const count = Math.round(ms / size);
  return `${count} ${units[unit][count === 1 ? 0 : 1]}`;
}

/** The sentence that a part is written in another language, by its code. */
export function writtenInWords({ locale, writtenIn }: LetterWords, code: string): string {
  return writtenIn(new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code);
}

/** `18,207`; empty where not known. */
export function countInWords({ locale }: LetterWords, count: number | null): string {
  return count === null ? '' : count.toLocaleString(locale);
}
