import type { Language } from '../languages/index.ts';

/** Headings of the register as CSV; in English they are the names by which programs know the columns, and stay. */
const COLUMNS: readonly Readonly<Record<Language, string>>[] = [
  { en: 'entry', de: 'Eintrag' },
  { en: 'exercise', de: 'Übung' },
  { en: 'status', de: 'Stand' },
  { en: 'aware since (UTC)', de: 'bekannt seit (UTC)' },
  { en: 'reported (UTC)', de: 'gemeldet (UTC)' },
  { en: 'origin', de: 'Herkunft' },
  { en: 'title', de: 'Titel' },
  { en: 'what happened', de: 'was geschehen ist' },
  { en: 'systems', de: 'Systeme' },
  { en: 'our roles', de: 'unsere Rollen' },
  { en: 'data classes', de: 'Datenklassen' },
  { en: 'data categories', de: 'Datenkategorien' },
  { en: 'countries', de: 'Länder' },
  { en: 'people concerned', de: 'betroffene Personen' },
  { en: 'records concerned', de: 'betroffene Datensätze' },
  { en: 'loss of confidentiality', de: 'Verlust der Vertraulichkeit' },
  { en: 'loss of integrity', de: 'Verlust der Integrität' },
  { en: 'loss of availability', de: 'Verlust der Verfügbarkeit' },
  { en: 'likely consequences', de: 'wahrscheinliche Folgen' },
  { en: 'severity', de: 'Schweregrad' },
  { en: 'severity score', de: 'Wert des Schweregrads' },
  { en: 'Art. 33 proposed', de: 'Vorschlag zu Art. 33 DSGVO' },
  { en: 'Art. 34 proposed', de: 'Vorschlag zu Art. 34 DSGVO' },
  { en: 'remedial action', de: 'Abhilfemaßnahmen' },
  { en: 'authority', de: 'Aufsichtsbehörde' },
  { en: 'people told', de: 'Benachrichtigung der Betroffenen' },
  { en: 'late', de: 'verspätet' },
  { en: 'decisions and reasons', de: 'Entscheidungen und Gründe' },
  { en: 'filings', de: 'Meldungen' },
  { en: 'notices', de: 'Mitteilungen' },
  { en: 'campaigns', de: 'Anschreiben' },
  { en: 'policy version', de: 'Fassung der Regeln' },
  { en: 'name of the policy version', de: 'Name der Fassung' },
  { en: 'laws not modelled', de: 'nicht modellierte Gesetze' },
];

/** The headings in a language. */
export function registerColumns(language: Language): string[] {
  return COLUMNS.map((heading) => heading[language]);
}
