/**
 * A text as the source of a pattern that finds it: for JavaScript with the `u` flag, which takes no escape that has no
 * meaning (a hyphen's, for one), and for MongoDB's `$regex`, which takes no NUL.
 */
export function patternOf(text: string): string {
  return text.replaceAll('\0', ' ').replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
