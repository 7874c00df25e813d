import { heartbeat } from '@temporalio/activity';
import { SECOND_MS } from '../domain/time.ts';

const BEAT_MS = 5 * SECOND_MS;

/** By a timer: one slow server must not make the activity look dead while it still works. */
export async function beating<Result>(work: () => Promise<Result>): Promise<Result> {
  const beat = setInterval(() => heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
