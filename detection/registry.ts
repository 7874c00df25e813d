import { TocsinError } from '../domain/errors.ts';
import type { AlertSource } from './source.ts';
import { awsGuardduty } from './sources/aws-guardduty/index.ts';
import { gcpAudit } from './sources/gcp-audit/index.ts';
import { gitguardian } from './sources/gitguardian/index.ts';
import { githubSecretScanning } from './sources/github-secret-scanning/index.ts';
import { googleScc } from './sources/google-scc/index.ts';
import { googleWorkspace } from './sources/google-workspace/index.ts';
import { haveIBeenPwned } from './sources/have-i-been-pwned/index.ts';
import { microsoft365 } from './sources/microsoft-365/index.ts';
import { microsoftGraphSecurity } from './sources/microsoft-graph-security/index.ts';
import { microsoftSentinel } from './sources/microsoft-sentinel/index.ts';
import { okta } from './sources/okta/index.ts';

/** Every alert source, one line each. */
export const ALERT_SOURCES: readonly AlertSource[] = [
  // One a line, by name.
  awsGuardduty,
  gcpAudit,
  gitguardian,
  githubSecretScanning,
  googleScc,
  googleWorkspace,
  haveIBeenPwned,
  microsoft365,
  microsoftGraphSecurity,
  microsoftSentinel,
  okta,
];

/** The source of that name, or TocsinError('unknown-source'). */
export function findSource(name: string): AlertSource {
  const source = ALERT_SOURCES.find((s) => s.name === name);
  if (source !== undefined) return source;
  const known = ALERT_SOURCES.map((s) => s.name).join(', ');
  throw new TocsinError('unknown-source', `There is no alert source of that name; known: ${known}.`, 'source');
}
