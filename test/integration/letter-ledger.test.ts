import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import {
  claimLetters,
  decideUncertainLetters,
  giveBackLetters,
  type LetterOutcome,
  lettersStanding,
  openLetters,
  settleLetters,
} from '../../store/ledger/letters.ts';
import { createList } from '../../store/recipient-lists.ts';
import { addRecipients, countRecipients, listRecipients, recipientsOf } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';
import { ALL_SLOTS, checkedPages, entriesOf } from '../support/ledgers.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';

const T0: Instant = '2026-11-24T08:00:00.000Z';
const LOCK_END = plusMs(T0, 3 * MINUTE_MS);
const BREACH = 'TOC-2026-0001';

let mongo: TestMongo;
let store: Store;
let lists = 0;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('letters');
});
afterAll(() => mongo.stop());

/** A list of so many people, as a campaign of its own. */
async function newLetters(count: number) {
  lists += 1;
  const letters = { breachId: BREACH, campaign: lists, listId: `list-${lists}` };
  await createList(store, { id: letters.listId, breachId: BREACH, createdAt: T0 });
  const people = Array.from({ length: count }, (_, n) => {
    return { name: `Person ${n + 1}`, email: `p${n + 1}@home.example`, language: n % 2 === 0 ? 'de' : 'en' };
  });
  await addRecipients(store, letters.listId, people);
  const ledger = `${BREACH}/campaign/${letters.campaign}`;
  return { ...letters, ledger };
}
type Open = Awaited<ReturnType<typeof newLetters>>;

const claim = async ({ listId }: Open, now = T0, until = LOCK_END, limit = 5_000) => {
  const held = newClaim();
  return { held, letters: await claimLetters(store, listId, held, { slots: ALL_SLOTS, now, until, limit }) };
};
const settle = (open: Open, { held, letters }: Awaited<ReturnType<typeof claim>>, outcome: LetterOutcome, now = T0) =>
  settleLetters(store, open, held, new Map(letters.map(({ row }) => [row, outcome])), now, 1);
const statuses = async ({ listId }: Open) => {
  const { people } = await listRecipients(store, listId, { after: 0, limit: 100 });
  return people.map(({ status }) => status);
};

describe('claims on letters', () => {
  it('are disjoint, give each person once, and name everybody in their own language', async () => {
    const open = await newLetters(300);
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(open, T0, LOCK_END, 50)));
    const people = [...claims, await claim(open)].flatMap(({ letters }) => letters.map(({ person }) => person));
    expect(people.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    for (const { n, language } of people) expect(language).toBe(n % 2 === 1 ? 'de' : 'en');
  });
  it('whose lock ran out say so to every later caller; those not begun are free at once', async () => {
    const open = await newLetters(3);
    const first = await claim(open);
    await giveBackLetters(store, open.listId, first.held, T0);
    expect(await statuses(open)).toEqual(['pending', 'pending', 'pending']);
    const dead = await claim(open);
    expect(dead.letters.map(({ isLeftOver }) => isLeftOver)).toEqual([false, false, false]);
    expect((await claim(open, plusMs(LOCK_END, -1))).letters).toEqual([]);
    const second = await claim(open, LOCK_END, plusMs(LOCK_END, MINUTE_MS));
    await giveBackLetters(store, open.listId, second.held, LOCK_END);
    const third = await claim(open, plusMs(LOCK_END, MINUTE_MS), plusMs(LOCK_END, HOUR_MS));
    expect(third.letters.map(({ isLeftOver }) => isLeftOver)).toEqual([true, true, true]);
    // Who slept over the end of its lock writes nothing, into the rows or into the chain.
    await settle(open, dead, 'sent', LOCK_END);
    expect(await entriesOf(store, open.ledger)).toEqual([]);
    await settle(open, third, 'uncertain', LOCK_END);
    expect(await statuses(open)).toEqual(['uncertain', 'uncertain', 'uncertain']);
    expect((await claim(open, plusMs(LOCK_END, 100 * HOUR_MS))).letters).toEqual([]);
    expect(await entriesOf(store, open.ledger)).toEqual(['1 uncertain', '2 uncertain', '3 uncertain']);
  });
  it('find the people of a list of before, where what was being sent may have left', async () => {
    const open = await newLetters(5);
    const old = { listId: open.listId };
    await recipientsOf(store).updateMany(old, { $unset: { slot: '', nextAt: '', tries: '' } });
    for (const [n, status] of [
      [1, 'sent'],
      [2, 'sending'],
      [3, 'refused'],
    ] as const) {
      await recipientsOf(store).updateOne({ ...old, n }, { $set: { status } });
    }
    expect((await claim(open)).letters).toEqual([]);
    await openLetters(store, open.listId);
    const held = await claim(open);
    const byN = held.letters.map(({ person, isLeftOver }) => [person.n, isLeftOver]).sort();
    expect(byN).toEqual([
      [2, true],
      [4, false],
      [5, false],
    ]);
    await openLetters(store, open.listId);
    expect((await claim(open)).letters).toEqual([]);
  });
  it('never take a person whom a worker of before has written to since', async () => {
    const open = await newLetters(3);
    await recipientsOf(store).updateOne({ listId: open.listId, n: 2 }, { $set: { status: 'sent' } });
    expect((await claim(open)).letters.map(({ person }) => person.n).sort()).toEqual([1, 3]);
    expect(await statuses(open)).toEqual(['sending', 'sent', 'sending']);
    expect((await lettersStanding(store, open)).nextAt).toBe(LOCK_END);
  });
});

describe('settled letters', () => {
  it('stand in the chain where they ended, and are counted', async () => {
    const open = await newLetters(1_100);
    await settle(open, await claim(open), 'sent');
    expect(await lettersStanding(store, open)).toMatchObject({
      ...{ counts: { total: 1_100, sent: 1_100 }, nextAt: null, head: { page: 3 } },
    });
    expect((await checkedPages(store, open.ledger)).map(({ entries }) => entries.length)).toEqual([500, 500, 100]);
  });
  it('that a server does not take now are tried after four pauses, then refused', async () => {
    const open = await newLetters(1);
    let now = T0;
    const pauses: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      await settle(open, await claim(open, now, plusMs(now, 1)), 'later', now);
      const { nextAt } = await lettersStanding(store, open);
      pauses.push((Date.parse(nextAt ?? '') - Date.parse(now)) / MINUTE_MS);
      now = nextAt ?? now;
    }
    expect(pauses).toEqual([5, 30, 120, 360]);
    await settle(open, await claim(open, now, plusMs(now, 1)), 'later', now);
    expect(await statuses(open)).toEqual(['refused']);
    expect(await entriesOf(store, open.ledger)).toEqual(['1 refused']);
  });
  it('whose connections break off are never refused for it, and have a pass left after', async () => {
    const open = await newLetters(1);
    let now = T0;
    for (let i = 0; i < 9; i += 1) {
      await settle(open, await claim(open, now, plusMs(now, 1)), i === 8 ? 'later' : 'broken', now);
      expect(await statuses(open)).toEqual(['pending']);
      now = (await lettersStanding(store, open)).nextAt ?? now;
    }
    await settle(open, await claim(open, now, plusMs(now, 1)), 'sent', now);
    expect(await statuses(open)).toEqual(['sent']);
  });
  it('are uncertain until a person decides, one by one or all, each once', async () => {
    const open = await newLetters(4);
    await settle(open, await claim(open), 'uncertain');
    const word = { by: 'dpo', at: LOCK_END, reasons: 'The server’s log was read.' };
    const decide = (decision: 'arrived' | 'send-again', people: number[] | null) =>
      decideUncertainLetters(store, open, { ...word, decision, people });
    expect(await decide('arrived', [1, 99])).toBe(1);
    const both = await Promise.all([decide('send-again', null), decide('send-again', null)]);
    expect(both.reduce((a, b) => a + b)).toBe(3);
    expect(await statuses(open)).toEqual(['sent', 'pending', 'pending', 'pending']);
    const again = await claim(open, LOCK_END, plusMs(LOCK_END, HOUR_MS));
    expect(again.letters.map(({ isLeftOver }) => isLeftOver)).toEqual([false, false, false]);
    expect(await entriesOf(store, open.ledger)).toHaveLength(8);
  });
});

describe('at 20,000 people', () => {
  it('counts come from the index alone, and a claim reads what it takes', async () => {
    const open = await newLetters(20_000);
    const rows = recipientsOf(store);
    type Stats = { totalDocsExamined: number };
    type Explained = { executionStats?: Stats; stages?: { $cursor: { executionStats: Stats } }[] };
    const due = { listId: open.listId, slot: { $in: [0, 1, 2, 3] }, nextAt: { $lte: T0 } };
    const found = (await rows.find(due).sort({ nextAt: 1 }).limit(250).explain('executionStats')) as Explained;
    expect(found.executionStats?.totalDocsExamined).toBeLessThanOrEqual(260);
    const pipeline = [
      { $match: { listId: open.listId } },
      { $group: { _id: '$status', n: { $sum: 1 }, next: { $min: '$nextAt' } } },
    ];
    const hint = { listId: 1, status: 1, nextAt: 1 };
    const counted = (await rows.aggregate(pipeline, { hint }).explain('executionStats')) as Explained;
    expect((counted.executionStats ?? counted.stages?.[0]?.$cursor.executionStats)?.totalDocsExamined).toBe(0);
    expect(await countRecipients(store, open.listId)).toMatchObject({ total: 20_000, pending: 20_000 });
  });
});
