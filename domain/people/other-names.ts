import { keysOf, type Person } from './person.ts';
import { shortDigest } from './short-digest.ts';

/**
 * Lines that call somebody otherwise than the first line with the same address or account: `count` of them, and the
 * numbers of the first ones. They count as the same person, and whoever shares the address gets no letter of their own
 * (Art. 34 GDPR asks for one to each): somebody has to look at them.
 */
export type OtherNames = { count: number; lines: number[] };

/** So many lines are named. */
const MOST_NAMED = 20;

/** Finds them over one list; it holds two numbers for each address and account, and none of them in words. */
export function createOtherNames(): { add(line: number, person: Person): void; found(): OtherNames } {
  const names = new Map<number, number>();
  const found: OtherNames = { count: 0, lines: [] };
  return {
    add(line, person) {
      const [key = ''] = keysOf(person);
      const name = person.name.normalize().toLowerCase().split(/\s+/).filter(Boolean).join(' ');
      if (name === '' || key.startsWith('~')) return;
      const [who, called] = [shortDigest(key), shortDigest(name)];
      const first = names.get(who);
      if (first === undefined) names.set(who, called);
      if (first === undefined || first === called) return;
      found.count += 1;
      if (found.lines.length < MOST_NAMED) found.lines.push(line);
    },
    found: () => found,
  };
}
