import { type EntityKind, isDataRole } from '../entities.ts';
import type { CompiledObligation } from '../policy/compiled.ts';
import { isInReach, type Reach, whyOutOfReach } from './reach.ts';

/**
 * Which rows of a policy a plan looks at, and why the others cannot reach us. Rows of one place for the same kinds of
 * party are settled together, so that a policy of many places costs a plan little more than one of a few.
 */

/** Rows of one place for the same kinds of party, each with its place in the policy. */
type Group = { first: CompiledObligation; rows: { at: number; obligation: CompiledObligation }[] };

/** How the law of one group reaches us: the kind of party by which, and why not; null where it does. */
type Found = { role: EntityKind; outOfReach: string | null };
export type Candidate = Found & { obligation: CompiledObligation };

/**
 * The candidates in the order of the policy.
 * @param all also those that cannot reach us, and are not of our own places and roles
 */
export function candidatesOf(obligations: readonly CompiledObligation[], reach: Reach, all: boolean): Candidate[] {
  const found: Candidate[] = [];
  for (const { first, rows } of groupsOf(obligations)) {
    if (!all && !isInReach(first, reach) && !isAtHome(first, reach)) continue;
    const role = reach.roleIn(first) ?? first.role[0] ?? 'controller';
    const outOfReach = whyOutOfReach(first, reach);
    for (const { at, obligation } of rows) found[at] = { obligation, role, outOfReach };
  }
  // Places that no group filled are passed over.
  return found.filter(() => true);
}

/** The law of a place where we are, for a role that we have, though not for this data: the plan says why not. */
function isAtHome({ role, jurisdiction }: CompiledObligation, { profile, reaches }: Reach): boolean {
  return role.some((kind) => isDataRole(kind) && profile.includes(kind)) && reaches(jurisdiction);
}

const known = new WeakMap<readonly CompiledObligation[], Group[]>();

/** A policy is compiled once and planned with many times. */
function groupsOf(obligations: readonly CompiledObligation[]): Group[] {
  const found = known.get(obligations);
  if (found !== undefined) return found;
  const groups = new Map<string, Group>();
  for (const [at, obligation] of obligations.entries()) {
    const key = [obligation.jurisdiction, ...obligation.role].join(' ');
    const group = groups.get(key) ?? { first: obligation, rows: [] };
    groups.set(key, group);
    group.rows.push({ at, obligation });
  }
  const made = [...groups.values()];
  known.set(obligations, made);
  return made;
}
