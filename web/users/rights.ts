/**
 * What the roles may do, one route for each right: whether a role may is asked of the one table of routes, so that this
 * page cannot say otherwise.
 */
export const RIGHTS = [
  ['report', 'POST /desk/report'],
  ['own', 'GET /desk/reports'],
  ['read', 'GET /desk/breaches/:breachId'],
  ['respond', 'POST /desk/breaches/:breachId/facts'],
  ['draft', 'POST /desk/breaches/:breachId/release'],
  ['decide', 'POST /desk/breaches/:breachId/decisions'],
  ['file', 'POST /desk/breaches/:breachId/filings/:obligation/receipt'],
  ['close', 'POST /desk/breaches/:breachId/closing'],
  ['exercise', 'POST /desk/exercises'],
  ['register', 'GET /desk/register'],
  ['evidence', 'GET /desk/breaches/:breachId/evidence.json'],
  ['audit', 'GET /desk/audit'],
  ['systems', 'POST /desk/systems/:id'],
  ['sources', 'POST /desk/sources/:source'],
  ['setup', 'GET /desk/setup'],
  ['settings', 'POST /desk/settings/:section'],
  ['users', 'POST /desk/users'],
  ['tokens', 'POST /desk/tokens'],
] as const;
export type Right = (typeof RIGHTS)[number][0];
