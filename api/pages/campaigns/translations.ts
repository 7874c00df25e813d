import { z } from 'zod';
import { letterLanguage } from '../../../domain/communication/letter-language.ts';
import type { Letter, LetterInLanguages } from '../../../domain/notices/letter.ts';
import { languagesOf } from '../../../domain/notices/templates.ts';
import { letterSchema } from '../../../services/campaign/letter.ts';
import { readField, translatedField } from '../../../web/campaigns/model.ts';
import type { Form } from '../../../web/forms.ts';
import { languageName } from '../../../web/languages/display-names.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';

/** The letter of a campaign in further languages, as its form has it: a subject and a text for each. */

/** Those in which the policy has a letter to people, without the letter's own. */
export function otherLanguages({ policy }: Pick<ApiDeps, 'policy'>): string[] {
  return languagesOf(policy, 'data-subject').filter((code) => code !== letterLanguage(policy));
}

/** Whether anything was typed in a language. */
export function isTyped(values: Form['values'], code: string): boolean {
  return typed(values, 'subject', code) + typed(values, 'text', code) !== '';
}

/**
 * What was typed in each of them; what is empty in both fields was not given.
 * @throws SaidRefusal `bad-input` for a letter that is not whole, at its field
 */
export function translationsIn(
  { words }: Pick<View, 'words'>,
  values: Form['values'],
  languages: readonly string[],
): Record<string, Letter> {
  const given = languages.filter((code) => isTyped(values, code));
  const letters = given.map((code): [string, Letter] => {
    const sent = { subject: typed(values, 'subject', code), text: typed(values, 'text', code) };
    const parsed = letterSchema(words.campaigns.says).safeParse(sent);
    if (parsed.success) return [code, parsed.data];
    const [issue] = parsed.error.issues;
    const where = issue?.path[0] === 'subject' ? 'subject' : 'text';
    throw new SaidRefusal('bad-input', issue?.message ?? '', translatedField(where, code));
  });
  return Object.fromEntries(letters);
}

/** That whoever approves a letter has read it in each further language: fields of the form. */
export function readTicks(
  { words, language }: Pick<View, 'words' | 'language'>,
  letter: LetterInLanguages | null,
): Record<string, z.ZodType> {
  const { needed } = words.campaigns.translated;
  const codes = Object.keys(letter?.translations ?? {});
  return Object.fromEntries(
    codes.map((code) => [readField(code), z.literal('yes', needed(languageName(code, language)))]),
  );
}

function typed(values: Form['values'], where: keyof Letter, code: string): string {
  return String(values[translatedField(where, code)] ?? '').trim();
}
