import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { wiz } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('wiz') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(wiz, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names }) => [kind, ...names]);
const hooked = (part: string, patch: Json) => {
  const alert = fixture('issue-by-webhook');
  return { ...alert, [part]: { ...(alert[part] as Json), ...patch } };
};

describe('wiz', () => {
  it('reads an issue that a webhook sends', () => {
    expect(read(fixture('issue-by-webhook'))).toMatchObject({
      findingId: 'e3188a71-794c-5ee8-b97c-eb794aa5b752',
      firstSeenAt: '2026-07-25T13:09:25.306Z',
      updatedAt: '2026-07-25T13:09:25.306Z',
      severity: 8,
      type: 'UNPROTECTED_DATA:Publicly readable bucket with personal data',
      resources: [
        {
          kind: 'bucket',
          names: ['nordlys-exports', 'arn:aws:s3:::nordlys-exports'],
          account: '111122223333',
          region: 'eu-central-1',
          tags: ['team=support'],
        },
      ],
      status: 'new',
      sample: false,
      unread: [],
    });
  });

  it('reads issues of the API; frameworks of compliance are no tactics', () => {
    expect(read(fixture('issues-of-api'))).toMatchObject({
      findingId: 'fff9cffd-64a7-412c-9535-cf837f4b0b40',
      observedAt: '2026-08-23T07:56:09.903Z',
      updatedAt: '2026-08-24T06:06:18.331Z',
      severity: 9.5,
      type: 'THREAT_DETECTION:Reverse shell on a machine',
      tactics: ['Execution', 'T1059 Command and Scripting Interpreter'],
      status: 'resolved',
      unread: [],
    });
    expect(named('issues-of-api')).toEqual([
      [
        'instance',
        ...['tickets-02', 'i-0a1b2c3d', 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d'],
        'e507d472-b7da-5f05-9b25-72a271336b14',
      ],
    ]);
  });

  it('reads a detection that a webhook sends, within its threat', () => {
    expect(read(fixture('detection-by-webhook'))).toMatchObject({
      product: 'Wiz Defend',
      findingId: '3a65eac1-b8ff-5eb8-8727-5e6cde9c39f3',
      correlation: 'wiz/9a3032dc-4697-5d6d-b0f0-905668f63781',
      firstSeenAt: '2026-10-23T22:40:00.000Z',
      lastSeenAt: '2026-10-23T22:53:23.795Z',
      observedAt: '2026-10-23T23:15:59.818Z',
      severity: 8,
      type: 'THREAT_DETECTION:Unusual reads of a bucket',
      actor: { users: ['ticket-export'], ips: ['198.51.100.7'], processes: [] },
      tactics: ['TA0010', 'T1530'],
      count: 41,
      unread: [],
    });
    expect(named('detection-by-webhook')).toEqual([
      ['bucket', 'nordlys-tickets', 'b-1'],
      ['account', '111122223333'],
    ]);
  });

  it('reads a detection of the API, from its first event to its last', () => {
    expect(read(fixture('detection-of-api'))).toMatchObject({
      correlation: 'wiz/e0321809-7913-4693-aa03-7dad19d38d65',
      firstSeenAt: '2026-07-01T08:10:00.000Z',
      lastSeenAt: '2026-07-01T08:18:21.326Z',
      updatedAt: '2026-07-01T08:19:49.640Z',
      severity: 5,
      type: 'THREAT_DETECTION:Service account token was accessed',
      description: 'A program took a connection',
      actor: { users: [], ips: ['192.0.2.13', '192.0.2.14'], processes: ['/usr/sbin/sshd'] },
      count: 2,
      unread: [],
    });
    expect(named('detection-of-api')).toContainEqual(['host', 'tickets-02.example.com']);
  });

  it('is not for us: records of the audit log', () => {
    const record = {
      id: 'r-1',
      action: 'DeleteUserRole',
      requestId: 'q',
      status: 'SUCCESS',
      timestamp: '2026-11-20T08:00:00Z',
    };
    expect(whyNotForUs(wiz, record)).toMatch(/audit/);
  });

  it.each<[string, Json, string]>([
    ['control', { id: 'cer-2', risks: [] }, 'THREAT_DETECTION:'],
    ['control', { risks: ['VULNERABILITY'] }, 'TOXIC_COMBINATION:'],
    ['issue', { type: 'CLOUD_CONFIGURATION' }, 'UNPROTECTED_DATA:'],
  ])('tells kinds of issues apart by %s %j', (part, patch, kind) => {
    expect(read(hooked(part, patch)).type).toMatch(new RegExp(`^${kind}`));
  });

  it.each([
    ['IN_PROGRESS', 'updated'],
    ['Resolved', 'resolved'],
    ['REJECTED', 'archived'],
  ])('reads the status %s as %s', (status, expected) => {
    expect(read(hooked('issue', { status })).status).toBe(expected);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    // Times stand for one another: the time frame, the events, the creation.
    expectTolerance(wiz, fixture(name), [
      ...['timeframe', 'start', 'end', 'timestamp', 'eventTime', 'updatedAt', 'triggeringEvents', 'nodes', 'issue'],
      ...['nodes[0]', 'nodes[1]', 'triggeringEvents[0]'],
    ]);
  });

  eachSample('wiz')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
