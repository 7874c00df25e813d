import { type Joining, type JoiningReason, RELATIONS } from '../../domain/alerts/joining.ts';
import type { Marks } from '../../domain/alerts/marks.ts';
import { type Instant, toMs } from '../../domain/time.ts';
import type { RelativesPolicy } from './relatives.ts';
import { isChain } from './tactics.ts';

/** A judged finding, by the name it has in the store, with when what it tells of happened first and last. */
export type Judged = {
  finding: string;
  /** Whether it is of an exercise: neither ever joins the other. */
  exercise: boolean;
  firstAt: Instant;
  lastAt: Instant;
  marks: Marks;
  /** The correlation that fires with it, and the findings that it counts with it. */
  together?: { rule: string; findings: ReadonlySet<string> };
};

/** One that opened a suspicion or joined it. What was only kept is none. */
export type Placed = Judged & { suspicion: string };

/** What speaks for one suspicion: the strongest relation first, then the number of findings; the oldest of equals. */
type Tie = { suspicion: string; strength: number; findings: number; because: JoiningReason[] };

/**
 * Which suspicion a finding joins, given those that opened or joined one, in any order: that of a relative, where one
 * was seen within the window of the other. Two suspicions are never joined with each other: `related` names those that
 * it ties together, and a person merges them. A closed one takes nothing, and is named where none is open.
 */
export function joinSuspicion(
  latest: Judged,
  earlier: readonly Placed[],
  { isOpen, policy }: { isOpen: (suspicion: string) => boolean; policy: Pick<RelativesPolicy, 'window' | 'relations'> },
): Joining {
  const found = earlier.flatMap((each) => {
    const reasons = relationsOf(latest, each, policy);
    return reasons.length === 0 ? [] : [{ suspicion: each.suspicion, reasons }];
  });
  const ties = [...Map.groupBy(found, ({ suspicion }) => suspicion)]
    .map(([suspicion, those]): Tie => {
      const because = those.flatMap(({ reasons }) => reasons).toSorted(byStrength);
      return { suspicion, strength: rankOf(because[0]), findings: those.length, because };
    })
    .toSorted((a, b) => byWeight(a, b));
  const open = ties.filter(({ suspicion }) => isOpen(suspicion));
  const [joined, ...others] = open;
  // Of closed ones that have as much in common the newest is named: what is open is joined where it began.
  const [followed] = joined === undefined ? ties.toSorted((a, b) => byWeight(a, b, -1)) : [];
  return {
    joins: joined?.suspicion ?? null,
    follows: followed?.suspicion ?? null,
    because: (joined ?? followed)?.because.slice(0, MOST_REASONS) ?? [],
    related: others.map(({ suspicion }) => suspicion),
  };
}

/** Reasons that are shown, the strongest ones. */
const MOST_REASONS = 10;

/** What two findings have in common; the same for both, whichever came first. */
export function relationsOf(
  one: Judged,
  other: Judged,
  { window, relations }: Pick<RelativesPolicy, 'window' | 'relations'>,
): JoiningReason[] {
  if (one.exercise !== other.exercise) return [];
  const { finding } = other;
  if (one.finding === finding) return [{ relation: 'finding', values: [], finding }];
  const rule = together(one, other) ?? together(other, one);
  const byRule: JoiningReason[] = rule === undefined ? [] : [{ relation: 'rule', values: [rule], finding }];
  if (apartMs(one, other) > window) return byRule;
  const others = relations.flatMap((relation): JoiningReason[] => {
    const values = VALUES[relation](one.marks, other.marks);
    return values.length === 0 ? [] : [{ relation, values, finding }];
  });
  return [...byRule, ...others];
}

function together({ together: counted }: Judged, { finding }: Judged): string | undefined {
  return counted?.findings.has(finding) ? counted.rule : undefined;
}

const VALUES: Record<RelativesPolicy['relations'][number], (one: Marks, other: Marks) => string[]> = {
  system: (one, other) => [...common(one.system, other.system), ...common(one.resource, other.resource)],
  actor: (one, other) => [...common(one.user, other.user), ...common(one.ip, other.ip)],
  chain: (one, other) => (isChain(one.stage, other.stage) ? common(one.account, other.account) : []),
  // All of a company may be in one account: it speaks only where neither says anything closer.
  account: (one, other) => (isVague(one) && isVague(other) ? common(one.account, other.account) : []),
};

function isVague({ system, resource, user, ip }: Marks): boolean {
  return system.length + resource.length + user.length + ip.length === 0;
}

function common(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((value) => other.includes(value)).toSorted();
}

/** How long after the one was seen last the other began; 0 where both were seen at a time. */
function apartMs(one: Judged, other: Judged): number {
  return Math.max(0, toMs(one.firstAt) - toMs(other.lastAt), toMs(other.firstAt) - toMs(one.lastAt));
}

function rankOf(reason: JoiningReason | undefined): number {
  return reason === undefined ? RELATIONS.length : RELATIONS.indexOf(reason.relation);
}

function byStrength(a: JoiningReason, b: JoiningReason): number {
  return rankOf(a) - rankOf(b) || b.values.length - a.values.length || (a.finding < b.finding ? -1 : 1);
}

/** @param age 1 where the older one goes first, -1 where the newer one does */
function byWeight(a: Tie, b: Tie, age = 1): number {
  return a.strength - b.strength || b.findings - a.findings || (a.suspicion < b.suspicion ? -age : age);
}
