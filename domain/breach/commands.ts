import type { ContactPlace, DeliveryResult, NoticeStep } from '../communication/follow-ups.ts';
import type {
  CommunicationName,
  LedgerHead,
  LedgerStanding,
  PauseReason,
  Standing,
} from '../communication/standing.ts';
import type { Facts, NarrativePatch } from '../facts.ts';
import type { Stage } from '../filing/stages.ts';
import type { Statement } from '../notices/statement.ts';
import type { SettledSign } from '../plan/targets.ts';
import type { Article, Plan, RiskConclusion } from '../plan/types.ts';
import type { Asker } from '../roles.ts';
import type { Instant } from '../time.ts';
import type {
  CampaignCounts,
  ClosedOver,
  CloseOutcome,
  Dismissal,
  EvidenceRef,
  FiledDocument,
  NoticeAnswers,
  TriageOutcome,
  WarningRef,
} from './events.ts';

/** What a task says when it is added. `owner`: a role, or `user:<id>`; null: nobody yet. */
export type NewTask = { text: string; owner: string | null; due: Instant | null };
/**
 * What a breach does not know by itself, as whoever asks for its closing found it just before. `standings`: of the
 * ledgers, to which others write too. `behind`: duties whose last filing says otherwise than the record; null where
 * nobody looked. `gapHours`: between suspicion and awareness, where that is longer than the policy's target and nobody
 * said why; else absent.
 */
export type LookedUp = {
  standings: Partial<Record<CommunicationName, LedgerStanding>>;
  behind: readonly string[] | null;
  gapHours?: number;
};

/** How many a release tells and leaves out; `sha256`: of the list of them, which the store keeps sealed. */
export type ReleaseList = { sha256: string; suppliers: number; customers: number; leftOut: number };

/** What the rule of an alert says of its joining. */
type AlertSays = { opens?: true; urgent?: true };

/** What people, child workflows and the engine ask of a breach. */
export type CommandBody =
  /**
   * `facts`: what it says of the incident; of effect only as an offer. `opens`: it would have opened one by itself.
   * `urgent`: it is told at once. All three are absent from what earlier versions sent.
   */
  | ({ type: 'add-evidence'; evidence: EvidenceRef; systems: string[]; facts?: Partial<Facts> } & AlertSays)
  | { type: 'amend-facts'; facts: Partial<Facts>; narrative: NarrativePatch; reasons: string }
  | { type: 'record-awareness'; awareAt: Instant; reasons: string }
  | { type: 'apply-plan'; plan: Plan }
  /**
   * Several articles are several decisions, taken alike. Commands recorded before name none, and mean both.
   * `difference`: why one article goes by a high risk and the other does not.
   */
  | {
      type: 'decide-risk';
      articles?: readonly Article[];
      conclusion: RiskConclusion;
      reasons: string;
      difference?: string;
    }
  | { type: 'waive-obligation'; obligation: string; reasons: string }
  | { type: 'resume-obligation'; obligation: string; reasons: string }
  | { type: 'rung-fired'; obligation: string; rung: string; due: Instant; firedAt: Instant; skipped: string[] }
  | { type: 'mark-overdue'; obligation: string; due: Instant; overdueAt: Instant }
  /**
   * `drafter`: who typed last into it; null where it reads as the record does; absent until version 0.5. `unconfirmed`:
   * how many of its fields nobody has confirmed, of those that the engine proposes or repeats in whichever language;
   * absent until version 0.8.
   */
  | {
      type: 'approve-filing';
      obligation: string;
      stage: Stage;
      sha256: string;
      drafter?: string | null;
      unconfirmed?: number;
    }
  | ({
      type: 'file';
      obligation: string;
      filedAt: Instant;
      receipt: string;
      reasons: string;
      elsewhere?: true;
      document?: string;
      /** The head of the notices' ledger, by whose answers the duty to tell the customers is met. */
      notices?: LedgerHead;
      /**
       * Of a duty that completes another filing: mandatory fields of that one which nothing handed in so far gives,
       * this included. Absent where nobody can tell, of any other duty, and until version 0.9.
       */
      stillOpen?: number;
    } & Omit<Partial<FiledDocument>, 'completes'>)
  | { type: 'record-receipt'; obligation: string; version: number; receipt: string; reasons: string }
  | ({
      type: 'communication-progressed';
      communication: CommunicationName;
      version: string;
      settled: boolean;
      /** Up to which order it was counted; absent in what earlier versions report. */
      turn?: number;
    } & Standing)
  | { type: 'pause-communication'; communication: CommunicationName; because: PauseReason; reasons: string }
  | { type: 'resume-communication'; communication: CommunicationName; reasons: string }
  | { type: 'stop-communication'; communication: CommunicationName; reasons: string }
  /** `generation`: of the link that is ended, or of the one that is given out in its place. */
  | { type: 'revoke-link' | 'reissue-link'; counterparty: string; round: number; generation: number; reasons: string }
  /** The three of the notices come from workflows of before there were ledgers. */
  | {
      type: 'notice-delivered';
      counterparty: string;
      round: number;
      step: NoticeStep;
      contact: ContactPlace;
      result: DeliveryResult;
      number: number;
    }
  | { type: 'acknowledge-notice'; counterparty: string; round: number; acknowledgedAt: Instant; answers: NoticeAnswers }
  | { type: 'notice-expired'; counterparty: string; round: number }
  | { type: 'draft-campaign'; campaign: number; listId: string; recipients: number; contentHash: string }
  /** `unconfirmed`: recorded words in it that may be in another language, unconfirmed; absent until version 0.14. */
  | { type: 'approve-campaign'; campaign: number; contentHash: string; reasons: string; unconfirmed?: number }
  | { type: 'campaign-finished'; campaign: number; counts: CampaignCounts }
  /** `looked`: what whoever asks found in the ledgers and filings; absent until version 0.6, like `over`. */
  | { type: 'close'; outcome: CloseOutcome; reasons: string; over?: ClosedOver[]; looked?: LookedUp }
  | { type: 'reopen' | 'propose-reopening'; reasons: string }
  /** `gone`: who had it and cannot act on it any more, as whoever asks found; it is nobody's then. */
  | { type: 'take'; gone?: string }
  | { type: 'acknowledge-warnings'; warnings: WarningRef[] }
  /** `to`: whoever has it from now on, as `by` names people. */
  | { type: 'hand-over'; to: string; reasons: string }
  | {
      type: 'record-suspicion';
      firstSuspicionAt?: Instant | undefined;
      investigationStartedAt?: Instant | undefined;
      reasons: string;
    }
  | {
      type: 'move-findings';
      findings: string[];
      siblings?: number;
      to: string;
      opened: boolean;
      evidence: EvidenceRef;
      reasons: string;
    }
  /** `over`: as for a closing. `kind`: of what is dismissed. */
  | {
      type: 'triage';
      outcome: TriageOutcome;
      into: string | null;
      kind?: Dismissal;
      reasons: string;
      over?: ClosedOver[];
    }
  /** `count`: how many there were when who says it looked. */
  /** `campaign`: of letters to people concerned; of the notices where it is left out. */
  | { type: 'settle-signs'; sign: SettledSign; count: number; campaign?: number; reasons: string }
  | ({ type: 'add-task' } & NewTask)
  /** The tasks are as the policy names them when it is begun: the breach does not read the policy. */
  | { type: 'begin-playbook'; playbook: string; tasks: NewTask[] }
  | { type: 'assign-task'; task: number; owner: string | null; reasons: string }
  | { type: 'finish-task'; task: number; reasons: string }
  | { type: 'drop-task'; task: number; reasons: string }
  | { type: 'add-note'; text: string; privileged: boolean }
  | { type: 'log-call'; calledAt: Instant; partner: string; said: string }
  /** `asReporter`: by whoever reported, on the page of the report. */
  | { type: 'attach-file'; file: EvidenceRef; from: string | null; name: string; about: string; asReporter?: true }
  /** `over`: the revision that was edited; 0 for the draft. `sha256`: of the statement's exact bytes. */
  | { type: 'save-statement'; statement: Statement; sha256: string; over: number }
  /**
   * `planned`, `seen` and `revision`: which plan's counterparties, which event and which text were looked at.
   * `version`: those whom the register names now.
   */
  | {
      type: 'release-notices';
      statement: Statement;
      sha256: string;
      revision: number;
      planned: string;
      version: string;
      seen: number;
      list: ReleaseList;
      reasons: string;
      /** Parts that may be in another language than their readers', unconfirmed; absent until version 0.14. */
      unconfirmed?: number;
    }
  /** The three of a report: by whoever reported, and what they are asked. */
  | { type: 'add-words'; text: string }
  | { type: 'ask-question'; text: string }
  | { type: 'answer-question'; question: number; text: string };

/** A command with who asks, when the engine received it, and the key under which it is done once. */
export type Command = CommandBody & {
  by: string;
  /**
   * The role in which it is asked. Absent in what workers and APIs recorded before there were roles: see `isOfBefore`.
   */
  role?: Asker;
  /** Whether somebody who signed in asks it, and not a token; absent in what versions until 0.4 recorded. */
  isPerson?: boolean;
  at: Instant;
  key: string;
  /** In which language its words were written (ISO 639-1); absent where nobody said, and until version 0.14. */
  language?: string;
  /** Number of the event up to which who asks has looked: refused as `stale` once there is another. */
  ifSeq?: number;
};
