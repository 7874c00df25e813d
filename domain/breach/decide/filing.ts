import { mayRecordCampaign, peopleTold } from '../../filing/communication.ts';
import { metByNotices, metByNoticesIn07, type ToldCustomers } from '../../filing/told-customers.ts';
import { isRegisterDuty } from '../../plan/register-duty.ts';
import type { PlannedObligation } from '../../plan/types.ts';
import type { BreachEvent, Completion } from '../events.ts';
import { isOfFile, precededBy, whyNotInOrder } from '../filing-dates.ts';
import { receiptsOf } from '../receipts.ts';
import { awarenessOf, type BreachState, type ObligationState } from '../state.ts';
import { isUnmet, leftOpenBefore } from '../supplements.ts';
import {
  type CommandOf,
  type Decide,
  type Decision,
  done,
  type Head,
  isOfBefore,
  type Refusal,
  reasonsMissing,
  refuse,
} from './decision.ts';
import { type Found, findOpen, plannedObligation, unknownObligation } from './duties.ts';
import { asksForFourEyes, filingLeaving } from './four-eyes.ts';

type Filing = CommandOf<'file'>;

/**
 * The same bytes approved again by the same person change nothing; another's approval of them is on record beside it.
 */
export const approveFiling: Decide<'approve-filing'> = (state, command, head) => {
  const { obligation, stage, sha256, by, drafter } = command;
  const unasked = whyUnasked(state, command);
  const unready = unasked ?? whyUnconfirmed(command.unconfirmed ?? 0);
  if (unready !== null) return unready;
  const found = isOfBefore(command) ? findFilable(state, obligation) : findNext(state, command);
  if (!found.ok) return found;
  const approvals = state.obligations[obligation]?.approvals ?? [];
  if (approvals.some((each) => isOfFile({ stage, sha256 })(each) && each.by === by)) return done();
  const isSecond = drafter !== undefined && asksForFourEyes(state, filingLeaving(obligation, drafter));
  const data = { obligation, stage, sha256, ...(isSecond && { drafter }) };
  return done({ ...head, type: 'filing-approved', data });
};

/**
 * What was handed in: bytes that were approved here, or, said so and with reasons, what left elsewhere. The first
 * filing stops the clock; later ones complete or withdraw it.
 */
export const file: Decide<'file'> = fileBy(metByNotices);

/** The same where version 0.7 took the duty to tell customers as met, which stands in histories. */
export const fileAsIn07: Decide<'file'> = fileBy(metByNoticesIn07);

function fileBy(metBy: typeof metByNotices): Decide<'file'> {
  return (state, command, head) => fileMet(metBy(state), state, command, head);
}

function fileMet(told: readonly ToldCustomers[], state: BreachState, command: Filing, head: Head): Decision {
  const { obligation, filedAt, receipt, reasons, stage, sha256, channel, document, elsewhere } = command;
  const duty = state.obligations[obligation];
  if (duty === undefined) return unknownObligation(state, obligation);
  const unapproved = isOfBefore(command)
    ? null
    : (whyUnapproved(duty, command) ?? whyNotOfCampaign(state, command) ?? whyNotOfNotices(told, command));
  const unready = whyUnasked(state, command) ?? unapproved;
  if (unready !== null) return unready;
  const found = findNext(state, command);
  if (!found.ok) return found;
  const late = isLate(duty, found.planned, command);
  const refusal =
    (stage === 'withdrawal' && reasons === '' ? reasonsMissing('withdrawing a filing', { why: 'withdrawal' }) : null) ??
    whyUntimely(state, duty, command) ??
    whyTooSoon(duty, found.planned, command) ??
    (late ? whyNotLate(found.planned, command) : null);
  if (refusal !== null) return refusal;
  const completes = completionBy(state, found.planned, command);
  return done({
    ...head,
    type: 'filed',
    data: {
      ...{ obligation, filedAt, late },
      ...(elsewhere && { elsewhere }),
      ...(command.notices && { notices: command.notices }),
      ...(stage && { stage, sha256: sha256 ?? null, channel: channel ?? '' }),
      ...(stage && command.openFields !== undefined && { openFields: command.openFields }),
      ...(stage && command.people && { people: command.people }),
      ...(stage && isByLetter(command) && { campaign: command.campaign }),
      ...(completes && { completes }),
    },
    personal: { receipt, reasons, ...(document !== undefined && { document }) },
  });
}

/**
 * What is open of the filing that this duty completes once this is handed in; null where it completes none, or that one
 * left nothing open. Whoever asks counts it over all that was handed in; without a count it is what that filing left.
 */
function completionBy(state: BreachState, planned: PlannedObligation, command: Filing): Completion | null {
  const before = isOfBefore(command) ? null : leftOpenBefore(state, planned);
  if (before === null) return null;
  return { of: before.obligation, open: command.stillOpen ?? before.open };
}

/** Whether a decision records what does not meet its duty, as it leaves open what that duty completes. */
export function leavesUnmet(decision: Decision): boolean {
  return decision.ok && decision.events.some((event) => event.type === 'filed' && isUnmet(event.data.completes));
}

/** The same as what meets its duty, as until version 0.8 everything handed in did. */
export function asMet(decision: Decision): Decision {
  if (!decision.ok) return decision;
  const events = decision.events.map((event): BreachEvent => {
    if (event.type !== 'filed') return event;
    const { completes: _, ...data } = event.data;
    return { ...event, data };
  });
  return { ...decision, events };
}

/**
 * The receipt of what was handed in, where it came later, or was typed wrongly: what stood there before stays on
 * record. Putting one right, or taking it back, needs its reasons.
 */
export const recordReceipt: Decide<'record-receipt'> = (state, command, head) => {
  const { obligation, version, receipt, reasons } = command;
  const duty = state.obligations[obligation];
  if (duty === undefined) return unknownObligation(state, obligation);
  const receipts = receiptsOf(duty);
  const found = receipts.find(({ number }) => number === version);
  if (found === undefined) {
    const message = `Of '${obligation}' there is no version ${version}: ${receipts.length} are filed.`;
    return refuse('not-found', message, 'version');
  }
  const before = found.receipt;
  if (before === receipt) return done();
  if (before !== '' && reasons === '') return reasonsMissing('putting a receipt right');
  const personal = { receipt, before, reasons };
  return done({ ...head, type: 'receipt-recorded', data: { obligation, version }, personal });
};

/** What the engine proposes, or repeats in whichever language, is handed in once a person has said that it is right. */
export function whyUnconfirmed(fields: number): Refusal | null {
  if (fields === 0) return null;
  const message =
    `${fields === 1 ? '1 field holds' : `${fields} fields hold`} what Tocsin proposes and nobody has stated, or ` +
    'recorded words that may be in another language: answer them, or say `confirmed`.';
  return refuse('not-filable', message, 'confirmed', { why: 'unconfirmed' });
}

/** The duty to document (GDPR Art. 33(5)) asks for no filing: the entry that is kept from the record meets it. */
function whyUnasked(state: BreachState, command: CommandOf<'file' | 'approve-filing'>): Refusal | null {
  const planned = plannedObligation(state, command.obligation);
  if (isOfBefore(command) || planned === undefined || !isRegisterDuty(planned)) return null;
  const message = `${planned.article} asks for no filing: the register entry meets it, which is kept from the record.`;
  return refuse('not-filable', message, 'obligation', { why: 'register-duty' });
}

/** A filing is of approved bytes that were not recorded yet, or it says that it was made elsewhere, and why. */
function whyUnapproved({ approvals, versions }: ObligationState, command: Filing): Refusal | null {
  const { stage, sha256, elsewhere, reasons, notices } = command;
  // What left is in a ledger, each letter by itself; that of a campaign was approved with it.
  if (notices !== undefined || isByLetter(command)) return null;
  if (elsewhere === true) {
    if (reasons !== '') return null;
    const message = 'A filing made elsewhere needs its reasons: say why it left without an approval here.';
    return refuse('reasons-missing', message, 'reasons', { why: 'elsewhere' });
  }
  const isOf = isOfFile({ stage, sha256 });
  if (sha256 !== undefined && approvals?.some(isOf) && !versions?.some(isOf)) return null;
  const elsewise = 'or, where it was filed without an approved draft, say `elsewhere` with the reasons';
  if (sha256 === undefined) {
    return refuse('not-approved', `Give the approved \`document\` with its stage, ${elsewise}.`, 'elsewhere');
  }
  return refuse(
    'not-approved',
    `No approval of ${sha256} (${stage}) stands for this duty: approve exactly these bytes first, ${elsewise}.`,
    'document',
  );
}

/** A campaign whose approved letter is what was handed in; until version 0.8 it was recorded as made elsewhere. */
function isByLetter({ campaign, elsewhere }: Filing): boolean {
  return campaign !== undefined && elsewhere !== true;
}

/** A campaign is recorded once as what was done, and only when it has finished: twice would be a second version. */
function whyNotOfCampaign(state: BreachState, command: Filing): Refusal | null {
  const { campaign, obligation, sha256, people } = command;
  if (campaign === undefined) return null;
  const done = state.campaigns.find(({ number, status }) => number === campaign && status === 'finished');
  if (done === undefined) {
    return refuse('not-found', `Breach ${state.breachId} has no finished campaign ${campaign}.`, 'campaign');
  }
  if (mayRecordCampaign(state, obligation, campaign)) {
    const told = peopleTold(state, obligation, done.counts?.sent ?? 0);
    const isSame = sha256 === done.contentHash && people?.told === told.told && people.concerned === told.concerned;
    if (isSame || !isByLetter(command)) return null;
    const message = `What campaign ${campaign} sent, or how many are concerned, is not what you saw; look at it again.`;
    return refuse('conflict', message, 'campaign', { why: 'moved' });
  }
  return refuse(
    'not-filable',
    `Campaign ${campaign} cannot be recorded for '${obligation}': no clock of it runs, or it is filed already.`,
    'campaign',
    { why: 'campaign-recorded' },
  );
}

/** The duty to tell customers is met by their acknowledgements, all of them, as the breach itself has heard. */
function whyNotOfNotices(told: readonly ToldCustomers[], { obligation, notices, filedAt }: Filing): Refusal | null {
  if (notices === undefined) return null;
  const met = told.find((each) => each.obligation === obligation);
  if (met === undefined) {
    const message = `Not every customer has acknowledged, or '${obligation}' is no open duty that notices meet.`;
    return refuse('not-filable', message, 'obligation', { why: 'customers-open' });
  }
  const isSame = met.head.page === notices.page && met.head.hash === notices.hash && met.lastAt === filedAt;
  if (isSame) return null;
  const message = `The ledger of the notices went on since: it is at page ${met.head.page} now. Look at it again.`;
  return refuse('conflict', message, 'notices', { why: 'moved' });
}

/**
 * Dated ahead, or before the approval of its bytes or the awareness. One made elsewhere may be older than both: see its
 * reasons.
 */
function whyUntimely({ awareness }: BreachState, duty: ObligationState, command: Filing): Refusal | null {
  const { filedAt, at, stage, sha256, elsewhere, notices } = command;
  if (filedAt > at) {
    const message = `The filing ${filedAt} lies after now (${at}); record it once it is made.`;
    return refuse('conflict', message, 'filedAt', { why: 'future', than: at });
  }
  if (elsewhere === true || notices !== undefined || isByLetter(command) || isOfBefore(command)) return null;
  const approval = duty.approvals?.find(isOfFile({ stage, sha256 }))?.at ?? null;
  const found = precededBy(filedAt, { approval, awareness: awarenessOf({ awareness }) });
  if (found === null) return null;
  const message = {
    approval:
      `The filing ${filedAt} lies before these bytes were approved (${found.than}); ` +
      'give the time at which they were handed in.',
    awareness:
      `The filing ${filedAt} lies before the organisation became aware (${found.than}); ` +
      'correct the one or the other, or say `elsewhere` with the reasons.',
  }[found.why];
  return refuse('conflict', message, 'filedAt', found);
}

/** What the clock runs from is not recorded yet. */
function whyTooSoon(duty: ObligationState, planned: PlannedObligation, { stage }: Filing): Refusal | null {
  const { clock, startsFrom, article } = planned;
  if (isLater(duty, stage) || clock !== null || startsFrom !== 'awareness') return null;
  return refuse('awareness-missing', `${article} has no clock yet: record the awareness first.`, 'obligation');
}

/** Late filing only with reasons (GDPR Art. 33(1), second sentence). */
function whyNotLate({ clock, lateNeedsReasons, article }: PlannedObligation, { filedAt, reasons }: Filing) {
  if (!lateNeedsReasons || reasons !== '') return null;
  return refuse(
    'reasons-missing',
    `The filing ${filedAt} is after ${clock?.due}; ${article} accepts it late only with the reasons for the delay.`,
    'reasons',
    { why: 'late' },
  );
}

function isLate(duty: ObligationState, { clock }: PlannedObligation, { stage, filedAt }: Filing): boolean {
  return !isLater(duty, stage) && clock !== null && filedAt > clock.due;
}

/** Whether a file of this stage goes after one that is filed already. */
function isLater({ filed }: Pick<ObligationState, 'filed'>, stage: Filing['stage']): boolean {
  return filed !== null && stage !== undefined && stage !== 'initial';
}

/**
 * The duty, where a file of this stage is the next one. Without a stage, and at the initial one, it can only be the
 * first.
 */
function findNext(state: BreachState, { obligation, stage }: Pick<Filing, 'obligation' | 'stage'>): Found {
  const { filed = null, versions = [] } = state.obligations[obligation] ?? {};
  const isFirst = versions.length === 0 || filed !== null;
  if (stage === undefined || (stage === 'initial' && isFirst)) return findOpen(state, obligation, 'filed');
  const found = findFilable(state, obligation);
  const why = whyNotInOrder(versions.at(-1)?.stage ?? (filed === null ? undefined : null), stage);
  if (!found.ok || why === null) return found;
  const message = `${found.planned.article} takes no ${stage} filing now: ${why.says}.`;
  return refuse('not-filable', message, 'stage', { why: 'order' });
}

/** The duty, where it is open, or filed already. */
function findFilable(state: BreachState, id: string): Found {
  const planned = plannedObligation(state, id);
  const isFiled = state.obligations[id]?.filed != null;
  return planned !== undefined && isFiled ? { ok: true, planned } : findOpen(state, id, 'filed');
}
