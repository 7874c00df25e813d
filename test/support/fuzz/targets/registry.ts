import type { Target } from '../target.ts';

/** Every parser of what comes from outside, by name; each is loaded where it is tried. */
export const TARGETS: Readonly<Record<string, () => Promise<{ target: Target }>>> = {
  alerts: () => import('./alerts.ts'),
  'command-line': () => import('./command-line.ts'),
  conditions: () => import('./conditions.ts'),
  files: () => import('./files.ts'),
  forms: () => import('./forms.ts'),
  headers: () => import('./headers.ts'),
  json: () => import('./json.ts'),
  'key-services': () => import('./key-services.ts'),
  mails: () => import('./mails.ts'),
  'object-store': () => import('./object-store.ts'),
  oidc: () => import('./oidc.ts'),
  pack: () => import('./pack.ts'),
  policy: () => import('./policy.ts'),
  recipients: () => import('./recipients.ts'),
  requests: () => import('./requests.ts'),
  schemas: () => import('./schemas.ts'),
  seals: () => import('./seals.ts'),
  signatures: () => import('./signatures.ts'),
  slack: () => import('./slack.ts'),
  smtp: () => import('./smtp.ts'),
  'source-files': () => import('./source-files.ts'),
  sources: () => import('./sources.ts'),
  times: () => import('./times.ts'),
  'time-stamps': () => import('./time-stamps.ts'),
  yaml: () => import('./yaml.ts'),
};

/** Parsers that break their contract, by which the harness itself is tried. */
export const FAULTY: Readonly<Record<string, () => Promise<{ target: Target }>>> = {
  endless: () => import('./faulty/endless.ts'),
  slow: () => import('./faulty/slow.ts'),
};
