import type { PROMPT_WORDS } from '../../clock/rule.ts';
import type { EntityKind } from '../../entities.ts';

/** What stands in the places of the engine's sentences, in German. */

/** Events that a clock runs from, as the engine names them. */
export const STARTS: Readonly<Record<string, string>> = {
  awareness: 'Kenntnis',
  suspicion: 'Verdacht',
  detection: 'Erkennung',
  discovery: 'Entdeckung',
  determination: 'Feststellung',
  classification: 'Einstufung als schwerwiegend',
  materiality: 'Feststellung der Wesentlichkeit',
  assessment: 'Abschluss der Bewertung',
  occurrence: 'Eintritt',
  payment: 'Zahlung von Lösegeld',
  'measure available': 'Abhilfe verfügbar',
  'handling finished': 'Abschluss der Bearbeitung',
  'information available': 'Vorliegen der Information',
  'consumer notice': 'Mitteilung an Verbraucher',
  order: 'Anordnung',
  request: 'Ersuchen',
  start: 'Beginn',
};

/** What stands in JSON, in the nominative with its article. */
export const JSON_KINDS: Readonly<Record<string, string>> = {
  'a list': 'eine Liste',
  'a number': 'eine Zahl',
  'a text': 'ein Text',
  'a time': 'eine Zeit',
  'an object': 'ein Objekt',
  'true or false': 'wahr oder falsch',
};

/** Which of the instants that a time can mean counts. */
export const EDGES: Readonly<Record<string, string>> = { earliest: 'früheste', latest: 'späteste' };

/** Who sets a period that no law sets, in the nominative with its article. */
export const SETTERS: Readonly<Record<string, string>> = {
  order: 'die Anordnung',
  request: 'das Ersuchen',
  contract: 'der Vertrag',
};

/** By which words a law asks for speed. */
export const PROMPT: Readonly<Record<(typeof PROMPT_WORDS)[number], string>> = {
  'without undue delay': 'ohne unangemessene Verzögerung',
  immediately: 'unverzüglich',
  'as soon as possible': 'so bald wie möglich',
  'as soon as practicable': 'sobald es praktisch möglich ist',
  'as soon as feasible': 'sobald es machbar ist',
  promptly: 'umgehend',
  'without delay': 'ohne Verzögerung',
};

export const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  hour: ['Stunde', 'Stunden'],
  day: ['Tag', 'Tage'],
  month: ['Monat', 'Monate'],
  'calendar day': ['Kalendertag', 'Kalendertage'],
  'business day': ['Geschäftstag', 'Geschäftstage'],
};

export const WEEKDAYS: Readonly<Record<string, string>> = {
  ...{ Sun: 'So', Mon: 'Mo', Tue: 'Di', Wed: 'Mi', Thu: 'Do', Fri: 'Fr', Sat: 'Sa' },
};
export const MONTHS: Readonly<Record<string, string>> = {
  ...{ Jan: 'Jan.', Feb: 'Feb.', Mar: 'März', Apr: 'Apr.', May: 'Mai', Jun: 'Juni' },
  ...{ Jul: 'Juli', Aug: 'Aug.', Sep: 'Sept.', Oct: 'Okt.', Nov: 'Nov.', Dec: 'Dez.' },
};

/** Holidays that are known by a German name; others keep the name that they have. */
export const HOLIDAYS: Readonly<Record<string, string>> = {
  "New Year's Day": 'Neujahr',
  Epiphany: 'Heilige Drei Könige',
  'Maundy Thursday': 'Gründonnerstag',
  'Good Friday': 'Karfreitag',
  'Easter Sunday': 'Ostersonntag',
  'Easter Monday': 'Ostermontag',
  'Labour Day': 'Tag der Arbeit',
  'Labor Day': 'Tag der Arbeit',
  'Ascension Day': 'Christi Himmelfahrt',
  Pentecost: 'Pfingstsonntag',
  'Whit Monday': 'Pfingstmontag',
  'Corpus Christi': 'Fronleichnam',
  Assumption: 'Mariä Himmelfahrt',
  'German Unity Day': 'Tag der Deutschen Einheit',
  'Reformation Day': 'Reformationstag',
  "All Saints' Day": 'Allerheiligen',
  'Immaculate Conception': 'Mariä Empfängnis',
  'Christmas Eve': 'Heiligabend',
  'Christmas Day': '1. Weihnachtstag',
  'Boxing Day': '2. Weihnachtstag',
  'Second Christmas Day': '2. Weihnachtstag',
  "St. Stephen's Day": 'Stephanstag',
  "New Year's Eve": 'Silvester',
  'National Holiday': 'Nationalfeiertag',
  'National Day': 'Nationalfeiertag',
  'Independence Day': 'Unabhängigkeitstag',
  'Thanksgiving Day': 'Thanksgiving',
  'day of mourning': 'Tag der Trauer',
  'closed by executive order': 'auf Anordnung geschlossen',
  'substitute day': 'Ersatztag',
};

export const CONCLUSIONS: Readonly<Record<string, string>> = {
  unlikely: 'Risiko unwahrscheinlich',
  risk: 'Risiko',
  'high-risk': 'hohes Risiko',
};
export const LEVELS: Readonly<Record<string, string>> = {
  ...{ low: 'niedrig', medium: 'mittel', high: 'hoch', 'very high': 'sehr hoch' },
};
export const DATA: Readonly<Record<string, string>> = {
  ...{ simple: 'einfach', behavioural: 'Verhalten', financial: 'finanziell', sensitive: 'sensibel' },
};
export const IDENTIFIABILITY: Readonly<Record<string, string>> = {
  ...{ negligible: 'vernachlässigbar', limited: 'begrenzt', significant: 'erheblich', maximum: 'höchste' },
};

/** What the law binds: kinds of organisation by the names that they have here. */
export const KINDS: Readonly<Record<EntityKind, string>> = {
  controller: 'Verantwortlicher',
  'joint-controller': 'gemeinsam Verantwortlicher',
  processor: 'Auftragsverarbeiter',
  'sub-processor': 'Unterauftragsverarbeiter',
  'adgm-entity': 'Unternehmen im ADGM',
  'ai-provider': 'Anbieter eines Hochrisiko-KI-Systems',
  'au-critical-infrastructure': 'kritische Infrastruktur (Australien)',
  'au-reporting-business': 'meldepflichtiges Unternehmen (Australien)',
  'broker-dealer-or-adviser': 'Wertpapierhändler oder Anlageberater (USA)',
  'broker-service-provider': 'Dienstleister eines Wertpapierhändlers (USA)',
  'california-health-facility': 'Gesundheitseinrichtung (Kalifornien)',
  'central-counterparty': 'zentrale Gegenpartei',
  'ch-critical-infrastructure': 'kritische Infrastruktur (Schweiz)',
  'ch-financial-institution': 'Finanzinstitut (Schweiz)',
  'cn-central-state-organ': 'zentrales Staatsorgan (China)',
  'cn-critical-infrastructure': 'kritische Infrastruktur (China)',
  'cn-network-operator': 'Netzbetreiber (China)',
  'credit-institution': 'Kreditinstitut',
  'critical-entity': 'kritische Einrichtung (CER)',
  'difc-entity': 'Unternehmen im DIFC',
  'essential-entity': 'wesentliche Einrichtung (NIS2)',
  'eu-institution': 'Organ oder Einrichtung der EU',
  'eu-telecom-provider': 'Anbieter öffentlicher Kommunikationsdienste (EU)',
  'eu-telecom-subcontractor': 'Unterauftragnehmer eines Kommunikationsanbieters (EU)',
  'financial-entity': 'Finanzunternehmen (DORA)',
  'financial-entity-without-relief': 'Finanzunternehmen ohne Wochenenderleichterung (DORA)',
  'general-purpose-ai-provider': 'Anbieter eines KI-Modells mit allgemeinem Verwendungszweck',
  'gh-critical-infrastructure': 'kritische Infrastruktur (Ghana)',
  'hipaa-business-associate': 'Geschäftspartner (HIPAA)',
  'hipaa-covered-entity': 'Einrichtung des Gesundheitswesens (HIPAA)',
  'hk-critical-infrastructure': 'kritische Infrastruktur (Hongkong)',
  'ict-third-party-provider': 'IKT-Drittdienstleister',
  'important-entity': 'wichtige Einrichtung (NIS2)',
  'in-service-provider': 'Diensteanbieter (Indien)',
  'kw-citra-licensee': 'Lizenznehmer der CITRA (Kuwait)',
  'law-enforcement-authority': 'Strafverfolgungsbehörde',
  'ma-digital-operator': 'digitaler Betreiber (Marokko)',
  'ma-public-or-vital-body': 'öffentliche oder lebenswichtige Einrichtung (Marokko)',
  manufacturer: 'Hersteller (CRA)',
  'no-information-broker': 'kein Informationshändler und keine Behörde (Georgia)',
  'mo-critical-infrastructure': 'kritische Infrastruktur (Macau)',
  'no-essential-service-provider': 'Anbieter wesentlicher Dienste (Norwegen)',
  'nydfs-covered-entity': 'beaufsichtigtes Finanzunternehmen (New York)',
  'part-2-program': 'Suchthilfeprogramm (42 CFR Part 2)',
  'phr-vendor': 'Anbieter persönlicher Gesundheitsakten (USA)',
  'qfc-entity': 'Unternehmen im QFC',
  'qualified-trust-service-provider': 'qualifizierter Vertrauensdiensteanbieter',
  'tn-public-or-critical-body': 'öffentliche oder kritische Einrichtung (Tunesien)',
  'tr-bank': 'Bank (Türkei)',
  'tr-cyber-service-provider': 'Anbieter von Cybersicherheitsdiensten (Türkei)',
  'trading-venue': 'Handelsplatz',
  'trust-service-provider': 'Vertrauensdiensteanbieter',
  'tw-digital-business': 'digitales Unternehmen (Taiwan)',
  'tw-financial-institution': 'Finanzinstitut (Taiwan)',
  'uk-digital-service-provider': 'Anbieter digitaler Dienste (Vereinigtes Königreich)',
  'uk-essential-service-operator': 'Betreiber wesentlicher Dienste (Vereinigtes Königreich)',
  'uk-regulated-entity': 'beaufsichtigtes Unternehmen (Vereinigtes Königreich)',
  'uk-telecom-provider': 'Anbieter öffentlicher Kommunikationsdienste (Vereinigtes Königreich)',
  'us-bank': 'Bank (USA)',
  'us-bank-service-provider': 'Dienstleister einer Bank (USA)',
  'us-credit-union': 'Kreditgenossenschaft (USA)',
  'us-critical-infrastructure': 'kritische Infrastruktur (USA)',
  'us-data-broker': 'Datenhändler (USA)',
  'us-defense-contractor': 'Auftragnehmer der Verteidigung (USA)',
  'us-issuer': 'börsennotierter Emittent (USA)',
  'us-non-bank-financial-institution': 'Finanzinstitut, das keine Bank ist (USA)',
  'us-public-agency': 'Behörde (USA)',
  'us-telecom-carrier': 'Telekommunikationsanbieter (USA)',
  'zm-critical-information-controller': 'Betreiber kritischer Informationen (Sambia)',
};

/** Laws of other places with the articles of the GDPR. */
export const UK_LAWS: Readonly<Record<string, string>> = {
  'the UK GDPR': 'der UK-DSGVO',
  'the Gibraltar GDPR': 'der DSGVO von Gibraltar',
  'the GDPR as applied in the Isle of Man': 'der DSGVO in der Fassung der Isle of Man',
};
