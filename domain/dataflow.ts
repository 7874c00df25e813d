import { z } from 'zod';
import { Email } from './email.ts';
import { DATA_ROLES } from './entities.ts';
import { DATA_CLASSES } from './facts.ts';
import { Identifier } from './identifier.ts';
import { Jurisdiction } from './jurisdictions.ts';
import { isLanguage } from './language-code.ts';
import { placeOnRecord } from './places/place.ts';

/** The data-flow register: where which data is, under which role, and who else touches it. */

const id = Identifier;

/** The control plane is ours (controller); in the customer data plane we act for customers (processor). */
export const PLANES = ['control', 'customer-data'] as const;
export type Plane = (typeof PLANES)[number];

export const ROLES = DATA_ROLES;
export type Role = (typeof ROLES)[number];

export const System = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  plane: z.enum(PLANES),
  /** Our role where the plane does not already say it; a sub-processor's customers are processors themselves. */
  role: z.enum(ROLES).optional(),
  dataClasses: z.array(z.enum(DATA_CLASSES)).min(1),
  /** Categories in words, as a notice names them ("names", "invoices"). */
  dataCategories: z.array(z.string().min(1).max(100)).min(1),
  countries: z.array(Jurisdiction).min(1),
  /** Ids of suppliers (sub-processors, vendors) with access to the system. */
  suppliers: z.array(id).default([]),
  /** Ids of customers whose data the system holds (customer-data plane). */
  customers: z.array(id).default([]),
  /**
   * Names by which alerts may call it: ARNs, host and bucket names, ids, `tag:key=value`, `account:id`, ranges of
   * addresses, names with `*`. Compared without case; `detection/systems/` says how.
   */
  aliases: z.array(z.string().min(1).max(500)).default([]),
  peopleConcerned: z.int().min(0).nullable().default(null),
});
export type System = z.infer<typeof System>;

/** A person to reach at a counterparty. Personal data: encrypted at rest. */
export const Contact = z.strictObject({
  name: z.string().min(1).max(200),
  email: Email,
});
export type Contact = z.infer<typeof Contact>;

export const COUNTERPARTY_KINDS = ['supplier', 'customer'] as const;
export type CounterpartyKind = (typeof COUNTERPARTY_KINDS)[number];
export const Counterparty = z.strictObject({
  id,
  kind: z.enum(COUNTERPARTY_KINDS),
  name: z.string().min(1).max(200),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .refine(isLanguage, 'the code of a language, such as en or de (ISO 639-1)')
    .default('en'),
  /** First contact, then whom to escalate to. */
  contacts: z.array(Contact).min(1).max(2),
  /** Name of the contract clause that binds both sides to notify. */
  clause: z.string().max(200).default(''),
});
export type Counterparty = z.infer<typeof Counterparty>;

export const DataFlowRegister = z
  .strictObject({
    systems: z.array(System).max(100_000),
    counterparties: z.array(Counterparty).max(100_000),
  })
  .superRefine((register, check) => {
    for (const list of ['systems', 'counterparties'] as const) {
      const first = new Map<string, number>();
      for (const [index, { id }] of register[list].entries()) {
        const before = first.get(id);
        if (before === undefined) first.set(id, index);
        else {
          const message = `'${id}' stands twice in this upload, first at ${list}[${before}]; name it once`;
          check.addIssue({ code: 'custom', path: [list, index, 'id'], message });
        }
      }
    }
  });
export type DataFlowRegister = z.infer<typeof DataFlowRegister>;

/** What the touched systems say together: the facts a plan needs. */
export type DataFlow = {
  planes: Plane[];
  /** A joint controller is a controller, and a sub-processor a processor, too. */
  roles: Role[];
  dataClasses: (typeof DATA_CLASSES)[number][];
  dataCategories: string[];
  countries: string[];
  suppliers: string[];
  customers: string[];
  /** Sum of the known numbers of people; null where no touched system has one. */
  peopleConcerned: number | null;
  /** A touched system has no number of people, so that the sum of the others is the least there can be. */
  peopleUncounted?: true;
  /** What our own systems say by themselves, where others are touched too that hold what is entrusted to us. */
  own?: Pick<DataFlow, 'dataClasses' | 'dataCategories' | 'peopleConcerned' | 'peopleUncounted'>;
  /** By whose data it is, where we hold both our own and what is entrusted to us; else absent. */
  classesOf?: Record<'controller' | 'processor', (typeof DATA_CLASSES)[number][]>;
  /** A touched system is not in the register yet, so that its role and its data may be any. */
  unlisted?: true;
};

/** Whether all our roles are known: some system is touched, and the register has each. */
export function knowsRoles({ roles, unlisted }: Pick<DataFlow, 'roles' | 'unlisted'>): boolean {
  return roles.length > 0 && unlisted !== true;
}

/** Our role for one system: what it says, else what its plane says. */
export function roleOf({ plane, role }: Pick<System, 'plane' | 'role'>): Role {
  return role ?? (plane === 'control' ? 'controller' : 'processor');
}

const ALSO: Record<Role, readonly Role[]> = {
  controller: ['controller'],
  'joint-controller': ['controller', 'joint-controller'],
  processor: ['processor'],
  'sub-processor': ['processor', 'sub-processor'],
};

/** Classes of the data in some systems, in ENISA's order; empty where one of them says none: it may hold any. */
export function classesIn(systems: readonly Pick<System, 'dataClasses'>[]): (typeof DATA_CLASSES)[number][] {
  if (systems.some((s) => s.dataClasses.length === 0)) return [];
  return DATA_CLASSES.filter((c) => systems.some((s) => s.dataClasses.includes(c)));
}

function bySide(systems: readonly System[]): Pick<DataFlow, 'classesOf' | 'own'> {
  const isOwn = (system: System) => ALSO[roleOf(system)].includes('controller');
  const [own, entrusted] = [systems.filter(isOwn), systems.filter((system) => !isOwn(system))];
  if (own.length === 0 || entrusted.length === 0) return {};
  return {
    classesOf: { controller: classesIn(own), processor: classesIn(entrusted) },
    own: { dataClasses: classesIn(own), dataCategories: categoriesIn(own), ...peopleIn(own) },
  };
}

function categoriesIn(systems: readonly System[]): string[] {
  return [...new Set(systems.flatMap((system) => system.dataCategories))].sort();
}

function peopleIn(systems: readonly System[]): Pick<DataFlow, 'peopleConcerned' | 'peopleUncounted'> {
  const known = systems.flatMap((system) => (system.peopleConcerned === null ? [] : [system.peopleConcerned]));
  if (known.length === 0) return { peopleConcerned: null };
  const peopleConcerned = known.reduce((a, b) => a + b, 0);
  return known.length < systems.length ? { peopleConcerned, peopleUncounted: true } : { peopleConcerned };
}

/** Sums up the touched systems: all roles we have in any of them. */
export function dataFlowOf(systems: readonly System[]): DataFlow {
  const all = <T>(pick: (system: System) => readonly T[]): T[] => [...new Set(systems.flatMap((s) => pick(s)))].sort();
  const planes = PLANES.filter((plane) => systems.some((s) => s.plane === plane));
  const roles = ROLES.filter((role) => systems.some((s) => ALSO[roleOf(s)].includes(role)));
  return {
    planes,
    roles,
    dataClasses: classesIn(systems),
    ...bySide(systems),
    dataCategories: categoriesIn(systems),
    countries: all((s) => s.countries.map(placeOnRecord)),
    suppliers: all((s) => s.suppliers),
    customers: all((s) => s.customers),
    ...peopleIn(systems),
  };
}
