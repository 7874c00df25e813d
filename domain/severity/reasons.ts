import type { Facts } from '../facts.ts';
import type { Severity } from '../plan/types.ts';

/** One sentence per factor of a score. Scores arrive times 100 and are shown as ENISA writes them. */

const IDENTIFICATION: Record<Facts['identifiability'], string> = {
  negligible: 'it is extremely hard to tell whom the data is about',
  limited: 'telling whom the data is about takes extra effort or data',
  significant: 'a little research tells whom the data is about',
  maximum: 'the data itself tells whom it is about',
};
const CONFIDENTIALITY: Record<Facts['confidentiality'], string> = {
  none: 'evidence rules out that anybody saw it',
  exposed: 'exposed, with no sign so far that anybody saw the data',
  'known-recipients': 'disclosed to a known number of known recipients',
  'unknown-recipients': 'disclosed to an unknown number of recipients, or to recipients not known',
  unknown: 'not known whether anybody saw it, which counts as disclosed to recipients not known',
};
const INTEGRITY: Record<Facts['integrity'], string> = {
  none: 'evidence rules out that it was altered',
  altered: 'altered, the original can be restored and no wrong use is known',
  'altered-restorable': 'altered and possibly used wrongly, can be restored',
  'altered-permanent': 'altered and possibly used wrongly, cannot be restored',
  'no-evidence': 'no sign that it was altered, which does not rule it out',
  unknown: 'not known whether it was altered, which counts as altered and beyond restoring',
};
const AVAILABILITY: Record<Facts['availability'], string> = {
  none: 'evidence rules out that it was away',
  restorable: 'can be restored without difficulty',
  temporary: 'unavailable for a time',
  permanent: 'lost for good',
  'no-evidence': 'no sign that it was away, which does not rule it out',
  unknown: 'not known whether it was away or lost, which counts as lost for good',
};
const MALICIOUS: Record<Facts['malicious'], string> = {
  yes: 'a deliberate act',
  no: 'an accident or error, no intention to harm',
  unknown: 'not known whether it was deliberate, which counts as deliberate',
};

export function contextReason(
  facts: Facts,
  known: readonly string[],
  gravest: string,
  base: number,
  dpc: number,
): string {
  const head = `Data processing context ${show(dpc)}:`;
  const kinds =
    known.length === 0
      ? `which classes of data are concerned is not known yet, so the gravest, ${gravest}, counts`
      : known.length === 1
        ? `the data is ${gravest}`
        : `of the kinds concerned (${known.join(', ')}) the gravest, ${gravest}, counts`;
  if (facts.contextScore === null) return `${head} ${kinds}.`;
  return `${head} set by a person who looked at the context; by kind alone it would be ${show(base)} (${kinds}).`;
}

export function identificationReason(level: Facts['identifiability'], ei: number): string {
  return `Ease of identification ${show(ei)} (${level}): ${IDENTIFICATION[level]}.`;
}

type Parts = Record<'confidentiality' | 'integrity' | 'availability' | 'malicious', number>;

export function circumstanceReasons(facts: Facts, parts: Parts): string[] {
  return [
    `Confidentiality +${show(parts.confidentiality)}: ${CONFIDENTIALITY[facts.confidentiality]}.`,
    `Integrity +${show(parts.integrity)}: ${INTEGRITY[facts.integrity]}.`,
    `Availability +${show(parts.availability)}: ${AVAILABILITY[facts.availability]}.`,
    `Intent +${show(parts.malicious)}: ${MALICIOUS[facts.malicious]}.`,
  ];
}

export function scoreReason({ dpc, ei, cb, se, level }: Pick<Severity, 'dpc' | 'ei' | 'cb' | 'se' | 'level'>): string {
  return `SE = ${show(dpc)} × ${show(ei)} + ${show(cb)} = ${show(se)}: ${level.replace('-', ' ')}.`;
}

const BELOW = { 'very-high': 'high', high: 'medium', medium: 'low' } as const;

/** What a score near an edge asks of who decides. */
const PROMPT = ': give a written reason for the decision.';

/**
 * That a score lies near an edge, named by the band on the other side of it.
 * @param edge the band that begins there
 * @param isBelow whether the score lies below the edge, so that this band is the other one
 */
export function edgeReason(
  { se, edge, within }: { se: number; edge: keyof typeof BELOW; within: number },
  { isBelow, leans }: { isBelow: boolean; leans: boolean },
): string {
  const other = (isBelow ? edge : BELOW[edge]).replace('-', ' ');
  const head = `${show(se)} is within ${show(within)} of the edge to ${other}`;
  return leans ? `${head}: the higher band is weighed for the duties.` : `${head}${PROMPT}`;
}

/** A reason as somebody outside reads it: what is asked of our own people is left out. */
export function withoutPrompt(reason: string): string {
  return reason.endsWith(PROMPT) ? `${reason.slice(0, -PROMPT.length)}.` : reason;
}

/** `425` as `4.25`. */
function show(times100: number): string {
  return String(times100 / 100);
}
