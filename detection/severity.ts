/** Words of severity that tools share, on the scale of a finding: from 4 it is medium, from 7 high. */
const WORDS: Record<string, number> = {
  ...{ none: 0, info: 1, information: 1, informational: 1, notice: 1, debug: 0 },
  ...{ low: 3, minor: 3, medium: 5, moderate: 5, warning: 5, high: 8, major: 8, severe: 8, error: 8 },
  ...{ critical: 9.5, alert: 9.5, fatal: 10, emergency: 10 },
};

/** What a severity counts as that is there and cannot be read: a vendor's new word must not silence an alert. */
export const UNREAD_SEVERITY = 7;

/** A word of severity as a number from 0 to 10; null for a word that tools do not share. */
export function severityOfWord(word: string | null): number | null {
  const key = word?.trim().toLowerCase() ?? '';
  return Object.hasOwn(WORDS, key) ? (WORDS[key] ?? null) : null;
}
