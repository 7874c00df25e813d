import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { awsSecurityhub } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('aws-securityhub') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(awsSecurityhub, alert);
const asff = () => (fixture('imported-asff').detail as { findings: Json[] }).findings[0] ?? {};

describe('aws-securityhub', () => {
  it('reads a finding in ASFF', () => {
    const finding = read(fixture('imported-asff'));
    expect(finding).toMatchObject({
      ...{ source: 'aws-securityhub', vendor: 'Amazon', product: 'Macie', severity: 8, severityWord: 'HIGH' },
      findingId: 'arn:aws:macie2:eu-central-1:210987654321:finding/aa11',
      firstSeenAt: '2026-11-24T06:00:00.000Z',
      observedAt: '2026-11-24T08:38:20.000Z',
      updatedAt: '2026-11-24T08:40:00.000Z',
      type: 'Effects/Data Exposure',
      dataClasses: ['PERSONAL_INFORMATION', 'NAME', 'Customer number'],
      ...{ status: 'new', sample: false, unread: [] },
    });
    expect(finding.actor).toEqual({ users: ['AROAEXAMPLE:anna'], ips: ['198.51.100.7'], processes: [] });
    expect(finding.resources.map(({ kind, names }) => [kind, ...names])).toEqual([
      ['bucket', 'arn:aws:s3:::nordlys-tickets', 'nordlys-tickets'],
      ['instance', 'arn:aws:ec2:eu-central-1:210987654321:instance/i-0a1b', '10.0.0.5', '198.51.100.20'],
      ['role', 'arn:aws:iam::210987654321:instance-profile/tickets-worker'],
      ['identity', 'AKIAEXAMPLE0000000'],
      ['role', 'arn:aws:iam::210987654321:role/ticket-export', 'ticket-export'],
      ['account', '210987654321'],
    ]);
    expect(finding.resources[0]?.tags).toEqual(['team=support']);
  });

  it('reads a finding of the second version, which is OCSF', () => {
    expect(read(fixture('imported-v2'))).toMatchObject({
      ...{ source: 'aws-securityhub', vendor: 'AWS', product: 'GuardDuty', severity: 8, unread: [] },
      resources: [{ kind: 'bucket', names: ['arn:aws:s3:::nordlys-tickets'] }],
    });
  });

  it('reads lists as the command line prints them', () => {
    const other = { ...asff(), Id: 'other' };
    expect(findingsOf(awsSecurityhub, { Findings: [asff(), other] }).map((f) => f.findingId)).toEqual([
      'arn:aws:macie2:eu-central-1:210987654321:finding/aa11',
      'other',
    ]);
  });

  it('is not for us: a check of configuration, and results of insights', () => {
    expect(whyNotForUs(awsSecurityhub, { ...asff(), Compliance: { Status: 'FAILED' } })).toMatch(/check/);
    const Types = ['Software and Configuration Checks/Vulnerabilities/CVE'];
    expect(whyNotForUs(awsSecurityhub, { ...asff(), Types })).toMatch(/check/);
    const insight = { ...fixture('imported-asff'), 'detail-type': 'Security Hub Insight Results' };
    expect(whyNotForUs(awsSecurityhub, insight)).toMatch(/detail-type/);
  });

  it('knows samples by their field, and by the title where it is GuardDuty’s own', () => {
    expect(read({ ...asff(), Sample: true }).sample).toBe(true);
    expect(read({ ...asff(), Title: '[SAMPLE] x', ProductName: 'GuardDuty' }).sample).toBe(true);
    expect(read({ ...asff(), Title: '[SAMPLE] x' }).sample).toBe(false);
  });

  it('reads a severity of 0 to 100 where no word stands, and a closing', () => {
    expect(read({ ...asff(), Severity: { Normalized: 70 } }).severity).toBe(7);
    expect(read({ ...asff(), RecordState: 'ARCHIVED' }).status).toBe('archived');
    expect(read({ ...asff(), Workflow: { Status: 'RESOLVED' } }).status).toBe('resolved');
  });

  it('reads times without an offset, which ASFF does not allow, as widely as they can be meant', () => {
    const finding = read({ ...asff(), FirstObservedAt: '2026-11-24 08:40:00', LastObservedAt: '2026-11-24 08:40:00' });
    expect(finding).toMatchObject({
      firstSeenAt: '2026-11-23T18:40:00.000Z',
      lastSeenAt: '2026-11-24T20:40:00.000Z',
      unread: [
        { field: 'FirstObservedAt', why: expect.stringMatching(/no offset.*earliest/) },
        { field: 'LastObservedAt', why: expect.stringMatching(/no offset.*latest/) },
      ],
    });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    const times = ['first_seen_time', 'last_seen_time', 'created_time', 'modified_time', 'start_time', 'time_dt'];
    expectTolerance(awsSecurityhub, fixture(name), ['FirstObservedAt', 'LastObservedAt', ...times]);
  });

  eachSample('aws-securityhub')('reads the sample %s', (_name, alert) => {
    const { severity, resources } = read(alert);
    expect([severity, resources.map(({ kind }) => kind)]).toEqual([
      8,
      ['bucket', 'bucket', 'identity', 'role', 'role'],
    ]);
  });
});
