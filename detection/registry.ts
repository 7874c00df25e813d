import { TocsinError } from '../domain/errors.ts';
import type { AlertSource } from './source.ts';
import { awsCloudtrail } from './sources/aws-cloudtrail/index.ts';
import { awsGuardduty } from './sources/aws-guardduty/index.ts';
import { awsMacie } from './sources/aws-macie/index.ts';
import { awsSecurityhub } from './sources/aws-securityhub/index.ts';
import { cloudevents } from './sources/cloudevents/index.ts';
import { ocsf } from './sources/ocsf/index.ts';

/** Every alert source, one line each. */
export const ALERT_SOURCES: readonly AlertSource[] = [
  // One a line, by name.
  awsCloudtrail,
  awsGuardduty,
  awsMacie,
  awsSecurityhub,
  cloudevents,
  ocsf,
];

/** The source of that name, or TocsinError('unknown-source'). */
export function findSource(name: string): AlertSource {
  const source = ALERT_SOURCES.find((s) => s.name === name);
  if (source !== undefined) return source;
  const known = ALERT_SOURCES.map((s) => s.name).join(', ');
  throw new TocsinError('unknown-source', `There is no alert source of that name; known: ${known}.`, 'source');
}
