// The API alone in a process of its own, so that what a benchmark reads of its memory is the API's.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseKeyring } from '../store/crypto/keyring.ts';
import { openStore } from '../store/open.ts';
import { closeStore } from '../store/store.ts';
import { serve } from './server.ts';

/** What the parent sends first; anything after it asks for the figures. */
export type Opening = { uri: string; keyring: string };
/** Of the process since it began: memory in bytes, the longest wait of the event loop in milliseconds. */
export type Figures = { peakBytes: number; longestWaitMs: number };

process.once('message', async ({ uri, keyring }: Opening) => {
  const store = await openStore({ uri, keyring: parseKeyring(keyring) });
  const api = await serve(store);
  const waits = monitorEventLoopDelay({ resolution: 10 });
  waits.enable();
  process.send?.({ url: api.url, token: api.token });
  process.once('message', async () => {
    const figures: Figures = { peakBytes: process.resourceUsage().maxRSS * 1_024, longestWaitMs: waits.max / 1e6 };
    process.send?.(figures);
    await api.stop();
    await closeStore(store);
    process.disconnect();
  });
});
