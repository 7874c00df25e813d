import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { awsGuardduty } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('aws-guardduty') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(awsGuardduty, alert);
const enveloped = () => fixture('envelope-s3-exfiltration');
const bare = () => fixture('bare-medium-space-times');
const named = (alert: unknown) =>
  Object.fromEntries(read(alert).resources.map(({ kind, names, tags }) => [kind, [...names, ...tags]]));
const upperKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(upperKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k.charAt(0).toUpperCase() + k.slice(1), upperKeys(v)]),
  );
};

describe('aws-guardduty', () => {
  it('reads an EventBridge envelope', () => {
    const place = { region: 'eu-central-1', account: '210987654321', dataClasses: [] };
    expect(read(enveloped())).toEqual({
      source: 'aws-guardduty',
      vendor: 'AWS',
      product: 'GuardDuty',
      findingId: 'b0c1d2e3f4a5968778695a4b3c2d1e0f',
      correlation: 'aws-guardduty/210987654321/b0c1d2e3f4a5968778695a4b3c2d1e0f',
      firstSeenAt: '2026-11-20T21:10:00.000Z',
      lastSeenAt: '2026-11-20T22:05:00.000Z',
      observedAt: '2026-11-20T22:12:30.120Z',
      updatedAt: '2026-11-20T22:15:02.404Z',
      severity: 8,
      severityWord: null,
      type: 'Exfiltration:S3/AnomalousBehavior',
      title: 'The user ticket-export read objects in an unusual way.',
      description:
        'Objects were read from nordlys-tickets in an amount and from a place that this user never showed before.',
      actor: { users: ['ticket-export'], ips: [], processes: [] },
      resources: [
        {
          kind: 'bucket',
          names: ['nordlys-tickets', 'arn:aws:s3:::nordlys-tickets'],
          tags: ['team=support'],
          ...place,
        },
        { kind: 'identity', names: ['ticket-export', 'AIDAEXAMPLE0000000', 'AKIAEXAMPLE0000000'], tags: [], ...place },
      ],
      tactics: ['Exfiltration'],
      count: 41,
      dataClasses: [],
      status: 'updated',
      sample: false,
      unread: [],
    });
  });

  const detail = () => enveloped().detail as Json;
  const message = (inner: unknown) => ({
    ...{ Type: 'Notification', MessageId: 'm-1', TopicArn: 'arn:aws:sns:eu-central-1:210987654321:alerts' },
    ...{ Timestamp: '2026-11-20T22:16:01.000Z', Message: JSON.stringify(inner) },
  });
  const record = (inner: unknown) => ({ messageId: 'q-1', eventSourceARN: 'arn', body: JSON.stringify(inner) });
  it.each<[string, (finding: Json) => unknown]>([
    ['bare', (f) => f],
    ['in SNS', (f) => message(f)],
    ['in EventBridge in SNS', (f) => message({ ...enveloped(), detail: f })],
    ['in EventBridge in SNS in SQS', (f) => ({ Records: [record(message({ ...enveloped(), detail: f }))] })],
    ['in SNS as a Lambda function gets it', (f) => ({ Records: [{ EventSource: 'aws:sns', Sns: message(f) }] })],
    ['as get-findings answers', (f) => ({ findings: [f] })],
    ['as the command line prints it', (f) => ({ Findings: [upperKeys(f)] })],
    ['in a CloudEvent', (f) => ({ specversion: '1.0', id: 'e', source: 's', type: 't', data: f })],
  ])('gives the same finding %s', (_name, wrap) => {
    const finding = read(wrap(detail()));
    expect(finding).toEqual(read(detail()));
    expect(finding).toEqual(read(enveloped()));
  });

  it('reads each of several findings, and refuses only those without an id', () => {
    const [first, second] = findingsOf(awsGuardduty, { findings: [detail(), bare()] });
    expect([first?.findingId, second?.findingId]).toEqual([
      'b0c1d2e3f4a5968778695a4b3c2d1e0f',
      '0123456789abcdef0123456789abcdef',
    ]);
  });

  it('reads times without offset as UTC, as GuardDuty documents them', () => {
    const finding = read(bare());
    expect(finding.firstSeenAt).toBe('2026-02-25T20:40:06.000Z');
    expect(finding.updatedAt).toBe('2026-02-25T20:41:00.500Z');
    expect(named(bare()).database).toEqual([
      'billing-1',
      'arn:aws:rds:eu-central-1:210987654321:db:billing-1',
      'billing',
    ]);
  });

  it('keeps all of an attack sequence with 400 resources, and its tactics', () => {
    const alert = fixture('attack-sequence');
    const sequence = ((alert.service as Json).detection as Json).sequence as Json;
    sequence.resources = Array.from({ length: 400 }, (_, n) => ({
      ...{ uid: `arn:aws:ec2:eu-central-1:210987654321:instance/i-${n}`, name: `i-${n}`, resourceType: 'EC2_INSTANCE' },
    }));
    const finding = read(alert);
    expect(finding.resources).toHaveLength(400);
    expect(finding.resources[399]).toMatchObject({ kind: 'instance', account: '210987654321' });
    expect(finding).toMatchObject({ tactics: ['TA0010', 'Exfiltration'], unread: [] });
    sequence.resources = Array.from({ length: 2_345 }, (_, n) => ({ uid: `u-${n}` }));
    const cut = read(alert);
    expect(cut.resources).toHaveLength(2_000);
    expect(cut.unread).toEqual([
      {
        field: 'service.detection.sequence.resources',
        why: 'has 2345 entries, of which the first 2000 were read',
      },
    ]);
  });

  it('names every part of an attack sequence by its kind', () => {
    expect(named(fixture('attack-sequence'))).toEqual({
      bucket: ['nordlys-tickets', 'arn:aws:s3:::nordlys-tickets', 'data=customers'],
      identity: ['ticket-export', 'AKIAEXAMPLE0000001', 'AIDAEXAMPLE0000001'],
      'k8s-workload': ['api', 'w-1', 'shop/api'],
    });
    expect(read(fixture('attack-sequence')).actor).toEqual({
      users: ['ticket-export'],
      ips: ['198.51.100.7'],
      processes: [],
    });
  });

  it('names hosts, tags and roles of an instance', () => {
    expect(named(fixture('runtime-ec2'))).toEqual({
      instance: [
        'i-0a1b2c',
        'tickets.example.com',
        '198.51.100.20',
        'ip-10-0-0-5.ec2.internal',
        '10.0.0.5',
        'Name=tickets-worker',
      ],
      role: ['arn:aws:iam::210987654321:instance-profile/tickets-worker'],
    });
    expect(read(fixture('runtime-ec2')).actor.processes).toEqual(['/tmp/.x/miner']);
  });

  it('names clusters, workloads and containers of EKS, and tasks of ECS', () => {
    expect(named(fixture('eks-workload'))).toMatchObject({
      cluster: ['prod', 'arn:aws:eks:eu-central-1:210987654321:cluster/prod', 'stage=prod'],
      'k8s-workload': ['prod/shop/api', 'shop/api', 'api', 'w-1'],
      container: ['containerd://c-1', 'api', 'registry.example.com/api:1'],
    });
    expect(read(fixture('eks-workload')).actor).toMatchObject({ users: ['system:serviceaccount:shop:api'] });
    expect(named(fixture('ecs-malware-volume'))).toMatchObject({
      cluster: ['jobs', 'arn:aws:ecs:eu-central-1:210987654321:cluster/jobs'],
      volume: ['arn:aws:ec2:eu-central-1:210987654321:volume/vol-0a1b'],
      snapshot: ['arn:aws:ec2:eu-central-1:210987654321:snapshot/snap-0a1b'],
    });
    const container = read(fixture('ecs-malware-volume')).resources.find(({ kind }) => kind === 'container');
    expect(container?.names).toContain('jobs/nightly');
  });

  it('names functions with their roles', () => {
    expect(named(fixture('lambda'))).toEqual({
      function: ['ticket-mailer', 'arn:aws:lambda:eu-central-1:210987654321:function:ticket-mailer'],
      role: ['arn:aws:iam::210987654321:role/ticket-mailer'],
    });
  });

  it('tells of malware in an object of a bucket, and of nothing where none was found', () => {
    const finding = read(fixture('scan-result'));
    expect(finding).toMatchObject({
      severity: 8,
      type: 'Object:S3/MaliciousFile',
      observedAt: '2026-11-20T22:16:00.000Z',
    });
    expect(named(fixture('scan-result')).bucket).toEqual(['nordlys-uploads', 'nordlys-uploads/in/a.zip']);
    const clean = fixture('scan-result');
    (clean.detail as Json).scanResultDetails = { scanResultStatus: 'NO_THREATS_FOUND' };
    expect(whyNotForUs(awsGuardduty, clean)).toMatch(/NO_THREATS_FOUND/);
  });

  it.each([
    ['a field', { additionalInfo: { sample: true } }],
    ['JSON as text in a field', { additionalInfo: { value: '{"sample":true}', type: 'default' } }],
  ])('knows a sample by %s', (_name, patch) => {
    const alert = bare();
    expect(read({ ...alert, service: { ...(alert.service as Json), ...patch } }).sample).toBe(true);
    expect(read(alert).sample).toBe(false);
  });

  it('counts an empty text as absent, wherever AWS has nothing to say', () => {
    const alert = detail();
    alert.resource = {
      accessKeyDetails: { userName: '', principalId: '', accessKeyId: '' },
      s3BucketDetails: [{ name: 'elm', arn: 'arn:aws:s3:::elm' }],
      rdsDbInstanceDetails: { dbInstanceIdentifier: 'd', dbClusterIdentifier: '' },
      instanceDetails: { instanceId: 'i-1', outpostArn: '' },
    };
    alert.service = {
      eventFirstSeen: '2026-11-20T21:10:00Z',
      additionalInfo: { value: '' },
      action: { awsApiCallAction: { affectedResources: { 'AWS::S3::Bucket': '' } } },
    };
    expect(named(alert)).toEqual({ bucket: ['elm', 'arn:aws:s3:::elm'], database: ['d'], instance: ['i-1'] });
    expect(read(alert).unread).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ['severity', { severity: 'high' }, 'severity'],
    ['a day that does not exist', { updatedAt: '2026-13-45T00:00:00Z' }, 'updatedAt'],
    ['an hour that does not exist', { updatedAt: '2026-11-24T24:00:00Z' }, 'updatedAt'],
    ['a year that does not exist', { createdAt: '0000-01-01T00:00:00+23:59' }, 'createdAt'],
    ['a bucket list that is none', { resource: { s3BucketDetails: 'x' } }, 'resource.s3BucketDetails[0]'],
    ['no account', { accountId: undefined }, 'accountId'],
  ])('takes what it can and names what it cannot read: %s', (_name, patch, field) => {
    const finding = read({ ...bare(), ...patch });
    expect(finding.unread.map((u) => u.field)).toContain(field);
    expect(finding.findingId).toBe('0123456789abcdef0123456789abcdef');
  });

  it('takes a severity that it cannot read as high', () => {
    expect(read({ ...bare(), severity: 'urgent' }).severity).toBe(7);
  });

  it('takes the id from the ARN where there is no other, and refuses a finding without either', () => {
    expect(read({ ...bare(), id: undefined }).findingId).toBe('0123456789abcdef0123456789abcdef');
    for (const none of [{ ...bare(), id: '', arn: undefined }, null, 'x', 1, {}]) {
      const refusal = expect.objectContaining({ code: 'content-refused', field: 'id' }) as unknown as Error;
      expect(() => read(none)).toThrow(refusal);
    }
  });

  it('keeps an id that could be a path or a person out of its correlation', () => {
    const finding = read({ ...bare(), id: '../anna@example.com' });
    expect(finding.findingId).toBe('../anna@example.com');
    expect(finding.correlation).not.toMatch(/anna|\.\./);
  });

  it('is not for us: another service in EventBridge, and an empty list', () => {
    expect(whyNotForUs(awsGuardduty, { 'detail-type': 'EC2 Spot Interruption', detail: {} })).toMatch(/detail-type/);
    expect(whyNotForUs(awsGuardduty, { findings: [] })).toMatch(/empty/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(awsGuardduty, fixture(name), ['service.eventLastSeen', 's3ObjectDetails.versionId']);
  });

  eachSample('aws-guardduty')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({ unread: [], resources: [expect.anything()] });
  });
});
