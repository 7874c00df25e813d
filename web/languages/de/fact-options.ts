import type { Words } from '../en/index.ts';

const yesNoUnknown = { yes: 'ja', no: 'nein', unknown: 'nicht bekannt' };

export const options: Words['facts']['options'] = {
  confidentiality: {
    none: 'keiner: Belege schließen ihn aus',
    exposed: 'offengelegt, ohne Anzeichen, dass jemand es sah',
    'known-recipients': 'gesehen von Personen, die wir nennen oder erreichen können',
    'unknown-recipients': 'gesehen von Personen, die wir nicht kennen',
  },
  integrity: {
    none: 'keiner',
    altered: 'verändert, keine falsche Nutzung bekannt',
    'altered-restorable': 'verändert und vielleicht genutzt, wiederherstellbar',
    'altered-permanent': 'verändert und vielleicht genutzt, nicht wiederherstellbar',
    unknown: 'nicht bekannt: zählt als das Schwerste',
  },
  availability: {
    none: 'keiner',
    restorable: 'bald zurück, ohne Folgen für Personen',
    temporary: 'eine Zeit lang weg, mit Folgen',
    permanent: 'endgültig verloren',
    unknown: 'nicht bekannt: zählt als das Schwerste',
  },
  malicious: yesNoUnknown,
  identityDetails: yesNoUnknown,
  identifiability: {
    negligible: 'vernachlässigbar: kaum zu sagen, um wen es geht',
    limited: 'begrenzt: verlangt Mühe oder weitere Daten',
    significant: 'erheblich: ein wenig Suchen genügt',
    maximum: 'höchste: Die Daten selbst sagen es',
  },
  dataClasses: { simple: 'einfach', behavioural: 'Verhalten', financial: 'Finanzen', sensitive: 'sensibel' },
  contextScore: { '': 'nach der Datenklasse', '1': '1', '2': '2', '3': '3', '4': '4' },
  dataKinds: {
    health: 'Gesundheit',
    biometric: 'Biometrie',
    'government-id': 'amtliche Kennnummern',
    'financial-account': 'Konten',
    'payment-card': 'Zahlungskarten',
    credentials: 'Zugangsdaten',
    communications: 'Kommunikation',
  },
  aiIncidents: { serious: 'schwerwiegend', infrastructure: 'kritische Infrastruktur', death: 'Tod eines Menschen' },
  events: {
    suspicion: 'Verdacht',
    detection: 'Erkennung',
    discovery: 'Entdeckung',
    determination: 'Feststellung',
    classification: 'Einstufung als schwerwiegend',
    materiality: 'Wesentlichkeit festgestellt',
    assessment: 'Bewertung abgeschlossen',
    occurrence: 'Eintritt',
    payment: 'Zahlung von Lösegeld',
    'measure-available': 'Abhilfe verfügbar',
    'handling-finished': 'Bearbeitung abgeschlossen',
    'information-available': 'Information lag vor',
    'consumer-notice': 'Mitteilung an Verbraucher',
    order: 'Anordnung erhalten',
    request: 'Ersuchen erhalten',
  },
  endsSet: { order: 'Durch Anordnung', request: 'Durch Ersuchen', contract: 'Durch Vertrag' },
};
