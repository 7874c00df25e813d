import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { gcpAudit } from './index.ts';

type Json = Record<string, Record<string, unknown>>;
const fixtures = fixturesOf('gcp-audit') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (entry: unknown) => findingOf(gcpAudit, entry);
const named = (entry: unknown) => read(entry).resources.map(({ kind, names, account }) => [kind, names, account]);
const at = '2026-11-20T21:10:00.123Z';

describe('gcp-audit', () => {
  it('reads that a bucket was opened to everybody, and who stood behind the service account', () => {
    expect(read(fixture('bucket-opened'))).toMatchObject({
      ...{ product: 'storage.googleapis.com', findingId: '-abc123d0e0', type: 'storage.setIamPermissions' },
      ...{ firstSeenAt: at, lastSeenAt: at, observedAt: at, updatedAt: at },
      ...{ severity: 7, severityWord: 'NOTICE', description: 'Given to allUsers', status: 'new', sample: false },
      title: 'storage.setIamPermissions: projects/_/buckets/invoice-copies',
      actor: { users: ['deploy@billing-eu.iam.example.com', 'k.berg@example.com'], ips: ['198.51.100.7'] },
      unread: [],
    });
    // Everybody is no thing that two findings could have in common.
    expect(named(fixture('bucket-opened'))).toEqual([
      ['bucket', ['projects/_/buckets/invoice-copies', 'invoice-copies'], 'billing-eu'],
    ]);
  });

  it('takes a project for an account and an organisation for a tenant, also where only their names stand there', () => {
    const entry = fixture('bucket-opened');
    const kindsOf = (resourceName: string) =>
      named({
        ...entry,
        resource: {},
        protoPayload: { ...entry.protoPayload, resourceName, authorizationInfo: [] },
      }).map(([kind]) => kind);
    expect(kindsOf('projects/billing-eu')).toEqual(['account']);
    expect(kindsOf('organizations/888888888888')).toEqual(['tenant']);
    expect(kindsOf('//cloudresourcemanager.googleapis.com/folders/7')).toEqual(['tenant']);
  });

  it('does not take for opening what takes such a right away', () => {
    const entry = fixture('bucket-opened');
    const bindingDeltas = [{ action: 'REMOVE', role: 'roles/storage.objectViewer', member: 'allUsers' }];
    entry.protoPayload = { ...entry.protoPayload, serviceData: { policyDelta: { bindingDeltas } } };
    expect(read(entry)).toMatchObject({ severity: 3, description: 'Rights are changed' });
  });

  it('reads that a table was extracted, and joins the entries of one operation', () => {
    expect(read(fixture('table-extracted'))).toMatchObject({
      ...{ severity: 5, description: 'Extracted to gs://elsewhere/patients.csv', unread: [] },
      correlation: expect.stringMatching(/^gcp-audit\/operation\/1700000000000-claims-eu:job_1$/),
      actor: { users: ['k.berg@example.com'], ips: [] },
    });
    expect(named(fixture('table-extracted'))[1]).toEqual([
      'database',
      ['projects/claims-eu/datasets/claims/tables/patients', 'patients'],
      'claims-eu',
    ]);
  });

  it('takes what was denied for low, whatever was tried', () => {
    expect(read(fixture('denied'))).toMatchObject({
      ...{ severity: 2, description: 'It was denied. PERMISSION_DENIED', unread: [] },
      actor: { users: ['serviceAccount:deploy@claims-eu.iam.example.com'] },
    });
    const entry = fixture('denied');
    entry.protoPayload = { ...entry.protoPayload, status: {} };
    expect(read(entry)).toMatchObject({ severity: 6, description: 'Data is exported' });
    expect(named(entry)).toEqual([
      ['database', ['projects/claims-eu/instances/claims', 'claims-eu:claims'], 'claims-eu'],
    ]);
  });

  it('reads an entry the same in Pub/Sub, in a list and bare, and leaves other logs aside', () => {
    const entry = fixture('denied');
    const data = Buffer.from(JSON.stringify(entry)).toString('base64');
    expect(read({ message: { data, messageId: '1' }, subscription: 's' })).toEqual(read(entry));
    expect(findingsOf(gcpAudit, { entries: [entry, fixture('bucket-opened')] })[0]).toEqual(read(entry));
    expect(whyNotForUs(gcpAudit, { insertId: 'x', textPayload: 'hello' })).toMatch(/no audit log/);
  });

  it('derives an id where a collector left it out, the same each time, and refuses what says nothing', () => {
    const entry = { ...fixture('denied'), insertId: undefined };
    expect(read(entry).findingId).toMatch(/^[0-9a-f]{32}$/);
    expect(read(entry).findingId).toBe(read(structuredClone(entry)).findingId);
    expect(read(entry).unread.map(({ field }) => field)).toEqual(['insertId']);
    expect(() => read({})).toThrow(/protoPayload is missing/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(gcpAudit, fixture(name));
  });

  eachSample('gcp-audit')('reads the sample %s', (_name, entry) => {
    const finding = read(entry);
    expect(finding).toMatchObject({ severity: 6, resources: [{ kind: 'bucket' }, { kind: 'bucket' }] });
    expect(finding.unread.map(({ field }) => field)).toEqual(['insertId']);
  });
});
