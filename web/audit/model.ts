import type { BreachEventType } from '../../domain/breach/events.ts';
import type { Instant } from '../../domain/time.ts';

/** One line of the audit trail. It holds nobody's words. */
export type TrailLine = { at: Instant; who: string; breachId: string | null } & (
  | { kind: 'view'; what: 'view' | 'change' | 'sign-in'; role: string; route: string; about: string | null }
  | { kind: 'change'; seq: number; type: BreachEventType; about: string | null }
);

/** What was asked for, as typed. Dates are days in the organisation's zone, both included. */
export type AuditFilter = {
  who: string;
  breach: string;
  kind: '' | 'view' | 'change' | 'sign-in';
  from: string;
  to: string;
};

export type AuditModel = {
  filter: AuditFilter;
  lines: readonly TrailLine[];
  /** Goes on after the last line; null at the end. */
  next: string | null;
  /** The article of a duty or the name of a supplier or customer, by the id that a change names. */
  names: ReadonlyMap<string, string>;
  /** Whether this is not the first page. */
  isContinued: boolean;
};

/** How far the record of one breach holds, its stream and its ledgers. `problem` is the first thing that does not. */
export type StreamLine = {
  breachId: string;
  events: number;
  /** Pages of its ledgers. */
  pages: number;
  verifiedTo: number;
  broken: { seq: number | null; ledger: { name: string; page: number | null } | null; problem: string } | null;
};

/** One check of every stream, and when it ended. */
export type VerificationRun = { checkedAt: Instant; streams: readonly StreamLine[] };
/** The last check, null where none has ended yet; and how far the one is that goes on, null where none does. */
export type VerificationModel = { last: VerificationRun | null; progress: { done: number; of: number } | null };

/** A filter as the query of a link; what is empty is left out. */
export function queryOf(filter: AuditFilter, before: string | null = null): string {
  const given = Object.entries({ ...filter, before: before ?? '' }).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
