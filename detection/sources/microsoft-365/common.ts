import type { FoundResource } from '../../make-finding.ts';
import { requireId } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

const SOURCE = 'microsoft-365';

/** What all records have: an id, the time (documented as UTC, and written without an offset), the tenant. */
export function recordOf(at: Reader) {
  const id = at.text('id', { expected: true });
  const tenant = at.text('organizationId', { expected: true });
  const time = at.instant('creationTime', { zone: 'utc', expected: true });
  return { base: { source: SOURCE, vendor: 'Microsoft' }, id: requireId(id, SOURCE, 'Id'), tenant, time };
}

/** An address without the port that some services write behind it. */
export function addressIn(text: string | null): string | null {
  return text?.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1') ?? null;
}

/** Accounts under which services of Microsoft write records: they stand for nobody who acted. */
export function isService(user: string | null): boolean {
  return /^(dlpagent|dlppolicy\w*|securitycompliancealerts|app@sharepoint)$/i.test(user ?? '');
}

/** A document of SharePoint or OneDrive, and the site it is on. */
export function documentOn(names: (string | null)[], site: (string | null)[]): FoundResource[] {
  return [
    { kind: 'document', names },
    { kind: 'saas', names: site },
  ];
}
