import { TocsinError } from '../domain/errors.ts';
import type { AlertSource } from './source.ts';
import { awsCloudtrail } from './sources/aws-cloudtrail/index.ts';
import { awsGuardduty } from './sources/aws-guardduty/index.ts';
import { awsMacie } from './sources/aws-macie/index.ts';
import { awsSecurityhub } from './sources/aws-securityhub/index.ts';
import { canary } from './sources/canary/index.ts';
import { cef } from './sources/cef/index.ts';
import { cloudevents } from './sources/cloudevents/index.ts';
import { crowdstrike } from './sources/crowdstrike/index.ts';
import { elastic } from './sources/elastic/index.ts';
import { falco } from './sources/falco/index.ts';
import { gcpAudit } from './sources/gcp-audit/index.ts';
import { gitguardian } from './sources/gitguardian/index.ts';
import { githubSecretScanning } from './sources/github-secret-scanning/index.ts';
import { googleScc } from './sources/google-scc/index.ts';
import { googleWorkspace } from './sources/google-workspace/index.ts';
import { haveIBeenPwned } from './sources/have-i-been-pwned/index.ts';
import { microsoft365 } from './sources/microsoft-365/index.ts';
import { microsoftGraphSecurity } from './sources/microsoft-graph-security/index.ts';
import { microsoftSentinel } from './sources/microsoft-sentinel/index.ts';
import { ocsf } from './sources/ocsf/index.ts';
import { okta } from './sources/okta/index.ts';
import { salesforce } from './sources/salesforce/index.ts';
import { sentinelone } from './sources/sentinelone/index.ts';
import { splunk } from './sources/splunk/index.ts';
import { wazuh } from './sources/wazuh/index.ts';
import { wiz } from './sources/wiz/index.ts';

/** Every alert source that comes with Tocsin, one line each. */
export const ALERT_SOURCES: readonly AlertSource[] = [
  // One a line, by name.
  awsCloudtrail,
  awsGuardduty,
  awsMacie,
  awsSecurityhub,
  canary,
  cef,
  cloudevents,
  crowdstrike,
  elastic,
  falco,
  gcpAudit,
  gitguardian,
  githubSecretScanning,
  googleScc,
  googleWorkspace,
  haveIBeenPwned,
  microsoft365,
  microsoftGraphSecurity,
  microsoftSentinel,
  ocsf,
  okta,
  salesforce,
  sentinelone,
  splunk,
  wazuh,
  wiz,
];

/** The alert sources of one installation. */
export type AlertSources = {
  /** Those that come with Tocsin, then its own by name. */
  readonly all: readonly AlertSource[];
  /** By its name, or that in another spelling (`microsoft365`). @throws TocsinError `unknown-source` */
  find(name: string): AlertSource;
};

/** The sources that come with Tocsin, and those that a policy adds; no two of one name. */
export function alertSources(own: readonly AlertSource[] = []): AlertSources {
  const all = [...ALERT_SOURCES, ...own];
  const byName = new Map(all.map((source) => [source.name, source]));
  const bySpelling = new Map(all.map((source) => [plainName(source.name), source]));
  return {
    all,
    find(name) {
      const source = byName.get(name) ?? bySpelling.get(plainName(name));
      if (source !== undefined) return source;
      const known = [...byName.keys()].join(', ');
      throw new TocsinError('unknown-source', `There is no alert source of that name; known: ${known}.`, 'source');
    },
  };
}

/** A name without what people write otherwise: capitals, hyphens, underlines, blanks. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Those whose vendor asks by a GET whether an address is ours, so that it has a route of its own. */
export const ASKING_BY_GET = ALERT_SOURCES.filter(({ challenge }) => challenge?.kind === 'get-header');
