import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { type Forbidden, findForbidden } from '../../domain/filing/forbidden.ts';
import { isLanguage } from '../../domain/language-code.ts';
import type { Letter, LetterInLanguages } from '../../domain/notices/letter.ts';
import { NO_CONTROL, textInput } from '../../domain/text-input.ts';
import { listCounterparties } from '../../store/dataflow.ts';
import type { ServiceDeps } from '../deps.ts';

const SAYS = {
  subject: 'a subject has 3 to 200 characters',
  oneLine: 'one line without control characters',
  text: 'a letter has 20 to 50,000 characters',
  /** One that nobody fills in would go out as it stands. */
  placeholders: 'the only placeholder is {{recipient}}, the name of the person addressed',
};

/** Two braces open the one placeholder there is, and nothing else. */
const PLACEHOLDERS = /^(?:[^{]|\{(?!\{)|\{\{recipient\}\})*$/;

/** Subject and text of a letter; `says` are the words for what is wrong with them. */
export function letterSchema(says: typeof SAYS = SAYS) {
  return z.strictObject({
    subject: textInput(3, 200, says.subject).regex(NO_CONTROL, says.oneLine),
    text: textInput(20, 50_000, says.text).regex(PLACEHOLDERS, says.placeholders),
  });
}

/** The same letter in other languages, each for whoever prefers it. */
export function translationsSchema() {
  const code = z.string().refine(isLanguage, 'a code of two letters, such as de');
  return z.record(code, letterSchema()).optional();
}

/** `language`: of the translation that it is in; absent for the letter itself. */
export type LetterWarning = Forbidden & { language?: string };

/** What a letter holds that its approver should look at, or that no letter may hold. */
export async function lookAtLetter(
  { store, policy }: Pick<ServiceDeps, 'store' | 'policy'>,
  { subject, text }: Letter,
): Promise<Record<keyof Letter, Forbidden[]>> {
  const customers = (await listCounterparties(store)).filter((c) => c.kind === 'customer');
  const { dpo, publicContact } = policy.organisation;
  const allowed = [dpo.email, publicContact.email, publicContact.phone];
  const options = { audience: 'person' as const, allowed, othersNames: customers.map((c) => c.name) };
  return { subject: findForbidden(subject, options), text: findForbidden(text, options) };
}

/** Found by their form alone, so that no letter can mean them well; the others are for the approver to judge. */
export const NEVER_SENT: readonly Forbidden['rule'][] = [
  'secret',
  'exploit-detail',
  'full-log',
  'marketing',
  'legal-analysis',
];

/** The same in each of its languages. */
export async function lookAtAll(
  deps: Pick<ServiceDeps, 'store' | 'policy'>,
  { translations = {}, ...letter }: LetterInLanguages,
): Promise<(LetterWarning & { where: keyof Letter })[]> {
  const all: [string | null, Letter][] = [[null, letter], ...Object.entries(translations)];
  const looked = all.map(async ([language, words]) => {
    const found = await lookAtLetter(deps, words);
    const of = language === null ? {} : { language };
    return (['subject', 'text'] as const).flatMap((where) => found[where].map((each) => ({ ...each, where, ...of })));
  });
  return (await Promise.all(looked)).flat();
}

/** Refuses what must never be in a letter to people; gives what the approver should look at. */
export async function checkLetter(
  deps: Pick<ServiceDeps, 'store' | 'policy'>,
  letter: LetterInLanguages,
): Promise<LetterWarning[]> {
  const found = await lookAtAll(deps, letter);
  const never = found.find(({ rule }) => NEVER_SENT.includes(rule));
  if (never !== undefined) {
    const { line, where, says, language } = never;
    const field = language === undefined ? where : `${where}-${language}`;
    const of = language === undefined ? where : `${where} in '${language}'`;
    const message = `Line ${line} of the ${of} holds ${says}; take it out.`;
    throw new TocsinError('content-refused', message, field, { why: 'never-out', line });
  }
  return found.map(({ where: _, ...warning }) => warning);
}
