import { asksForFourEyes } from '../../domain/breach/decide/four-eyes.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { letterLanguage, preferringOthers, readersOf } from '../../domain/communication/letter-language.ts';
import { TocsinError } from '../../domain/errors.ts';
import { contentOf, type Letter, type LetterInLanguages, languagesOfLetter } from '../../domain/notices/letter.ts';
import { saveCampaign } from '../../store/campaigns.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { countLanguages, readList } from '../../store/recipient-lists.ts';
import type { Store } from '../../store/store.ts';
import type { Asked } from '../asked.ts';
import { runCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

import { checkLetter, type LetterWarning } from './letter.ts';
import { repeatedIn } from './repeated.ts';

type Drafted = {
  campaign: number;
  contentHash: string;
  recipients: number;
  warnings: LetterWarning[];
  /** Recorded words in it that may be in another language than its own. */
  repeated: Awaited<ReturnType<typeof repeatedIn>>;
  /** Whether another person, who signed in, must approve it. */
  fourEyes: boolean;
} & InLanguage;

/**
 * The language of a letter, how many get it in each of its languages, and who on its list prefers another one; null
 * where nobody counted that.
 */
export type InLanguage = {
  language: string;
  readers: { language: string; people: number | null }[];
  preferringOthers: { language: string; people: number }[] | null;
};

/** In which languages the letter goes to a list, and to how many who prefer another. */
export async function languageOf(
  { policy, store }: Pick<ServiceDeps, 'policy' | 'store'>,
  { listId, language = letterLanguage(policy), ...letter }: LetterInLanguages & { listId: string },
): Promise<InLanguage> {
  const [counts, letters] = [await countLanguages(store, listId), languagesOfLetter(letter, language)];
  return { language, readers: readersOf(counts, letters), preferringOthers: preferringOthers(counts, letters) };
}

/** Drafts a letter to an imported list. The same draft again keeps its number; another one takes the next. */
export async function draftCampaign(
  deps: ServiceDeps,
  asked: Asked,
  state: BreachState,
  { listId, subject, text, translations = {} }: Omit<LetterInLanguages, 'language'> & { listId: string },
): Promise<Drafted> {
  const { breachId } = state;
  const language = letterLanguage(deps.policy);
  if (Object.hasOwn(translations, language)) {
    const message = `The letter itself is in '${language}' already; give its translations into other languages.`;
    throw new TocsinError('bad-input', message, 'translations');
  }
  const isTranslated = Object.keys(translations).length > 0;
  const letter = { subject, text, language, ...(isTranslated && { translations }) };
  const recipients = await requireList(deps.store, breachId, listId, [letter, ...Object.values(translations)]);
  const warnings = await checkLetter(deps, letter);
  const contentHash = sha256Hex(contentOf({ breachId, listId, ...letter }));
  const known = state.campaigns.find((c) => c.contentHash === contentHash)?.number;
  const campaign = known ?? state.campaigns.length + 1;
  await saveCampaign(deps.store, { breachId, number: campaign, listId, ...letter, contentHash });
  const body = { type: 'draft-campaign' as const, campaign, listId, recipients, contentHash };
  if (known === undefined) await runCommand(deps, asked, breachId, body);
  return {
    campaign,
    contentHash,
    recipients,
    warnings,
    repeated: await repeatedIn(deps, state, letter),
    ...(await languageOf(deps, { listId, ...letter })),
    fourEyes: asksForFourEyes(state, { what: 'campaign', receivers: recipients }),
  };
}

/**
 * A list belongs to the breach it was imported for, and its id says so. Gives the number of people on it who can be
 * written to.
 */
async function requireList(
  store: Store,
  breachId: string,
  listId: string,
  letters: readonly Letter[],
): Promise<number> {
  const list = listId.startsWith(`${breachId}~`) ? await readList(store, listId) : null;
  if (list === null) {
    const message = `Breach ${breachId} has no list of recipients of this id; import it first.`;
    throw new TocsinError('not-found', message, 'listId');
  }
  if (list.recipients === 0) {
    const message = 'Nobody on this list has an address for mail; tell them by another way, and record that.';
    throw new TocsinError('content-refused', message, 'listId', { why: 'list-unaddressed' });
  }
  if (list.nameless > 0 && letters.some(({ text }) => text.includes(NAME_PLACE))) {
    const message = `The list has no name for ${list.nameless} of its people: leave ${NAME_PLACE} out of the letter.`;
    throw new TocsinError('content-refused', message, 'text', { why: 'list-nameless', most: list.nameless });
  }
  return list.recipients;
}

const NAME_PLACE = '{{recipient}}';
