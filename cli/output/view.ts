import type { BreachEvent } from '../../domain/breach/events.ts';
import type { BreachState } from '../../domain/breach/state.ts';

/** What the API answers, in the domain's own types. */

/** `GET /breaches/:id` */
export type BreachView = Omit<BreachState, 'doneKeys'>;
/** `GET /breaches/:id/events` */
export type EventsView = { breachId: string; events: (BreachEvent & { seq: number; hash: string })[] };
