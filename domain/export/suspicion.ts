import { cameTo, isDismissed } from '../breach/came-to.ts';
import type { BreachState } from '../breach/state.ts';
import type { System } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import type { Instant } from '../time.ts';

/** What an export of a breach is made from: everything is known here, and whatever is not is null or absent. */

/** The forms in which other tools take it. */
export const EXPORT_FORMATS = ['ocsf', 'stix'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A tactic or technique of ATT&CK: by its id, where there is one, and as the tool writes it. */
export type Attack = { kind: 'tactic' | 'technique'; uid: string; name: string | null };

/** What the newest alert of a finding says, in its tool's own words. */
export type FindingDetail = {
  vendor: string;
  product: string;
  description: string;
  firstSeenAt: Instant | null;
  lastSeenAt: Instant | null;
  observedAt: Instant | null;
  updatedAt: Instant | null;
  attacks: readonly Attack[];
  /** Words for tactics and techniques that are neither's id or a tactic's name. */
  otherTactics: readonly string[];
  users: readonly string[];
  ips: readonly string[];
  processes: readonly string[];
  resources: readonly { kind: string; names: readonly string[] }[];
  dataClasses: readonly string[];
};

/** One finding of the breach. `firstAt`, `lastAt`: when its alerts came in; `count`: how many did. */
export type ExportedFinding = {
  source: string;
  findingId: string;
  title: string;
  type: string;
  /** From 0 to 10, the gravest that its alerts said. */
  severity: number;
  /** Which rule of ours judged it. */
  rule: string;
  /** Ids of the systems of the register that it touches. */
  systems: readonly string[];
  firstAt: Instant;
  lastAt: Instant;
  count: number;
  /** Null where none of its alerts opens and reads, or the export had read as many bytes of alerts as it may. */
  detail: FindingDetail | null;
};

export type ExportedSuspicion = {
  state: BreachState;
  organisation: string;
  /** Where its page is. */
  url: string;
  /** Now: this version of the export was made then. */
  at: Instant;
  /** The touched systems that the register has. */
  systems: readonly System[];
  /** The newest ones; and how many more there are. */
  findings: readonly ExportedFinding[];
  moreFindings: number;
};

export const VERDICTS = ['suspicious', 'confirmed', 'not-a-breach', 'merged', 'exercise'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What people have found the suspicion to be. */
export function verdictOf(state: BreachState): Verdict {
  if (state.exercise !== null) return 'exercise';
  const came = cameTo(state);
  if (isDismissed(came)) return 'not-a-breach';
  return came === 'merged' || came === 'confirmed' ? came : 'suspicious';
}

const TOLD = [
  ...['confidentiality', 'integrity', 'availability', 'malicious', 'unintelligible', 'dataClasses', 'dataKinds'],
  ...['vulnerablePeople', 'peopleConcerned', 'recordsConcerned', 'residents'],
] as const satisfies readonly string[];

/** The facts that somebody stated or a rule gave: those that still stand at what is assumed are left out. */
export function statedFacts(facts: Facts): Partial<Facts> {
  const assumed: Record<string, unknown> = Facts.parse({});
  const isStated = ([name, value]: [string, unknown]) =>
    (TOLD as readonly string[]).includes(name) && JSON.stringify(value) !== JSON.stringify(assumed[name]);
  return Object.fromEntries(Object.entries(facts).filter(isStated));
}
