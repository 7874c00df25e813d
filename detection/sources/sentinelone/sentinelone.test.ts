import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { sentinelone } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('sentinelone') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(sentinelone, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names }) => [kind, ...names]);

describe('sentinelone', () => {
  it('reads a threat of a list', () => {
    expect(read(fixture('threats-list'))).toMatchObject({
      findingId: '1234567890123456789',
      correlation: 'sentinelone/D0AF4D',
      firstSeenAt: '2026-11-20T21:45:53.968Z',
      observedAt: '2026-11-20T21:45:54.519Z',
      updatedAt: '2026-11-20T21:54:17.194Z',
      severity: 8,
      severityWord: 'malicious',
      type: 'Ransomware',
      title: 'Ransomware: locker',
      actor: { users: ['tickets'], processes: ['bash', '/srv/tickets/locker'] },
      tactics: ['Impact', 'T1486'],
      status: 'new',
      sample: false,
      unread: [],
    });
  });

  it('names a machine by instance, names, agent and addresses of its own, and where it belongs', () => {
    expect(read(fixture('threats-list')).resources).toEqual([
      {
        kind: 'instance',
        names: [
          ...['i-0c1d2e3f', 'tickets-02', 'tickets-02.corp.example.com', 'aa11bb22cc33', '1234567890123456710'],
          ...['192.0.2.31', '2001:db8::31'],
        ],
        account: '111122223333',
        region: 'eu-central-1',
        tags: ['account=Nordlys', 'site=Oslo', 'group=Servers'],
        dataClasses: [],
      },
    ]);
  });

  it('names the workload and the container, and what an analyst set aside', () => {
    expect(read(fixture('threat-in-pod'))).toMatchObject({ severity: 5, status: 'archived', type: 'Cryptominer' });
    expect(named('threat-in-pod')).toEqual([
      ['host', 'node-3', 'dd44', '9'],
      [
        'k8s-workload',
        ...['prod-eu/shop/api', 'prod-eu/shop/api-676b6c5bbc-4xc6t', 'shop/api', 'shop/api-676b6c5bbc-4xc6t'],
        ...['api', 'api-676b6c5bbc-4xc6t'],
      ],
      ['cluster', 'prod-eu'],
      ['container', 'c0ffee', 'api', 'registry.example.com/shop/api:2'],
    ]);
  });

  it('reads an alert of a custom rule, with the far end of the connection', () => {
    expect(read(fixture('custom-alert'))).toMatchObject({
      findingId: '1985998272619999973',
      correlation: 'sentinelone/CE8DD1F60F2447E2',
      firstSeenAt: '2026-07-03T03:44:03.003Z',
      observedAt: '2026-07-03T03:44:43.128Z',
      severity: 9.5,
      type: 'Exfiltration: large upload',
      actor: { users: ['CORP\\svc-files'], ips: ['198.51.100.90'], processes: ['C:\\Tools\\curl.exe'] },
      unread: [],
    });
    expect(named('custom-alert')).toEqual([['host', 'srv-files1', '0efd7bcf', '1834780238610855645']]);
  });

  it('reads a unified alert of GraphQL, classified as threats are', () => {
    expect(read(fixture('unified-graphql'))).toMatchObject({
      findingId: '01911119-abcd-7454-9234-6abcdef67893',
      product: 'CWS',
      firstSeenAt: '2026-03-16T21:05:36.933Z',
      lastSeenAt: '2026-03-16T21:06:37.039Z',
      type: 'Ransomware',
      severity: 9.5,
      actor: { users: ['j.doe@example.com'], ips: ['198.51.100.3'], processes: ['/srv/locker'] },
      status: 'resolved',
      unread: [],
    });
    expect(named('unified-graphql')).toEqual([
      ['instance', 'i-0abcd', 'crm-db-1', 'crm-db-1.corp.example.com', 'eb65', 'asset-1', '192.0.2.80'],
    ]);
  });

  it('is one finding by the threat and by the activity that tells of it', () => {
    const [threat, activity] = findingsOf(sentinelone, [
      (fixture('threats-list').data as unknown[])[0],
      fixture('activity'),
    ]);
    expect(activity?.findingId).toBe(threat?.findingId);
    expect(activity).toMatchObject({ severity: 8, type: 'Ransomware', unread: [] });
  });

  it('is one finding by the alert of a custom rule and by the activity that tells of it', () => {
    const [alert, activity] = [read(fixture('custom-alert')), read(fixture('activity-of-rule'))];
    for (const key of ['findingId', 'type', 'severity'] as const) expect(activity[key]).toEqual(alert[key]);
    expect(activity).toMatchObject({ firstSeenAt: '2026-07-03T03:44:03.000Z', unread: [] });
  });

  it('is not for us: anything else with an id', () => {
    expect(whyNotForUs(sentinelone, { id: '1', name: 'x', createdAt: '2026-11-20T08:00:00Z' })).toMatch(/id/);
  });

  it('is not for us: activities that tell of no threat', () => {
    const login = { activityType: 27, createdAt: '2026-11-20T08:00:00Z', data: { role: 'admin' }, id: '1' };
    expect(whyNotForUs(sentinelone, login)).toMatch(/type 27/);
  });

  it('takes a confidence that it does not know as high', () => {
    const threat = fixture('threat-in-pod');
    threat.threatInfo = { ...(threat.threatInfo as Json), confidenceLevel: 'certain' };
    expect(read(threat)).toMatchObject({ severity: 7, unread: [{ field: 'severity' }] });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    // Without what tells the kinds apart, it is read as the kind that needs the fewest.
    expectTolerance(sentinelone, fixture(name), [
      ...['threatInfo', 'alertInfo', 'activityType', 'detectedAt', 'data', 'threatId', 'ruleName'],
    ]);
  });

  eachSample('sentinelone')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({
      findingId: '123456789',
      observedAt: '2022-12-07T16:08:55.703Z',
      severity: 8,
      type: 'Virus',
      resources: [{ kind: 'host', names: ['BobsPC', '1111112222233333'] }],
      unread: [],
    });
  });
});
