import type { Words } from '../en/index.ts';

export const campaigns: Words['campaigns'] = {
  lede:
    'Schreiben an die betroffenen Personen, über alle Vorfälle hinweg. Nichts geht hinaus, bevor jemand genau ' +
    'diesen Inhalt freigegeben hat.',
  empty: 'Noch kein Anschreiben.',
  emptyHint: 'Es wird auf der Seite seines Vorfalls vorbereitet.',
  title: 'Betroffene benachrichtigen',
  campaign: (n) => `Anschreiben ${n}`,
  incident: 'Vorfall',
  letter: 'Anschreiben',
  state: 'Zustand',
  progress: 'Fortschritt',
  approvedBy: 'Freigegeben durch',
  notYet: 'noch nicht',
  waiting: 'Wartet',
  sent: 'Versandt',
  refused: 'Abgewiesen',
  uncertain: 'Ungewiss',
  total: (n) => (n === '1' ? '1 Person' : `${n} Personen`),
  compose: {
    title: 'Anschreiben vorbereiten',
    lede:
      'Zuerst ein Entwurf. Er versendet nichts: Die datenschutzbeauftragte Person oder ihre Stellvertretung liest ' +
      'ihn mit echten Namen und gibt genau diesen Inhalt frei.',
    people: 'Wer benachrichtigt wird',
    list: 'Personen',
    listHint: 'Eine Liste gehört zu diesem Vorfall und kann einmal angeschrieben werden.',
    newList: 'Eine neue Liste, aus der Datei oder den Zeilen unten',
    oldList: (n, when) => `${n} Personen, eingelesen ${when}`,
    file: 'Eine Datei, CSV oder NDJSON',
    fileHint: (mib) =>
      `In UTF-8, höchstens ${mib} MiB, mit Spalten wie name, email und language. Wer zweimal darauf steht, wird ` +
      'einmal benachrichtigt; wer keine Adresse hat, bleibt darauf und wird nicht angeschrieben. Nach einem Fehler ' +
      'ist die Datei neu auszuwählen.',
    paste: 'Oder die Zeilen selbst',
    pasteHint: 'Wie in einer Datei, mit ihrer ersten Zeile.',
    large: 'Größere Listen nimmt die Programmierschnittstelle als Strom von bis zu 256 MiB:',
    text: 'Was mitgeteilt wird',
    subject: 'Betreff',
    body: 'Schreiben',
    bodyHint:
      'Schreiben Sie {{recipient}}, wo der Name der Person stehen soll; sonst wird nichts eingesetzt. Reiner Text.',
    law:
      'Art. 34 Abs. 2 verlangt: die Art der Verletzung in klarer Sprache, eine Anlaufstelle, die wahrscheinlichen ' +
      'Folgen, und was getan wurde und was man tun kann.',
    alsoHint: 'Manche auf der Liste bevorzugen vielleicht eine andere Sprache. Bevor Sie schreiben:',
    also: (language) => `auch auf ${language} verfassen`,
    translation: (language) => `Dasselbe auf ${language}`,
    translationHint: (language) =>
      `Wer auf der Liste ${language} bevorzugt, bekommt dieses Schreiben statt des obigen, Wort für Wort wie ` +
      'freigegeben. Es ist ein eigener Text: Was Sie oben ändern, ändern Sie auch hier. Beide Felder leer heißt: ' +
      'ohne diese Sprache.',
    submit: 'Entwurf speichern und ansehen',
    closed: 'Der Vorfall ist geschlossen; es lässt sich kein Anschreiben mehr entwerfen.',
    fourEyes:
      'Wer hier entwirft, gibt nicht frei: Das tut jemand anderes, die datenschutzbeauftragte Person oder ihre ' +
      'Stellvertretung, angemeldet.',
    noPeople: 'Wählen Sie eine Datei, fügen Sie Zeilen ein oder wählen Sie eine schon eingelesene Liste.',
    bothGiven: 'Es gibt eine Datei und auch Zeilen: Behalten Sie eines davon.',
  },
  says: {
    subject: 'Ein Betreff hat 3 bis 200 Zeichen.',
    oneLine: 'Der Betreff ist eine Zeile ohne Steuerzeichen.',
    text: 'Ein Schreiben hat 20 bis 50.000 Zeichen.',
    placeholders: 'Der einzige Platzhalter ist {{recipient}}.',
  },
  heading: {
    draft: (people) => `Ein Schreiben an ${people} wartet auf Freigabe`,
    sending: (sent, total) => `${sent} von ${total} Personen sind benachrichtigt`,
    stopped: (sent, total) => `Beendet: ${sent} von ${total} Personen wurden benachrichtigt`,
    finished: (sent, total) => `${sent} von ${total} Personen wurden benachrichtigt`,
  },
  ledes: {
    draft:
      'Nichts wurde versandt. Lesen Sie das Schreiben, wie es ankommt, und geben Sie dann genau diesen Inhalt frei.',
    sending: 'Der Versand läuft. Laden Sie die Seite neu, um den Stand zu sehen.',
    paused: 'Angehalten: Vorerst wird niemand sonst auf der Liste angeschrieben.',
    stopped:
      'Niemand sonst auf der Liste wird angeschrieben. Die Pflicht zur Benachrichtigung ist damit nicht erfüllt.',
    finished:
      'Bei jeder Person der Liste wurde es versucht. Die Frist der Benachrichtigung läuft weiter, bis sie als ' +
      'Benachrichtigung festgehalten sind.',
  },
  listFewer: (listed, concerned) =>
    `Auf der Liste stehen ${listed} von etwa ${concerned} Betroffenen. Wer fehlt, wird damit nicht benachrichtigt.`,
  communication: {
    title: (campaign, sent, total) => `Anschreiben ${campaign}: ${sent} von ${total} Personen benachrichtigt`,
    fewer: (sent, concerned) => `${sent} von etwa ${concerned} betroffenen Personen wurden angeschrieben.`,
    record: 'Dieses Anschreiben als Benachrichtigung festhalten (Art. 34)',
    otherLaws: 'Dasselbe Schreiben für andere Gesetze',
    otherHint:
      'Ein Schreiben kann die Pflichten mehrerer Gesetze erfüllen. Halten Sie es nur fest, wo es sagt, was dieses ' +
      'Gesetz verlangt, in dessen Form, und an die Menschen dort ging.',
    duty: 'Pflicht',
    because: 'Warum das Schreiben diese Pflicht erfüllt',
    needBecause: 'Sagen Sie, warum das Schreiben diese Pflicht erfüllt: Es wird festgehalten.',
    recordOther: 'Dieses Anschreiben für diese Pflicht festhalten',
    receipt: ({ campaign, sent, total, contentHash }) =>
      `Anschreiben ${campaign}: ${sent} von ${total} benachrichtigt, SHA-256 des Schreibens ${contentHash}`,
    channel: 'Schreiben per E-Mail',
    reasons: (campaign) =>
      `Die Betroffenen wurden mit Anschreiben ${campaign} benachrichtigt, dessen Wortlaut freigegeben war.`,
    notFinished: 'Ein abgeschlossenes Anschreiben mit dieser Nummer gibt es nicht.',
    notOpen: 'Die Pflicht zur Benachrichtigung der Betroffenen wartet auf keine Meldung.',
  },
  toDuties: 'Pflichten des Vorfalls',
  reload: 'Neu laden',
  imported: (people, duplicates) =>
    `Der Entwurf ist gespeichert. Personen auf der Liste: ${people}. Weggelassene Zeilen, die jemanden ein zweites ` +
    `Mal nannten: ${duplicates}.`,
  key: { ok: 'Grün: versandt', warn: 'Bernstein: ungewiss', bad: 'Rot: abgewiesen' },
  meter: (sent, refused, uncertain, waiting, total) =>
    `Von ${total} Personen: ${sent} versandt, ${refused} abgewiesen, ${uncertain} ungewiss, ${waiting} warten`,
  subs: {
    sent: 'vom empfangenden Server angenommen',
    waiting: 'in der Reihenfolge der Liste',
    refused: 'endgültig abgewiesen',
    uncertain: 'vielleicht hinausgegangen; nie von selbst noch einmal gesandt',
  },
  notReached: 'Nicht erreicht',
  notReachedNote: (n) => (n === '1' ? '1 Person' : `${n} Personen`),
  outcome: 'Ergebnis',
  count: 'Personen',
  means: 'Was es bedeutet',
  next: 'Was zu tun ist',
  refusedMeans: 'Der empfangende Server hat das Schreiben endgültig abgewiesen.',
  refusedNext: 'Benachrichtigen Sie auf anderem Weg: per Post, am Telefon oder öffentlich (Art. 34 Abs. 3 Buchst. c).',
  uncertainMeans: 'Die Verbindung brach während der Übergabe ab. Das Schreiben ging hinaus oder auch nicht.',
  uncertainNext:
    'Es wird nicht von selbst noch einmal gesandt. Entscheiden Sie oben, ob ein zweites Schreiben weniger schadet ' +
    'als keines.',
  warnings: {
    draft: 'Sehen Sie sich das vor der Freigabe an',
    sending: 'Im Schreiben vermerkt',
    stopped: 'Im Schreiben vermerkt',
    finished: 'Im Schreiben vermerkt',
  },
  warning: (where, line, says) => `${where === 'subject' ? 'Betreff' : `Zeile ${line}`}: ${says}`,
  preferOther: (people, figure, preferred, letter) =>
    people === 1
      ? `1 Person bevorzugt ${preferred}; das Schreiben geht an sie auf ${letter}.`
      : `${figure} Personen bevorzugen ${preferred}; das Schreiben geht an sie auf ${letter}.`,
  translated: {
    text: (language, people) => (people === null ? language : `${language}, an ${people}`),
    read: (language) => `Ich habe das Schreiben auf ${language} gelesen`,
    needed: (language) =>
      `Lesen Sie das Schreiben auf ${language} und bestätigen Sie es: Es geht als eigener Text hinaus.`,
  },
  preview: 'Das Schreiben, wie es ankommt',
  previewNote: (shown, total) => `Die ersten ${shown} von ${total}, Adressen verdeckt`,
  previewOf: (n, email, language) => `Nr. ${n}, ${email}, ${language}`,
  subjectLine: 'Betreff:',
  approval: 'Freigabe',
  approvalHint: 'Ein geändertes Schreiben oder eine andere Liste ist ein neues Anschreiben mit eigener Freigabe.',
  open: {
    title: (count) =>
      count === 1
        ? 'Das Schreiben sagt einmal „noch nicht bekannt“'
        : `Das Schreiben sagt ${count}-mal „noch nicht bekannt“`,
    facts: {
      nature: 'Was geschehen ist',
      dataCategories: 'Welche Daten',
      consequences: 'Was es für die Personen bedeuten kann',
      measures: 'Was getan wurde und was die Personen tun können',
    },
    subject: 'Betreff',
    line: (line) => `Zeile ${line}`,
    state: 'Angeben',
    anew: 'Inzwischen angegeben: das Schreiben neu verfassen',
    keeps: 'Ein Entwurf behält seinen Wortlaut. Ist etwas angegeben, bereiten Sie das Anschreiben neu vor.',
    legend: 'Was die Personen als noch nicht bekannt lesen',
    tick: 'So senden, obwohl dies noch nicht bekannt ist',
    needed:
      'Das Schreiben sagt „noch nicht bekannt“. Geben Sie das Fehlende an und verfassen Sie es ' +
      'neu, oder bestätigen Sie, dass es so hinausgeht.',
  },
  repeated: {
    title: (count) =>
      count === 1
        ? 'Das Schreiben wiederholt Worte der Aufzeichnung, die vielleicht in einer anderen Sprache sind'
        : `Das Schreiben wiederholt an ${count} Stellen Worte der Aufzeichnung, die vielleicht in einer anderen ` +
          'Sprache sind',
    places:
      'Ein Entwurf behält seinen Wortlaut. Ändern Sie die Worte in der Aufzeichnung, oder verfassen Sie das ' +
      'Schreiben neu:',
    facts: 'Angaben zum Vorfall',
    anew: 'neues Schreiben',
    legend: 'Sprache dieser Worte',
    tick: 'Ich habe sie gelesen: Sie sind in der Sprache des Schreibens',
    needed:
      'Das Schreiben wiederholt Worte, die vielleicht in einer anderen Sprache sind. Verfassen Sie es neu, oder ' +
      'bestätigen Sie, dass sie richtig sind.',
  },
  reasons: 'Gründe',
  reasonsHint: 'Sie werden festgehalten.',
  needReasons: 'Geben Sie die Gründe an: Sie werden festgehalten.',
  fourEyes: {
    rule:
      'Die datenschutzbeauftragte Person oder ihre Stellvertretung gibt es frei, angemeldet, und nicht den eigenen ' +
      'Entwurf.',
    draftedBy: (name) => `Entworfen von: ${name}.`,
    unknown: 'Von wem der Entwurf ist, ist nicht festgehalten.',
    drafter:
      'Sie haben dieses Anschreiben entworfen, deshalb gibt es jemand anderes frei: die datenschutzbeauftragte ' +
      'Person oder ihre Stellvertretung. Bitten Sie darum, diese Seite zu öffnen.',
    token:
      'Ein Schlüssel allein gibt keine Anschreiben an Personen frei: Die datenschutzbeauftragte Person oder ihre ' +
      'Stellvertretung meldet sich an und gibt es auf dieser Seite frei.',
  },
  approve: (people) => `Freigeben und an ${people} senden`,
  approved: 'Freigegeben',
  mayNot: 'Nur die datenschutzbeauftragte Person und ihre Stellvertretung geben frei.',
  content: 'Inhalt',
  fingerprint: 'SHA-256 genau dieses Inhalts',
  other:
    'Was Sie gesehen haben, ist nicht der Inhalt dieses Anschreibens. Sehen Sie es noch einmal an; nichts wurde ' +
    'freigegeben.',
};
