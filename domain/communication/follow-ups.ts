import { type Instant, plusMs, toMs } from '../time.ts';

/** What a notice does when nobody answers, and which step of it comes next. Pure; instants in UTC. */

/**
 * `link`: a letter of its own with a new link, to those whose earlier one was ended. `correction`: the text of a later
 * release, to those who were told an earlier one.
 */
export const NOTICE_STEPS = ['first', 'reminder', 'escalation', 'link', 'correction'] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];
export type ContactPlace = 'first' | 'second';
/** `failed`: surely not handed over before the next step of the notice came. */
export type DeliveryResult = 'sent' | 'refused' | 'uncertain' | 'failed';

/** The instants that a counterparty was promised. */
export type NoticeSchedule = {
  sendAt: Instant;
  answerBy: Instant;
  reminders: Instant[];
  /** From here on the second contact is addressed too. */
  escalateAt: Instant;
  expiresAt: Instant;
};

/** One delivery still to come, or the end of waiting. */
export type FollowUp = { at: Instant; step: Exclude<NoticeStep, 'link' | 'correction'> | 'expiry'; number: number };

/** Letters with a new link are numbered apart from the steps of the schedule: by the link's generation. */
const LINK_LETTERS = 1_000;

/** The number under which the letter with a link of this generation goes. */
export function numberOfLink(generation: number): number {
  return LINK_LETTERS + generation;
}

/** Corrections are numbered apart from both: by the release whose text they bring. */
const CORRECTIONS = 1_000_000;

/** The number under which the correction to the text of this release goes. */
export function numberOfCorrection(release: number): number {
  return CORRECTIONS + release;
}

/** The release whose text a letter of this number brings; null for what is no correction. */
export function releaseOfCorrection(number: number): number | null {
  return number > CORRECTIONS ? number - CORRECTIONS : null;
}

/** Whether a letter with the text of a later release is still to be sent; also where nothing else is. */
export function isCorrectionOpen({
  correction,
  done,
  deliveries,
}: Omit<NoticeProgress, keyof NoticeSchedule>): boolean {
  if (correction === undefined || done.includes(numberOfCorrection(correction))) return false;
  return mayHaveReached(deliveries, 'first') || mayHaveReached(deliveries, 'second');
}

/** First delivery, reminders, escalation, expiry; in order, numbered from 1. */
export function followUps(notice: NoticeSchedule): FollowUp[] {
  const steps: Omit<FollowUp, 'number'>[] = [
    { at: notice.sendAt, step: 'first' },
    ...notice.reminders.map((at): Omit<FollowUp, 'number'> => ({ at, step: 'reminder' })),
    { at: notice.escalateAt, step: 'escalation' },
    { at: notice.expiresAt, step: 'expiry' },
  ];
  return steps
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a.step) - rank(b.step)))
    .map((step, index) => ({ ...step, number: index + 1 }));
}

/**
 * The step to take at `now`, given those already done: of several that came due while the engine was away, the first
 * delivery always goes, and of reminders only the newest, so that nobody gets a bundle of them.
 */
export function nextFollowUp(plan: readonly FollowUp[], done: readonly number[], now: Instant): FollowUp | null {
  const open = plan.filter((step) => !done.includes(step.number));
  const next = open[0];
  if (next === undefined) return null;
  if (next.step !== 'reminder') return next;
  const dueReminders = open.filter((step) => step.step === 'reminder' && step.at <= now);
  return dueReminders.at(-1) ?? next;
}

/** One delivery as it ended. `number` is that of its step. */
export type NoticeDelivery = {
  number: number;
  step: NoticeStep;
  contact: ContactPlace;
  result: DeliveryResult;
  at: Instant;
};

/** What a notice's next step depends on. */
export type NoticeProgress = NoticeSchedule & {
  /** Numbers of the steps that are done with. */
  done: readonly number[];
  deliveries: readonly NoticeDelivery[];
  /** Which link is the one that opens, from 1; absent means the first. A later one has a letter of its own. */
  generation?: number;
  /** The release of which it is to be told by a letter of its own; absent where there is none. */
  correction?: number;
  /** When the first letter left that asks for an answer: the time to answer counts from it. Absent until then. */
  countsFrom?: Instant;
};

/** What is to be done next for a counterparty, and from when on. */
export type NoticeAct =
  | {
      act: 'deliver';
      at: Instant;
      number: number;
      step: NoticeStep;
      contact: ContactPlace;
      /** Which letter: whom nothing reached yet gets the first notice, not a reminder of it. */
      letter: NoticeStep;
      /** When the step after it is due: until then it is tried again. */
      until: Instant;
      /** Steps that are done once this delivery has ended, whatever its result. */
      completes: number[];
    }
  | { act: 'expire'; at: Instant };

/**
 * The next act for a notice that nobody has answered; null once it has expired. A first contact whose mailbox refuses
 * for good, or takes nothing until the next step is due, brings the escalation forward.
 */
export function nextAct(notice: NoticeProgress, hasSecond: boolean, now: Instant): NoticeAct | null {
  const { deliveries, done } = notice;
  const plan = followUps(notice);
  const apart = correctionLetter(notice, hasSecond, now) ?? linkLetter(notice, plan, hasSecond, now);
  if (apart !== null) return apart;
  const early = isUnreached(deliveries)
    ? plan.find(({ step, number }) => step === 'escalation' && !done.includes(number))
    : undefined;
  const next = early ?? nextFollowUp(plan, done, now);
  if (next === null) return null;
  if (next.step === 'expiry') return { act: 'expire', at: next.at };
  const { number, step } = next;
  const told = deliveries.filter((delivery) => delivery.number === number).map(({ contact }) => contact);
  const contacts = contactsOf(step, deliveries, hasSecond).filter((contact) => !told.includes(contact));
  const contact = contacts[0] ?? 'first';
  const passed = plan.filter((other) => other.step === step && other.number <= number).map((other) => other.number);
  const later = nextFollowUp(plan, [...done, ...passed], now);
  return {
    act: 'deliver',
    at: early === undefined ? next.at : minimum(next.at, now),
    ...{ number, step, contact },
    letter: letterOf(step, deliveries, contact),
    until: later?.at ?? notice.expiresAt,
    completes: contacts.length > 1 ? [] : passed,
  };
}

/** What is corrected goes at once to each whom an earlier letter may have reached, and to nobody else. */
function correctionLetter(notice: NoticeProgress, hasSecond: boolean, now: Instant): NoticeAct | null {
  const { correction, deliveries, expiresAt } = notice;
  if (correction === undefined || !isCorrectionOpen(notice)) return null;
  const number = numberOfCorrection(correction);
  const told = deliveries.filter((delivery) => delivery.number === number).map(({ contact }) => contact);
  const places = hasSecond ? (['first', 'second'] as const) : (['first'] as const);
  const had = places.filter((place) => mayHaveReached(deliveries, place) && !told.includes(place));
  const [contact = 'first', ...others] = had;
  return {
    ...{ act: 'deliver', at: now, number, step: 'correction', contact, letter: 'correction' },
    until: expiresAt > now ? expiresAt : now,
    completes: others.length > 0 ? [] : [number],
  };
}

/** A link that was given out anew goes at once to each whom a letter with an earlier one may have reached. */
function linkLetter(
  { deliveries, done, generation = 1, expiresAt }: NoticeProgress,
  plan: readonly FollowUp[],
  hasSecond: boolean,
  now: Instant,
): NoticeAct | null {
  const number = numberOfLink(generation);
  if (generation === 1 || done.includes(number)) return null;
  const told = deliveries.filter((delivery) => delivery.number === number).map(({ contact }) => contact);
  const places = hasSecond ? (['first', 'second'] as const) : (['first'] as const);
  const had = places.filter((place) => place === 'first' || mayHaveReached(deliveries, place));
  const [contact = 'first', ...others] = had.filter((place) => !told.includes(place));
  return {
    ...{ act: 'deliver', at: now, number, step: 'link', contact, letter: 'link' },
    until: nextFollowUp(plan, done, now)?.at ?? expiresAt,
    completes: others.length > 0 ? [] : [number],
  };
}

/**
 * The second contact gets the escalation, and from then on the reminders too; without one, the first is written to
 * again.
 */
function contactsOf(step: NoticeStep, deliveries: readonly NoticeDelivery[], hasSecond: boolean): ContactPlace[] {
  if (!hasSecond) return ['first'];
  if (step === 'escalation') return ['second'];
  return deliveries.some((delivery) => delivery.step === 'escalation') ? ['first', 'second'] : ['first'];
}

/** Whom nothing reached yet gets the first notice, not a reminder of it. */
function letterOf(step: NoticeStep, deliveries: readonly NoticeDelivery[], contact: ContactPlace): NoticeStep {
  return step === 'reminder' && !isReached(deliveries, contact) ? 'first' : step;
}

/** Whether a letter that asks for an answer, and says by when, was handed over or may have been. */
function wasAsked(deliveries: readonly NoticeDelivery[]): boolean {
  return deliveries.some(({ step, result }) => {
    return (step === 'first' || step === 'reminder') && (result === 'sent' || result === 'uncertain');
  });
}

/** Whether the time to answer counts from this letter: none that asks for an answer may have left before it. */
export function isCounting(letter: NoticeStep, deliveries: readonly NoticeDelivery[]): boolean {
  return letter === 'first' && !wasAsked(deliveries);
}

type Counted = Pick<NoticeProgress, 'sendAt' | 'answerBy' | 'reminders' | 'escalateAt' | 'expiresAt' | 'countsFrom'>;

/**
 * What a delivery changes of the schedule: the time to answer counts from the first letter that asks for an answer, as
 * that letter says, however late it left. Nothing where it is another letter, or was not handed over.
 */
export function countedFrom(
  { deliveries, ...row }: Counted & Pick<NoticeProgress, 'deliveries'>,
  { step, contact, result, at }: NoticeDelivery,
): Partial<Counted> {
  const letter = letterOf(step, deliveries, contact);
  if (!isCounting(letter, deliveries) || (result !== 'sent' && result !== 'uncertain')) return {};
  const late = toMs(at) - toMs(row.countsFrom ?? row.sendAt);
  // Steps go by their number in the schedule: none may come to stand behind the end of waiting.
  const last = [...row.reminders, row.escalateAt].reduce((a, b) => (a > b ? a : b));
  const shift = Math.max(Math.min(late, toMs(row.expiresAt) - toMs(last)), 0);
  return {
    countsFrom: at,
    answerBy: plusMs(row.answerBy, late),
    reminders: row.reminders.map((each) => plusMs(each, shift)),
    escalateAt: plusMs(row.escalateAt, shift),
  };
}

function isUnreached(deliveries: readonly NoticeDelivery[]): boolean {
  return deliveries.some(({ result }) => result === 'refused' || result === 'failed');
}

function isReached(deliveries: readonly NoticeDelivery[], contact: ContactPlace): boolean {
  return deliveries.some((delivery) => delivery.contact === contact && delivery.result === 'sent');
}

function mayHaveReached(deliveries: readonly NoticeDelivery[], contact: ContactPlace): boolean {
  return deliveries.some(({ contact: to, result }) => to === contact && (result === 'sent' || result === 'uncertain'));
}

function minimum(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function rank(step: FollowUp['step']): number {
  return ['first', 'reminder', 'escalation', 'expiry'].indexOf(step);
}
