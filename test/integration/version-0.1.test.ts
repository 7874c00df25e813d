import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmailChannel } from '../../activities/channels/email/channel.ts';
import { createLetterLedger } from '../../activities/letters.ts';
import { createNoticeLedger } from '../../activities/notices.ts';
import type { LedgerRequest } from '../../activities/types.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { HOUR_MS, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { listClocks, readBreach, rebuildOutdated } from '../../store/breaches.ts';
import { checkRecord } from '../../store/check-record.ts';
import { findCommand } from '../../store/commands.ts';
import { readNoticeLink } from '../../store/crypto/links.ts';
import { claimDelivery, settleDelivery } from '../../store/deliveries.ts';
import { appendEvents, readEvents } from '../../store/events.ts';
import { listReports } from '../../store/intake.ts';
import { carryOverNotices } from '../../store/ledger/carry-over.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { decideUncertainNotices } from '../../store/ledger/notice-decisions.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { misuseToTell } from '../../store/ledger/notices.ts';
import { countByStatus } from '../../store/notice-lists.ts';
import { noticeId, noticesOf, readNotice } from '../../store/notices.ts';
import { countRecipients, listRecipients } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';
import { ALL_SLOTS, checkedPages, entriesOf } from '../support/ledgers.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { noticeTo, planOf, reportedEvent } from '../support/plans.ts';
import { sampled } from '../support/sampled.ts';
import { SmtpSink } from '../support/smtp.ts';
import { loadDatabase, readTold } from '../support/version-0.1.ts';

const told = readTold();
const breaches = Object.entries(told.breaches);
const OPEN = 'TOC-2026-0001';
const CLOSED = 'TOC-2026-0002';
const answers = { holdsData: 'yes', misuse: 'no', answeredBy: 'Ole' } as const;

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await upgraded('version');
});
afterAll(() => mongo?.stop());

/** The database of then in a database of its own, as the worker of today finds it once it has started. */
async function upgraded(name: string): Promise<Store> {
  const keyring = await loadDatabase(mongo.uri(name));
  const own = await mongo.open(name, keyring);
  await rebuildOutdated(own);
  return own;
}

const rowsOf = (own: Store, breachId: string) => noticesOf(own).find({ breachId }).sort({ _id: 1 }).toArray();
const rowOf = async (own: Store, counterparty: string, round = 1) => {
  const row = await noticesOf(own).findOne({ _id: noticeId(OPEN, counterparty, round) });
  if (row === null) throw new Error('no such row');
  return row;
};

describe('a database that version 0.1 wrote', () => {
  it('has streams that hold to their last event', async () => {
    const { streams: checks, beside } = await checkRecord(store, told.writtenAt);
    expect(beside).toEqual([]);
    expect(checks.map(({ breachId, findings }) => [breachId, findings])).toEqual(
      breaches.map(([breachId]) => [breachId, []]),
    );
    for (const { breachId, verifiedTo } of checks)
      expect(verifiedTo).toBeGreaterThanOrEqual(told.breaches[breachId]?.seq ?? 1);
  });
  it.each(breaches)(
    'has the clocks of %s at the same instants, with the warnings that were given',
    async (id, before) => {
      const state = await readBreach(store, id);
      const { rows } = await listClocks(store, { breachId: id, statuses: ['running', 'overdue'], limit: 100 });
      const clocks = rows.map(({ obligation, status, due }) => {
        return { obligation, status, due, fired: state?.obligations[obligation]?.fired };
      });
      expect(state?.status).toBe(before.status);
      expect(clocks).toEqual(before.clocks);
    },
  );
  it.each(breaches)('says of the campaigns of %s what it said then', async (id, before) => {
    expect((await readBreach(store, id))?.campaigns).toMatchObject(before.campaigns);
  });
  it.each(breaches)('remembers every command of %s that a person or a house beside us gave', async (id) => {
    const keys = (await readEvents(store, id)).flatMap(({ by, key }) => (by === 'engine' ? [] : [key]));
    for (const key of keys) expect([key, await findCommand(store, id, key)]).toEqual([key, expect.anything()]);
  });
  it('has links that still open the notice they were sent with', async () => {
    for (const [, { links, records }] of breaches) {
      for (const [noticeId, path] of Object.entries(links)) {
        const token = path.replace('/n/', '');
        const before = records.find((r) => r.id === noticeId);
        const at = before && before.expiresAt < told.writtenAt ? before.answerBy : told.writtenAt;
        expect(await readNoticeLink(store.keyring, token, at)).toMatchObject({ noticeId });
        const { generation, acknowledgedAt, answers, content } = (await readNotice(store, noticeId)) ?? {};
        expect({ generation, acknowledgedAt, answers }).toEqual({
          generation: before?.generation,
          acknowledgedAt: before?.acknowledgedAt,
          answers: before?.answers,
        });
        expect(content?.text).toBeTruthy();
      }
    }
  });
  it('has its reports on file', async () => {
    const reports = await listReports(store, 'responder', { limit: 10 });
    expect(reports.map((report) => report.breachId).sort()).toEqual(breaches.map(([id]) => id));
  });
});

describe('the notices that version 0.1 kept', () => {
  it('stand in the ledger as they stood then, with their next steps at the instants that were promised', async () => {
    const rows = await rowsOf(store, OPEN);
    const stands = rows.map(({ _id, status, nextAt }) => [_id.replace(`${OPEN}~`, ''), status, nextAt]);
    expect(stands).toEqual([
      ['alder-clinic', 'expired', null],
      ['birch-books', 'escalated', '2026-11-25T02:40:00.037Z'],
      ['cedar-tours', 'acknowledged', null],
      ['dune-school', 'acknowledged', null],
      ['elm-dental', 'refused', '2026-11-25T02:40:00.037Z'],
      ['fir-freight', 'uncertain', '2026-11-25T02:40:00.037Z'],
      ['gull-ferries', 'reminded', '2026-11-24T19:40:00.037Z'],
      ['heron-cafe', 'failed', '2026-11-24T19:40:00.037Z'],
      ['iris-florist', 'reminded', '2026-11-24T19:40:00.037Z'],
      ['juniper-desk', 'sent', '2026-11-24T18:40:00.037Z'],
      // It was answered on its page, and the breach had not heard of it.
      ['kite-kiosk', 'acknowledged', null],
      // Its delivery was left half-done.
      ['lark-labs', 'uncertain', '2026-11-24T18:40:00.037Z'],
      ['moss-museum', 'planned', '2026-11-24T06:40:00.037Z'],
      ['nimbus-hosting', 'acknowledged', null],
      ['nimbus-hosting~2', 'reminded', '2026-11-24T19:40:00.037Z'],
      ['ohm-backup', 'expired', null],
      ['ohm-backup~2', 'reminded', '2026-11-24T19:40:00.037Z'],
      ['quill-print', 'superseded', null],
      ['quill-print~2', 'sent', '2026-11-24T18:40:00.037Z'],
    ]);
    for (const row of rows) {
      const planned = told.breaches[OPEN]?.planned.find(
        (n) => n.counterparty === row.counterparty && n.round === row.round,
      );
      if (planned !== undefined) expect(row).toMatchObject(planned);
      const before = told.breaches[OPEN]?.notices[row.counterparty];
      if (before?.round !== row.round || row.counterparty === 'lark-labs') continue;
      expect([row.counterparty, row.deliveries.length]).toEqual([row.counterparty, before.deliveries]);
    }
    expect((await rowOf(store, 'dune-school')).misuse).toBe(true);
    expect(await misuseToTell(store, OPEN)).toEqual([]);
    expect((await checkedPages(store, `${OPEN}/notices`)).flatMap(({ entries }) => entries)).toHaveLength(19);
  });
  it('of a closed breach are read too, and nothing follows of them', async () => {
    expect(await rowsOf(store, CLOSED)).toMatchObject([{ counterparty: 'coin-pay', status: 'sent', nextAt: null }]);
    expect(await entriesOf(store, `${CLOSED}/notices`)).toEqual(['coin-pay~1 carried-over']);
  });
  it('are not carried over again while nothing has changed, by however many at once', async () => {
    const stored = async () => [await rowsOf(store, OPEN), await checkedPages(store, `${OPEN}/notices`)];
    const before = await stored();
    await Promise.all([1, 2, 3].map(() => carryOverNotices(store, OPEN)));
    await rebuildOutdated(store);
    expect(await stored()).toEqual(before);
  });
  it('take in what an old workflow still does: deliveries, heard of by the breach or not, and answers', async () => {
    const own = await upgraded('still-running');
    const seq = (await readEvents(own, OPEN)).length;
    const at = '2026-11-24T08:11:00.000Z';
    const send = async (counterparty: string, number: number, round = 1) => {
      const key = `notice/${OPEN}/${counterparty}/${round}/${number}/first`;
      await claimDelivery(own, { key, breachId: OPEN, channel: 'email', purpose: 'notice-first', at });
      await settleDelivery(own, key, 'sent', at);
    };
    await send('moss-museum', 1);
    await send('juniper-desk', 2);
    const head = { at, by: 'engine', key: 'moss' };
    const first = { number: 1, step: 'first', contact: 'first', result: 'sent' } as const;
    await appendEvents(own, OPEN, seq + 1, [
      { ...head, type: 'notice-delivered', data: { counterparty: 'moss-museum', round: 1, ...first } },
    ] as BreachEvent[]);
    await carryOverNotices(own, OPEN);
    const reminder = '2026-11-24T18:40:00.037Z';
    expect(await rowOf(own, 'moss-museum')).toMatchObject({ status: 'sent', done: [1], nextAt: reminder });
    expect(await rowOf(own, 'juniper-desk')).toMatchObject({ status: 'reminded', done: [1, 2] });
    await checkedPages(own, `${OPEN}/notices`);
  });
  it('are left alone where today’s engine has gone on with them, but for an answer', async () => {
    const own = await upgraded('gone-on');
    const word = { by: 'dpo', at: told.writtenAt, reasons: '' };
    await decideUncertainNotices(own, OPEN, { ...word, decision: 'arrived', counterparties: ['fir-freight'] });
    await decideUncertainNotices(own, OPEN, { ...word, decision: 'send-again', counterparties: ['lark-labs'] });
    const planned = (told.breaches[OPEN]?.planned ?? []).map(({ round: _, ...notice }) => notice);
    const others = planned.filter(({ counterparty }) => counterparty !== 'gull-ferries');
    await planRows(own, OPEN, others as Parameters<typeof planRows>[2], { exercise: false, at: told.writtenAt });
    const before = await rowsOf(own, OPEN);
    expect(before.filter(({ status }) => status === 'withdrawn').map((row) => row.counterparty)).toEqual([
      'gull-ferries',
    ]);
    await carryOverNotices(own, OPEN);
    expect(await rowsOf(own, OPEN)).toEqual(before);

    const seq = (await readEvents(own, OPEN)).length;
    const data = { counterparty: 'fir-freight', round: 1, acknowledgedAt: told.writtenAt };
    const heard = {
      at: told.writtenAt,
      by: 'engine',
      key: 'fir',
      type: 'notice-acknowledged',
      data,
      personal: { answers },
    };
    await appendEvents(own, OPEN, seq + 1, [heard] as BreachEvent[]);
    await carryOverNotices(own, OPEN);
    const after = await rowOf(own, 'fir-freight');
    expect(after).toMatchObject({ status: 'acknowledged', nextAt: null });
    expect(after.deliveries.at(-1)?.result).toBe('sent');
    expect(await rowOf(own, 'lark-labs')).toMatchObject({ status: 'planned' });
  });
  it.each(sampled([1_000, 5_000], 2))('are carried over in pages, though they are %i', async (size) => {
    const [id, at] = ['TOC-2026-5000', told.writtenAt];
    const own = await mongo.open(`of-${size}`);
    const notices = Array.from({ length: size }, (_, n) => ({ ...noticeTo(`party-${n}`, at), round: 1 }));
    const sent = (size * 3) / 5;
    const head = { at, by: 'engine' };
    const plan = { ...planOf(at), notices };
    const first = { round: 1, number: 1, step: 'first', contact: 'first', result: 'sent' } as const;
    await appendEvents(own, id, 1, [
      reportedEvent(id, at),
      { ...head, key: 'plan', type: 'planned', data: { plan, changes: [] } },
      ...notices.slice(0, sent).map(({ counterparty }) => {
        const data = { counterparty, ...first };
        return { ...head, key: counterparty, type: 'notice-delivered', data } as BreachEvent;
      }),
    ]);
    await carryOverNotices(own, id);
    expect((await countByStatus(own, id)).counts).toEqual({ total: size, sent, planned: size - sent });
    expect((await checkedPages(own, `${id}/notices`)).map(({ entries }) => entries.length)).toEqual(
      Array.from({ length: size / 500 }, () => 500),
    );
  });
  it('are answered by their old links, once', async () => {
    const own = await upgraded('old-links');
    for (const counterparty of ['birch-books', 'kite-kiosk', 'iris-florist']) {
      const ref = { id: noticeId(OPEN, counterparty, 1), breachId: OPEN };
      await acknowledgeNotice(own, ref, '2026-11-24T08:20:00.000Z', answers);
      await acknowledgeNotice(own, ref, '2026-11-24T08:30:00.000Z', { ...answers, misuse: 'yes' });
    }
    // The other answer is kept beside the first, and its sign of misuse warns all the same.
    expect(await rowOf(own, 'birch-books')).toMatchObject({ status: 'acknowledged', misuse: true, nextAt: null });
    expect(await readNotice(own, noticeId(OPEN, 'birch-books', 1))).toMatchObject({
      ...{ answers: { misuse: 'no' }, others: [{ answers: { misuse: 'yes' } }] },
    });
    expect((await readNotice(own, noticeId(OPEN, 'kite-kiosk', 1)))?.answers?.answeredBy).toBe(
      'Somebody at kite-kiosk',
    );
    const entries = await entriesOf(own, `${OPEN}/notices`);
    expect(entries.filter((entry) => entry.endsWith('acknowledged'))).toEqual([
      'birch-books~1 acknowledged',
      'iris-florist~1 acknowledged',
    ]);
  });
});

describe('what version 0.1 was sending', () => {
  it('goes on by today’s ledgers, and nobody is told twice', async () => {
    const own = await upgraded('goes-on');
    const server = await SmtpSink.start();
    const channel = createEmailChannel({ smtpUrl: server.url, from: 'Tocsin <tocsin@example.org>' });
    const channels = { email: () => channel, slack: () => null, close: async () => {} };
    let now = plusMs(told.writtenAt, MINUTE_MS);
    const deps = { store: own, channels, clock: () => now, policy: loadPolicy('policy'), publicUrl: told.publicUrl };
    const [notices, letters] = [createNoticeLedger(deps), createLetterLedger(deps)];
    const { listId = '' } = told.breaches[OPEN]?.campaigns.find(({ number }) => number === 3) ?? {};
    const common = { breachId: OPEN, exercise: null, slots: [...ALL_SLOTS] };
    const campaign: LedgerRequest & { slots: number[] } = { ...common, communication: 'campaign/3', listId };
    const breach: LedgerRequest & { slots: number[] } = { ...common, communication: 'notices', listId: null };
    const turn = () => ({ now, until: plusMs(now, 3 * MINUTE_MS), mayBegin: () => true });
    await letters.plan(campaign);
    await letters.work(campaign, turn());
    await notices.work(breach, turn());
    now = plusMs(told.writtenAt, 12 * HOUR_MS);
    await notices.work(breach, turn());
    await Promise.all([channel.close(), server.stop()]);

    expect(await countRecipients(own, listId)).toMatchObject({
      total: 20,
      sent: 10,
      refused: 1,
      uncertain: 9,
      pending: 0,
    });
    const { people } = await listRecipients(own, listId, { status: 'uncertain', after: 0, limit: 20 });
    expect(people.map(({ n }) => n)).toEqual([6, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect((await countByStatus(own, OPEN)).counts).not.toHaveProperty('planned');
    const ids = server.mails.map(({ raw }) => /^Message-ID: <(.*)>$/im.exec(raw)?.[1] ?? '');
    const before = new Set(told.messageIds);
    expect(ids.length).toBeGreaterThan(6);
    expect(ids.filter((id) => before.has(id) || id === '')).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.includes('lark-labs.1.1.'))).toEqual([]);
    await checkedPages(own, `${OPEN}/notices`);
    await checkedPages(own, `${OPEN}/campaign/3`);
  });
});
