import { parentPort, workerData } from 'node:worker_threads';
import { loadJudgement } from '../config/detection.ts';
import { createLogger, type LogLevel } from '../config/logger.ts';
import { SECOND_MS, toInstant } from '../domain/time.ts';
import { createAlertJudge } from '../intake/alert-judge.ts';
import { createSkewWatch } from '../intake/clock-skew.ts';
import { relayOver, serveJudge } from '../intake/judge-thread.ts';
import { type Keyring, keyringOfThread } from '../store/crypto/keyring.ts';
import { openStore } from '../store/open.ts';
import { alertsDaysSet } from '../store/settings.ts';
import { closeStore, readStoreClock } from '../store/store.ts';

/** The thread of the API that judges alerts, over a connection of its own. */

export type JudgingData = { uri: string; keyring: Keyring; policyDir: string; logLevel: LogLevel };

/** How long a clock that is set wrong while the thread runs is believed. */
const SKEW_READ_MS = 5 * SECOND_MS;
/** How long days after which alerts are erased stand here as they were, once they are set anew on a page. */
const SETTINGS_READ_MS = 5 * SECOND_MS;

if (parentPort === null) throw new Error('api/judging.ts is a thread of api/main.ts.');
const { uri, keyring, policyDir, logLevel }: JudgingData = workerData;
const store = await openStore({ uri, keyring: keyringOfThread(keyring) });
// The process says where a clock is wrong.
const skew = createSkewWatch({ nowMs: Date.now, readStoreClock: () => readStoreClock(store), warn: () => undefined });
await skew.read();
const every = (ms: number, turn: () => void) => {
  const timer = setInterval(turn, ms);
  return () => clearInterval(timer);
};
const cancel = every(SKEW_READ_MS, () => void skew.read());
const clock = () => toInstant(skew.nowMs());
const { keptDays: inFile, ...judgement } = loadJudgement(policyDir);
let keptDays = await alertsDaysSet(store, inFile, clock());
const readDays = async () => {
  keptDays = await alertsDaysSet(store, inFile, clock()).catch(() => keptDays);
};
const cancelDays = every(SETTINGS_READ_MS, () => void readDays());
const judge = createAlertJudge({
  ...{ store, ...judgement, relay: relayOver(parentPort), every },
  ...{ clock, log: createLogger('api', logLevel) },
  get keptDays() {
    return keptDays;
  },
});
await serveJudge(parentPort, judge);
cancel();
cancelDays();
await closeStore(store);
