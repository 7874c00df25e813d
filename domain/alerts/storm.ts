/** So many suspicions unrelated findings of one source open within an hour; the further ones join the newest. */

/** What the findings of one source have opened in one hour: how many, and the newest that is open. */
export type StormSoFar = { opened: number; newest: string | null };

/** What one more joins that would open a suspicion; null where it opens one. What is closed takes none. */
export function joinsStorm({ opened, newest }: StormSoFar, most: number): string | null {
  return opened < most ? null : newest;
}
