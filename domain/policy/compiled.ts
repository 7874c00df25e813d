import type { Authority } from '../authorities/registry.ts';
import type { ResolvedRule } from '../clock/rule.ts';
import type { NoticeTemplate, TemplateName } from '../notices/template.ts';
import type { TargetName } from '../plan/targets.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { RegimeCase } from './case.ts';
import type { LawTerms } from './law-terms.ts';
import type { Obligation, Transposition } from './regime.ts';
import type { ART33_ANSWERS, ART34_ANSWERS, LadderRung, Organisation, SeverityPolicy } from './schema.ts';

/** The policy ready for use: every reference resolved, every expression compiled once. */

/** A compiled CEL expression that is true or false over a context; throws where it cannot be evaluated. */
export type Condition = (context: object) => boolean;

/** Cases in order; the last holds always. `source` is the condition as the file writes it. */
export type Case<T> = { when: Condition | null; source?: string } & T;

export type CompiledObligation = Omit<Obligation, 'trigger' | 'because' | 'whyNot' | 'clock' | 'ladder'> & {
  /** The regime's name, and the id that its file has. */
  regime: string;
  regimeId: string;
  jurisdiction: string;
  trigger: Condition;
  /** Of a directive: what Member States have made of it, and whether it goes to an authority that their law names. */
  transposed: { states: readonly Transposition[]; isToAuthority: boolean } | undefined;
  /** The trigger as its file writes it. */
  triggerSource: string;
  because: Case<{ say: string }>[];
  whyNot: Case<{ say: string }>[];
  clock: ResolvedRule;
  ladder: LadderRung[];
};

export type CompiledSeverity = Omit<SeverityPolicy, 'conclusions' | 'register' | 'art33' | 'art34'> & {
  conclusions: Case<Omit<SeverityPolicy['conclusions'][number], 'when'>>[];
  register: Case<{ notify: (typeof ART33_ANSWERS)[number]; because: string }>[];
  art33: Case<{ notify: (typeof ART33_ANSWERS)[number]; because: string }>[];
  art34: Case<{ notify: (typeof ART34_ANSWERS)[number]; because: string }>[];
};

export type CompiledPolicy = {
  /** `sha256:` and the hash of the policy's canonical content. */
  policyVersion: string;
  /** Version of the time-zone data of the process that loaded it. */
  zoneData: string;
  /** Version of the holiday data that business days are counted by. */
  holidayData: string;
  organisation: Organisation;
  severity: CompiledSeverity;
  obligations: CompiledObligation[];
  /** What each law says once for all its obligations, also where it has none, by the id of the regime. */
  laws: Record<string, { name: string; jurisdiction: string; terms: LawTerms }>;
  /** Targets of the organisation: hours from their start, and whom they warn. */
  targets: Record<TargetName, { hours: number; ladder: LadderRung[] }>;
  /** Golden cases by the id of their regime. */
  cases: Record<string, { file: string; cases: RegimeCase[] }>;
  authorities: Authority[];
  /** Templates by language, then by name; the organisation's language or English has all of them. */
  notices: Record<string, Partial<Record<TemplateName, NoticeTemplate>>>;
  /** What it says in other languages than English, with what the forms of filings and the playbooks beside it say. */
  texts: Texts;
};
