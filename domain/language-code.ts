let names: Intl.DisplayNames | null = null;

/** Whether two letters are the code of a language that there is (ISO 639-1). */
export function isLanguage(code: string): boolean {
  if (!/^[a-z]{2}$/.test(code)) return false;
  // Made when it is first asked for: the runtime takes long over it, and many processes ask for none.
  names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return names.of(code) !== undefined;
}
