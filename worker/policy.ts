import { SECOND_MS } from '../domain/time.ts';
import type { LivePolicy } from '../store/live-policy.ts';
import { waitUnless } from './wait.ts';

/** How soon a change of the settings holds here. */
const AGAIN_MS = 2 * SECOND_MS;

/** Goes by what is set on pages, again and again. Where the database is away, what held goes on. Ends with `signal`. */
export async function keepPolicy({ refresh }: Pick<LivePolicy, 'refresh'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await refresh().catch(() => undefined);
    await waitUnless(AGAIN_MS, signal);
  }
}
