import { describe, expect, it } from '@jest/globals';
import { eachSample, expectTolerance, findingOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { splunk } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('splunk') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(splunk, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names }) => [kind, ...names]);
const withResult = (patch: Json) => {
  const alert = fixture('webhook-finding');
  return { ...alert, result: { ...(alert.result as Json), ...patch } };
};

describe('splunk', () => {
  it('reads a finding of Enterprise Security that a webhook carries', () => {
    expect(read(fixture('webhook-finding'))).toMatchObject({
      product: 'Enterprise Security',
      findingId: 'E10E99CE-2B29-4D28@@notable@@0f1e2d3c',
      firstSeenAt: '2026-11-20T21:13:20.000Z',
      observedAt: '2026-11-20T21:15:00.176Z',
      severity: 8,
      severityWord: 'high',
      type: 'Exfiltration:Threat - Large Upload - Rule',
      title: 'Large upload from files-01',
      actor: { users: ['j.doe'], ips: ['198.51.100.40'] },
      tactics: ['Exfiltration', 'T1567', 'T1048'],
      count: 41,
      status: 'updated',
      sample: false,
      unread: [],
    });
    expect(named('webhook-finding')).toEqual([
      ['host', 'files-01.corp.example.com', '192.0.2.61'],
      ['identity', 'j.doe'],
    ]);
  });

  it('reads a notable event as it lies in the index, with what stands in its text', () => {
    expect(read(fixture('notables-from-index'))).toMatchObject({
      firstSeenAt: '2026-11-20T21:16:52.000Z',
      observedAt: '2026-11-20T21:16:43.176Z',
      severity: 8,
      type: 'Credential Access:Access - Excessive Failed Logins - Rule',
      actor: { users: ['b.roe'], ips: [] },
      count: 5,
      unread: [],
    });
    expect(named('notables-from-index')).toEqual([
      ['host', 'vpn-1.example.com'],
      ['host', 'pc-17'],
      ['identity', 'b.roe'],
    ]);
    const again = read(fixture('notables-from-index')).findingId;
    expect(read(fixture('notables-from-index')).findingId).toBe(again);
  });

  it.each([['a'.repeat(100_000)], ['a="\\\\"'.repeat(20_000)], [`a="${'\\\\'.repeat(50_000)}`]])(
    'is not held up by a hostile text of the index',
    (_raw) => {
      expect(read({ _cd: '1:2', _raw, urgency: 'low' }).severity).toBe(3);
    },
  );

  it('reads the alert of a saved search', () => {
    expect(read(fixture('saved-search'))).toMatchObject({
      product: 'Splunk',
      findingId: 'scheduler_admin_search_W2_at_14232356_132',
      firstSeenAt: '2026-11-20T21:14:05.500Z',
      severity: 9.5,
      type: 'Public bucket',
      unread: [],
    });
    expect(read(fixture('saved-search')).resources[0]).toMatchObject({
      ...{ kind: 'bucket', names: ['nordlys-exports'], account: '111122223333', region: 'eu-central-1' },
    });
  });

  it('takes several values of a field for several machines', () => {
    for (const dest of ['a.example.com\nb.example.com', ['a.example.com', 'b.example.com']]) {
      const hosts = read(withResult({ dest })).resources.filter(({ kind }) => kind === 'host');
      expect(hosts.map(({ names }) => names)).toEqual([['a.example.com'], ['b.example.com']]);
    }
  });

  it('takes a severity that a search does not say as high, and says so', () => {
    const finding = read(withResult({ urgency: undefined, severity: undefined }));
    expect(finding.severity).toBe(7);
    expect(finding.unread.map(({ field }) => field)).toEqual(['severity', 'severity']);
  });

  it('keeps findings of one rule about one object together, and names nobody in that', () => {
    const other = read(withResult({ event_id: 'another' }));
    expect(other.correlation).toBe(read(fixture('webhook-finding')).correlation);
    expect(other.correlation).not.toMatch(/doe/);
  });

  it('refuses a result that nothing identifies', () => {
    const refusal = expect.objectContaining({ code: 'content-refused' }) as unknown as Error;
    expect(() => read({ result: { dest: 'a' } })).toThrow(refusal);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    // Ids and times stand for one another, from the most particular to the least.
    expectTolerance(splunk, fixture(name), [
      ...['event_id', 'sid', '_time', 'orig_time', 'info_search_time', '_indextime', '_raw', '_cd', '_bkt'],
      ...['result', 'results', 'results[0]', 'search_name'],
    ]);
  });

  eachSample('splunk')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
