import { expect, it } from '@jest/globals';
import { toldTimes } from '../domain/alerts/told-times.ts';
import { makeFinding } from './make-finding.ts';
import { Reader } from './reader.ts';
import { understoodOf } from './understood.ts';

const [FIRST, LATER] = ['2026-11-20T21:10:00.000Z', '2026-11-20T22:00:00.000Z'];
const found = {
  ...{ source: 's', vendor: 'v', product: 'p', findingId: 'f-1', type: 't', title: 'T', sample: false, severity: 5 },
  ...{ firstSeenAt: FIRST, lastSeenAt: LATER, observedAt: LATER, updatedAt: null, resources: [] },
};

it('tells each instant once, with all that it is, and nothing that the tool does not say', () => {
  const understood = understoodOf(makeFinding(found, new Reader({})));
  expect(toldTimes(understood)).toEqual([
    { at: FIRST, which: ['began'] },
    { at: LATER, which: ['lastSeen', 'raised'] },
  ]);
  expect(Object.keys(understood)).not.toEqual(expect.arrayContaining(['actor', 'tactics', 'count', 'description']));
  const raised = understoodOf(makeFinding({ ...found, firstSeenAt: null, lastSeenAt: null }, new Reader({})));
  expect(toldTimes(raised)).toEqual([{ at: LATER, which: ['raised'] }]);
});

it('tells since when of what earlier versions judged', () => {
  const { raisedAt: _, firstSeenAt: __, lastSeenAt: ___, ...old } = understoodOf(makeFinding(found, new Reader({})));
  expect(toldTimes({ ...old, updatedAt: LATER })).toEqual([
    { at: FIRST, which: ['began'] },
    { at: LATER, which: ['changed'] },
  ]);
});

it('shows who acted, the first of each, and how many more there are', () => {
  const users = Array.from({ length: 25 }, (_, n) => `user-${n}`);
  const actor = { users, ips: ['198.51.100.7'], processes: ['x'.repeat(1_000)] };
  const { actor: shown } = understoodOf(makeFinding({ ...found, actor }, new Reader({})));
  expect([shown?.users.length, shown?.ips, shown?.processes[0]?.length, shown?.more]).toEqual([
    20,
    ['198.51.100.7'],
    300,
    5,
  ]);
});
