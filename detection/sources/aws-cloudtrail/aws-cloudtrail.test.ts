import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { awsCloudtrail } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('aws-cloudtrail') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(awsCloudtrail, alert);
const call = (eventSource: string, eventName: string, requestParameters: Json, more: Json = {}) => ({
  ...(fixture('snapshot-shared').detail as Json),
  ...{ eventSource: `${eventSource}.amazonaws.com`, eventName, requestParameters, ...more },
});

describe('aws-cloudtrail', () => {
  it('reads a snapshot that was shared with another account', () => {
    const place = { region: 'eu-central-1', account: '210987654321', tags: [], dataClasses: [] };
    expect(read(fixture('snapshot-shared'))).toMatchObject({
      ...{ findingId: 'e-1', severity: 8, type: 'shares:rds/ModifyDBSnapshotAttribute', tactics: ['Exfiltration'] },
      title: 'ModifyDBSnapshotAttribute changes who has access.',
      firstSeenAt: '2026-11-24T08:38:20.000Z',
      updatedAt: '2026-11-24T08:38:20.000Z',
      actor: { users: ['arn:aws:sts::210987654321:assumed-role/admin/anna'], ips: ['198.51.100.7'], processes: [] },
      resources: [
        { kind: 'snapshot', names: ['tickets-2026'], ...place },
        { kind: 'role', names: ['arn:aws:iam::210987654321:role/team/admin', 'admin'], ...place },
      ],
      unread: [],
    });
  });

  it.each<[string, Json, number]>([
    [
      'a policy for everybody',
      call('s3', 'PutBucketPolicy', { bucketName: 'b', bucketPolicy: { Statement: [{ Principal: '*' }] } }),
      9,
    ],
    [
      'a policy as text',
      call('s3', 'PutBucketPolicy', { bucketName: 'b', policy: '{"Statement":[{"Principal":{"AWS":"*"}}]}' }),
      9,
    ],
    [
      'an ACL for all users',
      call('s3', 'PutBucketAcl', { AccessControlPolicy: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' } }),
      9,
    ],
    ['an ACL by its short name', call('s3', 'PutBucketAcl', { bucketName: 'b', 'x-amz-acl': ['public-read'] }), 9],
    ['an ACL for the owner', call('s3', 'PutBucketAcl', { bucketName: 'b', 'x-amz-acl': ['private'] }), 5],
    ['no block any more', call('s3', 'DeleteBucketPublicAccessBlock', { bucketName: 'b' }), 9],
    [
      'a snapshot for all',
      call('rds', 'ModifyDBSnapshotAttribute', { dBSnapshotIdentifier: 's', valuesToAdd: ['all'] }),
      9,
    ],
    [
      'a volume’s snapshot for another',
      call('ec2', 'ModifySnapshotAttribute', { createVolumePermission: { add: { items: [{ userId: '1' }] } } }),
      8,
    ],
    [
      'a policy for one',
      call('s3', 'PutBucketPolicy', { bucketPolicy: { Statement: [{ Principal: { AWS: 'arn:x' } }] } }),
      5,
    ],
    [
      'a block of all kinds',
      call('s3', 'PutBucketPublicAccessBlock', {
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
      }),
      5,
    ],
    ['an export', call('dynamodb', 'ExportTableToPointInTime', { tableArn: 'arn' }), 5],
    ['the end of the trail', call('cloudtrail', 'StopLogging', { name: 'trail' }), 5],
    [
      'a refused call',
      call('s3', 'DeleteBucketPublicAccessBlock', { bucketName: 'b' }, { errorCode: 'AccessDenied' }),
      3,
    ],
  ])('weighs by whom a call lets in: %s', (_name, alert, severity) => {
    expect(read(alert).severity).toBe(severity);
  });

  it('reads a sign-in as root, and of nobody else', () => {
    const root = { userIdentity: { type: 'Root', arn: 'arn:aws:iam::210987654321:root', accountId: '210987654321' } };
    expect(read(call('signin', 'ConsoleLogin', {}, root))).toMatchObject({
      type: 'root:signin/ConsoleLogin',
      resources: [{ kind: 'account', names: ['210987654321'] }],
    });
    expect(whyNotForUs(awsCloudtrail, call('signin', 'ConsoleLogin', {}))).toMatch(/root/);
  });

  it('reads a sign-in as root that fails as refused', () => {
    const failed = {
      userIdentity: { type: 'Root', accountId: '210987654321' },
      ...{ responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' },
    };
    expect(read(call('signin', 'ConsoleLogin', {}, failed))).toMatchObject({
      ...{ type: 'refused:signin/ConsoleLogin', severity: 3 },
      title: 'ConsoleLogin is a sign-in as the root user: refused with Failed authentication.',
    });
  });

  it('names the image that was opened to everybody', () => {
    const launchPermission = { add: { items: [{ group: 'all' }] } };
    expect(read(call('ec2', 'ModifyImageAttribute', { imageId: 'ami-1', launchPermission }))).toMatchObject({
      ...{ severity: 9, resources: [{ kind: 'snapshot', names: ['ami-1'] }, { kind: 'role' }] },
    });
  });

  it('reads the records of a log file, and leaves alone what tells of nothing', () => {
    const one = fixture('snapshot-shared').detail as Json;
    const quiet = { ...one, eventName: 'DescribeDBSnapshots', eventID: 'e-2' };
    expect(findingsOf(awsCloudtrail, { Records: [quiet, one] }).map((f) => f.findingId)).toEqual(['e-1']);
    expect(whyNotForUs(awsCloudtrail, quiet)).toMatch(/DescribeDBSnapshots/);
  });

  it('refuses what names no call', () => {
    expect(() => read({ eventID: 'x' })).toThrow(/eventName/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(awsCloudtrail, fixture(name));
  });

  eachSample('aws-cloudtrail')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({ severity: 8, resources: [{ kind: 'snapshot' }, { kind: 'role' }], unread: [] });
  });
});
