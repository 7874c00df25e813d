import { projectOf } from '../../google.ts';
import type { Reader } from '../../reader.ts';

/**
 * The severity of an entry is the level of a log. These are ours, by the end of a method's name: what takes data out,
 * opens it, or takes a guard away. What is not listed is everyday activity.
 */
const BY_METHOD: [RegExp, number, string][] = [
  [/instances\.export|exportInstance|instances\.exportContext|ExportDocuments|exportBackup/i, 6, 'Data is exported'],
  [/(DeleteSink|UpdateSink|DeleteLog|DeleteBucket|UpdateExclusion|CreateExclusion)$/, 5, 'Logging is cut'],
  [/(CreateServiceAccountKey|CreateHmacKey|hmacKeys\.create|CreateKey)$/i, 4, 'A key is made'],
  [/(snapshots|images|disks|snapshot)\.setIamPolicy$/i, 5, 'Rights on a copy of a disk are changed'],
  [/setIamPolicy$|setIamPermissions$|SetOrgPolicy$/i, 3, 'Rights are changed'],
  [/(InsertDataset|UpdateDataset|PatchDataset)$/i, 3, 'Rights on data may be changed'],
  [
    /(buckets|objects|datasets|tables|instances|disks|databases)\.delete$|Delete(Table|Dataset|Database)$/i,
    4,
    'Data is deleted',
  ],
  [/firewalls\.(insert|patch|update)$/i, 3, 'A firewall is changed'],
];
const EVERYDAY = 1;
/** Codes of google.rpc.Code: PERMISSION_DENIED, UNAUTHENTICATED. */
const DENIED = [7, 16];

/** How bad an entry is, from 0 to 10, and why. */
export function severityOf(audit: Reader, method: string | null, resourceName: string | null): [number, string | null] {
  if (DENIED.includes(audit.number('status.code') ?? 0)) return [2, 'It was denied'];
  const everybody = givenToEverybody(audit);
  if (everybody.length > 0) return [7, `Given to ${everybody.join(', ')}`];
  const [from, to] = [projectHolding(audit, resourceName), projectOf(audit.text('metadata.destination'))];
  if (to !== null && to !== from) return [6, `Copied into the project ${to}`];
  const extract = audit.at('metadata.jobChange.job.jobConfig.extractConfig');
  if (extract.has('destinationUris')) return [5, `Extracted to ${extract.texts('destinationUris').join(', ')}`];
  const known = BY_METHOD.find(([form]) => form.test(method ?? ''));
  return known === undefined ? [EVERYDAY, null] : [known[1], known[2]];
}

/** Names of buckets are written under the project `_`; then none is known, and any other is another one. */
function projectHolding(audit: Reader, resourceName: string | null): string | null {
  return projectOf(resourceName) ?? projectOf(audit.objects('authorizationInfo')[0]?.text('resource') ?? null);
}

/** Members that stand for everybody, where this entry gave something to them. */
function givenToEverybody(audit: Reader): string[] {
  const deltas = ['serviceData.policyDelta.bindingDeltas', 'metadata.policyDelta.bindingDeltas'];
  const members = deltas
    .flatMap((path) => audit.objects(path))
    .flatMap((delta) => (/^add$/i.test(delta.text('action') ?? '') ? [delta.text('member') ?? ''] : []));
  return [...new Set(members.filter((member) => /^(allUsers|allAuthenticatedUsers)$/i.test(member)))];
}
