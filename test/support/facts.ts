/** Nothing was altered or away: stated by examples that are about something else. */
export const UNTOUCHED = { integrity: 'none', availability: 'none' } as const;
