import { setTimeout as delay } from 'node:timers/promises';
import { foldEvents } from '../domain/breach/evolve.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { type Finding, type FindingKind, type WorkflowName, workflowsToRun } from '../domain/reconcile/finding.ts';
import { type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { readEvents } from '../store/events.ts';
import { beginAgain, readUnstored, relayAgain } from '../store/intake-leases.ts';
import {
  type Expected,
  type ReconcileRun,
  readExpected,
  readLastRun,
  readLastSeq,
  readOpenFindings,
  recordFindings,
  recordReconcile,
  STALE_MS,
} from '../store/reconcile.ts';
import type { Store } from '../store/store.ts';

/**
 * What the reconcile asks of Temporal, and does there. Every method throws TocsinError `unavailable` where it is away.
 */
export type Engine = {
  /** What runs, by breach, in a few pages. It may be some seconds behind. */
  listRunning(): Promise<Map<string, Set<WorkflowName>>>;
  /**
   * Breaches that hold still, and workflows whose task fails again and again; the second is empty where Temporal cannot
   * tell.
   */
  listTroubled(): Promise<{ blocked: Set<string>; failing: { breachId: string; workflow: WorkflowName }[] }>;
  /** How one stands now. `ended`: by its own decision. `gone`: ended otherwise, or unknown. */
  statusOf(breachId: string, workflow: WorkflowName): Promise<'running' | 'ended' | 'gone'>;
  /** How a breach stands by its own word. `silent`: nobody answers for it. `earlier`: its version cannot say. */
  ask(breachId: string): Promise<Standing | 'silent' | 'earlier'>;
  /**
   * Starts a breach from its state unless it runs. `intake`: what it was begun for. `isOutdated`: in place of the run
   * that there is.
   */
  restart(
    state: BreachState,
    how: { intake: string; children: readonly WorkflowName[]; isOutdated: boolean },
  ): Promise<void>;
  /** Tells a breach which of its children do not run. */
  tellLost(breachId: string, children: readonly WorkflowName[]): Promise<void>;
  /** Whether Temporal knows a run: one that it does not is from another database of it, or long gone. */
  knowsRun(run: ReconcileRun): Promise<boolean>;
  /** The build whose workers get the work; null where versions play no part, or Temporal does not tell. */
  currentBuild(): Promise<string | null>;
  /** Whether any worker of a build asks for work. */
  hasWorkers(build: string): Promise<boolean>;
  /** Gives the work to the workers of a build; false where they are not all there. */
  promote(build: string): Promise<boolean>;
};
export type Standing = {
  seq: number;
  saved: number;
  blocked: string | null;
  isSettled: boolean;
  children: WorkflowName[];
};

type Deps = { store: Store; engine: Engine; clock: () => Instant };
/** `isActedOn`: something was done about it, so that it may be mended by now. */
type Found = Pick<Finding, 'kind' | 'workflow'> & { dropped?: number; isActedOn?: boolean };

/** Breaches looked at side by side, of those that something seems to be wrong with. */
const AT_ONCE = 8;
/** What a workflow was told so long before the last event of its stream may not be in that. */
const UNSAVED_MS = 5 * MINUTE_MS;
/** What was restarted is waited for this long in all, and looked at this often. */
const PATIENCE_MS = 15 * SECOND_MS;
const PAUSE_MS = 250;

/**
 * Compares what the record says should run with what Temporal runs, restarts what is missing, and records what it
 * found. All is well costs a few queries of indexes of MongoDB and a few pages of Temporal's list; only what seems
 * to be wrong is asked about.
 *
 * @param run the run of the workflow that asks; null where somebody asks at the machine itself
 * @throws TocsinError `unavailable` where MongoDB or Temporal does not answer; what was found and done of the breaches
 *   that it answered for is on record then
 */
export async function reconcile({ store, engine, clock }: Deps, run: ReconcileRun | null): Promise<Finding[]> {
  const last = await readLastRun(store);
  // Temporal's database is another one than it was, older or empty: what runs there may know less than the record.
  const isOther = last !== null && !(await engine.knowsRun(last.run));
  if (isOther) await relayAgain(store, plusMs(last.at, -UNSAVED_MS));
  // Nor does it know who was promoted, without which no worker of any version gets work.
  const isServed = !isOther || last.build === null || (await serve(last.build));
  // Where nothing was compared for minutes, MongoDB may be the one that is older.
  const isDoubted = isOther || (last !== null && (last.isDoubted || last.at < plusMs(clock(), -STALE_MS)));
  const [expected, unstored, open] = await Promise.all([
    readExpected(store),
    readUnstored(store),
    readOpenFindings(store),
  ]);
  const running = await engine.listRunning();
  const { blocked, failing } = await engine.listTroubled();
  /** Whether every breach that was asked has answered. */
  let isWhole = true;
  let answers = 0;
  const foundAt = clock();
  const findings: Finding[] = [];
  const actedOn = new Set<Finding>();
  const drills = new Set(open.filter(({ exercise }) => exercise).map(({ breachId }) => breachId));
  const add = (breachId: string, found: Found[]) => {
    const exercise = expected.get(breachId)?.exercise ?? unstored.get(breachId) ?? drills.has(breachId);
    for (const { kind, workflow, dropped = 0, isActedOn = false } of found) {
      const finding = { kind, breachId, workflow, exercise, foundAt, mendedAt: null, dropped };
      findings.push(finding);
      if (isActedOn) actedOn.add(finding);
    }
  };

  // Of code that fails Temporal's list says all there is, and nobody would answer.
  const unmended = open.filter(({ kind }) => kind !== 'failing').map(({ breachId }) => breachId);
  const doubted = new Set([...blocked, ...unmended, ...unstored.keys()]);
  const suspects = [...new Set([...expected.keys(), ...running.keys(), ...doubted])].filter(
    (breachId) => doubted.has(breachId) || isSuspect(expected.get(breachId), running.get(breachId), isDoubted),
  );
  /** Under load Temporal may answer for some and not for others. */
  const unanswered = new Set<string>();
  await inLanes(suspects, AT_ONCE, async (breachId) => {
    const found = await unlessAway(look(breachId));
    if (found === 'away') unanswered.add(breachId);
    else add(breachId, found);
  });
  for (const { breachId, workflow } of failing) add(breachId, [{ kind: 'failing', workflow }]);
  const until = plusMs(clock(), PATIENCE_MS);
  await inLanes(findings, AT_ONCE, async (finding) => {
    if (actedOn.has(finding) && (await unlessAway(comesBack(finding, until))) === true) finding.mendedAt = clock();
  });
  await recordFindings(store, { at: clock(), found: findings, unanswered });
  if (unanswered.size > 0) {
    const message = `Temporal did not answer for ${unanswered.size} of ${suspects.length} breaches to be looked at.`;
    throw new TocsinError('unavailable', `${message} They are looked at again with the next turn.`);
  }
  // Another database counts as known once every breach in it was compared, which also shows that workers have the work.
  const isKnown = run !== null && (!isOther || (isWhole && (isServed || answers > 0)));
  const known = isKnown ? { run, build: await engine.currentBuild() } : null;
  await recordReconcile(store, { at: clock(), last: known, isDoubted: isDoubted && !isWhole });
  return findings;

  /** Promotes the build that had the work, unless workers of another have it by now. */
  async function serve(build: string): Promise<boolean> {
    const current = await engine.currentBuild();
    return (current !== null && (await engine.hasWorkers(current))) || engine.promote(build);
  }

  /** Looks at one breach closely, and mends what can be mended. */
  async function look(breachId: string): Promise<Found[]> {
    const there = running.get(breachId) ?? new Set();
    // Before the breach is asked: it decides what is stored, so it knows all that was stored by then.
    const before = await readLastSeq(store, breachId);
    const status = await engine.statusOf(breachId, 'breach');
    if (status !== 'running') return before === 0 ? begin(breachId, status) : restart(breachId);
    const standing = await engine.ask(breachId);
    if (standing === 'silent') {
      isWhole = false;
      return [...(await goneOf(breachId, there)), ...keptOf(breachId)];
    }
    answers += 1;
    if (standing === 'earlier') return [];
    const { seq, saved } = standing;
    if (seq < before || (standing.blocked === 'conflict' && saved < before)) {
      return restart(breachId, { dropped: Math.max(0, seq - saved) });
    }
    const isAhead = saved > (await readLastSeq(store, breachId));
    const found: Found[] = isAhead
      ? [{ kind: 'ahead', workflow: 'breach' }]
      : standing.blocked === null
        ? []
        : [{ kind: 'blocked', workflow: 'breach' }];
    const lost = await lostOf(breachId, standing, there);
    if (lost.length > 0) await engine.tellLost(breachId, lost);
    return [...found, ...lost.map((workflow): Found => ({ kind: 'missing', workflow, isActedOn: true }))];
  }

  /** What was relayed to a workflow that stored nothing of it is relayed again, which begins the breach. */
  async function begin(breachId: string, status: 'ended' | 'gone'): Promise<Found[]> {
    if (status === 'ended' || !(await beginAgain(store, breachId))) return [];
    return [{ kind: 'missing', workflow: 'breach', isActedOn: true }];
  }

  /** What was found of a breach before, and only the breach itself can say to be over. */
  function keptOf(breachId: string): Found[] {
    const kept = open.filter((finding) => finding.breachId === breachId && ASKED.includes(finding.kind));
    return kept.map(({ kind, workflow, dropped }) => ({ kind, workflow, dropped }));
  }

  /** Begins the breach anew from its stream. It then brings its children to what the stream asks for. */
  async function restart(breachId: string, outdated?: { dropped: number }): Promise<Found[]> {
    const there = running.get(breachId) ?? new Set();
    const missing = await goneOf(breachId, there);
    const found: Found[] = [
      { kind: outdated === undefined ? 'missing' : 'outdated', workflow: 'breach', ...outdated },
      ...missing,
    ];
    const stream = await readStream(breachId);
    // One stream that does not open must not keep the others waiting; it stays a finding.
    if (stream === 'unreadable') return found;
    if (stream === null || (stream.state.status === 'closed' && outdated === undefined)) return [];
    const { state, intake, lastAt } = stream;
    const children = [...new Set([...workflowsToRun(state), ...there])].filter((name) => name !== 'breach');
    await engine.restart(state, { intake, children, isOutdated: outdated !== undefined });
    await relayAgain(store, plusMs(lastAt, -UNSAVED_MS), breachId);
    return found.map((each) => ({ ...each, isActedOn: true }));
  }

  async function readStream(breachId: string): Promise<Stream | null | 'unreadable'> {
    try {
      const events = await readEvents(store, breachId);
      const state = foldEvents(events);
      const [first, last] = [events.at(0), events.at(-1)];
      if (state === null || first === undefined || last === undefined) return null;
      return { state, intake: first.key, lastAt: last.at };
    } catch (error) {
      if (error instanceof TocsinError && error.code === 'unavailable') throw error;
      return 'unreadable';
    }
  }

  /** Children that a breach believes to run, and that do not: neither just begun, nor just ended by themselves. */
  async function lostOf(breachId: string, standing: Standing, there: Set<WorkflowName>): Promise<WorkflowName[]> {
    if (!standing.isSettled) return [];
    const lost: WorkflowName[] = [];
    for (const child of standing.children.filter((name) => !there.has(name))) {
      const status = await engine.statusOf(breachId, child);
      if (status === 'gone' || (status === 'ended' && (await hasMoreToDo(breachId, child)))) lost.push(child);
    }
    if (lost.length === 0) return [];
    const after = await engine.ask(breachId);
    return typeof after === 'object' && after.isSettled && after.seq === standing.seq ? lost : [];
  }

  /** A communication ends by itself once no step of it is to come, which a pause may hide from the breach. */
  async function hasMoreToDo(breachId: string, child: WorkflowName): Promise<boolean> {
    if (child === 'clocks' || child === 'breach') return true;
    const state = await readBreach(store, breachId);
    return state?.communications[child]?.nextAt != null;
  }

  /** Expected children that are gone, where the breach itself cannot say what it believes. */
  async function goneOf(breachId: string, there: Set<WorkflowName>): Promise<Found[]> {
    const names = expected.get(breachId)?.workflows ?? [];
    const gone: Found[] = [];
    for (const workflow of names.filter((name) => name !== 'breach' && !there.has(name))) {
      if ((await engine.statusOf(breachId, workflow)) === 'gone') gone.push({ kind: 'missing', workflow });
    }
    return gone;
  }

  async function comesBack({ breachId, workflow }: Finding, until: Instant): Promise<boolean> {
    while ((await engine.statusOf(breachId, workflow)) !== 'running') {
      if (clock() >= until) return false;
      await delay(PAUSE_MS);
    }
    return true;
  }
}

/** A breach by its events. `intake`: the key of the first, by which it was begun. `lastAt`: when the last was (UTC). */
type Stream = { state: BreachState; intake: string; lastAt: Instant };
/** What a breach is asked about. */
const ASKED: readonly FindingKind[] = ['outdated', 'ahead', 'blocked'];

/** A breach that runs and is not expected has just begun, or just ended, or MongoDB does not know it. */
function isSuspect(
  expected: Expected | undefined,
  running: Set<WorkflowName> | undefined,
  isDoubted: boolean,
): boolean {
  if (expected === undefined) return running?.has('breach') === true;
  return isDoubted || expected.workflows.some((name) => running?.has(name) !== true);
}

async function unlessAway<Answer>(asked: Promise<Answer>): Promise<Answer | 'away'> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TocsinError && error.code === 'unavailable') return 'away';
    throw error;
  }
}

async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
