import type { Words } from '../en/index.ts';

export const filingDocument: Words['filingDocument'] = {
  crumb: 'Dokument',
  title: (article) => `Meldung nach ${article} als Dokument`,
  lede: 'Jedes Feld des Formulars in dessen Reihenfolge, zum Kopieren, Hochladen oder Versenden.',
  open: 'Dokument',
  openApproved: 'Freigegebenes Dokument öffnen',
  languages: 'Sprache des Dokuments',
  whichText: 'Welcher Text',
  approvedText: 'Der freigegebene Text',
  draftText: 'Der Entwurf in seinem jetzigen Stand',
  noWords: (language) =>
    `Eingereicht wird auf ${language}. Die Fragen des Formulars kennt Tocsin in dieser Sprache nicht; sie stehen in ` +
    'einer anderen.',
  inEnglish: (count) =>
    count === 1
      ? 'Eine Frage des Formulars hat keinen Text in dieser Sprache und steht auf Englisch.'
      : `${count} Fragen des Formulars haben keinen Text in dieser Sprache und stehen auf Englisch.`,
  answersIn: (count, language) =>
    count === 1
      ? `Eine Antwort in freien Worten steht in der Sprache der Meldung: ${language}.`
      : `${count} Antworten in freien Worten stehen in der Sprache der Meldung: ${language}.`,
  asTyped:
    'Was Menschen eingetragen haben, steht so, wie sie es eingetragen haben: Lesen Sie es einmal in der Sprache, in ' +
    'der eingereicht wird.',
  howTo: {
    title: 'Was damit zu tun ist',
    draft: 'Dies ist ein Entwurf, und jede Seite sagt das. Hinaus geht der freigegebene Text.',
    approve: 'Zuerst freigeben',
    form: (name) => `Formular öffnen: ${name}`,
    home: (name) => `Eine Adresse des Formulars ist nicht bekannt. Startseite öffnen: ${name}`,
    unsure:
      'Diese Adresse wurde nicht geprüft: Vergewissern Sie sich, dass sie die des Empfängers ist, bevor Sie dort ' +
      'etwas eintragen.',
    channel: 'So werden Meldungen angenommen:',
    nobody: (recipient) => `An: ${recipient}. Das Regelwerk kennt keine Adresse des Formulars.`,
    copy: 'Formular im Netz: Feld für Feld von oben kopieren. Was kopiert ist, wird markiert.',
    upload: 'Formular, das eine Datei annimmt: das PDF hochladen.',
    send: 'Brief oder E-Mail: das PDF senden, oder das ODT, wo von Hand unterschrieben oder geändert wird.',
    record: 'Danach die Einreichung mit der Eingangsbestätigung festhalten',
  },
  copy: 'Kopieren',
  copied: 'Kopiert',
  done: (label) => `Kopiert: ${label}`,
  failed: 'Der Browser hat es nicht erlaubt: Der Text ist markiert, kopieren Sie ihn mit der Tastatur.',
  standings: {
    open: 'Noch nicht beantwortet',
    wrong: 'Nicht so, wie das Formular es annimmt',
    none: 'Keine Angabe',
    'not-asked': 'Trifft nicht zu',
  },
  about: {
    organisation: 'Organisation',
    receiver: 'An',
    duty: 'Nach',
    stage: 'Art der Meldung',
    reference: 'Unser Zeichen',
    standing: 'Stand dieses Textes',
  },
  isDraft: 'Entwurf, nicht freigegeben',
  saved: (by, at) => `zuletzt gespeichert von ${by} am ${at}`,
  approved: (by, at) => `Freigegeben von ${by} am ${at}`,
  filed: (version, at) => `Fassung ${version}, eingereicht am ${at}`,
  recorded: (by, at) => `Festgehalten von ${by} am ${at}, ohne Freigabe hier`,
  late: 'nach Ablauf der Frist',
  openTitle: (count) => (count === 1 ? '1 Angabe steht noch aus' : `${count} Angaben stehen noch aus`),
  repeatedTitle: (count) =>
    count === 1
      ? '1 Angabe wiederholt festgehaltene Worte, die in einer anderen Sprache als diese Meldung stehen können'
      : `${count} Angaben wiederholen festgehaltene Worte, die in einer anderen Sprache als diese Meldung stehen ` +
        'können',
  notes: 'Zu diesem Dokument',
  zone: (zone) => `Zeiten sind die von ${zone}, und UTC.`,
  hash: (sha256) => `SHA-256 der Datei, deren Worte dies sind: ${sha256}`,
};
