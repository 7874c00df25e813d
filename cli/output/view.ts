import type { BreachEvent } from '../../domain/breach/events.ts';

/** What the API answers, in the domain's own types. */

/** `GET /breaches/:id` */
export type { BreachView } from '../../domain/breach/views.ts';
/** `GET /breaches/:id/events` */
export type EventsView = { breachId: string; events: (BreachEvent & { seq: number; hash: string })[] };
