import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { googleScc } from './index.ts';

type Json = Record<string, Record<string, unknown>>;
const fixtures = fixturesOf('google-scc') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(googleScc, alert);
const named = (alert: unknown) => read(alert).resources.map(({ kind, names, account }) => [kind, names, account]);
const CLAIMS = '//bigquery.googleapis.com/projects/claims-eu/datasets/claims';
const ELSEWHERE = '//bigquery.googleapis.com/projects/elsewhere/datasets/x/tables/y';

describe('google-scc', () => {
  it('reads a notification: what was taken, by whom, and where it went', () => {
    expect(read(fixture('notification-exfiltration'))).toMatchObject({
      ...{ product: 'Event Threat Detection', findingId: '9848000000000000001/414f000000000000000000000000000a' },
      correlation: 'google-scc/9848000000000000001/414f000000000000000000000000000a',
      firstSeenAt: '2026-11-20T21:10:00.936Z',
      lastSeenAt: '2026-11-20T21:10:00.936Z',
      observedAt: '2026-11-20T22:12:30.858Z',
      ...{ severity: 8, severityWord: 'HIGH', type: 'Exfiltration: BigQuery Data Exfiltration', sample: false },
      description: 'A table was copied out of the organisation.',
      actor: { users: ['k.berg@example.com'], ips: ['203.0.113.9'] },
      tactics: ['EXFILTRATION', 'EXFILTRATION_OVER_WEB_SERVICE'],
      unread: [],
    });
    expect(named(fixture('notification-exfiltration'))).toEqual([
      ['database', [CLAIMS, 'claims'], '123400000000'],
      ['database', [`${CLAIMS}/tables/patients`, 'patients'], 'claims-eu'],
      ['database', [ELSEWHERE, 'y'], 'elsewhere'],
    ]);
  });

  it('reads a finding the same in Pub/Sub, in a list, and by both versions of the API', () => {
    const alert = fixture('notification-exfiltration');
    const data = Buffer.from(JSON.stringify(alert)).toString('base64');
    expect(read({ message: { data, messageId: '1' }, subscription: 's' })).toEqual(read(alert));
    const { finding, resource } = alert;
    const older = { ...finding, name: String(finding?.name).replace('/locations/global', '') };
    const list = { listFindingsResults: [{ finding: older, resource }, fixture('listed-public-bucket')] };
    expect(findingsOf(googleScc, list)[0]).toEqual(read(alert));
  });

  it('says what was put right, and what was muted', () => {
    const bucket = fixture('listed-public-bucket');
    expect(read(bucket)).toMatchObject({
      ...{ severity: 5, status: 'resolved', firstSeenAt: '2026-11-20T22:12:30.000Z', unread: [] },
    });
    expect(named(bucket)).toEqual([
      ['bucket', ['//storage.googleapis.com/invoice-copies', 'invoice-copies'], '123400000000'],
    ]);
    expect(read(fixture('sensitive-data'))).toMatchObject({
      ...{ status: 'archived', severity: 3, count: 12_000, dataClasses: ['EMAIL_ADDRESS'], unread: [] },
    });
  });

  it('names the machine of a finding that says only the project', () => {
    const { finding } = fixture('listed-public-bucket');
    const instance = '/projects/shop-eu/zones/europe-west3-a/instances/web-1';
    const sourceProperties = { properties: { instanceDetails: instance } };
    expect(named({ finding: { ...finding, sourceProperties } })).toContainEqual(
      expect.arrayContaining(['instance', [instance, 'web-1']]),
    );
  });

  it('names workloads, containers and processes', () => {
    expect(named(fixture('threat-in-kubernetes')).map(([kind, names]) => [kind, (names as string[])[0]])).toEqual([
      ['cluster', '//container.googleapis.com/projects/shop-eu/locations/europe-west3/clusters/prod'],
      ['k8s-workload', 'shop/api-7c9d-x1'],
      ['container', 'api'],
    ]);
    expect(read(fixture('threat-in-kubernetes'))).toMatchObject({
      ...{ severity: 9.5, unread: [] },
      actor: { processes: ['/tmp/x'], ips: ['203.0.113.77'] },
    });
  });

  it('leaves weaknesses in software and its own faults aside, and says so', () => {
    const { finding } = fixture('listed-public-bucket');
    const why = (findingClass: string) => whyNotForUs(googleScc, { finding: { ...finding, findingClass } });
    expect(why('VULNERABILITY')).toMatch(/weakness/);
    expect(why('SCC_ERROR')).toMatch(/fault/);
    expect(why('A_NEW_CLASS')).toBe('');
    expect(whyNotForUs(googleScc, { listFindingsResults: [], totalSize: 0 })).toMatch(/empty/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(googleScc, fixture(name));
  });

  eachSample('google-scc')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
