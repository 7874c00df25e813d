import type { Client } from '../../cli/client.ts';
import { breachPath } from '../../cli/input.ts';
import type { BreachView, EventsView, NoticesView } from '../../cli/output/view.ts';
import type { CliRole } from '../../cli/verbs/verb.ts';
import type { BreachEvent, BreachEventType } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import { HOUR_MS, type Instant, MINUTE_MS, toMs } from '../../domain/time.ts';
import type { Mailbox } from './mailbox.ts';
import { type Patience, poll } from './poll.ts';
import { ANSWERS } from './script.ts';

/** One line of the story: the exercise's clock once it runs, the article it is about, what happened. */
export type Narration = { clock: string | null; article: string; text: string };

type EventOf<Type extends BreachEventType> = Extract<BreachEvent, { type: Type }>;

export type StageOptions = {
  client: Client;
  tokens: Record<CliRole, string>;
  /** How many times faster than the law the exercise runs. */
  scale: number;
  mailbox: Mailbox;
  now: () => Instant;
  say: (line: Narration) => void;
  /** Ends the exercise where it stands. */
  signal?: AbortSignal;
};

/** Real milliseconds granted on top of the exercise's own time, for a busy machine. */
const GRACE_MS = 120_000;

/** What the players have at hand: each role's client, the inbox, the exercise's clock, and waiting for events. */
export class Stage {
  readonly scale: number;
  readonly now: () => Instant;
  readonly #startedAt: Instant;
  breachId = '';
  #aware: Instant | null = null;
  readonly #options: StageOptions;
  constructor(options: StageOptions) {
    this.#options = options;
    this.scale = options.scale;
    this.now = options.now;
    this.#startedAt = options.now();
  }

  as(role: CliRole): Client {
    return this.#options.client.withToken(this.#options.tokens[role]);
  }

  send<T>(role: CliRole, method: 'POST' | 'PATCH', path: string[], body: unknown, mediaType?: string): Promise<T> {
    return this.as(role).send<T>(method, breachPath(this.breachId, ...path), body, mediaType);
  }

  tell(article: string, text: string): void {
    this.#options.say({
      clock: this.#aware === null ? null : exerciseClock(this.#aware, this.now(), this.scale),
      article,
      text,
    });
  }

  /** From here on the exercise's clock counts from this awareness. */
  clockFrom(awareAt: Instant): void {
    this.#aware = awareAt;
  }

  view(): Promise<BreachView> {
    return this.as('dpo').get<BreachView>(breachPath(this.breachId));
  }

  /** Waits until the breach is as `isReady` wants it. */
  viewWhen(isReady: (view: BreachView) => boolean, what: string): Promise<BreachView> {
    const look = async () => {
      const view = await this.view().catch(notYet);
      return view !== null && isReady(view) ? view : null;
    };
    return poll(look, this.#patience(0), what);
  }

  /** Waits for an event, at most `hours` of the exercise's time and the grace. */
  async event<Type extends BreachEventType>(
    type: Type,
    isIt: (data: EventOf<Type>['data']) => boolean,
    hours: number,
    what: string,
  ): Promise<EventOf<Type>> {
    const look = async () => {
      const { events } = await this.as('dpo').get<EventsView>(breachPath(this.breachId, 'events'));
      const ofType = events.filter((event) => event.type === type) as unknown as EventOf<Type>[];
      return ofType.find(({ data }) => isIt(data as EventOf<Type>['data'])) ?? null;
    };
    return poll(look, this.#patience(hours), what);
  }

  /** Waits until the notice to a counterparty is as `isIt` wants it, at most `hours` of the exercise's time. */
  async notice(
    counterparty: string,
    isIt: (notice: NoticesView['notices'][number]) => boolean,
    hours: number,
    what: string,
  ): Promise<void> {
    const look = async () => {
      const path = breachPath(this.breachId, 'notices', counterparty);
      const page = await this.as('dpo').get<Pick<NoticesView, 'notices'>>(path).catch(notYet);
      return page?.notices.some(isIt) ? true : null;
    };
    await poll(look, this.#patience(hours), what);
  }

  /** Reads a counterparty's mail, opens its link and sends the form, as the person there would. */
  async acknowledge(counterparty: string, address: string): Promise<void> {
    const search = { address, mentions: this.breachId, since: this.#startedAt };
    const { text } = await this.#options.mailbox.waitForMail(search, this.#patience(0));
    const link = /https?:\/\/\S+\/n\/[\w.~-]+/.exec(text)?.[0];
    if (link === undefined) throw new TocsinError('internal', `The mail to ${counterparty} has no link.`);
    const body = new URLSearchParams(ANSWERS[counterparty]);
    const asPerson = async () => {
      // A page that says "try again in a moment" is tried again, as anybody would.
      const opened = await fetch(link).catch(() => null);
      const sent = opened?.ok ? await fetch(link, { method: 'POST', body }).catch(() => null) : opened;
      if (sent === null || sent.status >= 500) return null;
      if (!sent.ok) throw new TocsinError('internal', `The page of ${counterparty} answered ${sent.status}.`);
      return sent;
    };
    await poll(asPerson, this.#patience(0), `the page of ${counterparty}`);
    await this.notice(counterparty, (n) => n.acknowledgedAt !== null, 0, `the answer of ${counterparty}`);
  }

  #patience(hours: number): Patience {
    return { waitMs: (hours * HOUR_MS) / this.scale + GRACE_MS, signal: this.#options.signal };
  }
}

/** `T+06:20`: hours and minutes of the exercise since awareness. */
export function exerciseClock(awareAt: Instant, now: Instant, scale: number): string {
  const minutes = Math.max(0, Math.floor(((toMs(now) - toMs(awareAt)) * scale) / MINUTE_MS));
  const pad = (n: number) => String(n).padStart(2, '0');
  return `T+${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** A breach accepted a moment ago has no state before its workflow recorded the first event. */
function notYet(error: unknown): null {
  if (error instanceof TocsinError && error.code === 'not-found') return null;
  throw error;
}
