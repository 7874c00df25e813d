import type { Words } from '../en/index.ts';

export const sources: Words['sources'] = {
  lede:
    'Werkzeuge, die Alarme senden, jedes an eine eigene Adresse, oder die Tocsin abfragt. Eine Quelle ' +
    'weist sich durch ein Geheimnis aus oder durch die Unterschrift ihres Herstellers; was sich nicht ausweisen ' +
    'kann, wird abgewiesen und nicht aufbewahrt.',
  inUse: 'In Gebrauch',
  noneInUse: 'Noch ist keine Quelle in Gebrauch.',
  noneHint: 'Wählen Sie unten eine: Ihre Seite zeigt die Adresse, macht ein Geheimnis und sendet eine Probe.',
  others: 'Nicht in Gebrauch',
  source: 'Quelle',
  state: 'Stand',
  on: 'eingeschaltet',
  off: 'ausgeschaltet',
  broken: 'von außen geändert',
  brokenNote:
    'Was zu dieser Quelle aufbewahrt ist, wurde an Tocsin vorbei geändert; sie nimmt deshalb nichts an. Keines ' +
    'ihrer Geheimnisse gilt, auch nicht das aus den Einstellungen. Machen Sie ein neues, nennen Sie Themen oder ' +
    'Absender neu und schalten Sie die Quelle ein.',
  proofs: 'Ausweis durch',
  changed: 'Zuletzt geändert',
  lastAlert: 'Letzter Alarm',
  never: 'noch keiner',
  thisHour: 'Diese Stunde',
  lastDay: 'Letzte 24 Stunden',
  dead: 'Nicht gelesen',
  tooLarge: {
    count: (n) =>
      n === '1'
        ? '1 Sendung über 32 MiB wurde abgewiesen und nicht aufbewahrt,'
        : `${n} Sendungen über 32 MiB wurden abgewiesen und nicht aufbewahrt,`,
    since: 'seit',
    last: 'Die letzte:',
    size: (n) => `${n} Bytes`,
    noSize: 'ihre Größe hat der Absender nicht genannt',
    unproved: (n) =>
      `Von ${n} ist nicht bekannt, wer sie sandte: Eine Unterschrift gilt der ganzen Sendung, und die wurde nicht ` +
      'gelesen.',
    todo:
      'Was darin stand, ist nicht hier. Lassen Sie das Werkzeug kleinere Mengen senden, und sehen Sie dort nach, was ' +
      'es gesendet hat.',
  },
  setUp: 'Einrichtung',
  address: 'Adresse',
  setUpSteps: {
    hmac:
      'Lassen Sie das Werkzeug mit einem Geheimnis dieser Quelle unterschreiben; die Unterschrift steht in dieser ' +
      'Kopfzeile.',
    header: 'Lassen Sie das Werkzeug ein Geheimnis dieser Quelle in dieser Kopfzeile senden.',
    basic: 'Lassen Sie das Werkzeug sich durch HTTP Basic anmelden; das Kennwort ist ein Geheimnis dieser Quelle.',
    body: 'Nennen Sie dem Hersteller ein Geheimnis dieser Quelle; es kommt in diesem Teil jeder Nachricht zurück.',
    sns:
      'Abonnieren Sie ein Thema von Amazon SNS für die Adresse und nennen Sie es unten; das Abonnement bestätigt ' +
      'sich selbst.',
    jwt: 'Lassen Sie Google Pub/Sub mit einem Token senden; nennen Sie unten Empfänger (audience) und Dienstkonto.',
  },
  guide: (path) => `Schritt für Schritt, wie es auf den Seiten des Herstellers steht: ${path}`,
  ownGuide: (path) => `Wie ihre Alarme gelesen werden, steht im Regelwerk: ${path}`,
  switchOn: 'Einschalten',
  switchOff: 'Ausschalten',
  offHint: 'Eine ausgeschaltete Quelle weist jeden Alarm ab, auch wenn der Absender sich ausweisen kann.',
  pull: 'Von Tocsin abgefragt',
  pullLede: 'Dieses Werkzeug sendet nichts von sich aus: Tocsin fragt es ab, mit dem Schlüssel aus den Einstellungen.',
  pullFails: 'Abfrage gelingt nicht',
  pullOff: 'Solange die Quelle ausgeschaltet ist, wird nichts abgefragt.',
  pullLast: 'Zuletzt abgefragt',
  pullNever: 'noch nicht',
  pullResult: 'Ergebnis',
  pullTaken: (n) =>
    n === 0
      ? 'Beantwortet: nichts Neues.'
      : n === 1
        ? 'Beantwortet: ein neuer Alarm.'
        : `Beantwortet: ${n} neue Alarme.`,
  pullFailures: {
    refused:
      'Der Schlüssel wird nicht angenommen oder darf das nicht abfragen. Prüfen Sie ihn in den Einstellungen und auf ' +
      'der Seite des Herstellers.',
    limited: 'Mit diesem Schlüssel wird zu oft abgefragt; es geht weiter, sobald es wieder erlaubt ist.',
    away: 'Es kam nicht rechtzeitig eine Antwort, oder die, dass es gerade nicht geht.',
    unexpected: 'Die Antwort kann nicht gelesen werden. Prüfen Sie die Adresse in den Einstellungen.',
    full: 'Zu viele Alarme dieser Quelle warten auf das Lesen; es geht weiter, sobald Platz ist.',
  },
  pullStatus: (status) => `Die Antwort war ${status}.`,
  pullSince: 'Gelingt nicht seit',
  pullSucceeded: 'Zuletzt beantwortet',
  pullNext: 'Nächste Abfrage',
  pullSoon: 'innerhalb einer Minute',
  secrets: 'Geheimnisse',
  secretsLede:
    'Jedes davon wird angenommen; so stellen Sie Absender nacheinander um: ein neues machen, dem Absender geben, das ' +
    'alte beenden.',
  secret: 'Geheimnis',
  secretName: (id) => (id === 'settings' ? 'aus den Einstellungen' : `Nummer ${id}`),
  made: 'Gemacht',
  used: 'Zuletzt benutzt',
  unused: 'noch nicht',
  retired: 'beendet',
  retire: 'Beenden',
  retireOf: (name) => `Das Geheimnis ${name} beenden`,
  byKeyring: 'aus dem Schlüsselbund abgeleitet',
  make: 'Geheimnis machen',
  ofVendor: 'Geheimnis, das der Hersteller gemacht hat',
  ofVendorHint:
    'Wie es die Seite des Herstellers zeigt: 16 bis 200 Zeichen, ohne Leerzeichen. Hier wird es nicht wieder gezeigt.',
  give: 'Dieses Geheimnis annehmen',
  badSecret:
    'Geben Sie das Geheimnis an, wie der Hersteller es zeigt: 16 bis 200 Buchstaben, Ziffern und Zeichen, ohne ' +
    'Leerzeichen.',
  shownTitle: (title) => `Ein Geheimnis von ${title}`,
  shown: 'Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt.',
  back: 'Zurück zur Quelle',
  trust: 'Was außer Geheimnissen gilt',
  topics: 'Themen von Amazon SNS',
  topicsHint: 'ARNs, eine je Zeile. Nachrichten anderer Themen werden abgewiesen.',
  audience: 'Empfänger der Token (audience)',
  audienceHint: 'Wie im Abonnement von Pub/Sub eingestellt; meist die Adresse oben.',
  senders: 'Dienstkonten',
  sendersHint: 'Ihre E-Mail-Adressen, eine je Zeile. Token anderer werden abgewiesen.',
  badTopics: 'Geben Sie ARNs an wie arn:aws:sns:eu-central-1:210987654321:alerts, eine je Zeile, höchstens 20.',
  badSenders: 'Geben Sie E-Mail-Adressen von Dienstkonten an, eine je Zeile, höchstens 20.',
  nothing: 'keine',
  saved: 'Gespeichert. Es gilt überall innerhalb von fünf Sekunden.',
  test: 'Probe senden',
  testLede:
    'Ein Alarm mit erfundenen Daten in der Form des Herstellers, mit einem Geheimnis unterschrieben und angenommen ' +
    'wie jeder andere. Er ist als Probe gekennzeichnet und eröffnet nichts.',
  testWaits: 'Die Probe wurde angenommen und wartet auf das Lesen. Laden Sie die Seite gleich noch einmal.',
  testRead: (what) => `Die Probe wurde angenommen, als „${what}“ gelesen und hat nichts eröffnet.`,
  testFailed: 'Die Probe wurde angenommen und konnte nicht gelesen werden.',
};
