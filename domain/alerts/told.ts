import { bothKnown, type KnownFinding, newsOf, type SeenFinding } from './news.ts';

/** What findings say together to a breach: what each may say beyond it is news there. */
export type Said = KnownFinding & { rules: string[] };

/**
 * What a breach was told by the findings that were handed to it, and what it is owed by those that wait within an hour
 * (UTC, such as `2026-11-24T08`). However many others say the same, they are counted: each kind of news waits once.
 */
export type Told = { told: Said; owed: Said; hour: string };

const NOTHING: Said = { severity: 0, types: [], systems: [], rules: [] };

/** Of a breach that nothing is known of. */
export function nothingTold(hour: string): Told {
  return { told: NOTHING, owed: NOTHING, hour };
}

/** The same in this hour: what was owed in another one has been told since, or is news again. */
export function toldInHour(told: Told, hour: string): Told {
  return told.hour === hour ? told : { ...told, owed: NOTHING, hour };
}

/**
 * Whether the breach was told all that a finding says: of another rule the facts may be others.
 *
 * @param isOwing it is one of those that wait: others that wait as well tell the breach nothing
 */
export function isTold({ told, owed }: Told, seen: SeenFinding, rule: string, isOwing: boolean): boolean {
  const said = isOwing ? told : bothSaid(told, owed);
  return said.rules.includes(rule) && newsOf(said, seen).length === 0;
}

/** What it was told by both, of one hour. */
export function bothTold(one: Told, other: Told): Told {
  return { told: bothSaid(one.told, other.told), owed: bothSaid(one.owed, other.owed), hour: one.hour };
}

function bothSaid(one: Said, other: Said): Said {
  return { ...bothKnown(one, other), rules: [...new Set([...one.rules, ...other.rules])].sort() };
}
