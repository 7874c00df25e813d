import type { ResolvedRule } from '../clock/rule.ts';
import type { Texts } from '../texts/catalogue.ts';
import { OTHER_LANGUAGES } from '../texts/languages.ts';
import type { Case, CompiledObligation, CompiledPolicy, CompiledSeverity } from './compiled.ts';
import { conditionWhenAsked } from './expressions.ts';
import type { LadderRung } from './schema.ts';

/**
 * A compiled policy as JSON, and back: what one process has checked, the next takes up without checking it again.
 * Expressions are kept as their files write them, and compiled when a plan first asks for them.
 */

type Row = Omit<CompiledObligation, 'trigger' | 'clock' | 'ladder'> & {
  /** Places in the lists of the kept policy: alike ones are one object, by which a plan knows what it has computed. */
  clock: number;
  ladder: number;
};
type Kept = Omit<CompiledPolicy, 'obligations' | 'texts'> & {
  rows: Row[];
  rules: ResolvedRule[];
  ladders: LadderRung[][];
  texts: [keyof Texts, [string, string][]][];
};

export function toKept({ obligations, texts, ...rest }: CompiledPolicy): string {
  const rules = [...new Set(obligations.map(({ clock }) => clock))];
  const ladders = [...new Set(obligations.map(({ ladder }) => ladder))];
  const rows = obligations.map(({ trigger: _, clock, ladder, ...row }): Row => {
    return { ...row, clock: rules.indexOf(clock), ladder: ladders.indexOf(ladder) };
  });
  const said = OTHER_LANGUAGES.map((language): Kept['texts'][number] => [language, [...texts[language]]]);
  // A condition is a function, which JSON leaves out; its source stands beside it.
  return JSON.stringify({ ...rest, rows, rules, ladders, texts: said } satisfies Kept);
}

/** @param text what {@link toKept} gave, of the same code */
export function fromKept(text: string): CompiledPolicy {
  const { rows, rules, ladders, texts, severity, ...rest } = JSON.parse(text) as Kept;
  return {
    ...rest,
    severity: revived(severity),
    obligations: rows.map((row) => ({
      ...row,
      trigger: conditionWhenAsked(row.triggerSource, 'obligation'),
      because: casesOf(row.because, 'obligation'),
      whyNot: casesOf(row.whyNot, 'obligation'),
      clock: at(rules, row.clock),
      ladder: at(ladders, row.ladder),
      transposed: row.transposed,
    })),
    texts: Object.fromEntries(texts.map(([language, said]) => [language, new Map(said)])) as {
      [L in keyof Texts]: Map<string, string>;
    },
  };
}

function revived(severity: CompiledSeverity): CompiledSeverity {
  return {
    ...severity,
    conclusions: casesOf(severity.conclusions, 'severity'),
    register: casesOf(severity.register, 'obligation'),
    art33: casesOf(severity.art33, 'obligation'),
    art34: casesOf(severity.art34, 'obligation'),
  };
}

function casesOf<T extends { source?: string }>(cases: T[], kind: 'severity' | 'obligation'): (T & Case<object>)[] {
  return cases.map((each) => ({
    ...each,
    when: each.source === undefined ? null : conditionWhenAsked(each.source, kind),
  }));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`A kept policy has no entry ${index}.`);
  return found;
}
