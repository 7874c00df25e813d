/** When `tocsin up` shall end: a signal, or the death of the npm or `bin/tocsin` that started it. */
import { launchedBySomebody } from './instance.ts';

/**
 * npm hands Ctrl-C on to a process that the terminal told already: a second signal within this time (ms) means nothing.
 */
const sameSignal = 2_000;

/** How often the launcher is looked for, in milliseconds. */
const lookout = 500;

export type StopRequest = {
  /** Resolves to the reason. */
  requested: Promise<string>;
  /** Takes the handlers away. */
  dispose(): void;
};

/** @param force called when a signal comes again while the stop is under way */
export function stopRequest(force: () => void): StopRequest {
  const { promise: requested, resolve } = Promise.withResolvers<string>();
  let first = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (first && Date.now() - first > sameSignal) force();
    first ||= Date.now();
    resolve(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  const launcher = process.ppid;
  const watch = setInterval(() => {
    if (launchedBySomebody() && process.ppid !== launcher) resolve('its launcher is gone');
  }, lookout);
  return {
    requested,
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal);
      clearInterval(watch);
    },
  };
}
