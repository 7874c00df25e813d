import type { DutyChange } from '../../../domain/policy/changes.ts';
import type { RowKind, SettingSection } from '../../../domain/settings/fields.ts';

/** What of the organisation is set on pages. */
export const settings = {
  lede:
    'Who you are, whom Tocsin warns and what it reckons with. Each change is a version, with who, why and since ' +
    'when.',
  change: 'Change',
  fromFile: 'as the file says',
  fromPage: (version: number, file: string): string => `set here, version ${version}; the file says: ${file}`,
  fileSays: (file: string): string => `The file says: ${file === '' ? 'nothing' : file}.`,
  byFile: 'Managed by the file',
  byFileText:
    'Regimes, ladders, severity and texts stay with the files of policy/, which whoever runs the server edits. ' +
    'tocsin policy check checks them, and Tocsin is started again. What is set above stands in the place of what ' +
    'policy/organisation.yaml says, until it says the same.',
  sections: {
    company: 'Company',
    posts: 'DPO and deputy',
    duty: 'On duty and quiet hours',
    law: 'In the eyes of the law',
    targets: 'Our own targets and follow-ups',
    control: 'Four eyes and minor incidents',
    release: 'Release of what suppliers and customers read',
    kept: 'How long what is kept, and legal holds',
  } satisfies Record<SettingSection, string>,
  fields: {
    name: 'Name',
    legalName: 'Legal name',
    'publicContact.phone': 'Telephone for outsiders',
    'publicContact.email': 'E-mail for outsiders',
    replyTo: 'Replies to mails go to',
    zone: 'Time zone',
    language: 'Language',
    'dpo.label': 'DPO: name of the mailbox',
    'dpo.name': 'DPO: who that is',
    'dpo.email': 'DPO: mailbox',
    'dpo.slackChannel': 'DPO: Slack channel',
    'deputy.label': 'Deputy: name of the mailbox',
    'deputy.name': 'Deputy: who that is',
    'deputy.email': 'Deputy: mailbox',
    'deputy.slackChannel': 'Deputy: Slack channel',
    'establishment.main': 'Main establishment',
    'establishment.region': 'Part of that state',
    'establishment.others': 'Further establishments',
    'establishment.representative': 'Representative (GDPR Art. 27)',
    'establishment.sector': 'Sector',
    profile: 'What you are',
    markets: 'Further markets',
    'noticeRules.answerByHours': 'Suppliers and customers answer within (hours)',
    'noticeRules.escalateAfterHours': 'Second contact is written to after (hours)',
    'noticeRules.linkExpiresAfterDays': 'Their link ends after (days)',
    'fourEyes.campaigns': 'Four eyes: letters to people',
    'fourEyes.moreReceiversThan': 'Four eyes: other letters to more than',
    'fourEyes.filings': 'Four eyes: filings',
    'fourEyes.exercises': 'Four eyes: exercises',
    'minorIncidents.people': 'Minor incident: at most so many people',
    'onDuty.zone': 'Time zone of the rota',
    'onDuty.since': 'First hand-over, day',
    'onDuty.handOver': 'Handed over every week at',
    'onDuty.who': 'Who can be on duty',
    'onDuty.shifts': 'Shifts',
    'quietHours.from': 'Quiet hours from',
    'quietHours.to': 'Quiet hours until',
    'release.responders': 'Responders may release too',
    'release.drills': 'Exercises tell the contacts of the register at once',
    'release.approved': 'Texts that leave at once',
    'retention.breaches': 'Keep incidents with a breach (years)',
    'retention.notBreaches': 'Keep incidents that were none (years)',
    'retention.exercises': 'Keep exercises (years)',
    'retention.alertsDays': 'Erase alerts of no incident after (days)',
    'retention.alertHolds': 'Legal holds',
    'softTargets.take': 'Take an incident (hours)',
    'softTargets.triage': 'Confirm or dismiss it (hours)',
    'softTargets.investigation': 'Investigate (hours)',
    'softTargets.release': 'Release what suppliers and customers read (hours)',
    'softTargets.correction': 'Release a correction (hours)',
    'softTargets.misuse': 'Look into signs of misuse (hours)',
    'softTargets.unreached': 'Reach who refused a letter (hours)',
    'softTargets.uncertain': 'Decide on a letter that may have left (hours)',
    'softTargets.letters-unreached': 'Reach people whose letter was refused (hours)',
    'softTargets.letters-uncertain': 'Decide on letters to people that may have left (hours)',
    'softTargets.decision': 'Confirm or change the decision on the risk (hours)',
    'softTargets.supplement': 'Send what a filing left open (hours)',
    'softTargets.processor-to-controller': 'As processor, tell the controller (hours)',
    'softTargets.data-subjects': 'Tell people without undue delay (hours)',
    'softTargets.authority': 'Tell an authority without undue delay (hours)',
    'softTargets.customers': 'Tell customers (hours)',
    'softTargets.immediately': 'What the law wants immediately (hours)',
    'softTargets.joint-controllers': 'Tell joint controllers (hours)',
    'softTargets.ordered': 'What an authority orders (hours)',
    'softTargets.requested': 'What somebody requests (hours)',
    'softTargets.contract': 'What a contract asks for (hours)',
  } as Partial<Record<string, string>>,
  hints: {
    legalName: 'As in the commercial register: it stands in notices and filings.',
    replyTo: 'Left empty, replies go to the DPO. Somebody must read it.',
    zone: 'Such as Europe/Berlin. Times are read in it; deadlines do not depend on it.',
    language: 'Two letters, such as en or de: of mails, letters and filings.',
    'dpo.name':
      'The name of a person, which forms of authorities ask for; they refuse that of a role. Left empty, it is typed ' +
      'into each filing.',
    'deputy.name': 'The name of a person, as for the DPO.',
    'dpo.email': 'A mailbox of the role, not of a person: it outlives staff changes.',
    'dpo.slackChannel': 'Left empty, the channel that is set up for all warnings.',
    'establishment.main': 'The EEA state of the central administration, such as DE; empty: none in the EEA.',
    'establishment.region': 'Where the state has several authorities, such as DE-BE.',
    'establishment.others': 'Codes with commas between them.',
    'establishment.representative': 'Of a controller outside the EEA.',
    'establishment.sector': 'private, public, federal, telecom or eu-institution.',
    profile: 'Tick all that you are: laws that bind a kind left out are not counted as yours.',
    markets: 'Places whose people’s data you may hold, such as GB or US-CA, with commas between them.',
    'fourEyes.moreReceiversThan': 'Left empty: nothing else needs four eyes.',
    'minorIncidents.people': 'At most 100. Left empty: none is minor.',
    'onDuty.zone': 'Such as Europe/Berlin. With all five fields of the rota empty, DPO and deputy are always told.',
    'onDuty.since': 'Such as 2026-11-02. From then on it is handed over every week on the same day.',
    'onDuty.handOver': 'Such as 09:00, as clocks on the wall show it there.',
    'onDuty.who':
      'Each is a mailbox of a role, or somebody who signs in and may act on incidents. Empty all fields of one to ' +
      'take it out.',
    'onDuty.shifts': 'Together they must leave no hour of the week without somebody.',
    'quietHours.from':
      'Such as 22:00. Warnings of our own targets wait until they end, unless they name who is on duty; those of the ' +
      'law never wait. Left empty: none.',
    'quietHours.to': 'Such as 07:00.',
    'release.responders': 'Otherwise DPO and deputy alone.',
    'release.drills': 'With the text that is drafted from the facts.',
    'release.approved':
      'Approved beforehand: one kind is told at once, up to a severity, before anybody has looked. Without an entry ' +
      'nobody is.',
    'retention.breaches': 'From the last closing, 1 to 100. Tocsin shows until when, and deletes no record by itself.',
    'retention.notBreaches': '1 to 100.',
    'retention.exercises': '1 to 100.',
    'retention.alertsDays': '2 to 3660. Left empty: none is erased.',
    'retention.alertHolds': 'Alerts under a hold are not erased as long as it stands here.',
  } as Partial<Record<string, string>>,
  entry: {
    people: (n) => `Person or mailbox ${n}`,
    shifts: (n) => `Shift ${n}`,
    texts: (n) => `Text ${n}`,
    holds: (n) => `Hold ${n}`,
  } satisfies Record<RowKind, (n: number) => string>,
  freeEntry: {
    people: 'Another person or mailbox',
    shifts: 'Another shift',
    texts: 'Another text',
    holds: 'Another hold',
  } satisfies Record<RowKind, string>,
  columns: {
    id: 'Short name',
    user: 'Somebody who signs in',
    label: 'Or a mailbox: its name',
    email: 'Its address',
    slackChannel: 'Its Slack channel',
    days: 'Days',
    from: 'From',
    to: 'To',
    weeks: 'Who, a week each in turn',
    kind: 'To',
    upTo: 'Up to this severity',
    happened: 'What happened',
    consequences: 'What may follow',
    measures: 'What is being done',
    advice: 'What they should do',
    source: 'Alerts of',
    until: 'Until',
    owner: 'Asked for by',
    reason: 'Why',
  } as Partial<Record<string, string>>,
  columnHints: {
    id: 'Lower-case letters, digits and dashes.',
    from: 'Such as 09:00.',
    to: 'The same time, or an earlier one: on the next day.',
    weeks: 'Short names, with commas between them.',
    slackChannel: 'May be left empty.',
    until: 'Left empty: until further notice.',
  } as Partial<Record<string, string>>,
  heldFromHint: 'With its offset, such as 2026-11-01T00:00+01:00.',
  noChoice: 'nothing chosen',
  allSources: 'all sources',
  everyDay: 'every day',
  days: {
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  },
  effects: {
    title: 'What else it does',
    guards: 'DPO and deputy',
    onDuty: (before: string, after: string): string =>
      before === after ? `On duty now stays: ${after}.` : `On duty now is ${after}, instead of ${before}.`,
    guardsInstead: 'DPO and deputy are told in their place.',
    keptShorter: (n: number): string =>
      `${n === 1 ? 'The record of one closed incident is' : `Records of ${n} closed incidents are`} to be kept for a ` +
      'shorter time.',
    erased: (n: number): string =>
      `${n === 1 ? 'One alert is' : `${n} alerts are`} erased within the hour, for good, that would stay otherwise.`,
    unheld: (holds: string): string => `Legal holds that end, or hold less: ${holds}. Ask whoever asked for them.`,
    unreleased: {
      responders: 'Responders may let go what suppliers and customers read, without DPO and deputy.',
      drills: 'Exercises tell the contacts of the register without a release.',
      supplier: 'Suppliers are told the approved text without anybody’s release.',
      customer: 'Customers are told the approved text without anybody’s release.',
    },
  },
  risksKnown: 'I know that this does what stands above, and want it so.',
  askRisks: 'Say that you know what else it does, or change nothing.',
  twice: 'This short name stands twice.',
  nobody: (holes: readonly (readonly [number, number])[]): string =>
    `Nobody would be on duty ${holes.map(([from, to]) => `from ${moment(from)} to ${moment(to)}`).join('; ')}.`,
  againstLater: (version: number, from: string): string =>
    `This does not go with version ${version}, which holds from ${from}. Change that first.`,
  formLede: 'First you see what the change does, and to which duties and targets of open incidents. Then it is stored.',
  from: 'Holds from',
  fromHint: 'Left empty: at once.',
  reasons: 'Why',
  reasonsHint: 'It stands in the history, and DPO and deputy get it by mail.',
  look: 'See what it does',
  previewTitle: 'What this change does',
  previewLede: 'Nothing is stored yet.',
  diff: 'What changes',
  movesTitle: 'Duties of open incidents, and our own targets',
  movesNote: 'Worked out from what is known of each now. A running clock moves when its incident is next planned.',
  noMoves: 'No duty of an open incident is moved, and no target of ours.',
  duty: 'Duty or target',
  what: 'What happens to it',
  incidents: 'Open incidents',
  moves: {
    binds: 'binds from now on',
    'binds-no-more': 'does not bind any more',
    earlier: 'falls due earlier',
    later: 'falls due later',
    dateless: 'has no limit any more',
    dated: 'gets a limit',
    warned: 'is warned of at other times',
  } satisfies Record<DutyChange['change'], string>,
  stopsText: 'This stops duties or targets that bind now, or gives them more time. Ask the DPO, if that is not you.',
  stopsKnown: 'I know that these duties or targets end or fall due later, and want it so.',
  askStops: 'Say that you know that duties or targets end or fall due later, or change nothing.',
  changedSince: 'Something changed since you looked, such as the settings or an incident. Look again.',
  save: 'Store this change',
  bad: (given: string): string =>
    `${given === '' ? 'This' : `‘${given}’`} does not go here: see what stands beside the field.`,
  unchanged: 'Nothing differs from what holds now.',
  foundRight: 'Nothing is changed: what holds was looked at and is right.',
  needsReasons: 'Say why, in at most 2000 letters.',
  history: 'History',
  historyNote: 'Newest first.',
  noHistory: 'Nothing was changed here: all is as the file says.',
  older: (n: number): string => `${n} older versions`,
  version: (n: number): string => `Version ${n}`,
  holds: 'holds',
  waits: 'holds later',
  since: 'Holds from',
  mail: (about: {
    by: string;
    reasons: string;
    lines: string;
    page: string;
    from: string;
  }): {
    subject: string;
    text: string;
  } => ({
    subject: 'Tocsin: settings were changed',
    text: [
      `${about.by} changed settings of Tocsin:`,
      about.lines,
      `Why: ${about.reasons}`,
      `All versions: ${about.page}`,
      `If you did not expect this, call an administrator you know, by telephone.\n\nTocsin at ${about.from}\n`,
    ].join('\n\n'),
  }),
};

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A minute of the week, from Monday 00:00. */
function moment(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const inDay = minute % 1_440;
  return `${DAYS[Math.floor(minute / 1_440) % 7]} ${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
}
