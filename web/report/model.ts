import type { System } from '../../domain/dataflow.ts';
import type { PlanPreview } from '../../domain/plan/preview-report.ts';
import type { Instant } from '../../domain/time.ts';
import type { Form } from '../forms.ts';

/** Up to here the note follows the ticked systems by itself, and one rule of the style sheet stands for each. */
export const MOST_FOLLOWED = 8;

export type ReportForm = {
  form: Form;
  /** Ticked systems first, then those that were looked for, or the first of the register. */
  systems: System[];
  ticked: readonly string[];
  /** How many the register has. */
  all: number;
  find: string;
  /** How many go by what was looked for; null where nothing was. */
  found: number | null;
  /** Names for the search box to offer. */
  names: readonly string[];
  /** By system, where few are shown; else null. */
  each: ReadonlyMap<string, PlanPreview> | null;
  /** Of all ticked ones together, where it was asked for. */
  together: PlanPreview | null;
  /** From which instant the clocks are counted. */
  from: Instant;
  mayDrill: boolean;
};
