import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { salesforce } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('salesforce') as Record<string, unknown>;
const fixture = (name: string): unknown => structuredClone(fixtures[name]);
const read = (alert: unknown) => findingOf(salesforce, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names }) => [kind, ...names]);
const bulk = (patch: Json) => read({ ...(fixture('bulk-log-file') as Json), ...patch });

describe('salesforce', () => {
  it('reads an anomaly of the API as a query answers it', () => {
    expect(read(fixture('api-anomaly-stored'))).toMatchObject({
      findingId: '0a4779b0-0da1-4619-a373-0a36991dff90',
      firstSeenAt: '2026-11-20T19:12:26.965Z',
      observedAt: '2026-11-20T19:20:00.000Z',
      severity: 9.43,
      type: 'ApiAnomalyEvent',
      title: 'API was queried in an unusual way (Query of Contact with rowCount 42000)',
      actor: { users: ['j.doe@example.com', '005B0000001vURvIAM'], ips: ['198.51.100.20'] },
      count: 42_000,
      dataClasses: ['Contact', 'Account'],
      sample: false,
      unread: [],
    });
    expect(named('api-anomaly-stored')).toEqual([
      ['saas', 'salesforce'],
      ['database', 'salesforce/Contact'],
      ['database', 'salesforce/Account'],
      ['identity', 'j.doe@example.com', '005B0000001vURvIAM'],
    ]);
  });

  it('reads an exported report that a policy of the company noticed, however few rows it had', () => {
    expect(read(fixture('report-export-streamed'))).toMatchObject({
      type: 'ReportEvent',
      severity: 7,
      count: 350,
      actor: { ips: [] },
      unread: [],
    });
    expect(named('report-export-streamed')).toContainEqual([
      'document',
      '00OB00000000001',
      'All customers with bank data',
    ]);
  });

  it('belongs together: what one user did in one session, and the correlation names nobody', () => {
    const [anomaly, report] = [read(fixture('api-anomaly-stored')), read(fixture('report-export-streamed'))];
    expect(report.correlation).toBe(anomaly.correlation);
    expect(report.correlation).not.toMatch(/doe|005B/);
  });

  it('reads a bulk export of an event log file', () => {
    expect(bulk({})).toMatchObject({
      firstSeenAt: '2026-01-20T15:45:30.123Z',
      type: 'BulkApiResultEvent',
      title: 'BulkApiResultEvent of Contact, 150000 rows',
      severity: 8,
      dataClasses: ['Contact'],
      unread: [],
    });
    expect(bulk({}).resources[0]).toMatchObject({ kind: 'saas', names: ['salesforce', '00D5f00000000o7'] });
    expect(bulk({ JOB_ID: 'another' }).findingId).not.toBe(bulk({}).findingId);
  });

  it.each<[Json, number]>([
    [{ RECORDS_PROCESSED: 12_000 }, 5],
    [{ RECORDS_PROCESSED: 12 }, 3],
    [{ RECORDS_PROCESSED: null }, 5],
    [{ RECORDS_PROCESSED: 12, POLICY_OUTCOME: 'Block' }, 7],
    [{ RECORDS_PROCESSED: 12, POLICY_OUTCOME: 'TwoFANoAction' }, 3],
    [{ EVENT_TYPE: 'ReportEvent', Operation: 'ReportRunFromLightning' }, 3],
    [{ EVENT_TYPE: 'ReportAnomalyEventStore', Score: 85.5 }, 8.55],
    [{ EVENT_TYPE: 'ReportAnomalyEventStore' }, 7],
  ])('counts %j as severity %d', (patch, severity) => {
    expect(bulk(patch).severity).toBe(severity);
  });

  it('reads what the event relay brings through EventBridge, and never below medium', () => {
    expect(read(fixture('session-hijacking-relayed'))).toMatchObject({
      type: 'SessionHijackingEvent',
      firstSeenAt: '2026-11-20T21:00:00.000Z',
      observedAt: '2026-11-20T21:00:03.000Z',
      severity: 5,
      actor: { ips: ['198.51.100.99'] },
      unread: [],
    });
  });

  it('reads the unified anomaly by what it is', () => {
    expect(read(fixture('universal-anomaly'))).toMatchObject({ type: 'GuestUserAnomalyEvent', severity: 7.1 });
  });

  it('finds the object in a query, where nothing lists it', () => {
    expect(bulk({ ENTITY_NAME: undefined, Query: 'SELECT Id, Email FROM Lead WHERE x = 1' }).dataClasses).toEqual([
      'Lead',
    ]);
  });

  it('tells a bulk deletion from an export', () => {
    expect(bulk({ OPERATION_TYPE: 'hardDelete' }).type).toBe('BulkApiResultEvent:delete');
  });

  it('is not for us: the many events of ordinary work, unless a policy applied', () => {
    const login = { EventType: 'LoginEvent', EventIdentifier: 'l-1', EventDate: '2026-11-20T08:00:00Z' };
    expect(whyNotForUs(salesforce, login)).toMatch(/LoginEvent/);
    expect(read({ ...login, PolicyOutcome: 'Block' })).toMatchObject({ type: 'LoginEvent', severity: 7 });
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    // An event log file says the request, job and kind, and no id of the event.
    expectTolerance(salesforce, fixture(name), [
      ...['EventIdentifier', 'EventDate', 'CreatedDate', 'REQUEST_ID', 'JOB_ID', 'EVENT_TYPE'],
      ...['payload', 'data', 'AnomalySubType'],
    ]);
  });

  eachSample('salesforce')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({
      type: 'BulkApiResultEvent',
      severity: 8,
      firstSeenAt: '2024-01-20T15:45:30.123Z',
      dataClasses: ['Contact'],
      unread: [],
    });
  });
});
