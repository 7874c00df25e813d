import type { Instant } from '../time.ts';

/** What a record says and what it leaves open, as the input of an assessment; its own text is never copied. */
export type VerisReading = {
  /** Input for `AssessInput`; what is not named here keeps its cautious default. */
  facts: Record<string, unknown>;
  /** How each fact was read out of the record. */
  read: string[];
  /** What the record could not say, and how that was counted. */
  unknown: string[];
  /** The law of which instant counts unless somebody says when the victim became aware, and why; null for today's. */
  lawOf: { at: Instant; why: string } | null;
};

/** What one part of a record says. */
export type Part = Partial<VerisReading>;

/** All parts as one; where two name the same fact, the later one. */
export function joinParts(parts: readonly Part[]): VerisReading {
  return {
    facts: Object.assign({}, ...parts.map((part) => part.facts ?? {})),
    read: parts.flatMap((part) => part.read ?? []),
    unknown: parts.flatMap((part) => part.unknown ?? []),
    lawOf: parts.find((part) => part.lawOf)?.lawOf ?? null,
  };
}
