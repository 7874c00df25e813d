import { describe, expect, it } from '@jest/globals';
import {
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { ocsf } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('ocsf') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(ocsf, alert);

describe('ocsf', () => {
  it('reads a detection finding of 1.1', () => {
    const place = { region: 'eu-central-1', account: '210987654321', dataClasses: [] };
    expect(read(fixture('detection-1.1'))).toEqual({
      ...{ source: 'ocsf', vendor: 'Example', product: 'Watcher', findingId: 'f-1', correlation: 'ocsf/f-1' },
      firstSeenAt: '2026-11-24T06:00:00.000Z',
      lastSeenAt: '2026-11-24T08:30:00.000Z',
      observedAt: '2026-11-24T08:38:20.000Z',
      updatedAt: '2026-11-24T08:40:00.000Z',
      ...{ severity: 8, severityWord: 'High', type: 'Exfiltration', count: 41, status: 'new', sample: false },
      ...{ title: 'Many objects were read', description: 'More than ever before.' },
      actor: { users: ['ticket-export'], ips: ['198.51.100.7'], processes: ['/usr/bin/aws'] },
      resources: [
        {
          kind: 'bucket',
          names: ['arn:aws:s3:::nordlys-tickets', 'nordlys-tickets'],
          tags: ['team=support'],
          ...place,
        },
        { kind: 'host', names: ['jump-1.example.com', '10.0.0.8'], tags: [], ...place },
        { kind: 'host', names: ['files.example.net'], tags: [], ...place },
      ],
      tactics: ['TA0010', 'Exfiltration', 'T1530', 'Data from Cloud Storage'],
      ...{ dataClasses: [], unread: [] },
    });
  });

  it('reads what a data security finding of 1.8 says of the data, and where it lies', () => {
    const finding = read(fixture('data-security-1.8'));
    expect(finding).toMatchObject({ status: 'updated', severity: 5, tactics: ['TA0009', 'Collection'], unread: [] });
    expect(finding.dataClasses).toEqual(['PHI', 'US_SSN', 'Health']);
    expect(finding.resources.map(({ kind, names }) => [kind, ...names])).toEqual([
      ['bucket', 'nordlys-exports'],
      ['database', 'billing', 'db-1'],
      ['database', 'patients', 'billing.patients'],
    ]);
  });

  it('reads an incident of several findings as one, with its end', () => {
    expect(read(fixture('incident-1.5'))).toMatchObject({
      ...{ findingId: 'm-2005', severity: 9.5, status: 'resolved', title: 'Many objects were read', unread: [] },
      description: 'Three findings of one evening.',
      firstSeenAt: '2026-11-24T06:00:00.000Z',
    });
  });

  it('reads several events, in a list and under a name', () => {
    const both = [fixture('detection-1.1'), fixture('data-security-1.8')];
    for (const body of [both, { events: both }, { findings: both }]) {
      expect(findingsOf(ocsf, body).map(({ findingId }) => findingId)).toEqual(['f-1', 'f-2']);
    }
  });

  it('is not for us: weaknesses, compliance, and events that are no findings', () => {
    for (const class_uid of [2002, 2003, 2007, 2008, 6003]) {
      expect(whyNotForUs(ocsf, { ...fixture('detection-1.1'), class_uid })).toMatch(`class ${class_uid}`);
    }
  });

  it('reads a finding of a class that is newer than those it knows', () => {
    const newer = { ...fixture('detection-1.1'), class_uid: 2_042, class_name: 'Newer Finding' };
    expect(read(newer)).toMatchObject({ findingId: 'f-1', severity: read(fixture('detection-1.1')).severity });
  });

  it('takes a severity of the tool’s own, and one that nobody knows as high', () => {
    expect(read({ ...fixture('detection-1.1'), severity_id: 99, severity: 'Critical' }).severity).toBe(9.5);
    expect(read({ ...fixture('detection-1.1'), severity_id: 0, severity: 'Unknown' }).severity).toBe(7);
  });

  it('takes no time in seconds for one in milliseconds', () => {
    const finding = read({ ...fixture('incident-1.5'), time: 1_795_509_600 });
    expect(finding.updatedAt).toBeNull();
    expect(finding.unread).toEqual([{ field: 'time', why: expect.stringMatching(/before 1980/) }]);
  });

  it('knows a test by its verdict, and a sample by the mark of Amazon', () => {
    expect(read({ ...fixture('incident-1.5'), verdict_id: 6 }).sample).toBe(true);
    const marked = fixture('detection-1.1');
    marked.finding_info = { ...(marked.finding_info as Json), title: '[SAMPLE] Many objects were read' };
    expect(read(marked).sample).toBe(false);
    marked.metadata = { version: '1.6.0', product: { name: 'GuardDuty', vendor_name: 'AWS' } };
    expect(read(marked).sample).toBe(true);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    const times = ['first_seen_time', 'last_seen_time', 'created_time', 'modified_time'];
    const optional = [...times.map((time) => `finding_info.${time}`), 'start_time', 'end_time', 'time_dt'];
    expectTolerance(ocsf, fixture(name), optional);
  });
});
