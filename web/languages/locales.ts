import type { Language } from './index.ts';

/** Locale by which dates and numbers read. Apart from the texts, which the command line does without. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };
