import { describe, expect, it } from '@jest/globals';
import { eachSample, expectTolerance, findingOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { cloudevents } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('cloudevents') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown, headers: Record<string, string> = {}) => findingOf(cloudevents, alert, headers);

describe('cloudevents', () => {
  it('reads an event with its attributes', () => {
    expect(read(fixture('alert'))).toMatchObject({
      findingId: 'https://watch.example.com/tickets a-1',
      vendor: 'https://watch.example.com/tickets',
      type: 'com.example.alert.exfiltration',
      updatedAt: '2026-11-24T08:40:00.000Z',
      ...{ severity: 8, severityWord: 'high', title: 'Many objects were read.', count: 41, unread: [] },
      actor: { users: ['ticket-export'], ips: ['198.51.100.7'], processes: [] },
      resources: [
        { kind: 'bucket', names: ['nordlys-tickets'] },
        { kind: 'other', names: ['tickets.example.com'] },
      ],
    });
  });

  it('reads the same event in binary mode, from its headers', () => {
    const { data, id, source, type, time, subject } = fixture('alert') as Record<string, string>;
    const headers = { 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': source, 'ce-type': type, 'ce-time': time };
    expect(read(data, { ...headers, 'ce-subject': subject } as Record<string, string>)).toEqual(read(fixture('alert')));
  });

  it('keeps events of one id and two origins apart, and names the subject where no resource is named', () => {
    const other = { ...fixture('alert'), source: '/other', data: { severity: 5 } };
    expect(read(other).findingId).toBe('/other a-1');
    expect(read(other).resources).toEqual([expect.objectContaining({ names: ['bucket/nordlys-tickets'] })]);
  });

  it('reads OCSF within an event as OCSF', () => {
    const finding_info = { uid: 'f-1', title: 'Many objects were read' };
    const data = { class_uid: 2004, time: 1_795_509_600_000, severity_id: 4, finding_info };
    expect(read({ ...fixture('alert'), data })).toMatchObject({ source: 'cloudevents', findingId: 'f-1', severity: 8 });
  });

  it('takes an event that says nothing of its severity as severe, and says so', () => {
    const finding = read({ ...fixture('alert'), data: {} });
    expect(finding).toMatchObject({ severity: 7, unread: [{ field: 'data.severity' }] });
  });

  it('refuses what is no event', () => {
    expect(() => read({ title: 'x' })).toThrow(/id is missing/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(cloudevents, fixture(name));
  });

  eachSample('cloudevents')('reads the sample %s', (_name, alert) => {
    expect(read(alert)).toMatchObject({ findingId: 'https://example.com/orders order-123', severity: 7 });
  });
});
