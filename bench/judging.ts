import { parentPort, workerData } from 'node:worker_threads';
import { relayOver, serveJudge } from '../intake/judge-thread.ts';
import { type Keyring, keyringOfThread } from '../store/crypto/keyring.ts';
import { openStore } from '../store/open.ts';
import { closeStore } from '../store/store.ts';
import { judgeOf } from './judge.ts';
import { tellHeld } from './memory.ts';

/** The thread that judges, as `api/judging.ts`, by the many rules of the bench. */

export type JudgingData = { uri: string; keyring: Keyring };

if (parentPort === null) throw new Error('bench/judging.ts is a thread of the bench.');
const { uri, keyring }: JudgingData = workerData;
tellHeld();
const store = await openStore({ uri, keyring: keyringOfThread(keyring) });
await serveJudge(parentPort, judgeOf(store, relayOver(parentPort)));
await closeStore(store);
