import { TocsinError } from '../domain/errors.ts';
import { TOCSIN } from '../web/command.ts';
import { breachPath } from './input.ts';
import { named } from './output/named.ts';
import { bothTimes } from './output/time.ts';
import type { BreachView } from './output/view.ts';
import type { VerbInput } from './verbs/verb.ts';
import { zoneOf } from './zone.ts';

export type Outcome = { seq: number };
type Method = 'POST' | 'PUT' | 'PATCH';

/** `again`: what the verb had filled in and must be said when it is tried again; null where it takes no `--key`. */
type Sent = { method: Method; path: string; body: unknown; mediaType?: string; again?: string | null };

/** Sends what changes something. Where no answer came, the refusal says how to try again without doing it twice. */
export async function sendOnce<T>(input: VerbInput, { method, path, body, mediaType, again = '' }: Sent): Promise<T> {
  try {
    return await input.client().send<T>(method, path, body, mediaType);
  } catch (error) {
    if (!(error instanceof TocsinError) || error.code !== 'unavailable') throw error;
    const keyed = again === null ? '.' : `, and done once with --key ${input.key}${again}`;
    const safe = `Try again: the same command is safe${keyed}`;
    throw new TocsinError('unavailable', `${error.message} ${safe}`, error.field);
  }
}

/** A command to one breach. One that is closed is refused with when and how it was. */
export async function sendToBreach<T = Outcome>(
  input: VerbInput,
  breachId: string,
  sent: Omit<Sent, 'path'> & { to: string[] },
): Promise<T> {
  const { to, ...rest } = sent;
  try {
    return await sendOnce<T>(input, { ...rest, path: breachPath(breachId, ...to) });
  } catch (error) {
    if (!(error instanceof TocsinError) || error.code !== 'breach-closed') throw error;
    const view = await input
      .client()
      .get<BreachView>(breachPath(breachId))
      .catch(() => null);
    if (view?.closed == null) throw error;
    const { at, by, outcome } = named(view).closed ?? view.closed;
    const when = `${breachId} was closed on ${bothTimes(at, await zoneOf(input))} by ${by} as ${outcome}`;
    const what = `nothing of it changes any more. What came up since is a report of its own: ${TOCSIN} report`;
    throw new TocsinError('breach-closed', `${when}; ${what}`, error.field);
  }
}
