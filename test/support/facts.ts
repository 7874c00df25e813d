/** Nothing was altered or away, and nobody needs protection: stated by examples that are about something else. */
export const UNTOUCHED = { integrity: 'none', availability: 'none', vulnerablePeople: false } as const;
/** The same of data that somebody could have seen. */
export const EXPOSED = { confidentiality: 'exposed', ...UNTOUCHED } as const;

/** What binds us and where people live, so that some sixty duties of many laws bind at once. */
export const UNDER_MANY_LAWS = {
  profile: [
    'essential-entity',
    'financial-entity',
    'credit-institution',
    'critical-entity',
    'eu-telecom-provider',
    'hipaa-covered-entity',
    'broker-dealer-or-adviser',
    'manufacturer',
    'ai-provider',
    'in-service-provider',
  ],
  residents: Object.fromEntries(
    'DE FR GB CH US-CA US-NY US-TX US-FL US-WA US-CO AU CN IN SG KR JP BR ZA NZ CA'.split(' ').map((code) => [code, 9]),
  ),
};
