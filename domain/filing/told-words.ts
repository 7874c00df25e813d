import { spokenLanguage, type TextLanguage } from '../texts/languages.ts';

/** What goes on record where the acknowledgements of all customers meet the duty to tell them. */
export type ToldWords = {
  channel: string;
  receipt(proof: { customers: number; spoken: number; page: number; hash: string }): string;
  reasons: string;
};

const WORDS: Record<TextLanguage, ToldWords> = {
  en: {
    channel: 'Notices to the customers, each by its own link',
    receipt: ({ customers, spoken, page, hash }) =>
      `Every customer has acknowledged (${customers}${spoken === 0 ? '' : `, ${spoken} by telephone or in person`}). ` +
      `Ledger of the notices, page ${page}, hash ${hash}.`,
    reasons: 'Met by the notices that every customer has acknowledged; it counts from the last acknowledgement.',
  },
  de: {
    channel: 'Mitteilungen an die Kunden, jede über ihren eigenen Link',
    receipt: ({ customers, spoken, page, hash }) =>
      `Alle Kunden haben bestätigt (${customers}${spoken === 0 ? '' : `, ${spoken} telefonisch oder persönlich`}). ` +
      `Buch der Mitteilungen, Seite ${page}, Hash ${hash}.`,
    reasons: 'Erfüllt durch die Mitteilungen, die alle Kunden bestätigt haben; es zählt die letzte Bestätigung.',
  },
};

/** In the language of whoever asks on a page; in the organisation's where a program asks. */
export function toldWords(language: string): ToldWords {
  return WORDS[spokenLanguage(language)];
}
