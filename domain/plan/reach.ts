import { knowsRoles } from '../dataflow.ts';
import { type EntityKind, isDataRole, profileOf } from '../entities.ts';
import { coveredBy } from '../jurisdictions.ts';
import { stateOfPlace } from '../places/place.ts';
import type { CompiledObligation, CompiledPolicy } from '../policy/compiled.ts';
import { placesLookedAt } from './coverage.ts';
import type { PlanInput } from './types.ts';

/** Whether a regime can reach us at all: what we are, whose data it is, and where we and the people are. */
export type Reach = {
  profile: readonly EntityKind[];
  /** The kind of party by which an obligation reaches us; null where it does not. */
  roleIn(obligation: CompiledObligation): EntityKind | null;
  /** Countries where we are established, or represented. */
  established: readonly string[];
  /** Every place whose law may be ours. */
  lookedAt: readonly string[];
  reaches(jurisdiction: string): boolean;
};

/** A role that is not known yet is every one that we can have. */
export function reachOf({ organisation }: CompiledPolicy, { facts, dataFlow }: PlanInput): Reach {
  const profile = profileOf(organisation, facts);
  const ours = profile.filter(isDataRole);
  const unknownRoles: readonly EntityKind[] = ours.length > 0 ? ours : ['controller', 'processor'];
  const dataRoles: readonly EntityKind[] = knowsRoles(dataFlow) ? dataFlow.roles : [...dataFlow.roles, ...unknownRoles];
  const held = new Set<EntityKind>([...profile.filter((kind) => !isDataRole(kind)), ...dataRoles]);
  const established = establishedIn(organisation, facts);
  const lookedAt = [...placesLookedAt({ organisation }, { facts, dataFlow }).keys()];
  return {
    profile,
    established,
    lookedAt,
    roleIn: ({ role }) => role.find((kind) => held.has(kind)) ?? null,
    reaches: coveredBy(lookedAt),
  };
}

/** Countries where we are established, or represented. */
export function establishedIn(
  { establishment }: Pick<CompiledPolicy['organisation'], 'establishment'>,
  facts: Pick<PlanInput['facts'], 'establishment' | 'euRepresentative'>,
): string[] {
  const { main, others, representative } = establishment;
  const ourPlaces = [facts.establishment ?? main, ...others, facts.euRepresentative ?? representative];
  return [...new Set(ourPlaces.flatMap((place) => (place === null ? [] : [stateOfPlace(place)])))];
}

/** Whether an obligation can reach us. A kind of party that one law defines is reached wherever the people are. */
export function isInReach(obligation: CompiledObligation, reach: Reach): boolean {
  const role = reach.roleIn(obligation);
  return role !== null && (!isDataRole(role) || reach.reaches(obligation.jurisdiction));
}

/** Why an obligation cannot reach us; null where it can. */
export function whyOutOfReach(obligation: CompiledObligation, reach: Reach): string | null {
  if (isInReach(obligation, reach)) return null;
  if (reach.roleIn(obligation) === null) {
    const kinds = obligation.role.join(' or ');
    return obligation.role.every(isDataRole)
      ? `For the touched data we are not ${kinds}.`
      : `It binds ${kinds}, which we are not (profile in organisation.yaml).`;
  }
  return `Nobody concerned is known to be in ${obligation.jurisdiction}, and we are not established there.`;
}
