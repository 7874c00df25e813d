import { readFileSync } from 'node:fs';
import TestSequencer from '@jest/test-sequencer';

/**
 * Jest knows nothing of how long a test takes on a fresh checkout, and would begin with the largest files. A file that
 * starts a whole Tocsin or a browser waits for minutes: such files come first, so that none runs alone at the end. The
 * very first are those that play the exercise: most of the time they wait for its clock, while others use the cores.
 */
export default class SlowestFirst extends TestSequencer {
  sort(tests) {
    const weights = new Map(tests.map((test) => [test, weightOf(test.path)]));
    return tests.toSorted((a, b) => weights.get(b) - weights.get(a) || (a.path < b.path ? -1 : 1));
  }
}

const EXERCISE = /\b(play|runDemo)\(/;
const SLOW = /\b(startTocsin|openWorld|startTimeSkipping|useTimeSkipping)\(/;

function weightOf(path) {
  if (!path.includes('/test/')) return 0;
  const text = readFileSync(path, 'utf8');
  if (EXERCISE.test(text)) return 3;
  return SLOW.test(text) ? 2 : 1;
}
