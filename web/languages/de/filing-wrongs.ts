import type { FormatName } from '../../../domain/filing/formats.ts';
import type { Wrong } from '../../../domain/filing/wrong.ts';

const PLAIN = {
  placeholder: 'enthält nur einen Platzhalter und zählt als fehlend',
  'not-text': 'muss Text sein',
  'not-yes-or-no': 'muss Ja oder Nein sein',
  'not-a-number': 'muss eine Zahl sein, etwa 1234,5',
  'one-option': 'nimmt nur eine Auswahl',
  date: 'muss ein Datum sein, JJJJ-MM-TT',
  'date-time': 'muss ein Zeitpunkt nach ISO 8601 mit Zeitversatz sein',
} as const;

const FORMATS: Record<FormatName, string> = {
  lei: 'muss eine LEI sein: 20 Großbuchstaben und Ziffern, deren letzte zwei die übrigen prüfen',
  email: 'muss eine E-Mail-Adresse sein und nichts sonst',
  phone: 'muss eine Telefonnummer sein, etwa +49 30 1234567',
  duration: 'muss Tage, Stunden und Minuten angeben, etwa 02:06:30',
  person: 'muss der Name einer Person sein; eine Funktion allein zählt als fehlend',
};

/** What the form does not take, and what it takes, in German. */
export function sayWrong(wrong: Wrong): string {
  switch (wrong.code) {
    case 'too-long':
      return `hat ${wrong.length} Zeichen; das Formular nimmt ${wrong.limit}`;
    case 'format':
      return FORMATS[wrong.format];
    case 'whole':
      return `muss eine ganze Zahl ${range(wrong)} sein`;
    case 'range':
      return `muss ${range(wrong)} sein`;
    case 'decimals':
      return `nimmt höchstens ${wrong.decimals} ${wrong.decimals === 1 ? 'Nachkommastelle' : 'Nachkommastellen'}`;
    case 'counts':
      return `Je Zeile ein Land und eine ganze Zahl, etwa DE 120 (${wrong.says})`;
    case 'no-option':
      return `„${wrong.option}“ steht nicht zur Auswahl (${wrong.options.join(', ')})`;
    case 'early-option':
      return `„${wrong.option}“ gilt nur für eine Meldung, die später ergänzt wird`;
    case 'line':
      return `Zeile ${wrong.line} ${sayWrong(wrong.wrong)}`;
    default:
      return PLAIN[wrong.code];
  }
}

function range({ least, most }: { least: number; most: number | null }): string {
  return most === null ? `ab ${least}` : `von ${least} bis ${most}`;
}
