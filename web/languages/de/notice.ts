import type { Words } from '../en/index.ts';

export const notice: Words['notice'] = {
  language: 'Diese Seite auf',
  securityNotice: 'Sicherheitsmitteilung',
  exercise: 'ÜBUNG. Diese Mitteilung gehört zu einer Übung: Mit echten Daten ist nichts geschehen.',
  foot:
    'Diese Seite braucht kein Konto. Nur wer den Link in unserer E-Mail hat, kann sie öffnen. Wir speichern Ihre ' +
    'Antwort, die Zeit und eine gekürzte Netzwerkadresse, sonst nichts.',
  call: (phone) => `Rufen Sie uns an: ${phone}`,
  error: 'Fehler',
  toAnswer: {
    title: 'Bitte bestätigen Sie eine Sicherheitsmitteilung',
    heading: 'Bitte bestätigen Sie, dass Sie diese Mitteilung gelesen haben',
    jump: 'Direkt zu den drei Fragen',
    answerBy: 'Bitte antworten Sie bis',
    yourAnswer: 'Ihre Antwort',
    late: '; Ihre Antwort wird noch gebraucht.',
    left: ' übrig. Es dauert etwa zwei Minuten.',
    confirm: 'Bestätigen und senden',
    need:
      'Brauchen Sie etwas von uns, etwa Protokolle oder eine Liste der betroffenen Personen? Rufen Sie an, oder ' +
      'schreiben Sie uns; das Schreiben oben sagt, wie.',
    noAdmission: 'Eine Bestätigung heißt, dass Sie die Mitteilung gelesen haben. Sie ist kein Eingeständnis.',
  },
  questions: {
    supplier: '1. Halten Sie, oder ein Unternehmen für Sie, Daten, um die es hier geht?',
    customer: '1. Verantworten Sie die Daten, die hier genannt sind (sind Sie Verantwortlicher)?',
    misuse: '2. Haben Sie Anzeichen für Missbrauch gesehen?',
    answeredBy: '3. Wer antwortet für Sie?',
    answeredByHint: 'Name und eine Telefonnummer oder E-Mail-Adresse',
    phone: 'Telefonnummer, die wir anrufen sollen',
    phoneHint: 'Nötig, wenn Sie Anzeichen für Missbrauch gesehen haben; sonst, wie Sie möchten',
    comment: 'Was Sie hinzufügen möchten',
    commentHint: 'Darf leer bleiben. Bitte schreiben Sie keine Kennwörter und keine Namen Betroffener.',
    holdsData: { yes: 'Ja', no: 'Nein', unknown: 'Das wissen wir noch nicht' },
    seen: { yes: 'Ja, bitte rufen Sie uns an', no: 'Nein', unknown: 'Wir suchen noch' },
    chooseOne: 'Wählen Sie eine Antwort.',
  },
  problems: {
    title: 'Ihre Antwort wurde noch nicht gesendet',
    holdsData: 'Beantworten Sie Frage 1',
    misuse: 'Beantworten Sie Frage 2',
    answeredBy: 'Sagen Sie, wer antwortet',
    phone: 'Geben Sie die Telefonnummer an, die wir anrufen sollen: Sie haben Anzeichen für Missbrauch gesehen',
    comment: 'Kürzen Sie, was Sie hinzufügen möchten, auf 1.200 Zeichen',
  },
  answered: {
    title: 'Wir haben Ihre Antwort',
    errorTitle: 'Fehler: Ihre Antwort wurde nicht gesendet',
    heading: 'Danke. Wir haben Ihre Antwort.',
    refusedHeading: 'Diese Antwort wurde nicht angenommen',
    acknowledged: 'Bestätigt',
    misuseStays:
      'Eine frühere Antwort unten spricht von einem Anzeichen für Missbrauch. Sie bleibt bei uns festgehalten und ' +
      'offen, bis wir mit Ihnen nachgesehen haben.',
    next: 'Wie es weitergeht',
    weAsk: 'Haben wir Fragen, fragen wir die oben genannte Person.',
    noNumber:
      'Sie haben Anzeichen für Missbrauch gesehen, und wir haben keine Nummer von Ihnen: Bitte rufen Sie die Nummer ' +
      'unten an.',
    weCall: 'Sie haben Anzeichen für Missbrauch gesehen: Wir rufen die Nummer an, die Sie angegeben haben.',
    writeAgain: 'Wir schreiben wieder, wenn wir mehr wissen.',
    keepLogs: 'Bitte bewahren Sie die Protokolle auf, bis wir anderes sagen.',
    confirmed: 'Die Mitteilung, die Sie bestätigt haben',
    noMore: (phone) => `Über diesen Link wird keine weitere Antwort angenommen: Rufen Sie uns an unter ${phone}.`,
    readOut: (phone) =>
      `Bitte rufen Sie uns an unter ${phone}, und lesen Sie vor, was Sie gerade geantwortet haben: Dieser Link nimmt ` +
      'keine weitere Antwort an, und wir haben sie nicht behalten.',
    weHave: 'Was wir von Ihnen haben',
    found: 'Sagen Sie uns, was Sie gefunden haben',
    again: 'Noch einmal antworten oder etwas hinzufügen',
    sameLink:
      'Über diesen selben Link. Die letzte Antwort zählt, und was Sie vorher geantwortet haben, bleibt festgehalten. ' +
      'Sie können auch die Nummer unten anrufen oder auf unsere E-Mail antworten.',
    sendToo: 'Auch diese Antwort senden',
    yours: 'Von Ihnen verantwortet',
    data: 'Daten, um die es geht',
    misuse: 'Anzeichen für Missbrauch',
    who: 'Wer antwortet',
    phone: 'Telefonnummer',
    added: 'Hinzugefügt',
    before: (n) => (n === 1 ? 'Die Antwort davor' : `Die ${n} Antworten davor`),
  },
  since: {
    before: 'Was wir vorher geschrieben haben',
    sentOn: 'So von uns gesendet am',
    title: 'Berichtigt, seit wir die Mitteilung gesendet haben',
    correctedOn: 'Berichtigt am',
    counts: 'Wo der Text unten anderes sagt, gilt dies.',
    newest: 'Der neueste Text steht unten; was wir vorher geschrieben haben, an seinem Ende.',
    awareAt: 'der Vorfall wurde bemerkt am',
    nature: 'was geschehen ist, lautet jetzt',
    consequences: 'die Folgen, die wir sehen können, lauten jetzt',
    measures: 'was wir getan haben oder gleich tun, lautet jetzt',
    advice: 'was Sie jetzt tun sollten, lautet jetzt',
    people: 'betroffene Personen, ungefähr',
    records: 'betroffene Datensätze, ungefähr',
    notKnown: 'noch nicht bekannt',
  },
  links: {
    expired: {
      title: 'Dieser Link ist abgelaufen',
      heading: 'Dieser Link kann nicht mehr benutzt werden',
      text: 'Zu Ihrer und unserer Sicherheit gelten Links in unseren E-Mails nur eine begrenzte Zeit; sie ist vorbei.',
      stands: 'Die Mitteilung gilt weiter.',
      do:
        'Bitte warten Sie nicht: Rufen Sie uns an, oder antworten Sie auf unsere E-Mail, und wir senden einen neuen ' +
        'Link an die Adresse, die wir schon haben. Ihre Antwort wird noch gebraucht.',
      after: 'Wenn niemand mehr diese Adresse liest, rufen Sie die Nummer unten an.',
    },
    replaced: {
      title: 'Dieser Link wurde beendet',
      heading: 'Dieser Link öffnet die Mitteilung nicht mehr',
      text: 'Wir haben ihn beendet. Gibt es eine neuere E-Mail von uns mit einem anderen Link, nehmen Sie bitte den.',
      stands: 'Die Mitteilung gilt weiter,',
      do:
        'wenn wir nichts anderes geschrieben haben. Finden Sie keine neuere E-Mail von uns, rufen Sie die Nummer ' +
        'unten an.',
      after: '',
    },
    unknown: {
      title: 'Dieser Link geht nicht',
      heading: 'Dieser Link geht nicht',
      text:
        'Vielleicht wurde er unterwegs abgeschnitten: Manche Mailprogramme zerbrechen lange Links. Kopieren Sie ihn ' +
        'als Ganzes aus unserer E-Mail, ohne Leerzeichen und Zeilenumbrüche.',
      stands: '',
      do:
        'Öffnet er sich dann noch nicht, rufen Sie uns an. Bitte senden Sie niemandem Kennwörter oder Dateien wegen ' +
        'einer Nachricht, bei der Sie nicht sicher sind.',
      after: '',
    },
    unavailable: {
      title: 'Bitte versuchen Sie es noch einmal',
      heading: 'Wir können Ihre Antwort gerade nicht annehmen',
      text: '',
      stands: 'Nichts wurde gespeichert.',
      do: 'Bitte gehen Sie zurück, und senden Sie sie in einigen Minuten noch einmal. Ist es eilig, rufen Sie uns an.',
      after: '',
    },
    busy: {
      title: 'Bitte versuchen Sie es noch einmal',
      heading: 'Dieser Link wird gerade sehr oft benutzt',
      text: '',
      stands: 'Nichts wurde gespeichert.',
      do:
        'Bitte warten Sie einige Minuten, und versuchen Sie es noch einmal. Ist es eilig, rufen Sie die Nummer unten ' +
        'an.',
      after: '',
    },
    otherSite: {
      title: 'Bitte öffnen Sie den Link noch einmal',
      heading: 'Diese Antwort kam nicht von unserer Seite',
      text: '',
      stands: 'Nichts wurde gespeichert.',
      do: 'Bitte öffnen Sie den Link in unserer E-Mail noch einmal, und antworten Sie auf der Seite, zu der er führt.',
      after: '',
    },
  },
};
