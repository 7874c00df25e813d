import type { Advice } from '../../../domain/exercise/advice.ts';
import type { Answer } from '../../../domain/exercise/warnings.ts';

/** The same span as the law would have counted it; nothing where the exercise runs as fast as the law. */
const byLaw = (law: string): string => (law === '' ? '' : ` (${law} by the law’s clock)`);

const answers: Record<Answer, string> = {
  filed: 'filed',
  'obligation-waived': 'waived the duty',
  'obligation-resumed': 'let the duty run again',
  'facts-amended': 'changed the facts',
  'awareness-corrected': 'corrected the awareness',
  'risk-decided': 'decided the risk',
  'campaign-drafted': 'drafted a campaign',
  'campaign-approved': 'approved a campaign',
  closed: 'closed it',
};

const advice: Record<Advice, (names: string) => string> = {
  'no-awareness': () =>
    'Nobody recorded when the organisation became aware. No clock can start before that: make it the first step.',
  missed: (names) =>
    `Never filed, and the limit has passed: ${names}. In earnest this is the worst outcome; a late filing with ` +
    'reasons is better than none.',
  late: (names) => `Filed too late: ${names}. File in phases: what is known by the limit, the rest afterwards.`,
  'out-of-order': (names) =>
    `Recorded as filed before the awareness or before the approval, so not counted as in time: ${names}. Record ` +
    'the time of the receipt.',
  'open-fields': (names) =>
    `Mandatory fields were open in what was filed (how many): ${names}. Complete it by a follow-up.`,
  'few-told': (names) =>
    `Far fewer people were written to than are concerned: ${names}. Write to the rest, or record how they were told.`,
  'silent-warnings': (names) =>
    `Warnings to which nobody acted before the next one came: ${names}. Check who receives them and who is on call.`,
  'silent-notices': (names) => `No acknowledgement from: ${names}. Check the contacts in the register, and call.`,
  'slow-notices': (names) => `Acknowledged later than asked: ${names}. Agree in the contract on how fast they answer.`,
  undecided: () =>
    'The risk was not decided for both articles. The engine proposes; the DPO has to decide and give reasons.',
  'thin-reasons': (names) =>
    `Decided near the edge of a band with next to no reasons: ${names}. An authority will ask why.`,
  open: (names) => `Still running: ${names}.`,
  'not-closed': () =>
    'The exercise has not been closed. It goes on until somebody closes it, and so does what is late.',
  'well-done': () => 'Nothing went wrong. Play it again at a higher speed, at night, or with the deputy alone.',
};

export const exercises = {
  lede:
    'Drills on the real workflow: real clocks, warnings and letters. All mail goes to the development inbox; ' +
    'nothing leaves the organisation, and none is ever counted.',
  start: {
    title: 'Start an exercise',
    note: 'Warnings go to the roles that would get them, marked as an exercise.',
    scenario: 'Scenario',
    own: 'Its own title',
    ownHint: 'Leave it empty to take the scenario’s.',
    systems: 'Touched systems',
    systemsHint: 'They decide who is told and which law applies.',
    noSystems: 'The data-flow register has no systems. Without any, nobody is told and few duties apply.',
    scale: 'Speed',
    scales: {
      '1': 'As fast as the law: 72 hours are 72 hours',
      '24': '24 times: 72 hours are 3 hours',
      '72': '72 times: 72 hours are 1 hour',
      '288': '288 times: 72 hours are 15 minutes',
      '720': '720 times: 72 hours are 6 minutes',
    },
    aware: 'Awareness',
    awareNow: 'Record the awareness now, so that the clocks start at once',
    submit: 'Start the exercise',
    needScenario: 'Choose a scenario.',
    needScale: 'Choose one of the speeds.',
    noInbox:
      'None can be started here: exercises send their mail to a development inbox only, and none is set up ' +
      '(EXERCISE_SMTP_URL). Nothing of a drill may reach real people.',
    mayNot: 'Only the DPO and responders start exercises.',
  },
  scenarios: {
    session: {
      title: 'A support engineer’s session is stolen',
      summary: 'An unknown party used the session of a support engineer in the night and opened records of customers.',
    },
    copied: {
      title: 'Data is copied out of a store',
      summary: 'A storage service reports that a large number of objects was read from an address nobody knows.',
    },
    ransom: {
      title: 'Ransomware, and the backup does not restore',
      summary: 'Servers are encrypted, a note asks for money, and the last restore of a backup failed.',
    },
    letter: {
      title: 'A list went to the wrong recipient',
      summary: 'A list of people was sent by mistake to another customer, who called and says it was deleted.',
    },
  },
  started: (breachId: string): string => `Exercise ${breachId} is taken in. It appears below within seconds.`,
  again: 'Load again',
  starting: 'Starting',
  past: 'Exercises so far',
  empty: 'No exercise yet.',
  exercise: 'Exercise',
  began: 'Began',
  state: 'State',
  report: 'Report',
  open: 'After-action report',
  none: 'no events',
  score: 'Score',
  of100: (n: number): string => `${n} of 100`,
  nothing: 'Nothing to score yet',
  heading: (title: string): string => `After-action report: ${title}`,
  goesOn: 'It still runs; the numbers are those of now.',
  ended: 'It was closed; the numbers are final.',
  facts: {
    began: 'Reported',
    aware: 'Awareness recorded',
    never: 'never',
    after: (real: string, law: string): string => `${real} after the report${byLaw(law)}`,
    speed: 'Speed',
    times: (n: string): string => (n === '1' ? 'as fast as the law' : `${n} times the law`),
    closed: 'Closed',
    notYet: 'not yet',
  },
  arithmetic: {
    title: 'How the score adds up',
    note:
      'Duties weigh 60, warnings 25, notices 15. A part without anything gives its weight to the others. A duty ' +
      'met with a finding above counts half; one filed at a time that cannot be right counts nothing.',
    part: 'Part',
    done: 'Done',
    weight: 'Weight',
    points: 'Points',
    sum: 'Score',
    parts: {
      duties: 'Duties met or decided in time',
      warnings: 'Warnings answered before the next one',
      notices: 'Notices acknowledged in time',
    },
    share: (done: string, of: number): string => `${done} of ${of}`,
    nothing: 'nothing to count',
  },
  improve: 'What to do better',
  advice,
  duties: {
    title: 'Duties',
    none: 'No duty applied.',
    duty: 'Duty',
    outcome: 'Outcome',
    due: 'Limit',
    margin: 'Against the limit',
    by: 'By',
    outcomes: {
      met: 'Filed in time',
      decided: 'Waived in time',
      late: 'Too late',
      'out-of-order': 'Filed, at a time that cannot be right',
      missed: 'Missed',
      open: 'Still running',
      'no-clock': 'No clock',
    },
    early: (real: string, law: string): string => `${real} early${byLaw(law)}`,
    late: (real: string, law: string): string => `${real} late${byLaw(law)}`,
    wouldBe: (law: string): string => `In earnest it would have been ${law} late.`,
    left: (real: string, law: string): string => `${real} left${byLaw(law)}`,
    half: 'with a finding: counts half',
    target: 'our own target',
  },
  warnings: {
    title: 'Warnings, and who answered',
    note: 'Answered is what somebody did on the duty, or on the incident as a whole, before its next warning',
    none: 'No warning was sent.',
    warning: 'Warning',
    sent: 'Sent',
    answer: 'Answer',
    silent: 'Nobody acted',
    by: (who: string, what: string): string => `${who} ${what}`,
    after: (real: string, law: string): string => `after ${real}${byLaw(law)}`,
    answers,
  },
  notices: {
    title: 'Notices to suppliers and customers',
    none: 'No notice was sent.',
    share: (done: string, of: string): string => `${done} of ${of} acknowledged in time; the slowest are shown`,
    to: 'To',
    sent: 'Sent',
    acknowledged: 'Acknowledged',
    silent: 'No answer',
    inTime: 'In time',
    slow: 'Late',
    by: (name: string): string => `by ${name}`,
    after: (real: string, law: string): string => `after ${real}${byLaw(law)}`,
  },
  print: 'Printed from the event stream; every number can be worked out again from it.',
  toBreach: 'Open the incident',
};
