import { z } from 'zod';
import { type DataFlow, dataFlowOf, ROLES, type Role, System } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { InstantInput } from '../instant-input.ts';
import { RISK_CONCLUSIONS } from '../policy/schema.ts';

/** What `tocsin assess` reads: the facts, the touched systems beside them, and what has happened and been decided. */

const { id, plane, role, customers, suppliers, countries, dataClasses, peopleConcerned } = System.shape;

/** A touched system by its id alone, or with what is known of it. */
const TouchedSystem = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  z.strictObject({
    id,
    name: z.string().min(1).max(200).optional(),
    plane: plane.optional(),
    role,
    dataClasses: z.array(dataClasses.element).default([]),
    dataCategories: z.array(z.string().min(1).max(100)).default([]),
    countries: z.array(countries.element).default([]),
    suppliers,
    customers,
    peopleConcerned,
  }),
);
export type TouchedSystem = z.infer<typeof TouchedSystem>;

/** The same for all touched systems together, where they are not described one by one. */
const DataFlowFacts = z.strictObject({
  roles: z.array(z.enum(ROLES)).max(ROLES.length).default([]),
  dataClasses: z.array(dataClasses.element).default([]),
  dataCategories: z.array(z.string().min(1).max(100)).default([]),
  countries: z.array(countries.element).default([]),
  suppliers,
  customers,
  peopleConcerned,
});

const Decision = z.strictObject({
  conclusion: z.enum(RISK_CONCLUSIONS),
  /** A role's name, never a person's. */
  by: z.string().trim().min(1).max(100).default('dpo'),
  at: InstantInput,
  reasons: z.string().trim().min(1).max(5_000),
});

export const AssessInput = z.strictObject({
  ...Facts.shape,
  systems: z.array(TouchedSystem).max(1_000).default([]),
  /** What the case is called; only echoed. */
  title: z.string().trim().min(1).max(200).default(''),
  dataFlow: DataFlowFacts.optional(),
  awareness: InstantInput.nullable().default(null),
  /** Filings made, by obligation: later duties are counted from some of them. */
  filings: z.record(z.string(), InstantInput).default({}),
  /** When the latest version of a filing was handed in, where it was updated. */
  updates: z.record(z.string(), InstantInput).default({}),
  /** The DPO's decision on the risk, for both articles. */
  decision: Decision.nullable().default(null),
  /** Or one for each article. */
  decisions: z
    .strictObject({ art33: Decision.nullable().default(null), art34: Decision.nullable().default(null) })
    .default({ art33: null, art34: null }),
});
export type AssessInput = z.infer<typeof AssessInput>;

/** The systems whose role is known, the ids of those whose is not, and the facts and data flow of all of them. */
export type Touched = { facts: Facts; placed: System[]; unplaced: string[]; dataFlow: DataFlow };

/**
 * Reads the touched systems out of the input: described inline, known to the register, or described together by
 * `dataFlow`. A system of which none says a role leaves our role open, which counts as every role.
 */
export function touchedBy(input: AssessInput, register: readonly System[]): Touched {
  const { title: _t, awareness: _a, filings: _f, updates: _u, decision: _d, decisions: _ds, ...known } = input;
  const { dataFlow: together, ...rest } = known;
  const found = input.systems.map((touched) => placeOf(touched, register));
  const peopleConcerned = rest.peopleConcerned ?? countedPeople(input, found);
  const facts: Facts = { ...rest, peopleConcerned, systems: rest.systems.map((system) => system.id) };
  const placed = found.flatMap((system) => (system === null ? [] : [system]));
  const bare = input.systems.filter((_, index) => found[index] === null).map((system) => system.id);
  const roles = together?.roles ?? [];
  if (together !== undefined && roles.length > 0) {
    const ids = bare.length > 0 ? bare : placed.length > 0 ? [] : ['touched-data'];
    const { roles: _, ...known } = together;
    const described = roles.flatMap((each) => ids.map((one) => asSystem({ id: one, role: each, ...known })));
    const all = [...placed, ...described];
    return {
      facts,
      placed: all,
      unplaced: [],
      dataFlow: { ...dataFlowOf(all), peopleConcerned: peopleOf(all, together) },
    };
  }
  const flow = dataFlowOf(placed);
  const merged: DataFlow = together === undefined ? flow : merge(flow, together);
  // Nothing is lost: with one role known and another open, we may be a processor as well as a controller.
  const open = bare.length > 0 && flow.roles.length > 0;
  const both: Role[] = ['controller', 'processor'];
  const withRoles = open ? ROLES.filter((each) => [...flow.roles, ...both].includes(each)) : flow.roles;
  return { facts, placed, unplaced: bare, dataFlow: { ...merged, roles: withRoles } };
}

function placeOf(touched: TouchedSystem, register: readonly System[]): System | null {
  if (touched.plane === undefined && touched.role === undefined) {
    return register.find((system) => system.id === touched.id) ?? null;
  }
  return asSystem(touched);
}

type Described = Omit<System, 'plane' | 'name' | 'aliases'> & {
  plane?: System['plane'] | undefined;
  name?: string | undefined;
};

function asSystem({ plane: known, name, role: given, ...rest }: Described): System {
  const isOwn = given === 'controller' || given === 'joint-controller';
  const where = known ?? (isOwn ? 'control' : 'customer-data');
  return { ...rest, aliases: [], name: name ?? rest.id, plane: where, ...(given === undefined ? {} : { role: given }) };
}

/**
 * How many people there are at most, where somebody has counted them all: by where they live, together, or system by
 * system. Null where a part is not known: then there may be any number.
 */
function countedPeople({ residents, dataFlow }: AssessInput, found: (System | null)[]): number | null {
  const byPlace = residents === null ? [] : Object.values(residents);
  const bySystem = found.map((system) => system?.peopleConcerned ?? null);
  return sumOfAll(byPlace) ?? dataFlow?.peopleConcerned ?? sumOfAll(bySystem);
}

/** Null for an empty list too: nothing counted is not nobody concerned. */
function sumOfAll(counts: (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return counts.length === 0 || known.length < counts.length ? null : known.reduce((a, b) => a + b, 0);
}

/** What is said of all systems together is said once, however many roles we have. */
function peopleOf(systems: System[], together: { peopleConcerned: number | null }): number | null {
  return together.peopleConcerned ?? dataFlowOf(systems).peopleConcerned;
}

function merge(flow: DataFlow, together: z.infer<typeof DataFlowFacts>): DataFlow {
  const both = (a: string[], b: string[]) => [...new Set([...a, ...b])].sort();
  return {
    ...flow,
    dataClasses: [...new Set([...flow.dataClasses, ...together.dataClasses])],
    ...(flow.classesOf && {
      classesOf: {
        controller: [...new Set([...flow.classesOf.controller, ...together.dataClasses])],
        processor: [...new Set([...flow.classesOf.processor, ...together.dataClasses])],
      },
    }),
    dataCategories: both(flow.dataCategories, together.dataCategories),
    countries: both(flow.countries, together.countries),
    suppliers: both(flow.suppliers, together.suppliers),
    customers: both(flow.customers, together.customers),
    peopleConcerned: together.peopleConcerned ?? flow.peopleConcerned,
  };
}
