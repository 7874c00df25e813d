import { createRequire } from 'node:module';
import type { JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { withoutRun } from './fresh.ts';

const NOW = Date.now;

/**
 * Where a test file runs: in Node itself, not in a context of `node:vm`. What a test file changed in the process (its
 * environment, timers, spies) is put back when it ends, so that the next one finds it as the first did.
 */
export default class NativeEnvironment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly #before = { env: { ...process.env }, cwd: process.cwd(), exit: process.exit, console: globalThis.console };

  constructor({ projectConfig }: JestEnvironmentConfig) {
    // Jest measures by this one, also while a test plays with the clock.
    Reflect.set(globalThis, Symbol.for('jest-native-now'), NOW);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup(): Promise<void> {
    // Jest has put its source maps here by now; nothing is compiled, and a stack names files, not runs of them.
    Error.prepareStackTrace = (error, frames) =>
      [String(error), ...frames.map((frame) => `    at ${withoutRun(String(frame))}`)].join('\n');
  }

  /** Jest notes when a file ended before it tears this down: by then a clock that its tests moved is right again. */
  handleTestEvent({ name }: { name: string }): void {
    if (name === 'run_finish') this.fakeTimersModern.useRealTimers();
  }

  async teardown(): Promise<void> {
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.dispose();
    await endTemporalRuntime();
    const { env, cwd, exit, console } = this.#before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.chdir(cwd);
    process.exit = exit;
    globalThis.console = console;
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  /** There is none. */
  getVmContext(): null {
    return null;
  }
}

const require = createRequire(import.meta.url);

/** Temporal's SDK has one runtime for a process, which each test file may set up in its own way. */
async function endTemporalRuntime(): Promise<void> {
  type Loaded = typeof import('@temporalio/worker') | undefined;
  const loaded: Loaded = require.cache[require.resolve('@temporalio/worker')]?.exports;
  if (loaded === undefined) return;
  const runtime: unknown = Reflect.get(loaded.Runtime, '_instance');
  if (runtime instanceof loaded.Runtime) await runtime.shutdown();
}
