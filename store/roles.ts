/** The roles a person or a token can have. Apart from `tokens.ts`, so that naming them loads no database driver. */
export const ROLES = ['dpo', 'deputy', 'responder', 'reporter', 'auditor', 'administrator', 'alert-source'] as const;
export type Role = (typeof ROLES)[number];
