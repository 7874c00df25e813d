import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channels } from '../../activities/channels/registry.ts';
import { type Engine, reconcile, type Standing } from '../../activities/compare-running.ts';
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { WorkflowName } from '../../domain/reconcile/finding.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { appendEvents } from '../../store/events.ts';
import { readExpected, readReconcile, recordReconcile } from '../../store/reconcile.ts';
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
  restart: Engine['restart'] = async ({ breachId, seq }, children, outdated) => {
    this.done.push(`${outdated ? 'replaced' : 'started'} ${breachId} at ${seq} with ${children.join(', ')}`);
    this.run(breachId, 'breach', ...children);
  };
  tellLost: Engine['tellLost'] = async (breachId, children) => {
    this.done.push(`told ${breachId} of ${children.join(', ')}`);
    this.run(breachId, ...children);
  };
  knowsRun: Engine['knowsRun'] = async () => this.knows;
  build: string | null = null;
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
    const clock = () => {
      now = plusMs(now, MINUTE_MS);
      return now;
    };
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
    const clock = () => {
      now = plusMs(now, MINUTE_MS);
      return now;
    };
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
    await recordReconcile(store, {
      at: T0,
      last: { run: { workflowId: 'reconcile', runId: 'r0' }, build: null },
      found: [],
    });
    const record = {
      kind: 'report',
      scope: 's',
      bodySha256: 'h',
      attempts: 0,
      sealed: 'x',
      breachId: ID,
      exercise: null,
    };
    const relayed = (id: string, at: string) => ({
      ...record,
      _id: id,
      receivedAt: at,
      status: 'relayed',
      relayedAt: at,
    });
    const intake = store.connection.collection<{ _id: string }>('intake');
    await intake.insertMany([relayed('old', plusMs(T0, -HOUR_MS)), relayed('new', plusMs(T0, 1))]);
    temporal.knows = false;
    await turn();
    const pending = await intake.find({ status: 'pending' }).toArray();
    expect(pending).toMatchObject([{ _id: 'new', attempts: 1 }]);
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

describe('the activity', () => {
  const policy = loadPolicy(POLICY_DIR);
  let mails: { to: { email: string }; subject: string; text: string }[] = [];
  let isAway = false;
  const send = async (mail: (typeof mails)[number]) => {
    if (isAway) return { status: 'not-sent', detail: 'away', isOutage: true };
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
  });

  it('mails the DPO once of each finding, as soon as a mail server takes it', async () => {
    await open();
    temporal.run(ID, 'breach', 'notices');
    temporal.standings.set(ID, standing());
    isAway = true;
    await activity();
    isAway = false;
    await activity();
    await activity();
    expect(mails).toMatchObject([{ to: { email: policy.organisation.dpo.email } }]);
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

  it('puts on record that it could not be done', async () => {
    temporal.listRunning = () => Promise.reject(new TocsinError('unavailable', 'Temporal does not answer.'));
    await expect(activity()).rejects.toMatchObject({ type: 'unavailable', nonRetryable: false });
    expect(await readReconcile(store, now)).toMatchObject({ state: 'failing' });
    temporal.listRunning = new Stage().listRunning;
    await activity();
    expect(await readReconcile(store, now)).toMatchObject({ state: 'ok', at: now });
  });
});
