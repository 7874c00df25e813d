import type { BreachAnswer } from '../../api/openapi/answers/breach.ts';
import type { CommunicationAnswer } from '../../api/openapi/answers/communications.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Counts } from '../../domain/communication/standing.ts';

/** What the API answers, in the domain's own types. */

/** `GET /breaches/:id` */
export type BreachView = BreachAnswer & { people?: Record<string, string> };
/** `GET /breaches/:id/notices` */
export type NoticesView = {
  seq: number;
  counts: Counts;
  communication: CommunicationAnswer | null;
  notices: NoticeLine[];
  next: string | null;
};
/** `GET /breaches/:id/events` */
export type EventsView = { breachId: string; events: (BreachEvent & { seq: number; hash: string })[] };
