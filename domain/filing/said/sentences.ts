import type { RiskConclusion, Severity } from '../../plan/types.ts';
import type { Instant } from '../../time.ts';

/** What the engine itself writes into a filing from the record, in the languages in which it can. */
export type Said = {
  /** An instant on the clocks of `zone` (IANA), and in UTC. */
  moment(at: Instant, zone: string): string;
  came(origin: 'alert' | 'report', at: string): string;
  firstSuspected(at: string): string;
  investigated(at: string): string;
  becameAware(hours: number): string;
  tookLong(because: string): string;
  systems(names: string): string;
  living(places: string): string;
  listed(countries: string): string;
  registerLists(countries: string): string;
  concerned(losses: string): string;
  notKnown(losses: string): string;
  losses: Readonly<Record<'confidentiality' | 'integrity' | 'availability', string>>;
  processor: string;
  yes: string;
  perCountry(counts: string): string;
  number(value: number): string;
  score(score: string, level: string): string;
  levels: Readonly<Record<Severity['level'], string>>;
  /** The factors of the score: the sentences on record, or their values. */
  factors(reasons: string[], values: Record<'dpc' | 'ei' | 'cb', string>): string[];
  risks: Readonly<Record<RiskConclusion, string>>;
  concludes(risk: string): string;
  proposes(risk: string, open: string): string;
  open: Readonly<Record<'both' | 'art33' | 'art34', string>>;
};
