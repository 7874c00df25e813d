import { TocsinError } from '../domain/errors.ts';
import type { AlertSource } from './source.ts';
import { awsGuardduty } from './sources/aws-guardduty/index.ts';
import { canary } from './sources/canary/index.ts';
import { cef } from './sources/cef/index.ts';
import { crowdstrike } from './sources/crowdstrike/index.ts';
import { elastic } from './sources/elastic/index.ts';
import { falco } from './sources/falco/index.ts';
import { salesforce } from './sources/salesforce/index.ts';
import { sentinelone } from './sources/sentinelone/index.ts';
import { splunk } from './sources/splunk/index.ts';
import { wazuh } from './sources/wazuh/index.ts';
import { wiz } from './sources/wiz/index.ts';

/** Every alert source, one line each. */
export const ALERT_SOURCES: readonly AlertSource[] = [
  // One a line, by name.
  awsGuardduty,
  canary,
  cef,
  crowdstrike,
  elastic,
  falco,
  salesforce,
  sentinelone,
  splunk,
  wazuh,
  wiz,
];

/** The source of that name, or TocsinError('unknown-source'). */
export function findSource(name: string): AlertSource {
  const source = ALERT_SOURCES.find((s) => s.name === name);
  if (source !== undefined) return source;
  const known = ALERT_SOURCES.map((s) => s.name).join(', ');
  throw new TocsinError('unknown-source', `There is no alert source of that name; known: ${known}.`, 'source');
}
