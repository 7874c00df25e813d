import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keepFresh } from '../native/fresh.ts';
import { isToTestWith } from '../native/read-once.ts';
import { collected } from './globals.ts';

/**
 * A test runner for Stryker that stays in one process: jest's own, which loads every package anew for each test file,
 * takes 20 seconds per mutant. Its tests are those of the domain, the golden cases with them: loading the policy checks
 * them.
 */

type Coverage = { static: object; perTest: Record<string, object> };
type Namespace = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: Coverage;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
};
type Failure = { id: string; message: string };
type MutantRun = { activeMutant: { id: string; fileName: string }; testFilter?: string[]; hitLimit?: number };

const stryker: Namespace = {};
Object.assign(globalThis, { __stryker__: stryker });

/** Tests over thousands of instants, which take seconds each. Leaving them out can only lower the score. */
const SLOW =
  /clock\/properties|for any start from 2024|every instant is found again|clock ends before its start|no clock later/;

class Runner {
  #files: string[] = [];
  #tests = new Map<string, string[]>();
  #run = 0;

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const globals = new URL('./globals.ts', import.meta.url).href;
    const once = new URL('../native/read-once.ts', import.meta.url).href;
    const standIn = (specifier: string, parent: string) => {
      if (specifier === '@jest/globals') return globals;
      return isToTestWith(specifier, parent) ? once : null;
    };
    keepFresh(process.cwd(), standIn, () => true);
    this.#files = globSync('domain/**/*.test.ts');
    return Promise.resolve();
  }

  async dryRun() {
    const tests: object[] = [];
    for (const file of this.#files) {
      this.#run++;
      stryker.currentTestId = undefined;
      for (const { id, name, body } of await this.#load(file)) {
        stryker.currentTestId = id;
        const from = performance.now();
        const failure = await failureOf(id, body);
        const timeSpentMs = performance.now() - from;
        if (failure !== null) return { status: 'error', errorMessage: `${id}: ${failure.message}` };
        tests.push({ id, name, fileName: resolve(file), status: 0, timeSpentMs });
      }
    }
    return { status: 'complete', tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
    this.#run++;
    Object.assign(stryker, { activeMutant: activeMutant.id, currentTestId: undefined, hitCount: 0, hitLimit });
    const wanted = testFilter && new Set(testFilter);
    const room = activeMutant.fileName
      .replaceAll('\\', '/')
      .replace(/^.*\/(?=domain\/)/, '')
      .replace(/[^/]*$/, '');
    const rank = (file: string) => (file.startsWith(room) ? 0 : 1);
    const files = this.#files.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
    let nrOfTests = 0;
    for (const file of files) {
      const known = this.#tests.get(file);
      // Whole files: what the first test of a file left in a cache is not seen to be covered by the others.
      if (wanted !== undefined && known?.some((id) => wanted.has(id)) === false) continue;
      let failure: Failure | null = null;
      try {
        for (const { id, body } of await this.#load(file)) {
          nrOfTests++;
          failure = await failureOf(id, body);
          if (failure !== null) break;
        }
      } catch (error) {
        failure = { id: known?.[0] ?? file, message: `does not load: ${messageOf(error)}` };
      }
      if (failure === null) continue;
      if (hitLimit !== undefined && (stryker.hitCount ?? 0) > hitLimit)
        return { status: 'timeout', reason: 'endless loop' };
      return { status: 'killed', killedBy: [failure.id], failureMessage: failure.message, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  async #load(file: string) {
    collected.length = 0;
    await import(`${pathToFileURL(resolve(file)).href}?run=${this.#run}`);
    const seen = new Map<string, number>();
    // A test that compares with a process of its own would see the unchanged code there, and fail for the wrong reason.
    const own = collected.splice(0).filter(({ body }) => !String(body).includes('execFileSync'));
    const tests = own.map(({ name, body }) => {
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return { id: `${file} ${name}${times === 1 ? '' : ` (${times})`}`, name, body };
    });
    const quick = tests.filter(({ id }) => !SLOW.test(id));
    if (!this.#tests.has(file))
      this.#tests.set(
        file,
        quick.map(({ id }) => id),
      );
    return quick;
  }
}

async function failureOf(id: string, body: () => unknown): Promise<Failure | null> {
  try {
    await body();
    return null;
  } catch (error) {
    return { id, message: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : String(error);
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'domain', factory: () => new Runner() }];
