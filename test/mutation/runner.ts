import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keepFresh } from '../native/fresh.ts';
import { isToTestWith } from '../native/read-once.ts';
import { collected } from './globals.ts';

/**
 * A test runner for Stryker that stays in one process: jest's own, which loads every package anew for each test file,
 * takes 20 seconds per mutant. Its tests are those of the domain, and the golden cases of all regimes.
 *
 * A mutant is switched on in modules that are loaded already; only one that changes what a module does while it is
 * loaded has them loaded anew. What a mutant left in a cache could fail a test for the next one: a test that fails must
 * pass again without the mutant, or all modules are loaded anew and the mutant is judged again. What a cache hides
 * leaves a mutant alive, which can only lower the score; TOCSIN_MUTATION_FRESH=1 loads them anew for every mutant.
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
type Test = { id: string; name: string; body: () => unknown };
type MutantRun = {
  activeMutant: { id: string; fileName: string };
  testFilter?: string[];
  hitLimit?: number;
  reloadEnvironment: boolean;
};
type Judged = { killedBy: Failure | null; nrOfTests: number };

const stryker: Namespace = {};
Object.assign(globalThis, { __stryker__: stryker });

/** Tests over thousands of instants or of texts, which take seconds each. Leaving them out can only lower the score. */
const SLOW = new RegExp(
  [
    ...['clock/properties', 'for any start from 2024', 'every instant is found again', 'clock ends before its start'],
    ...['no clock later', 'no form that is shipped has the words of the report', 'has German words for every'],
  ].join('|'),
);

/** Proves the rules of the policy by all golden cases; two seconds, so the last of the judges. */
const GOLDEN = 'test/mutation/golden.judge.ts';
const IS_FRESH = process.env.TOCSIN_MUTATION_FRESH === '1';

class Runner {
  #files: string[] = [];
  #loaded = new Map<string, Test[]>();
  /** How often modules were loaded anew, and which of those times was without a mutant. */
  #run = 0;
  #clean = 0;

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const globals = new URL('./globals.ts', import.meta.url).href;
    const once = new URL('../native/read-once.ts', import.meta.url).href;
    const standIn = (specifier: string, parent: string) => {
      if (specifier === '@jest/globals') return globals;
      return isToTestWith(specifier, parent) && !parent.includes('.judge.ts') ? once : null;
    };
    keepFresh(process.cwd(), standIn, () => true);
    this.#files = [...globSync('domain/**/*.test.ts').sort(), GOLDEN];
    return Promise.resolve();
  }

  async dryRun() {
    const tests: object[] = [];
    for (const file of this.#files) {
      stryker.currentTestId = undefined;
      for (const { id, name, body } of await this.#testsOf(file)) {
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

  async mutantRun({ activeMutant, testFilter, hitLimit, reloadEnvironment }: MutantRun) {
    const room = roomOf(activeMutant.fileName);
    const wanted = testFilter && new Set(testFilter);
    Object.assign(stryker, { currentTestId: undefined, hitCount: 0, hitLimit });
    const isFresh = IS_FRESH || reloadEnvironment;
    const judged = isFresh
      ? await this.#judgeAnew(activeMutant.id, this.#inRoom(room), wanted)
      : await this.#judge(activeMutant.id, this.#nearestFirst(room), wanted);
    stryker.activeMutant = undefined;
    const { killedBy, nrOfTests } = judged;
    if (killedBy === null) return { status: 'survived', nrOfTests };
    if (hitLimit !== undefined && (stryker.hitCount ?? 0) > hitLimit)
      return { status: 'timeout', reason: 'endless loop' };
    return { status: 'killed', killedBy: [killedBy.id], failureMessage: killedBy.message, nrOfTests };
  }

  /** The tests of its room first, and the golden cases last. */
  #nearestFirst(room: string): string[] {
    const rank = (file: string) => (file === GOLDEN ? 2 : file.startsWith(room) ? 0 : 1);
    return this.#files.toSorted((a, b) => rank(a) - rank(b));
  }

  /** Loading modules anew for the tests of other rooms would take a minute for each mutant that is left alive. */
  #inRoom(room: string): string[] {
    return this.#files.filter((file) => file.startsWith(room) || file === GOLDEN);
  }

  /** Judges a mutant in the modules that are loaded. */
  async #judge(mutant: string, files: string[], wanted: Set<string> | undefined): Promise<Judged> {
    let nrOfTests = 0;
    for (const file of files) {
      const tests = await this.#testsOf(file);
      if (wanted !== undefined && !tests.some(({ id }) => wanted.has(id))) continue;
      // Whole files: what the first test of a file left in a cache is not seen to be covered by the others.
      const order = tests.toSorted((a, b) => Number(wanted?.has(b.id)) - Number(wanted?.has(a.id)));
      for (const { id, body } of order) {
        nrOfTests++;
        stryker.activeMutant = mutant;
        const failure = await failureOf(id, body);
        stryker.activeMutant = undefined;
        if (failure === null) continue;
        const { hitCount } = stryker;
        const isPoisoned = (await failureOf(id, body)) !== null;
        stryker.hitCount = hitCount;
        if (!isPoisoned) return { killedBy: failure, nrOfTests };
        this.#loaded.clear();
        this.#clean = ++this.#run;
        return this.#judgeAnew(mutant, [file], undefined).then((again) =>
          again.killedBy === null ? this.#judgeAnew(mutant, files, wanted) : again,
        );
      }
    }
    return { killedBy: null, nrOfTests };
  }

  /** Judges a mutant in modules that are loaded with it. */
  async #judgeAnew(mutant: string, files: string[], wanted: Set<string> | undefined): Promise<Judged> {
    let nrOfTests = 0;
    this.#run++;
    for (const file of files) {
      const known = await this.#testsOf(file);
      if (wanted !== undefined && !known.some(({ id }) => wanted.has(id))) continue;
      stryker.activeMutant = mutant;
      let killedBy: Failure | null = null;
      try {
        for (const { id, body } of await this.#load(file, this.#run)) {
          nrOfTests++;
          killedBy = await failureOf(id, body);
          if (killedBy !== null) break;
        }
      } catch (error) {
        killedBy = { id: known[0]?.id ?? file, message: `does not load: ${messageOf(error)}` };
      }
      stryker.activeMutant = undefined;
      if (killedBy !== null) return { killedBy, nrOfTests };
    }
    return { killedBy: null, nrOfTests };
  }

  /** The tests of a file, in modules that were loaded without a mutant. */
  async #testsOf(file: string): Promise<Test[]> {
    let tests = this.#loaded.get(file);
    if (tests === undefined) {
      tests = await this.#load(file, this.#clean);
      this.#loaded.set(file, tests);
    }
    return tests;
  }

  async #load(file: string, run: number): Promise<Test[]> {
    collected.length = 0;
    await import(`${pathToFileURL(resolve(file)).href}?run=${run}`);
    const seen = new Map<string, number>();
    // A test that compares with a process of its own would see the unchanged code there, and fail for the wrong reason.
    const own = collected.splice(0).filter(({ body }) => !String(body).includes('execFileSync'));
    const tests = own.map(({ name, body }) => {
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return { id: `${file} ${name}${times === 1 ? '' : ` (${times})`}`, name, body };
    });
    return tests.filter(({ id }) => !SLOW.test(id));
  }
}

/** `domain/plan/`, of a file of any machine. */
function roomOf(fileName: string): string {
  const path = fileName.replaceAll('\\', '/').replace(/^.*\/(?=domain\/)/, '');
  return path.split('/').slice(0, -1).slice(0, 2).join('/');
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
