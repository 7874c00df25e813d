import type { Words } from '../en/index.ts';

export const release: Words['release'] = {
  title: 'Freigabe der Mitteilungen',
  short: 'Freigabe',
  lede:
    'Was Dienstleister und Kunden lesen. Der Text ist aus den Tatsachen entworfen; die Worte der Meldung gehen nie ' +
    'hinaus. Nichts verlässt das Haus, bevor ein Mensch genau das freigibt, was hier steht.',
  parts: {
    happened: 'Was geschehen ist',
    consequences: 'Wahrscheinliche Folgen',
    measures: 'Was wir tun',
    advice: 'Was Sie tun sollten',
  },
  text: 'Der Text',
  revision: (n, standing) => {
    if (n === 0) {
      if (standing === 'released') return 'Aus den Tatsachen entworfen und so freigegeben';
      return standing === 'other'
        ? 'Neu entworfen aus den Tatsachen, wie sie jetzt sind; freigegeben ist ein anderer Text'
        : 'Aus den Tatsachen entworfen, nicht gespeichert und noch nicht freigegeben';
    }
    const rest = {
      released: 'freigegeben',
      other: 'nicht freigegeben; freigegeben ist ein anderer Text',
      never: 'nicht freigegeben',
    };
    return `Fassung ${n}, ${rest[standing]}`;
  },
  differs: {
    supplier: 'Was nur Dienstleister statt dessen lesen (leer heißt: wie oben)',
    customer: 'Was nur Kunden statt dessen lesen (leer heißt: wie oben)',
  },
  language: 'Sprache dieses Textes',
  languageHint:
    'In Schreiben anderer Sprache steht bei Teilen, die niemand übersetzt hat, in welcher sie verfasst sind.',
  translation: (language, receivers) =>
    receivers === null
      ? `Der Text auf ${language}`
      : `Der Text auf ${language}; Schreiben in dieser Sprache: ${receivers}`,
  translationHint:
    'Wer sein Schreiben in dieser Sprache bekommt, liest diese Teile. Ein leerer geht hinaus, wie er oben steht, und ' +
    'das Schreiben sagt, in welcher Sprache er verfasst ist; entworfene Teile brauchen keine Übersetzung.',
  translatedPart: (part, language) => `${part} (${language})`,
  differsIn: {
    supplier: (language) => `Was nur Dienstleister lesen, auf ${language}`,
    customer: (language) => `Was nur Kunden lesen, auf ${language}`,
  },
  only: { supplier: 'Was nur Dienstleister stattdessen lesen', customer: 'Was nur Kunden stattdessen lesen' },
  savedIn: (language, kind) =>
    kind === null ? `Auf ${language}` : `Auf ${language}, nur für ${kind === 'supplier' ? 'Dienstleister' : 'Kunden'}`,
  save: 'Text speichern',
  saveHint: 'Speichern verschickt nichts.',
  languages:
    'Entworfene Teile, an denen Sie nichts ändern, liest jeder Empfänger in der Sprache seines Briefs. Ein Teil, in ' +
    'dem Sie schreiben, geht so hinaus, wie Sie ihn geschrieben haben, soweit er hier nicht übersetzt ist.',
  meanwhile: (n) =>
    `Inzwischen hat jemand Fassung ${n} gespeichert. Nichts wurde überschrieben: Ihr Text steht im Formular, der ` +
    'gespeicherte darunter. Führen Sie beide zusammen und speichern Sie erneut.',
  saved: 'Der Text, wie er gespeichert ist',
  who: 'Wer ihn bekommt',
  counts: (suppliers, customers, leftOut) =>
    `Dienstleister: ${suppliers}, Kunden: ${customers}; ausgelassen: ${leftOut}`,
  nobody: 'Niemand, nach diesem Filter.',
  told: 'Wird benachrichtigt',
  leftOut: 'Ausgelassen',
  party: 'Dienstleister oder Kunde',
  systems: 'Genannte Systeme',
  letter: 'Genauer Text',
  letterTo: (name) => `An ${name}`,
  wordForWord:
    'Wort für Wort, wie er hinausgeht, auch wenn er später als jetzt verschickt wird. Nur das Ende des Links, hier ' +
    '„…“, entsteht erst beim Versand.',
  noLetter: 'Sie sind schon benachrichtigt und lesen durch diesen Text nichts Neues: An sie geht kein Brief.',
  search: 'Teil des Namens oder der Kennung',
  filter: 'Filtern',
  kinds: { all: 'Alle', supplier: 'Dienstleister', customer: 'Kunden' },
  more: 'Nächste Seite',
  leaveTitle: 'Auslassen',
  tick: 'Wird benachrichtigt; Haken entfernen, um auszulassen',
  group: 'Oder eine ganze Gruppe',
  groups: { none: 'Keine Gruppe', supplier: 'Alle Dienstleister', customer: 'Alle Kunden' },
  systemsTitle: 'Systeme, die genannt werden',
  systemsHint: 'Ohne Haken wird ein System niemandem genannt; wer kein anderes hat, wird nicht benachrichtigt.',
  reasons: 'Warum sie ausgelassen werden',
  leave: 'Speichern, wer benachrichtigt wird',
  saveFirst: 'Nichts wurde freigegeben: Dieser Text ist nicht gespeichert. Speichern Sie ihn zuerst.',
  saveListFirst: 'Nichts wurde freigegeben: Wer benachrichtigt wird, ist nicht so gespeichert, wie es angehakt ist.',
  badText: 'Sagen Sie, was geschehen ist, in 10 bis 4.000 Zeichen; jeder andere Teil fasst höchstens 4.000.',
  contentRefused: (part) =>
    `„${part}“ enthält, was nie hinausgehen darf, etwa ein Passwort, einen Schlüssel oder Zeilen eines Protokolls. ` +
    'Nehmen Sie es heraus; nichts wurde gespeichert.',
  needReasons: 'Sagen Sie, warum sie ausgelassen werden, in höchstens 1.000 Zeichen.',
  again: 'Alle wieder auf die Liste nehmen',
  releaseTitle: 'Freigeben',
  foreign: {
    dataCategories: 'Arten von Daten, wie das Verzeichnis sie nennt',
    behind: (language) =>
      `wurde geändert, seit es auf ${language} übersetzt ist; sehen Sie nach, ob die Übersetzung noch dasselbe sagt.`,
    letters: (languages) => `Sprachen der Schreiben, in denen es steht: ${languages}.`,
    legend: 'Worte, die vielleicht in einer anderen Sprache sind',
    tick: 'Ich habe sie gelesen: Sie sind für diese Schreiben richtig',
    needed:
      'Manche Worte sind vielleicht in einer anderen Sprache als die Schreiben, oder älter als das, was sie ' +
      'übersetzen. Ändern Sie sie, oder bestätigen Sie, dass sie richtig sind.',
  },
  release: 'Freigeben und senden',
  releaseHint: 'Dieser Text geht an die oben Genannten. Er lässt sich nicht zurückholen.',
  takeHint: 'Das verschickt nichts, und was hier eingegeben ist, bleibt stehen.',
  releasedTitle: 'Freigegeben',
  releasedHint:
    'Um anderes zu senden, ändern Sie den Text oder wer es erfährt, und speichern Sie: Danach lässt es sich freigeben.',
  releaseNumber: (n) => `Freigabe ${n}`,
  byPolicy: {
    drill: 'durch die Vorgaben, für eine Übung',
    'approved-text': 'durch die Vorgaben, mit dem vorab gebilligten Text',
  },
  recorded: 'Begründung (darf leer sein)',
  awaited: {
    first: 'Außerhalb des Hauses weiß es noch niemand. Die Mitteilungen warten auf die Freigabe.',
    others: 'Andere sind zu benachrichtigen, oder über andere Systeme. Sie warten auf die Freigabe.',
    facts: 'Seit der letzten Freigabe hat sich die Akte geändert: Eine Berichtigung wird vorgeschlagen.',
    text: 'Seit der letzten Freigabe wurde der Text geändert: Eine Berichtigung wird vorgeschlagen.',
  },
  bars: {
    'by-itself': 'Diese Mitteilungen begannen, bevor es Freigaben gab; sie laufen von selbst weiter.',
    awareness:
      'Wer zu benachrichtigen ist, steht erst fest, wenn die Kenntnis festgehalten ist. Der Text lässt sich schon ' +
      'schreiben.',
    responder:
      'Datenschutzbeauftragte oder ihre Vertretung geben frei, was Dienstleister und Kunden lesen; das Regelwerk ' +
      'erlaubt es sonst niemandem. Sie können den Text bearbeiten und sagen, wer ausgelassen wird.',
    nobody: 'Der Vorfall berührt kein System eines Dienstleisters oder Kunden, der zu benachrichtigen wäre.',
    stopped: 'Diese Mitteilungen wurden endgültig angehalten; von ihnen wird nichts mehr verschickt.',
    untaken:
      'Niemand hat diesen Vorfall übernommen. Übernehmen Sie ihn zuerst, oder lassen Sie ihn übernehmen: Solange ' +
      'niemand zuständig ist, wird nichts freigegeben.',
    assessed: 'Wer zu benachrichtigen ist, wird gerade neu ermittelt. Sehen Sie gleich noch einmal hin.',
  },
  moved: (changes) =>
    `${changes.length === 0 ? 'Der Vorfall ging weiter.' : `Seit Sie hingesehen haben: ${changes.join('; ')}.`} ` +
    'Nichts wurde freigegeben: Sehen Sie noch einmal hin.',
  changes: {
    facts: (names) => `Angaben wurden geändert (${names})`,
    story: (names) => `die Schilderung wurde geändert (${names})`,
    awareness: 'die Kenntnis wurde berichtigt',
    text: (revision, by) =>
      by === null
        ? `der Text ist ein anderer (Fassung ${revision})`
        : `${by} hat den Text als Fassung ${revision} gespeichert`,
    released: (by) => `${by} hat freigegeben`,
    others: 'andere sind zu benachrichtigen oder ausgelassen, oder im Register steht anderes über sie oder ein System',
  },
  otherText: (revision) => `Inzwischen hat jemand Fassung ${revision} des Textes gespeichert.`,
  otherList:
    'Inzwischen hat jemand geändert, wer ausgelassen wird. Nichts wurde überschrieben; sehen Sie noch einmal hin.',
  since: (changes) => `Seit der letzten Freigabe geändert: ${changes.join('; ')}.`,
  sinceWhat:
    'Lesen Sie, ob der Text noch stimmt, und ändern Sie ihn, wo er es nicht tut. Wer benachrichtigt ist, bekommt ' +
    'eine Berichtigung nur, wo Text oder Zahlen anders lauten als zuvor. Geben Sie denselben Text noch einmal frei, ' +
    'wenn er weiter gilt.',
  record: 'Was in der Akte steht, zum Vergleich; von selbst geht es an niemanden',
  nothing: 'Was freigegeben ist, ist auf dem Stand; nichts wartet.',
  link: 'Ansehen und freigeben',
  waits: 'Wartet auf die Freigabe',
};
