import type { View } from '../view.ts';
import { type FilingModel, lacksReasons, missingFields, wrongFields } from './model.ts';

/** Why the draft cannot be approved, in the reader's language: a sentence without its end. Null where it can. */
export function sayWhyNot({ words: { filing } }: Pick<View, 'words'>, model: FilingModel): string | null {
  if (lacksReasons(model)) return filing.cannotReasons;
  if (model.why === null) return null;
  const { code } = model.why;
  if (code === 'forbidden') return filing.cannotForbidden;
  if (code === 'not-taken') return filing.cannotTaken(model.fields.filter(({ blocks }) => blocks).length);
  if (code !== 'open') return filing.cannotOrder[code];
  const missing = missingFields(model).length;
  return missing > 0 ? filing.cannotMissing(missing) : filing.cannotWrong(wrongFields(model).length);
}
