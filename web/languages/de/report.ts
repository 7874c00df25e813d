import type { Words } from '../en/index.ts';

export const report: Words['report'] = {
  title: 'Einen möglichen Vorfall melden',
  lede:
    'Schicken Sie den kurzen Teil jetzt ab, auch wenn Sie nicht sicher sind. Es dauert eine Minute. Einzelheiten ' +
    'können folgen, und ein Fehlalarm kostet nichts.',
  part1: 'Teil 1. Die kurze Meldung',
  part1Note: 'Ein Titel und ein paar Worte genügen',
  name: 'In einer Zeile',
  nameHint: 'Zum Beispiel: Laptop im Zug liegen gelassen. Keine Namen von Personen.',
  summary: 'Was ist geschehen?',
  summaryHint:
    'Zwei oder drei Sätze: was Sie gesehen haben, wo und seit wann. Keine Passwörter oder Schlüssel, keine Namen von ' +
    'Personen. Diese Worte bleiben im Haus: Niemand außerhalb liest sie.',
  awareAt: 'Seit wann weiß es die Organisation sicher?',
  awareAtHint: 'Leer lassen, wenn es noch niemand sicher weiß. Eine Zeit hier startet die Fristen sofort.',
  awareAtKept:
    'Leer lassen, wenn es noch niemand sicher weiß. Ihre Angabe wird geprüft und festgehalten; ' +
    'dann laufen die Fristen.',
  systems: 'Welche Systeme sind betroffen?',
  systemsHint: (shown, all) =>
    `Aus dem Datenflussverzeichnis. ${shown} von ${all} sind zu sehen; angekreuzte bleiben stehen. Fehlt eines, ` +
    'nennen Sie es oben, bei dem, was geschehen ist.',
  noSystems: 'Das Datenflussverzeichnis hat noch keine Systeme. Nennen Sie die betroffenen mit eigenen Worten.',
  find: 'System nach Name, Kennung oder Alias suchen',
  findButton: 'Suchen',
  found: (n, text) =>
    n === 0
      ? `Nichts im Verzeichnis heißt „${text}“.`
      : n === 1
        ? `1 System passt zu „${text}“.`
        : `Die ersten ${n} Systeme, die zu „${text}“ passen.`,
  people: (n) => `etwa ${n} Personen`,
  send: 'Meldung abschicken',
  drill: 'Das ist eine Übung',
  drillScale: 'Übung',
  drillScaleHint: 'Post geht dann nur in das Entwicklungspostfach, und nichts wird mitgezählt.',
  scales: {
    '': 'Nein: es ist ernst',
    '1': 'Übung in Echtzeit',
    '60': 'Übung: eine Stunde vergeht in einer Minute',
    '1440': 'Übung: ein Tag vergeht in einer Minute',
    '17280': 'Übung: ein Tag vergeht in fünf Sekunden',
  },
  part2: 'Teil 2. Einzelheiten, falls bekannt',
  part2Note: 'Hält Teil 1 nie auf',
  part2Open: 'Was mit den Daten geschah, wie viele Personen, mit Absicht oder nicht',
  doNotKnow: 'Weiß ich nicht',
  dataKinds: 'Arten von Daten, soweit bekannt',
  dataKindsHint: 'Nichts angekreuzt heißt: nicht bekannt.',
  peopleConcerned: 'Wie viele Personen, ungefähr?',
  peopleConcernedHint:
    'Eine Zahl, oder wie Sie es sagen würden: etwa 40, 40 bis 50. Andere Worte bleiben stehen, wie sie sind.',
  notUnderstood: {
    below: 'Im Formular nicht verstanden und aufbewahrt, wie es geschrieben wurde:',
    told:
      'Ihre Meldung ist vollständig angekommen. Dies ließ sich nicht als Antwort lesen. Es steht in Ihrer Meldung, ' +
      'wie Sie es geschrieben haben, für alle, die sich darum kümmern:',
  },
  malicious: 'Hat es jemand mit Absicht getan?',
  will: {
    title: 'Was dann läuft',
    ifNow: 'Wird das jetzt bestätigt',
    ifThen: 'Mit der angegebenen Zeit',
    tick: 'Kreuzen Sie ein System an, um seine Fristen zu sehen.',
    tickAndShow: 'Kreuzen Sie die Systeme an und lassen Sie sich dann die Fristen zeigen.',
    show: 'Zeigen, welche Fristen liefen',
    fresh: 'Für die Systeme, die beim Fragen angekreuzt waren.',
    first: 'Die erste Frist wäre',
    nothing: 'Aus diesen Systemen allein begänne keine Frist.',
    more: (n) => (n === 1 ? 'und 1 weitere Frist' : `und ${n} weitere Fristen`),
    notices: (suppliers, customers) => {
      const parts = [
        suppliers === 0 ? '' : suppliers === 1 ? '1 Dienstleister' : `${suppliers} Dienstleister`,
        customers === 0 ? '' : customers === 1 ? '1 Kunden' : `${customers} Kunden`,
      ];
      return `Mitteilungen an ${parts.filter((part) => part !== '').join(' und ')}, sofort`;
    },
    target: 'unser eigenes Ziel',
    note:
      'Eine Meldung ohne Zeitangabe startet keine Frist. Die Kenntnis hält die datenschutzbeauftragte Person fest ' +
      'und kann sie berichtigen.',
  },
  danger: 'Gerade Gefahr?',
  dangerText: 'Erst anrufen, danach melden:',
  problems: {
    title: 'Geben Sie einen Titel von 3 bis 200 Zeichen an.',
    summary: 'Sagen Sie in wenigen Worten, was geschehen ist.',
    summaryLong: 'Das ist länger als 20.000 Zeichen.',
    future: 'Diese Zeit liegt in der Zukunft. Prüfen Sie Datum, Uhrzeit und Zeitzone.',
    system: (id) => `Das Verzeichnis kennt kein System „${id}“.`,
    systems: 'In eine Meldung passen höchstens 1.000 Systeme.',
    people: 'Geben Sie eine ganze Zahl von 0 bis 10.000.000.000 an, oder lassen Sie das Feld leer.',
    option: 'Wählen Sie eine der angebotenen Antworten.',
    sentBefore:
      'Dieses Formular wurde schon mit anderem Inhalt abgeschickt, und jene Meldung ist bewahrt. Schicken Sie es ' +
      'noch einmal ab, um diese hinzuzufügen.',
  },
  sent: {
    title: 'Ihre Meldung ist bewahrt',
    lede: 'Sie kann nicht mehr verloren gehen. Nennen Sie das Zeichen, wenn jemand Sie anruft.',
    again: 'Diese Meldung war schon eingegangen. Nichts geschah doppelt.',
    waits:
      'Die Ablaufsteuerung antwortet gerade nicht. Die Meldung ist bewahrt und startet von selbst, sobald sie ' +
      'wieder da ist.',
    drill: 'Diese Meldung gehört zu einer Übung: Nichts wird wirklich verschickt.',
  },
  reference: 'Zeichen',
  receivedAt: 'Eingegangen',
  state: 'Stand',
  states: {
    received: 'Eingegangen',
    open: 'In Arbeit',
    confirmed: 'Bestätigt',
    dismissed: 'Kein Vorfall',
    merged: 'Teil einer anderen Meldung',
    closed: 'Abgeschlossen',
  },
  stateText: {
    kept: 'Bewahrt, und weitergegeben, sobald die Ablaufsteuerung antwortet.',
    received: 'Sie liegt bei denen, die ihr nachgehen. Noch hat niemand etwas daran getan.',
    open: 'Jemand geht der Sache nach. Vielleicht werden Sie angerufen oder hier etwas gefragt.',
    confirmed: 'Es ist ein Vorfall, und er wird bearbeitet. Vielleicht werden Sie hier etwas gefragt.',
    dismissed:
      'Es wurde geprüft und war kein Vorfall. Ein Fehlalarm kostet nichts. Melden Sie neu, wenn es weitergeht.',
    merged: 'Jemand anderes hat dasselbe gemeldet. Dort wird es bearbeitet.',
    closed: 'Die Sache ist abgeschlossen. Melden Sie neu, wenn es weitergeht.',
  },
  wrote: 'Was Sie geschrieben haben',
  named: 'Genannte Systeme',
  knew: 'Bekannt seit',
  toBreach: 'Vorfall öffnen',
  another: 'Noch etwas melden',
  mine: 'Meine Meldungen',
  mineLede: 'Was Sie gemeldet haben und was daraus wurde. Diese Liste sehen nur Sie.',
  mineEmpty: 'Sie haben noch nichts gemeldet.',
  column: 'Meldung',
  all: 'Alle meine Meldungen',
  summaryShort:
    'Keine Passwörter oder Schlüssel, keine Namen von Personen. Diese Worte bleiben im Haus: Niemand außerhalb ' +
    'liest sie.',
  short: {
    nav: 'Kein Computer beteiligt, oder etwas ging an die falsche Stelle? Drei Fragen genügen.',
    lede: 'Drei Antworten, und die Meldung ist unterwegs. Einzelheiten können folgen, und ein Fehlalarm kostet nichts.',
    kinds: {
      paper: {
        title: 'Papier verloren oder von anderen gesehen',
        what: 'Was ging verloren oder wurde gesehen, und von wem?',
      },
      spoken: { title: 'Gesagt, wo andere es hören konnten', what: 'Was wurde gesagt, und wer konnte es hören?' },
      misdirected: { title: 'An die Falschen geschickt', what: 'Was wurde verschickt, und bei wem kam es an?' },
    },
    where: 'Wann und wo war das?',
    who: 'Wen betrifft es?',
    whoHint: 'Zum Beispiel: Kundinnen und Kunden in Bremen, eine Bewerberin, eigene Beschäftigte.',
    people: 'Wie viele Menschen ungefähr?',
    peopleHint: 'Eine ganze Zahl. Leer lassen, wenn Sie es nicht wissen.',
  },
  more: {
    waiting: (n) => (n === 1 ? '1 Frage wartet auf Ihre Antwort' : `${n} Fragen warten auf Ihre Antwort`),
    questions: 'Fragen an Sie',
    question: (n) => `Frage ${n}`,
    asked: 'gestellt',
    answer: 'Ihre Antwort',
    answered: 'Ihre Antwort',
    answerAct: 'Antwort abschicken',
    added: 'Was Sie ergänzt haben',
    file: (name, size) => `Datei: ${name} (${size} Bytes)`,
    add: 'Die Meldung ergänzen',
    text: 'Was Ihnen noch einfiel oder aufgefallen ist',
    textHint:
      'Keine Passwörter oder Schlüssel. Es bleibt im Haus, und wer der Sache nachgeht, erfährt, dass es etwas Neues ' +
      'gibt.',
    addAct: 'Ergänzen',
    attach: 'Datei anfügen',
    attachHint:
      'Bis 10 MiB, etwa ein Bildschirmfoto oder das Foto eines Briefs. Sie wird verschlüsselt und hier nie geöffnet.',
    lost: 'Der Text lässt sich nicht mehr lesen.',
    notYet: 'Ergänzen können Sie, sobald die Ablaufsteuerung Ihre Meldung hat.',
    closed: 'Die Sache ist abgeschlossen. Was Sie ergänzen, wird gelesen, und sie kann dafür wieder geöffnet werden.',
    justClosed:
      'Die Sache wurde gerade abgeschlossen. Was Sie getippt haben, steht noch hier: Senden Sie es noch einmal.',
    away:
      'Die Ablaufsteuerung antwortet nicht. Was Sie getippt haben, steht noch da: Schicken Sie es gleich noch ' +
      'einmal ab.',
  },
};
