import type { AnchorStatus } from '../../domain/audit/anchor.ts';
import type { BreachEventType } from '../../domain/breach/events.ts';
import type { SettingChange } from '../../domain/settings/fields.ts';
import type { Instant } from '../../domain/time.ts';

/** One line of the audit trail. Of the settings it says what they are; else it holds nobody's words. */
export type TrailLine = { at: Instant; who: string; breachId: string | null } & (
  | { kind: 'view'; what: 'view' | 'change' | 'sign-in'; role: string; route: string; about: string | null }
  | { kind: 'change'; seq: number; type: BreachEventType; about: string | null }
  | { kind: 'settings'; about: string; effectiveFrom: Instant; changes: readonly SettingChange[] }
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
  /** How the record's head is taken outside. */
  anchors: AnchorStatus;
};

/** A filter as the query of a link; what is empty is left out. */
export function queryOf(filter: AuditFilter, before: string | null = null): string {
  const given = Object.entries({ ...filter, before: before ?? '' }).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
