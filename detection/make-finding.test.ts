import { expect, it } from '@jest/globals';
import { Finding, MOST } from './finding.ts';
import { type Found, makeFinding } from './make-finding.ts';
import { Reader } from './reader.ts';

const found: Found = {
  ...{ source: 's', vendor: 'v', product: 'p', findingId: 'f-1', type: 't', title: null, severity: 5 },
  ...{ firstSeenAt: '2026-11-20T21:10:00.000Z', lastSeenAt: null, observedAt: null, updatedAt: null },
  ...{ resources: [], sample: false },
};

it.each<[string, Partial<Found>]>([
  ['a count that JSON does not carry unchanged', { count: 1e21 }],
  ['a count below nothing', { count: -1.5 }],
  ['a type made of long parts', { type: `${'a'.repeat(MOST.name)}:${'b'.repeat(MOST.name)}` }],
  ['a title and a description without end', { title: 'x'.repeat(10_000), description: '💥'.repeat(10_000) }],
  ['a severity beyond the scale', { severity: 11 }],
])('brings into its limits: %s', (_name, patch) => {
  const finding = makeFinding({ ...found, ...patch }, new Reader({}));
  expect(Finding.safeParse(finding).error).toBeUndefined();
});

it('takes an address that stands among the users for an address', () => {
  const actor = { users: ['kim@example.com', '203.0.113.9', '2001:db8::9'], ips: ['198.51.100.7', '203.0.113.9'] };
  expect(makeFinding({ ...found, actor }, new Reader({})).actor).toMatchObject({
    users: ['kim@example.com'],
    ips: ['198.51.100.7', '203.0.113.9', '2001:db8::9'],
  });
});

it('says once that no time could be read, where it stands and why', () => {
  const noted = (at: string) => {
    const reader = new Reader({ raised: at });
    const observedAt = reader.instant('raised');
    return makeFinding({ ...found, firstSeenAt: null, observedAt }, reader).unread.map(({ field }) => field);
  };
  expect(noted('2026-11-20 21:10:00')).toEqual(['raised']);
  expect(noted('')).toEqual(['time']);
});
