import { confirmed, type Decide, done, reasonsMissing } from './decision.ts';
import { findOpen, unknownObligation } from './duties.ts';

/** Somebody decided that a duty need not be done. */
export const waiveObligation: Decide<'waive-obligation'> = (state, { obligation, reasons }, head) => {
  if (reasons === '') return reasonsMissing('waiving an obligation');
  const found = findOpen(state, obligation, 'waived');
  if (!found.ok) return found;
  return done({ ...head, type: 'obligation-waived', data: { obligation }, personal: { reasons } });
};

/** The waiver is taken back. What is not waived stays as it is. */
export const resumeObligation: Decide<'resume-obligation'> = (state, { obligation, reasons }, head) => {
  if (reasons === '') return reasonsMissing('resuming an obligation');
  const known = state.obligations[obligation];
  if (known === undefined) return unknownObligation(state, obligation);
  const data = { obligation, why: 'decided' as const };
  const resumed = { ...head, type: 'obligation-resumed' as const, data, personal: { reasons } };
  return known.status === 'waived' ? done(resumed) : confirmed(resumed);
};
