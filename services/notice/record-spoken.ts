import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { type SpokenAnswer, whyNotSpoken } from '../../domain/breach/decide/spoken-answer.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import type { Asked } from '../asked.ts';
import { findBreach } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { findRound, type Round } from './find-round.ts';

/**
 * Puts on record what a supplier or customer answered by telephone or in person, as an answer to its notice: it counts
 * among those by the link as of when it was said, and a sign of misuse in it is open from now on. The ledger says who
 * heard it and why it is believed. The same again changes nothing; another one is kept beside the first.
 * @throws TocsinError `not-found`, `forbidden`, `conflict`, `content-refused`, `reasons-missing`
 */
export async function recordSpoken(
  deps: ServiceDeps,
  asked: Asked,
  given: Round & SpokenAnswer,
): Promise<{ seq: number }> {
  const { saidAt, reasons, holdsData, misuse, answeredBy } = given;
  const state = await findBreach(deps, given.breachId);
  asked.condition.require(state.seq);
  const notice = await findRound(deps.store, given);
  const now = deps.clock();
  throwRefusal(whyNotSpoken(state, notice, { role: asked.role, at: now, saidAt, reasons }));
  const answers = { holdsData, misuse, answeredBy, spoken: { by: asked.by, recordedAt: now, reasons } };
  await acknowledgeNotice(deps.store, notice, saidAt, answers);
  deps.relay.kick();
  return { seq: state.seq };
}
