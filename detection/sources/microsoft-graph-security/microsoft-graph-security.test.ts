import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { microsoftGraphSecurity } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('microsoft-graph-security') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(microsoftGraphSecurity, alert);
const named = (alert: unknown) => read(alert).resources.map(({ kind, names, account }) => [kind, names, account]);

const TENANT = 'aaaa1111-0000-4000-8000-000000000001';
const SUBSCRIPTION = '8700d3a3-0000-4fbe-a090-488a1ad04100';
const inAzure = (rest: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${rest}`;

describe('microsoft-graph-security', () => {
  it('reads an alert with who acted and each thing under all its names', () => {
    expect(read(fixture('alert-endpoint'))).toEqual({
      source: 'microsoft-graph-security',
      vendor: 'Microsoft',
      product: 'Microsoft Defender for Endpoint',
      findingId: 'da638000000000000001_-1200300400',
      correlation: 'microsoft-graph-security/incident/4711',
      firstSeenAt: '2026-11-20T21:10:00.116Z',
      lastSeenAt: '2026-11-20T22:05:00.222Z',
      observedAt: '2026-11-20T22:12:30.123Z',
      updatedAt: '2026-11-20T22:40:00.500Z',
      severity: 8,
      severityWord: 'high',
      type: 'Exfiltration',
      title: 'Large upload to a file sharing site',
      description: 'A process packed files and sent them to a site outside of the organisation.',
      actor: {
        users: ['CORP\\svc-backup'],
        ips: ['203.0.113.77'],
        processes: ['C:\\ProgramData\\tools\\rclone.exe'],
      },
      resources: [
        {
          kind: 'instance',
          names: [
            ...['crm-01.corp.example.com', 'crm-01', '73e7e2de709dff64ef64b1d0c30e67fab63279ff'],
            inAzure('crm/providers/Microsoft.Compute/virtualMachines/crm-01'),
            ...['ca1b0d41-0000-4d95-b48b-f220aed11d00', '10.20.0.5', '2001:db8::5'],
          ],
          region: null,
          account: SUBSCRIPTION,
          tags: [],
          dataClasses: [],
        },
      ],
      tactics: ['Exfiltration', 'T1567.002', 'T1560'],
      count: null,
      dataClasses: [],
      status: 'updated',
      sample: false,
      unread: [],
    });
  });

  it('names things in the cloud by kind, in the account that each is in', () => {
    expect(named(fixture('alert-cloud'))).toEqual([
      [
        'bucket',
        [
          ...['invoices', 'https://billing.blob.example.com/invoices'],
          ...[inAzure('billing/providers/Microsoft.Storage/storageAccounts/billing'), 'billing'],
        ],
        SUBSCRIPTION,
      ],
      [
        'database',
        [inAzure('billing/providers/Microsoft.Sql/servers/billing/databases/ledger'), 'ledger'],
        SUBSCRIPTION,
      ],
      ['bucket', ['arn:aws:s3:::invoice-archive', 'invoice-archive'], '111122223333'],
      ['bucket', ['//storage.googleapis.com/projects/_/buckets/invoice-copies', 'invoice-copies'], 'billing-eu'],
      ['k8s-workload', ['prod/shop/api', 'shop/api', 'api', 'api-7c9d-x1'], TENANT],
      ['cluster', [inAzure('k8s/providers/Microsoft.ContainerService/managedClusters/prod'), 'prod'], TENANT],
      ['ip', ['198.51.100.20'], TENANT],
    ]);
    expect(read(fixture('alert-cloud'))).toMatchObject({ severity: 5, status: 'new', tactics: ['Collection'] });
  });

  it('names people, mailboxes and applications', () => {
    const finding = read(fixture('alert-mail'));
    expect(finding).toMatchObject({ severity: 1, status: 'resolved', sample: true });
    expect(finding.actor.users).toEqual(['k.berg@example.com', 'someone@elsewhere.example.net']);
    expect(named(fixture('alert-mail')).map(([kind, names]) => [kind, (names as string[])[0]])).toEqual([
      ['identity', 'k.berg@example.com'],
      ['mailbox', 'claims@example.com'],
      ['identity', 'claims@example.com'],
      ['saas', 'Microsoft Exchange Online'],
    ]);
  });

  it('reads an incident as one finding over its alerts, and as one breach with each of them', () => {
    const incident = read(fixture('incident-with-alerts'));
    expect(incident).toMatchObject({
      findingId: '4711',
      correlation: read(fixture('alert-endpoint')).correlation,
      firstSeenAt: '2026-11-20T20:05:00.000Z',
      lastSeenAt: '2026-11-20T22:05:00.000Z',
      ...{ severity: 8, type: 'Incident', count: 2, status: 'updated', unread: [] },
      tactics: ['Exfiltration', 'T1567.002', 'Defense Evasion', 'T1564.001'],
    });
    expect(incident.resources.map(({ kind }) => kind)).toEqual(['host', 'identity']);
  });

  it('names the tenant where nothing else is named, and says that an incident went into another one', () => {
    expect(read(fixture('incident-alone'))).toMatchObject({
      ...{ status: 'archived', severity: 3 },
      unread: [{ field: 'alerts', why: expect.stringContaining('$expand=alerts') }],
    });
    expect(named(fixture('incident-alone'))).toEqual([['tenant', [TENANT], null]]);
  });

  it('reads alerts of the older API', () => {
    expect(read(fixture('legacy-alert'))).toMatchObject({
      firstSeenAt: '2026-11-20T21:10:00.000Z',
      updatedAt: '2026-11-20T22:15:02.404Z',
      ...{ product: 'IPC', severity: 5, type: 'UnfamiliarLocation', unread: [] },
      actor: { users: ['k.berg@example.com'], ips: ['203.0.113.9'] },
    });
    expect(named(fixture('legacy-alert')).map(([kind]) => kind)).toEqual(['host', 'identity', 'saas']);
  });

  it('keeps a notification apart from the alert of which it tells, and says what is missing', () => {
    const told = read(fixture('change-notification'));
    expect(told).toMatchObject({
      findingId: 'notification/da638000000000000001_-1200300400',
      ...{ type: 'ChangeNotification', severity: 7 },
    });
    expect(told.unread.map(({ field }) => field)).toContain('resourceData');
    const [entry] = fixture('change-notification').value as Json[];
    const whole = { value: [{ ...entry, resourceData: fixture('alert-endpoint') }] };
    expect(read(whole)).toEqual(read(fixture('alert-endpoint')));
    const life = { value: [{ subscriptionId: 's', lifecycleEvent: 'subscriptionRemoved' }] };
    expect(whyNotForUs(microsoftGraphSecurity, life)).toMatch(/subscriptionRemoved/);
  });

  it('reads the list that Graph answers with, each alert by itself', () => {
    const list = { value: [fixture('alert-endpoint'), fixture('alert-mail')] };
    expect(findingsOf(microsoftGraphSecurity, list).map(({ type }) => type)).toEqual(['Exfiltration', 'Collection']);
    expect(whyNotForUs(microsoftGraphSecurity, { value: [] })).toMatch(/empty/);
  });

  it('takes no title for the mark of a sample where a customer writes the rules', () => {
    const alert = { ...fixture('alert-mail'), detectionSource: 'customDetection' };
    expect(read(alert).sample).toBe(false);
  });

  it('says which kind of evidence it does not know, and counts an unknown severity as high', () => {
    const alert = {
      ...fixture('alert-mail'),
      severity: 'unknownFutureValue',
      evidence: [{ '@odata.type': '#x.newEvidence' }],
    };
    expect(read(alert).severity).toBe(7);
    expect(read(alert).unread.map(({ field }) => field)).toEqual(['evidence[0].@odata.type', 'severity']);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(microsoftGraphSecurity, fixture(name), [
      ...['lastActivityDateTime', 'eventDateTime', 'lastModifiedDateTime', 'alerts[0]', 'alerts[1]'],
    ]);
  });

  eachSample('microsoft-graph-security')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({ unread: [], severity: 5, resources: [{ kind: 'identity' }] });
  });
});
