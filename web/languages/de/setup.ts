import type { Words } from '../en/index.ts';

export const setup: Words['setup'] = {
  allDone: 'Alles ist eingerichtet',
  left: (n) => (n === 1 ? 'Ein Schritt ist noch offen' : `${n} Schritte sind noch offen`),
  lede: 'Von der ersten Anmeldung bis zur ersten Übung. Am besten von oben nach unten.',
  steps: 'Schritte',
  note: 'Aus dem ermittelt, was jetzt da ist; nichts wird von Hand abgehakt.',
  step: 'Schritt',
  state: 'Zustand',
  todo: 'Was zu tun ist',
  said: 'Der Server sagte:',
  test: 'Jetzt testen',
  look: 'Noch einmal nachsehen',
  law: 'Danach richten sich Gesetze und Behörden; prüfen Sie es:',
  mailbox: 'Postfach ändern',
  byOther: (isUsers) =>
    isUsers ? 'Das macht die Administration.' : 'Das macht die oder der Datenschutzbeauftragte auf dem Desk.',
  notUsed: {
    mail: 'Kein Mailserver ist eingerichtet: Wer den Server betreibt, setzt SMTP_URL.',
    slack: 'Ohne Slack gehen Warnungen nur per E-Mail. Für Slack setzt, wer den Server betreibt, SLACK_BOT_TOKEN.',
    webhooks: 'Kein Programm wird benachrichtigt.',
  },
  standIn: {
    mail:
      'E-Mails gehen nur in den Posteingang dieses Rechners und erreichen niemanden außerhalb. Wer den Server ' +
      'betreibt, setzt SMTP_URL auf den Mailserver des Unternehmens.',
    slack:
      'Es ist kein Token von Slack gesetzt: Was dorthin ginge, steht im Posteingang dieses Rechners. Warnungen gehen ' +
      'per E-Mail. Für Slack setzt SLACK_BOT_TOKEN, wer den Server betreibt; wer es nicht nutzt, lässt es so.',
  },
  states: {
    done: 'erledigt',
    open: 'offen',
    waiting: 'läuft',
    failed: 'fehlgeschlagen',
    'not-used': 'nicht benutzt',
  },
  of: {
    company: {
      title: 'Unternehmen',
      what: 'Name, Firma und wen Außenstehende erreichen: Das steht in jeder Benachrichtigung.',
      go: 'Ändern',
    },
    dpo: {
      title: 'Datenschutzbeauftragte',
      what: 'Ein Postfach für Warnungen, und jemand, der sich anmeldet.',
      go: 'Benutzer eintragen',
    },
    deputy: { title: 'Vertretung', what: 'Wer entscheidet, wenn der DPO es nicht kann.', go: 'Benutzer eintragen' },
    mail: {
      title: 'E-Mail',
      what: 'Ein Test geht an die Postfächer von DPO und Vertretung, wie Warnungen auch.',
      go: '',
    },
    slack: { title: 'Slack', what: 'Ein Test geht an den Kanal der Warnungen.', go: '' },
    webhooks: { title: 'Webhooks', what: 'Ein Test geht an jedes Programm, das Ereignisse erfährt.', go: '' },
    users: { title: 'Benutzer', what: 'Wer meldet, bearbeitet, prüft und verwaltet.', go: 'Benutzer' },
    systems: {
      title: 'Systeme',
      what: 'Welches System wessen Daten hält: Daraus folgen die Pflichten.',
      go: 'System eintragen',
    },
    suppliers: {
      title: 'Dienstleister',
      what: 'Wer benachrichtigt wird, wenn eines ihrer Systeme betroffen ist.',
      go: 'Dienstleister eintragen',
    },
    customers: {
      title: 'Kunden',
      what: 'Wessen Daten Sie für sie halten, und wen sie benachrichtigt haben wollen.',
      go: 'Kunden eintragen',
    },
    exercise: {
      title: 'Erste Übung',
      what: '72 Stunden in Minuten, überall gekennzeichnet, in keiner Statistik.',
      go: 'Übung beginnen',
    },
    example: {
      title: 'Das Beispielunternehmen verlassen',
      what: 'Seine Menschen und seine Einträge im Register gehen; das Festgehaltene bleibt.',
      go: 'Verlassen',
    },
  },
  reasons: {
    'example-name': 'Der Name ist der des Beispielunternehmens.',
    'example-contact': 'Eine Adresse für Außenstehende ist ein Beispiel: Niemand bekäme die E-Mail.',
    'example-place':
      'Der Sitz ist der des Beispielunternehmens. Geben Sie Ihren an, oder speichern Sie ihn unverändert, wenn er ' +
      'stimmt.',
    'example-address': 'Das Postfach ist ein Beispiel: Warnungen erreichten niemanden.',
    'example-person': 'Der Name ist der eines Menschen aus dem Beispielunternehmen: Meldungen würden ihn nennen.',
    'no-user': 'Niemand mit dieser Rolle kann sich anmelden.',
    'no-factor': 'Niemand mit dieser Rolle hat einen zweiten Faktor eingerichtet, ohne den sich keine Seite öffnet.',
    'same-mailbox': 'DPO und Vertretung haben dasselbe Postfach: Wer es liest, entscheidet dann allein.',
    'stand-in': 'Dieser Rechner steht dafür ein: Niemand außerhalb wird benachrichtigt.',
    'never-tested': 'Mit den heutigen Einstellungen wurde es nie getestet.',
    'other-readers': 'Der letzte Test ging an andere Postfächer oder Kanäle als die heutigen.',
    'no-worker':
      'Noch kein Worker hat gesagt, was eingerichtet ist. Fragen Sie, wer den Server betreibt, ob einer läuft.',
    'no-answer':
      'Binnen einer Minute hat kein Worker den Test übernommen. Fragen Sie, wer den Server betreibt, ob einer läuft.',
    'not-sent': 'Er konnte nicht übergeben werden.',
    refused: 'Er wurde abgewiesen.',
    uncertain: 'Er kam vielleicht an, vielleicht nicht: Die Verbindung brach ab.',
    'never-delivered': 'An einen Webhook wurde noch nie etwas gesandt.',
    'last-failed': 'Ein Webhook hat die letzte Nachricht nicht angenommen.',
    'no-responder': 'Noch kann niemand Vorfälle bearbeiten: Tragen Sie eine Einsatzkraft ein.',
    'one-administrator':
      'Es gibt nur eine Administration. Geht dieses Telefon verloren, lässt niemand andere ein: Tragen Sie eine ' +
      'zweite ein.',
    'none-yet': 'Noch ist nichts eingetragen.',
    'example-entries': 'Einträge des Beispielunternehmens stehen im Verzeichnis.',
    'example-users': 'Menschen mit Adressen des Beispielunternehmens können sich anmelden; jeder erste Start hat sie.',
  },
  example: {
    title: 'Das Beispielunternehmen verlassen',
    lede: 'In einem Schritt, der festgehalten wird. Tun Sie es, sobald Ihr eigenes Unternehmen steht.',
    gone: 'Nichts vom Beispielunternehmen ist mehr hier.',
    systems: 'Systeme, die gehen',
    parties: 'Dienstleister und Kunden, die gehen',
    users: 'Wer sich nicht mehr anmelden kann',
    stays: 'Übungen bleiben festgehalten, wie sie gespielt wurden, und wer was geändert hat, auch.',
    go: 'Das Beispielunternehmen verlassen',
    barred: 'Noch geht es nicht',
    bars: {
      company: 'Die Einstellungen nennen noch das Beispielunternehmen oder Postfächer davon: Ändern Sie zuerst diese.',
      'nobody-left':
        'Ohne seine Menschen bliebe niemand, der verwaltet oder entscheidet: Tragen Sie eine Administration und ' +
        'eine oder einen DPO ein.',
      own: 'Sie sind als einer seiner Menschen angemeldet: Melden Sie sich als Sie selbst an.',
      named: 'Ein eigenes System nennt einen Dienstleister oder Kunden des Beispiels: Ändern Sie zuerst das.',
      incidents: 'Ein Vorfall, der keine Übung war, betrifft ein System des Beispiels: Er braucht den Eintrag.',
      exercise: 'Eine laufende Übung benutzt es: Schließen Sie zuerst diese ab.',
    },
  },
};
