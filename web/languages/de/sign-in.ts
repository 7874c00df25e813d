import type { Words } from '../en/index.ts';

export const signIn: Words['signIn'] = {
  title: 'Anmelden',
  lede: 'Tocsin kennt keine Passwörter. Wir schicken Ihnen einen Link, der Sie anmeldet.',
  email: 'Ihre E-Mail-Adresse',
  badEmail: 'Geben Sie eine ganze Adresse ein, etwa ines@example.org.',
  send: 'Link zuschicken',
  noMail:
    'Von hier wird keine E-Mail verschickt. Bitten Sie den Betrieb um einen Link: Auf dem Server lautet der Befehl ' +
    '„tocsin sign-in“.',
  sso: 'Mit dem Firmenkonto anmelden',
  passkey: {
    go: 'Mit einem Passkey anmelden',
    failed: 'Das Gerät gab keinen Passkey. Versuchen Sie es noch einmal, oder melden Sie sich wie oben an.',
    unable: 'Passkeys brauchen Skripte und einen neueren Browser. Was oben steht, geht in jedem.',
  },
  kept:
    'Sie wurden abgemeldet, während Sie schrieben. Ihre Eingaben sind eine Stunde lang aufgehoben und stehen ' +
    'gleich wieder im Formular.',
  noPlace: (organisation) => `Anmelden kann sich nur, wen die Administration von ${organisation} eingetragen hat.`,
  sent: {
    title: 'Sehen Sie in Ihr Postfach',
    text:
      'Wenn sich diese Adresse anmelden darf, ist ein Link an sie unterwegs. Er gilt einmal, 10 Minuten lang, in ' +
      'diesem oder einem anderen Browser.',
    nothing:
      'Nach ein paar Minuten noch nichts? Sehen Sie im Spam-Ordner nach, prüfen Sie die Adresse oder fragen Sie ' +
      'die Administration.',
    again: 'Andere Adresse verwenden',
  },
  mail: {
    subject: 'Ihr Link zu Tocsin',
    text: (link, organisation) =>
      [
        `Jemand, sicher Sie, möchte sich bei Tocsin für ${organisation} anmelden. ` +
          'Öffnen Sie diesen Link und drücken Sie den Knopf:',
        link,
        'Er gilt einmal, 10 Minuten lang. Wenn Sie es nicht waren, tun Sie nichts: Ohne den Link kommt niemand ' +
          'hinein. ' +
          `Geben Sie ihn nie weiter; niemand bei ${organisation} wird Sie danach fragen.\n`,
      ].join('\n\n'),
  },
  link: {
    title: 'Bei Tocsin anmelden',
    text: 'Ein Druck, und Sie sind angemeldet. Danach ist der Link verbraucht.',
    go: 'Anmelden',
    deadTitle: 'Dieser Link gilt nicht mehr',
    dead:
      'Er wurde schon benutzt, ist älter als 10 Minuten oder wurde unterwegs abgeschnitten. Fordern Sie einen ' +
      'neuen an; das dauert nur einen Moment.',
    again: 'Neuen Link anfordern',
  },
  invitation: {
    title: 'Willkommen bei Tocsin',
    text:
      'Ein Druck, und Sie sind angemeldet. Der Link gilt danach nicht mehr; später schickt Ihnen die Anmeldung einen ' +
      'neuen.',
    go: 'Anmelden',
    dead:
      'Er wurde schon benutzt, ist älter als 7 Tage, wurde durch einen neueren ersetzt oder unterwegs abgeschnitten. ' +
      'Ist Ihre Adresse eingetragen, fordern Sie hier einen Link an; das dauert einen Augenblick.',
  },
  code: {
    title: 'Code eingeben',
    lede:
      'Ihre Rolle verlangt einen zweiten Nachweis. Öffnen Sie Ihre Authenticator-App und tippen Sie die sechs ' +
      'Ziffern ab.',
    field: 'Code',
    hint: 'Telefon verloren? Geben Sie stattdessen einen Ihrer Wiederherstellungscodes ein. Jeder gilt einmal.',
    go: 'Weiter',
    wrong:
      'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten und versuchen Sie es noch ' +
      'einmal.',
    locked:
      'Fünf Codes waren falsch, deshalb wird eine Viertelstunde lang keiner angenommen. Wenn Sie das nicht waren, ' +
      'rufen Sie jetzt die Administration an: Jemand hat Ihr Postfach geöffnet.',
    spent:
      'Fünf Codes waren falsch, deshalb wird aus diesem Browser eine Viertelstunde lang keiner der App angenommen. ' +
      'Ein Wiederherstellungscode öffnet trotzdem, und ebenso die App in einem Browser, in dem Sie sich mit ihr ' +
      'schon angemeldet haben. Wenn Sie das nicht waren, rufen Sie jetzt die Administration an: Jemand hat Ihr ' +
      'Postfach geöffnet.',
    over: 'Das hat zu lange gedauert. Fordern Sie einen neuen Link an.',
  },
  refused: {
    title: 'Sie wurden nicht eingelassen',
    passkey:
      'Dieser Passkey ist hier nicht bekannt oder wurde entfernt, sein Gerät hat nicht gefragt, wer Sie sind, oder ' +
      'die Antwort kam zu spät. Versuchen Sie es noch einmal, oder fordern Sie einen Link an.',
    sso:
      'Ob das Firmenkonto erkannt wurde oder nicht: Hier führt es nicht hinein. Seine bestätigte Adresse muss ' +
      'jemandem gehören, den die Administration eingetragen hat, und die Antwort muss frisch sein und zu einer ' +
      'Frage aus diesem Browser gehören.',
  },
  problem: {
    title: 'Das ging nicht',
    crossSite:
      'Die Anfrage kam von einer anderen Website oder einer alten Seite. Nichts wurde getan. Öffnen Sie die ' +
      'Anmeldung noch einmal.',
    tooMany: 'Zu viele Versuche. Warten Sie eine Viertelstunde oder rufen Sie die Administration an.',
    awayTitle: 'Etwas hinter dieser Seite antwortet nicht',
    away:
      'Die Datenbank oder die Anmeldung mit dem Firmenkonto antwortet gerade nicht. Von dem, was Sie geschickt ' +
      'haben, wurde nichts gespeichert, und nichts Festgehaltenes ist verloren. Die Fristen laufen weiter: Am ' +
      'Telefon lassen sie sich auch beobachten und einhalten.',
    tryAgain: 'Noch einmal versuchen',
    other: 'Bei uns ist etwas kaputtgegangen, oder die Anfrage war nicht wie erwartet. Nichts wurde geändert.',
  },
};
