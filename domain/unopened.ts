/**
 * What stands in a list for words that cannot be opened: somebody changed the row in the database, or another key of
 * the same id sealed it. The row itself stays, under its reference, and so do all the others.
 */

const FORM = /^\[cannot be opened, key ([\w-]{1,32}|\?)\]$/;

/** The mark in place of the words; `key` is the id that their seal names, null where it names none. */
export function unopened(key: string | null): string {
  return `[cannot be opened, key ${key ?? '?'}]`;
}

/** The id of the key where a text is such a mark, `?` where its seal names none; null for any other text. */
export function unopenedKey(text: string): string | null {
  return FORM.exec(text)?.[1] ?? null;
}
