/**
 * JSON that every program reads alike (RFC 7493, section 2). Most readers take more than that, each in its own way: of
 * a name that stands twice some take the first value and some the last; half a character is kept, replaced or refused.
 */

/** What a text would be as JSON, found without parsing it: its nesting, and the most values and members it can have. */
export type JsonShape = { depth: number; values: number; members: number };

/** Counts brackets, commas and colons outside of strings. */
export function shapeOfJson(text: string): JsonShape {
  let [depth, deepest, values, members] = [0, 0, 1, 0];
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 44) values += 1;
    else if (char === 58) members += 1;
    else if (char === 123 || char === 91) {
      values += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (char === 125 || char === 93) depth -= 1;
  }
  return { depth: deepest, values, members };
}

/** Why other programs may read a text otherwise than it was parsed, as the end of a sentence. */
export const JSON_AMBIGUITIES = {
  'json-number': 'holds a number that is too large',
  'json-half': 'holds half a character (a lone surrogate, such as \\ud83d by itself)',
  'json-twice': 'names something twice',
} as const;
export type JsonAmbiguity = keyof typeof JSON_AMBIGUITIES;

/**
 * Why other programs may read a text otherwise than it was parsed; null where they may not.
 * @param value what the text was parsed to; not nested deeper than its caller allows
 */
export function whyAmbiguous({ members }: JsonShape, value: unknown): JsonAmbiguity | null {
  let kept = 0;
  const faultOf = (inner: unknown): JsonAmbiguity | null => {
    if (typeof inner === 'number') return Number.isFinite(inner) ? null : 'json-number';
    if (typeof inner === 'string') return inner.isWellFormed() ? null : 'json-half';
    if (typeof inner !== 'object' || inner === null) return null;
    for (const [key, each] of Object.entries(inner)) {
      if (!Array.isArray(inner)) kept += 1;
      const fault = key.isWellFormed() ? faultOf(each) : 'json-half';
      if (fault !== null) return fault;
    }
    return null;
  };
  return faultOf(value) ?? (kept === members ? null : 'json-twice');
}
