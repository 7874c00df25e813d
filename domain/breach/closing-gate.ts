import { ARTICLES, TITLES } from '../articles.ts';
import { awaitedOf } from '../communication/release.ts';
import {
  type CommunicationName,
  campaignNumber,
  type LedgerStanding,
  newerStanding,
} from '../communication/standing.ts';
import { notModelled } from '../plan/not-modelled.ts';
import { isRegisterDuty } from '../plan/register-duty.ts';
import type { Article } from '../plan/types.ts';
import type { LookedUp } from './commands.ts';
import type { ClosedOver, CloseOutcome } from './events.ts';
import { awaitedReceipts } from './receipts.ts';
import { type EntryPart, registerGaps } from './register-duty.ts';
import { settledOfSign } from './signs.ts';
import { awarenessOf, type BreachState, type CampaignState, openObligations } from './state.ts';
import { standingOfFilings } from './supplements.ts';
import { openTasks } from './work.ts';

/**
 * What stands in the way of closing a breach: one rule, by which the breach itself decides and which page, API and CLI
 * show. Pure.
 */

export const CLOSING_CODES = [
  /** Nobody recorded since when the organisation knows. */
  'awareness-missing',
  /** What the newest facts ask for is not known yet. */
  'being-assessed',
  /** A duty whose clock asks for an act. */
  'duty-open',
  /** A letter to people that nobody approved yet. */
  'campaign-waiting',
  'campaign-unfinished',
  /** Suppliers or customers are to be told, and nothing was released for them. */
  'notices-unreleased',
  /** Somebody outside saw signs of misuse. */
  'misuse',
  /** Suppliers or customers who were told, or are to be, and have not answered. */
  'notices-unanswered',
  /** Letters that did not arrive. */
  'deliveries-refused',
  /** Letters that may have left. */
  'deliveries-uncertain',
  /** What the register entry does not say (GDPR Art. 33(5)). */
  'register-gaps',
  /** A filing that left mandatory fields open, or of which nobody knows whether it did. */
  'filing-incomplete',
  /** The record says otherwise by now than what was handed in. */
  'filing-behind',
  /** Something was handed in, and the receiver's receipt is not here. */
  'receipt-missing',
  'tasks-open',
  /** Something was released, and others are to be told since, or of other systems. */
  'notices-others',
  /** Facts or the text changed since suppliers and customers were told. */
  'correction-unreleased',
  /** Much time lies between suspicion and awareness, and nobody said why. */
  'gap-unexplained',
  /** Facts have passed a decision on the risk, and nobody confirmed or changed it. */
  'decision-reopened',
  /** Places whose law nobody has looked at here. */
  'law-not-modelled',
] as const;
export type ClosingCode = (typeof CLOSING_CODES)[number];

/** The one thing that can be in the way of ending a suspicion that nobody confirmed. */
export const OPEN_TASKS = 'tasks-open' satisfies ClosingCode;

/** One thing in the way. */
export type ClosingPoint = {
  /** Names it among the others: its code and, where there can be several, `/` and of what. */
  point: string;
  code: ClosingCode;
  /** In one sentence: what it is and what mends it. */
  says: string;
  /** Where it is mended: what follows the address of the breach's page. */
  place: string;
  /** Whether a DPO may close over it with reasons. What the law forbids to leave open is filed or waived first. */
  mayPass: boolean;
  /** How many; null where that is not known. Absent where it says nothing. */
  count?: number | null;
  obligation?: string;
  communication?: CommunicationName;
  article?: Article;
  parts?: EntryPart[];
  /** Codes of places. */
  places?: string[];
  /** People told, of those concerned. */
  people?: { told: number; concerned: number; atMost?: boolean };
};

const NOTHING: LookedUp = { standings: {}, behind: null };

type Gate = (state: BreachState, outcome: CloseOutcome, looked?: LookedUp) => ClosingPoint[];

/** The points by the outcome that it would be closed with, where a person names one. */
export type ClosingPoints = Record<'resolved' | 'not-a-breach', ClosingPoint[]>;

/**
 * In the order in which they are best mended. Of what turned out to be no breach less is asked: nothing was owed. What
 * people were told, what an authority has and what is still to be done is asked all the same.
 */
export const closingPoints: Gate = (state, outcome, { standings, behind, gapHours } = NOTHING) => {
  const sending = state.campaigns.filter(({ status }) => status === 'sending').map(campaignPoint);
  const notices = newerStanding(state.communications.notices ?? null, standings.notices ?? null);
  const misuse = misusePoints(state, notices);
  const told = [...noticePoints(state, notices), ...campaignPoints(state, standings)];
  const left = [...filingPoints(state, behind), ...receiptPoints(state), ...taskPoints(state)];
  if (outcome !== 'resolved') return [...sending, ...misuse, ...told, ...left];
  const isAware = awarenessOf(state) !== null;
  const isStale = isAware && state.planIsStale;
  return [
    ...(isAware ? [] : [AWARENESS]),
    ...(isStale ? [ASSESSED] : []),
    ...openObligations(state).map(({ id }) => dutyPoint(state, id)),
    ...state.campaigns.flatMap((campaign) => (isWaiting(state, campaign) ? [waitingPoint(campaign)] : [])),
    ...sending,
    ...misuse,
    ...unreleasedPoints(state),
    ...told,
    ...decisionPoints(state),
    ...lawPoints(state),
    ...registerPoints(state),
    ...gapPoints(gapHours),
    ...left,
  ];
};

/** Those of version 0.7, by which what stands in its histories was decided. */
export const closingPointsOf07: Gate = (state, outcome, looked) => {
  const points = closingPoints(state, outcome, looked);
  if (outcome !== 'resolved') return points.filter(({ code }) => code === 'campaign-unfinished' || code === 'misuse');
  const isUnreleased = state.communications.notices?.status === 'unreleased';
  return points.filter(({ code }) => !SINCE_08.includes(code) && (isUnreleased || code !== 'notices-unreleased'));
};

const SINCE_09: readonly ClosingCode[] = ['decision-reopened', 'campaign-waiting', 'law-not-modelled'];
const SINCE_08: readonly ClosingCode[] = ['notices-others', 'correction-unreleased', 'gap-unexplained', ...SINCE_09];

/** The same as version 0.8 asked for, by which closings in its histories were decided. */
export const closingPointsOf08: Gate = (state, outcome, looked) =>
  closingPoints(state, outcome, looked).filter(({ code }) => !SINCE_09.includes(code));

/** Those that nobody gave reasons for, or that no reasons let pass. */
export function pointsLeft(points: readonly ClosingPoint[], over: readonly ClosedOver[]): ClosingPoint[] {
  const isPassed = (point: string) => over.some((each) => each.point === point && each.reasons !== '');
  return points.filter(({ point, mayPass }) => !mayPass || !isPassed(point));
}

const AWARENESS: ClosingPoint = {
  ...{ point: 'awareness-missing', code: 'awareness-missing', place: '/known#aware', mayPass: false },
  says: 'Awareness is not recorded: record it, or close it as no breach.',
};
const ASSESSED: ClosingPoint = {
  ...{ point: 'being-assessed', code: 'being-assessed', place: '#duties', mayPass: false },
  says: 'The duties are being worked out anew from the newest facts: try again in a moment.',
};

function dutyPoint({ plan }: BreachState, obligation: string): ClosingPoint {
  const article = articleOf(plan, obligation);
  return {
    ...{
      point: `duty-open/${obligation}`,
      code: 'duty-open',
      place: `#duty-${obligation}`,
      mayPass: false,
      obligation,
    },
    says: `${article} still runs: file or waive it.`,
  };
}

/** A draft that none of those after it takes the place of: a letter that is written anew is drafted anew. */
function isWaiting({ campaigns }: BreachState, { status, number }: CampaignState): boolean {
  return status === 'draft' && campaigns.every((each) => each.number <= number);
}

function waitingPoint({ number }: CampaignState): ClosingPoint {
  return {
    ...{ point: `campaign-waiting/${number}`, code: 'campaign-waiting', mayPass: true },
    ...{ place: `/campaigns/${number}`, communication: `campaign/${number}` },
    says: `Campaign ${number} waits for approval, and nobody on its list is told: approve it, or say why not.`,
  };
}

/** It can be stopped, with reasons of its own. */
function campaignPoint({ number }: { number: number }): ClosingPoint {
  return {
    ...{ point: `campaign-unfinished/${number}`, code: 'campaign-unfinished', mayPass: false },
    ...{ place: `/campaigns/${number}`, communication: `campaign/${number}` },
    says: `Campaign ${number} is still being sent: wait until it has finished, or stop it.`,
  };
}

/** A ledger that no version since 0.7 has counted tells nothing of misuse, which is not the same as none. */
function misusePoints(state: BreachState, notices: LedgerStanding | null): ClosingPoint[] {
  if (notices === null) return [];
  const { answers, counts } = notices;
  const count = answers === undefined ? null : Math.max(0, answers.misuse - settledOfSign(state, 'misuse'));
  // Without an answer nobody can have told of any.
  if (count === 0 || (count === null && (counts.acknowledged ?? 0) === 0)) return [];
  const place = noticesPlace('misuse');
  const says =
    count === null
      ? 'Whether answers speak of misuse was not counted yet: look at the notices.'
      : `${count === 1 ? '1 answer speaks' : `${count} answers speak`} of misuse: call them, and say what came of it.`;
  return [{ point: 'misuse', code: 'misuse', place, mayPass: true, count, says }];
}

/** What waits for a release: nothing of it stands in the ledger, nor is it sent. */
function unreleasedPoints({ communications, plan, statement }: BreachState): ClosingPoint[] {
  const counterparties = plan?.counterparties ?? null;
  const awaited = awaitedOf({ notices: communications.notices, statement, counterparties });
  const about = { place: '/release', mayPass: true };
  const count = (counterparties?.suppliers ?? 0) + (counterparties?.customers ?? 0);
  const points: (ClosingPoint | false)[] = [
    awaited.includes('first') && {
      ...{ ...about, point: 'notices-unreleased', code: 'notices-unreleased', count },
      says: `${ofThem(count)} ${count === 1 ? 'is' : 'are'} not told: release what they read, or say why not.`,
    },
    awaited.includes('others') && {
      ...{ ...about, point: 'notices-others', code: 'notices-others' },
      says: 'Others are to be told than those it was released for, or of other systems: release it, or say why not.',
    },
    (awaited.includes('facts') || awaited.includes('text')) && {
      ...{ ...about, point: 'correction-unreleased', code: 'correction-unreleased' },
      says: 'What suppliers and customers were told is not what is known: release a correction, or say why not.',
    },
  ];
  return points.filter((point) => point !== false);
}

/** What the register entry and the duties rest on would be older than the facts. */
function decisionPoints({ risk }: BreachState): ClosingPoint[] {
  return ARTICLES.filter((article) => risk[article]?.reopened).map((article) => ({
    ...{ point: `decision-reopened/${article}`, code: 'decision-reopened', mayPass: true, article },
    place: `/severity#${article}`,
    says: `Facts changed since it was decided on GDPR ${TITLES[article]}: confirm or change it, or say why not.`,
  }));
}

/** What no regime says, a person has to have asked. */
function lawPoints({ plan }: BreachState): ClosingPoint[] {
  const places = notModelled(plan?.coverage).map(({ place }) => place);
  if (places.length === 0) return [];
  const about = { place: '/severity#places', mayPass: true, places };
  const says = `The law of ${places.join(', ')} is not modelled here: ask counsel, and say what came of it.`;
  return [{ ...about, point: 'law-not-modelled', code: 'law-not-modelled', says }];
}

/** Only the policy knows how long is too long. */
function gapPoints(hours: number | undefined): ClosingPoint[] {
  if (hours === undefined) return [];
  const says = `Why ${hours} hours lie between suspicion and awareness is not said: record the awareness with reasons.`;
  const about = { place: '/known#aware', mayPass: true, count: hours };
  return [{ ...about, point: 'gap-unexplained', code: 'gap-unexplained', says }];
}

function taskPoints(state: BreachState): ClosingPoint[] {
  const count = openTasks(state).length;
  if (count === 0) return [];
  const says = `${count === 1 ? '1 task is' : `${count} tasks are`} open: finish or drop each, or say why they stay.`;
  return [{ point: OPEN_TASKS, code: OPEN_TASKS, place: '/work', mayPass: true, count, says }];
}

function noticePoints(state: BreachState, notices: LedgerStanding | null): ClosingPoint[] {
  if (notices === null) return [];
  const { planned = 0, deferred = 0, sent = 0, reminded = 0, escalated = 0, expired = 0, ...ended } = notices.counts;
  const unanswered = planned + deferred + sent + reminded + escalated + expired;
  const unreached = (ended.refused ?? 0) + (ended.failed ?? 0);
  const refused = Math.max(0, unreached - settledOfSign(state, 'unreached'));
  return [
    ...countedPoint('notices-unanswered', 'notices', unanswered),
    ...countedPoint('deliveries-refused', 'notices', refused),
    ...countedPoint('deliveries-uncertain', 'notices', ended.uncertain ?? 0),
  ];
}

function campaignPoints(
  { communications, letterSigns = {} }: BreachState,
  standings: LookedUp['standings'],
): ClosingPoint[] {
  const names = (Object.keys(communications) as CommunicationName[]).filter((name) => campaignNumber(name) !== null);
  return names.flatMap((name) => {
    const { refused = 0, uncertain = 0 } =
      newerStanding(communications[name] ?? null, standings[name] ?? null)?.counts ?? {};
    const settled = settledOfSign({ letterSigns }, 'unreached', campaignNumber(name) ?? undefined);
    return [
      ...countedPoint('deliveries-refused', name, Math.max(0, refused - settled)),
      ...countedPoint('deliveries-uncertain', name, uncertain),
    ];
  });
}

const COUNTED = {
  'notices-unanswered': { part: 'open', says: 'have not answered: wait, call them, or say why no answer is needed.' },
  'deliveries-refused': { part: 'unreached', says: 'were not reached by mail: call them, or say why not.' },
  'deliveries-uncertain': { part: 'uncertain', says: 'may have got a letter or not: decide on these letters.' },
} as const;

function countedPoint(code: keyof typeof COUNTED, communication: CommunicationName, count: number): ClosingPoint[] {
  if (count === 0) return [];
  const { part, says } = COUNTED[code];
  const number = campaignNumber(communication);
  return [
    {
      ...{ point: `${code}/${communication}`, code, mayPass: true, count, communication },
      place: number === null ? noticesPlace(part) : `/campaigns/${number}`,
      says:
        number === null
          ? `${ofThem(count)} ${says}`
          : `${count === 1 ? '1 person' : `${count} people`} of campaign ${number} ${says}`,
    },
  ];
}

function noticesPlace(part: 'open' | 'unreached' | 'uncertain' | 'misuse'): string {
  return `/notices?notices=${part}#notices`;
}

function ofThem(count: number): string {
  return count === 1 ? '1 supplier or customer' : `${count} suppliers and customers`;
}

/** Only where the duty to document binds: a processor keeps no register of its customers' decisions. */
function registerPoints(state: BreachState): ClosingPoint[] {
  const duty = state.plan?.obligations.find((planned) => isRegisterDuty(planned) && planned.applies === 'binds');
  if (duty === undefined || state.obligations[duty.id]?.filed != null) return [];
  const parts = registerGaps(state);
  if (parts.length === 0) return [];
  return [
    {
      ...{ point: 'register-gaps', code: 'register-gaps', mayPass: true, obligation: duty.id, parts },
      place: `/filings/${duty.id}`,
      says: `The register entry (${duty.article}) does not say yet: ${parts.join(', ')}.`,
    },
  ];
}

function filingPoints(state: BreachState, behind: LookedUp['behind']): ClosingPoint[] {
  return standingOfFilings(state).flatMap(({ obligation, open, short, isMoved }): ClosingPoint[] => {
    const article = articleOf(state.plan, obligation);
    const about = { mayPass: true, obligation, place: `/filings/${obligation}` };
    const isBehind = behind === null ? isMoved : behind.includes(obligation);
    const fields = open === 1 ? '1 mandatory field' : `${open} mandatory fields`;
    const says = short
      ? `By ${article}, ${short.atMost ? 'at most ' : ''}${short.told} of about ${short.concerned} people were told: ` +
        'tell the rest, or say why not.'
      : open === null
        ? `Nobody knows whether the filing of ${article} left mandatory fields open: file a complete one, or say so.`
        : `The filing of ${article} left ${fields} open: file the rest.`;
    return [
      ...(open === 0 && short === null
        ? []
        : [
            {
              ...about,
              point: `filing-incomplete/${obligation}`,
              code: 'filing-incomplete' as const,
              count: short ? short.concerned - short.told : open,
              ...(short && { people: short }),
              says,
            },
          ]),
      ...(isBehind
        ? [
            {
              ...{ ...about, point: `filing-behind/${obligation}`, code: 'filing-behind' as const },
              says: `The record says otherwise by now than the filing of ${article}: send a follow-up, or say why not.`,
            },
          ]
        : []),
    ];
  });
}

function receiptPoints({ obligations, plan }: BreachState): ClosingPoint[] {
  return Object.values(obligations).flatMap((duty): ClosingPoint[] => {
    const { length: count } = awaitedReceipts(duty);
    if (count === 0) return [];
    const { id: obligation } = duty;
    const about = { mayPass: true, obligation, count, place: `/filings/${obligation}#filed` };
    const says = `The receipt of the filing of ${articleOf(plan, obligation)} is not here yet: add it, or say why not.`;
    return [{ ...about, point: `receipt-missing/${obligation}`, code: 'receipt-missing', says }];
  });
}

function articleOf(plan: BreachState['plan'], obligation: string): string {
  return plan?.obligations.find(({ id }) => id === obligation)?.article ?? obligation;
}
