import type { Language } from '../languages/index.ts';
import { LOCALES } from '../languages/locales.ts';

/** `18,207` as the language writes it. */
export function number(n: number, language: Language): string {
  return n.toLocaleString(LOCALES[language]);
}

/** A score times 100 as ENISA writes it: `3.25`. */
export function decimal(times100: number, language: Language): string {
  return (times100 / 100).toLocaleString(LOCALES[language], { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
