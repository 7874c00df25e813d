import type { Texts } from './catalogue.ts';
import { OTHER_LANGUAGES, type OtherLanguage } from './languages.ts';

/** Where the texts stand in each kind of file of a policy: what a translation is asked for. `*`: each of them. */

const DUTY = [
  ...['title', 'recipient', 'because', 'because.*.say', 'whyNot', 'whyNot.*.say', 'late', 'note'],
  ...['content.*.says', 'forbidden.*.says', 'exemptions.*.says', 'exempt.*.says'],
  ...['clock.reason', 'clock.wording', 'clock.own.wording'],
];

export const TEXTS_OF = {
  regimes: [
    ...['name', 'elementsNote', 'elementsUncertain.says'],
    ...['riskOfHarm.says', 'encryption', 'substituteNotice.says', 'identityServices.says'],
    ...['deemed.*', 'noDuty.*.says', 'transposed.states.*.act', 'transposed.states.*.authority'],
    'transposed.states.*.differs',
    ...DUTY.flatMap((path) => [`obligations.*.${path}`, `defaults.${path}`]),
  ],
  severity: [
    ...['conclusions.*.because', 'conclusions.*.otherReading.because'],
    ...['register.*.because', 'art33.*.because', 'art34.*.because'],
  ],
  filings: ['title', 'partial', 'sections.*', 'fields.*.section', 'fields.*.label', 'fields.*.options.*'],
  playbooks: ['title', 'when', 'tasks.*.text'],
  detection: ['rules.*.because', 'before.*.because', 'after.*.because', 'correlations.*.because'],
  authorities: ['authorities.*.channel'],
} as const;
export type TextFile = keyof typeof TEXTS_OF;

/** The English texts of a file whose other languages are split off, with their places. */
export function textsOf(kind: TextFile, content: unknown): { path: (string | number)[]; text: string }[] {
  return TEXTS_OF[kind].flatMap((pattern) => at(content, pattern.split('.'), []));
}

function at(
  value: unknown,
  [first, ...rest]: readonly string[],
  path: (string | number)[],
): { path: (string | number)[]; text: string }[] {
  if (first === undefined) return typeof value === 'string' ? [{ path, text: value.trim() }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (first !== '*') return at((value as Record<string, unknown>)[first], rest, [...path, first]);
  return Array.isArray(value)
    ? value.flatMap((each, i) => at(each, rest, [...path, i]))
    : Object.entries(value).flatMap(([key, each]) => at(each, rest, [...path, key]));
}

/** How many texts there are, each once, and which have no translation, by language. */
export type TextCount = { all: number; missing: Record<OtherLanguage, string[]> };

export function countTexts(texts: Texts, english: Iterable<string>): TextCount {
  const all = [...new Set(english)];
  const missing = OTHER_LANGUAGES.map((language) => [language, all.filter((text) => !texts[language].has(text))]);
  return { all: all.length, missing: Object.fromEntries(missing) as TextCount['missing'] };
}
