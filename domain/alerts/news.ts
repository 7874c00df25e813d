/**
 * What of a finding that came again a person must see. Sources send the same finding over and over, with another time
 * of update; on record comes only what says more than is known.
 */

/** All that its alerts have said so far. */
export type KnownFinding = { severity: number; types: string[]; systems: string[] };

/** What one alert says. */
export type SeenFinding = { severity: number; type: string; systems: readonly string[] };

/** Why it is handed over: it opens or joins a breach for the first time, or says more than is known there. */
export const NEWS = ['first', 'graver', 'other-type', 'other-system', 'owed'] as const;
export type News = (typeof NEWS)[number];

/** One finding that names more is told from others no longer: what it names is counted in any case. */
const MOST_NAMED = 2_000;

/** What one alert says beyond what is known; nothing where it says no more. */
export function newsOf(known: KnownFinding | null, seen: SeenFinding): News[] {
  if (known === null) return ['first'];
  return [
    ...(seen.severity > known.severity ? (['graver'] as const) : []),
    ...(isNew(known.types, [seen.type]) ? (['other-type'] as const) : []),
    ...(isNew(known.systems, seen.systems) ? (['other-system'] as const) : []),
  ];
}

/** What is known with this alert. */
export function withSeen(known: KnownFinding | null, seen: SeenFinding): KnownFinding {
  return {
    severity: Math.max(known?.severity ?? 0, seen.severity),
    types: union(known?.types ?? [], [seen.type]),
    systems: union(known?.systems ?? [], seen.systems),
  };
}

/** What two together have said. */
export function bothKnown(one: KnownFinding, other: KnownFinding): KnownFinding {
  return {
    severity: Math.max(one.severity, other.severity),
    types: union(one.types, other.types),
    systems: union(one.systems, other.systems),
  };
}

function isNew(known: readonly string[], seen: readonly string[]): boolean {
  return known.length < MOST_NAMED && seen.some((name) => !known.includes(name));
}

function union(known: readonly string[], seen: readonly string[]): string[] {
  return [...new Set([...known, ...seen])].slice(0, Math.max(MOST_NAMED, known.length)).sort();
}
