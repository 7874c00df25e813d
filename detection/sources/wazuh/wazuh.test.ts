import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { wazuh } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('wazuh') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(wazuh, alert);
const withRule = (patch: Json) => ({ ...fixture('sshd'), rule: { ...(fixture('sshd').rule as Json), ...patch } });

describe('wazuh', () => {
  it('reads an alert of an agent', () => {
    expect(read(fixture('sshd'))).toMatchObject({
      findingId: '1795209245.49031',
      firstSeenAt: '2026-11-20T21:14:05.123Z',
      updatedAt: '2026-11-20T21:14:05.123Z',
      severity: 5.5,
      severityWord: 'level 10',
      type: 'Credential Access:5763',
      title: 'sshd: brute force trying to get access to the system',
      actor: { users: ['admin'], ips: ['198.51.100.9'], processes: [] },
      tactics: ['Credential Access', 'T1110', 'Brute Force'],
      sample: false,
      unread: [],
    });
    expect(read(fixture('sshd')).resources).toMatchObject([
      { kind: 'host', names: ['tickets-02.example.com', '192.0.2.31'], tags: ['team=support', 'stage=prod'] },
    ]);
  });

  it('takes no tag of compliance for a signal: with and without them it is the same finding', () => {
    const bare = withRule({ gdpr: undefined, pci_dss: undefined, hipaa: undefined });
    expect(read(bare)).toEqual(read(fixture('sshd')));
    expect(JSON.stringify(read(fixture('sshd')))).not.toMatch(/IV_35|gdpr|164\.312/);
  });

  it('names what the log of a cloud is about, and not the manager that read it', () => {
    const finding = read(fixture('cloudtrail'));
    expect(finding).toMatchObject({
      firstSeenAt: '2026-11-20T21:14:05.123Z',
      severity: 7,
      type: 'aws_s3_public:80300',
      actor: { users: ['deploy'], ips: ['198.51.100.23'] },
    });
    expect(finding.resources.map(({ kind, names }) => [kind, ...names])).toEqual([
      ['bucket', 'nordlys-exports'],
      ['identity', 'arn:aws:iam::111122223333:user/deploy'],
      ['account', '111122223333'],
    ]);
    expect(finding.resources[0]).toMatchObject({ account: '111122223333', region: 'eu-central-1' });
  });

  it('reads what the integration for Slack sends, and the machine that sent its log to the manager', () => {
    expect(read(fixture('syslog-by-slack'))).toMatchObject({
      findingId: '1795210200.1',
      severity: 9.5,
      type: 'syslog:100200',
      resources: [{ kind: 'host', names: ['fw-01.example.com'] }],
      unread: [],
    });
  });

  it('reads what the indexer finds: a file that was changed, by whom and by what', () => {
    expect(read(fixture('indexer-file'))).toMatchObject({
      findingId: '1795210800.7',
      severity: 4,
      type: 'Impact:550',
      actor: { users: ['root'], processes: ['/usr/sbin/usermod'] },
    });
  });

  it.each([
    [6, 3],
    [7, 4],
    [11, 6],
    [12, 7],
    [15, 9.5],
    [16, 10],
    [99, 7],
    ['high', 7],
  ])('reads level %j as severity %d', (level, severity) => {
    expect(read(withRule({ level })).severity).toBe(severity);
  });

  it.each(['sca', 'vulnerability-detector'])('is not for us: what could happen (%s)', (group) => {
    expect(whyNotForUs(wazuh, withRule({ groups: [group] }))).toMatch(group);
  });

  it('refuses what names no rule', () => {
    const refusal = expect.objectContaining({ code: 'content-refused' }) as unknown as Error;
    expect(() => read({ id: '1', timestamp: '2026-11-20T21:14:05.123+0000' })).toThrow(refusal);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(wazuh, fixture(name), ['all_fields', '_source']);
  });

  eachSample('wazuh')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
