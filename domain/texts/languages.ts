/** Languages in which texts of a policy may stand, and those of the pages that show them. */
export const TEXT_LANGUAGES = ['en', 'de'] as const;
export type TextLanguage = (typeof TEXT_LANGUAGES)[number];

/** All but English, in which every text stands, and by which it is known. */
export const OTHER_LANGUAGES = ['de'] as const;
export type OtherLanguage = (typeof OTHER_LANGUAGES)[number];

/** The language of the pages and mails for one that a policy names; English where there are no words of ours in it. */
export function spokenLanguage(language: string): TextLanguage {
  return TEXT_LANGUAGES.find((each) => each === language) ?? 'en';
}
