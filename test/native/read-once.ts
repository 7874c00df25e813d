import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadJudgement as readJudgement } from '../../config/detection.ts';
import { loadFilings as readFilings } from '../../config/filings.ts';
import { loadPlaybooks as readPlaybooks } from '../../config/playbooks.ts';
import { loadPolicy as readPolicy } from '../../config/policy.ts';
import { isTest, withoutRun } from './fresh.ts';

/**
 * The policy that comes with Tocsin, as tests load it: read and compiled once for all test files of a process, which
 * takes a second. It is frozen, so that no test changes it for the next one. Any other policy is read each time.
 */

/** The project under test, wherever on the machine it lies; a test may change the folder later. */
const ROOT = process.cwd();

export const loadPolicy = once(readPolicy);
export const loadFilings = once(readFilings);
export const loadJudgement = once(readJudgement);
export const loadPlaybooks = once(readPlaybooks);
/** The rest of these modules is as it is. */
export * from '../../config/detection.ts';
export * from '../../config/filings.ts';
export * from '../../config/playbooks.ts';
export * from '../../config/policy.ts';

/** Whether a module asks for the policy to test with it, and not to test how it is read. */
export function isToTestWith(specifier: string, parent: string): boolean {
  if (!/\/config\/(detection|filings|playbooks|policy)\.ts$/.test(specifier) || !parent.includes('?run=')) return false;
  const root = `${pathToFileURL(ROOT).href}/`;
  const path = parent.startsWith(root) ? withoutRun(parent.slice(root.length)) : '';
  return isTest(path) && !path.startsWith('config/');
}

function once<T>(read: (dir: string) => T): (dir: string) => T {
  const own = resolve(ROOT, 'policy');
  let known: { value: T } | null = null;
  return (dir) => {
    if (resolve(dir) !== own) return read(dir);
    known ??= { value: frozen(read(dir)) };
    return known.value;
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
  return value;
}
