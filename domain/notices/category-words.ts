import { spokenLanguage, TEXT_LANGUAGES, type TextLanguage } from '../texts/languages.ts';

/**
 * Categories of data as registers mostly name them, in each language: a letter says them in its own, whichever the
 * register has. What is not among them stays as the register says it, and is for a person to read. Pure.
 */
const CATEGORIES: readonly Record<TextLanguage, string>[] = [
  { en: 'names', de: 'Namen' },
  { en: 'addresses', de: 'Anschriften' },
  { en: 'postal addresses', de: 'Postanschriften' },
  { en: 'e-mail addresses', de: 'E-Mail-Adressen' },
  { en: 'work e-mail addresses', de: 'dienstliche E-Mail-Adressen' },
  { en: 'telephone numbers', de: 'Telefonnummern' },
  { en: 'contact details', de: 'Kontaktdaten' },
  { en: 'dates of birth', de: 'Geburtsdaten' },
  { en: 'nationalities', de: 'Staatsangehörigkeiten' },
  { en: 'photographs', de: 'Fotos' },
  { en: 'user names', de: 'Benutzernamen' },
  { en: 'passwords', de: 'Kennwörter' },
  { en: 'hashed passwords', de: 'gehashte Kennwörter' },
  { en: 'sign-in times', de: 'Anmeldezeiten' },
  { en: 'IP addresses', de: 'IP-Adressen' },
  { en: 'log files', de: 'Protokolldateien' },
  { en: 'times and targets of requests', de: 'Zeiten und Ziele von Anfragen' },
  { en: 'location data', de: 'Standortdaten' },
  { en: 'usage data', de: 'Nutzungsdaten' },
  { en: 'messages', de: 'Nachrichten' },
  { en: 'support conversations', de: 'Gespräche mit dem Support' },
  { en: 'attached screenshots', de: 'angehängte Bildschirmfotos' },
  { en: 'orders', de: 'Bestellungen' },
  { en: 'contracts', de: 'Verträge' },
  { en: 'invoices', de: 'Rechnungen' },
  { en: 'bank details', de: 'Bankverbindungen' },
  { en: 'payment card numbers', de: 'Kartennummern' },
  { en: 'salaries', de: 'Gehälter' },
  { en: 'tax numbers', de: 'Steuernummern' },
  { en: 'identity documents', de: 'Ausweisdokumente' },
  { en: 'applications', de: 'Bewerbungen' },
  { en: 'personnel files', de: 'Personalakten' },
  { en: 'health data', de: 'Gesundheitsdaten' },
  { en: 'data our customers keep in their databases', de: 'Daten in den Datenbanken unserer Kunden' },
  { en: 'files', de: 'Dateien' },
  { en: 'files our customers keep', de: 'Dateien unserer Kunden' },
];

/** Spelt with and without a hyphen, and in any case. */
const keyOf = (words: string) => words.trim().toLowerCase().replaceAll('-', '');
const KNOWN = new Map(CATEGORIES.flatMap((each) => TEXT_LANGUAGES.map((of) => [keyOf(each[of]), each] as const)));

/** Categories of a register in a language; `asRecorded`: those for which there are no words here, as they stand. */
export function categoriesIn(
  categories: readonly string[],
  language: string,
): { text: string; asRecorded: readonly string[] } {
  const words = categories.map((each) => KNOWN.get(keyOf(each))?.[spokenLanguage(language)] ?? each);
  const asRecorded = categories.filter((each) => !KNOWN.has(keyOf(each)));
  return { text: [...new Set(words)].join(', '), asRecorded };
}
