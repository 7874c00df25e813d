import { expect, test } from '@jest/globals';
import { campaignName, campaignNumber, type LedgerStanding, listIdOf, newerStanding } from './standing.ts';

const campaigns = [
  { number: 1, listId: 'L-1' },
  { number: 2, listId: 'L-2' },
];

test('a campaign writes to its own list; the notices, and a campaign that there is not, to none', () => {
  expect([1, 2].map((number) => listIdOf({ campaigns }, campaignName(number)))).toEqual(['L-1', 'L-2']);
  expect(listIdOf({ campaigns }, 'notices')).toBeNull();
  expect(listIdOf({ campaigns }, campaignName(3))).toBeNull();
  expect(listIdOf({ campaigns: [] }, campaignName(1))).toBeNull();
});

test('the name of a campaign says its number, and the notices have none', () => {
  expect([1, 12].map((number) => campaignNumber(campaignName(number)))).toEqual([1, 12]);
  expect(campaignNumber('notices')).toBeNull();
});

test('of two counts of a ledger the one counted later holds: that of the longer chain', () => {
  const counted = (page: number | null, total: number): LedgerStanding => ({
    ...{ counts: { total }, head: page === null ? null : { page, hash: `h${page}` } },
  });
  expect(newerStanding(counted(3, 1), counted(2, 2))?.counts.total).toBe(1);
  expect(newerStanding(counted(2, 1), counted(3, 2))?.counts.total).toBe(2);
  // Counted again without a new page: the count that was found now.
  expect(newerStanding(counted(2, 1), counted(2, 2))?.counts.total).toBe(2);
  expect(newerStanding(counted(null, 1), counted(0, 2))?.counts.total).toBe(2);
  expect(newerStanding(counted(1, 1), counted(null, 2))?.counts.total).toBe(1);
  expect(newerStanding(null, counted(1, 2))?.counts.total).toBe(2);
  expect(newerStanding(counted(1, 1), null)?.counts.total).toBe(1);
  expect(newerStanding(null, null)).toBeNull();
});
