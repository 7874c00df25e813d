import { type EntityKind, isDataRole } from '../entities.ts';
import type { CompiledObligation } from '../policy/compiled.ts';
import { isInReach, type Reach, whyOutOfReach } from './reach.ts';

/**
 * Which rows of a policy a plan looks at, and why the others cannot reach us. Rows of one place for the same kinds of
 * party are settled together, so that a policy of many places costs a plan little more than one of a few.
 */

/** Rows of one place for the same kinds of party, and of each row of the policy its group. */
type Groups = { firsts: CompiledObligation[]; groupOf: number[] };

/** How the law of one group reaches us: the kind of party by which, and why not; null where it does. */
type Found = { role: EntityKind; outOfReach: string | null };
export type Candidate = Found & { obligation: CompiledObligation };

/**
 * The candidates in the order of the policy.
 * @param all also those that cannot reach us, and are not of our own places and roles
 */
export function candidatesOf(obligations: readonly CompiledObligation[], reach: Reach, all: boolean): Candidate[] {
  const { firsts, groupOf } = groupsOf(obligations);
  const found = firsts.map((first): Found | null => {
    if (!all && !isInReach(first, reach) && !isAtHome(first, reach)) return null;
    return { role: reach.roleIn(first) ?? first.role[0] ?? 'controller', outOfReach: whyOutOfReach(first, reach) };
  });
  const candidates: Candidate[] = [];
  for (const [index, obligation] of obligations.entries()) {
    const of = found[groupOf[index] ?? 0];
    if (of) candidates.push({ obligation, role: of.role, outOfReach: of.outOfReach });
  }
  return candidates;
}

/** The law of a place where we are, for a role that we have, though not for this data: the plan says why not. */
function isAtHome({ role, jurisdiction }: CompiledObligation, { profile, reaches }: Reach): boolean {
  return role.some((kind) => isDataRole(kind) && profile.includes(kind)) && reaches(jurisdiction);
}

const known = new WeakMap<readonly CompiledObligation[], Groups>();

/** A policy is compiled once and planned with many times. */
function groupsOf(obligations: readonly CompiledObligation[]): Groups {
  const found = known.get(obligations);
  if (found !== undefined) return found;
  const firstOf = new Map<string, number>();
  const made: Groups = { firsts: [], groupOf: [] };
  for (const obligation of obligations) {
    const key = [obligation.jurisdiction, ...obligation.role].join(' ');
    const group = firstOf.get(key) ?? made.firsts.push(obligation) - 1;
    firstOf.set(key, group);
    made.groupOf.push(group);
  }
  known.set(obligations, made);
  return made;
}
