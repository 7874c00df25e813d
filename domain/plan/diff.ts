import { articleOf, TITLES } from '../articles.ts';
import { isDeadline } from './starts.ts';
import type { Plan, PlanChange, PlannedObligation } from './types.ts';

/** What a new plan means for the clocks that run under the old one. Deterministic, so that workflows may call it. */
export function diffPlans(previous: Plan | null, next: Plan): PlanChange[] {
  const ids = [...next.obligations, ...(previous?.obligations ?? [])].map((o) => o.id);
  return [...new Set(ids)].flatMap((id) => {
    const change = changeOf(find(previous, id), find(next, id));
    return change === null ? [] : [{ obligation: id, ...change, why: whyChanged(change, id, previous, next) }];
  });
}

type Change = Pick<PlanChange, 'change' | 'from' | 'to'>;

function changeOf(before: PlannedObligation | null, after: PlannedObligation | null): Change | null {
  const from = before?.clock?.due ?? null;
  const to = after?.clock?.due ?? null;
  if (from === null && to !== null) return { change: 'start', from, to };
  if (from !== null && to === null) return { change: 'end', from, to };
  if (from !== null && to !== null && from !== to) return { change: 'move', from, to };
  // A duty that only waited for awareness ends without ever having had an instant.
  if (before?.applies === 'binds' && after?.applies !== 'binds') return { change: 'end', from, to };
  return null;
}

function whyChanged({ change }: Change, id: string, previous: Plan | null, next: Plan): string {
  const before = find(previous, id);
  const after = find(next, id);
  if (after === null) return whyGone(id, next);
  if (change === 'move') return whyMoved(before, after, previous, next);
  const start = after.clock?.start;
  const awaited = before === null || before.applies === 'binds';
  if (change === 'start' && isDeadline(after.startsFrom)) {
    return `Counted from the ${after.startsFrom}, at the latest. ${after.because}`;
  }
  if (change === 'start' && awaited && start !== undefined) {
    return `${sentenceCase(after.startsFrom)} recorded: ${start}. ${after.because}`;
  }
  return [...causes(previous, next, after), after.because].join(' ');
}

/** A duty that the policy has no more; those in its place are named as far as they bind. */
function whyGone(id: string, { obligations, policyVersion }: Plan): string {
  const after = obligations.filter(({ supersedes, applies }) => supersedes === id && applies === 'binds');
  const by = after.length === 0 ? '' : ` It is superseded by ${after.map((o) => o.id).join(', ')}.`;
  return `No longer part of the policy (${policyVersion}).${by}`;
}

function whyMoved(
  before: PlannedObligation | null,
  after: PlannedObligation,
  previous: Plan | null,
  next: Plan,
): string {
  const [was, is] = [before?.clock ?? null, after.clock];
  if (was === null || is === null) return causes(previous, next, after).join(' ');
  if (before?.startsFrom !== after.startsFrom) {
    return `Counted from ${after.startsFrom} (${is.start}) instead of ${before?.startsFrom} (${was.start}).`;
  }
  if (was.start !== is.start) {
    const verb = after.startsFrom?.startsWith('latest ') ? 'moved' : 'corrected';
    return `${sentenceCase(after.startsFrom)} ${verb} from ${was.start} to ${is.start}.`;
  }
  if (was.rule !== is.rule) return `Rule changed from ${was.rule} to ${is.rule}.`;
  return causes(previous, next, after).join(' ');
}

function sentenceCase(startsFrom: string | null): string {
  const words = (startsFrom ?? 'start').replaceAll(/^[a-z-]+$/g, (name) => name.replaceAll('-', ' '));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What differs between two plans, as far as it can bring this duty or take it away. */
function causes(previous: Plan | null, next: Plan, duty: PlannedObligation): string[] {
  if (previous === null) return ['First assessment.'];
  const found: string[] = [];
  const article = articleOf(duty);
  const [was, is] = [previous.conclusion[article], next.conclusion[article]];
  if (was !== is) found.push(`Conclusion for ${TITLES[article]} changed from ${was} to ${is}.`);
  if (previous.holidayData !== next.holidayData) {
    found.push(`Holiday data changed from ${previous.holidayData} to ${next.holidayData}.`);
  }
  const roles = [previous, next].map(rolesIn);
  if (roles[0] !== roles[1]) found.push(`Our role changed from ${roles[0]} to ${roles[1]}.`);
  if (previous.policyVersion !== next.policyVersion) {
    found.push(`Policy changed from ${previous.policyVersion} to ${next.policyVersion}.`);
  }
  return found.length === 0 ? ['Facts changed.'] : found;
}

function rolesIn({ dataFlow: { roles, unlisted } }: Plan): string {
  const known = roles.join(' and ') || 'not known';
  return unlisted ? `${known}, and not known for a system that is not in the register` : known;
}

function find(plan: Plan | null, id: string): PlannedObligation | null {
  return plan?.obligations.find((o) => o.id === id) ?? null;
}
