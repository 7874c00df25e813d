import type { Log } from '../config/logger.ts';
import { type Instant, SECOND_MS } from '../domain/time.ts';
import { sealJournal } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import { waitUnless } from './wait.ts';

/** For so long what was written last is not in the journal yet; looks, which every page makes, for a minute. */
const AGAIN_MS = 5 * SECOND_MS;
const TURNS_PER_LOOKS = 12;

/** Takes new heads over into the journal, again and again. Any number of workers may. Ends with `signal`. */
export async function keepSealing(
  { store, clock, log }: { store: Store; clock: () => Instant; log: Pick<Log, 'warn'> },
  signal: AbortSignal,
): Promise<void> {
  for (let turn = 0; !signal.aborted; turn += 1) {
    try {
      await sealJournal(store, clock(), { looks: turn % TURNS_PER_LOOKS === 0 });
    } catch (error) {
      log.warn({ error }, 'new heads could not be taken over into the journal yet');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}
