import type { DataFlow } from '../dataflow.ts';
import type { BreachState } from './state.ts';

/** The facts of a breach as its entry in the register states them (GDPR Art. 33(5)). */
export type RegisterFacts = {
  title: string;
  summary: string;
  systems: string[];
  roles: DataFlow['roles'];
  dataClasses: string[];
  dataCategories: string[];
  countries: string[];
  /** Null is "not known", which is not zero. */
  peopleConcerned: number | null;
  recordsConcerned: number | null;
};

export function registerFacts({ narrative, facts, plan }: BreachState): RegisterFacts {
  const flow = plan?.dataFlow;
  return {
    title: narrative.title,
    summary: narrative.summary,
    systems: facts.systems,
    roles: flow?.roles ?? [],
    dataClasses: [...new Set([...(flow?.dataClasses ?? []), ...facts.dataClasses])],
    dataCategories: flow?.dataCategories ?? [],
    countries: flow?.countries ?? [],
    peopleConcerned: facts.peopleConcerned ?? flow?.peopleConcerned ?? null,
    recordsConcerned: facts.recordsConcerned,
  };
}
