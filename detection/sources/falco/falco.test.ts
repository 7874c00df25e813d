import { describe, expect, it } from '@jest/globals';
import { eachSample, expectTolerance, findingOf, findingsOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { falco } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('falco') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(falco, alert);
const kinds = (alert: unknown) => Object.fromEntries(read(alert).resources.map(({ kind, names }) => [kind, names]));

describe('falco', () => {
  it('reads what a process in a pod did', () => {
    const at = '2026-11-20T21:14:05.123Z';
    expect(read(fixture('syscall-pod'))).toMatchObject({
      findingId: '7f0c6a52-1d8e-4b6a-9f3c-0a2b4c6d8e10',
      firstSeenAt: at,
      lastSeenAt: at,
      observedAt: at,
      updatedAt: at,
      severity: 5,
      severityWord: 'Warning',
      type: 'Read sensitive file untrusted',
      actor: { users: ['www-data'], ips: [], processes: ['/usr/bin/cat'] },
      tactics: ['T1555', 'credential access'],
      sample: false,
      unread: [],
    });
    expect(kinds(fixture('syscall-pod'))).toEqual({
      'k8s-workload': [
        ...['prod-eu/shop/api', 'prod-eu/shop/api-676b6c5bbc-4xc6t', 'shop/api', 'shop/api-676b6c5bbc-4xc6t'],
        ...['api', 'api-676b6c5bbc-4xc6t'],
      ],
      container: ['3ad7b26ded6d', 'api', 'registry.example.com/shop/api:1.8.2'],
      cluster: ['prod-eu'],
      host: ['worker-3.example.com'],
    });
  });

  it('takes no tag of compliance for a tactic', () => {
    expect(read(fixture('syscall-pod')).tactics.join()).not.toMatch(/PCI/);
  });

  it('derives the same id for the same event of a Falco that gave none', () => {
    const finding = read(fixture('oldest-host'));
    expect(finding).toMatchObject({ severity: 7.5, actor: { users: ['root'] }, unread: [], resources: [] });
    expect(read(fixture('oldest-host')).findingId).toBe(finding.findingId);
    expect(read({ ...fixture('oldest-host'), time: '2020-01-14T23:39:45Z' }).findingId).not.toBe(finding.findingId);
  });

  it('names the pod of the audit log and no host on which only the plugin runs', () => {
    expect(kinds(fixture('k8s-audit'))).toEqual({
      'k8s-workload': ['billing/ledger', 'billing/ledger-0', 'ledger', 'ledger-0'],
    });
    expect(read(fixture('k8s-audit'))).toMatchObject({
      severity: 3,
      actor: { users: ['ops-admin'], ips: ['203.0.113.40'] },
    });
  });

  it('names buckets and accounts of CloudTrail', () => {
    expect(kinds(fixture('cloudtrail-bucket'))).toEqual({ bucket: ['nordlys-exports'], account: ['111122223333'] });
    expect(read(fixture('cloudtrail-bucket'))).toMatchObject({
      severity: 9,
      tactics: ['exfiltration'],
      actor: { users: ['deploy'], ips: ['198.51.100.23'] },
    });
  });

  it('groups events of one rule in one place, however often they come', () => {
    const again = { ...fixture('syscall-pod'), uuid: 'another', time: '2026-11-20T21:15:00Z' };
    const [first, second] = findingsOf(falco, [fixture('syscall-pod'), again]);
    expect(second?.findingId).toBe('another');
    expect(second?.correlation).toBe(first?.correlation);
    expect(first?.correlation).not.toMatch(/www-data|shadow/);
  });

  it('knows the test of Falcosidekick by its rule and text together', () => {
    expect(read(fixture('sidekick-test')).sample).toBe(true);
    expect(read({ ...fixture('sidekick-test'), output: 'A shell was spawned' }).sample).toBe(false);
  });

  it('takes a priority that it does not know as high, and refuses what is no event of a rule', () => {
    const finding = read({ ...fixture('k8s-audit'), priority: 'Dreadful' });
    expect(finding).toMatchObject({ severity: 7, severityWord: 'Dreadful' });
    expect(finding.unread.map(({ field }) => field)).toEqual(['severity']);
    expect(() => read({ uuid: 'x' })).toThrow(expect.objectContaining({ code: 'content-refused' }) as unknown as Error);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(falco, fixture(name), ['uuid']);
  });

  eachSample('falco')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({ unread: [], severity: 3, resources: expect.arrayContaining([]) });
    expect(read(alert).resources.map(({ kind }) => kind)).toContain('k8s-workload');
  });
});
