import type { BreachState } from './state.ts';

/**
 * Where the people concerned live: as somebody said, with how many (null: some); what the register lists for the
 * touched systems only while nobody has. What a duty is triggered by is wider: it counts both.
 */
export type PlacesOfPeople = { stated: readonly { place: string; count: number | null }[]; listed: readonly string[] };

export function placesOfPeople({ facts, plan }: Pick<BreachState, 'facts' | 'plan'>): PlacesOfPeople {
  const stated = Object.entries(facts.residents ?? {}).map(([place, count]) => ({ place, count }));
  return { stated, listed: stated.length > 0 ? [] : (plan?.dataFlow.countries ?? []) };
}
