import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channels } from '../../activities/channels/registry.ts';
import { type Engine, reconcile, type Standing } from '../../activities/compare-running.ts';
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Finding, WorkflowName } from '../../domain/reconcile/finding.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { appendEvents } from '../../store/events.ts';
import {
  readExpected,
  readLastRun,
  readReconcile,
  readUntold,
  recordFindings,
  recordReconcile,
} from '../../store/reconcile.ts';
import type { Store } from '../../store/store.ts';
import { POLICY_DIR } from '../support/api.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { obligationOf, planOf, reportedEvent } from '../support/plans.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const ID = 'TOC-2026-0001';
const ART33 = 'gdpr-art33-1-authority';

let mongo: TestMongo;
let store: Store;
let temporal: Stage;
let now = T0;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('reconcile');
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  now = T0;
  temporal = new Stage();
  const names = ['events', 'breaches', 'clocks', 'register', 'commands', 'intake', 'reconciles', 'findings'];
  await Promise.all(names.map((name) => store.connection.collection(name).deleteMany({})));
});

/** Temporal as a test sets it: what its list says, what is so, and what a breach answers. */
class Stage implements Engine {
  /** What runs, or ended by itself; what is not here is gone. Names are `<breach> <workflow>`. */
  readonly so = new Map<string, 'running' | 'ended'>();
  /** What the list has, where that lags behind what is so. */
  listed: string[] | null = null;
  readonly standings = new Map<string, Standing | 'silent' | 'earlier'>();
  readonly blocked = new Set<string>();
  failing: { breachId: string; workflow: WorkflowName }[] = [];
  knows = true;
  /** Whether the workers of a build that is promoted are there. */
  isPolled = true;
  readonly done: string[] = [];
  asked = 0;
  described = 0;

  run(breachId: string, ...names: WorkflowName[]): void {
    for (const name of names) this.so.set(`${breachId} ${name}`, 'running');
  }
  listRunning = async () => {
    const running = new Map<string, Set<WorkflowName>>();
    const names = this.listed ?? [...this.so].filter(([, status]) => status === 'running').map(([name]) => name);
    for (const [breachId = '', name] of names.map((each) => each.split(' '))) {
      running.set(breachId, (running.get(breachId) ?? new Set()).add(name as WorkflowName));
    }
    return running;
  };
  listTroubled = async () => ({ blocked: this.blocked, failing: this.failing });
  statusOf = async (breachId: string, workflow: WorkflowName) => {
    this.described += 1;
    return this.so.get(`${breachId} ${workflow}`) ?? 'gone';
  };
  ask = async (breachId: string) => {
    this.asked += 1;
    return this.standings.get(breachId) ?? 'silent';
  };
  /** What each restarted breach was begun for. */
  readonly begunFor = new Map<string, string>();
  restart: Engine['restart'] = async ({ breachId, seq }, { intake, children, isOutdated }) => {
    this.begunFor.set(breachId, intake);
    this.done.push(`${isOutdated ? 'replaced' : 'started'} ${breachId} at ${seq} with ${children.join(', ')}`);
    this.run(breachId, 'breach', ...children);
  };
  tellLost: Engine['tellLost'] = async (breachId, children) => {
    this.done.push(`told ${breachId} of ${children.join(', ')}`);
    this.run(breachId, ...children);
  };
  knowsRun: Engine['knowsRun'] = async () => this.knows;
  build: string | null = null;
  /** Builds whose workers ask for work. */
  readonly polling = new Set<string>();
  hasWorkers = async (build: string) => this.polling.has(build);
  currentBuild = async () => this.build;
  promote = async (build: string) => {
    this.done.push(`promoted ${build}`);
    return this.isPolled;
  };
}

const head = { at: T0, by: 'dpo' };
const aware: BreachEvent = {
  ...head,
  ...{ key: 'aware', type: 'awareness-recorded', data: { awareAt: T0 }, personal: { reasons: '' } },
};
const planned = (): BreachEvent => {
  const counterparties = { suppliers: 1, customers: 0, version: 'v1' };
  const plan = planOf(T0, { obligations: [obligationOf(ART33, T0)], counterparties });
  return { ...head, key: 'plan', type: 'planned', data: { plan, changes: [] } };
};
const closed: BreachEvent = {
  ...head,
  ...{ key: 'close', type: 'closed', data: { outcome: 'not-a-breach' }, personal: { reasons: 'Ours.' } },
};
/** A breach with a clock and notices, three events long. */
async function open(breachId = ID, ...more: BreachEvent[]): Promise<void> {
  await appendEvents(store, breachId, 1, [reportedEvent(breachId, T0), aware, planned(), ...more]);
}
const standing = (change: Partial<Standing> = {}): Standing => ({
  ...{ seq: 3, saved: 3, blocked: null, isSettled: true, children: ['clocks', 'notices'] },
  ...change,
});
const turn = (run: { workflowId: string; runId: string } | null = { workflowId: 'reconcile', runId: 'r1' }) =>
  reconcile({ store, engine: temporal, clock: () => now }, run);
/** The next one, which the schedule asks for. */
let turns = 1;
const nextTurn = () => {
  turns += 1;
  return turn({ workflowId: 'reconcile', runId: `r${turns}` });
};
const later = (ms: number) => {
  now = plusMs(now, ms);
};
/** Time that passes while something is waited for. */
const clock = () => {
  later(MINUTE_MS / 2);
  return now;
};
const relayed = (id: string, at: string, breachId = ID, exercise: { scale: number } | null = null) => ({
  ...{ kind: 'report', scope: 's', bodySha256: 'h', attempts: 0, sealed: 'x', breachId, exercise },
  ...{ _id: id, receivedAt: at, status: 'relayed', relayedAt: at },
});
const intake = () => store.connection.collection<{ _id: string }>('intake');
const findingsNow = async () => (await readReconcile(store, now)).findings;
const kinds = async () => (await turn()).map((f) => [f.kind, f.breachId, f.workflow, f.mendedAt !== null]);

describe('what should run', () => {
  it('is its own workflow, its clocks and its communications, until a breach is closed', async () => {
    await open();
    await appendEvents(store, 'TOC-2026-0002', 1, [reportedEvent('TOC-2026-0002', T0)]);
    await open('TOC-2026-0003', closed);
    expect(Object.fromEntries(await readExpected(store))).toEqual({
      [ID]: { workflows: ['breach', 'clocks', 'notices'], exercise: false },
      'TOC-2026-0002': { workflows: ['breach'], exercise: false },
    });
  });

  it('is known too of breaches that an earlier version of this software wrote', async () => {
    await open();
    await store.connection
      .collection('breaches')
      .updateOne({ _id: ID as never }, { $set: { shape: 4 }, $unset: { runs: 1 } });
    expect((await readExpected(store)).get(ID)?.workflows).toEqual(['breach', 'clocks', 'notices']);
  });

  it('is read from an index alone, without a document', async () => {
    await open();
    const plan = await store.connection
      .collection('breaches')
      .find({ runs: { $gt: '' } }, { projection: { runs: 1, exercise: 1 } })
      .explain('executionStats');
    expect(plan.executionStats).toMatchObject({ nReturned: 1, totalDocsExamined: 0 });
  });
});

describe('while all is well', () => {
  it('nothing is asked about any single workflow', async () => {
    for (const id of [ID, 'TOC-2026-0002']) {
      await open(id);
      temporal.run(id, 'breach', 'clocks', 'notices');
    }
    await turn();
    expect(await kinds()).toEqual([]);
    expect([temporal.asked, temporal.described]).toEqual([0, 0]);
    expect(await readReconcile(store, now)).toEqual({ state: 'ok', at: T0, findings: [] });
  });

  it('a list that lags behind is no finding', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.listed = [];
    temporal.standings.set(ID, standing());
    expect(await kinds()).toEqual([]);
    expect(temporal.done).toEqual([]);
  });

  it('neither is a child that its breach is just about to begin or to end', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    temporal.standings.set(ID, standing({ isSettled: false }));
    expect(await kinds()).toEqual([]);
    temporal.standings.set(ID, standing({ children: ['notices'] }));
    expect(await kinds()).toEqual([]);
    expect(temporal.done).toEqual([]);
  });

  it('nor one whose breach went on while it was looked at', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    const answers = [standing(), standing({ seq: 4 })];
    temporal.ask = async () => answers.shift() ?? 'silent';
    expect(await kinds()).toEqual([]);
  });

  it('nor a communication that has nothing left to do and ended by itself', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks');
    temporal.so.set(`${ID} notices`, 'ended');
    temporal.standings.set(ID, standing());
    expect(await kinds()).toEqual([]);
  });

  it('nor a breach that has just begun, or has just ended', async () => {
    temporal.run('TOC-2026-0009', 'breach');
    temporal.standings.set('TOC-2026-0009', standing({ seq: 1, saved: 0, children: [] }));
    await open(ID, closed);
    temporal.run(ID, 'breach', 'clocks');
    temporal.standings.set(ID, standing({ seq: 4, saved: 4, children: [] }));
    expect(await kinds()).toEqual([]);
    temporal.so.set(`${ID} breach`, 'ended');
    expect(await kinds()).toEqual([]);
    expect(temporal.done).toEqual([]);
  });

  it('nor a breach that runs on the code of an earlier version', async () => {
    await open();
    temporal.run(ID, 'breach');
    temporal.standings.set(ID, 'earlier');
    expect(await kinds()).toEqual([]);
  });
});

describe('what is missing', () => {
  it('of the children is started again by their breach', async () => {
    await open();
    temporal.run(ID, 'breach');
    temporal.standings.set(ID, standing());
    expect(await kinds()).toEqual([
      ['missing', ID, 'clocks', true],
      ['missing', ID, 'notices', true],
    ]);
    expect(temporal.done).toEqual([`told ${ID} of clocks, notices`]);
  });

  it('of clocks that were ended by hand counts too', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    temporal.so.set(`${ID} clocks`, 'ended');
    temporal.standings.set(ID, standing());
    expect(await kinds()).toEqual([['missing', ID, 'clocks', true]]);
  });

  it('is begun anew from its stream where it is the breach itself, which then looks after its children', async () => {
    await open();
    temporal.run(ID, 'notices');
    expect(await kinds()).toEqual([
      ['missing', ID, 'breach', true],
      ['missing', ID, 'clocks', true],
    ]);
    expect(temporal.done).toEqual([`started ${ID} at 3 with clocks, notices`]);
  });

  it('stays a finding where nobody answers, one and the same until it is mended', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    temporal.standings.set(ID, 'silent');
    await reconcile({ store, engine: temporal, clock }, null);
    await reconcile({ store, engine: temporal, clock }, null);
    expect((await readReconcile(store, now)).findings).toMatchObject([{ kind: 'missing', mendedAt: null }]);
    temporal.run(ID, 'clocks');
    await turn();
    const { findings } = await readReconcile(store, now);
    expect(findings).toMatchObject([{ kind: 'missing', workflow: 'clocks', mendedAt: now }]);
    expect((await readReconcile(store, plusMs(now, DAY_MS + HOUR_MS))).findings).toEqual([]);
  });

  it('whose stream cannot be read does not keep the others waiting', async () => {
    await open();
    await open('TOC-2026-0002');
    await store.connection
      .collection('events')
      .updateOne({ _id: `${ID}/2` as never }, { $set: { personal: 'broken' } });
    const found = await reconcile({ store, engine: temporal, clock }, null);
    const breaches = found.filter(({ workflow }) => workflow === 'breach');
    expect(breaches.map(({ breachId, mendedAt }) => [breachId, mendedAt !== null])).toEqual(
      expect.arrayContaining([
        [ID, false],
        ['TOC-2026-0002', true],
      ]),
    );
  });
});

describe('a database of Temporal that is older than the record', () => {
  it('is noticed by the run it does not know; whoever knows less than the stream is replaced', async () => {
    await open();
    await open('TOC-2026-0002');
    for (const id of [ID, 'TOC-2026-0002']) temporal.run(id, 'breach', 'clocks', 'notices');
    await turn();
    temporal.standings.set(ID, standing({ seq: 2, saved: 2 }));
    temporal.standings.set('TOC-2026-0002', standing());
    temporal.knows = false;
    expect(await kinds()).toEqual([['outdated', ID, 'breach', true]]);
    expect(temporal.done).toEqual([`replaced ${ID} at 3 with clocks, notices`]);
  });

  it('is compared until every breach has answered', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    await turn();
    temporal.knows = false;
    temporal.standings.set(ID, 'silent');
    await turn({ workflowId: 'reconcile', runId: 'r2' });
    temporal.knowsRun = async ({ runId }) => runId === 'r2';
    temporal.standings.set(ID, standing({ seq: 2, saved: 2 }));
    expect(await turn({ workflowId: 'reconcile', runId: 'r3' })).toMatchObject([{ kind: 'outdated' }]);
  });

  it('ends what was closed since', async () => {
    await open(ID, closed);
    temporal.run(ID, 'breach', 'clocks');
    temporal.standings.set(ID, standing());
    expect(await kinds()).toEqual([['outdated', ID, 'breach', true]]);
    expect(temporal.done).toEqual([`replaced ${ID} at 4 with clocks`]);
  });

  it('shows in a breach that holds still over other events; what it decided since is counted', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.blocked.add(ID);
    temporal.standings.set(ID, standing({ seq: 5, saved: 2, blocked: 'conflict' }));
    expect(await turn()).toMatchObject([{ kind: 'outdated', dropped: 3 }]);
  });

  it('has the build promoted again that had the work, as soon as its workers are there', async () => {
    temporal.build = 'two';
    await turn();
    temporal.build = null;
    temporal.knows = false;
    temporal.isPolled = false;
    await turn({ workflowId: 'reconcile', runId: 'r2' });
    temporal.isPolled = true;
    await turn({ workflowId: 'reconcile', runId: 'r3' });
    temporal.knows = true;
    await turn({ workflowId: 'reconcile', runId: 'r4' });
    expect(temporal.done).toEqual(['promoted two', 'promoted two']);
  });

  it('has what was relayed of late relayed again', async () => {
    await recordReconcile(store, { at: T0, last: { run: { workflowId: 'reconcile', runId: 'r0' }, build: null } });
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.standings.set(ID, standing());
    await intake().insertMany([relayed('old', plusMs(T0, -HOUR_MS)), relayed('new', plusMs(T0, 1))]);
    temporal.knows = false;
    await turn();
    const pending = await intake().find({ status: 'pending' }).toArray();
    expect(pending).toMatchObject([{ _id: 'new', attempts: 1 }]);
  });

  it('has no build promoted over another one whose workers have the work by now', async () => {
    temporal.build = 'two';
    await turn();
    temporal.knows = false;
    temporal.build = 'three';
    temporal.polling.add('three');
    await nextTurn();
    expect(temporal.done).toEqual([]);
    expect(await readLastRun(store)).toMatchObject({ run: { runId: `r${turns}` }, build: 'three' });
  });

  it('has it promoted over one that nobody has workers of', async () => {
    temporal.build = 'two';
    await turn();
    temporal.knows = false;
    temporal.build = 'three';
    await nextTurn();
    expect(temporal.done).toEqual(['promoted two']);
  });

  it('is known also without the build of then, once every breach has answered', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.build = 'two';
    await turn();
    temporal.knows = false;
    temporal.build = null;
    temporal.isPolled = false;
    temporal.standings.set(ID, 'silent');
    await nextTurn();
    expect(await readLastRun(store)).toMatchObject({ run: { runId: 'r1' }, build: 'two' });
    temporal.standings.set(ID, standing());
    await nextTurn();
    expect(await readLastRun(store)).toMatchObject({ run: { runId: `r${turns}` }, build: null });
  });
});

describe('what was taken in and not stored', () => {
  const pending = async () => (await intake().find({ status: 'pending' }).toArray()).map(({ _id }) => _id);

  it('is relayed again to a breach that is restarted, from shortly before its last event on', async () => {
    await open();
    now = plusMs(T0, 3 * DAY_MS);
    await intake().insertMany([
      relayed('stored', plusMs(T0, -HOUR_MS)),
      relayed('told', plusMs(T0, HOUR_MS)),
      relayed('other', plusMs(T0, HOUR_MS), 'TOC-2026-0002'),
    ]);
    await open('TOC-2026-0002');
    temporal.run('TOC-2026-0002', 'breach', 'clocks', 'notices');
    temporal.standings.set('TOC-2026-0002', standing());
    await turn();
    expect(await pending()).toEqual(['told']);
  });

  it('by a breach that was lost before its first event is missing until it runs, and is relayed again', async () => {
    await intake().insertMany([relayed('first', T0), relayed('second', plusMs(T0, 1))]);
    const found = await reconcile({ store, engine: temporal, clock }, null);
    expect(found).toMatchObject([{ kind: 'missing', breachId: ID, workflow: 'breach', mendedAt: null }]);
    expect(await pending()).toEqual(['first', 'second']);
    // As long as nobody relays.
    await reconcile({ store, engine: temporal, clock }, null);
    expect(await findingsNow()).toMatchObject([{ kind: 'missing', mendedAt: null }]);
    temporal.run(ID, 'breach');
    await turn();
    expect(await findingsNow()).toMatchObject([{ kind: 'missing', mendedAt: now }]);
  });

  it('by a breach of an exercise is missing as one', async () => {
    await intake().insertMany([relayed('first', T0, 'EX-2026-0001', { scale: 1 })]);
    const found = await reconcile({ store, engine: temporal, clock }, null);
    expect(found).toMatchObject([{ breachId: 'EX-2026-0001', exercise: true }]);
  });

  it('by a breach that runs, or ended by itself, is no finding', async () => {
    await intake().insertMany([relayed('first', T0), relayed('other', T0, 'TOC-2026-0002')]);
    temporal.run(ID, 'breach');
    temporal.standings.set(ID, standing({ seq: 1, saved: 0, children: [] }));
    temporal.so.set('TOC-2026-0002 breach', 'ended');
    expect(await kinds()).toEqual([]);
    expect(await pending()).toEqual([]);
  });

  it('of a restarted breach: it is known by the intake record that it was begun for', async () => {
    await open();
    await turn();
    expect(temporal.begunFor.get(ID)).toBe(reportedEvent(ID, T0).key);
  });
});

describe('a database of MongoDB that is older than what was done', () => {
  beforeEach(async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.standings.set(ID, standing({ seq: 5, saved: 5 }));
    await turn();
  });

  it('is found once nothing was compared for minutes, and stays a finding until it is mended', async () => {
    later(10 * MINUTE_MS);
    expect(await nextTurn()).toMatchObject([{ kind: 'ahead', mendedAt: null }]);
    later(MINUTE_MS);
    await nextTurn();
    temporal.standings.set(ID, 'silent');
    later(MINUTE_MS);
    await nextTurn();
    expect(await findingsNow()).toMatchObject([{ kind: 'ahead', mendedAt: null }]);
    temporal.standings.set(ID, standing());
    later(MINUTE_MS);
    await nextTurn();
    expect(await findingsNow()).toMatchObject([{ kind: 'ahead', mendedAt: now }]);
  });

  it('is looked for until every breach has answered', async () => {
    temporal.standings.set(ID, 'silent');
    later(10 * MINUTE_MS);
    expect(await nextTurn()).toEqual([]);
    temporal.standings.set(ID, standing({ seq: 5, saved: 5 }));
    later(MINUTE_MS);
    expect(await nextTurn()).toMatchObject([{ kind: 'ahead' }]);
  });
});

describe('two at once', () => {
  const finding = (patch: Partial<Finding> = {}): Finding => ({
    ...{ kind: 'missing', breachId: ID, workflow: 'clocks', exercise: false, foundAt: T0, mendedAt: null, dropped: 0 },
    ...patch,
  });
  const record = (at: string, ...found: Finding[]) => recordFindings(store, { at, found });

  it('record one finding, and all others', async () => {
    await Promise.all([
      record(T0, finding(), finding(), finding({ workflow: 'notices' })),
      record(plusMs(T0, 1), finding({ foundAt: plusMs(T0, 1) }), finding({ kind: 'failing' })),
      record(plusMs(T0, 2), finding({ foundAt: plusMs(T0, 2) })),
    ]);
    await record(plusMs(T0, 3), finding(), finding({ workflow: 'notices' }), finding({ kind: 'failing' }));
    const open = (await findingsNow()).filter(({ mendedAt }) => mendedAt === null);
    expect(open.map(({ kind, workflow }) => `${kind} ${workflow}`).sort()).toEqual([
      'failing clocks',
      'missing clocks',
      'missing notices',
    ]);
  });

  it('that both mend the same record it once, and again when it is lost again', async () => {
    const mended = (ms: number) => finding({ foundAt: plusMs(T0, ms), mendedAt: plusMs(T0, ms + 100) });
    await record(plusMs(T0, 200), mended(0));
    await record(plusMs(T0, 201), mended(50));
    expect(await findingsNow()).toHaveLength(1);
    await record(plusMs(T0, HOUR_MS), mended(HOUR_MS));
    await record(plusMs(T0, 2 * HOUR_MS), finding());
    expect(await findingsNow()).toHaveLength(3);
  });
});

describe('what is not restarted', () => {
  it.each<[string, Partial<Standing>, string]>([
    ['knows more than the record', { seq: 5, saved: 5 }, 'ahead'],
    ['cannot store its events', { seq: 5, blocked: 'internal' }, 'blocked'],
  ])('is a breach that %s', async (_, change, kind) => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.blocked.add(ID);
    temporal.standings.set(ID, standing(change));
    expect(await kinds()).toEqual([[kind, ID, 'breach', false]]);
    expect(temporal.done).toEqual([]);
  });

  it('is one of which MongoDB knows nothing', async () => {
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.standings.set(ID, standing());
    expect(await kinds()).toEqual([['ahead', ID, 'breach', false]]);
  });

  it('is one whose code fails again and again', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.failing = [{ breachId: ID, workflow: 'clocks' }];
    expect(await kinds()).toEqual([['failing', ID, 'clocks', false]]);
    temporal.failing = [];
    await turn();
    expect((await readReconcile(store, now)).findings).toMatchObject([{ kind: 'failing', mendedAt: now }]);
  });
});

describe('a breach that knows less than a stream that does not open', () => {
  it('is not called mended while nothing was done, and is once it was', async () => {
    await open();
    temporal.run(ID, 'breach', 'clocks', 'notices');
    temporal.blocked.add(ID);
    temporal.standings.set(ID, standing({ seq: 3, saved: 2, blocked: 'conflict' }));
    const events = store.connection.collection('events');
    const stored = await events.findOne({ _id: `${ID}/2` as never });
    await events.updateOne({ _id: `${ID}/2` as never }, { $set: { personal: 'broken' } });
    expect(await kinds()).toEqual([['outdated', ID, 'breach', false]]);
    expect(await kinds()).toEqual([['outdated', ID, 'breach', false]]);
    expect(await findingsNow()).toMatchObject([{ kind: 'outdated', mendedAt: null }]);
    expect(temporal.done).toEqual([]);
    await events.updateOne({ _id: `${ID}/2` as never }, { $set: { personal: stored?.personal } });
    expect(await kinds()).toEqual([['outdated', ID, 'breach', true]]);
    expect(await findingsNow()).toMatchObject([{ kind: 'outdated', mendedAt: now, dropped: 1 }]);
  });
});

describe('the activity', () => {
  const policy = loadPolicy(POLICY_DIR);
  let mails: { to: { email: string }; subject: string; text: string }[] = [];
  let isAway = false;
  let refused: string[] = [];
  const { dpo, deputy } = policy.organisation;
  const send = async (mail: (typeof mails)[number]) => {
    if (isAway) return { status: 'not-sent', detail: 'away', isOutage: true };
    if (refused.includes(mail.to.email)) return { status: 'refused', detail: 'No such mailbox.' };
    mails.push(mail);
    return { status: 'sent', receipt: 'taken' };
  };
  const channels = { email: () => ({ send }) } as unknown as Channels;
  const activity = () =>
    createReconcileActivities({
      ...{ store, engine: temporal, policy, channels, clock: () => now, publicUrl: 'https://tocsin.example' },
    }).reconcileNow({ run: { workflowId: 'reconcile', runId: 'r1' } });
  beforeEach(() => {
    mails = [];
    isAway = false;
    refused = [];
  });

  it('goes on trying where both refuse the mail, and is done where one of them has it', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    temporal.standings.set(ID, standing());
    refused = [dpo.email, deputy.email];
    await activity();
    expect(await readUntold(store)).toMatchObject({ findings: [{ kind: 'missing' }] });
    refused = [dpo.email];
    await activity();
    await activity();
    expect(mails.map(({ to }) => to.email)).toEqual([deputy.email]);
  });

  it('mails DPO and deputy once of each finding, as soon as a mail server takes it', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    temporal.standings.set(ID, standing());
    isAway = true;
    await activity();
    isAway = false;
    await activity();
    await activity();
    expect(mails).toMatchObject([{ to: { email: dpo.email } }, { to: { email: deputy.email } }]);
    expect(mails[0]?.text).toContain(`${ID}: the workflow of its clocks did not run. It was restarted from the record`);
  });

  it('mails nobody of an exercise', async () => {
    const reported = reportedEvent('EX-2026-0001', T0);
    const drill = { ...reported, data: { ...reported.data, exercise: { scale: 1 } } } as BreachEvent;
    await appendEvents(store, 'EX-2026-0001', 1, [drill]);
    await activity();
    expect((await readReconcile(store, now)).findings).toMatchObject([{ breachId: 'EX-2026-0001', exercise: true }]);
    expect(mails).toEqual([]);
  });

  it('mends, records and mails what Temporal answers for, though it does not answer for others', async () => {
    const other = 'TOC-2026-0002';
    await open();
    await open(other);
    const { statusOf } = temporal;
    temporal.statusOf = async (breachId, workflow) => {
      if (breachId === other) throw new TocsinError('unavailable', 'Too much is asked at once.');
      return statusOf(breachId, workflow);
    };
    await expect(activity()).rejects.toMatchObject({ type: 'unavailable', message: expect.stringContaining('1 of 2') });
    expect(temporal.done).toEqual([`started ${ID} at 3 with clocks, notices`]);
    expect(await readReconcile(store, now)).toMatchObject({ state: 'failing' });
    expect(new Set((await findingsNow()).map(({ breachId, mendedAt }) => [breachId, mendedAt].join()))).toEqual(
      new Set([`${ID},${now}`]),
    );
    expect(mails).toMatchObject([{ to: { email: dpo.email } }, { to: { email: deputy.email } }]);
    // Found before, and not looked at now: it is not mended for that.
    const open2 = { kind: 'blocked', breachId: other, workflow: 'breach', exercise: false } as const;
    await recordFindings(store, { at: now, found: [{ ...open2, foundAt: now, mendedAt: null, dropped: 0 }] });
    await expect(activity()).rejects.toMatchObject({ type: 'unavailable' });
    expect(await findingsNow()).toContainEqual(expect.objectContaining({ breachId: other, mendedAt: null }));
    temporal.statusOf = statusOf;
    temporal.standings.set(ID, standing());
    await activity();
    expect(temporal.done[1]).toBe(`started ${other} at 3 with clocks, notices`);
    expect(await readReconcile(store, now)).toMatchObject({ state: 'ok', at: now });
  });

  it('puts on record that it could not be done', async () => {
    temporal.listRunning = () => Promise.reject(new TocsinError('unavailable', 'Temporal does not answer.'));
    await expect(activity()).rejects.toMatchObject({ type: 'unavailable', nonRetryable: false });
    expect(await readReconcile(store, now)).toMatchObject({ state: 'failing' });
    temporal.listRunning = new Stage().listRunning;
    await activity();
    expect(await readReconcile(store, now)).toMatchObject({ state: 'ok', at: now });
  });
});
