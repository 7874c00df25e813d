import { obligations } from './breach-duties.ts';

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];
const inWords = (n: number, figure: string): string => NUMBERS[n] ?? figure;

/** The desk and the list of incidents. `figure` is a number as it is written, `1,000+` where there are more. */
export const desk = {
  deadAlerts: (n: number, written: string): string =>
    n === 1
      ? '1 alert could not be read, and nobody has judged it.'
      : `${written} alerts could not be read, and nobody has judged them.`,
  deadAlertsLink: 'Look at them',
  overdueNow: (n: number, figure: string): string =>
    `${inWords(n, figure)} ${n === 1 ? 'duty is' : 'duties are'} overdue.`,
  nextLimit: (when: string): string => `The next limit is ${when}.`,
  /** By targets of our own: `One thing waits before all else.` */
  waits: (n: number, figure: string): string =>
    `${inWords(n, figure)} ${n === 1 ? 'thing waits' : 'things wait'} before all else.`,
  drillsWait: (n: number, figure: string): string =>
    `${figure} ${n === 1 ? 'thing waits' : 'things wait'} in exercises.`,
  noDutyRuns: 'No clock of a duty is running.',
  nothingRuns: 'No clock is running.',
  nothingRealRuns: 'No real clock is running.',
  suspicionsWait: (n: number, figure: string): string =>
    `${inWords(n, figure)} ${n === 1 ? 'suspicion waits' : 'suspicions wait'} to be confirmed.`,
  drillsRun: (n: number, figure: string): string => `${figure} exercise ${n === 1 ? 'clock is' : 'clocks are'}.`,
  clocksRun: (n: number, figure: string, incidents: number, over: string): string =>
    `${figure} ${n === 1 ? 'clock runs' : 'clocks run'} across ${over} ${incidents === 1 ? 'incident' : 'incidents'}.`,
  nothingDue: 'Nothing is due for a real breach.',
  nothingDueByLaw: 'No duty is due for a real breach.',
  suspicions: (n: number, figure: string): string =>
    `${figure} ${n === 1 ? 'suspicion is' : 'suspicions are'} not confirmed yet.`,
  drillsShown: (n: number, figure: string): string =>
    `${figure} exercise ${n === 1 ? 'clock is' : 'clocks are'} shown but not counted.`,

  exportCsv: 'Export desk (CSV)',
  report: 'Report a breach',
  groupsLabel: 'Groups on this desk',
  counters: { overdue: 'Overdue', soon: 'Due within 24 h', later: 'Due later', met: 'Met or decided' },
  oldest: (when: string): string => `oldest since ${when}`,
  plusDrills: (n: number, figure: string): string => `plus ${figure} ${n === 1 ? 'exercise' : 'exercises'}`,
  noneThere: 'none',
  metNote: (late: number, figure: string): string =>
    late === 0 ? 'last 7 days' : `last 7 days, ${figure} of them late`,

  groups: {
    waiting: 'Before all else',
    suspected: 'Suspected, no clock yet',
    idle: 'Open, with nothing running',
    overdue: 'Overdue',
    soon: 'Due within 24 hours',
    later: 'Due later',
    practice: 'Exercises',
    met: 'Met or decided, last 7 days',
  },
  notes: {
    waiting: 'New incidents to take and to triage, signs of misuse, letters that did not arrive, decisions to confirm',
    suspected: 'Confirm or rule out. The clocks start once awareness is recorded',
    idle: 'Check the awareness and the decisions, then go on or close',
    overdue: 'File now and give reasons for the delay. Late is better than never.',
    soon: (until: string): string => `Before ${until}`,
    later: 'Weekends and holidays count for clocks in hours',
    practice: 'Practice only: nothing here is real, nothing is counted, nothing is really sent',
    met: 'Leaves this desk after 7 days and stays with its incident',
  },
  columns: {
    left: 'Time left',
    outcome: 'Outcome',
    state: 'State',
    due: 'Due',
    closed: 'Closed',
    reported: 'Reported',
    obligation: 'Duty, and to whom',
    incident: 'Incident',
    stage: 'Stage',
    next: 'Next step',
    record: 'Record',
  },
  stages: obligations.stages,
  states: {
    overdue: 'Overdue',
    soon: 'Due soon',
    later: 'Running',
    filed: 'Filed',
    'filed-late': 'Filed late',
    waived: 'Waived',
    idle: 'Open',
  },
  notReallySent: 'not really sent',
  ownTarget: 'target of ours, set by no law',
  moreWaiting: (n: string): string => `${n} more wait than are shown; the newest stand last.`,
  left: 'Who had these has left, or does another thing now, so nobody has them. Take them:',
  allWaiting: 'All incidents that nobody has taken',
  houseTarget: 'our own target; the law asks for no delay, without a number',
  drillNote: 'a drill, nothing is really sent',
  idleDuty: 'No clock runs',
  idleNote: 'Every duty is filed or waived, or does not apply',
  noClockYet: 'No clock yet',
  noClockNote: 'Clocks start once awareness is recorded',
  early: (span: string): string => `${span} early`,
  lateWithReasons: (span: string): string => `${span} late, with reasons`,
  decided: 'decided, with reasons',
  noLimit: 'had no limit',
  steps: {
    file: 'Record filing',
    prepare: 'Prepare filing',
    tell: 'Tell the people',
    take: 'Take it',
    settle: 'Say what came of it',
    decideLetter: 'Decide on it',
    triage: 'Confirm or dismiss',
    aware: 'Record awareness',
    open: 'Open',
    filing: 'Filing',
    decision: 'Decision',
  },
  emptyTitle: 'No clock is running.',
  emptyText: 'An alert or a report starts one.',
  uncovered: {
    now: (until: string | null): string =>
      `${until === null ? 'For two weeks and more' : `Until ${until}`} nobody is on duty who can be told.`,
    later: (from: string, until: string | null): string =>
      `From ${from}${until === null ? '' : ` until ${until}`} nobody is on duty who can be told.`,
    more: (n: number): string => `In the next two weeks ${n === 1 ? 'once more' : `${n} times more`}.`,
    mend:
      'DPO and deputy are told in their place. Who is on duty then has no user, cannot sign in or may not act: an ' +
      'administrator mends the user, or the policy names somebody else (onDuty).',
  },
  registerEmpty: 'The data-flow register is empty: no breach can tell whose data it touches and whom to notify.',
  registerFill: 'Enter the first system',
  firstSteps: {
    title: 'Start here',
    note: 'Three steps, in any order',
    step: (n: number): string => `Step ${n}`,
    done: 'Done',
    register: 'Enter your systems, suppliers and customers',
    registerText:
      'A breach takes from them which duties apply and who is told. Without them it knows neither. A system names ' +
      'its suppliers and customers: enter those first.',
    registerFile: 'Many entries are quicker from a file, on the server:',
    systems: 'Enter a system',
    suppliers: 'Enter a supplier',
    customers: 'Enter a customer',
    exercise: 'Start an exercise',
    exerciseText: 'Clocks, warnings and letters run as in earnest, only faster, and nothing is really sent.',
    report: 'Report a breach',
    reportText: 'A title and a sentence are enough. Clocks start once somebody records that it is certain.',
  },
  nothingMatches: 'No clock matches these filters.',
  allSuspicions: 'All suspicions',
  pagesOf: (group: string): string => `Pages of ${group}`,

  filters: 'Filter the tables',
  filtered: 'The tables below are filtered; the sentence and the figures above are of the whole desk.',
  filter: {
    group: 'Group',
    law: 'Law or jurisdiction',
    recipient: 'Recipient',
    stage: 'Stage',
    incident: 'Incident number',
    exercises: 'Exercises',
    status: 'State',
    id: 'Incident number, or a part of it',
  },
  all: 'All',
  wholeJurisdiction: (place: string): string => `${place}: all laws`,
  shown: 'Shown, after what is real',
  hidden: 'Left out',
  only: 'Only exercises',
  apply: 'Apply',
  clear: 'Show all',

  week: 'This week',
  weekRegion: 'Timeline, scrolls sideways on small screens',
  weekKey: 'Square on hatching: exercise',
  weekTitle: (from: string, to: string): string => `Limits of running clocks, ${from} to ${to}`,
  weekOverdue: (n: number): string => `${n} ${n === 1 ? 'limit has' : 'limits have'} passed.`,
  weekDay: (n: number, day: string): string => `${n} on ${day}.`,
  weekLater: (n: number): string => `${n} after that.`,
  weekTables: 'The tables below hold the same facts.',
  weekMore: 'Shows the most pressing clocks; all of them are in the tables.',
  earlier: (n: number): string => `${n} earlier`,
  later: (n: number): string => `${n} later`,
  hoursCount: 'hours still count',
  now: (time: string): string => `now ${time}`,
  severalDue: (n: number): string => `${n} due`,
  severalOverdue: (n: number): string => `${n} overdue`,
  pointOverdue: (article: string): string => `${article} overdue`,

  reconcile: {
    stale: (since: string): string =>
      `Since ${since} nothing has checked that what counts down here really runs. Watch the deadlines ` +
      'here, and ask whoever runs Tocsin to look at the worker.',
    failing: (since: string): string =>
      `What counts down here could not be checked against the workflow engine since ${since}. Watch ` +
      'the deadlines here, and ask whoever runs Tocsin to look at the worker.',
    open: (incidents: string): string =>
      `${incidents}: what counts down here does not run as it should, and could not be mended by ` +
      'itself. The deadlines hold: watch them here, and ask whoever runs Tocsin to look (tocsin ' +
      'reconcile says what is wrong).',
    mended: (incidents: string, when: string): string =>
      `${incidents}: clocks or messages had stopped, and were restarted ${when} with the same ` +
      'deadlines. Nobody was warned twice.',
    settled: (incidents: string, when: string): string =>
      `${incidents}: could not go on as it should. That was over ${when}; nothing was restarted.`,
    dropped: (n: number): string =>
      n === 1
        ? 'One decision taken meanwhile could not be recorded: take it again.'
        : `${n} decisions taken meanwhile could not be recorded: take them again.`,
  },

  record: {
    stale: (since: string): string =>
      `Since ${since} nothing has checked that the record is as Tocsin wrote it. Ask whoever runs Tocsin to look at ` +
      'the worker.',
    failing: (since: string): string => `The record could not be checked since ${since}. Ask whoever runs Tocsin.`,
    noteChanged: 'The note of how the record was checked was changed past Tocsin. Ask who can write to the database.',
    changed: (what: string): string =>
      `The record was changed or cut from outside: ${what}. Decide and file nothing by what is shown of it, and ask ` +
      'who can write to the database.',
    gone: (what: string): string => `Of late the record was changed from outside, and is as it was again: ${what}.`,
  },

  changed: {
    one: (since: string): string => `1 change since ${since}.`,
    many: (n: string, since: string): string => `${n} changes since ${since}.`,
    show: 'Show them',
    ended: 'You were signed out.',
    again: 'Sign in again',
  },

  incidents: {
    title: 'Incidents',
    lede: 'Every breach and suspicion, newest first. Exercises are marked and never counted.',
    columns: { incident: 'Incident', status: 'State', opened: 'Reported', severity: 'Severity', nextDue: 'Next limit' },
    anySuspicion: 'Suspected, looked into or not',
    severity: { low: 'Low', medium: 'Medium', high: 'High', 'very-high': 'Very high' },
    notRated: 'not rated yet',
    noneDue: 'nothing runs',
    empty: 'No incident matches.',
    rule: 'Rule of detection',
    by: {
      owner: 'Owner',
      system: 'Touched system',
      plane: 'Whose data',
      duty: 'Duty that binds',
      country: 'Country of people',
      from: 'Reported from',
      to: 'Reported until',
    },
  },
  tasks: {
    title: 'Open tasks',
    note: 'Of all open incidents, the earliest limit first',
    own: 'Yours, and your role’s',
    others: 'Of others, and of nobody',
    more: 'There are more: see the incidents themselves.',
  },
  /** What answers to notices ask for. */
  answers: {
    late: (breachId: string, n: number, misuse: boolean): string =>
      `${breachId} is closed, and ${n === 1 ? 'a notice was answered' : `${n} notices were answered`} since` +
      `${misuse ? ', with a sign of misuse' : ''}: look whether it is to be opened again`,
    news: (breachId: string, news: { proposed: number; evidence: number; reports: number; added: number }): string => {
      const { proposed, evidence: files, reports, added } = news;
      const parts = [
        ...(proposed === 0 ? [] : ['one of us proposes to open it again']),
        ...(files === 0 ? [] : [files === 1 ? 'a file came in' : `${files} files came in`]),
        ...(reports === 0
          ? []
          : [reports === 1 ? 'there is a new report about it' : `there are ${reports} new reports`]),
        ...(added === 0 ? [] : ['whoever reported it added something']),
      ];
      return `${breachId} is closed, and ${parts.join(', and ')}: look whether it is to be opened again`;
    },
    told: (breachId: string, n: number): string =>
      `${breachId}: ${n === 1 ? 'the customer has' : `all ${n} customers have`} acknowledged. Record the duty as met`,
  },
};
