import type { ContactPlace, DeliveryResult, NoticeStep } from '../communication/follow-ups.ts';
import type { ReleaseBasis } from '../communication/release.ts';
import type { CommunicationName, LedgerHead, PauseReason, Standing } from '../communication/standing.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Facts, Narrative, NarrativePatch } from '../facts.ts';
import type { Stage } from '../filing/stages.ts';
import type { Figures, Statement } from '../notices/statement.ts';
import type { SettledSign } from '../plan/targets.ts';
import type { Article, Plan, PlanChange, RiskConclusion } from '../plan/types.ts';
import type { Role } from '../roles.ts';
import type { Instant } from '../time.ts';
import type { IncidentKind } from './incident-kinds.ts';

/**
 * What can happen to a breach. `data` is free of personal data and stored in clear; `personal` holds people's words
 * and is stored encrypted. The store adds the sequence number and the hash chain.
 */
type Event<Type extends string, Data, Personal = undefined> = {
  type: Type;
  /** When the engine recorded it, not when it happened in the world: that is in `data`. */
  at: Instant;
  /** Who: the name of a token or role, or `engine`. Never a person's name. */
  by: string;
  /** The command's idempotency key. One command's events share it. */
  key: string;
  data: Data;
} & (Personal extends undefined ? { personal?: undefined } : { personal: Personal });

/** An alert or a person's report, as kept on file before anything else happened. */
export type EvidenceRef = { file: string; sha256: string; bytes: number; mediaType: string; source: string };
type EvidenceAdded = {
  evidence: EvidenceRef;
  systems: string[];
  facts?: Partial<Facts>;
  opens?: true;
  urgent?: true;
};
export type Exercise = { scale: number };
/**
 * What a report says that its role may not do, and what its kind of incident mostly is: for those who may to look at,
 * and of no effect.
 */
export type Suggested = {
  awareAt?: Instant;
  switchedOn?: string[];
  incident?: IncidentKind;
  facts?: Partial<Facts>;
};
export type CampaignCounts = { total: number; sent: number; refused: number; uncertain: number };
/** `merged`: it is part of another incident, in which its duties are met. */
export type CloseOutcome = 'resolved' | 'not-a-breach' | 'merged';
/** How a suspicion ends that is not confirmed; `merged`: it is part of another incident. */
export type TriageOutcome = 'dismissed' | 'merged';
/** What a suspicion was that is dismissed. `expected-activity`: what it tells of happened, and was meant to. */
export const DISMISSALS = ['false-positive', 'no-personal-data', 'expected-activity', 'other'] as const;
export type Dismissal = (typeof DISMISSALS)[number];
/** A point in the way of closing that somebody closes over, by its name, and why. */
export type ClosedOver = { point: string; reasons: string };

/** A warning by its duty or target, the name of its rung, and the limit that it warned of. */
export type WarningRef = { obligation: string; rung: string; due: Instant };

/** What a filing says of the version that was handed in. Filings from before versions were kept have none of it. */
export type FiledDocument = {
  stage: Stage;
  /** SHA-256 of the exact bytes, in hex; null where no document was given. */
  sha256: string | null;
  /** How it was handed in: a portal, a mailbox, a letter; empty where nobody said. */
  channel: string;
  /**
   * Mandatory fields that its bytes leave open. Null: it left some open by its own word, and nobody counted, as an
   * initial one that was made elsewhere. Absent where nobody knows, as in versions until 0.6.
   */
  openFields?: number | null;
  /** The campaign that it was: its letter is the content, and its approval that of the filing. */
  campaign?: number;
  /** How many people were told by now, of a duty to tell them; absent where nobody said, as until version 0.9. */
  people?: PeopleTold;
  /** Of a duty that completes a filing which left fields open: what is open there now; absent until version 0.9. */
  completes?: Completion;
};

/** What nothing handed in so far gives of the filing `of`: how many mandatory fields; null where nobody can tell. */
export type Completion = { of: string; open: number | null };

/** People told, and how many are concerned; null where that is not known. */
export type PeopleTold = { told: number; concerned: number | null };

/** One person's answers on the supplier page, or as one of us heard them. */
export type NoticeAnswers = {
  holdsData: 'yes' | 'no' | 'unknown';
  misuse: 'yes' | 'no' | 'unknown';
  answeredBy: string;
  /** The number to call, and whatever else they want to say; absent where nothing was given. */
  phone?: string;
  comment?: string;
  /** Absent where it was given by the link. */
  spoken?: Spoken;
};

/** Who of us put on record what was said by telephone or in person, when, and why it is believed. */
export type Spoken = { by: string; recordedAt: Instant; reasons: string };

export type BreachEvent =
  | Event<
      'reported',
      {
        breachId: string;
        origin: 'alert' | 'report';
        source: string;
        facts: Facts;
        exercise: Exercise | null;
        reportedAt: Instant;
        /** Of who reported; absent from events of before there were roles. */
        role?: Role;
        suggested?: Suggested;
        /** In which language whoever reported is written to; absent where nobody knows, and until version 0.7. */
        language?: string;
      },
      { narrative: Narrative }
    >
  /** `facts`: what it says that is graver than the record; of no effect before a person states it. */
  /** `opens`, `urgent`: as in the command. */
  | Event<'evidence-added', EvidenceAdded>
  /** `language`, here and below: in which its words were written; absent where nobody said, and until version 0.14. */
  | Event<
      'facts-amended',
      { changed: Partial<Facts>; language?: string },
      { narrative: NarrativePatch; reasons: string }
    >
  | Event<'awareness-recorded', { awareAt: Instant; language?: string }, { reasons: string }>
  | Event<'awareness-corrected', { from: Instant; to: Instant; language?: string }, { reasons: string }>
  | Event<'planned', { plan: Plan; changes: PlanChange[] }>
  | Event<
      'risk-decided',
      /** Events stored before have no `article`, and mean both. */
      { article?: Article; conclusion: RiskConclusion; proposed: RiskConclusion; language?: string },
      /** `difference`: why one article goes by a high risk and the other does not; absent where both agree. */
      { reasons: string; difference?: string }
    >
  | Event<'obligation-waived', { obligation: string }, { reasons: string }>
  | Event<'obligation-resumed', { obligation: string; why: 'decided' | 'facts-changed' }, { reasons: string }>
  /** These exact bytes may be handed in. `drafter`: who typed last into them, where a second person was asked for. */
  | Event<'filing-approved', { obligation: string; stage: Stage; sha256: string; drafter?: string | null }>
  | Event<'rung-fired', { obligation: string; rung: string; due: Instant; firedAt: Instant; skipped: string[] }>
  | Event<'obligation-overdue', { obligation: string; due: Instant; overdueAt: Instant }>
  | Event<
      'filed',
      /**
       * `elsewhere`: it left without an approval here, and says why in its reasons. `notices`: where the ledger stood
       * by whose acknowledgements the duty is met.
       */
      {
        obligation: string;
        filedAt: Instant;
        late: boolean;
        elsewhere?: true;
        notices?: LedgerHead;
      } & Partial<FiledDocument>,
      /** `receipt`: empty while it is not here. `document`: the exact text that was handed in, where drafted here. */
      { receipt: string; reasons: string; document?: string }
    >
  /** The receipt of a version, counted from 1: it came after the filing, or puts `before` right. */
  | Event<
      'receipt-recorded',
      { obligation: string; version: number },
      { receipt: string; before: string; reasons: string }
    >
  /** What the ledger of a communication says by now, and where it hangs on this chain. */
  | Event<
      'communication-progressed',
      { communication: CommunicationName; version: string; settled: boolean } & Standing
    >
  | Event<'communication-paused', { communication: CommunicationName; because: PauseReason }, { reasons: string }>
  | Event<'communication-resumed', { communication: CommunicationName }, { reasons: string }>
  | Event<'communication-stopped', { communication: CommunicationName }, { reasons: string }>
  /**
   * The link to a notice was ended, for good or by one of the next `generation`; those who had it are sent the new one.
   */
  | Event<
      'link-revoked' | 'link-reissued',
      { counterparty: string; round: number; generation: number },
      { reasons: string }
    >
  /** The three of the notices stand in streams from before there were ledgers: now each is an entry of a ledger. */
  | Event<
      'notice-delivered',
      {
        counterparty: string;
        round: number;
        step: NoticeStep;
        contact: ContactPlace;
        result: DeliveryResult;
        number: number;
      }
    >
  | Event<
      'notice-acknowledged',
      { counterparty: string; round: number; acknowledgedAt: Instant },
      { answers: NoticeAnswers }
    >
  | Event<'notice-expired', { counterparty: string; round: number }>
  | Event<
      'campaign-drafted',
      /** `isPerson`: drafted by somebody who signed in, and not by a token; absent before version 0.5. */
      { campaign: number; listId: string; recipients: number; contentHash: string; isPerson?: boolean }
    >
  | Event<
      'campaign-approved',
      /** `drafter`: a second person was asked for, and who drafted it is not on record. */
      { campaign: number; contentHash: string; drafter?: 'unknown' },
      { reasons: string }
    >
  | Event<'campaign-finished', { campaign: number; counts: CampaignCounts }>
  /** `over`: points that stood in the way, by their names and each with its reasons; absent until version 0.6. */
  | Event<'closed', { outcome: CloseOutcome; over?: string[] }, { reasons: string; over?: ClosedOver[] }>
  /** `closedAt`: of the closing that is taken back. */
  | Event<'reopened', { closedAt: Instant }, { reasons: string }>
  /** `closedAt`: of the closing after which somebody who may not open it again learned something. */
  | Event<'reopening-proposed', { closedAt: Instant }, { reasons: string }>
  /** Who says it has the incident from now on. */
  /** `from`: who had it, and could not act on it any more; absent where nobody had. */
  | Event<'taken', { from?: string }>
  | Event<'handed-over', { to: string }, { reasons: string }>
  | Event<'suspicion-recorded', { firstSuspicionAt?: Instant; investigationStartedAt?: Instant }, { reasons: string }>
  /**
   * Findings of alerts, by their names in the store, that are part of another incident; `evidence`: what was known of
   * them. `opened`: the other one was opened for them. `siblings`: how many others went along that their source groups
   * with them; absent where all are named, as until version 0.10.
   */
  | Event<
      'findings-moved',
      { findings: string[]; siblings?: number; to: string; opened: boolean; evidence: EvidenceRef },
      { reasons: string }
    >
  /** `into`: the incident that a merged one is part of. `kind`: absent where nobody said, as until version 0.10. */
  | Event<'triaged', { outcome: TriageOutcome; into: string | null; kind?: Dismissal }, { reasons: string }>
  /** `owner`: a role, or `user:<id>`; null: nobody yet. */
  | Event<'task-added', { task: number; owner: string | null; due: Instant | null }, { text: string }>
  | Event<'task-assigned', { task: number; owner: string | null }, { reasons: string }>
  | Event<'task-finished', { task: number }, { reasons: string }>
  | Event<'task-dropped', { task: number }, { reasons: string }>
  /** Its tasks follow, each as an event of its own. */
  | Event<'playbook-begun', { playbook: string; tasks: number }>
  /** `privileged`: for the eyes of those who respond; it is shown in clear in no pack unless a DPO includes it. */
  | Event<'note-added', { note: number; privileged: boolean }, { text: string }>
  | Event<'call-logged', { call: number; calledAt: Instant }, { partner: string; said: string }>
  /**
   * `from`: a keyed digest of the address that it came from. `asReporter`: whoever reported added it. `asNews`: by one
   * of us who may not open the closed breach again, so that it proposes to; absent until version 0.9.
   */
  | Event<
      'file-attached',
      { number: number; file: EvidenceRef; from: string | null; asReporter?: true; asNews?: true },
      { name: string; about: string }
    >
  | Event<'statement-saved', { revision: number; sha256: string; language?: string }, { statement: Statement }>
  /**
   * These exact bytes go to these counterparties. `version`: whom the release was looked at for; `list`: digest of whom
   * it names and leaves out, kept by the store, null where it names all of its kinds.
   */
  | Event<
      'notices-released',
      {
        release: number;
        basis: ReleaseBasis;
        kinds: CounterpartyKind[];
        sha256: string;
        /** Of the saved statement; 0: as it was drafted from the facts, or by the policy. */
        revision: number;
        version: string;
        figures: Figures;
        suppliers: number;
        customers: number;
        leftOut: number;
        list: string | null;
      },
      { statement: Statement; reasons: string }
    >
  /** Warnings that somebody has seen; the clocks go on. */
  | Event<'warnings-acknowledged', { warnings: WarningRef[] }>
  /** What whoever reported added later; how often that was. */
  | Event<'words-added', { words: number }, { text: string }>
  | Event<'question-asked', { question: number }, { text: string }>
  | Event<'question-answered', { question: number }, { text: string }>
  /**
   * Of so many signs of misuse, or letters that were refused, somebody says what came of them. `campaign`: of letters
   * to people concerned.
   */
  | Event<'signs-settled', { sign: SettledSign; count: number; campaign?: number }, { reasons: string }>;

export type BreachEventType = BreachEvent['type'];
