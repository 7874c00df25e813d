/** From the inbox to the breach: once for each state of a finding, whatever breaks off, and however often it comes. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadJudgement } from '../../config/detection.ts';
import { Correlation } from '../../detection/rules/correlation.ts';
import type { AlertOutcome } from '../../domain/alerts/outcome.ts';
import { TocsinError } from '../../domain/errors.ts';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import { createAlertInbox } from '../../intake/alert-inbox.ts';
import { createAlertJudge } from '../../intake/alert-judge.ts';
import { MOST_HANDED } from '../../intake/alert-telling.ts';
import { findingIds, readFindings } from '../../store/alert-findings.ts';
import { type AlertDoc, alertsOf, openOutcome } from '../../store/alert-record.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { breachRulesOf, ruleDaysOf } from '../../store/detection-rules.ts';
import { collectionOf } from '../../store/driver.ts';
import { readIntake } from '../../store/intake.ts';
import type { Store } from '../../store/store.ts';
import { alertElsewhere, alertFixture, NOW, POLICY_DIR, REGISTER } from '../support/api.ts';
import { breaksAfter } from '../support/breaking-store.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';

const SOURCE = 'aws-guardduty';
const judgement = loadJudgement(POLICY_DIR);

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
  store = await mongo.open(`alerts${databases}`);
  await saveDataFlow(store, REGISTER, { at: NOW, by: 'dpo' });
});
afterEach(() => mongo.leave(`alerts${databases}`));

/** What happens now. */
const detail = (patch: Record<string, unknown>) => {
  const { service, ...said } = alertFixture().detail as { service: object };
  const times = { eventFirstSeen: now, eventLastSeen: now };
  return JSON.stringify({ ...said, service: { ...service, ...times }, ...patch });
};
async function take(...bodies: string[]): Promise<void> {
  const inbox = createAlertInbox({ store, nowMs: Date.now, kick: () => undefined });
  const head = { source: SOURCE, by: 'guardduty', headers: {}, requestId: 'r-1' };
  const all = bodies.map((body, n) => inbox.take({ ...head, receivedAt: plusMs(now, n), raw: Buffer.from(body) }));
  await Promise.all(all);
}
function judgeOver(over: Store, by = judgement) {
  const log = { info: () => undefined, warn: () => undefined };
  return createAlertJudge({
    ...{ store: over, ...by, relay: { kick: () => undefined }, clock: () => now, log },
    every: () => () => undefined,
  });
}
const judge = () => judgeOver(store).turn();
const rows = () => alertsOf(store).find().sort({ receivedAt: 1, _id: 1 }).toArray();
const intakes = async () => {
  const docs = await collectionOf<{ _id: string }>(store, 'intake').find().toArray();
  return Promise.all(docs.map(({ _id }) => readIntake(store, _id)));
};
const saidOf = (doc: AlertDoc) => openOutcome<AlertOutcome>(store, doc)?.findings[0];
const becameOf = (doc: AlertDoc) => saidOf(doc)?.became;
const findingOf = async (findingId: string) =>
  [...(await readFindings(store, findingIds(store, SOURCE, findingId))).values()][0];

describe('whatever breaks off', () => {
  /** The finding twice, graver the second time; a relative of it; one that opens nothing; one that cannot be read. */
  const BODIES = [
    detail({ id: 'a', severity: 5 }),
    detail({ id: 'a', severity: 8 }),
    detail({ id: 'c', severity: 1, type: 'Recon:EC2/Portscan' }),
    detail({ id: 'b', severity: 1, type: 'Recon:EC2/Portscan', ...alertElsewhere('far') }),
    '{"cut short',
  ];
  const whole = async () => ({
    states: (await rows()).map(({ status, code = null }) => [status, code]).toSorted(),
    leased: (await rows()).filter((row) => row.leaseOwner !== undefined).length,
    handed: (await intakes()).length,
    breaches: new Set((await intakes()).map(({ breachId }) => breachId)).size,
    files: await collectionOf(store, 'files').countDocuments(),
    seen: await Promise.all(['a', 'b', 'c'].map(async (id) => (await findingOf(id))?.count)),
    marks: (await collectionOf<{ _id: string; findings: string[] }>(store, 'alertMarks').find().toArray())
      .map(({ findings }) => findings.length)
      .toSorted(),
    unknown: (await collectionOf<{ _id: string; count: number }>(store, 'alertUnknown').find().toArray())
      .map(({ count }) => count)
      .toSorted(),
    counted: await collectionOf(store, 'alertCounts')
      .find({}, { projection: { _id: 0, hour: 0 } })
      .toArray(),
    rules: (await breachRulesOf(store).find().toArray()).map(({ rule, opened }) => [rule, opened]).toSorted(),
    decided: (await ruleDaysOf(store).find().toArray()).map((day) => [day.rule, day.watch ?? 0, day.suspect ?? 0]),
  });

  it('each is judged once, and each state of a finding is handed over once', async () => {
    await take(...BODIES);
    const calls = breaksAfter(store, Number.POSITIVE_INFINITY);
    await judgeOver(calls.store).turn();
    const expected = await whole();
    expect(expected).toMatchObject({ handed: 3, breaches: 1, seen: [2, 1, 1], leased: 0, marks: [2, 2, 2] });
    expect(expected.unknown.length).toBeGreaterThan(1);
    expect(expected.states.map(([status]) => status)).toEqual(['dead', 'judged', 'judged', 'judged', 'judged']);
    // One rule opened the breach; by others something joined it.
    expect(expected.rules.filter(([, opened]) => opened)).toHaveLength(1);
    expect(expected.rules.length).toBeGreaterThan(1);
    expect(calls.made()).toBeGreaterThan(10);

    for (const after of sampled([...Array(calls.made()).keys()], 5)) {
      now = NOW;
      const alerts = [
        'alerts',
        'alertFindings',
        'alertMarks',
        'alertUnknown',
        'alertCounts',
        'breachRules',
        'ruleDays',
      ];
      const names = [...alerts, 'intake', 'correlations', 'files'];
      for (const name of names) await collectionOf(store, name).deleteMany({});
      await take(...BODIES);
      await judgeOver(breaksAfter(store, after).store).turn();
      // Another process, once the lease of the one that died has run out; the sender has sent all of it again.
      now = plusMs(NOW, 2 * MINUTE_MS);
      await take(...BODIES);
      await judge();
      const found = await whole();
      const but = { counted: null, decided: null };
      expect({ after, ...found, ...but }).toEqual({ after, ...expected, ...but });
      const decided = (rows: typeof found.decided) => rows.flatMap(([, ...n]) => n.map(Number)).reduce((a, b) => a + b);
      expect([after, decided(found.decided)]).toEqual([after, decided(expected.decided)]);
      const sum = (counted: typeof found.counted) => counted.reduce((all, one) => all + Number(one.judged ?? 0), 0);
      expect([after, sum(found.counted)]).toEqual([after, sum(expected.counted)]);
    }
  }, 300_000);

  it('two at once judge each alert once', async () => {
    await take(...Array.from({ length: 60 }, (_, n) => detail({ id: `f${n % 6}`, updatedAt: at(n) })));
    await Promise.all([judge(), judge(), judge()]);
    now = plusMs(NOW, 10 * MINUTE_MS);
    await judge();
    expect((await rows()).every(({ status }) => status === 'judged')).toBe(true);
    expect(await intakes()).toHaveLength(6);
    const counts = await Promise.all(Array.from({ length: 6 }, (_, n) => findingOf(`f${n}`)));
    expect(counts.map((finding) => finding?.count)).toEqual([10, 10, 10, 10, 10, 10]);
  });
});

const at = (n: number) => plusMs(NOW, -n * 1_000);

describe('a finding that comes again and again', () => {
  it('is one suspicion, and on record comes what a person must see', async () => {
    const storm = Array.from({ length: 300 }, (_, n) => detail({ id: 'storm', updatedAt: at(n) }));
    await take(...storm);
    await judge();
    const [first] = await intakes();
    expect(await intakes()).toHaveLength(1);
    expect(await findingOf('storm')).toMatchObject({
      ...{ count: 300, breachId: first?.breachId, owedBy: null },
      hours: [{ hour: '2026-11-24T08', count: 300 }],
    });
    const became = (await rows()).map(becameOf);
    expect([
      became.filter((each) => each === 'opened').length,
      became.filter((each) => each === 'counted').length,
    ]).toEqual([1, 299]);
    await take(
      detail({ id: 'storm', severity: 8.9, updatedAt: at(1_000) }),
      detail({ id: 'storm', type: 'Impact:S3/MaliciousIPCaller', updatedAt: at(1_001) }),
      detail({ id: 'storm', severity: 3, updatedAt: at(1_002) }),
    );
    await judge();
    expect(await intakes()).toHaveLength(3);
    expect(new Set((await intakes()).map(({ breachId }) => breachId)).size).toBe(1);
  });

  it('says nothing by a sample that bears its name', async () => {
    await take(detail({ id: 'one', severity: 5 }));
    await judge();
    const { service } = alertFixture().detail as { service: object };
    const sample = { ...service, additionalInfo: { sample: true } };
    await take(detail({ id: 'one', severity: 8.5, title: 'A sample', service: sample, updatedAt: at(-1) }));
    await judge();
    expect(await findingOf('one')).toMatchObject({ known: { severity: 5 }, title: alertFixture().detail.title });
    await take(detail({ id: 'one', severity: 8.5, updatedAt: at(-2) }));
    await judge();
    expect((await rows()).map(becameOf).toSorted()).toEqual(['joined', 'kept', 'opened']);
    expect(await intakes()).toHaveLength(2);
  });

  it('is found by its relatives as long as it comes', async () => {
    const stored = () => collectionOf<{ _id: string; lastAt: string }>(store, 'alertMarks').find().toArray();
    for (let day = 0; day < 3; day += 1) {
      await take(detail({ id: 'daily', severity: 5, updatedAt: now }));
      await judge();
      expect((await stored()).map(({ lastAt }) => lastAt)).toEqual([now, now, now]);
      now = plusMs(now, 24 * 60 * MINUTE_MS);
    }
    expect(await intakes()).toHaveLength(1);
  });

  it('is handed over so often within an hour, and in the next one what is still owed, once', async () => {
    await take(detail({ id: 'many', severity: 4 }));
    await judge();
    for (let n = 0; n < MOST_HANDED + 5; n += 1) {
      await take(detail({ id: 'many', type: `Exfiltration:S3/Kind${n}`, severity: 4, updatedAt: at(n) }));
      await judge();
    }
    expect(await intakes()).toHaveLength(1 + MOST_HANDED);
    const waiting = (await rows()).filter(({ status }) => status === 'waiting');
    expect(waiting).toHaveLength(5);
    // What says no more than what is owed already is counted at once.
    await take(detail({ id: 'many', type: 'Exfiltration:S3/Kind3', severity: 4, updatedAt: at(500) }));
    await judge();
    expect((await rows()).filter(({ status }) => status === 'waiting')).toHaveLength(5);

    now = plusMs(NOW, 60 * MINUTE_MS);
    await judge();
    expect((await rows()).filter(({ status }) => status === 'waiting')).toEqual([]);
    expect(await intakes()).toHaveLength(2 + MOST_HANDED);
    expect(await findingOf('many')).toMatchObject({ owedBy: null, count: MOST_HANDED + 7 });
  });
});

describe('a relative', () => {
  const low = { severity: 1, type: 'Recon:EC2/Portscan' };
  const said = async (id: string) => (await rows()).map(saidOf).find((finding) => finding?.findingId === id);

  it('joins the suspicion, in the same turn and in a later one, and says what they have in common', async () => {
    await take(detail({ id: 'a' }), detail({ id: 'b', type: 'Impact:S3/MaliciousIPCaller' }));
    await judge();
    now = plusMs(NOW, 60 * MINUTE_MS);
    await take(detail({ id: 'c', ...low }));
    await judge();
    expect((await rows()).map(becameOf)).toEqual(['opened', 'joined', 'joined']);
    const breaches = new Set((await intakes()).map(({ breachId }) => breachId));
    expect([breaches.size, (await intakes()).length]).toEqual([1, 3]);
    const last = await said('c');
    expect(last?.joining).toMatchObject({ joins: last?.breachId, follows: null, related: [] });
    expect(last?.joining?.because).toContainEqual({
      ...{ relation: 'system', values: ['tickets'], finding: findingIds(store, SOURCE, 'a')[0] },
    });
    expect(last?.joining?.because).toContainEqual(
      expect.objectContaining({ relation: 'actor', values: ['ticket-export'] }),
    );
  });

  it('is none that has nothing in common, comes after the window, or is a relative of what only was kept', async () => {
    await take(detail({ id: 'kept', ...low, ...alertElsewhere('far') }), detail({ id: 'a' }));
    await judge();
    await take(detail({ id: 'far', ...low, ...alertElsewhere('far') }));
    await judge();
    expect((await said('far'))?.became).toBe('kept');
    now = plusMs(NOW, 25 * 60 * MINUTE_MS);
    await take(detail({ id: 'late', ...low }));
    await judge();
    expect((await said('late'))?.became).toBe('kept');
    await take(detail({ id: 'late-and-grave' }));
    await judge();
    expect((await said('late-and-grave'))?.became).toBe('opened');
  });

  it('that ties two suspicions together joins one, and names the other', async () => {
    await take(detail({ id: 'a' }), detail({ id: 'b', ...alertElsewhere('far'), severity: 8 }));
    await judge();
    const [one, other] = await Promise.all(['a', 'b'].map(async (id) => (await findingOf(id))?.breachId));
    expect(one).not.toBe(other);
    const user = { userName: 'user-of-far' };
    await take(
      detail({ id: 'c', resource: { ...(alertFixture().detail.resource as object), accessKeyDetails: user } }),
    );
    await judge();
    expect((await said('c'))?.joining).toMatchObject({ joins: one, related: [other] });
  });

  it('of many on one system is counted once the others have said all of it, and nothing grows with them', async () => {
    const many = (from: number, to: number) => {
      const numbers = Array.from({ length: to - from }, (_, n) => from + n);
      return numbers.map((n) => detail({ id: `many-${n}`, severity: 5, updatedAt: at(n) }));
    };
    await take(...many(0, 100));
    await judge();
    const few = breaksAfter(store, Number.POSITIVE_INFINITY);
    await take(...many(100, 200));
    await judgeOver(few.store).turn();
    await take(...many(200, 500));
    await judge();
    const more = breaksAfter(store, Number.POSITIVE_INFINITY);
    await take(...many(500, 600));
    await judgeOver(more.store).turn();
    expect(more.made()).toBe(few.made());
    expect(await intakes()).toHaveLength(1 + MOST_HANDED);
    expect(new Set((await intakes()).map(({ breachId }) => breachId)).size).toBe(1);
    expect((await rows()).filter(({ status }) => status !== 'judged')).toEqual([]);
    expect((await findingOf('many-599'))?.breachId).toBe((await findingOf('many-0'))?.breachId);
    const marks = await collectionOf<{ _id: string; findings: string[] }>(store, 'alertMarks').find().toArray();
    expect(marks.map(({ findings }) => findings.length)).toEqual([20, 20, 20]);
    // What is graver than all of them is owed, and handed over with the next hour.
    await take(detail({ id: 'grave', severity: 9 }));
    await judge();
    expect((await rows()).filter(({ status }) => status === 'waiting')).toHaveLength(1);
    now = plusMs(NOW, 60 * MINUTE_MS);
    await judge();
    expect((await rows()).filter(({ status }) => status === 'waiting')).toEqual([]);
    expect(await intakes()).toHaveLength(2 + MOST_HANDED);
  });
});

describe('findings that a rule counts together', () => {
  const many = Correlation.parse({
    ...{ id: 'many-of-a-user', type: 'event_count', rules: ['*/keep'], 'group-by': ['user'], timespan: '1h' },
    ...{ condition: { gte: 3 }, facts: { malicious: 'yes' }, because: 'Three findings speak of the same user.' },
  });
  const judgeTogether = () => judgeOver(store, { ...judgement, correlations: [many] }).turn();
  /** A low finding of Anna on a thing of its own. */
  const low = (id: string, change: Record<string, unknown> = {}) => {
    const { resource } = alertElsewhere(id) as { resource: object };
    const accessKeyDetails = { userName: 'anna' };
    const all = { severity: 1, type: 'Recon:EC2/Portscan', ...alertElsewhere(id) };
    return detail({ id, ...all, resource: { ...resource, accessKeyDetails }, ...change });
  };
  const together = async (...ids: string[]) => (await Promise.all(ids.map(findingOf))).map((row) => row?.breachId);

  it('open one suspicion with the one that completes them, and all of them belong to it', async () => {
    await take(low('a'));
    await judgeTogether();
    now = plusMs(NOW, 30 * MINUTE_MS);
    await take(low('b'), low('c'));
    await judgeTogether();
    const [intake, ...others] = await intakes();
    expect(others).toEqual([]);
    expect(intake?.payload).toMatchObject({ judgement: { rule: 'many-of-a-user' }, facts: { malicious: 'yes' } });
    expect(await together('a', 'b', 'c')).toEqual(Array(3).fill(intake?.breachId));
    expect((await rows()).map(({ breachIds }) => breachIds)).toEqual(Array(3).fill([intake?.breachId]));
    const [first] = findingIds(store, SOURCE, 'a');
    // It came before, and belongs to the breach since the one that completes them.
    const { placedAt = '' } = (await findingOf('a')) ?? {};
    expect(placedAt >= now).toBe(true);
    expect(await findingOf('a')).toMatchObject({
      firstAt: NOW,
      joining: { joins: intake?.breachId, because: [{ relation: 'rule', values: [many.id] }] },
    });
    expect(first).toBe((await findingOf('a'))?.id);
    const rules = (await breachRulesOf(store).find().toArray()).map(({ rule, opened }) => ({ rule, opened }));
    expect(rules.toSorted((one, other) => (one.rule < other.rule ? -1 : 1))).toEqual([
      { rule: `${SOURCE}/keep`, opened: false },
      { rule: `correlations/${many.id}`, opened: true },
    ]);

    now = plusMs(NOW, 40 * MINUTE_MS);
    await take(low('d'), low('a', { updatedAt: at(-2_000) }));
    await judgeTogether();
    expect(await findingOf('a')).toMatchObject({ count: 2, placedAt });
    expect(await together('d')).toEqual([intake?.breachId]);
    expect(new Set((await intakes()).map(({ breachId }) => breachId)).size).toBe(1);
  });

  it('bring the systems that they touch', async () => {
    // One that an allow-list made low would be kept, though it touches a system.
    const keepAll = new Map([[SOURCE, () => ({ ...KEPT, opens: false })]]);
    const judgeKept = () => judgeOver(store, { ...judgement, rules: keepAll, correlations: [many] }).turn();
    await take(detail({ id: 'a' }), detail({ id: 'b' }), detail({ id: 'c' }));
    await judgeKept();
    const [intake] = await intakes();
    expect(intake?.payload).toMatchObject({ facts: { systems: ['tickets'] } });
  });

  it('do not where they are fewer, of others, apart in time, or samples', async () => {
    const { service } = alertFixture().detail as { service: object };
    await take(low('a'), low('b'), low('s', { service: { ...service, additionalInfo: { sample: true } } }));
    await judgeTogether();
    await take(low('other', { resource: { resourceType: 'AccessKey', accessKeyDetails: { userName: 'ben' } } }));
    await judgeTogether();
    now = plusMs(NOW, 61 * MINUTE_MS);
    await take(low('late'), low('a', { updatedAt: at(-3_700) }));
    await judgeTogether();
    expect(await intakes()).toEqual([]);
  });

  it('open one however many processes judge them at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await take(...['a', 'b', 'c'].map((id) => low(`${round}${id}`, { resource: ofUser(`user-${round}`) })));
      await Promise.all([judgeTogether(), judgeTogether(), judgeTogether()]);
      now = plusMs(now, 5 * MINUTE_MS);
      await judgeTogether();
      expect(await intakes()).toHaveLength(round + 1);
      const groups = await collectionOf<{ _id: string; sealed: string }>(store, 'alertGroups').find().toArray();
      expect([groups.length, JSON.stringify(groups)]).toEqual([round + 1, expect.not.stringContaining('user-')]);
    }
  });
});

const ofUser = (userName: string) => ({ resourceType: 'AccessKey', accessKeyDetails: { userName } });
const KEPT = { rule: 'keep', outcome: 'watch' as const, facts: {}, because: 'Kept.' };

describe('what is owed', () => {
  it('is told in the first hour that has room, however many were full', async () => {
    const many = Array.from({ length: 3 * MOST_HANDED }, (_, n) => `f${n}`);
    const told = async (type: string) => {
      await take(...many.map((id) => detail({ id, type, severity: 4, updatedAt: now })));
      await judge();
    };
    const waiting = async () => (await rows()).filter(({ status }) => status === 'waiting').length;
    await told('Exfiltration:S3/A');
    for (let hour = 0; hour < 8; hour += 1) {
      now = plusMs(now, 60 * MINUTE_MS);
      await (hour === 0 ? told('Exfiltration:S3/B') : judge());
    }
    expect(await waiting()).toBe(0);
    const owed = await collectionOf<{ _id: string }>(store, 'alertFindings').countDocuments({ owedBy: { $ne: null } });
    expect(owed).toBe(0);
  });
});

describe('a body that holds very much', () => {
  it('keeps nobody from being judged, and is judged in the turns that follow', async () => {
    const list = (n: number) =>
      JSON.stringify({
        Findings: Array.from({ length: 900 }, (_, i) => ({
          ...alertFixture().detail,
          id: `b${n}-${i}`,
          severity: 1,
          type: 'Recon:EC2/Portscan',
          ...alertElsewhere(`t${n}`),
        })),
      });
    await take(...Array.from({ length: 6 }, (_, n) => list(n)), detail({ id: 'small' }));
    await judge();
    expect((await rows()).map(({ status }) => status)).toEqual(Array(7).fill('judged'));
    expect(await intakes()).toHaveLength(1);
  });

  it('that cannot be judged at all is a dead letter, and takes no other with it', async () => {
    await take(detail({ id: 'one' }), detail({ id: 'bad' }), detail({ id: 'two' }));
    const broken = breaksAfter(store, Number.POSITIVE_INFINITY);
    const bad = findingIds(store, SOURCE, 'bad')[0];
    const evaluators = new Map(judgement.rules);
    const own = judgement.rules.get(SOURCE);
    evaluators.set(SOURCE, (finding, touched) => {
      if (finding.findingId === 'bad') throw new RangeError('Too many.');
      if (own === undefined) throw new Error('none');
      return own(finding, touched);
    });
    await judgeOver(broken.store, { ...judgement, rules: evaluators }).turn();
    const states = (await rows()).map(({ status, code = null }) => [status, code]);
    expect(states.toSorted()).toEqual([
      ['dead', 'internal'],
      ['judged', null],
      ['judged', null],
    ]);
    expect((await readFindings(store, [bad ?? ''])).size).toBe(0);
  });
});

describe('what fails', () => {
  it('for a while is tried again, and is no dead letter', async () => {
    await take(detail({ id: 'a' }));
    await judgeOver(breaksAfter(store, 4).store).turn();
    expect(await rows()).toMatchObject([{ status: 'waiting' }]);
    now = plusMs(NOW, 2 * MINUTE_MS);
    await judge();
    expect(await rows()).toMatchObject([{ status: 'judged' }]);
  });

  it('for good takes no other with it: its alert is dead, and the rest is judged', async () => {
    await take(detail({ id: 'bad' }), detail({ id: 'bad', updatedAt: at(5) }), detail({ id: 'good' }));
    const broken: Store = breaksAfter(store, Number.POSITIVE_INFINITY, (name, method) => {
      if (name === 'files' && method === 'exists') throw new TocsinError('internal', 'The file cannot be kept.');
    }).store;
    await judgeOver(broken).turn();
    const states = (await rows()).map(({ status }) => status).toSorted();
    expect(states).toContain('dead');
    expect(await intakes()).toEqual([]);
    now = plusMs(NOW, 5 * MINUTE_MS);
    await judge();
    expect((await rows()).filter(({ status }) => status === 'waiting')).toEqual([]);
  });
});
