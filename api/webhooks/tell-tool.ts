import { ownWords } from '../../domain/notices/own-words.ts';
import { pagesOf } from '../../domain/paging/pages.ts';
import { pageText } from '../../domain/paging/words.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { readEventsAt } from '../../store/event-pages.ts';
import type { Store } from '../../store/store.ts';
import { TEST_MESSAGE, type WebhookAddress, type WebhookMessage } from '../../store/webhooks.ts';
import type { Telling, ToolRequest, WebhookKind } from './kinds/kind.ts';

const TEST_TITLES = {
  en: 'Test from Tocsin: this way works, and nothing happened.',
  de: 'Test von Tocsin: Dieser Weg funktioniert, und nichts ist passiert.',
} as const;

type Deps = { store: Store; policy: CompiledPolicy; publicUrl: string };

/**
 * The requests by which a tool is told of an event, or tried; none of an exercise, which stays inside.
 * @throws what reading the record throws: it is tried again
 */
export async function requestsFor(
  deps: Deps,
  tool: WebhookKind,
  { breachId, seq, exercise, type, at, ...message }: WebhookMessage & WebhookAddress,
): Promise<ToolRequest[]> {
  if (type === TEST_MESSAGE) {
    const title = TEST_TITLES[deps.policy.organisation.language === 'de' ? 'de' : 'en'];
    return tool.test({ address: message, link: deps.publicUrl, title, at });
  }
  if (exercise) return [];
  const telling = await tellingOf(deps, { breachId, seq }, message);
  return telling === null ? [] : tool.requests(telling);
}

async function tellingOf(
  { store, policy, publicUrl }: Deps,
  { breachId, seq }: { breachId: string; seq: number },
  address: WebhookAddress,
): Promise<Telling | null> {
  const [state, events] = await Promise.all([readBreach(store, breachId), readEventsAt(store, breachId, [seq])]);
  const event = events.get(seq)?.event ?? null;
  if (state === null || event === null) return null;
  const systems = await readSystems(store, state.facts.systems);
  const { language, zone } = policy.organisation;
  const told = pagesOf(state, event).map((page) => ({ page, text: pageText(state, page, { language, zone }) }));
  return {
    ...{ state, event, told, systems: systems.map(({ name }) => name) },
    link: `${publicUrl}/desk/breaches/${breachId}`,
    language,
    moment: (instant) => ownWords(language).moment(instant, zone),
    address,
  };
}
