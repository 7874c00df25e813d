// The API with its judging thread in a process of its own, so that what is read of its memory is theirs.
import { toInstant } from '../domain/time.ts';
import { startJudgeThread } from '../intake/judge-thread.ts';
import { keyringOfThread } from '../store/crypto/keyring.ts';
import { openStore } from '../store/open.ts';
import { closeStore } from '../store/store.ts';
import { issueToken } from '../store/tokens.ts';
import type { Address } from './alert-sending.ts';
import { SOURCE } from './judge.ts';
import type { JudgingData } from './judging.ts';
import { heldByAll } from './memory.ts';
import { serve } from './server.ts';

/** What the parent asks: the most memory of the process since it asked last; what is held; the end. */
export type Question = 'most' | 'held' | 'stop';
/** In bytes. */
export type Answer = Address | { bytes: number };

/** The parent sends what to open first; each message after it is a question. */
process.once('message', async (data: JudgingData) => {
  const store = await openStore({ uri: data.uri, keyring: keyringOfThread(data.keyring) });
  const judging = new URL('./judging.ts', import.meta.url);
  const judge = startJudgeThread(judging, data, { relay: { kick: () => undefined }, log: { error: console.error } });
  const api = await serve(store, () => judge.kick());
  const token = await issueToken(store, { name: 'guardduty', role: 'alert-source', at: toInstant(Date.now()) });
  const answer = (what: Answer) => process.send?.(what);

  let most = 0;
  const EVERY_MS = 50;
  const reading = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, EVERY_MS);
  process.on('message', async (question: Question) => {
    if (question === 'stop') {
      clearInterval(reading);
      await Promise.all([api.stop(), judge.stop()]);
      await closeStore(store);
      process.disconnect();
    } else if (question === 'held') {
      answer({ bytes: await heldByAll() });
    } else {
      answer({ bytes: most });
      most = 0;
    }
  });
  answer({ url: `${api.url}/alerts/${SOURCE}`, token });
});
