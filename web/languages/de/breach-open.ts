import type { Words } from '../en/index.ts';

export const open: Words['breach']['open'] = {
  title: 'Offen für diese Entscheidung',
  law: (place, roles) => `Das Recht von ${place} ist hier nicht modelliert: Rechtsrat einholen (${roles}).`,
  parts: (parts) =>
    `Es ist das der einzelnen Staaten, und für ${parts} nicht modelliert: Sagen Sie, in welchem die Personen leben.`,
  moreByPlace: (byPlace, people) =>
    `Nach Orten sind mehr Personen gezählt (${byPlace}), als betroffen sind (${people}): Eine der Zahlen stimmt ` +
    `nicht. Bis sie berichtigt ist, zählt ${byPlace}.`,
  fewerByPlace: (byPlace, people, rest) =>
    `Nach Orten sind weniger Personen gezählt (${byPlace}), als betroffen sind (${people}), und jeder geprüfte Ort ` +
    `ist genannt: Wo ${rest} von ihnen leben, ist nicht gesagt. Bis dahin zählen sie an jedem dieser Orte mit.`,
  sides: { controller: 'als Verantwortlicher', processor: 'als Auftragsverarbeiter' },
  counts: {
    gravest: 'nicht bekannt, zählt als das Schwerste',
    unruled: 'kein Beleg dafür, was es nicht ausschließt',
    unshown: 'zählt als das Schwerste, bis etwas anderes belegt ist',
  },
  lower: (conclusion) => `Eine Antwort könnte den Vorschlag senken auf: ${conclusion}.`,
  ends: (n) => (n === 1 ? 'Sie könnte 1 Pflicht beenden.' : `Sie könnte ${n} Pflichten beenden.`),
  noEffect: (facts) =>
    'Ebenfalls nicht bekannt und jeweils als das Schwerste gezählt; eine Antwort auf eines davon allein würde nichts ' +
    `ändern: ${facts}.`,
  otherReading: (conclusion) => `Es lässt sich auch anders lesen: ${conclusion}. Datenschutzbeauftragte entscheiden.`,
  lookedAt: (places) => `Geprüft: ${places}.`,
  morePlaces: (n) => `${n} weitere Orte`,
  moreFacts: (n) => `${n} weitere Angaben`,
  places: 'Geprüfte Orte und Rechte',
  placesNote: 'Wo ein Recht hier nicht modelliert ist, wird keine Pflicht daraus gezeigt: Rechtsrat einholen',
  place: 'Ort',
  why: 'Warum',
  notOurRole: 'hier nicht unsere Rolle',
  stands: { modelled: 'geprüft', 'no-duty': 'keine Pflicht', 'not-modelled': 'nicht modelliert' },
  reasons: {
    established: 'wir sind dort niedergelassen',
    represented: 'unser Vertreter ist dort',
    market: 'ein Markt von uns',
    register: 'das Verzeichnis nennt ihn',
    residents: 'Betroffene leben dort',
  },
  severity: 'Schwere nach den eigenen Daten',
  ofOurs: (theirs) =>
    `Dies ist der Wert der eigenen Daten. Was Kunden uns anvertraut haben, wird für sich bewertet: ${theirs}.`,
};
