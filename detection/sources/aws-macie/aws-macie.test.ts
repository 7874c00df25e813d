import { describe, expect, it } from '@jest/globals';
import {
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { awsMacie } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('aws-macie') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(awsMacie, alert);
const detail = (name: string) => fixture(name).detail as Json;

describe('aws-macie', () => {
  it('reads which data lies in which bucket', () => {
    expect(read(fixture('sensitive-data'))).toMatchObject({
      ...{ findingId: 'macie-1', correlation: 'aws-macie/210987654321/nordlys-tickets', severity: 5 },
      ...{ severityWord: 'Medium', type: 'SensitiveData:S3Object/Personal', status: 'new', sample: false, unread: [] },
      observedAt: '2026-11-24T08:38:20.000Z',
      updatedAt: '2026-11-24T08:40:00.000Z',
      dataClasses: ['PERSONAL_INFORMATION', 'NAME', 'ADDRESS', 'Customer number'],
      resources: [
        {
          kind: 'bucket',
          names: ['nordlys-tickets', 'arn:aws:s3:::nordlys-tickets', 'nordlys-tickets/2026/export.csv'],
          tags: ['team=support'],
        },
      ],
    });
  });

  it('counts personal data that anybody can read as more than Macie does', () => {
    const open = detail('sensitive-data');
    const affected = open.resourcesAffected as Record<string, Json>;
    affected.s3Object = { ...affected.s3Object, publicAccess: true };
    const finding = read(open);
    expect(finding).toMatchObject({ severity: 9, severityWord: 'Medium' });
    expect(finding.description).toMatch(/Anybody can read it\.$/);
  });

  it('reads who took the guards of a bucket away', () => {
    expect(read(fixture('policy-public'))).toMatchObject({
      ...{ type: 'Policy:IAMUser/S3BucketPublic', severity: 8, count: 2, status: 'updated' },
      firstSeenAt: '2026-11-24T06:00:00.000Z',
      actor: { users: ['anna'], ips: ['198.51.100.7'], processes: [] },
    });
  });

  it('keeps the findings of one bucket together, and reads lists', () => {
    const other = { ...detail('sensitive-data'), id: 'macie-9' };
    const found = findingsOf(awsMacie, { findings: [detail('sensitive-data'), other] });
    expect(new Set(found.map(({ correlation }) => correlation)).size).toBe(1);
    expect(found.map(({ findingId }) => findingId)).toEqual(['macie-1', 'macie-9']);
  });

  it('knows samples by their field, and is not for us: another event', () => {
    expect(read({ ...detail('policy-public'), sample: true }).sample).toBe(true);
    expect(whyNotForUs(awsMacie, { 'detail-type': 'Macie Classification Job Status', detail: {} })).toMatch(
      /detail-type/,
    );
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    const optional = ['firstSeen', 'lastSeen', 'apiCallDetails', 'action', 'policyDetails'];
    expectTolerance(awsMacie, fixture(name), optional);
  });
});
