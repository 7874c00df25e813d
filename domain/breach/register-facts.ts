import type { DataFlow } from '../dataflow.ts';
import { type PlacesOfPeople, placesOfPeople } from './places-of-people.ts';
import type { BreachState } from './state.ts';

/** The facts of a breach as its entry in the register states them (GDPR Art. 33(5)). */
export type RegisterFacts = {
  title: string;
  summary: string;
  systems: string[];
  roles: DataFlow['roles'];
  dataClasses: string[];
  dataCategories: string[];
  /** Those that the register lists for the touched systems, whatever somebody said. */
  countries: string[];
  places: PlacesOfPeople;
  /** Null is "not known", which is not zero. */
  peopleConcerned: number | null;
  recordsConcerned: number | null;
};

export function registerFacts(state: Pick<BreachState, 'narrative' | 'facts' | 'plan'>): RegisterFacts {
  const { narrative, facts, plan } = state;
  const flow = plan?.dataFlow;
  return {
    title: narrative.title,
    summary: narrative.summary,
    systems: facts.systems,
    roles: flow?.roles ?? [],
    dataClasses: [...new Set([...(flow?.dataClasses ?? []), ...facts.dataClasses])],
    dataCategories: flow?.dataCategories ?? [],
    countries: flow?.countries ?? [],
    places: placesOfPeople(state),
    peopleConcerned: facts.peopleConcerned ?? flow?.peopleConcerned ?? null,
    recordsConcerned: facts.recordsConcerned,
  };
}
