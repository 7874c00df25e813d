import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isTest, keepFresh } from '../native/fresh.ts';
import { collected } from './globals.ts';
import { Imports } from './imports.ts';

/**
 * A test runner for Stryker that stays in one process: jest's own, which loads every package anew for each test file,
 * takes 20 seconds per mutant. Its tests are those of the domain, those of other rooms that need no server, and the
 * golden cases of all regimes.
 *
 * A mutant is switched on in modules that are loaded already, for the tests that reach it. One that changes what a
 * module does while it is loaded (a static one) has that module and all that import it loaded anew; one that is reached
 * while a test file declares its tests, that test file. A test that fails must pass without the mutant right after, and
 * where modules were loaded anew also when they are without it, so that nothing counts which a mutant before left in a
 * cache or which loading anew does by itself. What a cache hides can only leave a mutant alive.
 */

type Coverage = { static: Record<string, number>; perTest: Record<string, object> };
type Namespace = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: Coverage;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
};
type Failure = { id: string; message: string };
type Test = { id: string; name: string; body: () => unknown };
type Given = { id: string; fileName: string; location: object; mutatorName: string; replacement?: string };
type MutantRun = { activeMutant: Given; testFilter?: string[]; hitLimit?: number };
type Mutant = { id: string; path: string };
type Judged = { killedBy: Failure | null; nrOfTests: number };
type ReadOnce = typeof import('../native/read-once.ts');

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
const READ_ONCE = 'test/native/read-once.ts';
/** Other rooms' tests judge where they reach nothing that serves, stores or starts a process. */
const ROOMS = '{api,cli,config,detection,intake,services,store,web,workflows}/**/*.test.ts';
const SERVES = /^(mongoose|fastify|@fastify\/|@temporalio\/|playwright|nodemailer|node:(child_process|https?|tls)$)/;
/** Ends the id of what a test file does while it declares its tests. */
const DECLARES = ' declares its tests';
/** Test files outside the room of a static mutant that judge it, beside those of the room: the nearest by imports. */
const OTHERS = 6;
/** One mutant of how many is judged: 16 estimates the score of the domain by some 1,300. By default all are. */
const EVERY = Number(process.env.TOCSIN_MUTATION_EVERY ?? 1);
/** Which of them, below that number: another one draws mutants that nobody has written a test for. */
const DRAW = Number(process.env.TOCSIN_MUTATION_DRAW ?? 0);

class Runner {
  #files: string[] = [];
  #imports = new Imports([], (path) => path);
  #loaded = new Map<string, Test[]>();
  #took = new Map<string, number>();
  /** Tests that fail where a module and all that import it are loaded anew without a mutant, by both. */
  #failsAnew = new Map<string, Set<string>>();
  /** How often modules were loaded anew, and which of those times was of all of them, without a mutant. */
  #run = 0;
  #clean = 0;
  #isAnew = (_path: string) => false;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const globals = new URL('./globals.ts', import.meta.url).href;
    const readOnce = pathToFileURL(resolve(READ_ONCE)).href;
    const runOf = (path: string, run: number) => (run === this.#clean || this.#isAnew(path) ? run : this.#clean);
    const { isToTestWith }: ReadOnce = await import(readOnce);
    const isRead = (specifier: string, parent: string) =>
      isToTestWith(specifier, parent) && ![GOLDEN, READ_ONCE].some((own) => parent.includes(own));
    const standIn = (specifier: string, parent: string) => {
      if (specifier === '@jest/globals') return globals;
      if (!isRead(specifier, parent)) return null;
      return `${readOnce}?run=${runOf(READ_ONCE, runIn(parent))}`;
    };
    keepFresh(process.cwd(), standIn, runOf);
    const root = pathToFileURL(`${process.cwd()}/`).href;
    const [own, others] = [globSync('domain/**/*.test.ts').sort(), globSync(ROOMS).sort()];
    this.#imports = new Imports([...own, ...others, GOLDEN], (path, importer) =>
      isRead(path, `${root}${importer}?run=0`) ? READ_ONCE : path,
    );
    const isInProcess = (file: string) => ![...this.#imports.reachedFrom(file)].some((each) => SERVES.test(each));
    this.#files = [...own, ...others.filter(isInProcess), GOLDEN];
  }

  async dryRun() {
    await this.#load(READ_ONCE, 0);
    const compiles = { ...stryker.mutantCoverage?.static };
    const { loadPolicy, loadFilings }: ReadOnce = await import(`${pathToFileURL(resolve(READ_ONCE)).href}?run=0`);
    loadPolicy('policy');
    loadFilings('policy');
    // What compiles the policy does so in a test of the golden cases too: it is not static for that.
    const { mutantCoverage } = stryker;
    for (const id of Object.keys(mutantCoverage?.static ?? {})) {
      if (!(id in compiles)) Reflect.deleteProperty(mutantCoverage?.static ?? {}, id);
    }
    for (const module of globSync('domain/**/*.ts').sort()) if (!isTest(module)) await this.#load(module, 0);

    const tests: object[] = [];
    const add = (id: string, file: string, timeSpentMs: number) => {
      this.#took.set(id, timeSpentMs);
      tests.push({ id, name: id, fileName: resolve(file), status: 0, timeSpentMs });
    };
    for (const file of this.#files) {
      const declares = file + DECLARES;
      stryker.currentTestId = declares;
      const from = performance.now();
      const own = await this.#testsOf(file).catch((error: unknown) => (isOther(file) ? [] : Promise.reject(error)));
      if (stryker.mutantCoverage?.perTest[declares] !== undefined) add(declares, file, performance.now() - from);
      for (const { id, body } of own) {
        stryker.currentTestId = id;
        const since = performance.now();
        const failure = await failureOf(id, body);
        // What another room's test needs of jest may not be there.
        if (failure !== null && isOther(file)) continue;
        if (failure !== null) return { status: 'error', errorMessage: `${id}: ${failure.message}` };
        add(id, file, performance.now() - since);
      }
    }
    stryker.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
    if (!isSampled(activeMutant)) return { status: 'error', errorMessage: 'not in the sample' };
    const mutant = { id: activeMutant.id, path: pathInProject(activeMutant.fileName) };
    Object.assign(stryker, { activeMutant: undefined, currentTestId: undefined, hitCount: 0, hitLimit });
    const { killedBy, nrOfTests } = await (testFilter === undefined
      ? this.#judgeStatic(mutant)
      : this.#judge(mutant, testFilter));
    stryker.activeMutant = undefined;
    if (killedBy === null) return { status: 'survived', nrOfTests };
    if (hitLimit !== undefined && (stryker.hitCount ?? 0) > hitLimit)
      return { status: 'timeout', reason: 'endless loop' };
    return { status: 'killed', killedBy: [killedBy.id], failureMessage: killedBy.message, nrOfTests };
  }

  /** Judges a mutant in the modules that are loaded, by the tests that reach it. */
  async #judge(mutant: Mutant, testFilter: string[]): Promise<Judged> {
    const wanted = new Set(testFilter);
    const files = this.#nearestFirst(mutant, wanted);
    let nrOfTests = 0;
    for (const file of files) {
      const tests = (await this.#testsOf(file)).filter(({ id }) => wanted.has(id));
      for (const { id, body } of tests) {
        nrOfTests++;
        const failure = await failureWith(mutant, id, body);
        if (failure === null) continue;
        if ((await failureOf(id, body)) === null) return { killedBy: failure, nrOfTests };
        this.#loadAllAnew();
        const again = await this.#judgeAnew(mutant, [file]);
        return again.killedBy === null ? this.#judgeAnew(mutant, files) : again;
      }
    }
    // Reached before and not now: what it changes is in a cache.
    const isHidden = nrOfTests > 0 && stryker.hitCount === 0;
    const declaring = files.filter((file) => wanted.has(file + DECLARES));
    const anew = isHidden ? this.#inReach(mutant) : declaring;
    const judged = await this.#judgeAnew(mutant, anew, isHidden ? undefined : isOfTests);
    return { killedBy: judged.killedBy, nrOfTests: nrOfTests + judged.nrOfTests };
  }

  #judgeStatic(mutant: Mutant): Promise<Judged> {
    return this.#judgeAnew(mutant, this.#inReach(mutant));
  }

  /** The files of the tests wanted: of its room, of the domain, of others, the fastest first; golden cases last. */
  #nearestFirst({ path }: Mutant, wanted: Set<string>): string[] {
    const room = roomOf(path);
    const cost = new Map<string, number>();
    for (const id of wanted) {
      const file = id.slice(0, id.indexOf(' '));
      cost.set(file, (cost.get(file) ?? 0) + (this.#took.get(id) ?? 0));
    }
    const rank = (file: string) => (file === GOLDEN ? 3 : isOther(file) ? 2 : file.startsWith(room) ? 0 : 1);
    const order = [...cost].sort(([a, costOfA], [b, costOfB]) => rank(a) - rank(b) || costOfA - costOfB);
    return order.map(([file]) => file);
  }

  /** The test files that reach it by imports: of its room, the nearest of others, and the golden cases last. */
  #inReach({ path }: Mutant): string[] {
    const judges = this.#files.filter((file) => !isOther(file));
    const reaching = [...this.#imports.reaching(path)].filter((file) => judges.includes(file));
    const others = reaching.filter((file) => file !== GOLDEN);
    const room = others.filter((file) => file.startsWith(`${roomOf(path)}/`));
    const own = path.replace(/\.ts$/, '.test.ts');
    const near = [...room, ...others.filter((file) => !room.includes(file)).slice(0, OTHERS)];
    const first = near.includes(own) ? [own] : [];
    return [...new Set([...first, ...near, ...reaching.filter((file) => file === GOLDEN)])];
  }

  /**
   * Judges a mutant in modules that are loaded with it.
   * @param isAnew which are loaded anew; by default its own and all that reach it
   */
  async #judgeAnew(mutant: Mutant, files: string[], isAnew = this.#reaching(mutant)): Promise<Judged> {
    let nrOfTests = 0;
    let run = ++this.#run;
    for (const file of files) {
      for (const isSecond of [false, true]) {
        const known = await this.#testsOf(file);
        const { failure, count } = await this.#firstFailure(mutant, file, run, isAnew);
        nrOfTests += count;
        if (failure === null) break;
        const clean = known.find(({ id }) => id === failure.id);
        const isPoisoned = clean !== undefined && (await failureOf(clean.id, clean.body)) !== null;
        if (!isPoisoned) {
          const fails = await this.#failing(mutant, file, isAnew);
          if (!fails.has(failure.id)) return { killedBy: failure, nrOfTests };
          break;
        }
        if (isSecond) break;
        this.#loadAllAnew();
        run = ++this.#run;
      }
    }
    return { killedBy: null, nrOfTests };
  }

  #reaching({ path }: Mutant): (path: string) => boolean {
    const reaching = this.#imports.reaching(path);
    return (module) => reaching.has(module);
  }

  /** The first test of a file that fails in modules loaded with a mutant. */
  async #firstFailure(mutant: Mutant, file: string, run: number, isAnew: (path: string) => boolean) {
    let count = 0;
    let failure: Failure | null = null;
    this.#isAnew = isAnew;
    stryker.activeMutant = mutant.id;
    try {
      for (const { id, body } of await this.#load(file, run)) {
        count++;
        failure = await failureOf(id, body);
        if (failure !== null) break;
      }
    } catch (error) {
      failure = { id: file + DECLARES, message: `does not load: ${messageOf(error)}` };
    }
    stryker.activeMutant = undefined;
    this.#isAnew = () => false;
    return { failure, count };
  }

  /** The tests of a file that fail where the same modules are loaded anew, without a mutant. */
  async #failing({ path }: Mutant, file: string, isAnew: (path: string) => boolean): Promise<Set<string>> {
    const key = `${isAnew === isOfTests ? '' : path} ${file} ${this.#clean}`;
    const known = this.#failsAnew.get(key);
    if (known !== undefined) return known;
    const found = new Set<string>();
    this.#isAnew = isAnew;
    try {
      for (const { id, body } of await this.#load(file, ++this.#run)) {
        if ((await failureOf(id, body)) !== null) found.add(id);
      }
    } catch {
      found.add(file + DECLARES);
    }
    this.#isAnew = () => false;
    this.#failsAnew.set(key, found);
    return found;
  }

  #loadAllAnew(): void {
    this.#loaded.clear();
    this.#clean = ++this.#run;
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

/** Tests of a room outside the domain. */
function isOther(file: string): boolean {
  return file !== GOLDEN && !file.startsWith('domain/');
}

/** Tests and what is written for them, but not what stands in for the reading of the policy. */
function isOfTests(path: string): boolean {
  return isTest(path) && path !== READ_ONCE;
}

/** By what it changes, so that the same mutants are judged again. */
function isSampled({ fileName, location, mutatorName, replacement }: Given): boolean {
  const key = JSON.stringify([pathInProject(fileName), location, mutatorName, replacement]);
  return createHash('sha256').update(key).digest().readUInt32BE() % EVERY === DRAW;
}

function runIn(url: string): number {
  return Number(url.split('?run=')[1]);
}

/** `domain/plan/make.ts`, of a file of any machine. */
function pathInProject(fileName: string): string {
  return fileName.replaceAll('\\', '/').replace(/^.*\/(?=domain\/)/, '');
}

/** `domain/plan`, or `domain` for a file beside the rooms. */
function roomOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, 2).join('/');
}

function failureWith(mutant: Mutant, id: string, body: () => unknown): Promise<Failure | null> {
  stryker.activeMutant = mutant.id;
  return failureOf(id, body).finally(() => {
    stryker.activeMutant = undefined;
  });
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
