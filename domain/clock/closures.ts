/**
 * Days on which the President closed federal departments and agencies by executive order. The SEC treats such days as
 * federal holidays for filing where EDGAR is closed (17 CFR 230.110, 240.0-2), which is announced at short notice each
 * time: so they are contested days off. Add a day once its order is published.
 */
export const FEDERAL_CLOSURES: Record<string, string> = {
  '2018-12-05': 'day of mourning',
  '2018-12-24': 'closed by executive order',
  '2019-12-24': 'closed by executive order',
  '2020-12-24': 'closed by executive order',
  '2024-12-24': 'closed by executive order',
  '2025-01-09': 'day of mourning',
  '2025-12-24': 'closed by executive order',
  '2025-12-26': 'closed by executive order',
};
