import type { Words } from '../en/index.ts';
import { obligations } from './breach-duties.ts';

const NUMBERS = [
  'Keine',
  'Eine',
  'Zwei',
  'Drei',
  'Vier',
  'Fünf',
  'Sechs',
  'Sieben',
  'Acht',
  'Neun',
  'Zehn',
  'Elf',
  'Zwölf',
];
const inWords = (n: number, figure: string): string => NUMBERS[n] ?? figure;

export const desk: Words['desk'] = {
  deadAlerts: (n, written) =>
    n === 1
      ? '1 Alarm konnte nicht gelesen werden, und niemand hat ihn beurteilt.'
      : `${written} Alarme konnten nicht gelesen werden, und niemand hat sie beurteilt.`,
  deadAlertsLink: 'Ansehen',
  overdueNow: (n, figure) => `${inWords(n, figure)} ${n === 1 ? 'Pflicht ist' : 'Pflichten sind'} überfällig.`,
  nextLimit: (when) => `Die nächste Frist endet ${when}.`,
  waits: (n, figure) => `${inWords(n, figure)} ${n === 1 ? 'Sache geht' : 'Sachen gehen'} allem anderen vor.`,
  drillsWait: (n, figure) => `In Übungen ${n === 1 ? 'wartet 1 Sache' : `warten ${figure} Sachen`}.`,
  noDutyRuns: 'Keine Frist einer Pflicht läuft.',
  nothingRuns: 'Keine Frist läuft.',
  nothingRealRuns: 'Keine echte Frist läuft.',
  suspicionsWait: (n, figure) =>
    n === 1 ? 'Ein Verdacht wartet auf Klärung.' : `${inWords(n, figure)} Verdachtsfälle warten auf Klärung.`,
  drillsRun: (n, figure) => (n === 1 ? 'Eine Übungsfrist läuft.' : `${figure} Übungsfristen laufen.`),
  clocksRun: (n, figure, incidents, over) =>
    `${n === 1 ? 'Eine Frist läuft' : `${figure} Fristen laufen`} in ` +
    `${incidents === 1 ? 'einem Vorfall' : `${over} Vorfällen`}.`,
  nothingDue: 'Für keinen echten Vorfall läuft eine Frist.',
  nothingDueByLaw: 'Für keinen echten Vorfall läuft die Frist einer Pflicht.',
  suspicions: (n, figure) =>
    n === 1 ? 'Ein Verdacht ist noch nicht bestätigt.' : `${figure} Verdachtsfälle sind noch nicht bestätigt.`,
  drillsShown: (n, figure) =>
    n === 1
      ? 'Eine Übungsfrist wird gezeigt, aber nicht gezählt.'
      : `${figure} Übungsfristen werden gezeigt, aber nicht gezählt.`,

  exportCsv: 'Übersicht als CSV',
  report: 'Vorfall melden',
  groupsLabel: 'Gruppen auf dieser Seite',
  counters: {
    overdue: 'Überfällig',
    soon: 'Fällig in 24 h',
    later: 'Später fällig',
    met: 'Erfüllt oder entschieden',
  },
  oldest: (when) => `älteste seit ${when}`,
  plusDrills: (n, figure) => `dazu ${n === 1 ? 'eine Übung' : `${figure} Übungen`}`,
  noneThere: 'keine',
  metNote: (late, figure) => (late === 0 ? 'letzte 7 Tage' : `letzte 7 Tage, davon ${figure} verspätet`),

  groups: {
    waiting: 'Vor allem anderen',
    suspected: 'Verdacht, noch keine Frist',
    idle: 'Offen, ohne laufende Frist',
    overdue: 'Überfällig',
    soon: 'Fällig innerhalb von 24 Stunden',
    later: 'Später fällig',
    practice: 'Übungen',
    met: 'Erfüllt oder entschieden, letzte 7 Tage',
  },
  notes: {
    waiting:
      'Neue Vorfälle, Anzeichen von Missbrauch, Briefe, die nicht ankamen, Entscheidungen, die zu bestätigen sind',
    suspected: 'Bestätigen oder ausschließen: Die Fristen laufen ab Kenntnis',
    idle: 'Kenntnis und Entscheidungen prüfen, dann weitermachen oder abschließen',
    overdue: 'Jetzt einreichen und die Verspätung begründen. Spät ist besser als gar nicht.',
    soon: (until) => `Vor ${until}`,
    later: 'Bei Fristen in Stunden zählen Wochenenden und Feiertage mit',
    practice: 'Nur zum Üben: Nichts davon ist echt, nichts zählt mit, nichts wird wirklich verschickt',
    met: 'Verlässt diese Seite nach 7 Tagen und bleibt beim Vorfall',
  },
  columns: {
    left: 'Restzeit',
    outcome: 'Ergebnis',
    state: 'Stand',
    due: 'Fällig',
    closed: 'Erledigt',
    reported: 'Gemeldet',
    obligation: 'Pflicht und Empfänger',
    incident: 'Vorfall',
    stage: 'Stufe',
    next: 'Nächster Schritt',
    record: 'Nachweis',
  },
  stages: obligations.stages,
  states: {
    overdue: 'Überfällig',
    soon: 'Bald fällig',
    later: 'Läuft',
    filed: 'Eingereicht',
    'filed-late': 'Verspätet eingereicht',
    waived: 'Darauf verzichtet',
    idle: 'Offen',
  },
  notReallySent: 'wird nicht wirklich verschickt',
  ownTarget: 'eigenes Ziel, von keinem Gesetz gesetzt',
  moreWaiting: (n) => `${n} weitere warten; die neuesten stehen hier zuletzt.`,
  left:
    'Wer zuständig war, ist nicht mehr da oder hat eine andere Rolle. Niemand hat diese Vorfälle; ' +
    'übernehmen Sie sie:',
  allWaiting: 'Alle Vorfälle, die niemand übernommen hat',
  houseTarget: 'eigenes Ziel; das Gesetz sagt „unverzüglich“, ohne Zahl',
  drillNote: 'eine Übung, nichts wird wirklich verschickt',
  idleDuty: 'Keine Frist läuft',
  idleNote: 'Zu jeder Pflicht ist eingereicht oder verzichtet, oder sie gilt nicht',
  noClockYet: 'Noch keine Frist',
  noClockNote: 'Fristen laufen ab der festgehaltenen Kenntnis',
  early: (span) => `${span} vor Ablauf`,
  lateWithReasons: (span) => `${span} zu spät, begründet`,
  decided: 'entschieden, begründet',
  noLimit: 'hatte keine Frist',
  steps: {
    file: 'Meldung festhalten',
    prepare: 'Meldung vorbereiten',
    tell: 'Betroffene benachrichtigen',
    take: 'Übernehmen',
    settle: 'Sagen, was daraus wurde',
    decideLetter: 'Darüber entscheiden',
    triage: 'Bestätigen oder verwerfen',
    aware: 'Kenntnis festhalten',
    open: 'Öffnen',
    filing: 'Meldung',
    decision: 'Entscheidung',
  },
  emptyTitle: 'Keine Frist läuft.',
  emptyText: 'Ein Alarm oder eine Meldung setzt sie in Gang.',
  uncovered: {
    now: (until) =>
      `${until === null ? 'Zwei Wochen und länger' : `Bis ${until}`} hat niemand Bereitschaft, der erreichbar ist.`,
    later: (from, until) =>
      `Ab ${from}${until === null ? '' : ` bis ${until}`} hat niemand Bereitschaft, der erreichbar ist.`,
    more: (n) => `In den nächsten zwei Wochen noch ${n === 1 ? 'einmal' : `${n}-mal`}.`,
    mend:
      'An ihrer Stelle werden Datenschutzbeauftragte und Vertretung benachrichtigt. Wer dann Bereitschaft hat, ist ' +
      'kein Benutzer, kann sich nicht anmelden oder darf nicht handeln: Die Verwaltung bringt den Benutzer in ' +
      'Ordnung, oder die Regeln nennen jemand anderen (onDuty).',
  },
  registerEmpty:
    'Das Datenflussverzeichnis ist leer: Kein Vorfall weiß, wessen Daten er berührt und wer zu unterrichten ist.',
  registerFill: 'Erstes System eintragen',
  firstSteps: {
    title: 'Hier anfangen',
    note: 'Drei Schritte, in beliebiger Reihenfolge',
    step: (n) => `Schritt ${n}`,
    done: 'Erledigt',
    register: 'Systeme, Dienstleister und Kunden eintragen',
    registerText:
      'Daraus ergibt sich bei einem Vorfall, welche Pflichten gelten und wer unterrichtet wird. Ohne sie weiß ' +
      'Tocsin beides nicht. Ein System nennt seine Dienstleister und Kunden: Tragen Sie diese zuerst ein.',
    registerFile: 'Viele Einträge gehen schneller aus einer Datei, auf dem Server:',
    systems: 'System eintragen',
    suppliers: 'Dienstleister eintragen',
    customers: 'Kunden eintragen',
    exercise: 'Übung beginnen',
    exerciseText:
      'Fristen, Warnungen und Schreiben laufen wie im Ernstfall, nur schneller, und nichts wird wirklich verschickt.',
    report: 'Vorfall melden',
    reportText: 'Ein Titel und ein Satz genügen. Fristen beginnen, sobald jemand festhält, dass es sicher ist.',
  },
  nothingMatches: 'Zu diesen Filtern passt keine Frist.',
  allSuspicions: 'Alle Verdachtsfälle',
  pagesOf: (group) => `Seiten von ${group}`,

  filters: 'Tabellen filtern',
  filtered: 'Die Tabellen sind gefiltert; der Satz und die Zahlen oben gelten für die ganze Übersicht.',
  filter: {
    group: 'Gruppe',
    law: 'Gesetz oder Rechtsraum',
    recipient: 'Empfänger',
    stage: 'Stufe',
    incident: 'Nummer des Vorfalls',
    exercises: 'Übungen',
    status: 'Stand',
    id: 'Nummer des Vorfalls oder ein Teil davon',
  },
  all: 'Alle',
  wholeJurisdiction: (place) => `${place}: alle Gesetze`,
  shown: 'Gezeigt, nach allem Echten',
  hidden: 'Weggelassen',
  only: 'Nur Übungen',
  apply: 'Anwenden',
  clear: 'Alle zeigen',

  week: 'Diese Woche',
  weekRegion: 'Zeitleiste, auf kleinen Bildschirmen seitlich zu verschieben',
  weekKey: 'Quadrat auf Schraffur: Übung',
  weekTitle: (from, to) => `Ablauf der laufenden Fristen, ${from} bis ${to}`,
  weekOverdue: (n) => (n === 1 ? 'Eine Frist ist abgelaufen.' : `${n} Fristen sind abgelaufen.`),
  weekDay: (n, day) => `${n} am ${day}.`,
  weekLater: (n) => `${n} danach.`,
  weekTables: 'Die Tabellen darunter enthalten dasselbe.',
  weekMore: 'Zeigt die dringendsten Fristen; alle stehen in den Tabellen.',
  earlier: (n) => `${n} früher`,
  later: (n) => `${n} später`,
  hoursCount: 'Stunden zählen mit',
  now: (time) => `jetzt ${time}`,
  severalDue: (n) => `${n} fällig`,
  severalOverdue: (n) => `${n} überfällig`,
  pointOverdue: (article) => `${article} überfällig`,

  reconcile: {
    stale: (since) =>
      `Seit ${since} hat nichts geprüft, ob wirklich läuft, was hier herunterzählt. Achten Sie hier ` +
      'auf die Fristen, und bitten Sie den Betrieb von Tocsin, nach dem Worker zu sehen.',
    failing: (since) =>
      `Was hier herunterzählt, konnte seit ${since} nicht mit der Workflow-Engine abgeglichen werden. ` +
      'Achten Sie hier auf die Fristen, und bitten Sie den Betrieb von Tocsin, nach dem Worker zu ' +
      'sehen.',
    open: (incidents) =>
      `${incidents}: Was hier herunterzählt, läuft nicht, wie es soll, und ließ sich nicht von selbst ` +
      'beheben. Die Fristen gelten: Achten Sie hier darauf, und bitten Sie den Betrieb von Tocsin ' +
      'nachzusehen (tocsin reconcile sagt, was fehlt).',
    mended: (incidents, when) =>
      `${incidents}: Fristen oder Nachrichten standen still und wurden ${when} mit denselben ` +
      'Fristenden neu gestartet. Niemand wurde zweimal gewarnt.',
    settled: (incidents, when) =>
      `${incidents}: Hier ging es nicht weiter, wie es soll. Das war ${when} behoben; neu gestartet wurde nichts.`,
    dropped: (n) =>
      n === 1
        ? 'Eine Entscheidung von inzwischen ließ sich nicht festhalten: Treffen Sie sie noch einmal.'
        : `${n} Entscheidungen von inzwischen ließen sich nicht festhalten: Treffen Sie sie noch einmal.`,
  },

  record: {
    stale: (since) =>
      `Seit ${since} hat nichts geprüft, ob die Aufzeichnung noch so ist, wie Tocsin sie schrieb. Bitten Sie den ` +
      'Betrieb von Tocsin, nach dem Worker zu sehen.',
    failing: (since) =>
      `Die Aufzeichnung konnte seit ${since} nicht geprüft werden. Fragen Sie den Betrieb von Tocsin.`,
    noteChanged:
      'Der Vermerk darüber, wie die Aufzeichnung geprüft wurde, wurde an Tocsin vorbei geändert. Fragen Sie, wer in ' +
      'die Datenbank schreiben kann.',
    changed: (what) =>
      `Die Aufzeichnung wurde von außen geändert oder gekürzt: ${what}. Entscheiden und melden Sie nichts nach dem, ` +
      'was davon gezeigt wird, und fragen Sie, wer in die Datenbank schreiben kann.',
    gone: (what) => `Vor kurzem wurde die Aufzeichnung von außen geändert, und sie ist wieder, wie sie war: ${what}.`,
  },

  changed: {
    one: (since) => `Eine Änderung seit ${since}.`,
    many: (n, since) => `${n} Änderungen seit ${since}.`,
    show: 'Anzeigen',
    ended: 'Sie wurden abgemeldet.',
    again: 'Wieder anmelden',
  },

  incidents: {
    title: 'Vorfälle',
    lede: 'Alle Vorfälle und Verdachtsfälle, die neuesten zuerst. Übungen sind gekennzeichnet und zählen nie mit.',
    columns: {
      incident: 'Vorfall',
      status: 'Stand',
      opened: 'Gemeldet',
      severity: 'Schweregrad',
      nextDue: 'Nächste Frist',
    },
    anySuspicion: 'Verdacht, untersucht oder nicht',
    severity: { low: 'Gering', medium: 'Mittel', high: 'Hoch', 'very-high': 'Sehr hoch' },
    notRated: 'noch nicht eingestuft',
    noneDue: 'nichts läuft',
    empty: 'Kein Vorfall passt dazu.',
    rule: 'Erkennungsregel',
    by: {
      owner: 'Zuständig',
      system: 'Betroffenes System',
      plane: 'Wessen Daten',
      duty: 'Pflicht, die gilt',
      country: 'Land der Betroffenen',
      from: 'Gemeldet ab',
      to: 'Gemeldet bis',
    },
  },
  tasks: {
    title: 'Offene Aufgaben',
    note: 'Aller offenen Vorfälle, die früheste Frist zuerst',
    own: 'Ihre und die Ihrer Rolle',
    others: 'Von anderen und von niemandem',
    more: 'Es gibt weitere: Sehen Sie bei den Vorfällen selbst nach.',
  },
  answers: {
    late: (breachId, n, misuse) =>
      `${breachId} ist abgeschlossen, und seither ${n === 1 ? 'kam eine Antwort' : `kamen ${n} Antworten`}` +
      `${misuse ? ' mit Anzeichen von Missbrauch' : ''}: Prüfen Sie, ob er wieder zu öffnen ist`,
    news: (breachId, { proposed, evidence: files, reports, added }) => {
      const parts = [
        ...(proposed === 0 ? [] : ['schlägt jemand von uns vor, ihn zu öffnen']),
        ...(files === 0 ? [] : [files === 1 ? 'kam eine Datei herein' : `kamen ${files} Dateien herein`]),
        ...(reports === 0
          ? []
          : [reports === 1 ? 'gibt es eine neue Meldung dazu' : `gibt es ${reports} neue Meldungen`]),
        ...(added === 0 ? [] : ['wurde etwas nachgetragen']),
      ];
      const what = `${breachId} ist abgeschlossen, und seither ${parts.join(', und ')}`;
      return `${what}: Prüfen Sie, ob er wieder zu öffnen ist`;
    },
    told: (breachId, n) =>
      `${breachId}: ${n === 1 ? 'Der Kunde hat' : `Alle ${n} Kunden haben`} bestätigt. ` +
      'Halten Sie die Pflicht als erfüllt fest',
  },
};
