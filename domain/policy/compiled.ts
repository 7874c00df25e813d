import type { NoticeTemplate, TemplateName } from '../notices/template.ts';
import type { ClockSource, Obligation } from './regime.ts';
import type { LadderRung, Organisation, RISK_CONCLUSIONS, SeverityPolicy } from './schema.ts';

/** The policy ready for use: every reference resolved, every expression compiled once. */

/** A compiled CEL expression that is true or false over a context; throws where it cannot be evaluated. */
export type Condition = (context: object) => boolean;

/** Cases in order; the last holds always. */
export type Case<T> = { when: Condition | null } & T;

export type ClockRule =
  | { rule: 'eu-hours'; hours: number }
  /** `soft` names the target in `organisation.yaml`. */
  | { rule: 'soft-target'; soft: string; hours: number };

export type CompiledObligation = Omit<Obligation, 'trigger' | 'because' | 'whyNot' | 'clock' | 'ladder'> & {
  regime: string;
  trigger: Condition;
  because: Case<{ say: string }>[];
  whyNot: Case<{ say: string }>[];
  startsFrom: ClockSource['startsFrom'];
  clock: ClockRule;
  ladder: LadderRung[];
};

export type CompiledSeverity = Omit<SeverityPolicy, 'conclusions'> & {
  conclusions: Case<{ conclude: (typeof RISK_CONCLUSIONS)[number]; because: string }>[];
};

export type CompiledPolicy = {
  /** `sha256:` and the hash of the policy's canonical content. */
  policyVersion: string;
  /** Version of the time-zone data of the process that loaded it. */
  zoneData: string;
  organisation: Organisation;
  severity: CompiledSeverity;
  obligations: CompiledObligation[];
  /** Templates by language, then by name; the organisation's language has all of them. */
  notices: Record<string, Partial<Record<TemplateName, NoticeTemplate>>>;
};

/** Something wrong with the policy: `path` leads to the place within the file. */
export type Problem = { file: string; path: (string | number)[]; message: string; line?: number };
