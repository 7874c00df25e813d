import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { verifyRequest } from '../../verify/verifier.ts';
import { crowdstrike } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('crowdstrike') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(crowdstrike, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names }) => [kind, ...names]);
const changed = (name: string, patch: Json) => {
  const alert = fixture(name);
  return { ...alert, event: { ...(alert.event as Json), ...patch } };
};

describe('crowdstrike', () => {
  it('reads an alert of the API', () => {
    expect(read(fixture('alert-endpoint'))).toMatchObject({
      product: 'Falcon Insight',
      findingId: 'c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1:ind:a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1:39974868-5761-42627600',
      correlation: 'crowdstrike/aggind:a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1:1632089',
      firstSeenAt: '2026-11-20T21:00:31.000Z',
      lastSeenAt: '2026-11-20T21:00:52.328Z',
      observedAt: '2026-11-20T21:01:23.995Z',
      updatedAt: '2026-11-20T22:00:23.985Z',
      severity: 7,
      severityWord: 'High',
      type: 'Exfiltration:Exfiltration Over Web Service',
      title: 'ExfilViaRclone',
      actor: { users: ['j.doe'], ips: [], processes: ['\\Device\\HarddiskVolume3\\Temp\\rclone.exe'] },
      tactics: ['Exfiltration', 'TA0010', 'Exfiltration Over Web Service', 'T1567'],
      status: 'updated',
      sample: false,
      unread: [],
    });
  });

  it('names a host by instance, name, domain and tags, and never by the address of the whole network', () => {
    const [host] = read(fixture('alert-endpoint')).resources;
    expect(host).toMatchObject({
      kind: 'instance',
      names: [
        ...['i-0a1b2c3d4e5f', 'FILES-01', 'FILES-01.corp.example.com'],
        ...['a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1', '10.0.0.21'],
      ],
      account: '111122223333',
      tags: ['FalconGroupingTags=team-support', 'SensorGroupingTags=files'],
    });
    expect(JSON.stringify(read(fixture('alert-endpoint')))).not.toContain('203.0.113.9');
  });

  it('is the same finding by the API and by the event streams', () => {
    const [api, stream] = [read(fixture('alert-endpoint')), read(fixture('stream-epp'))];
    for (const key of ['findingId', 'correlation', 'type', 'severity', 'title'] as const) {
      expect(stream[key]).toEqual(api[key]);
    }
  });

  it('reads an alert of an identity: who, from where, and on what', () => {
    expect(read(fixture('alert-identity'))).toMatchObject({
      firstSeenAt: '2026-08-16T18:43:44.242Z',
      lastSeenAt: '2026-08-16T18:44:10.000Z',
      severity: 7.9,
      actor: { users: ['admin.one@example.com', 'admin.one'], ips: ['198.51.100.44'] },
    });
    expect(named('alert-identity')).toEqual([
      ['host', 'PC-17.corp.example.com'],
      ['host', 'sql-01.corp.example.com'],
      ['identity', 'admin.one@example.com', 'admin.one', 'S-1-5-21-1-2-3-1104'],
      ['identity', 'SQL-01$'],
    ]);
  });

  it('reads a correlation of other tools, which names no tactic of its own', () => {
    expect(read(fixture('alert-correlation'))).toMatchObject({
      product: 'Corelight NDR',
      type: 'Many reads from a new address',
      severity: 5,
      tactics: ['Collection', 'TA0009', 'Data from Network Shared Drive', 'T1039'],
      actor: { users: ['example-user'], ips: ['198.51.100.11'] },
      status: 'resolved',
    });
    expect(named('alert-correlation')).toEqual([
      ['host', 'desktop-01.example.com'],
      ['host', 'nas-01.example.com'],
    ]);
  });

  it('reads what a workflow was told to send, with flat names and numbers as text', () => {
    expect(read(fixture('workflow'))).toMatchObject({
      severity: 9,
      type: 'Impact:Data Encrypted for Impact',
      unread: [],
    });
    expect(named('workflow')).toEqual([['host', 'FILES-02', 'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2']]);
  });

  it('reads the oldest detections: severity of five, addresses of peers, times of UTC', () => {
    expect(read(fixture('stream-oldest'))).toMatchObject({
      findingId: 'ldt:b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2:1163',
      observedAt: '2023-06-15T16:06:52.400Z',
      severity: 8,
      actor: { ips: ['198.51.100.77'], users: ['till'] },
    });
    expect(named('stream-oldest')).toEqual([
      ['host', 'SHOP-07', 'SHOP-07.corp.example.com', 'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2', '192.0.2.71'],
    ]);
  });

  it.each([
    [{ Severity: 2, SeverityName: undefined }, 3],
    [{ Severity: 7, SeverityName: undefined }, 7],
    [{ Severity: undefined, SeverityName: 'Critical' }, 9.5],
    [{ Severity: 'x', SeverityName: undefined }, 7],
  ])('reads severity %j as %d', (patch, severity) => {
    expect(read(changed('stream-oldest', patch)).severity).toBe(severity);
  });

  it('says which data left, and how many files', () => {
    expect(read(fixture('stream-data-protection'))).toMatchObject({
      firstSeenAt: '2026-11-20T21:00:00.000Z',
      observedAt: '2026-11-20T21:01:23.000Z',
      dataClasses: ['EU bank accounts', 'Customer data'],
      count: 12,
      severity: 9,
    });
  });

  it('knows its test detection by the text that Falcon gives it, and not by a command line', () => {
    expect(read(fixture('stream-sample-detection')).sample).toBe(true);
    const forged = { Description: 'Files were encrypted.', CommandLine: 'choice /m crowdstrike_sample_detection' };
    expect(read(changed('stream-sample-detection', forged)).sample).toBe(false);
  });

  it('reads a detection of the Data Replicator, which is a test of Falcon here', () => {
    expect(read(fixture('replicator-sample'))).toMatchObject({
      observedAt: '2026-11-20T21:01:23.000Z',
      severity: 3,
      type: 'Malware:Malicious File',
      sample: true,
      unread: [],
    });
  });

  it.each<[string, Json]>([
    ['what a sensor saw', { event_simpleName: 'ProcessRollup2', EventType: 'ProcessRollup2', id: '1', name: 'x' }],
    ['what a sensor saw, wrapped', { event: { event_simpleName: 'DnsRequest' }, id: '1' }],
    ['anything with an id', { id: '1', name: 'ProcessRollup2V19', timestamp: '2026-11-20T21:01:23Z' }],
  ])('is not for us: %s', (_name, event) => {
    expect(whyNotForUs(crowdstrike, event)).not.toBe('');
  });

  it('is not for us: what people did in the console', () => {
    const audit = { metadata: { eventType: 'AuthActivityAuditEvent', eventCreationTime: 1 }, event: { UserId: 'x' } };
    expect(whyNotForUs(crowdstrike, audit)).toMatch(/AuthActivityAuditEvent/);
  });

  it('proves itself by the signature of a workflow, in either of its headers', async () => {
    const now = '2026-11-20T21:02:00Z';
    const body = Buffer.from('{"composite_id":"a"}');
    const signature = createHmac('sha256', 'secret').update(body).update(now).digest('base64');
    const trust = { now, secrets: ['secret'] };
    for (const header of ['x-cs-primary-signature', 'x-cs-secondary-signature']) {
      const headers = { [header]: signature, 'x-cs-delivery-timestamp': now };
      await verifyRequest(crowdstrike.verify, { headers, body }, trust);
      const late = { ...trust, now: '2026-11-20T21:08:00Z' };
      await expect(verifyRequest(crowdstrike.verify, { headers, body }, late)).rejects.toThrow(/300 s/);
      const other = { headers, body: Buffer.from('{}') };
      await expect(verifyRequest(crowdstrike.verify, other, trust)).rejects.toThrow(/does not match/);
    }
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(crowdstrike, fixture(name), [
      ...['composite_id', 'start_time', 'end_time', 'context_timestamp', 'timestamp', 'event', 'metadata'],
      ...['EventTimestamp', 'UTCTimestamp', 'resources', 'data', 'meta'],
    ]);
  });

  eachSample('crowdstrike')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({ severity: 9, observedAt: '2024-12-03T19:54:30.000Z', unread: [] });
  });
});
