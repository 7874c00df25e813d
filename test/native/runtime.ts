import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type NativeEnvironment from './environment.ts';
import { isTest, keepFresh } from './fresh.ts';
import { type Globals, give } from './globals.ts';
import { isToTestWith } from './read-once.ts';

/**
 * How jest loads a test file here: by Node's own `import`, types stripped by Node, instead of its own loader in a
 * context of `node:vm`, which takes 4 seconds of processor time to load the API anew for each file. Tests, and what is
 * written for them, are new for each test file; what they test is loaded once in each of jest's processes, as packages
 * are.
 */

const require = createRequire(import.meta.url);
const globals = new URL('./globals.ts', import.meta.url).href;
const once = new URL('./read-once.ts', import.meta.url).href;
let files = 0;

function standIn(specifier: string, parent: string): string | null {
  if (specifier === '@jest/globals') return globals;
  return isToTestWith(specifier, parent) ? once : null;
}

export default class NativeRuntime {
  readonly #environment: NativeEnvironment;

  constructor(_config: object, environment: NativeEnvironment) {
    this.#environment = environment;
    if (files === 0) keepFresh(process.cwd(), standIn, (path, run) => (isTest(path) ? run : null));
    files++;
  }

  unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  unstable_importModule(path: string): Promise<unknown> {
    return import(`${pathToFileURL(path).href}?run=${files}`);
  }

  requireModule(path: string): unknown {
    return require(path);
  }

  /** Jest's framework for tests, anew for each file: it keeps the tests of a file in its module. */
  requireInternalModule(path: string): unknown {
    if (path.includes('jest-circus')) {
      for (const loaded of Object.keys(require.cache)) if (loaded.includes('jest-circus')) delete require.cache[loaded];
      Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
    }
    return require(path);
  }

  setGlobalsForRuntime(globals: Globals): void {
    give({ ...globals, jest: this.#jest() });
  }

  getSourceMaps(): Map<string, string> {
    return new Map();
  }

  getAllCoverageInfoCopy(): undefined {}
  enterTestCode(): void {}
  leaveTestCode(): void {}
  teardown(): void {}

  /** As much of the `jest` object as makes sense without a loader of its own. */
  #jest() {
    const { moduleMocker, fakeTimersModern: timers } = this.#environment;
    return {
      spyOn: moduleMocker.spyOn.bind(moduleMocker),
      useFakeTimers: timers.useFakeTimers.bind(timers),
      useRealTimers: timers.useRealTimers.bind(timers),
      advanceTimersByTimeAsync: timers.advanceTimersByTimeAsync.bind(timers),
    };
  }
}
