import { resolve } from 'node:path';
import { loadFilings as readFilings } from '../../config/filings.ts';
import { loadPolicy as readPolicy } from '../../config/policy.ts';

/**
 * The policy that comes with Tocsin, as tests load it: read and compiled once for all test files of a process, which
 * takes a second. It is frozen, so that no test changes it for the next one. Any other policy is read each time.
 */

export const loadPolicy = once(readPolicy);
export const loadFilings = once(readFilings);

/** Whether a module asks for the policy to test with it, and not to test how it is read. */
export function isToTestWith(specifier: string, parent: string): boolean {
  const isOfReading = /\/config\/[^/]*\.test\.ts\?/.test(parent);
  return /\/config\/(policy|filings)\.ts$/.test(specifier) && /\/test\/|\.test\.ts\?/.test(parent) && !isOfReading;
}

function once<T>(read: (dir: string) => T): (dir: string) => T {
  const own = resolve(import.meta.dirname, '../../policy');
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
