import { type Communication, type CommunicationName, campaignName, campaignNumber } from '../communication/standing.ts';
import { type LetterSign, type SettledSign, SIGNS, type Sign } from '../plan/targets.ts';
import { type Instant, MINUTE_MS, plusMs } from '../time.ts';

/**
 * What the notices to suppliers and customers, and the letters to people concerned, brought that a person looks into:
 * signs of misuse, letters that were refused for good, letters that may have left. How many there are is
 * counted in the ledger; here stands how many of them somebody has dealt with, and since when there are more.
 */

/** `since`: absent while there are no more than were dealt with. `settledAt`: when somebody last said so. */
type SignState = { settled: number; since?: Instant; settledAt?: Instant };
export type Signs = Partial<Record<Sign, SignState>>;
type Counted = Pick<Communication, 'counts' | 'answers'>;
/** `letterSigns`: the same of letters to people concerned, by the number of the campaign. */
type WithSigns = { signs?: Signs; letterSigns?: Record<string, Signs> };
type Known = WithSigns & { communications: Partial<Record<CommunicationName, Counted>> };

/** After the ledger of the notices, or of a campaign, was counted at an instant. */
export function withCounted(state: Known, of: CommunicationName, counted: Counted, at: Instant): WithSigns {
  return withSigns(state, of, signsCounted(signsOf(state, of), counted, at));
}

/** One that is there no more was not dealt with for the next. */
function signsCounted(before: Signs, counted: Counted, at: Instant): Signs {
  const entries = SIGNS.flatMap((sign): [Sign, SignState][] => {
    const count = countIn(sign, counted);
    const known = before[sign];
    if (count === 0 && known === undefined) return [];
    const now = signState(count, Math.min(known?.settled ?? 0, count), known?.since ?? at);
    return [[sign, { ...now, ...(known?.settledAt !== undefined && { settledAt: known.settledAt }) }]];
  });
  return Object.fromEntries(entries);
}

/** After somebody said what came of as many as were counted. */
export function withSettled(
  state: Known,
  { sign, count, campaign }: { sign: SettledSign; count: number; campaign?: number },
  at: Instant,
): WithSigns {
  const of = communicationOf(campaign);
  const signs = signsOf(state, of);
  return withSigns(state, of, {
    ...signs,
    [sign]: { ...signState(countOfSign(state, sign, campaign), count, signs[sign]?.since ?? at), settledAt: at },
  });
}

/** How many of a sign the ledger of the notices, or of a campaign, holds, as it was last counted. */
export function countOfSign({ communications }: Known, sign: Sign, campaign?: number): number {
  const counted = communications[communicationOf(campaign)];
  return counted === undefined ? 0 : countIn(sign, counted);
}

/** How many of a sign somebody has dealt with. */
export function settledOfSign(state: WithSigns, sign: Sign, campaign?: number): number {
  return signsOf(state, communicationOf(campaign))[sign]?.settled ?? 0;
}

/** One that was told while another was being settled may have come a moment before it, and stays open. */
const UNDER_WAY_MS = MINUTE_MS;

/** Whether one sign of the notices, by when it was seen, is one that nobody has dealt with. */
export function isSignOpen({ signs = {} }: WithSigns, sign: Sign, seenAt: Instant): boolean {
  const { settled = 0, since, settledAt } = signs[sign] ?? {};
  if (settled === 0 || (since !== undefined && settledAt === undefined)) return true;
  if (settledAt === undefined) return false;
  return since === undefined ? seenAt > settledAt : seenAt > plusMs(settledAt, -UNDER_WAY_MS);
}

/** Since when there are any of the notices that nobody has dealt with. */
export function openSigns({ signs = {} }: Pick<Known, 'signs'>): Partial<Record<Sign, Instant>> {
  const open = SIGNS.flatMap((sign): [Sign, Instant][] => {
    const { since } = signs[sign] ?? {};
    return since === undefined ? [] : [[sign, since]];
  });
  return Object.fromEntries(open);
}

/** The same of the letters of each campaign. */
export function openLetterSigns({ letterSigns = {} }: Pick<Known, 'letterSigns'>): LetterSign[] {
  return Object.entries(letterSigns).flatMap(([campaign, signs]) => {
    const { unreached, uncertain } = openSigns({ signs });
    return [
      ...(unreached === undefined
        ? []
        : [{ campaign: Number(campaign), sign: 'unreached' as const, since: unreached }]),
      ...(uncertain === undefined
        ? []
        : [{ campaign: Number(campaign), sign: 'uncertain' as const, since: uncertain }]),
    ];
  });
}

function communicationOf(campaign: number | undefined): CommunicationName {
  return campaign === undefined ? 'notices' : campaignName(campaign);
}

function signsOf({ signs = {}, letterSigns = {} }: WithSigns, of: CommunicationName): Signs {
  const campaign = campaignNumber(of);
  return campaign === null ? signs : (letterSigns[campaign] ?? {});
}

/** Nothing where nothing was ever counted of it. */
function withSigns({ letterSigns }: WithSigns, of: CommunicationName, signs: Signs): WithSigns {
  if (Object.keys(signs).length === 0) return {};
  const campaign = campaignNumber(of);
  return campaign === null ? { signs } : { letterSigns: { ...letterSigns, [campaign]: signs } };
}

function countIn(sign: Sign, { counts, answers }: Counted): number {
  if (sign === 'misuse') return answers?.misuse ?? 0;
  return sign === 'unreached' ? (counts.refused ?? 0) + (counts.failed ?? 0) : (counts.uncertain ?? 0);
}

function signState(count: number, settled: number, since: Instant): SignState {
  return { settled, ...(count > settled && { since }) };
}
