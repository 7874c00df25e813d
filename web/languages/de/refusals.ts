import type { RowFault } from '../../../domain/errors.ts';
import type { Refused, WholeRefusalWords } from '../../refusal-words.ts';
import type { Words } from '../en/index.ts';

const AGAIN = 'Laden Sie die Seite neu und sehen Sie noch einmal hin.';
const FAULTS: Readonly<Record<RowFault, string>> = {
  name: 'Name fehlt oder hat mehr als 200 Zeichen',
  control: 'Steuerzeichen im Namen',
  email:
    'keine E-Mail-Adresse, oder eine mit Zeichen vor dem @, die die meisten Mailserver nicht annehmen (sie brauchen ' +
    'SMTPUTF8): fragen Sie nach einer anderen',
  id: 'Konto hat mehr als 200 Zeichen oder Steuerzeichen',
  country: 'Wohnsitz ist kein Land: zwei Buchstaben wie DE, ein Teil wie US-CA, oder der Name des Landes',
  language: 'Sprache ist kein bekanntes Kürzel aus zwei Buchstaben, wie en oder de',
  csv: 'kein wohlgeformtes CSV',
  json: 'kein JSON-Objekt in einer Zeile von höchstens 8 KiB',
};

const count = (n = 0): string => n.toLocaleString('de-DE');
const bytes = (n: number): string => `${count(n)} Byte`;
/** What cannot be read: the body, or what lies in one of its envelopes. */
const within = ({ members: { part } }: Refused): string =>
  part === undefined ? 'Der Inhalt' : `Was in ${part} liegt,`;

const words: WholeRefusalWords = {
  rules: {
    late: 'Das ist nach der Frist. Es wird nur mit den Gründen für die Verspätung angenommen.',
    unconfirmed: 'Manche Felder hat niemand angegeben. Füllen Sie sie aus, oder bestätigen Sie, was vorgeschlagen ist.',
    untranslated:
      'Worte der Aufzeichnung sind vielleicht in einer anderen Sprache. Übersetzen Sie sie, oder bestätigen Sie, ' +
      'dass sie richtig sind.',
    order:
      'So, wie diese Pflicht jetzt steht, geht das nicht: Sie ist nicht mehr offen, oder etwas anderes kommt zuerst.',
    'customers-open': 'Noch nicht alle Kunden haben bestätigt, oder Mitteilungen erfüllen diese Pflicht nicht.',
    moved: `Inzwischen hat sich geändert, was Sie gesehen haben. Nichts wurde überschrieben. ${AGAIN}`,
    busy: 'Gerade schreiben andere an diesem Vorfall. Nichts wurde getan; senden Sie es noch einmal.',
    full: 'Davon nimmt dieser Vorfall nichts mehr auf: Die Höchstzahl ist erreicht. Nichts wurde festgehalten.',
    'long-ago':
      'Das liegt mehr als ein Jahr zurück. Prüfen Sie die Jahreszahl; stimmt sie, halten Sie die Kenntnis am Vorfall ' +
      'mit Gründen fest.',
    assessed: 'Der Vorfall wird gerade bewertet. Versuchen Sie es gleich noch einmal.',
    confirmed:
      'Der Vorfall ist bestätigt: Eine Kenntnis ist festgehalten. Berichtigen Sie sie, oder schließen Sie ihn ab.',
    'not-closed': 'Der Vorfall ist offen und muss nicht wieder geöffnet werden.',
    'campaign-sending': 'Ein Anschreiben wird noch versandt. Schließen Sie den Vorfall ab, sobald es fertig ist.',
    'list-used': 'An diese Liste ging schon ein Anschreiben. Importieren Sie die Liste neu.',
    'list-empty': 'Die Liste nennt niemanden.',
    'list-head':
      'Die erste Zeile muss die Spalten nennen, darunter Adresse, Konto oder Name: email, id oder name, oder wie Sie ' +
      'sie nennen.',
    'list-columns': ({ field = '' }) => `Mehrere Spalten können „${field}“ sein; geben Sie an, welche es ist.`,
    'list-column-missing': ({ field = '' }) =>
      `Die Liste hat keine Spalte mit dem Namen, der für „${field}“ angegeben ist; prüfen Sie die Schreibweise.`,
    'list-rows': ({ members: { rows = [] } }) =>
      `Keine Liste wurde angelegt. ${rows.map(({ line, fault }) => `Zeile ${line}: ${FAULTS[fault]}`).join('; ')}.`,
    'list-unaddressed':
      'Niemand auf dieser Liste hat eine E-Mail-Adresse; benachrichtigen Sie auf anderem Weg, und halten Sie das fest.',
    'list-nameless': ({ members: { most = 0 } }) =>
      `Von ${most} Personen kennt die Liste keinen Namen: Lassen Sie {{recipient}} im Schreiben weg.`,
    'no-csv':
      'Diese Datei ist keine Liste: Ihr Name endet nicht auf .csv oder .ndjson. Speichern Sie sie als „CSV UTF-8“ ' +
      'und wählen Sie sie noch einmal aus.',
    'not-text':
      'Das ist kein Text in UTF-8. Speichern Sie die Liste als „CSV UTF-8“ und wählen Sie sie noch einmal aus.',
    'one-file': 'Nur eine Datei auf einmal wird angenommen.',
    'file-empty': 'Die Datei ist leer. Wählen Sie die gemeinte aus.',
    'file-too-large': ({ members: { most = 0 } }) =>
      `Die Datei ist größer als die ${most} MiB, die angenommen werden. Teilen Sie sie.`,
    unreleased:
      'Diese Mitteilungen sind nicht freigegeben; keine geht hinaus. Geben Sie sie frei, oder beenden Sie sie.',
    'communication-over': 'Das ist abgeschlossen oder endgültig beendet; daran lässt sich nichts mehr ändern.',
    'communication-stopped': 'Das wurde endgültig beendet; davon wird nichts mehr versandt.',
    'no-link': 'Hier ist kein Link mehr: Keiner ging hinaus, er ist widerrufen, oder niemand wird mehr benachrichtigt.',
    'link-answered':
      'Es wurde schon geantwortet; ein neuer Link geht nicht hinaus. Widerrufen Sie den Link, wenn andere ihn haben ' +
      'könnten.',
    'answers-full': ({ members: { most = 0 } }) =>
      `Auf diese Mitteilung wurde schon ${most}-mal geantwortet; mehr Antworten nimmt sie nicht auf. Halten Sie als ` +
      'Gespräch fest, was gesagt wurde, auf der Seite „Arbeit“ des Vorfalls.',
    'link-followed': 'Auf diese Mitteilung folgte eine andere. Geben Sie deren Link neu aus.',
    'nothing-to-answer':
      'Auf diese Mitteilung lässt sich nichts festhalten: Es ging noch kein Brief hinaus, eine neuere folgte, oder ' +
      'niemand wird mehr benachrichtigt.',
    'before-letter':
      'Das liegt vor dem Brief, auf den geantwortet wurde. Geben Sie an, wann die Antwort gegeben wurde.',
    'task-over': 'Diese Aufgabe ist schon erledigt oder verworfen. Legen Sie eine neue an, wenn mehr zu tun ist.',
    'call-ahead': 'Das Gespräch liegt in der Zukunft. Geben Sie an, wann es geführt wurde.',
    'nobody-to-ask': 'Der Vorfall kam von einem Alarm: Es gibt niemanden, der gefragt werden könnte.',
    'question-answered': 'Diese Frage ist schon beantwortet. Ergänzen Sie die Meldung um das, was fehlt.',
    'not-taken-up': 'Ihre Meldung ist angekommen und wird gerade aufgenommen. Ergänzen Sie sie in einem Augenblick.',
    'translated-into-its-own':
      'Der Text selbst ist schon in dieser Sprache verfasst. Geben Sie seine Fassungen in anderen Sprachen an.',
    'translates-nothing':
      'Hier steht eine Übersetzung zu einem Teil, der selbst leer ist. Schreiben Sie den Teil, oder nehmen Sie seine ' +
      'Übersetzung heraus.',
    'never-out': ({ members: { line = 1 } }) =>
      `Zeile ${line} enthält, was nie hinausgehen darf, etwa ein Passwort, einen Schlüssel oder Zeilen eines ` +
      'Protokolls. Nehmen Sie es heraus.',
    'nothing-changed': 'Nichts unterscheidet sich von dem, was gilt.',
    'example-stays':
      'Das Beispielunternehmen bleibt: Etwas steht dem entgegen, oder nichts mehr ist davon da. Sehen Sie noch ' +
      'einmal nach.',
    'users-head': 'Die erste Zeile muss die Spalten nennen: name, email und rolle.',
    'nothing-to-test': 'Es gibt nichts zu testen: Es ist nicht eingerichtet, oder noch kein Worker ist gelaufen.',
    'no-dead-letter': 'Dieser Alarm ist gelesen oder wird gerade gelesen; es gibt nichts noch einmal zu versuchen.',
    'source-off':
      'Diese Quelle ist ausgeschaltet und nimmt nichts an; nichts wurde aufbewahrt. Wer die Verwaltung hat, schaltet ' +
      'sie auf ihrer Seite unter „Quellen“ ein.',
    'no-secret':
      'Eine Probe wird mit einem Geheimnis der Quelle unterschrieben, und es gilt keines. Machen Sie zuerst eines.',
    'secrets-full': ({ members: { most = 0 } }) =>
      `Für diese Quelle gelten schon ${most} Geheimnisse. Beenden Sie eines, bevor Sie ein weiteres machen.`,
    'body-empty': 'Der Inhalt ist leer.',
    'body-too-large': ({ members: { count = 0, most = 0 } }) =>
      `Der Inhalt hat ${bytes(count)}, gelesen werden hier höchstens ${bytes(most)}. Er ist aufbewahrt und wurde ` +
      'nicht gelesen. Lassen Sie den Absender kleinere Stapel senden; was darin steht, sagen die Bytes zum ' +
      'Herunterladen.',
    'packing-unknown': ({ members: { part = '' } }) =>
      `Der Inhalt ist auf eine Weise gepackt, die hier nicht bekannt ist; bekannt sind ${part}.`,
    'packing-wrong': ({ members: { part = '' } }) =>
      `Der Inhalt ist nicht so gepackt, wie sein Content-Encoding sagt (${part}).`,
    'unpacked-too-large': ({ members: { most = 0 } }) => `Entpackt ist der Inhalt größer als ${bytes(most)}.`,
    'not-utf8': (refusal) => `${within(refusal)} ist kein Text in UTF-8.`,
    'not-base64': (refusal) => `${within(refusal)} ist kein Base64.`,
    'not-json': (refusal) =>
      `${within(refusal)} ist kein JSON; prüfen Sie Anführungszeichen, Kommas und Klammern beim Absender.`,
    'json-deep': (refusal) =>
      `${within(refusal)} ist tiefer verschachtelt als die ${refusal.members.most ?? 0} Ebenen, die gelesen werden.`,
    'json-values': (refusal) =>
      `${within(refusal)} hat mehr als die ${count(refusal.members.most)} Werte, die gelesen werden.`,
    'json-key': ({ field = '' }) => `Der Name „${field}“ wird als Schlüssel nicht angenommen.`,
    'json-number': 'Das JSON enthält eine zu große Zahl; es lässt sich auf zwei Weisen lesen.',
    'json-half':
      'Das JSON enthält ein halbes Zeichen (ein einzelnes Surrogat, etwa \\ud83d allein); es lässt sich auf zwei ' +
      'Weisen lesen.',
    'json-twice': 'Das JSON nennt etwas doppelt; es lässt sich auf zwei Weisen lesen.',
    'alerts-too-many': ({ members }) =>
      `In einem Inhalt stehen ${count(members.count)} Alarme mehr als die ${count(members.most)}, die gelesen werden.`,
    'finding-nameless': ({ field = '' }) =>
      `Das ist kein Alarm dieser Quelle: ${field} fehlt, und nichts anderes sagt, welcher Befund es ist.`,
    'fault-of-ours': ({ members: { part = '' } }) =>
      `Beim Lesen oder Beurteilen gab es einen Fehler auf unserer Seite (${part}). Melden Sie ihn, und lassen Sie ` +
      'danach neu lesen.',
    'secret-retired': 'Dieses Geheimnis ist schon beendet; nichts wurde geändert.',
  },
  codes: {
    'bad-input': 'Das lässt sich so nicht annehmen. Prüfen Sie die Angaben, und senden Sie sie noch einmal.',
    unauthenticated: 'Melden Sie sich zuerst an.',
    'bad-signature': 'Die Unterschrift stimmt nicht. Nichts wurde angenommen.',
    'method-not-allowed': 'So lässt sich diese Adresse nicht aufrufen. Öffnen Sie sie als Seite.',
    'unknown-source': 'Diese Alarmquelle gibt es nicht.',
    'unknown-system': 'Dieses System steht nicht im Verzeichnis. Wählen Sie ein anderes, oder lassen Sie es eintragen.',
    'unknown-obligation': `Diese Pflicht hat der Vorfall nicht. ${AGAIN}`,
    'unknown-counterparty': `Dieser Dienstleister oder Kunde steht nicht auf der Liste. ${AGAIN}`,
    'unknown-user':
      'Diese Person kann das nicht übernehmen: Sie ist unbekannt oder gegangen, oder ihre Rolle erlaubt es nicht. ' +
      'Wählen Sie jemand anderen.',
    'unknown-campaign': 'Dieses Anschreiben gibt es bei dem Vorfall nicht.',
    'unknown-file': 'Diese Datei wird hier nicht aufbewahrt.',
    'content-refused': 'So wird dieser Inhalt nicht angenommen. Ändern Sie ihn; nichts wurde gespeichert.',
    'key-reused':
      'Dieses Formular wurde schon mit anderem Inhalt gesendet. Laden Sie die Seite neu, und senden Sie es dann.',
    conflict: `Das passt nicht zu dem, was festgehalten ist. ${AGAIN}`,
    stale: `Inzwischen hat jemand anderes etwas geändert. Nichts wurde überschrieben. ${AGAIN}`,
    'awareness-missing': 'Die Kenntnis ist nicht festgehalten. Halten Sie zuerst fest, seit wann es bekannt ist.',
    'reasons-missing': 'Geben Sie die Gründe an: Sie werden festgehalten.',
    'not-filable': 'Das geht bei dieser Pflicht jetzt nicht.',
    'four-eyes': 'Das gibt eine zweite Person frei, die es nicht entworfen hat und angemeldet ist.',
    'breach-closed': 'Der Vorfall ist abgeschlossen. Öffnen Sie ihn wieder, oder melden Sie einen neuen.',
    'clocks-still-running': 'Es laufen noch Fristen. Reichen Sie jede Meldung ein, oder verzichten Sie auf sie.',
    'closing-blocked': 'Etwas steht dem Abschluss noch im Weg. Beheben Sie es, oder geben Sie Gründe an.',
    'link-expired': 'Dieser Link ist abgelaufen. Bitten Sie, wer ihn geschickt hat, um einen neuen.',
    'link-revoked': 'Dieser Link gilt nicht mehr. Bitten Sie, wer ihn geschickt hat, um einen neuen.',
    'rate-limited': 'Zu viele Versuche. Warten Sie einen Augenblick, und versuchen Sie es dann noch einmal.',
  },
};

export const refusals: Words['refusals'] = {
  ...words,
  fields: {
    form: 'Das ist so nicht zu lesen. Beachten Sie den Hinweis.',
    number: 'Geben Sie eine Zahl in Ziffern an.',
    email: 'Geben Sie eine E-Mail-Adresse an, etwa name@example.org.',
    atLeast: (least) => `Mindestens ${least}.`,
    atMost: (most) => `Höchstens ${most}.`,
    tooShort: (least) => `Zu kurz: mindestens ${least} Zeichen.`,
    tooLong: (most) => `Zu lang: höchstens ${most} Zeichen.`,
  },
};
