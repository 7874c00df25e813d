import { describe, expect, it } from '@jest/globals';
import { eachSample, expectTolerance, findingOf, findingsOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { haveIBeenPwned } from './index.ts';

type Json = Record<string, unknown>;
const fixtures = fixturesOf('have-i-been-pwned') as Record<string, Json>;
const fixture = (name: string): Json => structuredClone(fixtures[name] ?? {});
const read = (answer: unknown) => findingOf(haveIBeenPwned, answer);
const named = (answer: unknown) => read(answer).resources.map(({ kind, names }) => [kind, names]);
const described = (patch: Json) => {
  const answer = fixture('domain-search');
  return { ...answer, breaches: [{ ...(answer.breaches as Json[])[0], ...patch }] };
};

describe('have-i-been-pwned', () => {
  it('reads one finding for each breach: which accounts, what of them, and whose breach it was', () => {
    expect(read(fixture('domain-search'))).toMatchObject({
      findingId: 'example.com/ExampleShop',
      ...{ firstSeenAt: null, lastSeenAt: null },
      observedAt: '2026-11-20T22:12:30.000Z',
      updatedAt: '2026-11-21T08:00:00.000Z',
      ...{ severity: 6, type: 'Breach', title: '2 accounts of example.com in Example Shop', count: 2, sample: false },
      description: "Day of the breach: 2026-10-04. In October 2026, the shop lost its customers' data.",
      dataClasses: ['Email addresses', 'Passwords', 'Physical addresses'],
      unread: [],
    });
    expect(named(fixture('domain-search'))).toEqual([
      ['identity', ['k.berg@example.com']],
      ['identity', ['m.lund@example.com']],
      ['saas', ['shop.example.net', 'Example Shop', 'ExampleShop']],
    ]);
  });

  it('takes what a stealer took for high, passwords for medium, and lists of spam and made-up breaches for low', () => {
    expect(read(described({ IsStealerLog: true }))).toMatchObject({ severity: 8, type: 'StealerLog' });
    expect(read(described({ DataClasses: ['Email addresses'] })).severity).toBe(4);
    expect(read(described({ IsSpamList: true }))).toMatchObject({ severity: 2, type: 'SpamList' });
    expect(read(described({ IsFabricated: true })).severity).toBe(2);
    expect(read(described({ IsVerified: false })).description).toMatch(/could not verify/);
  });

  it('joins accounts of the logs of stealers with the sites whose passwords were taken', () => {
    expect(read(fixture('stealer-logs'))).toMatchObject({
      findingId: 'example.com/StealerLogs',
      severity: 8,
      count: 2,
    });
    expect(named(fixture('stealer-logs'))).toEqual([
      ['identity', ['k.berg@example.com']],
      ['identity', ['m.lund@example.com']],
      ['saas', ['crm.example.net']],
      ['saas', ['mail.example.org']],
    ]);
  });

  it('takes a breach that nobody described for high, and knows the domain of the service for tests', () => {
    const finding = read(fixture('not-described'));
    expect(finding).toMatchObject({ severity: 7, sample: true, findingId: 'hibp-integration-tests.com/ExampleForum' });
    expect(finding.unread.map(({ field }) => field)).toEqual(['breach', 'time', 'severity']);
  });

  it('keeps breaches of one answer apart, and names no person in a key', () => {
    const accounts = { 'k.berg': ['ExampleShop', 'ExampleForum'], 'm.lund': ['ExampleForum'] };
    const findings = findingsOf(haveIBeenPwned, { ...fixture('domain-search'), accounts });
    expect(findings.map(({ findingId, count }) => [findingId, count])).toEqual([
      ['example.com/ExampleShop', 1],
      ['example.com/ExampleForum', 2],
    ]);
    expect(findings.map(({ correlation }) => correlation).join()).not.toMatch(/berg|lund/);
  });

  it.each(Object.keys(fixtures))('loses neither id nor time silently, whatever is changed in %s', (name) => {
    expectTolerance(haveIBeenPwned, fixture(name), [
      'ModifiedDate',
      'accounts',
      'k.berg',
      'm.lund',
      'multiple-breaches',
      '[0]',
    ]);
  });

  eachSample('have-i-been-pwned')('reads the sample %s', (_name, answer) => {
    expect(findingsOf(haveIBeenPwned, answer).length).toBeGreaterThan(0);
  });
});
