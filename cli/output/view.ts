import type { BreachEvent } from '../../domain/breach/events.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Communication, Counts } from '../../domain/communication/standing.ts';

/** What the API answers, in the domain's own types. */

/** `GET /breaches/:id` */
export type { BreachView } from '../../domain/breach/views.ts';
/** `GET /breaches/:id/notices` */
export type NoticesView = {
  seq: number;
  counts: Counts;
  communication: Communication | null;
  notices: NoticeLine[];
  next: string | null;
};
/** `GET /breaches/:id/events` */
export type EventsView = { breachId: string; events: (BreachEvent & { seq: number; hash: string })[] };
