import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { ErrorCode } from '../../../domain/errors.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { mutateText, oddText } from './mutate.ts';
import type { Random } from './random.ts';
import { asBytes } from './target.ts';

/** Answers of servers elsewhere, given to what asks them by HTTP without any network. */

/** One answer: status, header fields and the body, one character a byte. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

let answerTo: (asked: Request) => Answer | undefined = () => undefined;
/** What was asked since it was said who answers. */
export const asked: Request[] = [];

/** From now on this answers in this thread; where it gives nothing, nobody does. */
export function willAnswer(next: typeof answerTo): void {
  answerTo = next;
  asked.length = 0;
}

/** Answers that come one after the other. */
export function inTurn(answers: readonly Answer[]): typeof answerTo {
  const left = [...answers];
  return () => left.shift();
}

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  asked.push(request);
  const answer = answerTo(request);
  if (answer === undefined) throw new TypeError('fetch failed');
  const { status, headers, body } = answer;
  const isEmpty = [204, 205, 304].includes(status);
  // Only a name and a value that HTTP can carry arrive here.
  const fields = Object.entries(headers).filter(
    ([name, value]) => /^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(value),
  );
  return new Response(isEmpty ? null : new Uint8Array(asBytes(body)), { status, headers: fields });
};
// Nobody is waited for here before they are asked again.
timers.setTimeout = (async (_ms: number, value: unknown) => value) as typeof timers.setTimeout;
syncBuiltinESMExports();

const STATUSES = [200, 200, 200, 200, 201, 204, 302, 400, 403, 404, 412, 429, 500, 503];
const PAGES = [
  '',
  '<html>Please sign in to the network.</html>',
  'null',
  '[]',
  '"ok"',
  '1',
  '{}',
  '\xff\xfe',
  '{"ok":',
];

/** An answer around a body that is mostly good. */
export function answerOf(random: Random, body: string, headers: Record<string, string> = {}): Answer {
  const status = random.oneIn(3) ? random.pick(STATUSES) : 200;
  const other = random.oneIn(8) ? { [random.pick(['content-type', 'retry-after', 'x'])]: oddText(random) } : {};
  const given = random.oneIn(8) ? random.pick(PAGES) : random.oneIn(8) ? mutateText(random, body, true) : body;
  return { status, headers: { ...headers, ...other }, body: given };
}

/** How a problem elsewhere may be told. */
const ELSEWHERE: readonly ErrorCode[] = ['unavailable', 'bad-input', 'bad-signature', 'conflict'];

/** The value that was made of an answer, or null where it was refused in a way that the operator can act on. */
export async function answered<T>(ask: () => Promise<T>): Promise<{ value: T } | null> {
  try {
    return { value: await ask() };
  } catch (error) {
    const isTold = error instanceof TocsinError && ELSEWHERE.includes(error.code);
    // What was asked may be a secret, and what was answered may repeat it.
    if (isTold && /^[^\p{Cc}]{1,400}$/u.test(error.message)) return null;
    throw error;
  }
}
