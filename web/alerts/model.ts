import type { AlertView } from '../../domain/alerts/outcome.ts';
import type { TooLarge } from '../../domain/alerts/source-view.ts';
import type { UnknownView } from '../../domain/alerts/unknown-view.ts';

/** What the page of all alerts shows. */
export type AlertsModel = {
  /** Dead letters: how many of each source, and the newest ones. */
  dead: readonly { source: string; count: number }[];
  letters: readonly AlertView[];
  /** Sources that lately sent what was too large to be kept. */
  tooLarge: readonly (TooLarge & { source: string })[];
  /** Numbers of the last hours (UTC, such as `2026-11-24T08`). */
  hours: readonly SourceHour[];
  /** The newest alerts, and where the next page begins. */
  alerts: readonly AlertView[];
  next: string | null;
  isContinued: boolean;
  /** How many were just given to be read anew; null where nobody asked for it. */
  retried: number | null;
};

export type SourceHour = { source: string; hour: string; judged: number; dead: number; aside: number };

/**
 * What alerts name and the register does not know: the first of `total`, and the system that was just saved, with the
 * stored alerts that are judged again for it. `accounts`: those of people, which are no systems.
 */
export type UnknownModel = {
  unknown: readonly UnknownView[];
  total: number;
  accounts: readonly UnknownView[];
  saved: string | null;
  again: readonly AlertView[];
};
