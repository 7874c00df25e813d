import { type DataFlow, knowsRoles } from '../dataflow.ts';
import { kindInCentre, profileOf } from '../entities.ts';
import { EEA } from '../jurisdictions.ts';
import { partsOf, placeOnRecord, stateOfPlace } from '../places/place.ts';
import type { CompiledObligation, CompiledPolicy } from '../policy/compiled.ts';
import type { CoveredPlace, LawStanding, PlaceReason, PlanInput, Side } from './types.ts';

/**
 * Every place and role that a plan looked at, and whether the law there is modelled: a place without a law is told of,
 * never passed over.
 */

/** Countries whose breach law is that of their parts: a law of the whole country says nothing of it. */
const LAW_BY_PART = ['US'];

/** A law of which every row is proposed, voluntary or uncertain answers nothing. */
function mayBind({ status, effectiveFrom, confidence }: CompiledObligation): boolean {
  if (confidence === 'uncertain') return false;
  const isDated = status === 'adopted-not-yet-applicable' && effectiveFrom !== null;
  return status === 'in-force' || status === 'superseded' || isDated;
}

const SIDES: readonly Side[] = ['controller', 'processor'];
const ROLES_OF: Record<Side, readonly string[]> = {
  controller: ['controller', 'joint-controller'],
  processor: ['processor', 'sub-processor'],
};

/** What says which laws there are: their obligations, and for whom a law is known to have no duty. */
export type KnownLaws = Pick<CompiledPolicy, 'obligations' | 'laws'>;
type Input = Pick<PlanInput, 'facts' | 'dataFlow'>;

/** The places that a plan looked at, in the order of their codes, each with why and with how the law stands there. */
export function coverageOf(policy: KnownLaws & Pick<CompiledPolicy, 'organisation'>, input: Input): CoveredPlace[] {
  const lawIn = lawsOf(policy);
  const sides = sidesOf(policy, input);
  return [...placesLookedAt(policy, input)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, why]) => {
      const law = isOfOthers(place, why) ? stateOfPlace(place) : place;
      const roles = Object.fromEntries(sides.map((side) => [side, lawIn(law, side)]));
      const parts = LAW_BY_PART.includes(place) ? missingParts(place, sides, lawIn) : [];
      return { place, why: [...why], roles, ...(parts.length > 0 && { parts }) };
    });
}

/** The law of a centre binds who is established there; of everybody else it is that of the country around it. */
function isOfOthers(place: string, why: ReadonlySet<PlaceReason>): boolean {
  return kindInCentre(place) !== null && !why.has('established');
}

/** How the law of a place stands for a side, by the regimes of the policy alone. */
export function lawsOf({ obligations, laws }: KnownLaws): (place: string, side: Side) => LawStanding {
  const bound = boundIn(obligations);
  const none = freeIn(laws);
  const isModelled = (law: string, side: Side) =>
    [...ROLES_OF[side], kindInCentre(law) ?? side].some((role) => bound.has(`${law} ${role}`));
  const lawIn = (place: string, side: Side): LawStanding => {
    const over = lawsOver(place);
    if (over.some((law) => isModelled(law, side))) return 'modelled';
    if (over.some((law) => none.has(`${law} ${side}`))) return 'no-duty';
    if (!LAW_BY_PART.includes(place)) return 'not-modelled';
    return partsOf(place).every((part) => lawIn(part, side) !== 'not-modelled') ? 'modelled' : 'not-modelled';
  };
  return lawIn;
}

/**
 * `US-TX processor`: for whom a law says that it has no duty; for a controller, neither to an authority nor to people.
 * What is not certain is no answer.
 */
function withoutDuty({ jurisdiction, terms }: KnownLaws['laws'][string]): string[] {
  const sure = terms.noDuty.flatMap(({ to, confidence }) => (confidence === 'uncertain' ? [] : [to]));
  const isFree = (side: Side) =>
    side === 'processor' ? sure.includes('owner') : sure.includes('authority') && sure.includes('people');
  return SIDES.filter(isFree).map((side) => `${jurisdiction} ${side}`);
}

/** Read once for each policy: every plan asks for it. */
const known = new WeakMap<KnownLaws['obligations'], ReadonlySet<string>>();

/** `US-TX controller`: in which place a law binds whom. */
function boundIn(obligations: KnownLaws['obligations']): ReadonlySet<string> {
  const pairs = () =>
    obligations.flatMap((row) => (mayBind(row) ? row.role.map((each) => `${row.jurisdiction} ${each}`) : []));
  const found = known.get(obligations) ?? new Set(pairs());
  known.set(obligations, found);
  return found;
}

const free = new WeakMap<KnownLaws['laws'], ReadonlySet<string>>();

/** `US-TX processor`: in which place a law has no duty for whom. */
function freeIn(laws: KnownLaws['laws']): ReadonlySet<string> {
  const found = free.get(laws) ?? new Set(Object.values(laws).flatMap(withoutDuty));
  free.set(laws, found);
  return found;
}

/** Whose law may be the general one in a place. */
function lawsOver(place: string): string[] {
  const state = stateOfPlace(place);
  if (LAW_BY_PART.includes(state)) return place === state ? [] : [place];
  return [...new Set([place, state, ...(place === 'EU' || EEA.includes(state) ? ['EU'] : [])])];
}

function missingParts(place: string, sides: readonly Side[], lawIn: ReturnType<typeof lawsOf>): string[] {
  return partsOf(place).filter((part) => sides.some((side) => lawIn(part, side) === 'not-modelled'));
}

/** A role that is not known is both. */
function sidesOf({ organisation }: Pick<CompiledPolicy, 'organisation'>, { facts, dataFlow }: Input): Side[] {
  const ours = profileOf(organisation, facts);
  const open = SIDES.filter((side) => ROLES_OF[side].some((role) => (ours as readonly string[]).includes(role)));
  const known = SIDES.filter((side) => (dataFlow.roles as readonly string[]).includes(side));
  if (knowsRoles(dataFlow)) return known;
  return open.length === 0 ? [...SIDES] : SIDES.filter((side) => known.includes(side) || open.includes(side));
}

/** Every place whose law may be ours, as today's code names it, with why it was looked at. */
export function placesLookedAt(
  { organisation: { establishment, markets } }: Pick<CompiledPolicy, 'organisation'>,
  { facts, dataFlow }: { facts: Input['facts']; dataFlow: Pick<DataFlow, 'countries'> },
): Map<string, Set<PlaceReason>> {
  const { main, others, representative } = establishment;
  const living = Object.entries(facts.residents ?? {}).flatMap(([place, count]) => (count === 0 ? [] : [place]));
  const found = new Map<string, Set<PlaceReason>>();
  const look = (why: PlaceReason, places: readonly (string | null)[]) => {
    for (const place of places) {
      if (place === null) continue;
      const code = placeOnRecord(place);
      found.set(code, (found.get(code) ?? new Set()).add(why));
    }
  };
  look('established', [facts.establishment ?? main, ...others]);
  look('represented', [facts.euRepresentative ?? representative]);
  look('market', markets);
  look('register', dataFlow.countries);
  look('residents', living);
  return found;
}
