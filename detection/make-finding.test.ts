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
