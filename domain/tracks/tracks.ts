import { classesIn, type Role, roleOf, type System } from '../dataflow.ts';
import type { Facts } from '../facts.ts';

/** Whom a track tells; `id` is null where the register or the law does not name one. */
export type Recipient = {
  kind: 'authority' | 'people' | 'joint-controller' | 'controller' | 'processor';
  id: string | null;
};

/**
 * One side of an incident: the data sets we hold in one role, and, towards customers, for one of them. Tracks are never
 * merged: each has its own data sets, duties and recipients.
 */
export type Track = {
  /** `controller`, `joint-controller`, `processor/<customer>`, `sub-processor/<customer>`, or `processor/unknown`. */
  id: string;
  role: Role;
  /** The data sets of this track alone. */
  systems: string[];
  dataClasses: Facts['dataClasses'];
  dataCategories: string[];
  countries: string[];
  recipients: Recipient[];
  because: string;
};

type Placed = Pick<System, 'id' | 'plane' | 'role' | 'dataClasses' | 'dataCategories' | 'countries' | 'customers'>;

/**
 * Splits the touched systems into tracks by our role for each (GDPR Art. 4(7) and 4(8), Art. 26, Art. 28(4)): one as
 * controller, one as joint controller, and one for each customer for whom we hold the data. Sorted by id.
 */
export function tracksOf(systems: readonly Placed[]): Track[] {
  if (systems.length === 0) return unknownTracks();
  const withRole = (role: Role) => systems.filter((system) => roleOf(system) === role);
  return [
    ...ownTrack(withRole('controller')),
    ...jointTrack(withRole('joint-controller')),
    ...customerTracks('processor', withRole('processor')),
    ...customerTracks('sub-processor', withRole('sub-processor')),
  ];
}

const OWN: Recipient[] = [
  { kind: 'authority', id: null },
  { kind: 'people', id: null },
];

function ownTrack(systems: Placed[]): Track[] {
  if (systems.length === 0) return [];
  const because =
    'We decide why and how this data is processed: we assess the risk, and tell the authority and the people.';
  return [{ id: 'controller', role: 'controller', ...sumOf(systems), recipients: OWN, because }];
}

function jointTrack(systems: Placed[]): Track[] {
  if (systems.length === 0) return [];
  const partners = partiesOf(systems).map((id): Recipient => ({ kind: 'joint-controller', id }));
  const because =
    'We decide together with others: the arrangement of Art. 26 says who tells the authority and the people; if it ' +
    'is silent, each of us does.';
  const recipients = [...(partners.length > 0 ? partners : [{ kind: 'joint-controller' as const, id: null }]), ...OWN];
  return [{ id: 'joint-controller', role: 'joint-controller', ...sumOf(systems), recipients, because }];
}

const TOWARDS = {
  processor: {
    kind: 'controller',
    because:
      'We hold this data for the customer, who is its controller: we tell the customer (Art. 33(2)) and nobody else.',
  },
  'sub-processor': {
    kind: 'processor',
    because:
      'We hold this data for a customer who is a processor itself: we tell the customer (Art. 28(4), 33(2)), who ' +
      'tells its controller.',
  },
} as const;

/** One child track per customer, with that customer's data sets alone; none of them learns of another. */
function customerTracks(role: keyof typeof TOWARDS, systems: Placed[]): Track[] {
  const { kind, because } = TOWARDS[role];
  const named = partiesOf(systems).map((customer): Track => {
    const theirs = systems.filter((system) => system.customers.includes(customer));
    return { id: `${role}/${customer}`, role, ...sumOf(theirs), recipients: [{ kind, id: customer }], because };
  });
  const nameless = systems.filter((system) => system.customers.length === 0);
  if (nameless.length === 0) return named;
  const missing = `${because} The register does not say whose data it is: find out, and name the customers.`;
  const unknown: Track = {
    id: `${role}/unknown`,
    role,
    ...sumOf(nameless),
    recipients: [{ kind, id: null }],
    because: missing,
  };
  return [...named, unknown];
}

/** Which systems are touched is not known: until it is, we may be both, and both tracks count. */
function unknownTracks(): Track[] {
  const nothing = sumOf([]);
  const because = 'Which systems are touched is not known yet, so this track is kept open until it is ruled out.';
  return [
    { id: 'controller', role: 'controller', ...nothing, recipients: OWN, because },
    {
      id: 'processor/unknown',
      role: 'processor',
      ...nothing,
      recipients: [{ kind: 'controller', id: null }],
      because,
    },
  ];
}

function sumOf(systems: Placed[]): Pick<Track, 'systems' | 'dataClasses' | 'dataCategories' | 'countries'> {
  const all = (pick: (system: Placed) => readonly string[]) => [...new Set(systems.flatMap((s) => pick(s)))].sort();
  return {
    systems: all((s) => [s.id]),
    dataClasses: classesIn(systems),
    dataCategories: all((s) => s.dataCategories),
    countries: all((s) => s.countries),
  };
}

function partiesOf(systems: Placed[]): string[] {
  return [...new Set(systems.flatMap((s) => s.customers))].sort();
}
