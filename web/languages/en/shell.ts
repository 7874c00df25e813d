import { NOT_DONE, sayRecordBroken } from '../../../domain/breach/on-the-record.ts';
import type { Place } from '../../places.ts';

/** The frame of every page, and what several pages say. */
export const shell = {
  skip: 'Skip to content',
  navigation: 'Main',
  places: {
    desk: 'Desk',
    breaches: 'Incidents',
    alerts: 'Alerts',
    sources: 'Sources',
    webhooks: 'Webhooks',
    register: 'Register',
    systems: 'Systems',
    suppliers: 'Suppliers',
    customers: 'Customers',
    campaigns: 'Campaigns',
    policy: 'Policy',
    exercises: 'Exercises',
    questions: 'Auditor’s questions',
    audit: 'Audit',
    setup: 'Set-up',
    settings: 'Settings',
    users: 'Users',
    tokens: 'Tokens',
    reports: 'My reports',
    report: 'Report a breach',
  } satisfies Record<Place, string>,
  more: 'More',
  onThisPage: 'On this page',
  roles: {
    dpo: 'Data Protection Officer',
    deputy: 'Deputy Data Protection Officer',
    responder: 'Responder',
    reporter: 'Reporter',
    auditor: 'Auditor',
    administrator: 'Administrator',
    'alert-source': 'Alert source',
  } as Record<string, string>,
  approvers: {
    since: 'Waits for approval since',
    may: (people: string): string => `May approve: ${people}.`,
    onDuty: (people: string): string => `Of these on duty now: ${people}.`,
    notOnDuty: 'None of them is on duty now: call one of them, or whoever stands in.',
    nobody:
      'Nobody who can sign in may approve it. Ask the administrator to give somebody that role, on the page of users.',
  },
  account: 'Account',
  signOut: 'Sign out',
  language: 'Language',
  /** Not for English pages: that the policy has no other words for something on this one. */
  inEnglish: 'Some texts of the policy on this page stand in English only.',
  footer: (legalName: string, zone: string) =>
    `${legalName}. Times show ${zone} first, then UTC. The server’s clock decides, not this device’s.`,
  exercise: 'EXERCISE',
  today: 'today',
  /** After a span of time: `16 h 0 min late`. */
  late: (span: string) => `${span} late`,
  isOverdue: (duty: string): string => `${duty} is overdue.`,
  dueWithinTheHour: (duty: string): string => `${duty} is due within the hour.`,
  /** Before whom something goes to. */
  to: 'to',
  none: 'none',
  yes: 'yes',
  no: 'no',
  unknown: 'not known',
  /** In place of words whose seal does not open. */
  unopened: (key: string): string => `cannot be opened, key ${key}`,
  error: 'Error',
  errorSummary: (count: number) =>
    count === 1 ? 'One thing has to be put right' : `${count} things have to be put right`,
  save: 'Save',
  cancel: 'Cancel',
  next: 'Next page',
  andMore: (names: string, more: string): string => `${names} and ${more} more`,
  first: 'First page',
  away: {
    temporal:
      'The workflow engine (Temporal) does not answer. What you see is what was last recorded. Reports are still ' +
      'accepted and kept; warnings, notices and whatever you record wait until it is back. Deadlines go on: watch ' +
      'them here.',
    worker:
      'The workflow engine is there, but no worker does its work. What you see is what was last recorded. Reports ' +
      'are still accepted and kept; warnings, notices and whatever you record wait until it is back. Deadlines go ' +
      'on: watch them here.',
  },
  skew: (server: string, seconds: number, isAhead: boolean) =>
    `The clocks of this server and of ${server} differ: ${server} is ${seconds} s ${isAhead ? 'ahead' : 'behind'}. ` +
    'Times here may be wrong by that much; act before the earlier one, and have both clocks set (NTP).',
  problems: {
    title: (status: number): string =>
      status === 404 ? 'There is nothing here' : status === 403 ? 'Not for this role' : 'This could not be done',
    notFound: 'Nothing lies under this address. It may have been mistyped, or what it named was never here.',
    forbidden: (role: string) =>
      `You are signed in as ${role}, and this page is not for that role. Nothing was changed.`,
    crossSite:
      'This form did not come from a page of your session, so nothing was done. Go back, load the page again and ' +
      'send it once more.',
    unavailable:
      'The database or the workflow engine does not answer. Nothing of what you sent was stored. Try again in a ' +
      'moment; by telephone, clocks can be watched and filed as well.',
    /** `seq`: the first event that does not verify; `left`: what was not done. */
    recordBroken: sayRecordBroken,
    recordBehind:
      'The database holds an older copy of this incident than the engine that runs its clocks: ' +
      'it was restored from a backup. What you sent is not on record, and nothing more is taken until the ' +
      'administrator restores a newer copy. The clocks go on. Write down what you decided, with the time.',
    notDone: NOT_DONE as Record<string, string>,
    tooLarge:
      'What was sent is larger than this page takes. Nothing was stored. Go back and send a smaller file, or several.',
    otherKind: 'This address does not take that kind of content. Nothing was stored.',
    tooManyCalls: (seconds: number): string =>
      'Too much was asked for with your name in a short time, so this was not done. Nobody else is held up by it. ' +
      `Wait ${seconds} s, then try again.`,
    internal: 'Something broke on our side; the log has it. Nothing was half-stored.',
    back: 'Back to the desk',
    reference: (id: string) => `Tell the administrator this reference: ${id}`,
  },
  /** @param right the codes that are meant; none where nobody can tell */
  noPlace: (code: string, right: readonly string[]): string =>
    right.length === 0
      ? `“${code}” is no code of a place. Give a country (ISO 3166) such as GB, or a part such as US-CA.`
      : `“${code}” is no code of a place. Write ${right.join(' or ')}.`,
  instant: {
    zone: 'Time zone',
    noZone: 'Choose the time zone: a time without one is not guessed.',
    twice: 'Clocks were turned back then and showed this time twice. Choose which one is meant.',
    skipped: 'Clocks were put forward then and never showed this time. Give the time before or after the jump.',
    malformed: 'Give date and time, such as 21/11/2026 13:05.',
    which: 'Which of the two?',
  },
  conflict: {
    title: 'Somebody changed this while you were writing',
    lede: 'Nothing was overwritten. Both texts are below: what is on record now, and what you wrote.',
    now: 'On record now',
    yours: 'Yours',
    apply: 'Use mine',
    keep: 'Keep what is on record',
  },
};
