import { z } from 'zod';

/** Conditions of a form: what its fields hold, and what is given beside them. */

/** Words by the name of a field, or of what is given. */
export type Given = Record<string, string[]>;

/** In place of a word: that the field holds anything, or nothing. */
export const ANYTHING = '(any)';
export const NOTHING = '(none)';

export const key = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9_-]{0,63}$/, 'a letter, then letters, digits, - and _, at most 64')
  // Not the name of something that every plain object has: fields are its keys.
  .refine((name) => !(name in {}), 'another key: this word is reserved');
/** `true` and `3` are words too. */
const words = z.preprocess(
  (value) => [value].flat().map((word) => (typeof word === 'object' ? word : String(word))),
  z.array(z.string().min(1)).min(1),
);
/** All must hold: each named field (or given) has one of the words. A list of such maps: one of them must hold. */
export const When = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(z.record(key, words)).min(1).max(10),
);
export type When = z.infer<typeof When>;

/** One of the maps must hold, and in it every name has one of its words. */
export function holds(when: When, given: Given): boolean {
  return when.some((all) =>
    Object.entries(all).every(([name, words]) => {
      const said = (given[name] ?? []).filter((word) => word !== '');
      if (words.includes(said.length === 0 ? NOTHING : ANYTHING)) return true;
      return said.some((word) => words.includes(word));
    }),
  );
}

/** Whether a rule holds that is either always so or under a condition. */
export function applies(rule: boolean | When, given: Given): boolean {
  return typeof rule === 'boolean' ? rule : holds(rule, given);
}
