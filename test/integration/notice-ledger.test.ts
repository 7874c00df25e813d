import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { nextAct } from '../../domain/communication/follow-ups.ts';
import type { PlannedNotice } from '../../domain/plan/types.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { readNoticeLink, signNoticeLink } from '../../store/crypto/links.ts';
import { appendEvents, readEvents } from '../../store/events.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import { commitToLedger } from '../../store/ledger/commit.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { decideUncertainNotices } from '../../store/ledger/notice-decisions.ts';
import { revokeAfterClose } from '../../store/ledger/notice-links.ts';
import { recordLook } from '../../store/ledger/notice-looks.ts';
import { claimNotices, giveBackNotices, saveContents, settleNotices } from '../../store/ledger/notice-pages.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { markMisuseTold, misuseToTell, noticesLedger, noticesStanding } from '../../store/ledger/notices.ts';
import { ledgersWithNews, readRowEntries, returnNews, settleNews, takeNews } from '../../store/ledger/pages.ts';
import { openEntryWords } from '../../store/ledger/words.ts';
import { countByStatus, listNotices } from '../../store/notice-lists.ts';
import { noticeId, noticesOf, readNotice, USES_KEPT } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';
import { ALL_SLOTS, checkedPages, deliverDue, deliveredFirst, entriesOf } from '../support/ledgers.ts';
import { startMongo, type TestMongo, testKeyring } from '../support/mongo.ts';
import { noticeTo, reportedEvent } from '../support/plans.ts';

const T0: Instant = '2026-11-24T08:00:00.000Z';
const LOCK_END = plusMs(T0, 3 * MINUTE_MS);
const LATER = plusMs(T0, HOUR_MS);
const answers = { holdsData: 'yes', misuse: 'no', answeredBy: 'Ole' } as const;
const keyring = testKeyring();

let mongo: TestMongo;
let store: Store;
let breaches = 0;
beforeAll(async () => {
  mongo = await startMongo({ own: true });
  store = await mongo.open('notices', keyring);
});
afterAll(() => mongo.stop());

const newBreach = () => `TOC-2026-${String(++breaches).padStart(4, '0')}`;
const party = (n: number) => `party-${n}`;
const toMany = (count: number, more: Partial<PlannedNotice> = {}) =>
  Array.from({ length: count }, (_, n) => ({ ...noticeTo(party(n), T0), ...more }));
const plan = (id: string, wanted: PlannedNotice[], at = T0) => planRows(store, id, wanted, { exercise: false, at });
const counts = async (id: string) => (await countByStatus(store, id)).counts;
const entries = (id: string) => entriesOf(store, `${id}/notices`);
const row = async (id: string, counterparty = party(0), round = 1) => {
  const doc = await noticesOf(store).findOne({ _id: noticeId(id, counterparty, round) });
  if (doc === null) throw new Error('no such row');
  return doc;
};
const claim = async (id: string, now = T0, until = LOCK_END, limit = 5_000) => {
  const held = newClaim();
  return { held, rows: await claimNotices(store, id, held, { slots: ALL_SLOTS, now, until, limit }) };
};
/** Each first letter of a claim ended like this. */
const settleAll = async (
  id: string,
  { held, rows }: Awaited<ReturnType<typeof claim>>,
  result: Parameters<typeof deliveredFirst>[1],
  at: Instant,
) => {
  const outcomes = rows.map((one) => deliveredFirst(one, result, at));
  await settleNotices(store, id, held, outcomes, at);
};

describe('planning', () => {
  it('adds a row and an entry for each of 1,200, and the same plan again changes nothing', async () => {
    const id = newBreach();
    await plan(id, toMany(1_200));
    const before = await noticesStanding(store, id);
    expect(before).toMatchObject({ counts: { total: 1_200, planned: 1_200 }, head: { page: 3 }, nextAt: T0 });
    await plan(id, toMany(1_200), LATER);
    expect(await noticesStanding(store, id)).toEqual(before);
    expect((await checkedPages(store, `${id}/notices`)).map((page) => page.entries.length)).toEqual([500, 500, 200]);
  });
  it('names further systems in the same round while nothing has gone out, with today’s schedule and text', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const { held } = await claim(id);
    await saveContents(store, held, new Map([[noticeId(id, party(0), 1), contentOf('before')]]));
    await giveBackNotices(store, id, held, T0);
    await plan(id, [{ ...noticeTo(party(0), LATER), systems: ['archive', 'console'] }], LATER);
    expect(await row(id)).toMatchObject({
      systems: ['archive', 'console'],
      sendAt: LATER,
      nextAt: LATER,
      content: null,
    });
    expect(await entries(id)).toEqual(['party-0~1 planned', 'party-0~1 planned']);
  });
  it('tells anew, as another round, whose further systems are touched once something has gone out', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await deliverDue(store, id, T0, LOCK_END, 'sent');
    const more = [{ ...noticeTo(party(0), LATER), systems: ['archive'] }];
    await plan(id, more, LATER);
    await plan(id, more, LATER);
    expect(await counts(id)).toEqual({ total: 2, superseded: 1, planned: 1 });
    expect(await row(id, party(0), 2)).toMatchObject({ systems: ['archive'], nextAt: LATER });
    expect((await claim(id, plusMs(T0, 100 * HOUR_MS))).rows.map(({ record }) => record.round)).toEqual([2]);
  });
  it('withdraws who is not touched any more, and begins again with who is touched once more', async () => {
    const id = newBreach();
    await plan(id, toMany(3));
    await plan(id, toMany(1));
    expect(await counts(id)).toEqual({ total: 3, planned: 1, withdrawn: 2 });
    const later = plusMs(T0, 40 * 24 * HOUR_MS);
    await plan(
      id,
      toMany(2, noticeTo('', later)).map((notice, n) => ({ ...notice, counterparty: party(n) })),
      later,
    );
    expect(await counts(id)).toEqual({ total: 3, planned: 2, withdrawn: 1 });
    // Its link is open for as long as that of anybody told for the first time.
    expect(await row(id, party(1))).toMatchObject({ nextAt: later, expiresAt: noticeTo('', later).expiresAt });
  });
  it('records a letter that left while its notice was withdrawn, and tells that counterparty anew later', async () => {
    const id = newBreach();
    await plan(id, toMany(2));
    const { held, rows } = await claim(id);
    await plan(id, [noticeTo(party(1), T0)]);
    await settleAll(id, { held, rows }, 'sent', T0);
    expect(await row(id)).toMatchObject({
      status: 'withdrawn',
      nextAt: null,
      claim: null,
      deliveries: [{ result: 'sent' }],
    });
    await plan(id, toMany(2), LATER);
    expect(await row(id, party(0), 2)).toMatchObject({ status: 'planned' });
    expect(await row(id, party(1))).toMatchObject({ status: 'sent' });
  });
  it('makes another round of what a letter that is just leaving does not name', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const { held, rows } = await claim(id);
    await plan(id, [{ ...noticeTo(party(0), LATER), systems: ['archive', 'console'] }], LATER);
    // Its lock holds: nobody else takes the row for one that a crash left.
    expect((await claim(id, T0, LATER)).rows).toEqual([]);
    await settleAll(id, { held, rows }, 'sent', T0);
    expect(await row(id)).toMatchObject({
      status: 'superseded',
      systems: ['console'],
      deliveries: [{ result: 'sent' }],
    });
    expect(await row(id, party(0), 2)).toMatchObject({ status: 'planned', systems: ['archive', 'console'] });
  });
});

describe('claims', () => {
  it('of many callers at once are disjoint and together all that is due', async () => {
    const id = newBreach();
    await plan(id, toMany(300));
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(id, T0, LOCK_END, 40)));
    const rest = await claim(id);
    const ids = [...claims, rest].flatMap(({ rows }) => rows.map(({ record }) => record.id));
    expect(ids).toHaveLength(300);
    expect(new Set(ids).size).toBe(300);
    expect((await claim(id)).rows).toEqual([]);
  });
  it('whose lock ran out say so, once and for every later caller, until the row is settled', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const dead = await claim(id);
    expect(dead.rows.map(({ isLeftOver }) => isLeftOver)).toEqual([false]);
    expect((await claim(id, plusMs(LOCK_END, -1))).rows).toEqual([]);
    const second = await claim(id, LOCK_END, plusMs(LOCK_END, MINUTE_MS));
    expect(second.rows.map(({ isLeftOver }) => isLeftOver)).toEqual([true]);
    // That one crashes too, or fails and gives back what it never touched.
    await giveBackNotices(store, id, second.held, LOCK_END);
    const third = await claim(id, plusMs(LOCK_END, MINUTE_MS), LATER);
    expect(third.rows.map(({ isLeftOver }) => isLeftOver)).toEqual([true]);
    // Whoever slept over the end of its lock changes nothing any more.
    await settleAll(id, dead, 'sent', LATER);
    expect(await row(id)).toMatchObject({ status: 'planned', deliveries: [] });
    await settleAll(id, third, 'uncertain', LATER);
    expect(await counts(id)).toEqual({ total: 1, uncertain: 1 });
    expect((await claim(id, LATER, plusMs(LATER, HOUR_MS))).rows).toEqual([]);
  });
  it('that were not begun go back and are free at once', async () => {
    const id = newBreach();
    await plan(id, toMany(4));
    const { held, rows } = await claim(id);
    const left = rows.map(({ record }) => ({ id: record.id, hasSecond: true, what: 'left' as const }));
    await settleNotices(store, id, held, left, T0);
    const again = await claim(id);
    expect(again.rows.map(({ isLeftOver }) => isLeftOver)).toEqual([false, false, false, false]);
    await giveBackNotices(store, id, again.held, T0);
    expect((await claim(id)).rows).toHaveLength(4);
    expect(await entries(id)).toHaveLength(4);
  });
});

describe('settling', () => {
  const tried = (id: string, until: Instant) => {
    const act = { act: 'deliver', number: 1, step: 'first', contact: 'first', letter: 'first', at: T0 } as const;
    const due = { ...act, until, completes: [1] };
    return { id, hasSecond: true, what: 'tried', act: due, messageId: 'm', detail: 'SMTP 450' } as const;
  };

  it('leaves an answer that came in the middle of sending, and no reminder follows', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const { held, rows } = await claim(id);
    const _id = noticeId(id, party(0), 1);
    await acknowledgeNotice(store, { id: _id, breachId: id }, T0, answers);
    await settleAll(id, { held, rows }, 'sent', T0);
    expect(await row(id)).toMatchObject({ status: 'acknowledged', nextAt: null, deliveries: [{ result: 'sent' }] });
    expect((await claim(id, plusMs(T0, 1_000 * HOUR_MS))).rows).toEqual([]);
    expect(await entries(id)).toEqual(['party-0~1 planned', 'party-0~1 acknowledged', 'party-0~1 sent']);
  });
  it('records as uncertain a letter whose sender died while the answer came in', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await claim(id);
    await acknowledgeNotice(store, { id: noticeId(id, party(0), 1), breachId: id }, T0, answers);
    const { held, rows } = await claim(id, LOCK_END, LATER);
    await settleAll(id, { held, rows }, 'uncertain', LATER);
    expect(await row(id)).toMatchObject({
      status: 'acknowledged',
      nextAt: null,
      deliveries: [{ result: 'uncertain' }],
    });
  });
  it('defers what was not taken now, with one entry, and has it failed once the next step is due', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const until = plusMs(T0, 12 * HOUR_MS);
    let now = T0;
    for (let i = 0; i < 4; i += 1) {
      const { held, rows } = await claim(id, now, plusMs(now, 3 * MINUTE_MS));
      expect(rows).toHaveLength(1);
      await settleNotices(store, id, held, [tried(rows[0]?.record.id ?? '', until)], now);
      const after = await row(id);
      expect(after).toMatchObject({ status: 'deferred', tries: i + 1, claim: null });
      expect((after.nextAt ?? '') > now && (after.nextAt ?? '') <= until).toBe(true);
      now = after.nextAt ?? now;
    }
    const { held, rows } = await claim(id, until, plusMs(until, MINUTE_MS));
    await settleNotices(store, id, held, [tried(rows[0]?.record.id ?? '', until)], until);
    expect(await row(id)).toMatchObject({ status: 'failed', deliveries: [{ result: 'failed' }], nextAt: until });
    expect(await entries(id)).toEqual(['party-0~1 planned', 'party-0~1 deferred', 'party-0~1 failed']);
  });
  it('brings the escalation forward where the first contact is refused for good', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await deliverDue(store, id, T0, LOCK_END, 'refused');
    expect(await row(id)).toMatchObject({ status: 'refused', nextAt: T0, done: [1] });
  });
});

describe('an answer', () => {
  it('is the first of four at once, and what was said then stays', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await deliverDue(store, id, T0, LOCK_END, 'sent');
    const _id = noticeId(id, party(0), 1);
    const said = ['Ada', 'Ole', 'Kim', 'Zoe'].map((answeredBy) => ({ ...answers, answeredBy }));
    await Promise.all(said.map((one) => acknowledgeNotice(store, { id: _id, breachId: id }, LATER, one)));
    const first = (await readNotice(store, _id))?.answers;
    await acknowledgeNotice(store, { id: _id, breachId: id }, LATER, { ...answers, misuse: 'yes' });
    expect(said).toContainEqual(first);
    expect((await readNotice(store, _id))?.answers).toEqual(first);
    expect((await entries(id)).filter((entry) => entry.endsWith('acknowledged'))).toHaveLength(1);
    const [, , entry] = await readRowEntries(store, `${id}/notices`, 'party-0~1');
    expect(entry).toMatchObject({ by: 'counterparty:party-0', data: { holdsData: 'yes', misuse: 'no' } });
  });
  it('of which an earlier page told only its own engine is taken in as it was given then', async () => {
    const id = newBreach();
    await plan(id, toMany(2));
    await deliverDue(store, id, T0, LOCK_END, 'sent');
    const [mine, other] = [noticeId(id, party(0), 1), noticeId(id, party(1), 1)];
    await acknowledgeNotice(store, { id: mine, breachId: id }, T0, { ...answers, misuse: 'yes' });
    const { acknowledgedAt, answers: sealed } = await row(id);
    // As version 0.1 wrote it: the status was the engine's.
    await noticesOf(store).updateOne({ _id: mine }, { $set: { status: 'sent', misuse: false, nextAt: LATER } });
    await acknowledgeNotice(store, { id: mine, breachId: id }, LATER, answers);
    expect(await row(id)).toMatchObject({ status: 'acknowledged', acknowledgedAt, misuse: true, nextAt: null });
    expect(sealed).not.toBeNull();
    expect(await misuseToTell(store, id)).toEqual([{ counterparty: party(0), round: 1, signs: 1 }]);
    await acknowledgeNotice(store, { id: 'nothing', breachId: id }, LATER, answers);
    expect(await row(id, party(1))).toMatchObject({ _id: other, status: 'sent' });
  });
  it('comes from a hundred at once beside pages that send, and every one stands in a chain that holds', async () => {
    const id = newBreach();
    await plan(id, toMany(300));
    await deliverDue(store, id, T0, LOCK_END, 'sent');
    const before = (await checkedPages(store, `${id}/notices`)).length;
    const reminding = plusMs(T0, 12 * HOUR_MS);
    const acknowledging = Array.from({ length: 100 }, (_, n) =>
      acknowledgeNotice(store, { id: noticeId(id, party(n), 1), breachId: id }, reminding, answers),
    );
    const sending = Array.from({ length: 4 }, async () => {
      const { held, rows } = await claim(id, reminding, plusMs(reminding, 3 * MINUTE_MS), 100);
      const outcomes = rows.map((one) => {
        const first = deliveredFirst(one, 'sent', reminding);
        return { ...first, delivery: { ...first.delivery, number: 2, step: 'reminder' as const }, completes: [2] };
      });
      await settleNotices(store, id, held, outcomes, reminding);
      return rows.length;
    });
    await Promise.all([...acknowledging, ...sending]);
    expect((await counts(id)).acknowledged).toBe(100);
    const pages = (await checkedPages(store, `${id}/notices`)).slice(before);
    const whats = pages.flatMap((page) => page.entries.map(({ what }) => what));
    expect(whats.filter((what) => what === 'acknowledged')).toHaveLength(100);
    // What waits for a commit goes together: far fewer pages than changes.
    expect(pages.length).toBeLessThan(30);
  });
  it('is counted as seen with the first look of a person alone, whoever else looks', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const notice = await readNotice(store, noticeId(id, party(0), 1));
    if (notice === null) throw new Error('no notice');
    const look = { at: LATER, addressPrefix: '192.0.2.0/24' };
    const use = { ...look, what: 'opened' };
    await Promise.all([1, 2, 3].map(() => recordLook(store, notice, look, 'opened')));
    expect(await readNotice(store, notice.id)).toMatchObject({
      ...{ openedAt: LATER, uses: [use, use, use], prefetched: null },
      opened: { count: 3, first: look, last: look },
    });
    expect(await entries(id)).toEqual(['party-0~1 planned', 'party-0~1 opened']);
  });
  it('keeps its first and last look whatever floods it, and counts all of them', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const read = async () => {
      const notice = await readNotice(store, noticeId(id, party(0), 1));
      if (notice === null) throw new Error('no notice');
      return notice;
    };
    const first = { at: T0, addressPrefix: '192.0.2.0/24' };
    await recordLook(store, await read(), first, 'opened');
    const notice = await read();
    const flood = { at: LATER, addressPrefix: '203.0.113.0/24' };
    await recordLook(store, notice, flood, 'prefetched');
    const again = await read();
    await Promise.all(Array.from({ length: USES_KEPT + 4 }, () => recordLook(store, again, flood, 'prefetched')));
    await recordLook(store, again, { ...flood, at: LOCK_END }, 'opened');
    const after = await read();
    expect(after.openedAt).toBe(T0);
    expect(after.opened).toEqual({ count: 2, first, last: { ...flood, at: LOCK_END } });
    expect(after.prefetched).toEqual({ count: USES_KEPT + 5, first: flood, last: flood });
    expect(after.uses).toHaveLength(USES_KEPT);
    expect(await entries(id)).toEqual(['party-0~1 planned', 'party-0~1 opened', 'party-0~1 prefetched']);
  });
});

describe('a commit', () => {
  const entry = (name: string) => ({ row: name, at: T0, by: 'dpo', what: 'noted' });

  it('of a change that throws leaves nothing written, and those that wait with it are committed', async () => {
    const id = newBreach();
    await plan(id, toMany(3));
    const ref = noticesLedger(id);
    const touch = (n: number, then: () => void = () => {}) =>
      commitToLedger(store, ref, async (session) => {
        const filter = { _id: noticeId(id, party(n), 1) };
        await noticesOf(store).updateOne(filter, { $set: { tries: 7 } }, { session });
        then();
        return [entry(party(n))];
      });
    const fails = touch(1, () => {
      throw new Error('cannot');
    });
    const results = await Promise.allSettled([touch(0), fails, touch(2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([await row(id), await row(id, party(1)), await row(id, party(2))].map(({ tries }) => tries)).toEqual([
      7, 0, 7,
    ]);
    await touch(1);
    expect((await entries(id)).slice(3)).toEqual(['party-0 noted', 'party-2 noted', 'party-1 noted']);
  });
  it('goes with those that wait for it on one page', async () => {
    const ref = noticesLedger(newBreach());
    await Promise.all(Array.from({ length: 50 }, (_, n) => commitToLedger(store, ref, async () => [entry(`${n}`)])));
    expect((await checkedPages(store, ref.ledger)).map((page) => page.entries.length)).toEqual([1, 49]);
  });
  it('by two processes at once keeps the chain whole, from its first page on', async () => {
    const other = await mongo.open('notices', keyring);
    const ref = noticesLedger(newBreach());
    const writes = Array.from({ length: 60 }, (_, n) => [
      commitToLedger(store, ref, async () => [entry(`a${n}`)]),
      commitToLedger(other, ref, async () => [entry(`b${n}`)]),
    ]);
    await Promise.all(writes.flat());
    for (let n = 0; n < 10; n += 1) {
      await Promise.all([store, other].map((each) => commitToLedger(each, ref, async () => [entry(`c${n}`)])));
    }
    const names = (await entriesOf(store, ref.ledger)).map((one) => one.split(' ')[0]);
    expect(names).toHaveLength(140);
    expect(new Set(names).size).toBe(130);
  });
  it('outlives a change of the database’s primary', async () => {
    const id = newBreach();
    await plan(id, toMany(40));
    const { held, rows } = await claim(id);
    const admin = store.connection.db?.admin();
    const away = admin?.command({ replSetStepDown: 2, secondaryCatchUpPeriodSecs: 0, force: true }).catch(() => null);
    await settleAll(id, { held, rows }, 'sent', T0);
    await away;
    expect(await counts(id)).toEqual({ total: 40, sent: 40 });
    expect(await entries(id)).toHaveLength(80);
  });
});

describe('news', () => {
  it('is what others write, not the workflow; one takes it, and what comes later is news again', async () => {
    const id = newBreach();
    const { ledger } = noticesLedger(id);
    const isNews = async () => (await ledgersWithNews(store, 100)).some((one) => one.ledger === ledger);
    await plan(id, toMany(2));
    await deliverDue(store, id, T0, LOCK_END, 'sent');
    expect(await isNews()).toBe(false);
    await acknowledgeNotice(store, { id: noticeId(id, party(0), 1), breachId: id }, T0, answers);
    await deliverDue(store, id, plusMs(T0, 12 * HOUR_MS), LATER, 'sent');
    expect(await isNews()).toBe(true);
    expect((await Promise.all([1, 2, 3].map(() => takeNews(store, ledger)))).filter(Boolean)).toHaveLength(1);
    await returnNews(store, ledger);
    expect(await takeNews(store, ledger)).toBe(true);
    // What comes while the workflow is being told may have come too late for it.
    await acknowledgeNotice(store, { id: noticeId(id, party(1), 1), breachId: id }, T0, answers);
    expect(await takeNews(store, ledger)).toBe(false);
    await settleNews(store, ledger);
    expect([await isNews(), await takeNews(store, ledger)]).toEqual([true, true]);
    // The workflow's own pages are no news.
    await deliverDue(store, id, plusMs(T0, 100 * HOUR_MS), plusMs(T0, 101 * HOUR_MS), 'sent');
    await settleNews(store, ledger);
    expect([await isNews(), await takeNews(store, ledger)]).toEqual([false, false]);
  });
  it('that somebody took who died before telling it is told by another', async () => {
    const id = newBreach();
    const { ledger } = noticesLedger(id);
    await plan(id, toMany(1));
    await acknowledgeNotice(store, { id: noticeId(id, party(0), 1), breachId: id }, T0, answers);
    expect([await takeNews(store, ledger), await takeNews(store, ledger)]).toEqual([true, false]);
    const ledgers = store.connection.db?.collection<{ _id: string }>('ledgers');
    await ledgers?.updateOne({ _id: ledger }, [
      { $set: { takenAt: { $dateSubtract: { startDate: '$takenAt', unit: 'minute', amount: 1 } } } },
    ]);
    expect(await takeNews(store, ledger)).toBe(true);
  });
});

describe('uncertain notices', () => {
  const word = { by: 'dpo', at: LATER, reasons: 'Asked by phone.' };

  it('are decided one by one or all, each with an entry; decided twice changes nothing', async () => {
    const id = newBreach();
    await plan(id, toMany(5));
    await deliverDue(store, id, T0, LOCK_END, 'uncertain');
    const decide = (decision: 'arrived' | 'send-again', counterparties: string[] | null) =>
      decideUncertainNotices(store, id, { ...word, decision, counterparties });
    expect(await decide('arrived', [party(0), 'nobody'])).toBe(1);
    expect(await row(id)).toMatchObject({
      status: 'sent',
      deliveries: [{ result: 'sent', messageId: `m.${id}~party-0` }],
    });
    const both = await Promise.all([decide('send-again', null), decide('send-again', null)]);
    expect(both.reduce((a, b) => a + b)).toBe(4);
    expect(await decide('arrived', null)).toBe(0);
    expect(await counts(id)).toEqual({ total: 5, sent: 1, planned: 4 });
    expect(await row(id, party(1))).toMatchObject({ nextAt: LATER, deliveries: [], done: [], tries: 0 });
    const again = await claim(id, LATER, plusMs(LATER, HOUR_MS));
    expect(again.rows.map(({ isLeftOver }) => isLeftOver)).toEqual([false, false, false, false]);
    expect((await entries(id)).filter((one) => one.endsWith('send-again'))).toHaveLength(4);
  });
});

describe('a page', () => {
  it('keeps its text from before the first letter on, and opens by the newest link alone', async () => {
    const id = newBreach();
    const _id = noticeId(id, party(0), 1);
    await plan(id, toMany(1));
    const { held, rows } = await claim(id);
    const save = (text: string) => saveContents(store, held, new Map([[_id, contentOf(text)]]));
    await save('first');
    await settleAll(id, { held, rows }, 'sent', T0);
    await save('second');
    expect((await readNotice(store, _id))?.content).toEqual(contentOf('first'));

    await recordOf(id, link('link-reissued', 2));
    const { generation, revoked, expiresAt } = await row(id);
    expect({ generation, revoked }).toEqual({ generation: 2, revoked: false });
    const token = await signNoticeLink(store.keyring, { noticeId: _id, generation, expiresAt });
    expect(await readNoticeLink(store.keyring, token, LATER)).toMatchObject({ noticeId: _id, generation: 2 });
    await deliverDue(store, id, plusMs(T0, 12 * HOUR_MS), plusMs(T0, 13 * HOUR_MS), 'sent');
    expect(await readNotice(store, _id)).toMatchObject({ generation: 2, revoked: false });
  });
});

/** Records events of a breach as its workflow does. */
async function recordOf(id: string, ...events: BreachEvent[]) {
  const known = await readEvents(store, id);
  if (known.length === 0) await appendEvents(store, id, 1, [reportedEvent(id, T0)]);
  await appendEvents(store, id, Math.max(known.length, 1) + 1, events);
}

function link(type: 'link-revoked' | 'link-reissued', generation: number, counterparty = party(0)): BreachEvent {
  const data = { counterparty, round: 1, generation };
  return { ...{ type, data, at: LATER, by: 'dpo', key: `${type}/${generation}` }, personal: { reasons: 'Passed on.' } };
}

describe('what was decided on a link', () => {
  const sentTo = async (many = 1) => {
    const id = newBreach();
    await plan(id, toMany(many));
    await deliverDue(store, id, T0, LOCK_END, 'sent');
    return id;
  };

  it('stands in its row with the record, once, and the workflow is told', async () => {
    const id = await sentTo(2);
    await recordOf(id, link('link-revoked', 1), link('link-reissued', 2, party(1)));
    expect(await row(id)).toMatchObject({ revoked: true, generation: 1 });
    expect(await row(id, party(1))).toMatchObject({ revoked: false, generation: 2, nextAt: LATER });
    expect((await entries(id)).slice(-2)).toEqual(['party-0~1 link-revoked', 'party-1~1 link-reissued']);
    expect(await takeNews(store, noticesLedger(id).ledger)).toBe(true);
    // The same append again, as after an answer that got lost.
    await appendEvents(store, id, 2, [link('link-revoked', 1), link('link-reissued', 2, party(1))]);
    expect((await entries(id)).length).toBe(6);
  });

  it('is mailed as one letter of its own, and not again by the next page', async () => {
    const id = await sentTo();
    await recordOf(id, link('link-reissued', 2));
    const acts: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const { held, rows } = await claim(id, LATER, plusMs(LATER, MINUTE_MS));
      const outcomes = rows.map(({ record }) => {
        const act = nextAct(record, true, LATER);
        if (act?.act !== 'deliver') throw new Error('nothing to deliver');
        acts.push(`${act.step} ${act.contact}`);
        const { number, step, contact, completes } = act;
        const delivery = { number, step, contact, result: 'sent', at: LATER } as const;
        const common = { id: record.id, hasSecond: true, messageId: 'm', detail: null };
        return { ...common, what: 'delivered' as const, delivery, completes };
      });
      await settleNotices(store, id, held, outcomes, LATER);
    }
    expect(acts).toEqual(['link first']);
    expect(await row(id)).toMatchObject({ status: 'sent', nextAt: plusMs(T0, 12 * HOUR_MS) });
  });

  it('of two that came at once counts the first; one for a link that is gone changes nothing', async () => {
    const id = await sentTo();
    await recordOf(id, link('link-reissued', 2), { ...link('link-reissued', 2), key: 'other' });
    await recordOf(id, link('link-revoked', 1));
    expect(await row(id)).toMatchObject({ generation: 2, revoked: false });
    expect((await entries(id)).filter((each) => each.includes('link'))).toEqual(['party-0~1 link-reissued']);
    const unsent = newBreach();
    await plan(unsent, toMany(1));
    await recordOf(unsent, link('link-reissued', 2), link('link-revoked', 9), link('link-revoked', 1, 'nobody'));
    expect(await row(unsent)).toMatchObject({ generation: 1, revoked: false, status: 'planned' });
  });

  it('is done whole while others write to the ledger without a pause', async () => {
    const id = await sentTo(40);
    const answering = Array.from({ length: 39 }, (_, n) =>
      acknowledgeNotice(store, { id: noticeId(id, party(n + 1), 1), breachId: id }, LATER, answers),
    );
    await Promise.all([recordOf(id, link('link-revoked', 1)), ...answering]);
    expect(await row(id)).toMatchObject({ revoked: true });
    expect((await counts(id)).acknowledged).toBe(39);
    await checkedPages(store, noticesLedger(id).ledger);
  });

  it('of a closed breach stands in the ledger alone, with who and why, and once', async () => {
    const id = await sentTo();
    const _id = noticeId(id, party(0), 1);
    const said = { by: 'user:7', at: LATER, reasons: 'Found on the web.' };
    await revokeAfterClose(store, { id: _id, breachId: id }, said);
    await revokeAfterClose(store, { id: _id, breachId: id }, said);
    expect(await row(id)).toMatchObject({ revoked: true });
    const [entry, ...others] = (await readRowEntries(store, noticesLedger(id).ledger, 'party-0~1')).filter(
      ({ what }) => what === 'link-revoked',
    );
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ by: 'user:7', data: { generation: 1 } });
    expect(entry && openEntryWords(store, _id, entry)?.personal).toEqual({ reasons: 'Found on the web.' });
  });
});

describe('answers that come after the first', () => {
  const give = (id: string, answeredBy: string, more = {}, at = LATER) =>
    acknowledgeNotice(store, { id: noticeId(id, party(0), 1), breachId: id }, at, {
      ...answers,
      ...more,
      answeredBy,
    });

  it('at once or later are kept beside it, sealed, each once; the first stands', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await Promise.all(['Ada', 'Ben', 'Cleo', 'Dora'].map((name) => give(id, name)));
    await give(id, 'Ada', {}, plusMs(LATER, 1));
    const notice = await readNotice(store, noticeId(id, party(0), 1));
    const all = [notice?.answers?.answeredBy, ...(notice?.others ?? []).map((other) => other.answers.answeredBy)];
    // Who answered before others did, and answers again, is heard again.
    expect([...new Set(all)].toSorted()).toEqual(['Ada', 'Ben', 'Cleo', 'Dora']);
    expect(all.at(-1)).toBe('Ada');
    const again = all.length === 5 ? ['party-0~1 answered-beside'] : [];
    expect(all[0]).toBe((await readNotice(store, noticeId(id, party(0), 1)))?.answers?.answeredBy);
    expect(JSON.stringify(await row(id))).not.toMatch(/Ada|Ben|Cleo|Dora/);
    expect((await entries(id)).toSorted()).toEqual([
      ...['party-0~1 acknowledged', 'party-0~1 answered-beside', 'party-0~1 answered-beside'],
      ...['party-0~1 answered-beside', ...again, 'party-0~1 planned'],
    ]);
  });

  it('warn of misuse too', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await give(id, 'Ada');
    expect(await misuseToTell(store, id)).toEqual([]);
    await give(id, 'Ben', { misuse: 'yes' });
    expect(await misuseToTell(store, id)).toEqual([{ counterparty: party(0), round: 1, signs: 1 }]);
    expect((await readNotice(store, noticeId(id, party(0), 1)))?.answers).toMatchObject({ misuse: 'no' });
  });

  it('warn of each sign of misuse that the same party sees, and count it', async () => {
    const id = newBreach();
    await plan(id, toMany(2));
    const first = { counterparty: party(0), round: 1, signs: 1 };
    await give(id, 'Ada', { misuse: 'yes' });
    await markMisuseTold(store, id, first);
    expect([await misuseToTell(store, id), (await noticesStanding(store, id)).answers?.misuse]).toEqual([[], 1]);
    // The same again, and what takes it back, is no further sign.
    await give(id, 'Ada', { misuse: 'yes' });
    await give(id, 'Ada', {}, plusMs(LATER, 1));
    expect([await misuseToTell(store, id), (await noticesStanding(store, id)).answers?.misuse]).toEqual([[], 1]);
    await give(id, 'Ben', { misuse: 'yes' }, plusMs(LATER, 2));
    const second = { ...first, signs: 2 };
    expect([await misuseToTell(store, id), (await noticesStanding(store, id)).answers?.misuse]).toEqual([[second], 2]);
    // Whoever told of the first did not tell of it.
    await markMisuseTold(store, id, first);
    expect(await misuseToTell(store, id)).toEqual([second]);
    await markMisuseTold(store, id, second);
    expect(await misuseToTell(store, id)).toEqual([]);
    // In a row of before version 0.9 the first ones count as one.
    await noticesOf(store).updateOne({ _id: noticeId(id, party(0), 1) }, { $unset: { misuseSigns: true } });
    expect((await noticesStanding(store, id)).answers?.misuse).toBe(1);
    await give(id, 'Cleo', { misuse: 'yes' }, plusMs(LATER, 3));
    expect([await misuseToTell(store, id), (await noticesStanding(store, id)).answers?.misuse]).toEqual([[second], 2]);
  });

  it('told by telephone, as of before them, are recorded once however often that is asked', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    await give(id, 'Ada');
    const spoken = { by: 'dpo', recordedAt: LATER, reasons: 'I know the voice.' };
    for (let n = 0; n < 3; n += 1) await give(id, 'Ben', { misuse: 'yes', spoken }, T0);
    const all = await give(id, 'Ben', { misuse: 'yes', spoken }, T0);
    expect(all?.map(({ at, answers: { answeredBy } }) => [at, answeredBy])).toEqual([
      [T0, 'Ben'],
      [LATER, 'Ada'],
    ]);
    expect((await entries(id)).filter((entry) => entry.endsWith('answered-beside'))).toHaveLength(1);
  });

  it('do not fill the record', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    for (let n = 0; n <= 20; n += 1) await give(id, `Person ${n}`);
    await expect(give(id, 'One too many')).rejects.toMatchObject({
      ...{ code: 'conflict', members: { why: 'answers-full', most: 21 } },
    });
    expect((await readNotice(store, noticeId(id, party(0), 1)))?.others).toHaveLength(20);
  });
});

describe('at 20,000 rows', () => {
  it('counts come from the index alone, and claims and lists read little more than they give', async () => {
    const id = newBreach();
    await plan(id, toMany(1));
    const { _id: _, ...one } = await row(id);
    const docs = Array.from({ length: 20_000 }, (_, n) => {
      const counterparty = `many-${n}`;
      return { ...one, counterparty, _id: noticeId(id, counterparty, 1), slot: n % 16, nextAt: n < 200 ? T0 : LATER };
    });
    await noticesOf(store).insertMany(docs);
    const seen = async (explained: Promise<unknown>) => {
      const { executionStats, stages } = (await explained) as Record<string, never> as Explained;
      return executionStats ?? stages?.[0]?.$cursor.executionStats;
    };
    const rows = noticesOf(store);
    const due = { breachId: id, slot: { $in: [0, 1, 2, 3] }, nextAt: { $lte: T0 } };
    const claims = await seen(rows.find(due).sort({ nextAt: 1 }).limit(50).explain('executionStats'));
    expect(claims?.totalDocsExamined).toBeLessThanOrEqual(60);
    const listed = rows.find({ breachId: id }).sort({ rank: 1, _id: 1 }).limit(51).explain('executionStats');
    expect((await seen(listed))?.totalDocsExamined).toBeLessThanOrEqual(60);
    const pipeline = [
      { $match: { breachId: id } },
      { $group: { _id: '$status', n: { $sum: 1 }, next: { $min: '$nextAt' } } },
    ];
    const counted = rows.aggregate(pipeline, { hint: { breachId: 1, status: 1, nextAt: 1 } }).explain('executionStats');
    expect((await seen(counted))?.totalDocsExamined).toBe(0);
    expect(await countByStatus(store, id)).toMatchObject({ counts: { total: 20_001 }, nextAt: T0 });
    const { notices, next } = await listNotices(store, id, { lateAt: plusMs(T0, 48 * HOUR_MS) }, { limit: 50 });
    expect([notices.length, next === null]).toEqual([50, false]);
  });
});

type Stats = { totalDocsExamined: number };
type Explained = { executionStats?: Stats; stages?: { $cursor: { executionStats: Stats } }[] };

function contentOf(text: string) {
  return { company: 'Acme', counterpartyName: 'Fjord', subject: 'Notice', text, phone: '1' };
}
