import type { Words } from '../en/index.ts';
import { sayWrong } from './filing-wrongs.ts';

export const filing: Words['filing'] = {
  stages: {
    initial: 'Erstmeldung',
    'follow-up': 'Nachmeldung',
    complete: 'Vollständige Meldung',
    withdrawal: 'Rücknahme',
  },
  stageLedes: {
    initial: 'Erstmeldung: Was noch nicht bekannt ist, darf offen bleiben und schrittweise folgen.',
    'follow-up': 'Nachmeldung: Sie ergänzt, was eingereicht ist. Was noch offen ist, darf offen bleiben.',
    complete: 'Vollständige Meldung: das letzte Wort. Keine Pflichtangabe darf offen bleiben.',
    withdrawal: 'Rücknahme: Sie nimmt die Meldung mit Begründung zurück.',
  },
  afterComplete:
    'Nachmeldung zu einer vollständigen Meldung: Sie sagt, was sich anders herausgestellt hat, und lässt nichts offen.',
  crumb: 'Meldung',
  title: (article) => `Meldung nach ${article}`,
  to: (recipient) => `An: ${recipient}.`,
  toLabel: 'An:',
  inLanguage: (language) => `auf ${language}`,
  follows: (receipt) =>
    receipt === ''
      ? 'Folgt auf eine Meldung, deren Eingangsbestätigung noch nicht da ist.'
      : `Folgt auf die Meldung mit der Eingangsbestätigung ${receipt}.`,
  neverSaved: 'Aus den Angaben zum Vorfall ausgefüllt; noch hat niemand einen Entwurf gespeichert.',
  savedBy: 'Entwurf gespeichert von',
  notSaved: 'Was zuletzt eingetragen wurde, ist noch nicht gespeichert.',
  doesNotApply: 'Diese Pflicht gilt für den Vorfall in seinem jetzigen Stand nicht. Hier steht, was gemeldet würde.',
  waived: 'Auf diese Pflicht wurde verzichtet. Nehmen Sie sie auf der Seite des Vorfalls wieder auf, bevor Sie melden.',
  closed: 'Der Vorfall ist abgeschlossen: Seine Meldungen sind lesbar und nicht mehr änderbar.',
  withdrawn: 'Diese Meldung wurde zurückgenommen. Auf sie folgt nichts mehr; ein neuer Vorfall wird neu gemeldet.',
  exercise: 'Teil einer Übung: Nichts davon geht an eine Behörde.',
  stagesLabel: 'Um welche Fassung es geht',
  json: 'JSON',
  draftMark: 'ENTWURF',
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,
  sections: 'Abschnitte',
  sectionsLabel: 'Abschnitte der Meldung',
  complete: 'vollständig',
  missingCount: (count) => (count === 1 ? '1 Angabe fehlt' : `${count} Angaben fehlen`),
  changedCount: (count) => `${count} geändert`,
  nothingMissing: 'Nichts fehlt',
  proposedCount: (count) => `${count} vorgeschlagen`,
  filledFields: (count) => (count === 1 ? '1 ausgefüllte Angabe' : `${count} ausgefüllte Angaben`),
  missingTitle: (count) => (count === 1 ? '1 Pflichtangabe fehlt' : `${count} Pflichtangaben fehlen`),
  missingOpen: 'In dieser Fassung dürfen sie offen bleiben und später folgen.',
  missingClosed: 'In dieser Fassung darf keine Pflichtangabe offen bleiben.',
  nothingMissingTitle: 'Keine Pflichtangabe fehlt',
  oneALine: 'Je Zeile ein Eintrag.',
  limit: (most) => `Höchstens ${most} Zeichen.`,
  sayWrong,
  exactness: {
    title: {
      exact: 'Das Formular des Empfängers selbst',
      'by-law': 'Nach den Inhalten, die das Recht aufzählt',
      partial: 'Dieses Formular ist nur zum Teil bekannt',
    },
    'by-law': 'Der Empfänger kann ein eigenes Formular oder Portal mit weiteren Feldern haben.',
    partial: 'Vor der Abgabe mit dem Formular des Empfängers vergleichen.',
    notModelled: (receiver) => `Das eigene Formular dieses Empfängers ist hier nicht abgebildet: ${receiver}.`,
    portal: (place) => `Abgegeben wird es unter ${place}.`,
    noPortal: 'Wo es abgegeben wird, ist hier nicht bekannt.',
    schema: (name) => `Die Datei folgt dem Schema ${name}. Ein Portal kann eine andere Fassung verlangen.`,
    forms: 'Formular',
    lost: 'Früher eingetragen, in Felder, die dieses Formular nicht hat. Mit dem Speichern dieses Entwurfs ist es weg:',
    always: (count) =>
      count === 1
        ? 'Ohne eine dieser Angaben nimmt der Empfänger nichts an, auf keiner Stufe:'
        : `Ohne ${count} dieser Angaben nimmt der Empfänger nichts an, auf keiner Stufe:`,
  },
  missing: 'Fehlt',
  wrong: 'Zu berichtigen',
  mandatory: 'Pflichtangabe, nicht erfasst',
  firstMissing: 'Zur ersten fehlenden Angabe',
  nextMissing: 'Nächste fehlende Angabe:',
  lastMissing: 'Das war die letzte: speichern',
  counts: {
    hint: 'Je Zeile ein Land und die Zahl seiner Betroffenen. Leere Zeilen zählen nicht.',
    country: (line) => `Land, Zeile ${line}`,
    people: (line) => `Zahl der Personen, Zeile ${line}`,
    more: 'Speichern, und mehr Zeilen',
  },
  forbidden: 'Darf nicht enthalten sein',
  forbiddenTitle: (count) =>
    count === 1
      ? 'Eine Antwort enthält, was in keiner Meldung stehen darf'
      : `${count} Antworten enthalten, was in keiner Meldung stehen darf`,
  forbiddenLede: 'Erst wenn es entfernt ist, kann die Meldung freigegeben werden.',
  line: (line) => `Zeile ${line}`,
  lateTitle: 'Diese Meldung ist verspätet',
  lateText: (article) => `Nach Ablauf der Frist verlangt ${article} eine Begründung der Verzögerung.`,
  lateLink: 'Verzögerung begründen',
  lateReceipt: 'Nach den Gründen wird gefragt, wenn die Einreichung festgehalten wird.',
  differsTitle: (count) =>
    count === 0
      ? 'Kein Unterschied zur zuletzt eingereichten Fassung'
      : count === 1
        ? '1 Antwort weicht von der zuletzt eingereichten Fassung ab'
        : `${count} Antworten weichen von der zuletzt eingereichten Fassung ab`,
  differsText: 'Geänderte Antworten tragen das Wort „Geändert“ und zeigen, was eingereicht wurde.',
  firstChange: 'Zur ersten Änderung',
  now: 'jetzt:',
  wasFiled: 'eingereicht war:',
  notFiled: 'stand nicht in der letzten Fassung',
  changed: 'Geändert',
  added: 'Neu',
  nothing: 'nichts',
  change: 'Ändern',
  choose: 'Bitte wählen',
  readIn: (zone) => `Gelesen in ${zone}`,
  origins: {
    record: 'aus den Angaben zum Vorfall',
    typed: 'eingetragen',
    proposed: 'vorgeschlagen, zu bestätigen',
  },
  repeats: (language) =>
    language === null
      ? 'Wortlaut der Aufzeichnung, Sprache nicht bekannt: übersetzen oder bestätigen'
      : `Wortlaut der Aufzeichnung auf ${language}: vor der Freigabe übersetzen`,
  repeated: (count, language) =>
    (count === 1 ? '1 Feld wiederholt' : `${count} Felder wiederholen`) +
    ` Worte der Aufzeichnung, die vielleicht nicht auf ${language} sind. Dort lassen sie sich ändern:`,
  proposed: (count) =>
    count === 1
      ? '1 Angabe ist vorgeschlagen, und niemand hat sie gemacht:'
      : `${count} Angaben sind vorgeschlagen, und niemand hat sie gemacht:`,
  notKnown: 'nicht erfasst',
  recordSays: 'In den Angaben zum Vorfall steht:',
  useRecord: 'Diese Angabe übernehmen',
  fileIt: 'Nächster Schritt',
  leftUntil: 'verbleiben bis',
  lateSince: 'verspätet seit',
  noClock: 'Die Frist läuft nicht.',
  filedAt: 'Eingereicht',
  save: 'Speichern',
  saveHint: 'Felder, die sich aus einer Antwort ergeben, erscheinen nach dem Speichern.',
  approve: 'Diesen Wortlaut freigeben',
  approveAgain: 'Stattdessen den jetzigen Entwurf freigeben',
  approveHint:
    'Gibt diese Bytes frei und keine anderen: Was eingetragen und nicht gespeichert ist, gehört nicht dazu. Wird ' +
    'danach eine Antwort geändert, ist die Freigabe hinfällig.',
  fourEyes: {
    rule:
      'Die datenschutzbeauftragte Person oder ihre Stellvertretung gibt es frei, angemeldet, und nicht wer zuletzt ' +
      'etwas eingetragen hat.',
    typedBy: (name) => `Zuletzt eingetragen von: ${name}.`,
    asRecorded: 'Der Entwurf folgt ganz den Angaben zum Vorfall.',
    drafter:
      'Sie haben zuletzt etwas in diesen Entwurf eingetragen, deshalb gibt ihn jemand anderes frei: die ' +
      'datenschutzbeauftragte Person oder ihre Stellvertretung. Bitten Sie darum, diese Seite zu öffnen.',
    token:
      'Ein Schlüssel allein gibt keine Meldung frei: Die datenschutzbeauftragte Person oder ihre Stellvertretung ' +
      'meldet sich an und gibt sie auf dieser Seite frei.',
  },
  sha: 'SHA-256',
  cannot: 'Die Freigabe ist noch nicht möglich:',
  cannotReasons: 'Die Gründe für die Verspätung oder die Rücknahme fehlen',
  cannotMissing: (count) => (count === 1 ? 'Eine Pflichtangabe fehlt' : `${count} Pflichtangaben fehlen`),
  cannotWrong: (count) =>
    count === 1 ? 'Eine Angabe passt nicht ins Formular' : `${count} Angaben passen nicht ins Formular`,
  cannotTaken: (count) =>
    count === 1
      ? 'Eine Angabe fehlt oder ist falsch, ohne die der Empfänger nichts annimmt'
      : `${count} Angaben fehlen oder sind falsch, ohne die der Empfänger nichts annimmt`,
  cannotForbidden: 'Sie enthält, was in keiner Meldung stehen darf',
  cannotOrder: {
    withdrawn: 'Die Meldung ist zurückgenommen; eine neue Verletzung wird neu gemeldet',
    'nothing-filed':
      'Noch ist nichts eingereicht, worauf sie sich beziehen könnte; beginnen Sie mit einer Erstmeldung oder einer ' +
      'vollständigen Meldung',
    'first-made': 'Die erste Meldung ist eingereicht; was neu ist, folgt als Nachmeldung oder als vollständige Meldung',
  },
  untouched:
    'In diesen Entwurf hat noch niemand etwas eingetragen: Jedes Feld ist aus den Angaben zum Vorfall ausgefüllt ' +
    'oder vorgeschlagen.',
  untouchedSince:
    'In diesen Entwurf hat noch niemand etwas eingetragen: Jedes Feld ist aus den Angaben zum Vorfall und der ' +
    'vorigen Fassung ausgefüllt.',
  readLegend: 'Vor der Freigabe',
  readTick: 'Ich habe jedes Feld gelesen',
  readProposed: 'Ich habe jedes Feld gelesen, und was vorgeschlagen ist, trifft zu',
  readRepeated: (language) => `Ich habe jedes Feld gelesen: Es trifft zu und ist auf ${language}`,
  approvedBy: 'Freigegeben von',
  approvalStale:
    'Der Entwurf lautet inzwischen anders. Die freigegebenen Bytes sind aufbewahrt: Reichen Sie diese ein, oder ' +
    'geben Sie den jetzigen Entwurf neu frei. Anders ist:',
  handIn: 'Reichen Sie das freigegebene Dokument ein, und halten Sie es dann hier fest.',
  approvedFile: 'Die freigegebene Datei, für Programme (JSON)',
  record: 'Einreichung festhalten',
  recordTitle: 'Einreichung und Eingangsbestätigung',
  recordLede: 'Mit der ersten Einreichung endet die Frist. Die genauen Bytes werden mit ihrem SHA-256 aufbewahrt.',
  channel: 'Auf welchem Weg eingereicht',
  channelHint: 'Zum Beispiel über das Portal der Behörde, per E-Mail oder Brief.',
  receipt: 'Eingangsbestätigung',
  receiptHint:
    'Das Aktenzeichen der empfangenden Stelle, oder womit sich der Eingang belegen lässt. Noch nicht da? Dann leer ' +
    'lassen.',
  receiptLater: {
    missing: 'noch nicht da',
    add: 'Eingangsbestätigung nachtragen',
    hint: 'Das Zeichen der empfangenden Stelle, oder wie der Eingang belegt ist.',
    empty: 'Geben Sie die Bestätigung an; bis sie da ist, wird nichts festgehalten.',
    correct: 'Eingangsbestätigung berichtigen',
    lede: 'Was vorher dort stand, bleibt im Verlauf, mit wer, wann und warum.',
    reasons: 'Warum sie berichtigt wird',
  },
  when: 'Wann eingereicht',
  reasons: 'Gründe',
  reasonsHint: 'Nötig bei Verspätung, bei Rücknahme und wenn anderswo eingereicht wurde.',
  reasonsLate: 'Warum es spät ist. Die Gründe werden festgehalten.',
  elsewhere: 'Anderswo eingereicht, ohne freigegebenen Entwurf',
  elsewhereText:
    'Nichts geht ohne festgehaltene Freigabe an eine Behörde. Ging eine Meldung auf anderem Weg hinaus, sagen Sie ' +
    'warum; sie wird ohne ihre Bytes festgehalten.',
  elsewhereReasons: 'Warum ohne Freigabe hier eingereicht wurde',
  elsewhereRecord: 'Anderswo gemachte Meldung festhalten',
  toldElsewhere: {
    title: 'Die Betroffenen wurden anders benachrichtigt',
    lede:
      'Für eine Anzeige in der Zeitung, einen Brief mit der Post, einen Anruf oder eine Nachricht in einer App. Das ' +
      'wird als Benachrichtigung festgehalten, ohne den Wortlaut: Legen Sie eine Kopie davon zu den Dateien.',
    when: 'Wann sie benachrichtigt wurden',
    how: 'Wie sie benachrichtigt wurden',
    howHint: 'Zum Beispiel mit Briefen, einem Anruf, einer öffentlichen Bekanntmachung.',
    people: 'Wie viele ungefähr benachrichtigt wurden',
    peopleHint: 'Von einer Spanne gilt die kleinere Zahl. Sind es weniger, als betroffen sind, bleibt der Rest offen.',
    badPeople: 'Geben Sie die Zahl in Ziffern an, ab 1.',
    reasons: 'Warum auf diesem Weg',
    record: 'Festhalten, dass sie benachrichtigt wurden',
    receipt: (people) => `Etwa ${people} Personen wurden benachrichtigt`,
  },
  filed: {
    title: (article) => `Eingereicht: ${article}`,
    withdrawn: (article) => `Zurückgenommen: ${article}`,
    heading: (version) => `Fassung ${version} ist eingereicht`,
    late: 'Verspätet eingereicht',
    noChannel: 'nicht vermerkt',
    next: 'Wenn es mehr zu sagen gibt',
    told: 'Benachrichtigte Personen',
    toldOf: (told, concerned) => (concerned === null ? told : `${told} von etwa ${concerned} Betroffenen`),
    restOfPeople: (told) =>
      `Bisher benachrichtigt: ${told}. Benachrichtigen Sie die übrigen mit einem weiteren Anschreiben oder anders.`,
    openFields: 'Offene Pflichtfelder',
    openUnknown: 'nicht bekannt',
    openNone: 'keine',
    openSome: (n) => (n === 1 ? '1, ist nachzureichen' : `${n}, sind nachzureichen`),
    moreOwed: (n) =>
      `${n === 1 ? 'Ein Pflichtfeld blieb' : `${n} Pflichtfelder blieben`} offen. Reichen Sie das Fehlende als ` +
      'Nachmeldung nach oder vervollständigen Sie die Meldung.',
    moreUnknown:
      'Ob Pflichtfelder offen blieben, ist nicht festgehalten. Vervollständigen Sie die Meldung, oder begründen Sie ' +
      'beim Abschluss, warum nicht.',
    differs: 'Was eingereicht wurde, weicht von dem ab, was jetzt bekannt ist',
    since: (filed, now) => `eingereicht als „${filed}“, jetzt „${now}“`,
    moreSince: 'Sobald Sie mehr wissen, tragen Sie es als Nachmeldung nach.',
    receiptToCome:
      'Nur die Eingangsbestätigung fehlt noch: Tragen Sie sie hier nach. Mehr reichen Sie als Nachmeldung ein.',
    more: 'Hier ist jetzt nichts zu tun. Sobald Sie mehr wissen, tragen Sie es als Nachmeldung nach.',
    complete: 'Diese Meldung ist vollständig. Stellt sich etwas anders heraus, kann eine Berichtigung folgen.',
    until: 'was noch nicht bekannt war, folgt bis',
    ownTarget: '(eigenes Ziel; das Gesetz nennt keinen Tag)',
    rest: 'Das Übrige als Nachmeldung einreichen',
    others: 'Stattdessen vervollständigen oder zurücknehmen',
    open: {
      initial: 'Meldung beginnen',
      'follow-up': 'Nachmeldung beginnen',
      complete: 'Vervollständigen',
      withdrawal: 'Zurücknehmen',
    },
  },
  incompleteBefore: {
    says: (article, open) => {
      const left = open === null ? 'ist unvollständig' : `ließ ${open === 1 ? '1 Feld' : `${open} Felder`} offen`;
      return (
        `Die Meldung nach ${article} ${left}. Reichen Sie das Fehlende zuerst dort nach; ` +
        'was hier festgehalten wird, vervollständigt sie nicht.'
      );
    },
    runsOn: 'Die Frist hier läuft weiter, bis davon nichts mehr offen ist.',
    which: (n) => (n === 1 ? 'Welches Feld offen ist' : `Welche ${n} Felder offen sind`),
    link: (article) => `Das Fehlende zu ${article} nachreichen`,
  },
  registerDuty: {
    crumb: 'Eintrag im Verzeichnis',
    title: (article) => `Der Eintrag im Verzeichnis, ${article}`,
    lede:
      'Tocsin führt diesen Eintrag von selbst, aus dem, was zum Vorfall festgehalten ist. Nichts wird jemandem ' +
      'eingereicht; die Aufsichtsbehörde kann ihn sehen wollen.',
    open: 'Im Verzeichnis ansehen',
    entry: 'Was der Eintrag sagt',
    whole: 'Im Eintrag fehlt nichts',
    metWhenClosed: 'Die Pflicht ist erfüllt, wenn der Vorfall mit einem so vollständigen Eintrag abgeschlossen wird.',
    met: 'Der Vorfall ist abgeschlossen und der Eintrag vollständig: Die Pflicht ist erfüllt.',
    gaps: (count) => (count === 1 ? '1 Angabe fehlt noch im Eintrag' : `${count} Angaben fehlen noch im Eintrag`),
    gapsOpen: 'Eine Frist gibt es nicht. Jede Angabe wird dort gemacht, wo sie hingehört, und steht sofort im Eintrag.',
    gapsClosed: 'Der Vorfall wurde ohne sie abgeschlossen; daran lässt sich nichts mehr ändern.',
    parts: {
      awareness: 'Wann die Organisation Kenntnis erlangte',
      summary: 'Was geschehen ist',
      systems: 'Welche Systeme betroffen sind',
      data: 'Welche Daten betroffen sind',
      people: 'Wie viele Personen betroffen sind',
      consequences: 'Die wahrscheinlichen Folgen',
      measures: 'Die Abhilfemaßnahmen',
      art33: 'Die Entscheidung zu Art. 33 mit ihren Gründen',
      art34: 'Die Entscheidung zu Art. 34 mit ihren Gründen',
    },
    notFiled:
      'Diese Pflicht erfüllt der Eintrag im Verzeichnis, den Tocsin von selbst führt: Es gibt nichts einzureichen.',
  },
  versions: 'Fassungen',
  versionsNone: 'Bisher wurde nichts eingereicht.',
  version: (number) => `Fassung ${number}`,
  versionColumns: {
    version: 'Fassung',
    filed: 'Eingereicht',
    approved: 'Freigegeben von',
    receipt: 'Eingang',
    bytes: 'Bytes',
  },
  late: 'verspätet',
  byChannel: (channel) => `Weg: ${channel}`,
  withoutDocument: 'ohne Bytes festgehalten',
  byNotices: 'die Schreiben an Kunden',
  withoutApproval: 'festgehalten von, ohne Freigabe hier',
  compare: 'Vergleichen',
  against: 'Mit',
  compareTitle: (number, with_) => `Worin Fassung ${number} von Fassung ${with_} abweicht`,
  compareNothing: 'Die beiden unterscheiden sich nicht.',
  compareNot:
    'Eine der beiden wurde ohne ihre Bytes festgehalten oder hat nicht diese Form: Es gibt nichts zu vergleichen.',
  field: 'Feld',
  before: (number) => `Fassung ${number}`,
  exactBytes: 'Genaue Bytes',
  download: 'Datei herunterladen',
  stage: 'Art',
  noStage: 'keine',
  problems: {
    otherDraft:
      'Der Entwurf ist nicht mehr der, den Sie gesehen haben: Er wurde geändert. Sehen Sie ihn noch einmal an, und ' +
      'geben Sie ihn dann frei.',
    notApproved:
      'Diese Bytes sind nicht freigegeben. Geben Sie zuerst den Entwurf frei, oder halten Sie mit Begründung eine ' +
      'anderswo gemachte Meldung fest.',
    elsewhereReasons: 'Sagen Sie, warum ohne Freigabe hier eingereicht wurde: Es wird festgehalten.',
    unread: 'Lesen Sie den Entwurf und bestätigen Sie es: Manches darin hat niemand eingetragen oder angegeben.',
    needed: 'Diese Angabe ist nötig.',
    receiptReasons: 'Sagen Sie, warum die Eingangsbestätigung berichtigt wird: Es wird festgehalten.',
    saveFirst: 'Speichern Sie zuerst: Was Sie eingetragen haben, ist nicht Teil dessen, was freigegeben würde.',
    late: (article) => `Dies ist nach der Frist: ${article} lässt es dann nur mit den Gründen für die Verspätung zu.`,
    untimely: {
      future: (now) =>
        `Dies liegt in der Zukunft: Jetzt ist ${now}. Halten Sie die Meldung fest, wenn sie gemacht ist.`,
      approval: (at) => `Dies liegt vor der Freigabe der Datei, ${at}. Geben Sie an, wann sie eingereicht wurde.`,
      awareness: (at) =>
        `Dies liegt vor dem bekannten Zeitpunkt der Kenntnis, ${at}. Berichtigen Sie das eine oder das andere.`,
    },
  },
};
