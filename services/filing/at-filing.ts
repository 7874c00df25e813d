import type { BreachEvent } from '../../domain/breach/events.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { breachView } from '../../domain/breach/views.ts';
import { type FilingContext, systemsInWords } from '../../domain/filing/context.ts';
import { contextOf } from '../../domain/filing/package.ts';
import { outsideWords } from '../../domain/notices/outside-words.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * What the version filed last was filled in from: the record when its bytes were approved, else when it was recorded.
 * Null where nothing was filed, or the plan of then did not know the duty.
 */
export function contextAtFiling(
  now: FilingContext,
  { organisation }: ServiceDeps['policy'],
  { events, obligation }: { events: readonly BreachEvent[]; obligation: string },
): FilingContext | null {
  const filed = events.findLast((event) => event.type === 'filed' && event.data.obligation === obligation);
  if (filed?.type !== 'filed') return null;
  const { sha256, stage } = filed.data;
  const approval = events.find(
    ({ type, data }) =>
      type === 'filing-approved' && data.obligation === obligation && data.sha256 === sha256 && data.stage === stage,
  );
  const until = events.slice(0, events.indexOf(approval ?? filed));
  const state = foldEvents(until);
  if (state?.plan?.obligations.some(({ id }) => id === obligation) !== true) return null;
  const { at, register, language } = now;
  const words = outsideWords(until, state.facts, { language, systems: systemsInWords(state, register) });
  const given = { stage: now.stage, at, reasons: '', register, words, language };
  return contextOf(breachView(state), organisation, obligation, given);
}
