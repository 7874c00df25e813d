/** The roles a person or a token can have. */
export const ROLES = ['dpo', 'deputy', 'responder', 'reporter', 'auditor', 'administrator', 'alert-source'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks something of a breach: a person or a program in its role, or the engine itself. */
export type Asker = Role | 'engine';

/** Who decides, approves, files and closes. */
export const DECIDERS = ['dpo', 'deputy'] as const satisfies readonly Role[];
/** Who records facts and awareness, and drafts. */
export const RESPONDERS = [...DECIDERS, 'responder'] as const satisfies readonly Role[];
/** Who hands in a report. */
export const REPORTERS = [...RESPONDERS, 'reporter'] as const satisfies readonly Role[];
/** Who may start an exercise. */
export const EXERCISERS = ['dpo', 'responder'] as const satisfies readonly Role[];

/** Whether `role` is one of `roles`, whose type may be narrower. */
export function isAmong(roles: readonly string[], role: string): boolean {
  return roles.includes(role);
}

/** How many days a token for programs opens the API, unless whoever issues it says otherwise. */
export const TOKEN_DAYS = 90;
