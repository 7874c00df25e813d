import { type DataFlow, dataFlowOf, type Plane, type Role, roleOf, type System } from '../dataflow.ts';

/** Who is affected by what a breach touches, as the data-flow register says it. */
export type Affected = Pick<DataFlow, 'dataClasses' | 'countries' | 'suppliers' | 'customers'> & {
  systems: { id: string; name: string; plane: Plane; role: Role; peopleConcerned: number | null }[];
  /** Touched systems that the register does not have; `isUnlisted`: others are named in people's words alone. */
  unregistered: string[];
  isUnlisted: boolean;
  /** The sum of the known numbers; null where there is none. It is a least number while `uncounted` is above 0. */
  people: number | null;
  /** Touched systems of which nobody knows how many people they hold. */
  uncounted: number;
};

/** @param systems those of `touched` that the register has */
export function affectedBy(touched: readonly string[], systems: readonly System[], isUnlisted: boolean): Affected {
  const { dataClasses, countries, suppliers, customers, peopleConcerned: people } = dataFlowOf(systems);
  const known = new Set(systems.map(({ id }) => id));
  const unregistered = touched.filter((id) => !known.has(id));
  const unknown = systems.filter((system) => system.peopleConcerned === null).length;
  return {
    ...{ dataClasses, countries, suppliers, customers, people, unregistered, isUnlisted },
    uncounted: unknown + unregistered.length + (isUnlisted ? 1 : 0),
    systems: systems.map((system) => {
      const { id, name, plane, peopleConcerned } = system;
      return { id, name, plane, role: roleOf(system), peopleConcerned };
    }),
  };
}
