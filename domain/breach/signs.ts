import { type Communication, type CommunicationName, campaignName, campaignNumber } from '../communication/standing.ts';
import { type LetterSign, type SettledSign, SIGNS, type Sign } from '../plan/targets.ts';
import type { Instant } from '../time.ts';

/**
 * What the notices to suppliers and customers, and the letters to people concerned, brought that a person looks into:
 * signs of misuse, letters that were refused for good, letters that may have left. How many there are is
 * counted in the ledger; here stands how many of them somebody has dealt with, and since when there are more.
 */

/** `since`: absent while there are no more than were dealt with. */
type SignState = { settled: number; since?: Instant };
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
    return [[sign, signState(count, Math.min(known?.settled ?? 0, count), known?.since ?? at)]];
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
    [sign]: signState(countOfSign(state, sign, campaign), count, signs[sign]?.since ?? at),
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
