import { describe, expect, it } from '@jest/globals';
import { eachSample, expectTolerance, findingOf, findingsOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { microsoftSentinel } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('microsoft-sentinel') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(microsoftSentinel, alert);
const named = (alert: unknown) => read(alert).resources.map(({ kind, names, account }) => [kind, names, account]);

const SUBSCRIPTION = '8700d3a3-0000-4fbe-a090-488a1ad04100';
const inAzure = (rest: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/claims/providers/${rest}`;

describe('microsoft-sentinel', () => {
  it('reads an incident as a playbook sends it, with what its alerts name too', () => {
    expect(read(fixture('incident-from-playbook'))).toMatchObject({
      ...{ product: 'Azure Sentinel', findingId: '73e01a99-0000-4139-a149-9f2736ff2a00' },
      correlation: 'microsoft-sentinel/incident/73e01a99-0000-4139-a149-9f2736ff2a00',
      firstSeenAt: '2026-11-20T21:10:00.000Z',
      lastSeenAt: '2026-11-20T22:05:00.500Z',
      observedAt: '2026-11-20T22:12:30.000Z',
      updatedAt: '2026-11-20T22:12:30.000Z',
      ...{ severity: 8, severityWord: 'High', type: 'Incident', count: 2, status: 'new', sample: false, unread: [] },
      title: 'Mass download from the claims application',
      actor: { users: ['k.berg@example.com'], ips: ['203.0.113.9'], processes: [] },
      tactics: ['Initial Access', 'Exfiltration', 'T1567'],
    });
    expect(named(fixture('incident-from-playbook'))).toEqual([
      ['identity', ['k.berg@example.com', 'CORP\\k.berg', 'bbbb2222-0000-4000-8000-000000000002'], null],
      [
        'instance',
        ['claims-01.corp.example.com', 'claims-01', inAzure('Microsoft.Compute/virtualMachines/claims-01')],
        SUBSCRIPTION,
      ],
      ['saas', ['Example Claims', '11770'], null],
      ['database', [inAzure('Microsoft.Sql/servers/claims')], SUBSCRIPTION],
    ]);
  });

  it('reads an incident of the API the same way as a playbook sends it, alone and in a list', () => {
    const { object } = fixture('incident-from-playbook') as { object: Json };
    expect(read(object)).toEqual(read(fixture('incident-from-playbook')));
    const list = { value: [object, fixture('incident-from-api')] };
    expect(findingsOf(microsoftSentinel, list).map(({ status }) => status)).toEqual(['new', 'resolved']);
  });

  it('knows a sample of Defender for Cloud, and takes no title of another rule for one', () => {
    const alert = fixture('incident-from-api');
    expect(read(alert)).toMatchObject({ sample: true, severity: 1 });
    (alert.properties as Json).additionalData = { alertProductNames: ['Azure Sentinel'] };
    expect(read(alert).sample).toBe(false);
  });

  it('reads an alert that a playbook is given', () => {
    expect(read(fixture('alert-from-playbook'))).toMatchObject({
      findingId: 'baa8a239-0000-4000-8000-0000000000bb',
      ...{ severity: 5, type: 'sentinel_forwarding-rule', status: 'new', tactics: ['Collection'], unread: [] },
      actor: { processes: ['outlook.exe'] },
    });
    expect(named(fixture('alert-from-playbook'))).toEqual([['mailbox', ['claims@example.com'], null]]);
  });

  it('reads a row of the table SecurityAlert, whose times are UTC and whose entities are JSON in a text', () => {
    expect(read(fixture('alert-table-row'))).toMatchObject({
      firstSeenAt: '2026-11-20T21:10:00.000Z',
      observedAt: '2026-11-20T22:12:30.123Z',
      ...{ severity: 3, title: 'Access from an unusual place', unread: [] },
      tactics: ['Initial Access', 'Exfiltration', 'T1078'],
      actor: { users: ['k.berg@example.com'], ips: ['203.0.113.9'] },
    });
    expect(named(fixture('alert-table-row')).map(([kind]) => kind)).toEqual(['identity', 'bucket']);
  });

  it('says where entities are no JSON, and keeps the rest', () => {
    const finding = read({ ...fixture('alert-table-row'), Entities: '[{"Type":' });
    expect(finding.unread.map(({ field }) => field)).toEqual(['entities']);
    expect(finding.title).toBe('Access from an unusual place');
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(microsoftSentinel, fixture(name), [
      ...['firstActivityTimeUtc', 'lastActivityTimeUtc', 'processingEndTime', 'ProcessingEndTime'],
    ]);
  });

  eachSample('microsoft-sentinel')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
