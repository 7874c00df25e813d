import type { ClosingPoints } from '../../domain/breach/closing-gate.ts';
import type { LateNews } from '../../domain/breach/late-news.ts';
import type { Retention } from '../../domain/breach/retention.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { LongGap } from '../../domain/breach/suspicion.ts';
import type { CampaignLine, Standing } from '../../domain/communication/campaign-line.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Counts } from '../../domain/communication/standing.ts';
import type { Plane, Role } from '../../domain/dataflow.ts';
import type { ToldCustomers } from '../../domain/filing/told-customers.ts';
import type { OpenFact } from '../../domain/plan/open-facts.ts';
import type { TrackSeverity } from '../../domain/severity/assess.ts';
import type { RiskAssessment } from '../../domain/severity/conclude.ts';
import type { SuspicionFindings } from '../../domain/suspicion/reasoning.ts';
import type { Instant } from '../../domain/time.ts';
import type { Track } from '../../domain/tracks/tracks.ts';
import type { Form } from '../forms.ts';
import type { BreachPage } from './places.ts';
import type { TimelineEntry, TimelinePage } from './timeline-page.ts';

/** How far the stream holds, by the check made for this page. */
export type ChainView = {
  verifiedTo: number;
  total: number;
  /** Hash of the last event. */
  head: string;
  broken: { seq: number | null; problem: string }[];
};

/** What the notices can be narrowed to: `open` is not acknowledged, `late` that and after the time to answer. */
export const NOTICE_PARTS = ['all', 'open', 'unreached', 'uncertain', 'late', 'misuse', 'acknowledged'] as const;
export type NoticePart = (typeof NOTICE_PARTS)[number];

/** Some of those meant, and how many there are in all. */
export type Named = { names: readonly string[]; count: number };

/** How many notices are where, and whom somebody must call. */
export type NoticeCalls = {
  counts: Counts;
  standing: Standing;
  /** A sign of misuse, or no letter arrives. */
  calls: { misuse: Named; unreached: Named };
};

/** The notices of a breach: how many are where, and one page of them. */
export type NoticesModel = Pick<NoticeCalls, 'counts' | 'standing'> & {
  /** Empty where an earlier instant is shown: then there is nothing to narrow. */
  parts: readonly { part: NoticePart; count: number }[];
  part: NoticePart;
  lines: readonly NoticeLine[];
  /** Goes on after the last line; null at the end. */
  next: string | null;
  /** Whether this is not the first page. */
  isContinued: boolean;
};

export type SystemLine = { id: string; name: string; plane: Plane; role: Role };

/** What every page of a breach is made from. */
export type BreachModel = {
  state: BreachState;
  assessment: RiskAssessment | null;
  /** The instant whose knowledge is shown; null for now. */
  asOf: Instant | null;
  timeline: TimelineEntry[];
  chain: ChainView;
  /** Touched systems that the register knows. */
  systems: SystemLine[];
  /** Lower edges of the severity bands, times 100. */
  bands: { medium: number; high: number; 'very-high': number };
  /** A long time between suspicion and awareness; null where there is none. */
  gap: LongGap | null;
  /** What a form on these pages sends back, by what it edits: see `Form`. */
  seen: { awareness: string; art33: string; art34: string; closing: string };
  names: Names;
};

/** What each page shows beside it. */
export type BreachParts = {
  overview: {
    calls: NoticeCalls;
    closing: Pick<ClosingModel, 'points' | 'late' | 'told'>;
    /** Whether it can be decided and closed as a minor incident, by what is known. */
    minor: boolean;
    /** Nobody has taken it, and nobody who is on duty now can be told. */
    isUnattended: boolean;
    /** What its alerts say, in short; null where an earlier instant is shown. */
    suspected: SuspicionFindings | null;
  };
  /** How many people the attached lists hold together; null where there is none. */
  known: { listed: number | null };
  severity: {
    /** Each with how grave it is by the data of its own systems; null of a plan that is not made yet. */
    tracks: (Track & { severity: TrackSeverity | null })[];
    /** Facts that nobody has stated, with what an answer would change; none of a closed breach. */
    openFacts: OpenFact[];
    /** Customers with a track of their own that is not among `tracks`. */
    moreTracks: number;
  };
  notices: { notices: NoticesModel };
  campaigns: { campaigns: CampaignLine[] };
  filings: object;
  closing: { closing: Pick<ClosingModel, 'points' | 'late' | 'retention'> };
  timeline: { lines: TimelinePage };
  files: object;
};

/** A breach as one of its pages shows it. */
export type BreachModelOf<P extends BreachPage> = BreachModel & BreachParts[P];

/** What closing meets, what came in after it, and which duties the acknowledged notices meet. */
export type ClosingModel = {
  points: ClosingPoints;
  late: LateNews;
  told: ToldCustomers[];
  /** How long it is kept; null while it is open, and where the policy does not say. */
  retention: Retention | null;
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

/** Forms of these pages that came back with problems. */
export type BreachForms = {
  awareness?: Form;
  art33?: Form;
  art34?: Form;
  closing?: Form;
  reopening?: Form;
  proposing?: Form;
  notices?: Form;
  obligation?: { id: string; form: Form };
  at?: Form;
  handling?: Form;
  suspicion?: Form;
  signs?: Form;
};
