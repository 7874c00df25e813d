import { offeredFacts } from '../../domain/breach/graver-facts.ts';
import type { MinorCode } from '../../domain/breach/minor.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { lookAtMinor } from './look.ts';

/** What the page of a minor incident asks for by itself: it is not known yet, and speaks against nothing. */
const ASKED_THERE: readonly MinorCode[] = ['people-unknown', 'data-unknown'];

/**
 * Whether an incident can be decided and closed as a minor one by what is known of it now, by the same rule that
 * decides it. Where something known speaks against it, it is offered to nobody.
 * @param asker a DPO or deputy
 */
export async function isMinorOffered(
  deps: Pick<ServiceDeps, 'store' | 'policy' | 'filings' | 'clock'>,
  state: BreachState,
  asker: Pick<Asked, 'by' | 'isPerson'>,
): Promise<boolean> {
  if (state.status === 'closed') return false;
  const awareAt = awarenessOf(state) === null ? deps.clock() : null;
  // Its page is filled in with what the report suggests, and asks who saw the data and how it is.
  const offered = offeredFacts(state);
  const { confidentiality, integrity, availability, vulnerablePeople } = { ...state.facts, ...offered };
  const facts = {
    ...offered,
    ...(confidentiality === 'unknown' && { confidentiality: 'exposed' as const }),
    ...(vulnerablePeople === null && { vulnerablePeople: false }),
    ...(integrity === 'unknown' && { integrity: 'none' as const }),
    ...(availability === 'unknown' && { availability: 'none' as const }),
  };
  const given = { facts, narrative: {}, awareAt, reasons: '–' };
  const { against } = await lookAtMinor(deps, state, { ...asker, role: 'dpo' }, given);
  return against.every(({ code }) => ASKED_THERE.includes(code));
}
