/** The parts of the desk that the navigation leads to. */
export const PLACES = {
  desk: '/',
  breaches: '/desk/breaches',
  alerts: '/desk/alerts',
  register: '/desk/register',
  systems: '/desk/systems',
  suppliers: '/desk/suppliers',
  customers: '/desk/customers',
  campaigns: '/desk/campaigns',
  policy: '/desk/policy',
  exercises: '/desk/exercises',
  questions: '/desk/audit/questions',
  audit: '/desk/audit',
  users: '/desk/users',
  tokens: '/desk/tokens',
  sources: '/desk/sources',
  reports: '/desk/reports',
  report: '/desk/report',
} as const;
export type Place = keyof typeof PLACES;
