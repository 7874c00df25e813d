import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  claimDelivery,
  listDeliveries,
  reclaimDelivery,
  releaseDelivery,
  settleDelivery,
} from '../../store/deliveries.ts';
import { createList, dropUnfinishedList, sealList } from '../../store/recipient-lists.ts';
import { addRecipients, countRecipients, listRecipients } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const T1 = '2026-11-24T08:00:01.000Z';

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('ledgers');
});
afterAll(() => mongo.stop());

describe('the delivery ledger', () => {
  const claim = (key: string) =>
    claimDelivery(store, { key, breachId: `breach-${key}`, channel: 'email', purpose: 'notice', at: T0 });
  const claims = async (key: string, times: number) => {
    const results = await Promise.all(Array.from({ length: times }, () => claim(key)));
    return results.filter((r) => r.claimed).length;
  };
  const entry = async (key: string) => (await listDeliveries(store, `breach-${key}`))[0];

  it('gives a key to one of many claimants, and shows the others the entry', async () => {
    expect(await claims('a', 20)).toBe(1);
    expect(await claim('a')).toEqual({
      claimed: false,
      delivery: {
        key: 'a',
        breachId: 'breach-a',
        channel: 'email',
        purpose: 'notice',
        status: 'sending',
        at: T0,
        attempts: 1,
        detail: null,
      },
    });
  });
  it('gives a key that was sent or refused to nobody again, and keeps the result', async () => {
    for (const status of ['sent', 'refused'] as const) {
      await claim(status);
      await settleDelivery(store, status, status, T1, 'said the server');
      await settleDelivery(store, status, 'uncertain', T1);
      await releaseDelivery(store, status);
      await reclaimDelivery(store, status, T1);
      expect(await claims(status, 3)).toBe(0);
      expect(await entry(status)).toMatchObject({ status, at: T1, attempts: 1, detail: 'said the server' });
    }
  });
  it('gives a released key to one claimant again, as another attempt', async () => {
    await claim('r');
    await releaseDelivery(store, 'r');
    expect(await entry('r')).toBeUndefined();
    expect(await claims('r', 10)).toBe(1);
    expect(await entry('r')).toMatchObject({ status: 'sending', attempts: 2 });
  });
  it('lets an unsettled delivery be taken over, and an uncertain one become certain', async () => {
    await claim('u');
    await settleDelivery(store, 'u', 'uncertain', T1);
    await reclaimDelivery(store, 'u', T1);
    expect(await entry('u')).toMatchObject({ status: 'sending', attempts: 2 });
    await settleDelivery(store, 'u', 'uncertain', T1);
    await settleDelivery(store, 'u', 'sent', T1);
    expect(await entry('u')).toMatchObject({ status: 'sent' });
  });
});

describe('the recipients of a list', () => {
  const person = (i: number) => ({ name: `Person ${i}`, email: `p${i}@example.org`, language: 'en' });
  const people = (count: number) => Array.from({ length: count }, (_, i) => person(i + 1));
  const open = (id: string) => createList(store, { id, breachId: 'TOC-1', createdAt: T0 });

  it('are numbered in order, each address once whatever its case, also when an import is repeated', async () => {
    await open('l1');
    const rows = [...people(3), { ...person(2), email: ' P2@EXAMPLE.org ' }];
    expect(await addRecipients(store, 'l1', rows)).toEqual({ added: 3, duplicates: 1 });
    await open('l1');
    expect(await addRecipients(store, 'l1', people(4))).toEqual({ added: 1, duplicates: 3 });
    const all = await listRecipients(store, 'l1', { after: 0, limit: 10 });
    const rows4 = people(4).map((p, i) => ({ n: i + 1, ...p, status: 'pending', at: null }));
    expect(all).toEqual({ people: rows4, next: null });
    const page = await listRecipients(store, 'l1', { after: 1, limit: 2 });
    expect([page.people.map((r) => r.n), page.next]).toEqual([[2, 3], 3]);
  });
  it('are each added once by imports at the same time, also over a thousand, and to several lists', async () => {
    await Promise.all([open('l2'), open('l3')]);
    const results = await Promise.all([
      addRecipients(store, 'l2', people(1_200)),
      addRecipients(store, 'l2', people(1_200)),
      addRecipients(store, 'l3', people(5)),
    ]);
    expect((results[0]?.added ?? 0) + (results[1]?.added ?? 0)).toBe(1_200);
    expect(results[2]).toEqual({ added: 5, duplicates: 0 });
    const numbers = (await listRecipients(store, 'l2', { after: 0, limit: 2_000 })).people.map((r) => r.n);
    expect(numbers).toEqual(Array.from({ length: 1_200 }, (_, i) => i + 1));
  });
  it('are fixed once the list is sealed', async () => {
    await open('l4');
    await addRecipients(store, 'l4', people(2));
    expect(await sealList(store, 'l4')).toEqual({ recipients: 2 });
    await expect(addRecipients(store, 'l4', [person(9)])).rejects.toMatchObject({ code: 'conflict' });
    expect(await countRecipients(store, 'l4')).toMatchObject({ total: 2 });
    await expect(addRecipients(store, 'none', [person(1)])).rejects.toMatchObject({ code: 'not-found' });
    await expect(sealList(store, 'none')).rejects.toMatchObject({ code: 'not-found' });
  });
  it('are forgotten with a list that was never finished, and kept with one that was', async () => {
    await Promise.all([open('l7'), open('l8')]);
    await Promise.all([addRecipients(store, 'l7', people(2)), addRecipients(store, 'l8', people(2))]);
    await sealList(store, 'l8');
    await Promise.all([dropUnfinishedList(store, 'l7'), dropUnfinishedList(store, 'l8')]);
    expect(await countRecipients(store, 'l7')).toMatchObject({ total: 0 });
    expect(await countRecipients(store, 'l8')).toMatchObject({ total: 2 });
  });
});
