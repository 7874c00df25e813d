import { articleOf } from '../articles.ts';
import type { BreachEvent } from '../breach/events.ts';
import { isOfFile, precededBy } from '../breach/filing-dates.ts';
import { awarenessOf, type BreachState, type ObligationState } from '../breach/state.ts';
import type { Instant } from '../time.ts';

export type FiledEvent = BreachEvent & { type: 'filed' };
/** How many mandatory fields a filing left empty; 0 where nobody can tell. */
export type CountOpen = (filed: FiledEvent) => number;

/** What is wrong with a duty that was met in time. `n` open fields; `n` people told of those concerned. */
export type Finding = { about: 'open-fields'; n: number } | { about: 'few-told'; n: number; of: number };

/** Fewer than this part of the people concerned is far fewer. */
const FAR_FEWER = 0.5;
/** A decision near an edge says why in at least so many characters. */
const LEAST_REASONS = 20;

/** Whether a filing is recorded as made before the awareness, or before its text was approved. */
export function isOutOfOrder(
  state: Pick<BreachState, 'awareness'>,
  { versions, approvals }: Pick<ObligationState, 'versions' | 'approvals'>,
  filedAt: Instant,
): boolean {
  const first = versions?.[0];
  const approval = first && approvals?.find(isOfFile({ stage: first.stage, sha256: first.sha256 }));
  return precededBy(filedAt, { approval: approval?.at ?? null, awareness: awarenessOf(state) }) !== null;
}

/** What is wrong with what was filed, by its latest version and by the letters that left. */
export function findingsOn(
  state: BreachState,
  { id, recipient }: { id: string; recipient: string },
  events: readonly BreachEvent[],
  countOpen: CountOpen,
): Finding[] {
  const filings = events.filter((e): e is FiledEvent => e.type === 'filed' && e.data.obligation === id);
  const last = filings.findLast(({ data }) => data.stage !== 'withdrawal');
  const open = last === undefined ? 0 : countOpen(last);
  const concerned = state.facts.peopleConcerned ?? state.plan?.dataFlow.peopleConcerned ?? 0;
  const told = peopleTold(state);
  // Told elsewhere, or in public: the letters here do not count them.
  const isByLetter = filings.every(({ data }) => !data.elsewhere) && !state.facts.effortDisproportionate;
  const isFew = articleOf({ recipient }) === 'art34' && isByLetter && told < concerned * FAR_FEWER;
  return [
    ...(open > 0 ? [{ about: 'open-fields' as const, n: open }] : []),
    ...(isFew ? [{ about: 'few-told' as const, n: told, of: concerned }] : []),
  ];
}

function peopleTold({ campaigns }: Pick<BreachState, 'campaigns'>): number {
  const left = campaigns.filter(({ status }) => status !== 'draft');
  return left.reduce((sum, { counts, recipients }) => sum + (counts?.sent ?? recipients), 0);
}

/** Articles that were decided near a band's edge with next to no reasons. */
export function thinReasons(state: Pick<BreachState, 'plan' | 'risk'>): ('art33' | 'art34')[] {
  if (!state.plan?.severity.flags.includes('near-band-edge')) return [];
  return (['art33', 'art34'] as const).filter((article) => {
    const decided = state.risk[article];
    return decided !== null && decided.reasons.trim().length < LEAST_REASONS;
  });
}
