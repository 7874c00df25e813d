import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  findingsOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { elastic } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('elastic') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(elastic, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names }) => [kind, ...names]);

describe('elastic', () => {
  it('reads the alerts that a webhook action sends', () => {
    expect(read(fixture('action-alerts'))).toMatchObject({
      findingId: '9f0c1d2e3b4a',
      firstSeenAt: '2026-11-20T20:58:41.117Z',
      lastSeenAt: '2026-11-20T20:58:41.117Z',
      observedAt: '2026-11-20T21:05:00.117Z',
      updatedAt: '2026-11-20T21:05:00.117Z',
      severity: 7.3,
      severityWord: 'high',
      type: 'Exfiltration:Exfiltration by rclone',
      actor: { users: ['j.doe'], ips: ['198.51.100.8'], processes: ['/usr/bin/rclone'] },
      tactics: ['Exfiltration', 'TA0010', 'Exfiltration Over Web Service', 'T1567'],
      status: 'new',
      sample: false,
      unread: [],
    });
    expect(named('action-alerts')).toEqual([
      ['instance', 'i-0a1b2c', 'files-01', 'h-1', '10.0.0.21'],
      ['identity', 'j.doe'],
      ['account', '111122223333'],
    ]);
  });

  it('reads flattened fields of a search: what was suppressed, which pod, and what became of it', () => {
    expect(read(fixture('search-flattened'))).toMatchObject({
      findingId: 'a-2',
      firstSeenAt: '2026-11-21T07:30:00.000Z',
      lastSeenAt: '2026-11-21T07:59:30.000Z',
      updatedAt: '2026-11-21T09:00:00.000Z',
      severity: 4.7,
      type: 'Shell in a container',
      count: 12,
      status: 'resolved',
      unread: [],
    });
    expect(named('search-flattened')[0]).toEqual([
      'k8s-workload',
      ...['prod-eu/shop/api', 'prod-eu/shop/api-676b6c5bbc-4xc6t', 'shop/api', 'shop/api-676b6c5bbc-4xc6t'],
      ...['api', 'api-676b6c5bbc-4xc6t'],
    ]);
  });

  it('reads signals of before 8.0', () => {
    expect(read(fixture('oldest-signal'))).toMatchObject({
      findingId: 's-3',
      firstSeenAt: '2021-11-21T07:59:00.000Z',
      severity: 9.9,
      type: 'Credential Access:Brute force',
      title: 'Brute force',
      description: 'Many failed sign-ins, then one that held',
      status: 'updated',
      unread: [],
    });
  });

  it('keeps alerts of one rule, host and user together, and names nobody in that', () => {
    const [alert] = fixture('action-alerts').alerts as Json[];
    const other = structuredClone(alert ?? {}) as { kibana: { alert: Json } };
    other.kibana.alert.uuid = 'another';
    const [first, second] = findingsOf(elastic, { context: { alerts: [alert, other] } });
    expect(second?.findingId).toBe('another');
    expect(second?.correlation).toBe(first?.correlation);
    expect(first?.correlation).not.toMatch(/doe/);
  });

  it('is not for us: alerts of observability', () => {
    const slow = {
      '@timestamp': '2026-11-20T08:00:00Z',
      'kibana.alert.uuid': 'x',
      'kibana.alert.rule.producer': 'apm',
    };
    expect(whyNotForUs(elastic, slow)).toMatch(/apm/);
  });

  it('is not for us: a document that no rule raised', () => {
    expect(whyNotForUs(elastic, { _id: 'd-1', '@timestamp': '2026-11-20T08:00:00Z', message: 'x' })).toMatch(
      /no alert/,
    );
  });

  it('refuses the body of an action that names only the rule', () => {
    const refusal = expect.objectContaining({ code: 'content-refused' }) as unknown as Error;
    expect(() => read({ rule: { name: 'Exfiltration by rclone' }, date: '2026-11-20T21:05:00Z' })).toThrow(refusal);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    // Times stand for one another: the first event, what was suppressed, the start, the last change.
    expectTolerance(elastic, fixture(name), [
      ...['uuid', '_id', 'original_time', 'start', 'end', 'workflow_status_updated_at', 'signal'],
      ...['kibana', 'kibana.alert', 'kibana.alert.rule', 'alerts', '_source', 'hits', 'hits.hits', 'hits.hits[0]'],
    ]);
  });

  eachSample('elastic')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
