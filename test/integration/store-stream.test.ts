import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { listBreaches, listClocks, readBreach, rebuildReadModels } from '../../store/breaches.ts';
import { appendEvents, readEvents, readSealedEvents } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { obligationOf, planOf, reportedEvent } from '../support/plans.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('stream');
});
afterAll(() => mongo.stop());

const head = { at: T0, by: 'dpo' };
const aware = (key: string, reasons = ''): BreachEvent => ({
  ...head,
  key,
  type: 'awareness-recorded',
  data: { awareAt: T0 },
  personal: { reasons },
});
const filed = (obligation: string): BreachEvent => ({
  ...head,
  key: 'filed',
  type: 'filed',
  data: { obligation, filedAt: T0, late: false },
  personal: { receipt: 'R-1', reasons: '' },
});
const planned = (start: string, key = 'plan'): BreachEvent => {
  const plan = planOf(T0, { obligations: [obligationOf(ART33, start)] });
  return { ...head, key, type: 'planned', data: { plan, changes: [] } };
};
const story = (id: string, at = T0): BreachEvent[] => [reportedEvent(id, at), aware('aware'), planned(T0)];

/** Everything stored about a breach, with sealed values as they are. */
async function rawOf(id: string): Promise<unknown[]> {
  const db = store.connection.db;
  const [events, breaches, clocks] = await Promise.all([
    db?.collection('events').find({ breachId: id }).toArray(),
    db
      ?.collection('breaches')
      .find({ _id: id as never })
      .toArray(),
    db?.collection('clocks').find({ breachId: id }).toArray(),
  ]);
  return [events, breaches, clocks];
}

describe('appending', () => {
  it('stores the events, links them, and folds them into the read models', async () => {
    const { seq, head: hash } = await appendEvents(store, 'TOC-1', 1, story('TOC-1'));
    const events = await readEvents(store, 'TOC-1');
    expect(events.map(({ seq: _, hash: __, ...event }) => event)).toEqual(story('TOC-1'));
    expect({ seq, hash }).toEqual({ seq: 3, hash: events[2]?.hash });
    const sealed = await readSealedEvents(store, 'TOC-1');
    expect(sealed.map((e) => e.prev)).toEqual(['0'.repeat(64), sealed[0]?.hash, sealed[1]?.hash]);
    expect(await readBreach(store, 'TOC-1')).toEqual(foldEvents(story('TOC-1')));
    expect((await listClocks(store, { limit: 10, breachId: 'TOC-1' })).rows).toEqual([
      expect.objectContaining({ breachTitle: 'Session stolen', obligation: ART33, status: 'running' }),
    ]);
  });
  it('leaves the clocks alone that an event did not change', async () => {
    const obligations = [obligationOf(ART33, T0), obligationOf('nis2-art23-4b-notification', T0)];
    const plan: BreachEvent = {
      ...head,
      key: 'plan',
      type: 'planned',
      data: { plan: planOf(T0, { obligations }), changes: [] },
    };
    await appendEvents(store, 'TOC-14', 1, [reportedEvent('TOC-14', T0), aware('aware'), plan]);
    // A clock that is written anew is sealed anew.
    const clocks = async () =>
      (await rawOf('TOC-14'))[2] as { obligation: string; status: string; breachTitle: string }[];
    const [one, other] = await clocks();
    await appendEvents(store, 'TOC-14', 4, [filed(ART33)]);
    const after = await clocks();
    expect(after.find(({ obligation }) => obligation === ART33)?.status).toBe('filed');
    expect(after).toContainEqual(one?.obligation === ART33 ? other : one);
    expect(after).toHaveLength(2);
  });
  it('takes the same again as done and stores nothing twice', async () => {
    const first = await appendEvents(store, 'TOC-2', 1, story('TOC-2'));
    const before = await rawOf('TOC-2');
    expect(await appendEvents(store, 'TOC-2', 1, story('TOC-2'))).toEqual(first);
    expect((await appendEvents(store, 'TOC-2', 2, story('TOC-2').slice(1, 2))).seq).toBe(2);
    expect(await rawOf('TOC-2')).toEqual(before);
  });
  it('completes an append of which only the beginning is stored', async () => {
    await appendEvents(store, 'TOC-3', 1, story('TOC-3').slice(0, 2));
    expect((await appendEvents(store, 'TOC-3', 1, story('TOC-3'))).seq).toBe(3);
    expect(await readBreach(store, 'TOC-3')).toEqual(foldEvents(story('TOC-3')));
  });
  it('refuses other events at a taken number, be it only one word in what is sealed', async () => {
    await appendEvents(store, 'TOC-4', 1, [reportedEvent('TOC-4', T0), aware('k', 'Seen in the log.')]);
    const before = await rawOf('TOC-4');
    for (const other of [aware('k', 'Seen in the logs.'), aware('other', 'Seen in the log.'), planned(T0)]) {
      await expect(appendEvents(store, 'TOC-4', 2, [other])).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await rawOf('TOC-4')).toEqual(before);
  });
  it('refuses a gap, and a number below 1', async () => {
    await expect(appendEvents(store, 'TOC-5', 2, [aware('k')])).rejects.toMatchObject({ code: 'record-behind' });
    await appendEvents(store, 'TOC-5', 1, [reportedEvent('TOC-5', T0)]);
    await expect(appendEvents(store, 'TOC-5', 3, [aware('k')])).rejects.toMatchObject({ code: 'record-behind' });
    await expect(appendEvents(store, 'TOC-5', 0, [aware('k')])).rejects.toMatchObject({ code: 'bad-input' });
    expect(await readEvents(store, 'TOC-5')).toHaveLength(1);
  });
  it('lets exactly one of many writers have a number', async () => {
    await appendEvents(store, 'TOC-6', 1, [reportedEvent('TOC-6', T0)]);
    const writers = Array.from({ length: 12 }, (_, i) => appendEvents(store, 'TOC-6', 2, [aware(`writer-${i}`)]));
    const results = await Promise.allSettled(writers);
    const refused = results.flatMap((r) => (r.status === 'rejected' ? [r.reason.code] : []));
    expect(refused).toEqual(Array(11).fill('conflict'));
    expect(await readEvents(store, 'TOC-6')).toHaveLength(2);
    expect((await readBreach(store, 'TOC-6'))?.seq).toBe(2);
  });
  it('lets the same append arrive many times at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => appendEvents(store, 'TOC-7', 1, story('TOC-7'))));
    expect(new Set(results.map((r) => r.head)).size).toBe(1);
    expect(await readEvents(store, 'TOC-7')).toHaveLength(3);
  });
  it('stores nothing of an append whose last event does not fold', async () => {
    const bad = [...story('TOC-8'), filed('no-such-obligation')];
    await expect(appendEvents(store, 'TOC-8', 1, bad)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining("Event 4 ('filed') does not fold into TOC-8"),
    });
    expect(await rawOf('TOC-8')).toEqual([[], [], []]);
    await expect(appendEvents(store, 'TOC-8', 1, story('TOC-OTHER'))).rejects.toMatchObject({ code: 'conflict' });
    expect(await rawOf('TOC-8')).toEqual([[], [], []]);
  });
});

describe('the read models', () => {
  it('come out of the stream the same again, when they are lost and when they are not', async () => {
    await appendEvents(store, 'TOC-20', 1, [...story('TOC-20'), filed(ART33)]);
    const read = async () => [
      await readBreach(store, 'TOC-20'),
      (await listBreaches(store, { limit: 100 })).find((b) => b.breachId === 'TOC-20'),
      (await listClocks(store, { limit: 10, breachId: 'TOC-20' })).rows,
    ];
    const before = await read();
    expect(before[2]).toHaveLength(1);
    await store.connection.db?.collection('breaches').deleteMany({});
    await store.connection.db?.collection('clocks').deleteMany({});
    // A breach is read from its stream where its read model is gone; lists have it again once they are made anew.
    const lost = await read();
    expect(lost).toEqual([before[0], undefined, []]);
    const breaches = await store.connection.db?.collection('events').distinct('breachId');
    expect(await rebuildReadModels(store)).toBe(breaches?.length);
    expect(await read()).toEqual(before);
    expect(await rebuildReadModels(store, 'TOC-20')).toBe(1);
    expect(await read()).toEqual(before);
  });
  it('that were lost are made whole by the next append', async () => {
    await appendEvents(store, 'TOC-21', 1, story('TOC-21'));
    await store.connection.db?.collection('breaches').deleteOne({ _id: 'TOC-21' as never });
    await appendEvents(store, 'TOC-21', 4, [filed(ART33)]);
    expect(await readBreach(store, 'TOC-21')).toEqual(foldEvents([...story('TOC-21'), filed(ART33)]));
  });
  it('list breaches page by page, newest first, and by status', async () => {
    const own = await mongo.open('pages');
    const at = (minute: number) => `2026-11-24T08:0${minute}:00.000Z`;
    for (const [id, minute] of [
      ['A', 1],
      ['B', 2],
      ['C', 2],
      ['D', 3],
    ] as const) {
      await appendEvents(own, id, 1, [reportedEvent(id, at(minute))]);
    }
    await appendEvents(own, 'B', 2, [aware('k')]);
    const ids = async (options: Parameters<typeof listBreaches>[1]) =>
      (await listBreaches(own, options)).map((b) => b.breachId);
    expect(await ids({ limit: 2 })).toEqual(['D', 'C']);
    expect(await ids({ limit: 2, before: 'C' })).toEqual(['B', 'A']);
    expect(await ids({ limit: 9, phase: 'confirmed' })).toEqual(['B']);
    await expect(ids({ limit: 2, before: 'Z' })).rejects.toMatchObject({ code: 'not-found', field: 'before' });
  });
  it('list clocks by due instant, with those that have none at the end', async () => {
    const own = await mongo.open('clocks');
    for (const [id, start] of [
      ['A', '2026-11-24T09:00:00.000Z'],
      ['B', T0],
      ['C', null],
    ] as const) {
      const plan = planOf(T0, { obligations: [obligationOf(ART33, start)] });
      const event: BreachEvent = { ...head, key: 'p', type: 'planned', data: { plan, changes: [] } };
      await appendEvents(own, id, 1, [reportedEvent(id, T0), event]);
    }
    await appendEvents(own, 'A', 3, [filed(ART33)]);
    const rows = async (options: Parameters<typeof listClocks>[1]) =>
      (await listClocks(own, options)).rows.map((row) => [row.breachId, row.status]);
    expect(await rows({ limit: 9 })).toEqual([
      ['B', 'running'],
      ['A', 'filed'],
      ['C', 'awaiting-awareness'],
    ]);
    expect(await rows({ limit: 9, statuses: ['running', 'awaiting-awareness'] })).toEqual([
      ['B', 'running'],
      ['C', 'awaiting-awareness'],
    ]);
    expect(await rows({ limit: 9, exercise: true })).toEqual([]);
  });
});
