import { canonicalJson } from '../../domain/audit/chain.ts';
import { throwRefusal, whyClosed } from '../../domain/breach/decide/decision.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Answers } from '../../domain/filing/context.ts';
import { saveDraft } from '../../store/filing-drafts.ts';
import type { ServiceDeps } from '../deps.ts';
import { type Filing, withDraft } from './read.ts';

/**
 * Saves what officers typed over the record, all answers of the stage at once. It is saved whatever is wrong with it: a
 * draft may be unfinished. The same again is done already, whatever version it was sent for.
 *
 * @param requireVersion refuses where the draft is not the one that was read
 * @returns the filing with the draft as it is kept now
 * @throws TocsinError `breach-closed`; `content-refused` for a field that the form does not have; `conflict` where
 *   somebody saved meanwhile
 */
export async function saveAnswers(
  deps: ServiceDeps,
  by: string,
  filing: Filing,
  answers: Answers,
  requireVersion: () => void = () => undefined,
): Promise<Filing> {
  const { state, saved, isOfNext, draft, template } = filing;
  const { breachId } = state;
  throwRefusal(whyClosed(state));
  const unknown = Object.keys(answers).find((id) => template.fields.every((field) => field.id !== id));
  if (unknown !== undefined) {
    throw new TocsinError('content-refused', `The filing has no field '${unknown}'.`, `answers.${unknown}`);
  }
  if (isOfNext && canonicalJson(answers) === canonicalJson(filing.answers)) return filing;
  requireVersion();
  const { obligation, stage } = draft;
  const save = { answers, by, at: deps.clock(), over: saved?.revision ?? 0 };
  return withDraft(deps, filing, await saveDraft(deps.store, { breachId, obligation, stage }, save));
}
