/** Control characters but newline, and the marks that turn the direction of writing: a terminal acts on them. */
const ACTING = /(?:[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069])+/gu;

/** Text from elsewhere (titles, reasons, errors), harmless to a terminal. */
export function printable(text: string): string {
  return text.replace(ACTING, ' ');
}

/** The same for every text of a read model. */
export function printableAll<T>(value: T): T {
  return eachText(value, printable);
}

/** The same, each text on one line: what an alert says must not look like a line of ours. */
export function oneLineAll<T>(value: T): T {
  return eachText(value, (text) => printable(text).replaceAll(/\s*\n\s*/g, ' '));
}

function eachText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each) => eachText(each, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, eachText(inner, change)])) as T;
}
