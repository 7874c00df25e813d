/** A storm of findings is held together, loses nothing, fills no inbox; what belongs together goes by its own time. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadJudgement } from '../../config/detection.ts';
import { Correlation } from '../../detection/rules/correlation.ts';
import type { AlertOutcome } from '../../domain/alerts/outcome.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { createAlertInbox } from '../../intake/alert-inbox.ts';
import { createAlertJudge } from '../../intake/alert-judge.ts';
import { MOST_HANDED } from '../../intake/alert-telling.ts';
import { type AlertFinding, findingIds, findingsOf, readFindings, writeFindings } from '../../store/alert-findings.ts';
import { readGroups, writeGroups } from '../../store/alert-groups.ts';
import { alertsOf, openOutcome } from '../../store/alert-record.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { collectionOf } from '../../store/driver.ts';
import { readIntake } from '../../store/intake.ts';
import type { Store } from '../../store/store.ts';
import { inTransaction } from '../../store/transaction.ts';
import { fixturesOf } from '../support/alert-fixtures.ts';
import { alertElsewhere, alertFixture, NOW, POLICY_DIR, REGISTER } from '../support/api.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';

const SOURCE = 'aws-guardduty';
const judgement = loadJudgement(POLICY_DIR);
const { openings: OPENINGS } = judgement.storm;

let mongo: TestMongo;
let store: Store;
let databases = 0;
let now = NOW;
beforeAll(async () => {
  mongo = await startMongo();
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  databases += 1;
  now = NOW;
  store = await mongo.open(`storms${databases}`);
  await saveDataFlow(store, REGISTER, { at: NOW, by: 'dpo' });
});
afterEach(() => mongo.leave(`storms${databases}`));

/** A finding of GuardDuty of what happened at an instant. */
function detail(patch: Record<string, unknown>, at: Instant = now): string {
  const { service, ...said } = alertFixture().detail as { service: object };
  const times = { eventFirstSeen: at, eventLastSeen: at };
  return JSON.stringify({ ...said, service: { ...service, ...times }, ...patch });
}
/** One of many that have nothing in common. */
const stranger = (id: string, patch: Record<string, unknown> = {}) =>
  detail({ id, severity: 8, ...alertElsewhere(id), ...patch });
const times = <T>(count: number, of: (n: number) => T) => Array.from({ length: count }, (_, n) => of(n));

async function take(bodies: readonly string[], source = SOURCE): Promise<void> {
  const inbox = createAlertInbox({ store, nowMs: Date.now, kick: () => undefined });
  const head = { source, by: source, headers: {}, requestId: 'r-1' };
  await Promise.all(
    bodies.map((body, n) => inbox.take({ ...head, receivedAt: plusMs(now, n), raw: Buffer.from(body) })),
  );
}
function judgeOver(over: Store, by = judgement) {
  const log = { info: () => undefined, warn: () => undefined };
  const deps = { store: over, ...by, relay: { kick: () => undefined }, clock: () => now, log };
  return createAlertJudge({ ...deps, every: () => () => undefined }).turn();
}
const judge = () => judgeOver(store);
const later = (ms: number) => {
  now = plusMs(now, ms);
};
const waiting = () => alertsOf(store).countDocuments({ status: 'waiting' });
const intakes = async () => {
  const docs = await collectionOf<{ _id: string }>(store, 'intake').find().toArray();
  return Promise.all(docs.map(({ _id }) => readIntake(store, _id)));
};
const breaches = async () => new Set((await intakes()).flatMap(({ breachId }) => breachId ?? []));
async function rowOf(findingId: string, source = SOURCE): Promise<AlertFinding | undefined> {
  return [...(await readFindings(store, findingIds(store, source, findingId))).values()][0];
}
const placeOf = async (id: string) => (await rowOf(id))?.breachId ?? null;
const saidOf = async (id: string) => {
  const docs = await alertsOf(store).find().toArray();
  const all = docs.flatMap((doc) => openOutcome<AlertOutcome>(store, doc)?.findings ?? []);
  return all.find(({ findingId }) => findingId === id);
};

describe('findings that their source groups', () => {
  type Macie = { detail: Record<string, unknown> & { resourcesAffected: object } };
  const object = (n: number, patch: Record<string, unknown> = {}) => {
    const { detail: said } = fixturesOf('aws-macie')['policy-public'] as Macie;
    const resourcesAffected = { ...said.resourcesAffected, s3Object: { path: `nordlys-tickets/${n}.csv` } };
    return JSON.stringify({ ...said, id: `object-${n}`, resourcesAffected, ...patch });
  };

  it('all join the suspicion of their group within the hour, and none waits in the inbox', async () => {
    for (let batch = 0; batch < 3; batch += 1) {
      await take(
        times(100, (n) => object(100 * batch + n)),
        'aws-macie',
      );
      await judge();
    }
    const [breachId, ...others] = await breaches();
    expect([others, await waiting()]).toEqual([[], 0]);
    expect(await findingsOf(store).countDocuments({ breachId })).toBe(300);
    expect(await intakes()).toHaveLength(1 + MOST_HANDED);

    // What says more than all of them is owed, once, however many say it, and leaves with the next hour.
    const graver = (n: number) => object(n, { severity: { score: 9, description: 'Critical' } });
    await take(
      times(50, (n) => graver(1_000 + n)),
      'aws-macie',
    );
    await judge();
    expect(await waiting()).toBe(1);
    later(HOUR_MS);
    await judge();
    expect([await waiting(), (await breaches()).size]).toEqual([0, 1]);
    expect(await intakes()).toHaveLength(2 + MOST_HANDED);
  });

  it('stay together where the first of them was only counted', async () => {
    const other = (n: number, bucket: string) =>
      object(n, {
        policyDetails: null,
        resourcesAffected: { s3Bucket: { name: bucket, publicAccess: { effectivePermission: 'PUBLIC' } } },
      });
    await take(
      times(100, (n) => other(n, `bucket-${n}`)),
      'aws-macie',
    );
    await judge();
    const first = await rowOf('object-99', 'aws-macie');
    expect(first?.joining?.because).toMatchObject([{ relation: 'storm', values: ['aws-macie'] }]);
    later(2 * HOUR_MS);
    await take([other(500, 'bucket-99')], 'aws-macie');
    await judge();
    expect((await rowOf('object-500', 'aws-macie'))?.breachId).toBe(first?.breachId);
  });
});

describe('what is owed', () => {
  it('leaves within hours, however much there is, and the same news waits once', async () => {
    const kinds = (from: number) =>
      times(250, (n) => detail({ id: `f${from + n}`, type: `Exfiltration:S3/Kind${n}`, severity: 5 }));
    await take(kinds(0));
    await judge();
    const owed = await waiting();
    expect(owed).toBe(250 - 1 - MOST_HANDED);
    await take(kinds(1_000));
    await judge();
    expect(await waiting()).toBe(owed);
    for (let hour = 0; hour < 2; hour += 1) {
      later(HOUR_MS);
      await judge();
    }
    expect([await waiting(), (await breaches()).size]).toEqual([0, 1]);
    const told = await Promise.all(times(250, (n) => placeOf(`f${n}`)));
    expect(told).toEqual(Array(250).fill([...(await breaches())][0]));
  });

  it('that an earlier version left waiting by the thousand is counted once one of it was told', async () => {
    await take([detail({ id: 'first', severity: 5 })]);
    await judge();
    await take(times(250, (n) => detail({ id: `old-${n}`, type: 'Impact:S3/Old', severity: 5 })));
    await alertsOf(store).updateMany({ status: 'waiting' }, { $set: { leaseUntil: plusMs(NOW, HOUR_MS) } });
    // As they stood: each waits with its own row, and nothing says what the breach was told.
    const docs = await alertsOf(store).find({ status: 'waiting' }).toArray();
    const row = (await rowOf('first')) as AlertFinding;
    const rows = docs.map(({ _id }, n): AlertFinding => {
      const id = findingIds(store, SOURCE, `old-${n}`)[0] ?? '';
      return {
        ...row,
        id,
        findingId: `old-${n}`,
        breachId: null,
        owedBy: _id,
        known: { ...row.known, types: ['Impact:S3/Old'] },
      };
    });
    await inTransaction(store, (session) => writeFindings(store, rows, session));
    await collectionOf(store, 'alertTold').deleteMany({});
    later(HOUR_MS);
    await judge();
    expect([await waiting(), (await breaches()).size]).toEqual([0, 1]);
    expect(await intakes()).toHaveLength(1 + MOST_HANDED);
  });
});

describe('a storm of severe findings that have nothing in common', () => {
  it('opens so many suspicions an hour, and the further ones join the newest', async () => {
    await take(times(200, (n) => stranger(`s${n}`)));
    await judge();
    expect([(await breaches()).size, await waiting()]).toEqual([OPENINGS, 0]);
    const places = await Promise.all(times(200, (n) => placeOf(`s${n}`)));
    const newest = places.at(-1);
    expect(new Set(places.slice(0, OPENINGS)).size).toBe(OPENINGS);
    expect(places.slice(OPENINGS)).toEqual(Array(200 - OPENINGS).fill(newest));
    expect(newest).toBe(places[OPENINGS - 1]);
    const said = await saidOf(`s${OPENINGS}`);
    expect(said).toMatchObject({ became: 'joined', joining: { joins: newest, because: [{ relation: 'storm' }] } });
    expect(await saidOf('s199')).toMatchObject({ became: 'counted', joining: { because: [{ values: [SOURCE] }] } });
    // Whoever has it is told of what joins.
    const joined = (await intakes()).filter(({ payload }) => (payload as { opens?: true }).opens);
    expect(joined.map(({ breachId }) => breachId)).toEqual(Array(MOST_HANDED).fill(newest));

    // The same goes on for what comes in later in this hour; the next hour opens new ones.
    later(10 * MINUTE_MS);
    await take([stranger('same-hour')]);
    await judge();
    expect(await placeOf('same-hour')).toBe(newest);
    later(HOUR_MS);
    await take(times(3, (n) => stranger(`next-${n}`)));
    await judge();
    expect((await breaches()).size).toBe(OPENINGS + 3);
  });

  it('is that of one source: another one opens its own', async () => {
    await take(times(OPENINGS + 5, (n) => stranger(`s${n}`)));
    await take([JSON.stringify((fixturesOf('aws-macie')['policy-public'] as { detail: object }).detail)], 'aws-macie');
    await judge();
    expect((await breaches()).size).toBe(OPENINGS + 1);
  });

  it('brings the systems of what joins to the suspicion that it joined, at the latest an hour later', async () => {
    await take(times(100, (n) => stranger(`s${n}`)));
    await judge();
    const newest = await placeOf('s99');
    await take([detail({ id: 'of-a-system', severity: 8 })]);
    await judge();
    expect([await placeOf('of-a-system'), await waiting()]).toEqual([null, 1]);
    later(HOUR_MS);
    await judge();
    expect(await placeOf('of-a-system')).toBe(newest);
    const systems = (await intakes()).flatMap(({ breachId, payload }) => {
      return breachId === newest ? (payload as { facts: { systems: string[] } }).facts.systems : [];
    });
    expect(systems).toEqual(['tickets']);
    expect((await rowOf('of-a-system'))?.joining?.because).toMatchObject([{ relation: 'storm' }]);
  });

  it('opens as many however many processes judge it at once', async () => {
    const others = await Promise.all([1, 2].map(() => mongo.open(`storms${databases}`, store.keyring)));
    for (let hour = 0; hour < 2; hour += 1) {
      for (let n = 0; n < 4; n += 1) await take(times(30, (i) => stranger(`h${hour}-${n}-${i}`)));
      await Promise.all([
        judge(),
        ...others.map((other) => judgeOver(other)),
        ...others.map((other) => judgeOver(other)),
      ]);
      later(5 * MINUTE_MS);
      await judge();
      expect([hour, (await breaches()).size, await waiting()]).toEqual([hour, (hour + 1) * OPENINGS, 0]);
      const homeless = await findingsOf(store).countDocuments({ breachId: null });
      expect([hour, homeless]).toEqual([hour, 0]);
      later(HOUR_MS);
    }
  }, 120_000);
});

describe('findings belong together by when they happened', () => {
  const user = (userName: string, id: string) => {
    const { resource } = alertElsewhere(id) as { resource: object };
    return { ...alertElsewhere(id), resource: { ...resource, accessKeyDetails: { userName } } };
  };
  const ago = (hours: number) => plusMs(NOW, -hours * HOUR_MS);
  const ofAnna = (id: string, at: Instant, patch: Record<string, unknown> = {}) =>
    detail({ id, severity: 8, ...user('anna', id), ...patch }, at);

  it('a week of them that comes in at once joins no strangers', async () => {
    await take([ofAnna('six', ago(144)), ofAnna('three', ago(72)), ofAnna('near-three', ago(60)), ofAnna('now', NOW)]);
    await judge();
    expect((await breaches()).size).toBe(3);
    expect(await placeOf('near-three')).toBe(await placeOf('three'));
  });

  it('two parts of one attack that come in days apart are one', async () => {
    await take([ofAnna('early', ago(1))]);
    await judge();
    later(60 * HOUR_MS);
    await take([ofAnna('late', NOW), ofAnna('other', now)]);
    await judge();
    expect(await placeOf('late')).toBe(await placeOf('early'));
    expect((await breaches()).size).toBe(2);
  });

  it('and by when they came in where their time is to come, or is older than what is kept', async () => {
    await take([ofAnna('first', NOW)]);
    await judge();
    const ancient = ago(24 * 400);
    const raised = { createdAt: ancient, updatedAt: ancient };
    await take([ofAnna('to-come', ago(-900)), ofAnna('ancient', ancient, raised)]);
    await judge();
    expect((await breaches()).size).toBe(1);
  });

  it('also with those that version 0.10 kept without their time', async () => {
    await take([ofAnna('before', NOW)]);
    await judge();
    const { happened: _, ...row } = (await rowOf('before')) as AlertFinding;
    await inTransaction(store, (session) => writeFindings(store, [row], session));
    later(HOUR_MS);
    await take([ofAnna('after', now)]);
    await judge();
    expect((await breaches()).size).toBe(1);
  });

  const many = Correlation.parse({
    ...{ id: 'many-of-a-user', type: 'event_count', rules: ['*/keep'], 'group-by': ['user'], timespan: '1h' },
    ...{ condition: { gte: 3 }, because: 'Three findings speak of the same user.' },
  });
  const judgeTogether = () => judgeOver(store, { ...judgement, correlations: [many] });
  const low = (id: string, at: Instant) => ofAnna(id, at, { severity: 1, type: 'Recon:EC2/Portscan' });

  it('a rule counts what happened within its time, however late a part of it comes in', async () => {
    await take([low('a', ago(1)), low('b', ago(0.75))]);
    await judgeTogether();
    // What happens meanwhile pushes none of it out.
    later(5 * HOUR_MS);
    await take([low('meanwhile', now)]);
    await judgeTogether();
    expect(await intakes()).toEqual([]);
    later(5 * HOUR_MS);
    await take([low('c', ago(0.5))]);
    await judgeTogether();
    const [breachId] = await breaches();
    expect(await Promise.all(['a', 'b', 'c', 'meanwhile'].map(placeOf))).toEqual([breachId, breachId, breachId, null]);
  });

  it('and nothing that happened apart and comes in at once', async () => {
    await take([low('a', ago(60)), low('b', ago(40)), low('c', ago(20)), low('d', NOW)]);
    await judgeTogether();
    expect(await intakes()).toEqual([]);
  });

  it('a group that version 0.10 has counted goes on', async () => {
    const name = JSON.stringify([many.id, 'anna']);
    await take([low('a', NOW), low('b', NOW)]);
    await judgeTogether();
    const group = (await readGroups(store, [name])).get(name);
    if (group === undefined) throw new Error('There is no group.');
    const hits = group.hits.map(({ receivedAt: _, ...hit }) => hit);
    expect(hits).toHaveLength(2);
    const endsAt = plusMs(NOW, 2 * HOUR_MS);
    await inTransaction(store, (session) => writeGroups(store, [{ ...group, hits, endsAt }], session));
    later(30 * MINUTE_MS);
    await take([low('c', now)]);
    await judgeTogether();
    expect((await breaches()).size).toBe(1);
    expect(await placeOf('a')).toBe(await placeOf('c'));
  });
});
