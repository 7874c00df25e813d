import type { Words } from '../en/index.ts';

const byLaw = (law: string): string => (law === '' ? '' : ` (${law} nach der Uhr des Gesetzes)`);

export const exercises: Words['exercises'] = {
  lede:
    'Übungen am echten Ablauf: echte Fristen, Warnungen und Briefe. Alle Post geht an das Entwicklungspostfach; ' +
    'nichts verlässt das Haus, und keine wird je gezählt.',
  start: {
    title: 'Übung beginnen',
    note: 'Warnungen gehen an die Rollen, die sie im Ernstfall bekämen, als Übung gekennzeichnet.',
    scenario: 'Lage',
    own: 'Eigener Titel',
    ownHint: 'Leer lassen, um den der Lage zu nehmen.',
    systems: 'Betroffene Systeme',
    systemsHint: 'Sie entscheiden, wer benachrichtigt wird und welches Recht gilt.',
    noSystems:
      'Das Datenflussverzeichnis hat keine Systeme. Ohne sie wird niemand unterrichtet, und wenige Pflichten gelten.',
    scale: 'Tempo',
    scales: {
      '1': 'So schnell wie das Gesetz: 72 Stunden sind 72 Stunden',
      '24': '24-fach: 72 Stunden sind 3 Stunden',
      '72': '72-fach: 72 Stunden sind 1 Stunde',
      '288': '288-fach: 72 Stunden sind 15 Minuten',
      '720': '720-fach: 72 Stunden sind 6 Minuten',
    },
    aware: 'Kenntnis',
    awareNow: 'Die Kenntnis jetzt festhalten, damit die Fristen sofort laufen',
    submit: 'Übung beginnen',
    needScenario: 'Wählen Sie eine Lage.',
    needScale: 'Wählen Sie eines der Tempos.',
    noInbox:
      'Hier lässt sich keine beginnen: Übungen schreiben nur an ein Entwicklungspostfach, und keines ist ' +
      'eingerichtet (EXERCISE_SMTP_URL). Nichts aus einer Übung darf echte Menschen erreichen.',
    mayNot: 'Nur die datenschutzbeauftragte Person und Einsatzkräfte beginnen Übungen.',
  },
  scenarios: {
    session: {
      title: 'Die Sitzung einer Supportkraft ist gestohlen',
      summary: 'Jemand Unbekanntes nutzte nachts die Sitzung einer Supportkraft und öffnete Datensätze von Kunden.',
    },
    copied: {
      title: 'Daten werden aus einem Speicher kopiert',
      summary: 'Ein Speicherdienst meldet, dass sehr viele Objekte von einer unbekannten Adresse gelesen wurden.',
    },
    ransom: {
      title: 'Erpressungssoftware, und die Sicherung lässt sich nicht einspielen',
      summary: 'Server sind verschlüsselt, eine Nachricht fordert Geld, und das letzte Einspielen schlug fehl.',
    },
    letter: {
      title: 'Eine Liste ging an die falsche Stelle',
      summary: 'Eine Personenliste ging versehentlich an einen anderen Kunden, der anrief und sie gelöscht haben will.',
    },
  },
  started: (breachId) => `Die Übung ${breachId} ist angenommen. Sie erscheint in wenigen Sekunden unten.`,
  again: 'Neu laden',
  starting: 'Beginnt',
  past: 'Bisherige Übungen',
  empty: 'Noch keine Übung.',
  exercise: 'Übung',
  began: 'Begann',
  state: 'Stand',
  report: 'Auswertung',
  open: 'Auswertung ansehen',
  none: 'keine Ereignisse',
  score: 'Ergebnis',
  of100: (n) => `${n} von 100`,
  nothing: 'Noch nichts zu werten',
  heading: (title) => `Auswertung: ${title}`,
  goesOn: 'Sie läuft noch; die Zahlen gelten für jetzt.',
  ended: 'Sie ist abgeschlossen; die Zahlen sind endgültig.',
  facts: {
    began: 'Gemeldet',
    aware: 'Kenntnis festgehalten',
    never: 'nie',
    after: (real, law) => `${real} nach der Meldung${byLaw(law)}`,
    speed: 'Tempo',
    times: (n) => (n === '1' ? 'so schnell wie das Gesetz' : `${n}-fach`),
    closed: 'Abgeschlossen',
    notYet: 'noch nicht',
  },
  arithmetic: {
    title: 'Wie das Ergebnis zustande kommt',
    note:
      'Pflichten zählen 60, Warnungen 25, Mitteilungen 15. Ein leerer Teil gibt sein Gewicht an die anderen ab. ' +
      'Eine Pflicht mit einem Befund von oben zählt halb; eine, deren Zeitpunkt nicht stimmen kann, zählt nicht.',
    part: 'Teil',
    done: 'Erreicht',
    weight: 'Gewicht',
    points: 'Punkte',
    sum: 'Ergebnis',
    parts: {
      duties: 'Pflichten rechtzeitig erfüllt oder entschieden',
      warnings: 'Warnungen vor der nächsten beantwortet',
      notices: 'Mitteilungen rechtzeitig bestätigt',
    },
    share: (done, of) => `${done} von ${of}`,
    nothing: 'nichts zu zählen',
  },
  improve: 'Was besser werden kann',
  advice: {
    'no-awareness': () =>
      'Niemand hat festgehalten, seit wann die Organisation Kenntnis hat. Vorher kann keine Frist laufen: Das ist ' +
      'der erste Schritt.',
    missed: (names) =>
      `Nie eingereicht, und die Frist ist vorbei: ${names}. Im Ernstfall ist das der schlimmste Ausgang; zu spät ` +
      'mit Gründen ist besser als gar nicht.',
    late: (names) =>
      `Zu spät eingereicht: ${names}. Melden Sie in Schritten: bis zur Frist, was bekannt ist, den Rest danach.`,
    'out-of-order': (names) =>
      'Als eingereicht festgehalten vor der Kenntnis oder vor der Freigabe, daher nicht als rechtzeitig gezählt: ' +
      `${names}. Halten Sie den Zeitpunkt der Eingangsbestätigung fest.`,
    'open-fields': (names) =>
      `Pflichtfelder waren offen in dem, was eingereicht wurde (wie viele): ${names}. Reichen Sie sie nach.`,
    'few-told': (names) =>
      `Weit weniger Menschen wurden angeschrieben, als betroffen sind: ${names}. Schreiben Sie den übrigen, oder ` +
      'halten Sie fest, wie sie es erfuhren.',
    'silent-warnings': (names) =>
      `Warnungen, auf die bis zur nächsten niemand etwas tat: ${names}. Prüfen Sie, wer sie bekommt und wer ` +
      'Bereitschaft hat.',
    'silent-notices': (names) =>
      `Keine Bestätigung von: ${names}. Prüfen Sie die Kontakte im Verzeichnis, und rufen Sie an.`,
    'slow-notices': (names) =>
      `Später bestätigt als erbeten: ${names}. Vereinbaren Sie im Vertrag, wie schnell geantwortet wird.`,
    undecided: () =>
      'Das Risiko wurde nicht für beide Artikel entschieden. Das System schlägt vor; entscheiden und begründen ' +
      'muss die datenschutzbeauftragte Person.',
    'thin-reasons': (names) =>
      `Nahe an der Grenze einer Stufe fast ohne Gründe entschieden: ${names}. Eine Behörde wird danach fragen.`,
    open: (names) => `Läuft noch: ${names}.`,
    'not-closed': () =>
      'Die Übung ist nicht abgeschlossen. Sie geht weiter, bis jemand sie abschließt, und mit ihr jede Verspätung.',
    'well-done': () =>
      'Nichts ging schief. Spielen Sie sie noch einmal: schneller, nachts oder mit der Stellvertretung allein.',
  },
  duties: {
    title: 'Pflichten',
    none: 'Keine Pflicht galt.',
    duty: 'Pflicht',
    outcome: 'Ausgang',
    due: 'Frist',
    margin: 'Abstand zur Frist',
    by: 'Durch',
    outcomes: {
      met: 'Rechtzeitig eingereicht',
      decided: 'Rechtzeitig abgesehen',
      late: 'Zu spät',
      'out-of-order': 'Eingereicht, zu einem unmöglichen Zeitpunkt',
      missed: 'Versäumt',
      open: 'Läuft noch',
      'no-clock': 'Ohne Frist',
    },
    early: (real, law) => `${real} vor der Frist${byLaw(law)}`,
    late: (real, law) => `${real} zu spät${byLaw(law)}`,
    wouldBe: (law) => `Im Ernstfall wären es ${law} zu spät gewesen.`,
    left: (real, law) => `noch ${real}${byLaw(law)}`,
    half: 'mit Befund: zählt halb',
    target: 'eigenes Ziel',
  },
  warnings: {
    title: 'Warnungen, und wer antwortete',
    note: 'Beantwortet ist, was jemand vor der nächsten Warnung an der Pflicht oder am Vorfall getan hat',
    none: 'Keine Warnung wurde versandt.',
    warning: 'Warnung',
    sent: 'Versandt',
    answer: 'Antwort',
    silent: 'Niemand tat etwas',
    by: (who, what) => `${who}: ${what}`,
    after: (real, law) => `nach ${real}${byLaw(law)}`,
    answers: {
      filed: 'eingereicht',
      'obligation-waived': 'von der Pflicht abgesehen',
      'obligation-resumed': 'die Pflicht wieder laufen lassen',
      'facts-amended': 'Tatsachen ergänzt',
      'awareness-corrected': 'die Kenntnis berichtigt',
      'risk-decided': 'das Risiko entschieden',
      'campaign-drafted': 'ein Anschreiben entworfen',
      'campaign-approved': 'ein Anschreiben freigegeben',
      closed: 'geschlossen',
    },
  },
  notices: {
    title: 'Mitteilungen an Dienstleister und Kunden',
    none: 'Keine Mitteilung wurde versandt.',
    share: (done, of) => `${done} von ${of} rechtzeitig bestätigt; gezeigt sind die langsamsten`,
    to: 'An',
    sent: 'Versandt',
    acknowledged: 'Bestätigt',
    silent: 'Keine Antwort',
    inTime: 'Rechtzeitig',
    slow: 'Zu spät',
    by: (name) => `durch ${name}`,
    after: (real, law) => `nach ${real}${byLaw(law)}`,
  },
  print: 'Aus dem Ereignisstrom gedruckt; jede Zahl lässt sich daraus nachrechnen.',
  toBreach: 'Vorfall öffnen',
};
