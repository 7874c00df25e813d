import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { microsoft365 } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('microsoft-365') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (record: unknown) => findingOf(microsoft365, record);
const named = (record: unknown) => read(record).resources.map(({ kind, names }) => [kind, names]);
const TENANT = 'aaaa1111-0000-4000-8000-000000000001';
const SITE = 'https://example.sharepoint.example.com/sites/claims';

describe('microsoft-365', () => {
  it('reads a DLP match in mail: what data, how much, from whom to whom, whether it was stopped', () => {
    expect(read(fixture('dlp-exchange'))).toEqual({
      source: 'microsoft-365',
      vendor: 'Microsoft',
      product: 'Microsoft Purview DLP',
      findingId: 'd5a0e7d9-0000-498c-8413-eb83b7dbd500',
      correlation: 'microsoft-365/c1dc582b-0000-6020-1800-08d7b966ec00',
      firstSeenAt: '2026-11-20T22:11:14.000Z',
      lastSeenAt: '2026-11-20T22:11:15.000Z',
      observedAt: '2026-11-20T22:11:15.000Z',
      updatedAt: '2026-11-20T22:11:15.000Z',
      severity: 8,
      severityWord: 'High',
      type: 'DlpRuleMatch',
      title: 'DLP: Health data, Much content, Some content',
      description:
        'Subject: List of patients. To: someone@partner.example.net, copy@partner.example.net. ' +
        'Actions: NotifyUser, GenerateAlert',
      actor: { users: ['k.berg@example.com'], ips: [], processes: [] },
      resources: [
        {
          ...{ kind: 'mailbox', names: ['k.berg@example.com'], region: null, account: TENANT },
          ...{ tags: [], dataClasses: [] },
        },
      ],
      tactics: [],
      count: 150,
      dataClasses: ['419f449f-0000-4be1-a154-b531f7a91b00', 'Diagnosis codes (ICD-10)'],
      status: 'new',
      sample: false,
      unread: [],
    });
  });

  it('reads a DLP match on a site by the same name as one in mail, with the document and the site', () => {
    expect(read(fixture('dlp-sharepoint'))).toMatchObject({
      ...{ type: 'DlpRuleMatch', severity: 3, count: 12, dataClasses: ['Credit Card Number'], unread: [] },
      description: 'Visible outside: yes. Actions: BlockAccess, NotifyUser',
      actor: { users: ['K.BERG@EXAMPLE.COM'] },
    });
    expect(named(fixture('dlp-sharepoint'))).toEqual([
      ['document', [`${SITE}/Shared/Customers.xlsx`, 'Customers.xlsx', '856386d5-0000-46e9-b53b-fd01ed590b00']],
      ['saas', [SITE, 'eae3edad-0000-43a9-b317-98d7ea5e3900']],
    ]);
  });

  it('reads a DLP match on a computer', () => {
    expect(read(fixture('dlp-endpoint'))).toMatchObject({
      ...{ severity: 5, count: 41, dataClasses: ['Credit Card Number'], unread: [] },
      description: 'Done on the computer: FileUploadedToCloud. Where to: files.example.net. Actions: Audit',
      actor: { users: ['k.berg@example.com'], ips: ['198.51.100.7'] },
    });
    expect(named(fixture('dlp-endpoint'))).toEqual([
      ['host', ['lt-0042.corp.example.com', '73e7e2de709dff64ef64b1d0c30e67fab63279ee']],
      ['document', ['C:\\Users\\k.berg\\Documents\\patients.csv']],
    ]);
  });

  it('reads an alert of the portal as one finding over its states, and what it is about as one breach with it', () => {
    const alert = fixture('compliance-alert');
    expect(read(alert)).toMatchObject({
      findingId: '5ba6e029-0000-13bd-b800-08d7b1801700',
      firstSeenAt: '2026-11-20T18:45:00.000Z',
      lastSeenAt: '2026-11-20T18:58:00.000Z',
      ...{ severity: 8, type: 'DataLossPrevention', count: 412, status: 'new', unread: [] },
      title: 'Unusual volume of downloads',
      actor: { users: ['k.berg@example.com'] },
    });
    const changed = read({ ...alert, Operation: 'AlertUpdated', Id: 'another', Status: 'Resolved' });
    expect(changed).toMatchObject({ findingId: read(alert).findingId, status: 'resolved' });
    const about = read({
      ...alert,
      Operation: 'AlertEntityGenerated',
      EntityType: 'User',
      AlertEntityId: 'a@example.com',
    });
    expect(about.findingId).toBe('7d6297b5-0000-46f0-3c1e-08d7b1c1fb00');
    expect(about.correlation).toBe(read(alert).correlation);
    expect(about.resources).toMatchObject([{ kind: 'identity', names: ['a@example.com'] }]);
  });

  it('takes what is shared with a guest for medium, and the same among members for low', () => {
    expect(read(fixture('shared-outside'))).toMatchObject({
      firstSeenAt: '2026-11-20T19:31:41.000Z',
      ...{ severity: 6, type: 'AddedToSecureLink', title: 'AddedToSecureLink: Customers.xlsx', unread: [] },
      description: 'Given to someone@partner.example.net (Guest)',
    });
    expect(named(fixture('shared-outside')).map(([kind]) => kind)).toEqual(['document', 'saas']);
    expect(read({ ...fixture('shared-outside'), TargetUserOrGroupType: 'Member' }).severity).toBe(3);
  });

  it('reads exports of a search, and finds the rule that sends mail on', () => {
    expect(read(fixture('inbox-rule'))).toMatchObject({
      ...{ findingId: '33333333-0000-4000-8000-000000000033', severity: 6, unread: [] },
      description: 'ForwardTo: someone@elsewhere.example.net',
      actor: { users: ['k.berg@example.com'], ips: ['2001:db8::9'] },
      resources: [{ kind: 'mailbox', names: ['claims@example.com'] }],
    });
  });

  it('names the mailbox that a command is about', () => {
    const commanded = (Operation: string, name: string, value: string) =>
      named({ ...fixture('everyday'), Operation, Parameters: [{ Name: name, Value: value }] });
    const mailbox = [['mailbox', ['claims@example.com']]];
    expect(commanded('Set-Mailbox', 'Identity', 'claims@example.com')).toEqual(mailbox);
    expect(commanded('New-InboxRule', 'Mailbox', 'claims@example.com')).toEqual(mailbox);
    expect(commanded('Set-TransportRule', 'Identity', 'a rule')).toEqual([['tenant', [TENANT]]]);
  });

  it('keeps everyday records low, with the tenant where nothing else is named', () => {
    expect(read(fixture('everyday'))).toMatchObject({ severity: 1, actor: { users: [] }, unread: [] });
    expect(named(fixture('everyday'))).toEqual([['tenant', [TENANT]]]);
  });

  it('reads lists, each record by itself, and says of a bell that it carries nothing', () => {
    const list = [fixture('everyday'), fixture('dlp-endpoint')];
    expect(findingsOf(microsoft365, list).map(({ severity }) => severity)).toEqual([1, 5]);
    expect(findingsOf(microsoft365, { value: list })).toHaveLength(2);
    expect(whyNotForUs(microsoft365, [{ contentUri: 'https://manage.example.com/x', contentId: 'x' }])).toMatch(
      /fetched/,
    );
  });

  it('takes a rule without a severity for high', () => {
    const record = fixture('dlp-endpoint');
    record.PolicyDetails = [{ PolicyName: 'p', Rules: [{ RuleName: 'r' }] }];
    expect(read(record)).toMatchObject({ severity: 7, unread: [{ field: 'severity' }] });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(microsoft365, fixture(name), ['ExchangeMetaData.Sent', 'ExchangeMetaData', 'Data', 'Operation']);
  });

  eachSample('microsoft-365')('reads the sample %s', (_name, record) => {
    expect(read(record)).toMatchObject({ unread: [], severity: 6 });
  });
});
