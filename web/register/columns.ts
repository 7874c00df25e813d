import type { Language } from '../languages/index.ts';

/** Columns of the register as CSV: the name by which programs know each, and its heading in German. */
const COLUMNS: readonly (readonly [name: string, inGerman: string])[] = [
  ['entry', 'Eintrag'],
  ['exercise', 'Übung'],
  ['status', 'Stand'],
  ['aware since (UTC)', 'bekannt seit (UTC)'],
  ['reported (UTC)', 'gemeldet (UTC)'],
  ['origin', 'Herkunft'],
  ['title', 'Titel'],
  ['what happened', 'was geschehen ist'],
  ['systems', 'Systeme'],
  ['our roles', 'unsere Rollen'],
  ['data classes', 'Datenklassen'],
  ['data categories', 'Datenkategorien'],
  ['countries', 'Länder'],
  ['people concerned', 'betroffene Personen'],
  ['records concerned', 'betroffene Datensätze'],
  ['loss of confidentiality', 'Verlust der Vertraulichkeit'],
  ['loss of integrity', 'Verlust der Integrität'],
  ['loss of availability', 'Verlust der Verfügbarkeit'],
  ['likely consequences', 'wahrscheinliche Folgen'],
  ['severity', 'Schweregrad'],
  ['severity score', 'Wert des Schweregrads'],
  ['Art. 33 proposed', 'Vorschlag zu Art. 33 DSGVO'],
  ['Art. 34 proposed', 'Vorschlag zu Art. 34 DSGVO'],
  ['remedial action', 'Abhilfemaßnahmen'],
  ['authority', 'Aufsichtsbehörde'],
  ['people told', 'Benachrichtigung der Betroffenen'],
  ['late', 'verspätet'],
  ['decisions and reasons', 'Entscheidungen und Gründe'],
  ['filings', 'Meldungen'],
  ['notices', 'Mitteilungen'],
  ['campaigns', 'Anschreiben'],
  ['policy version', 'Fassung der Regeln'],
  ['name of the policy version', 'Name der Fassung'],
  ['laws not modelled', 'nicht modellierte Gesetze'],
];

/** The headings in a language; in English they are the names, which stay as they are. */
export function registerColumns(language: Language): string[] {
  return COLUMNS.map(([name, inGerman]) => (language === 'de' ? inGerman : name));
}
