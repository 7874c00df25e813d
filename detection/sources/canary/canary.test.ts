import { describe, expect, it } from '@jest/globals';
import {
  eachSample,
  expectTolerance,
  findingOf,
  fixturesOf,
  whyNotForUs,
} from '../../../test/support/alert-sources.ts';
import { canary } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('canary') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (alert: unknown) => findingOf(canary, alert);
const named = (name: string) => read(fixture(name)).resources.map(({ kind, names, tags }) => [kind, ...names, ...tags]);

describe('canary', () => {
  it('reads an incident on a Canary', () => {
    const at = '2026-11-20T21:14:05.000Z';
    expect(read(fixture('console-canary'))).toMatchObject({
      product: 'Canary',
      findingId: 'f78b692a7716d0d668012bc0eb65c367',
      firstSeenAt: at,
      lastSeenAt: at,
      observedAt: at,
      updatedAt: at,
      severity: 8,
      type: 'CanaryIncident:Shared File Opened',
      actor: { users: ['guest'], ips: ['10.0.4.14'] },
      sample: false,
      unread: [],
    });
    expect(read(fixture('console-canary')).description).toContain('Filename: HR/Salaries 2026.xlsx\nDst Port: 445');
  });

  it('names the decoy, and the machine of the company from which it was touched', () => {
    expect(named('console-canary')).toEqual([
      ['host', 'nas-backup-2', '000222326791e1e8', '10.0.4.27', 'flock=Head office'],
      ['host', '10.0.4.14', 'pc-17.corp.example.com'],
    ]);
    expect(named('console-token-by-splunk')).toEqual([
      ['other', 'jf15ldk2jeaooi8dhlc6rgt9g', 'key in the vault of ticket-worker'],
    ]);
  });

  it('reads a token of the console, also as it sends it to Splunk', () => {
    expect(read(fixture('console-token-by-splunk'))).toMatchObject({
      product: 'Canarytokens',
      findingId: '79cb967bde35e3b2d3b346844c16c4bf',
      type: 'CanarytokenIncident:AWS API Key Canarytoken triggered',
      severity: 8,
      count: 2,
      unread: [],
    });
  });

  it('keeps touches of one decoy from one address together', () => {
    const again = { ...fixture('console-canary'), IncidentHash: 'another', Timestamp: '2026-11-20 22:00:00 (UTC)' };
    expect(read(again).correlation).toBe(read(fixture('console-canary')).correlation);
    expect(read({ ...again, SourceIP: '10.0.4.99' }).correlation).not.toBe(read(again).correlation);
  });

  it('reads a token of canarytokens.org that was touched, and one that was found published', () => {
    expect(read(fixture('token-triggered'))).toMatchObject({
      firstSeenAt: '2026-09-23T18:02:11.000Z',
      severity: 8,
      type: 'CanarytokenIncident:aws_keys',
      title: 'environment of ticket-worker',
      actor: { ips: ['203.0.113.9'] },
      unread: [],
    });
    expect(read(fixture('token-exposed'))).toMatchObject({
      firstSeenAt: '2026-09-23T18:05:00.000Z',
      type: 'CanarytokenExposed:aws_keys',
      description: 'https://code.example.com/someone/repo/.env',
    });
    expect(named('token-exposed')).toEqual([
      ['other', 'abc123tokabc123tokabc123t', 'environment of ticket-worker', 'AKIAEXAMPLE0000000'],
    ]);
  });

  it('finds the token in the address of its page, where an older server names none', () => {
    expect(named('token-oldest')).toEqual([
      ['other', 'foo0foo0foo0foo0foo0foo0f', 'link in the wiki'],
      ['host', '10.0.4.14'],
    ]);
  });

  it.each<[string, Json, number]>([
    ['a scan', { Description: 'Host Port Scan' }, 5],
    ['a decoy that is gone', { AlertType: undefined, Description: 'Canary Disconnected' }, 3],
  ])('counts less: %s', (_name, patch, severity) => {
    expect(read({ ...fixture('console-canary'), ...patch }).severity).toBe(severity);
  });

  it('knows what Thinkst sends while a webhook is set up', () => {
    expect(read(fixture('console-test')).sample).toBe(true);
    expect(read(fixture('token-test')).sample).toBe(true);
    expect(read({ ...fixture('console-canary'), CanaryName: 'DummyDevice' }).sample).toBe(false);
  });

  it('is not for us: what people did in the console', () => {
    const audit = { type: 'console-audit', payload: { action_type: 'user_login', message: 'x' } };
    expect(whyNotForUs(canary, audit)).toMatch(/console/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    // An id that is derived changes with what it is derived of.
    expectTolerance(canary, fixture(name), [
      ...['IncidentHash', 'IncidentKey', 'token', 'manage_url', 'src_ip', 'SourceIP', 'CanaryID', 'AlertType'],
      ...['public_location', 'event', 'additional_data'],
    ]);
  });

  eachSample('canary')('reads the sample %s', (_name, alert) => {
    expect(read(alert).unread).toEqual([]);
  });
});
