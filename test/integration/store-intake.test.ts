import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { attachedFile } from '../../domain/breach/work.ts';
import { appendEvents } from '../../store/events.ts';
import { acceptIntake, readIntake } from '../../store/intake.ts';
import { markRelayed } from '../../store/intake-leases.ts';
import type { NewIntake } from '../../store/intake-record.ts';
import { nextReferences } from '../../store/references.ts';
import type { Store } from '../../store/store.ts';
import { readClosedNews } from '../../store/tellings.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { reportedEvent } from '../support/plans.ts';

const T0 = '2026-11-24T08:00:00.000Z';

let mongo: TestMongo;
let store: Store;
let databases = 0;
beforeAll(async () => {
  mongo = await startMongo();
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  databases += 1;
  store = await mongo.open(`intake${databases}`);
});
afterEach(() => mongo.leave(`intake${databases}`));

const report = (change: Partial<NewIntake> = {}): NewIntake => ({
  kind: 'report',
  scope: 'responder',
  key: 'k1',
  bodySha256: 'aa',
  receivedAt: T0,
  correlation: null,
  exercise: null,
  payload: { title: 'Session stolen' },
  ...change,
});
const alert = (key: string, change: Partial<NewIntake> = {}) =>
  report({ kind: 'alert', scope: 'aws-guardduty', key, correlation: 'bucket-1', ...change });
/** A reference without its random letters. */
const numberOf = (reference: string | null | undefined) => /^(.+)-[0-9A-Z]{3}$/.exec(reference ?? '')?.[1];
const numberAfter = async (series: string) => numberOf((await nextReferences(store, series, 1))[0]);
const pendingIds = () => store.connection.collection('intake').distinct('_id', { status: 'pending' });
const accept = async (intake: NewIntake, opens = true) => (await acceptIntake(store, intake, opens)).intake;

async function close(breachId: string): Promise<void> {
  const closed: BreachEvent = {
    type: 'closed',
    at: T0,
    by: 'dpo',
    key: 'close',
    data: { outcome: 'not-a-breach' },
    personal: { reasons: 'A drill of the supplier.' },
  };
  await appendEvents(store, breachId, 1, [reportedEvent(breachId, T0), closed]);
}

describe('accepting', () => {
  it('gives one record, one breach and one reference to the same call, however often it comes at once', async () => {
    const other = await mongo.open(`intake${databases}`, store.keyring);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => acceptIntake(i % 2 === 0 ? store : other, report(), true)),
    );
    expect(results.filter((r) => !r.repeated)).toHaveLength(1);
    expect(new Set(results.map((r) => JSON.stringify(r.intake))).size).toBe(1);
    expect(await Promise.all((await pendingIds()).map((id) => readIntake(store, String(id))))).toEqual([
      {
        id: results[0]?.intake.id,
        kind: 'report',
        scope: 'responder',
        key: 'k1',
        breachId: expect.stringMatching(/^TOC-2026-0001-[0-9A-HJKMNP-TV-Z]{3}$/),
        receivedAt: T0,
        correlation: null,
        exercise: null,
        payload: { title: 'Session stolen' },
        status: 'pending',
        attempts: 0,
      },
    ]);
    expect(await numberAfter('TOC-2026')).toBe('TOC-2026-0002');
  });
  it('refuses a key that comes again with another body, and keeps the first', async () => {
    const first = await accept(report());
    await expect(acceptIntake(store, report({ bodySha256: 'bb' }), true)).rejects.toMatchObject({ code: 'key-reused' });
    expect(await pendingIds()).toEqual([first.id]);
    expect(await readIntake(store, first.id)).toEqual(first);
  });
  it('keeps what comes in at the same moment, but for the one that cannot be kept', async () => {
    const nameless = report({ kind: 'acknowledgement', scope: 'fjord', payload: {} });
    const results = await Promise.allSettled([
      accept(report({ key: 'a' })),
      accept(report({ key: 'b' })),
      acceptIntake(store, nameless, true),
      accept(report({ key: 'c' })),
      acceptIntake(store, report({ key: 'b', bodySha256: 'bb' }), true),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected'],
    ]);
    expect(results[4]).toMatchObject({ reason: { code: 'key-reused' } });
    expect(await numberAfter('TOC-2026')).toBe('TOC-2026-0004');
  });
  it('takes the same key of another scope or kind as something else', async () => {
    const ids = [
      (await accept(report())).breachId,
      (await accept(report({ scope: 'dpo', bodySha256: 'bb' }))).breachId,
      (await accept(report({ kind: 'alert', bodySha256: 'cc' }))).breachId,
    ];
    expect(ids.map(numberOf)).toEqual(['TOC-2026-0001', 'TOC-2026-0002', 'TOC-2026-0003']);
  });
  it('numbers by year and kind, also from two processes at once, without a gap', async () => {
    const other = await mongo.open(`intake${databases}`, store.keyring);
    const taken = await Promise.all(
      Array.from({ length: 12 }, (_, i) => acceptIntake(i % 2 === 0 ? store : other, report({ key: `k${i}` }), true)),
    );
    const expected = Array.from({ length: 12 }, (_, i) => `TOC-2026-${String(i + 1).padStart(4, '0')}`);
    expect(taken.map((t) => numberOf(t.intake.breachId)).sort()).toEqual(expected);
    expect(numberOf((await accept(report({ key: 'drill', exercise: { scale: 60 } }))).breachId)).toBe('EX-2026-0001');
    const next = await accept(report({ key: 'next', receivedAt: '2027-01-01T00:00:00.000Z' }));
    expect(numberOf(next.breachId)).toBe('TOC-2027-0001');
  });
});

describe('a reference', () => {
  it('is another one where a restored database counts the same number again', async () => {
    const given = await nextReferences(store, 'TOC-2026', 40);
    await store.connection.collection<{ _id: string }>('counters').deleteOne({ _id: 'TOC-2026' });
    const again = await nextReferences(store, 'TOC-2026', 40);
    expect(again.map(numberOf)).toEqual(given.map(numberOf));
    // One of 32,768 each: that two of 40 meet is one run in a million.
    expect(again.filter((reference, index) => reference === given[index]).length).toBeLessThan(2);
  });
});

describe('correlation', () => {
  it('brings alerts of one correlation into one breach, also when they come at once', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, (_, i) => accept(alert(`finding-${i}`))));
    expect([...new Set(taken.map((t) => t.breachId))].map(numberOf)).toEqual(['TOC-2026-0001']);
    expect(numberOf((await accept(alert('elsewhere', { correlation: 'bucket-2' }))).breachId)).toBe('TOC-2026-0002');
  });
  it('joins a breach whose workflow has not started yet, and one that runs, and none that is closed', async () => {
    const first = await accept(alert('1'));
    expect((await accept(alert('2'))).breachId).toBe(first.breachId);
    await close(first.breachId ?? '');
    const later = await accept(alert('3'));
    expect(numberOf(later.breachId)).toBe('TOC-2026-0002');
    expect((await accept(alert('4'))).breachId).toBe(later.breachId);
    // Whoever closed the first one is told of the report that would have joined it.
    const news = { breachId: first.breachId, proposed: 0, evidence: 0, added: 0, reports: [later.breachId] };
    expect(await readClosedNews(store, 5)).toEqual([news]);
  });
  it('keeps what opens nothing: it joins an open breach, or is only on file', async () => {
    expect(await accept(alert('low'), false)).toMatchObject({ breachId: null, status: 'kept' });
    const { breachId } = await accept(alert('high'));
    expect(await accept(alert('low again'), false)).toMatchObject({ breachId, status: 'pending' });
    await close(breachId ?? '');
    expect(await accept(alert('late'), false)).toMatchObject({ breachId: null, status: 'kept' });
  });
  it('never brings an exercise and a real alert together', async () => {
    expect(numberOf((await accept(alert('drill', { exercise: { scale: 60 } }))).breachId)).toBe('EX-2026-0001');
    expect(numberOf((await accept(alert('real'))).breachId)).toBe('TOC-2026-0001');
  });
  it('gives an acknowledgement to the breach it names, and takes no reference for it', async () => {
    const answer = report({ kind: 'acknowledgement', scope: 'fjord', payload: { breachId: 'TOC-2026-0042' } });
    expect(await accept(answer)).toMatchObject({ breachId: 'TOC-2026-0042', status: 'pending' });
    expect(await numberAfter('TOC-2026')).toBe('TOC-2026-0001');
  });
});

describe('what a closed breach tells', () => {
  it('is one thing of each event, also of one that is marked as two', async () => {
    await close('TOC-1');
    const attached: BreachEvent = {
      type: 'file-attached',
      at: T0,
      by: 'user:1',
      key: 'file',
      personal: { name: 'a.png', about: '' },
      data: { number: 1, file: attachedFile('a'.repeat(64), 3), from: null, asReporter: true, asNews: true },
    };
    await appendEvents(store, 'TOC-1', 3, [attached]);
    expect(await readClosedNews(store, 5, 'TOC-1')).toMatchObject([{ added: 1, evidence: 0 }]);
  });
});

describe('what was relayed', () => {
  it('is still known when it comes again', async () => {
    const { id, breachId } = await accept(report());
    await markRelayed(store, id, T0);
    expect(await acceptIntake(store, report(), true)).toMatchObject({
      repeated: true,
      intake: { status: 'relayed', breachId },
    });
  });
});
