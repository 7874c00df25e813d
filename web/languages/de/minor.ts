import type { Words } from '../en/index.ts';

export const minor: Words['minor'] = {
  title: 'Geringfügiger Vorfall',
  link: 'Als geringfügig entscheiden und schließen',
  lede:
    'Ein Risiko für Menschen ist unwahrscheinlich, deshalb wird der Behörde nichts gemeldet (Art. 33 Abs. 1). Ein ' +
    'Druck gibt die Tatsachen an, hält die Kenntnis fest, entscheidet, schreibt den Registereintrag (Art. 33 Abs. 5) ' +
    'und schließt. Der Vorfall lässt sich wieder öffnen.',
  bound: (people) => `Höchstens ${people} Menschen, laut Regelwerk.`,
  against: 'Nach dem, was hier steht, nicht geringfügig',
  againstText:
    'Nichts wurde festgehalten. Berichtigen Sie hier, was nicht stimmt, oder bearbeiten Sie den Vorfall auf ' +
    'seiner Seite.',
  free: 'Nach dem, was hier steht, spricht nichts dagegen.',
  facts: 'Tatsachen',
  whose: 'Um wessen Daten geht es?',
  whoseOptions: {
    '': 'Nicht bekannt',
    own: 'Unsere eigenen: von Beschäftigten, Bewerbern, Ansprechpersonen',
    entrusted: 'Daten, die Kunden uns anvertraut haben',
  },
  intact: 'Sind die Daten, wie sie waren?',
  intactOptions: { unknown: 'Nein, oder nicht bekannt', yes: 'Ja: unverändert, und nicht weg oder bald zurück' },
  words: 'Registereintrag',
  consequences: 'Was es für die Betroffenen bedeutet',
  noConsequences: 'Folgen für die Betroffenen sind nicht zu erwarten.',
  measures: 'Was dagegen getan wurde',
  decision: 'Entscheidung',
  awareAt: 'Seit wann es die Organisation sicher weiß',
  awareness: 'Bekannt seit',
  reasons: 'Warum ein Risiko unwahrscheinlich ist',
  reasonsHint: 'Bleibt es leer, schlägt „Prüfen“ es aus den Tatsachen vor; lesen Sie es vor der Entscheidung.',
  check: 'Prüfen',
  act: 'Entscheiden, eintragen und schließen',
  back: 'Zum Vorfall',
  closed: 'Der Vorfall ist geschlossen.',
  away:
    'Die Ablaufsteuerung antwortet nicht. Was Sie getippt haben, steht noch da: Schicken Sie es gleich noch ' +
    'einmal ab.',
  points: {
    'not-offered': () => 'Das Regelwerk kennt keine geringfügigen Vorfälle: Es nennt keine Zahl von Menschen.',
    'people-unknown': () => 'Wie viele Menschen betroffen sind, ist nicht bekannt.',
    'too-many-people': (count) => `Mehr als ${count} Menschen sind betroffen: Das ist die Grenze des Regelwerks.`,
    'data-unknown': () => 'Welche Datenklassen betroffen sind, ist nicht bekannt.',
    'sensitive-data': () => 'Daten einer besonderen Kategorie sind betroffen (Art. 9 DSGVO).',
    'vulnerable-people': () => 'Schutzbedürftige Menschen sind betroffen.',
    risk: () => 'Nach diesen Tatsachen ist ein Risiko für Menschen nicht unwahrscheinlich.',
    decided: () => 'Jemand hat entschieden, dass ein Risiko besteht. Entscheiden Sie neu auf der Seite des Vorfalls.',
    duties: (_, duties) => `Diese Pflichten binden trotzdem: ${duties}.`,
    misuse: () => 'Hinweise auf Missbrauch sind offen: Rufen Sie zuerst dort an.',
    campaign: () => 'Ein Anschreiben läuft noch.',
  },
};
