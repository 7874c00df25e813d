import { PassThrough } from 'node:stream';
import { type Instant, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';
import type { Ticker } from '../../intake/relay.ts';
import type { Live, LiveMessage } from './live.ts';

const HEARTBEAT_MS = 20 * SECOND_MS;
/** A desk that does not read is given up at so many bytes; it comes back by itself and catches up. */
const MOST_WAITING_BYTES = 262_144;

/**
 * Messages as server-sent events (WHATWG HTML, section 9.2), until the reader goes, `signal` ends, or `isAllowed` says
 * no, which is asked each minute. The first message has what happened after `since`.
 */
export function streamLive(options: {
  live: Live;
  since: Instant | null;
  isAllowed: () => Promise<boolean>;
  every: Ticker;
  signal: AbortSignal;
}): PassThrough {
  const { live, since, isAllowed, every, signal } = options;
  const stream = new PassThrough();
  const end = () => void stream.end();
  const send = (message: LiveMessage) => {
    if (stream.writableEnded || stream.destroyed) return;
    if (stream.writableLength > MOST_WAITING_BYTES) return void stream.destroy();
    stream.write(asEvent(message));
  };
  const check = async () => {
    if (!(await isAllowed().catch(() => false))) end();
  };
  const stops = [
    live.listen(send),
    every(HEARTBEAT_MS, () => void (stream.writableEnded || stream.write(': still here\n\n'))),
    every(MINUTE_MS, () => void check()),
  ];
  signal.addEventListener('abort', end, { once: true });
  stream.once('close', () => {
    for (const stop of stops) stop();
    signal.removeEventListener('abort', end);
  });
  // Listening comes first: what happens while this is read is told by the source, and never lost between the two.
  live.catchUp(since).then(send, end);
  return stream;
}

function asEvent(message: LiveMessage): string {
  const last = message.changes.at(-1)?.at;
  return `${last === undefined ? '' : `id: ${last}\n`}data: ${JSON.stringify(message)}\n\n`;
}
