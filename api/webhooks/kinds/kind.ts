import type { BreachEvent, BreachEventType } from '../../../domain/breach/events.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import type { Page } from '../../../domain/paging/pages.ts';
import type { PageText } from '../../../domain/paging/words.ts';
import type { Instant } from '../../../domain/time.ts';
import type { WebhookAddress } from '../../../store/webhooks.ts';

/** One thing to be told to a tool of another company, with the words for it. */
export type Told = { page: Page; text: PageText };

/** What a request is made of. `address`: as it was set up, with its key. */
export type Telling = {
  state: BreachState;
  event: BreachEvent;
  told: readonly Told[];
  /** Names of the touched systems. */
  systems: readonly string[];
  /** The page of the incident. */
  link: string;
  /** Of the organisation. */
  language: string;
  /** In words, for people. */
  moment: (instant: Instant) => string;
  address: WebhookAddress;
};

/** What a test is made of: it is of no incident, and says that it is one. */
export type Testing = {
  address: WebhookAddress;
  /** Of the desk. */
  link: string;
  /** In the language of the organisation. */
  title: string;
  at: Instant;
};

export type ToolRequest = { url: string; headers: Record<string, string>; body: unknown };

/** A tool that is told of events in its own form. */
export type WebhookKind = {
  /** Told where nobody says which. */
  events: readonly BreachEventType[];
  /** What `key` is at this tool; null where its address is the secret. */
  key: string | null;
  /** None where the event is no news there. They are sent in this order, and all again where one was not taken. */
  requests(telling: Telling): ToolRequest[];
  /** What a test sends; what it opens there, it ends again where the tool can. */
  test(testing: Testing): ToolRequest[];
};
