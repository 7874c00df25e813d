import type { Words } from '../en/index.ts';

export const account: Words['account'] = {
  title: 'Ihr Konto',
  lede: 'Wer Sie hier sind, und wie Sie es nachweisen.',
  name: 'Name',
  role: 'Rolle',
  signedInBy: 'Angemeldet mit',
  byToken: 'einem API-Token',
  byBrowser: 'diesem Browser',
  language: 'Sprache',
  factor: {
    title: 'Zweiter Faktor',
    must:
      'Ihre Rolle verlangt einen zweiten Faktor, eingerichtet mit einem Code, der nicht per E-Mail kam: Die ' +
      'Administration erstellt ihn und sagt ihn Ihnen am Telefon oder persönlich. Bis eine Authenticator-App ' +
      'eingerichtet ist, öffnet sich keine andere Seite.',
    none:
      'Es ist keine Authenticator-App eingerichtet. Mit einer genügt es nicht, Ihr Postfach mitzulesen, um sich ' +
      'als Sie auszugeben.',
    enrolled:
      'Eine Authenticator-App ist eingerichtet. Ist das Telefon verloren, nehmen Sie einen Wiederherstellungscode ' +
      'und bitten dann die Administration, sie zurückzusetzen.',
    begin: 'Authenticator-App einrichten',
    scan: 'Mit der Authenticator-App scannen',
    image: 'QR-Code für die Authenticator-App; dasselbe Geheimnis steht darunter als Text',
    secret: 'Oder dieses Geheimnis eintippen',
    confirm: 'Bestätigen',
    wrong: 'Dieser Code stimmt nicht. Prüfen Sie die Uhr des Telefons und geben Sie den Code ein, den es jetzt zeigt.',
    doneTitle: 'Bewahren Sie diese Codes auf',
    done:
      'Die App ist eingerichtet. Ist das Telefon verloren, öffnet jeder dieser Wiederherstellungscodes die Tür ' +
      'einmal. Sie werden nur dieses eine Mal gezeigt: Drucken Sie sie aus oder legen Sie sie in den Passwortsafe ' +
      'der Firma.',
    enrolmentCode: 'Einrichtungscode',
    enrolmentHint:
      'Zwölf Buchstaben und Ziffern, etwa K7PM-2XQ9-RT4H. Er gilt 7 Tage und einmal. Haben Sie keinen, rufen Sie ' +
      'die Administration an.',
    wrongEnrolment:
      'Dieser Code stimmt nicht, wurde schon benutzt oder ist älter als 7 Tage. Prüfen Sie ihn, oder bitten Sie ' +
      'die Administration um einen neuen.',
    locked:
      'Fünf Codes waren falsch, deshalb wird eine Viertelstunde lang keiner angenommen. Wenn Sie das nicht waren, ' +
      'rufen Sie jetzt die Administration an: Jemand ist als Sie angemeldet.',
    renewTitle: 'Neue Wiederherstellungscodes',
    renewHint:
      'Wenn einige verbraucht sind oder jemand sie gesehen haben könnte. Die alten gelten ab sofort nicht mehr.',
    codeNow: 'Code, den die App jetzt zeigt',
    renew: 'Neue Wiederherstellungscodes erstellen',
    renewed:
      'Die alten Wiederherstellungscodes gelten nicht mehr. Ist das Telefon verloren, öffnet jeder dieser Codes ' +
      'die Tür einmal. Sie werden nur dieses eine Mal gezeigt: Drucken Sie sie aus oder legen Sie sie in den ' +
      'Passwortsafe der Firma.',
    goOn: 'Ich habe sie aufbewahrt',
  },
  passkeys: {
    title: 'Passkeys',
    text:
      'Ein Passkey meldet Sie allein an, ohne E-Mail und ohne Code: Sein Gerät fragt nach Finger, Gesicht oder PIN. ' +
      'Er antwortet nur dieser Website; eine Seite, die wie unsere aussieht, bekommt also nichts, wenn sie danach ' +
      'fragt. Ging ein Gerät verloren, entfernen Sie seinen Passkey.',
    name: 'Name',
    nameHint: 'Damit Sie ihn wiedererkennen, etwa der Name des Geräts.',
    codeHint: 'Wird verlangt, weil Ihre Anmeldung länger als zehn Minuten her ist.',
    unnamed: 'Passkey',
    added: 'Hinzugefügt',
    used: 'Zuletzt benutzt',
    never: 'noch nie',
    add: 'Passkey hinzufügen',
    remove: 'Entfernen',
    removeOf: (name) => `Passkey ${name} entfernen`,
    failed:
      'Es wurde kein Passkey erstellt und nichts geändert. Versuchen Sie es noch einmal, oder nehmen Sie ein anderes ' +
      'Gerät.',
    refused: {
      refused:
        'Dieser Passkey wurde nicht angenommen: Er kam zu spät, oder sein Gerät hat nicht gefragt, wer Sie sind. ' +
        'Versuchen Sie es noch einmal.',
      known:
        'Von diesem Gerät gibt es schon einen Passkey. Nehmen Sie ein anderes, oder entfernen Sie zuerst den alten.',
      full: 'Sie haben so viele Passkeys, wie man haben kann. Entfernen Sie zuerst einen, den Sie nicht mehr brauchen.',
    },
    unable:
      'Dieser Browser erstellt keine Passkeys: Dafür braucht es Skripte und eine neuere Version. Die ' +
      'Authenticator-App geht in jedem Browser.',
  },
  calendar: {
    title: 'Kalender',
    text:
      'Unter einem geheimen Link zeigt Ihr Kalender jede Frist, mit dem Aktenzeichen des Vorfalls und der Pflicht, ' +
      'und nichts von dem, was jemand geschrieben hat. Kalender fragen von selbst nach, manche erst nach Stunden: ' +
      'Verlassen Sie sich auf die Übersicht und die E-Mails.',
    make: 'Link erstellen',
    renew: 'Neuen Link erstellen',
    renewHint: 'Ein neuer Link beendet diesen sofort.',
    end: 'Link beenden',
    made: 'Erstellt',
    read: 'Zuletzt gelesen',
    never: 'noch nie',
    shown:
      'Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt. Wer ihn hat, liest die Fristen, ohne sich ' +
      'anzumelden. Geben Sie ihn nicht weiter, und beenden Sie ihn, wenn ihn jemand gesehen haben könnte.',
    link: 'Link für Ihren Kalender',
  },
  slack: {
    title: 'Slack',
    text:
      'Schaltflächen und Befehle in Slack handeln für Sie, wo das Konto dort Ihre Adresse hat. Hat es eine andere, ' +
      'geben Sie dort /tocsin link ein: Der Code, den Sie sehen, verknüpft beide.',
    code: 'Code aus Slack',
    codeHint:
      'Er gilt zehn Minuten. Geben Sie keinen ein, den Sie von jemand anderem haben: Dessen Konto würde für Sie ' +
      'handeln.',
    go: 'Verknüpfen',
    wrong: 'Dieser Code stimmt nicht oder ist älter als zehn Minuten. Geben Sie in Slack /tocsin link ein.',
    member: 'Mitglieds-ID in Slack',
    since: 'Verknüpft',
    end: 'Verknüpfung beenden',
  },
  everywhere: {
    title: 'Sitzungen',
    text:
      'Eine Sitzung endet nach 12 Stunden, und nach 2 Stunden ohne Klick. Kennen Sie eine davon nicht oder ging ' +
      'ein Gerät verloren, beenden Sie sie und sagen Sie es der Administration.',
    started: 'Angemeldet',
    used: 'Zuletzt benutzt',
    thisOne: 'dieser Browser',
    end: 'Beenden',
    go: 'Überall abmelden',
  },
};

export const users: Words['users'] = {
  title: 'Benutzer',
  lede: (count) =>
    count === 1
      ? '1 Person kann sich anmelden.'
      : `${count} Personen sind hier bekannt. Wer nicht in der Liste steht, kann sich nicht anmelden.`,
  name: 'Name',
  email: 'E-Mail-Adresse',
  role: 'Rolle',
  status: 'Zustand',
  factor: 'Zweiter Faktor',
  since: 'Eingetragen',
  active: 'darf sich anmelden',
  disabled: 'gesperrt',
  enrolled: 'eingerichtet',
  missing: 'fehlt noch',
  notNeeded: 'nicht nötig',
  add: 'Benutzer eintragen',
  addHint: (address) =>
    `Es wird keine E-Mail verschickt. Sagen Sie der Person, dass sie ${address} öffnen und einen Link anfordern kann.`,
  adding: 'Eintragen',
  search: 'Name oder Adresse',
  allRoles: 'Alle Rollen',
  filters: 'Welche Benutzer',
  show: 'Anzeigen',
  found: (n) => (n === 1 ? '1 Person gefunden' : `${n} Personen gefunden`),
  invitation: {
    title: 'Einladung',
    field: 'Einladung',
    fieldHint:
      'Eine E-Mail mit einem Link, der einmal anmeldet, 7 Tage lang. Sie enthält kein Passwort: Es gibt keine.',
    send: 'Einladung per E-Mail schicken',
    hint: 'Schickt einen Link, der einmal anmeldet, 7 Tage lang. Ein neuer beendet den bisherigen.',
    go: 'Einladung schicken',
    waiting: 'Einladung unterwegs',
    failed: 'Einladung nicht zugestellt',
    until: 'eingeladen, Link bis',
    over: 'eingeladen, Link abgelaufen',
    mail: (about) => ({
      subject: `${about.organisation}: Ihr Zugang zu Tocsin`,
      text: [
        `Guten Tag, ${about.name},`,
        `${about.by ?? 'die Administration'} hat Sie bei ${about.organisation} in Tocsin eingetragen, als: ` +
          `${about.role}. Dort werden Datenpannen gemeldet und bearbeitet. Öffnen Sie diesen Link und drücken ` +
          'Sie den ' +
          'Knopf:',
        about.link,
        `Er gilt einmal, ${about.days} Tage lang. Ein Passwort gibt es nicht; später schickt ${about.signIn} Ihnen ` +
          `einen Link. Geben Sie ihn nie weiter; niemand bei ${about.organisation} wird Sie danach fragen.\n`,
      ].join('\n\n'),
    }),
  },
  list: {
    title: 'Viele mit einer Liste eintragen',
    lede:
      'Eine Tabelle als CSV, wie eine Tabellenkalkulation sie speichert. Alle darin werden eingetragen, oder ' +
      'niemand, ' +
      'wenn etwas nicht stimmt.',
    file: 'Datei',
    fileHint: 'Endet auf .csv, höchstens 20.000 Personen.',
    paste: 'Oder fügen Sie die Zeilen hier ein',
    go: 'Prüfen und eintragen',
    looks: 'Wie sie aussieht',
    sample: 'name,email,rolle\nInes Ahrens,ines@ihre-firma.de,Einsatzkraft\nJonas Wolf,jonas@ihre-firma.de,reporter',
    columns:
      'Die erste Zeile nennt die Spalten. Komma, Strichpunkt und Tabulator gehen. Wer schon mit derselben Rolle ' +
      'eingetragen ist, wird ausgelassen; eine Liste ändert niemandes Rolle. Eine Rolle steht mit ihrem Kürzel oder ' +
      'ihrem Namen da, wie unten.',
    nothing: 'Wählen Sie eine Datei, oder fügen Sie die Zeilen ein.',
    both: 'Wählen Sie eine Datei oder fügen Sie die Zeilen ein, nicht beides.',
    faults: (n) =>
      n === 1
        ? 'Eines stimmt nicht; niemand wurde eingetragen'
        : `${n} Stellen stimmen nicht; niemand wurde eingetragen`,
    first: (n) => `Die ersten ${n} sind zu sehen.`,
    line: 'Zeile',
    column: 'Spalte',
    wrong: 'Was nicht stimmt',
    faultWords: {
      name: 'Geben Sie einen Namen mit höchstens 200 Zeichen an.',
      email: 'Das ist keine ganze Adresse, etwa ines@ihre-firma.de.',
      role: (value, accepted) =>
        `${value === '' ? 'Die Rolle fehlt.' : `„${value}“ ist keine Rolle.`} Schreiben Sie eine von diesen oder ihr ` +
        `Kürzel: ${accepted}.`,
      doubled: (line) => `Diese Adresse steht schon in Zeile ${line}.`,
      'other-role': (role) =>
        `Ist schon eingetragen, als ${role}. Ändern Sie die Rolle auf der Seite der Person, oder nehmen Sie die ` +
        'Zeile ' +
        'heraus.',
    },
    added: (n) =>
      n === 0
        ? 'Niemand wurde eingetragen'
        : n === 1
          ? '1 Person wurde eingetragen'
          : `${n} Personen wurden eingetragen`,
    there: (n) => (n === 1 ? '1 war schon eingetragen.' : `${n} waren schon eingetragen.`),
    invited: 'Ihre Einladungen gehen binnen Minuten ab; die Liste der Benutzer zeigt, wie weit sie sind.',
    toEnrol: (n) => (n === 1 ? '1 davon braucht einen Einrichtungscode' : `${n} davon brauchen einen Einrichtungscode`),
    enrolHint:
      'Ohne zweiten Faktor öffnet sich ihnen keine Seite. Erstellen Sie den Code auf der Seite jeder Person, und ' +
      'geben ' +
      'Sie ihn am Telefon oder persönlich weiter.',
  },
  roleTable: {
    title: 'Wer was darf',
    lede:
      'Jede Person hat eine Rolle. Diese Tabelle wird an derselben Stelle gelesen, die jede Seite öffnet und ' +
      'schließt.',
    right: 'Darf',
    yes: 'ja',
    no: 'nein',
    factor: 'braucht einen zweiten Faktor',
    note:
      'Was Dienstleister und Kunden lesen, geben Einsatzkräfte nur frei, wo das Regelwerk es sagt. Wer meldet, ' +
      'sieht, was aus den eigenen Meldungen wurde. Wer einen Brief entworfen hat, gibt ihn nicht allein frei, wo das ' +
      'Regelwerk vier Augen verlangt.',
    rights: {
      report: 'einen Vorfall melden',
      own: 'die eigenen Meldungen verfolgen',
      read: 'Vorfälle lesen',
      respond: 'Tatsachen und Kenntnis festhalten, übernehmen und übergeben',
      draft: 'schreiben, was Dienstleister und Kunden lesen',
      decide: 'über das Risiko entscheiden, genehmigen, freigeben',
      file: 'bei der Behörde melden',
      close: 'einen Vorfall abschließen',
      exercise: 'eine Übung beginnen',
      register: 'das Verzeichnis lesen',
      evidence: 'das Beweispaket herunterladen',
      audit: 'das Protokoll lesen',
      systems: 'Systeme, Dienstleister und Kunden ändern',
      sources: 'Alarmquellen einrichten',
      setup: 'sehen, wie weit das Unternehmen eingerichtet ist',
      settings: 'Einstellungen ändern',
      users: 'Benutzer eintragen, ändern und einladen',
      tokens: 'Token für Programme ausstellen',
    },
  },
  badName: 'Geben Sie einen Namen ein.',
  badEmail: 'Geben Sie eine ganze Adresse ein, etwa ines@example.org.',
  taken: 'Mit dieser E-Mail-Adresse ist schon jemand eingetragen.',
  noCode: 'Diese Person braucht keinen Code zum Anmelden; es wurde keiner gemacht.',
  own: 'Ihre eigene Rolle ändert jemand anderes aus der Administration.',
  last: 'Das ist die letzte Administration. Machen Sie zuerst jemand anderen dazu.',
  crumb: 'Benutzer',
  change: 'Rolle ändern',
  changeHint: 'Alle Sitzungen dieser Person enden; die neue Rolle gilt ab der nächsten Anmeldung.',
  changing: 'Rolle ändern',
  disable: 'Anmeldung sperren',
  disableHint:
    'Beendet sofort alle Sitzungen und lässt mit dieser Adresse niemanden mehr ein. Was die Person getan hat, ' +
    'bleibt festgehalten.',
  disabling: 'Sperren',
  enabling: 'Wieder zulassen',
  reset: 'Authenticator verloren',
  resetHint:
    'Vergisst die App, die Wiederherstellungscodes und alle Passkeys und beendet alle Sitzungen. Vergewissern Sie ' +
    'sich am Telefon, dass wirklich diese Person darum bittet.',
  resetting: 'Zweiten Faktor zurücksetzen',
  unlink: {
    title: 'Firmenkonto',
    hint:
      'Die Anmeldung mit dem Firmenkonto lässt das Konto ein, mit dem diese Person zum ersten Mal kam, und kein ' +
      'anderes mit derselben Adresse. Hat sie ein neues Konto bekommen, lassen Sie das alte vergessen; das nächste ' +
      'gilt. Vergewissern Sie sich am Telefon, dass es wirklich ihres ist.',
    go: 'Firmenkonto vergessen',
  },
  code: {
    title: 'Einrichtungscode',
    hint:
      'Damit richtet die Person eine Authenticator-App ein. Ein neuer beendet den bisherigen. Geben Sie ihn am ' +
      'Telefon oder persönlich weiter, nicht per E-Mail.',
    make: 'Neuen Einrichtungscode erstellen',
    shownTitle: (name) => `Der Einrichtungscode für ${name}`,
    shown: (days) =>
      'Geben Sie ihn am Telefon oder persönlich weiter, nicht per E-Mail: Das Postfach könnte jemand mitlesen. Er ' +
      `wird nur dieses eine Mal gezeigt und gilt ${days} Tage lang einmal.`,
    label: 'Einrichtungscode',
    done: 'Ich habe ihn weitergegeben',
  },
  sessions: 'Überall abmelden',
  sessionsHint: 'Beendet alle Sitzungen dieser Person. Sie kann sich wieder anmelden.',
  ending: 'Sitzungen beenden',
  roleHints: {
    dpo: 'entscheidet, meldet, gibt frei, schließt ab',
    deputy: 'entscheidet in Vertretung',
    responder: 'hält Tatsachen fest, entwirft, führt Anschreiben durch',
    reporter: 'meldet und sieht nur eigene Meldungen',
    auditor: 'liest alles, ändert nichts',
    administrator: 'Benutzer und Token; keine Inhalte von Vorfällen',
  },
};

export const tokens: Words['tokens'] = {
  title: 'API-Token',
  lede:
    'Mit Token rufen Programme die API auf. Sie werden als Hash gespeichert; ein verlorenes lässt sich nur ' +
    'ersetzen.',
  name: 'Name',
  nameHint: 'So steht er in den Aufzeichnungen: Kleinbuchstaben, Ziffern und Bindestriche.',
  role: 'Rolle',
  scope: 'Umfang',
  scopes: { all: 'alles', read: 'nur lesen' },
  scopeHint: 'Alles, was die Rolle darf, oder nur GET.',
  token: 'Token',
  issued: 'Ausgestellt',
  expires: 'Läuft ab',
  used: 'Zuletzt benutzt',
  never: 'noch nie',
  unlimited: 'nie',
  expired: 'abgelaufen',
  none: 'Es gibt kein Token.',
  issue: 'Token ausstellen',
  days: 'Tage bis zum Ablauf',
  issuing: 'Ausstellen',
  revoke: 'Widerrufen',
  revokeOf: (name) => `${name} widerrufen`,
  shownTitle: (name) => `Das Token ${name}`,
  shown: 'Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt.',
  signing: (source) => `Signaturschlüssel für Alarme von ${source}`,
  back: 'Zurück zu den Token',
  badName: 'Nehmen Sie Kleinbuchstaben, Ziffern und Bindestriche, höchstens 64.',
  reserved: 'Die Aufzeichnung würde unter diesem Namen jemand anderen zeigen. Nehmen Sie einen anderen.',
  badDays: 'Geben Sie eine ganze Zahl von Tagen ein, höchstens 3660.',
  taken: 'Ein Token dieses Namens gibt es schon. Widerrufen Sie es zuerst, oder nehmen Sie einen anderen Namen.',
};

export const power: Words['power'] = {
  subject: 'Tocsin: Wer hier entscheiden darf, hat sich geändert',
  operator: 'jemand am Server selbst',
  what: {
    added: (role) => `Es wurde jemand mit dieser Rolle eingetragen: ${role}.`,
    role: (role) => `Eine Rolle wurde geändert; sie lautet jetzt: ${role}.`,
    reset: (role) => `Ein zweiter Faktor wurde zurückgesetzt, bei dieser Rolle: ${role}.`,
    code: (role) => `Ein neuer Einrichtungscode wurde erstellt, für diese Rolle: ${role}.`,
    unlink: (role) =>
      `Das Firmenkonto wurde vergessen, bei dieser Rolle: ${role}. Das nächste mit dieser Adresse wird angenommen.`,
    passkey: (role) => `Zu einem Konto mit dieser Rolle kam ein Passkey hinzu: ${role}.`,
    disable: (role) => `Die Anmeldung wurde gesperrt, bei dieser Rolle: ${role}.`,
    enable: (role) => `Die Anmeldung wurde wieder zugelassen, bei dieser Rolle: ${role}.`,
    token: (role) => `Ein API-Token wurde ausgestellt, mit dieser Rolle: ${role}.`,
  },
  own: {
    role: (role) => `Ihre Rolle wurde geändert; sie lautet jetzt: ${role}. Sie wurden überall abgemeldet.`,
    reset: (role) =>
      `Ihr zweiter Faktor wurde zurückgesetzt; Ihre Rolle lautet: ${role}. Sie wurden überall abgemeldet und ` +
      'richten eine Authenticator-App neu ein.',
    passkey: (role) =>
      `Zu Ihrem Konto kam ein Passkey hinzu; Ihre Rolle lautet: ${role}. Er meldet sich als Sie an, ohne E-Mail und ` +
      'ohne Code.',
  },
  text: ({ told, by, when, audit, from }) =>
    [
      told,
      `Getan von: ${by}\nAm: ${when}\nFestgehalten: ${audit}`,
      'Haben Sie das nicht erwartet, rufen Sie jemanden aus der Administration an, den Sie kennen: E-Mail könnte ' +
        'mitgelesen werden, und diese E-Mail verlangt nichts von Ihnen.',
      `Tocsin für ${from}\n`,
    ].join('\n\n'),
};
