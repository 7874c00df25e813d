import type { BreachView, EventsView } from '../../cli/output/view.ts';
import { toInstant } from '../../domain/time.ts';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { openMailbox } from '../../local/demo/mailbox.ts';
import { playExercise } from '../../local/demo/play.ts';
import { type RunningTocsin, steadyClient } from './running-tocsin.ts';

export type Played = { breachId: string; state: BreachView; events: EventsView['events'] };

/** Plays the exercise on a running Tocsin, from alert to verified evidence; `onLine` hears each line as it is told. */
export async function play(
  tocsin: RunningTocsin,
  scale: number,
  onLine: (text: string) => void = () => {},
): Promise<Played> {
  const client = steadyClient(tocsin.url, tocsin.tokens.dpo);
  await fillEmptyRegister(client);
  const { breachId } = await playExercise({
    ...{ client, tokens: tocsin.tokens, scale, mailbox: openMailbox(tocsin.inbox) },
    now: () => toInstant(Date.now()),
    say: ({ text }) => onLine(text),
  });
  const state = await client.get<BreachView>(`/breaches/${breachId}`);
  const { events } = await client.get<EventsView>(`/breaches/${breachId}/events`);
  return { breachId, state, events };
}

/** The rungs of the authority's clock that the story waits for. */
const AWAITED = ['clock-started', '48-hours-left', '24-hours-left'];

/** What came about, without instants and ids: the same for every run of the story. */
export function outcomeOf({ state }: Played): unknown {
  const { status, obligations, communications, campaigns, risk, awareness, evidence } = state;
  return {
    status,
    // The story waits for these rungs. Which others fire before a duty is done is a matter of how fast the machine
    // tells it, and so is whether a clock was told as started before awareness was corrected, and then once more.
    obligations: Object.values(obligations).map((o) => {
      const fired = new Set(o.fired.map((rung) => rung.split('@')[0]));
      const rungs = o.id === 'gdpr-art33-1-authority' ? AWAITED.filter((rung) => fired.has(rung)) : [];
      return [o.id, o.status, o.filed?.late, rungs];
    }),
    notices: [communications.notices?.status, communications.notices?.counts],
    campaigns: campaigns.map((c) => [c.number, c.status, c.counts]),
    risk: [risk.art33, risk.art34].map((decision) => [decision?.conclusion, decision?.reopened]),
    awareness: awareness.length,
    evidence: evidence.length,
  };
}

type Mail = { subject: string; headers: Record<string, string>; to: { address: string }[]; text: string };

/** Every mail in the development inbox. */
export async function mailsOf(tocsin: RunningTocsin): Promise<Mail[]> {
  const response = await fetch(`${tocsin.inbox}/api/email`);
  return (await response.json()) as Mail[];
}
