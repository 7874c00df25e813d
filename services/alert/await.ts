import { setTimeout as delay } from 'node:timers/promises';
import type { AlertView } from '../../domain/alerts/outcome.ts';
import { SECOND_MS } from '../../domain/time.ts';

const ASK_MS = 100;

/** Reads an alert until it is judged, at most for so many seconds: what it is then. */
export async function awaitAlert(read: () => Promise<AlertView>, seconds: number): Promise<AlertView> {
  const until = performance.now() + seconds * SECOND_MS;
  let view = await read();
  while (view.status === 'waiting' && performance.now() < until) {
    await delay(ASK_MS);
    view = await read();
  }
  return view;
}
