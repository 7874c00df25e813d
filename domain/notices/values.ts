import { type CommunicationName, campaignNumber, type PauseReason } from '../communication/standing.ts';
import type { Contact, Counterparty, System } from '../dataflow.ts';
import type { PlannedNotice, PlannedObligation } from '../plan/types.ts';
import type { Organisation } from '../policy/schema.ts';
import { type Instant, toMs } from '../time.ts';
import { categoriesIn } from './category-words.ts';
import { saidIn } from './drafted.ts';
import { countInWords, letterWords, timeInWords, writtenInWords } from './letter-words.ts';
import type { OutsideText } from './outside-words.ts';
import { ownWords } from './own-words.ts';
import type { Said } from './said.ts';
import type { ValuesOf } from './template.ts';

/** The values of each family of templates. An empty value reads as "not known yet" in the mail. */

export function commonValues(organisation: Organisation, reference: string) {
  return { ...officeValues(organisation), reference };
}

/** The same for mails that are of no incident. */
export function officeValues({ name, legalName, publicContact, dpo }: Organisation) {
  const { phone, email } = publicContact;
  return {
    organisation: name,
    legalName,
    publicPhone: phone,
    publicEmail: email,
    // Who that is, where the policy says it: a label is that of a mailbox.
    dpo: dpo.name ?? dpo.label,
    dpoEmail: dpo.email,
  };
}

/**
 * For one rung or the overdue step of a clock. The obligation must have a clock. `rung` is its name in the ladder;
 * `exercise` shows seconds, since an exercise has hours of seconds; `language` is that of the template.
 */
export function warningValues(
  organisation: Organisation,
  reference: string,
  obligation: PlannedObligation,
  deskLink: string,
  rung = 'running',
  exercise = false,
  language = 'en',
): ValuesOf<'warning'> {
  const words = ownWords(language);
  const { article, because, clock } = obligation;
  const moment = (instant: Instant | undefined | null) =>
    instant ? words.moment(instant, organisation.zone, exercise) : '';
  return {
    ...commonValues(organisation, reference),
    article,
    duty: words.title(obligation),
    rung: words.rung(rung),
    because,
    due: moment(clock?.due),
    basis: words.basis[clock?.basis ?? 'policy'],
    latest: moment(clock?.latest),
    awareAt: moment(clock?.start),
    deskLink,
  };
}

/** For the mail that a counterparty has answered with signs of misuse. `desk`: the page of the breach. */
export function misuseValues(
  organisation: Organisation,
  reference: string,
  { id, name }: { id: string; name: string },
  desk: string,
): ValuesOf<'misuse'> {
  const answerLink = `${desk}/notices/${encodeURIComponent(id)}`;
  return { ...commonValues(organisation, reference), counterparty: name, deskLink: `${desk}#signs`, answerLink };
}

/** For the mail that a communication has paused by itself. `desk`: the page of the breach. */
export function pausedValues(
  organisation: Organisation,
  reference: string,
  { communication, because }: { communication: CommunicationName; because: PauseReason },
  desk: string,
  language: string,
): ValuesOf<'paused'> {
  const { paused } = ownWords(language);
  const number = campaignNumber(communication);
  return {
    ...commonValues(organisation, reference),
    communication: number === null ? paused.notices : paused.campaign(number),
    why: paused.because[because],
    deskLink: number === null ? `${desk}/notices#notices` : `${desk}/campaigns/${number}`,
  };
}

export type NoticeAbout = {
  reference: string;
  notice: PlannedNotice & { countsFrom?: Instant };
  counterparty: Counterparty;
  contact: Contact;
  /** The systems the notice names, as the register knows them. */
  systems: System[];
  /** In a language, which is that of the letter. */
  said: (language: string) => Said;
  /** Empty where the text stands on the link's own page. */
  link: string;
  /**
   * Whether the time to answer counts from this very letter: then it says how long that is, and no instant, which would
   * be another one when it leaves than when it was looked at.
   */
  isCounting: boolean;
  /** Shows seconds. */
  exercise?: boolean;
};

/**
 * For one delivery of a notice to a supplier or customer. Names only the counterparty's own systems. `language` is that
 * of the template, and of what the engine drafted of the text.
 */
export function counterpartyValues(
  organisation: Organisation,
  about: NoticeAbout,
  language = 'en',
): ValuesOf<'supplier-first'> {
  const words = letterWords(language);
  const { reference, notice, counterparty, contact, link, exercise } = about;
  const said = about.said(language);
  const textOf = (part: keyof NonNullable<Said['foreign']>) => {
    const written = said.foreign?.[part];
    return written === undefined ? saidIn(said[part], language) : `${writtenInWords(words, written)} ${said[part]}`;
  };
  const own = about.systems.filter((system) => notice.systems.includes(system.id));
  return {
    ...commonValues(organisation, reference),
    contact: contact.name,
    counterparty: counterparty.name,
    systems: own.map((system) => system.name).join(', '),
    dataCategories: categoriesIn([...new Set(own.flatMap((system) => system.dataCategories))].sort(), language).text,
    people: countInWords(words, said.people),
    records: countInWords(words, said.records),
    awareAt: ownWords(language).moment(said.awareAt, organisation.zone, exercise),
    nature: textOf('nature'),
    consequences: textOf('consequences'),
    measures: textOf('measures'),
    advice: textOf('advice'),
    clause: counterparty.clause,
    ...answerTime(organisation, about, language),
    link,
  };
}

function answerTime({ zone }: Organisation, { notice, isCounting, exercise }: NoticeAbout, language: string) {
  const words = letterWords(language);
  const { sendAt, countsFrom = sendAt, answerBy } = notice;
  if (!isCounting) {
    const moment = ownWords(language).moment(answerBy, zone, exercise);
    return { answerBy: moment, answerWhen: words.by(moment) };
  }
  const time = timeInWords(words, toMs(answerBy) - toMs(countsFrom));
  return { answerBy: words.after(time), answerWhen: words.within(time) };
}

/** For one letter to a person concerned (GDPR Art. 34(2)). `dataCategories`: in its language. */
export function dataSubjectValues(
  organisation: Organisation,
  reference: string,
  recipient: string,
  dataCategories: string,
  words: OutsideText,
): ValuesOf<'data-subject'> {
  return {
    ...commonValues(organisation, reference),
    recipient,
    dataCategories,
    nature: words.happened,
    consequences: words.consequences,
    measures: words.measures,
  };
}

/** For a mail to whoever reported. `reportLink`: the page of the own report. */
export function reporterValues(
  organisation: Organisation,
  { breachId, reportedAt, exercise }: { breachId: string; reportedAt: Instant; exercise: unknown },
  reportLink: string,
  language: string,
): ValuesOf<'report-receipt'> {
  const reported = ownWords(language).moment(reportedAt, organisation.zone, exercise !== null);
  return { ...commonValues(organisation, breachId), reported, reportLink };
}

/** For the mail that whoever reported has added something. */
export function reportNewsValues(
  organisation: Organisation,
  reference: string,
  deskLink: string,
): ValuesOf<'report-news'> {
  return { ...commonValues(organisation, reference), deskLink };
}
