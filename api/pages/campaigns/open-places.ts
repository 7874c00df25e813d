import type { BreachState } from '../../../domain/breach/state.ts';
import { letterLanguage } from '../../../domain/communication/letter-language.ts';
import type { LetterInLanguages } from '../../../domain/notices/letter.ts';
import { type Unstated, unstatedIn } from '../../../domain/notices/unstated.ts';
import type { CampaignModel } from '../../../web/campaigns/model.ts';
import type { ApiDeps } from '../../deps.ts';
import { letterTemplate, letterValues } from './compose.ts';

/** Where the letter leaves something open, and whether the record says it by now. */
export async function openPlaces(
  deps: ApiDeps,
  state: BreachState,
  letter: LetterInLanguages,
): Promise<CampaignModel['unstated']> {
  const values = await letterValues(deps, state, letterLanguage(deps.policy));
  return openIn(deps, letter).map((place) => {
    return { ...place, isStated: place.fact !== null && values[place.fact].trim() !== '' };
  });
}

/** The same of the letter alone, in each of its languages. */
export function openIn(
  deps: ApiDeps,
  { language = letterLanguage(deps.policy), translations = {}, ...letter }: LetterInLanguages,
): (Unstated & { language?: string })[] {
  const others = Object.entries(translations).flatMap(([code, words]) =>
    unstatedIn(words, letterTemplate(deps, code)).map((place) => ({ ...place, language: code })),
  );
  return [...unstatedIn(letter, letterTemplate(deps, language)), ...others];
}
