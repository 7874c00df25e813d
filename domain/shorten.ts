/**
 * A text of at most so many characters (UTF-16), a longer one with an ellipsis at its end. It is never cut within a
 * character: half of one can be neither stored nor hashed.
 */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
