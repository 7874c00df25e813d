const KNOWN = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Whether two letters are the code of a language that there is (ISO 639-1). */
export function isLanguage(code: string): boolean {
  return /^[a-z]{2}$/.test(code) && KNOWN.of(code) !== undefined;
}
