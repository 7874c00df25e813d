import type { Words } from '../en/index.ts';

export const slack: Words['slack'] = {
  usage: (link) =>
    '`/tocsin report` öffnet das Formular einer Meldung, ebenso die Kurzaktion „Report to Tocsin“ an einer ' +
    `Nachricht. \`/tocsin link\` gibt Ihnen einen Code, mit dem dieses Konto in Tocsin für Sie handelt. ` +
    `Die Übersicht: ${link}`,
  link: (code, link) =>
    'Geben Sie diesen Code binnen zehn Minuten in Tocsin ein, selbst angemeldet; dann handelt dieses Konto dort für ' +
    `Sie. Geben Sie ihn niemandem, wer auch fragt: \`${code}\` ${link}`,
  unknown: {
    elsewhere: 'Diese Schaltfläche ist für Menschen aus dem eigenen Arbeitsbereich der Firma.',
    unconfirmed:
      'Slack hat für Ihr Konto keine E-Mail-Adresse bestätigt, daher weiß Tocsin nicht, wer Sie sind. Mit ' +
      '`/tocsin link` hier verknüpfen Sie es mit Ihrem Konto in Tocsin; oder weiter in Tocsin:',
    'no-user':
      'Mit der E-Mail-Adresse Ihres Slack-Kontos darf sich niemand bei Tocsin anmelden. Melden Sie sich dort ' +
      'mit einer anderen an, geben Sie hier `/tocsin link` ein; sonst fragen Sie die Administration. Tocsin:',
    'must-enrol': 'Ihre Rolle braucht zuerst einen zweiten Faktor. Melden Sie sich an und richten Sie ihn ein:',
  },
  forbidden: 'Ihre Rolle darf das nicht. Wer es darf, sieht es in Tocsin:',
  taken: (user, incident) => `<@${user}> hat ${incident} übernommen.`,
  seen: (user, incident) =>
    `<@${user}> hat die Warnungen zu ${incident} gesehen. Gewarnt wird weiter, bis es erledigt ist.`,
  old: 'Diese Schaltfläche stammt von einer früheren Version. Weiter in Tocsin:',
  failed: (why, link) => `Es wurde nichts getan: ${why} ${link}`,
  form: {
    name: 'Vorfall melden',
    send: 'Melden',
    cancel: 'Abbrechen',
    done: 'Schließen',
    before: (link) =>
      'Was Sie hier eingeben, geht durch Slack. Mit Namen, oder wenn es bei Slack niemand lesen soll, nehmen Sie ' +
      `<${link}|das Formular von Tocsin>.`,
    title: 'Was geschehen ist, in wenigen Worten',
    badTitle: 'Ein Titel hat 3 bis 200 Zeichen.',
    summary: 'Was Sie bisher wissen',
    sending: 'Die Meldung wird übergeben. Dieses Fenster sagt, wenn es getan ist.',
    sent: (reference, link) =>
      `Sie ist da, als *${reference}*. Wer Bereitschaft hat, wird benachrichtigt. <${link}|Was daraus wird>`,
  },
};
