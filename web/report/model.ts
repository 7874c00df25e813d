import type { System } from '../../domain/dataflow.ts';
import type { Instant } from '../../domain/time.ts';
import type { Form } from '../forms.ts';

/** One clock that would start, as the note beside the form shows it. */
export type WouldStart = {
  obligation: string;
  article: string;
  title: string;
  recipient: string;
  due: Instant;
  basis: 'law' | 'policy';
};
/** What would start from some systems; `suppliers` and `customers` are how many would be told. */
export type Outlook = { clocks: WouldStart[]; suppliers: number; customers: number };

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
  each: ReadonlyMap<string, Outlook> | null;
  /** Of all ticked ones together, where it was asked for. */
  together: Outlook | null;
  /** From which instant the clocks are counted. */
  from: Instant;
  mayDrill: boolean;
};

/** What a person sees of an own report, and nothing of the breach beyond it. */
export type OwnReport = {
  reference: string;
  receivedAt: Instant;
  title: string;
  summary: string;
  systems: readonly string[];
  awareAt: Instant | null;
  exercise: boolean;
  state: 'kept' | 'received' | 'open' | 'closed';
};
