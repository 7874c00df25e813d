import { registerFacts } from './register-facts.ts';
import { type BreachState, touchesUnlisted } from './state.ts';

/**
 * The duty to document a breach (GDPR Art. 33(5)). Nothing is handed to anybody: the entry is written from the record.
 */

/** What an entry has to say: the facts, the effects, the remedial action, and what was decided with which reasons. */
const ENTRY_PARTS = [
  'awareness',
  'summary',
  'systems',
  'data',
  'people',
  'consequences',
  'measures',
  'art33',
  'art34',
] as const;
export type EntryPart = (typeof ENTRY_PARTS)[number];

/** `met`: the breach is closed with an entry that has no gaps, or the duty was filed while that was possible. */
export type RegisterStanding = { met: boolean; gaps: EntryPart[] };

export function registerStanding(state: BreachState, obligation: string): RegisterStanding {
  const gaps = registerGaps(state);
  const isRecorded = state.obligations[obligation]?.filed != null;
  return { met: isRecorded || (state.status === 'closed' && gaps.length === 0), gaps };
}

/** What the entry does not say yet. One closed as no breach has to say no more than why. */
export function registerGaps(state: BreachState): EntryPart[] {
  const isEnded = state.closed !== null && state.closed.outcome !== 'resolved';
  if (isEnded) return [];
  const facts = registerFacts(state);
  const { awareness, narrative, risk } = state;
  const says: Record<EntryPart, boolean> = {
    awareness: awareness.length > 0,
    summary: facts.summary !== '',
    // Words of a system that the register does not have are no entry of it.
    systems: facts.systems.length > 0 && !touchesUnlisted(state),
    data: facts.dataCategories.length + facts.dataClasses.length > 0,
    people: facts.peopleConcerned !== null,
    consequences: narrative.consequences !== '',
    measures: narrative.measures !== '',
    art33: risk.art33 !== null,
    art34: risk.art34 !== null,
  };
  return ENTRY_PARTS.filter((part) => !says[part]);
}
