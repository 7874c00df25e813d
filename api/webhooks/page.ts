import { clocksToBe, type WouldStart } from '../../domain/plan/preview-report.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import type { Store } from '../../store/store.ts';
import type { WebhookMessage } from '../../store/webhooks.ts';

/** What pages a program of a new incident: where it is, which systems, and which clocks would run. Ids and instants. */
export type Page = {
  link: string;
  systems: string[];
  clocks: Pick<WouldStart, 'obligation' | 'article' | 'due' | 'basis'>[];
};

const MOST_SYSTEMS = 100;
const MOST_CLOCKS = 50;

/** Null for an event that pages nobody, and for a record that does not open: the rest of the message still goes. */
export async function pageOf(
  { store, policy, publicUrl }: { store: Store; policy: CompiledPolicy; publicUrl: string },
  { type, breachId }: Pick<WebhookMessage, 'type' | 'breachId'>,
  now: Instant,
): Promise<Page | null> {
  if (type !== 'reported') return null;
  try {
    const state = await readBreach(store, breachId);
    if (state === null) return null;
    const systems = await readSystems(store, state.facts.systems);
    const clocks = clocksToBe(policy, { state, systems }, now).slice(0, MOST_CLOCKS);
    return {
      link: `${publicUrl}/desk/breaches/${breachId}`,
      systems: state.facts.systems.slice(0, MOST_SYSTEMS),
      clocks: clocks.map(({ obligation, article, due, basis }) => ({ obligation, article, due, basis })),
    };
  } catch {
    return null;
  }
}
