import { DateTime } from 'luxon';
import type { Said } from './sentences.ts';

const names = new Map<string, Intl.DateTimeFormat>();

/** `MEZ`; a formatter takes far longer to make than to use. */
function zoneName(at: DateTime, zone: string): string {
  const options = { timeZone: zone, timeZoneName: 'short', hour: '2-digit' } as const;
  const namer = names.get(zone) ?? new Intl.DateTimeFormat('de-DE', options);
  names.set(zone, namer);
  return namer.formatToParts(at.toMillis()).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

export const de: Said = {
  moment: (instant, zone) => {
    const local = DateTime.fromISO(instant, { zone });
    const utc = local.toUTC();
    const sameDay = utc.hasSame(local, 'day') && utc.day === local.day;
    return (
      `${local.toFormat('dd.MM.yyyy, HH:mm')} Uhr ${zoneName(local, zone)} ` +
      `(${utc.toFormat(sameDay ? 'HH:mm' : 'dd.MM.yyyy, HH:mm')} UTC)`
    );
  },
  came: (origin, at) =>
    `${origin === 'alert' ? 'Ein Alarm' : 'Eine Meldung'} ging bei der Vorfallstelle der Organisation ein: ${at}.`,
  firstSuspected: (at) => `Der erste Verdacht bestand am ${at}.`,
  investigated: (at) => `Die Untersuchung begann am ${at}.`,
  becameAware: (hours) => `Kenntnis erlangte die Organisation ${hours} Stunden nach dem ersten Verdacht.`,
  tookLong: (because) => `Warum es so lange dauerte: ${because}`,
  systems: (systems) => `Systeme: ${systems}.`,
  living: (places) => `Betroffene Personen: ${places}.`,
  listed: (countries) => `Länder, die das Verzeichnis für die Daten nennt: ${countries}.`,
  registerLists: (countries) => `das Verzeichnis nennt: ${countries}`,
  concerned: (losses) => `Betroffen: ${losses}.`,
  notKnown: (losses) => `Noch nicht bekannt: ${losses}.`,
  losses: { confidentiality: 'Vertraulichkeit', integrity: 'Integrität', availability: 'Verfügbarkeit' },
  processor: 'Auftragsverarbeiter',
  yes: 'Ja',
  perCountry: (counts) => `Personen: ${counts}`,
  number: (value) => value.toFixed(2).replace('.', ','),
  score: (score, level) => `Schweregrad nach der Methode der ENISA: ${score} (${level}).`,
  levels: { low: 'niedrig', medium: 'mittel', high: 'hoch', 'very-high': 'sehr hoch' },
  /** The record keeps the sentence of each factor in English: the values say the same. */
  factors: (_, { dpc, ei, cb }) => [
    `Kontext der Datenverarbeitung ${dpc}, Identifizierbarkeit ${ei}, Umstände der Verletzung ${cb}.`,
  ],
  risks: {
    'high-risk': 'ein hohes Risiko',
    risk: 'ein Risiko, das nicht hoch ist',
    unlikely: 'dass ein Risiko unwahrscheinlich ist',
  },
  concludes: (risk) => `Ergebnis des Verantwortlichen: ${risk}.`,
  proposes: (risk, open) => `Die Methode schlägt vor: ${risk}; der Verantwortliche hat ${open} noch nicht entschieden.`,
  open: { both: 'darüber', art33: 'zu Art. 33', art34: 'zu Art. 34' },
};
