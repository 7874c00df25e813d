import type { BreachEvent, CampaignCounts, NoticeAnswers } from '../../domain/breach/events.ts';
import type { BreachState, NoticeState } from '../../domain/breach/state.ts';
import type { Plane, Role } from '../../domain/dataflow.ts';
import type { RiskAssessment } from '../../domain/severity/conclude.ts';
import type { Instant } from '../../domain/time.ts';
import type { Track } from '../../domain/tracks/tracks.ts';
import type { Form } from '../forms.ts';

/** One event of the stream; `event` is null where its words do not open any more. */
export type TimelineEntry = {
  seq: number;
  type: string;
  at: Instant;
  by: string;
  hash: string;
  event: BreachEvent | null;
};

/** How far the stream holds, by the check made for this page. */
export type ChainView = {
  verifiedTo: number;
  total: number;
  /** Hash of the last event. */
  head: string;
  broken: { seq: number | null; problem: string }[];
};

/** A supplier or customer and where its notice stands. */
export type NoticeLine = {
  counterparty: string;
  name: string;
  kind: NoticeState['kind'];
  round: number;
  status: NoticeState['status'] | 'opened';
  sentAt: Instant | null;
  openedAt: Instant | null;
  remindedAt: Instant | null;
  escalatedAt: Instant | null;
  acknowledgedAt: Instant | null;
  answerBy: Instant | null;
  answers: NoticeAnswers | null;
};

/** A campaign; `counts` are final, or those of the moment while it is sent. */
export type CampaignLine = {
  number: number;
  status: 'draft' | 'sending' | 'finished';
  recipients: number;
  approvedBy: string | null;
  approvedAt: Instant | null;
  counts: (CampaignCounts & { pending: number }) | null;
};

export type SystemLine = { id: string; name: string; plane: Plane; role: Role };

/** The breach as its page shows it. */
export type BreachModel = {
  state: BreachState;
  assessment: RiskAssessment | null;
  /** The instant whose knowledge is shown; null for now. */
  asOf: Instant | null;
  timeline: TimelineEntry[];
  chain: ChainView;
  /** Touched systems that the register knows. */
  systems: SystemLine[];
  tracks: Track[];
  notices: NoticeLine[];
  campaigns: CampaignLine[];
  /** Lower edges of the severity bands, times 100. */
  bands: { medium: number; high: number; 'very-high': number };
  /** What a form on this page sends back, by what it edits: see `Form`. */
  seen: { awareness: string; art33: string; art34: string; closing: string };
  names: Names;
};

/** Names of what the record knows by id. */
export type Names = {
  /** Who did it: a person who signed in, a role, or the engine. */
  by(by: string): string;
  system(id: string): string;
  counterparty(id: string): string;
  /** The article of a duty, with its recipient. */
  duty(id: string): string;
};

/** Forms of the page that came back with problems. */
export type BreachForms = {
  awareness?: Form;
  art33?: Form;
  art34?: Form;
  closing?: Form;
  obligation?: { id: string; form: Form };
  at?: Form;
};
