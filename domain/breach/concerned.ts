import type { DataFlow } from '../dataflow.ts';
import type { EntityKind } from '../entities.ts';
import { sideOf } from '../plan/side-of.ts';
import type { BreachState } from './state.ts';

/** What is on record of the data and of the number of people concerned. */
export type Concerned = {
  dataClasses: DataFlow['dataClasses'];
  /** Categories in words, as the register has them. */
  dataCategories: readonly string[];
  /** As a person said, else the sum of the register; null where neither says. */
  people: number | null;
  /** Whether `people` is the least there can be, as a touched system has no number. */
  isAtLeast: boolean;
};

/**
 * What is told of a breach by a party of one role: a controller tells of its own data, not of what customers entrust to
 * it, whose controllers tell of that (GDPR Arts. 33(1), 33(2) and 34(1)). Plans made until version 0.14 do not tell the
 * two apart, so that all of it is told.
 */
export function concernedAs(role: EntityKind, { facts, plan }: Pick<BreachState, 'facts' | 'plan'>): Concerned {
  const flow = plan?.dataFlow;
  const part = sideOf(role) === 'controller' ? (flow?.own ?? flow) : flow;
  return {
    dataClasses: [...(part?.dataClasses ?? []), ...facts.dataClasses],
    dataCategories: part?.dataCategories ?? [],
    people: facts.peopleConcerned ?? part?.peopleConcerned ?? null,
    isAtLeast: facts.peopleConcerned === null && part?.peopleUncounted === true,
  };
}
