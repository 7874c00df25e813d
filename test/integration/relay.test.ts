import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../config/logger.ts';
import type { ReportPayload } from '../../domain/breach/intake-payload.ts';
import { TocsinError } from '../../domain/errors.ts';
import { Facts } from '../../domain/facts.ts';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import type { TemporalGateway } from '../../intake/gateway.ts';
import { createRelay, type Relay } from '../../intake/relay.ts';
import { readBreach } from '../../store/breaches.ts';
import { acceptIntake, findReport, readIntake } from '../../store/intake.ts';
import { claimIntake } from '../../store/intake-leases.ts';
import type { Intake } from '../../store/intake-record.ts';
import type { Store } from '../../store/store.ts';
import { TestGateway } from '../support/gateway.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';

const T0 = '2026-11-24T08:00:00.000Z';

let mongo: TestMongo;
let store: Store;
let databases = 0;
let now = T0;
let relays: Relay[] = [];
beforeAll(async () => {
  mongo = await startMongo();
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  databases += 1;
  now = T0;
  relays = [];
  store = await mongo.open(`relay${databases}`);
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await mongo.leave(`relay${databases}`);
});

type Gateway = Pick<TemporalGateway, 'startBreach' | 'openedBy' | 'signal' | 'ping'>;
const away = () => Promise.reject(new TocsinError('unavailable', 'Temporal is away.'));
/** Temporal that takes everything and does nothing with it, unless a test changes that. */
const gateway = (change: Partial<Gateway>): Gateway => ({
  startBreach: async () => undefined,
  openedBy: async () => null,
  signal: async () => undefined,
  ping: async () => undefined,
  ...change,
});

/** Every line of the log of a relay, newest last. */
const lines: string[] = [];

function relayOver(temporal: Gateway, over: Store = store): Relay {
  const relay = createRelay({
    ...{ store: over, temporal, clock: () => now },
    log: createLogger('test', 'info', { write: (line) => lines.push(line) }),
    every: () => () => undefined,
  });
  relays.push(relay);
  return relay;
}

/** One more, a second after the one before. */
let accepted = 0;
type Taken = { correlation?: string; awareAt?: string; source?: string; facts?: Facts };
async function accept(change: Taken = {}): Promise<Intake> {
  accepted += 1;
  const { correlation = null, awareAt = null, source = 'responder', facts = Facts.parse({}) } = change;
  const file = `file-${accepted}`;
  const payload: ReportPayload = {
    ...{ kind: 'report', by: 'responder', origin: 'report', source, facts, awareAt },
    narrative: { title: `Report ${accepted}`, summary: '', consequences: '', measures: '' },
    evidence: { file, sha256: file, bytes: 2, mediaType: 'application/json', source: 'web' },
    judgement: null,
  };
  const head = { kind: 'report', scope: 'responder', key: file, bodySha256: file, exercise: null } as const;
  const receivedAt = plusMs(T0, accepted * 1_000);
  return (await acceptIntake(store, { ...head, receivedAt, correlation, payload, requestId: `asked-${file}` }, true))
    .intake;
}

const records = () => store.connection.collection('intake').find().sort({ receivedAt: 1 }).toArray();
const pending = () => store.connection.collection('intake').countDocuments({ status: 'pending' });

describe('two relays over one database', () => {
  it('hand over 300 records, each exactly once', async () => {
    const taken = await Promise.all(Array.from({ length: 300 }, () => accept()));
    const other = await mongo.open(`relay${databases}`, store.keyring);
    const starts: string[][] = [[], []];
    const [one, two] = starts.map((list, i) => {
      const startBreach: Gateway['startBreach'] = async (reported) => void list.push(reported.key);
      return relayOver(gateway({ startBreach }), i === 0 ? store : other);
    });
    await Promise.all([one?.turn(), two?.turn()]);
    expect(starts.flat().sort()).toEqual(taken.map(({ id }) => id).sort());
    expect(await pending()).toBe(0);
  });

  it('keep the order of each breach, and it begins with what came first', async () => {
    const taken: Intake[] = [];
    for (let i = 0; i < 120; i += 1) taken.push(await accept({ correlation: `finding-${i % 15}` }));
    const other = await mongo.open(`relay${databases}`, store.keyring);
    const began: string[] = [];
    const underWay = new Map<string, number>();
    const most: number[] = [];
    const startBreach: Gateway['startBreach'] = async ({ key, data: { breachId } }) => {
      began.push(key);
      underWay.set(breachId, (underWay.get(breachId) ?? 0) + 1);
      most.push(underWay.get(breachId) ?? 0);
      // As far away as the database is.
      await readBreach(store, breachId);
      underWay.set(breachId, (underWay.get(breachId) ?? 0) - 1);
    };
    const pair = [relayOver(gateway({ startBreach })), relayOver(gateway({ startBreach }), other)];
    for (let turns = 0; turns < 20 && (await pending()) > 0; turns += 1) {
      await Promise.all(pair.map((relay) => relay.turn()));
    }
    const ofBreach = (breachId: string | null, keys: string[]) =>
      keys.filter((key) => taken.find(({ id }) => id === key)?.breachId === breachId);
    const ids = taken.map(({ id }) => id);
    expect(began).toHaveLength(ids.length);
    expect(Math.max(...most)).toBe(1);
    for (const breachId of new Set(taken.map((intake) => intake.breachId))) {
      expect(ofBreach(breachId, began)).toEqual(ofBreach(breachId, ids));
    }
  });

  it('leave a breach to the one that has its first record', async () => {
    const first = await accept({ correlation: 'finding' });
    await claimIntake(store, { owner: 'other', at: T0, until: plusMs(T0, MINUTE_MS), limit: 1 });
    await accept({ correlation: 'finding' });
    const elsewhere = await accept();
    const starts: string[] = [];
    await relayOver(gateway({ startBreach: async ({ key }) => void starts.push(key) })).turn();
    expect(starts).toEqual([elsewhere.id]);
    now = plusMs(T0, MINUTE_MS + 1);
    await relayOver(gateway({ startBreach: async ({ key }) => void starts.push(key) })).turn();
    expect(starts.slice(0, 2)).toEqual([elsewhere.id, first.id]);
    expect(await pending()).toBe(0);
  });
});

describe('a relay that dies', () => {
  it('is taken over from when its leases have run out, and nothing it did is done again', async () => {
    const breaches = new TestGateway(store, () => now);
    const { breachId } = await accept({ awareAt: T0 });
    const isDone = Promise.withResolvers<void>();
    const dying = relayOver(
      gateway({
        startBreach: async (...asked) => {
          await breaches.startBreach(...asked);
          isDone.resolve();
          return new Promise(() => undefined);
        },
      }),
    );
    dying.kick();
    await isDone.promise;
    const state = await readBreach(store, breachId ?? '');
    const next = relayOver(breaches);
    await next.turn();
    expect(await pending()).toBe(1);
    now = plusMs(T0, MINUTE_MS);
    await next.turn();
    expect(await pending()).toBe(0);
    expect(breaches.starts).toEqual([breachId]);
    expect(await readBreach(store, breachId ?? '')).toEqual(state);
  });

  it('between two commands of a report is finished: only what is missing is sent', async () => {
    const breaches = new TestGateway(store, () => now);
    const { breachId } = await accept({ awareAt: T0 });
    const half = gateway({
      startBreach: async (reported, commands) => {
        await breaches.startBreach(reported, commands.slice(0, 1));
        return away();
      },
      ping: away,
    });
    await relayOver(half).turn();
    expect((await readBreach(store, breachId ?? ''))?.awareness).toEqual([]);
    await relayOver(breaches).turn();
    expect(breaches.starts).toEqual([breachId]);
    const state = await readBreach(store, breachId ?? '');
    expect(state?.awareness).toMatchObject([{ awareAt: T0 }]);
    expect(state?.evidence).toHaveLength(1);
  });
});

describe('an alert that joins an incident', () => {
  it('brings what it says that is graver than the record, and changes no fact by it', async () => {
    const breaches = new TestGateway(store, () => now);
    await accept({ correlation: 'bucket', facts: Facts.parse({ malicious: 'no' }) });
    const facts = Facts.parse({ confidentiality: 'unknown-recipients', malicious: 'yes', systems: ['tickets'] });
    const { breachId } = await accept({ correlation: 'bucket', facts });
    await relayOver(breaches).turn();
    expect(await readBreach(store, breachId ?? '')).toMatchObject({
      facts: { confidentiality: 'unknown', malicious: 'no', systems: ['tickets'] },
      graver: { confidentiality: 'unknown-recipients', malicious: 'yes' },
    });
  });
});

describe('what an earlier version took in', () => {
  it.each(['reporter', 'web'])(
    'from a %s is handed over whole: what the role may not do has no effect',
    async (source) => {
      const breaches = new TestGateway(store, () => now);
      const facts = Facts.parse({ switchedOn: ['cra-art14'] });
      const { breachId } = await accept({ awareAt: T0, source, facts });
      await relayOver(breaches).turn();
      expect(await pending()).toBe(0);
      expect(await readBreach(store, breachId ?? '')).toMatchObject({
        ...{ status: 'suspected', awareness: [], evidenceCount: 1, facts: { switchedOn: [] } },
        suggested: { awareAt: T0, switchedOn: ['cra-art14'] },
      });
    },
  );
});

describe('a report whose reference a breach of a lost database has', () => {
  it('goes on under another one, with what correlates, and is found by both', async () => {
    const breaches = new TestGateway(store, () => now);
    const first = await accept({ correlation: 'laptop' });
    const second = await accept({ correlation: 'laptop' });
    const taken = String(first.breachId);
    breaches.opened.set(taken, 'a report of which this database knows nothing');
    await relayOver(breaches).turn();
    const moved = String((await readIntake(store, first.id)).breachId);
    expect(moved).toMatch(/^TOC-2026-\d{4}-\w{3}$/);
    expect(moved).not.toBe(taken);
    expect([breaches.starts[0], await pending()]).toEqual([moved, 0]);
    expect(await readBreach(store, taken)).toBeNull();
    const { id: intake, requestId: reqId } = first;
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ reqId, intake, breachId: taken, moved });
    expect(await readBreach(store, moved)).toMatchObject({
      evidenceCount: 2,
      narrative: { title: expect.any(String) },
    });
    for (const reference of [taken, moved]) {
      expect([first.id, second.id]).toContain((await findReport(store, 'responder', reference))?.id);
    }
    expect((await accept({ correlation: 'laptop' })).breachId).toBe(moved);
  });

  it('is nothing of the kind where its own workflow runs, and has recorded nothing yet', async () => {
    const breaches = new TestGateway(store, () => now);
    const { id, breachId } = await accept();
    breaches.opened.set(String(breachId), id);
    await relayOver(breaches).turn();
    expect(breaches.starts).toEqual([breachId]);
  });
});

describe('a relay that is stopped', () => {
  it('does not wait for a call that hangs, which keeps its lease, and gives back what it did not begin', async () => {
    for (let i = 0; i < 20; i += 1) await accept();
    const calls: string[] = [];
    const hangs = Promise.withResolvers<void>();
    const startBreach: Gateway['startBreach'] = ({ key }) => {
      calls.push(key);
      if (calls.length === 8) hangs.resolve();
      return new Promise(() => undefined);
    };
    const relay = relayOver(gateway({ startBreach }));
    relay.kick();
    await hangs.promise;
    await relay.stop();
    const leased = (await records()).filter(({ leaseOwner }) => leaseOwner !== undefined).map(({ _id }) => _id);
    expect(leased.map(String).sort()).toEqual(calls.toSorted());
    relay.kick();
    await accept();
    expect(calls).toHaveLength(8);
    const starts: string[] = [];
    await relayOver(gateway({ startBreach: async ({ key }) => void starts.push(key) })).turn();
    expect(starts).toHaveLength(13);
  });
});

describe('Temporal', () => {
  it('that is away costs nobody an attempt or a place, and what waits goes in its order when it is back', async () => {
    for (let i = 0; i < 30; i += 1) await accept({ correlation: `finding-${i % 3}` });
    await relayOver(gateway({ startBreach: away, ping: away })).turn();
    for (const record of await records()) {
      expect(record).toMatchObject({ status: 'pending', attempts: 0 });
      expect(record).not.toHaveProperty('leaseOwner');
      expect(record).not.toHaveProperty('leaseUntil');
    }
    const starts = new Map<string, string[]>();
    const startBreach: Gateway['startBreach'] = async ({ key, data: { breachId } }) =>
      void starts.set(breachId, [...(starts.get(breachId) ?? []), key]);
    await relayOver(gateway({ startBreach })).turn();
    const inOrder = Map.groupBy(await records(), ({ breachId }) => String(breachId));
    expect(Object.fromEntries(starts)).toEqual(
      Object.fromEntries([...inOrder].map(([id, of]) => [id, of.map(({ _id }) => String(_id))])),
    );
  });

  it('that refuses one record and answers others: it steps aside, and is tried again later', async () => {
    const poison = await accept();
    const others = [await accept(), await accept(), await accept()];
    const starts: string[] = [];
    const startBreach: Gateway['startBreach'] = async ({ key }) => (key === poison.id ? away() : void starts.push(key));
    const relay = relayOver(gateway({ startBreach }));
    await relay.turn();
    await relay.turn();
    expect(starts.sort()).toEqual(others.map(({ id }) => id).sort());
    expect((await records())[0]).toMatchObject({ status: 'pending', attempts: 1, lastFailure: 'unavailable' });
    const { id: intake, breachId, requestId: reqId } = poison;
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ reqId, breachId, intake, code: 'unavailable' });
    now = plusMs(T0, MINUTE_MS);
    await relayOver(gateway({ startBreach: async ({ key }) => void starts.push(key) })).turn();
    expect(starts).toContain(poison.id);
  });

  it('that is slow with one record does not keep a later one waiting', async () => {
    const slow = await accept();
    const later = Promise.withResolvers<string>();
    const answer = Promise.withResolvers<void>();
    const isAsked = Promise.withResolvers<void>();
    const startBreach: Gateway['startBreach'] = async ({ key }) => {
      if (key !== slow.id) return later.resolve(key);
      isAsked.resolve();
      return answer.promise;
    };
    const relay = relayOver(gateway({ startBreach }));
    relay.kick();
    await isAsked.promise;
    const { id } = await accept();
    relay.kick();
    expect(await later.promise).toBe(id);
    answer.resolve();
    await relay.turn();
    expect(await pending()).toBe(0);
  });
});
