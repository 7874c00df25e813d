import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, toInstant } from '../../domain/time.ts';
import { provenSkew, type Reading } from '../../intake/clock-skew.ts';
import { createGateway } from '../../intake/gateway.ts';
import {
  type CommandRequest,
  commandSignal,
  commandUpdate,
  lostSignal,
  nudgeSignal,
  QUEUES,
  retrySignal,
  standingQuery,
  stateQuery,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { beginEarlier } from '../support/earlier-children.ts';
import { ART33, Memory } from '../support/memory.ts';
import { obligationOf, planOf, reportedEvent } from '../support/plans.ts';
import { startTimeSkipping, type TimeSkipping } from '../support/timeskipping.ts';

let temporal: TimeSkipping;
let env: TimeSkipping['env'];
beforeAll(async () => {
  temporal = await startTimeSkipping();
  env = temporal.env;
});
afterAll(async () => {
  await temporal?.stop();
});

/** Without an approval here. */
const ELSEWHERE = { elsewhere: true, reasons: 'By telephone.' } as const;

let number = 0;

async function now(): Promise<Instant> {
  return toInstant(await env.currentTimeMs());
}

async function start(memory: Memory, { renewAfter }: { renewAfter?: number } = {}) {
  number += 1;
  const breachId = `TOC-2026-${3000 + number}`;
  const at = await now();
  temporal.route(breachId, memory);
  const handle = await env.client.workflow.start(WORKFLOWS.breach, {
    workflowId: workflowId.breach(breachId),
    taskQueue: QUEUES.decisions,
    args: [{ reported: reportedEvent(breachId, at), ...(renewAfter !== undefined && { renewAfter }) }],
  });
  let key = 0;
  const ask = (body: CommandBody, name = `ask-${key++}`, updateId = name) =>
    env.client.workflow
      .getHandle(handle.workflowId)
      .executeUpdate(commandUpdate, { updateId, args: [{ ...body, by: 'dpo', role: 'dpo', key: name }] });
  return {
    handle: env.client.workflow.getHandle(handle.workflowId),
    first: handle.firstExecutionRunId,
    ask,
    at,
    breachId,
  };
}

/** Waits, on the clock on the wall, for what happens without the clock that is skipped. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 1_600) throw new Error('It did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function refusalOf(asked: Promise<unknown>): Promise<{ code?: string | null; field?: unknown }> {
  const error = await asked.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
  return { code: error.cause.type, field: error.cause.details?.[0] };
}

describe('the gateway', () => {
  it("notes Temporal's clock with the answer to a command, and not again for a repeated one", async () => {
    const { handle, at } = await start(new Memory(now));
    const readings: Reading[] = [];
    const nowMs = () => Date.parse(at);
    const gateway = createGateway(env.client, nowMs, {
      noteTemporal: (reading) => readings.push(reading),
      temporalMs: nowMs,
    });
    const breachId = handle.workflowId.replace('breach/', '');
    const command = {
      type: 'record-awareness' as const,
      awareAt: at,
      reasons: '',
      by: 'dpo',
      role: 'dpo' as const,
      key: 'aware',
    };
    await env.sleep(HOUR_MS);
    await gateway.command(breachId, { ...command, askedAt: at });
    await gateway.command(breachId, { ...command, askedAt: plusMs(at, 1_000) });
    expect(readings.map((reading) => Math.floor(provenSkew(reading) / HOUR_MS))).toEqual([1]);
  });
});

describe('a breach', () => {
  it('runs from report to close, and its stream tells it all', async () => {
    const memory = new Memory(now);
    const { ask, at, handle, breachId } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await env.sleep(30 * HOUR_MS);
    memory.notices.acknowledge('fjord', await now(), { holdsData: 'no', misuse: 'no', answeredBy: 'Dana' });
    await env.client.workflow.getHandle(workflowId.communication(breachId, 'notices')).signal(nudgeSignal);
    await ask({ type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 1_200, contentHash: 'h' });
    await ask({ type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' });
    await env.sleep(HOUR_MS);
    const approved = { obligation: ART33, stage: 'initial', sha256: 'a'.repeat(64) } as const;
    await ask({ type: 'approve-filing', ...approved });
    const filedAt = toInstant(await env.currentTimeMs());
    await ask({ type: 'file', ...approved, filedAt, receipt: 'DE-1', reasons: '' });
    await ask({ type: 'close', outcome: 'resolved', reasons: 'Contained.' });
    await handle.result();
    // Whether a first plan was made before the awareness came, and how often a ledger reported, is a race nobody minds.
    const types = memory.types().filter((type) => type !== 'communication-progressed');
    expect(types.filter((type, index) => type !== 'planned' || index === types.lastIndexOf('planned'))).toEqual([
      'reported',
      'awareness-recorded',
      'planned',
      'rung-fired',
      'campaign-drafted',
      'campaign-approved',
      'campaign-finished',
      'filing-approved',
      'filed',
      'closed',
    ]);
    expect(memory.state()).toMatchObject({
      status: 'closed',
      obligations: { [ART33]: { status: 'filed', fired: [expect.stringContaining('48-hours-left@')] } },
      communications: {
        notices: { status: 'finished', counts: { total: 1, acknowledged: 1 }, nextAt: null },
        'campaign/1': { status: 'finished', counts: { total: 1_200, sent: 1_200 } },
      },
      campaigns: [{ status: 'finished', counts: { total: 1_200, sent: 1_200, refused: 0 } }],
    });
    expect(memory.sent.map(({ step, contact }) => `${step} ${contact}`)).toEqual([
      'first first',
      'reminder first',
      'reminder first',
      'escalation second',
    ]);
    expect(memory.pages.filter(({ communication }) => communication === 'campaign/1')).toHaveLength(3);
  });

  it('nobody acts on becomes overdue, every rung in the stream once', async () => {
    const memory = new Memory(now);
    const { ask, at } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await env.sleep(73 * HOUR_MS);
    expect(memory.state().obligations[ART33]).toMatchObject({ status: 'overdue' });
    expect(memory.stream.flatMap((e) => (e.type === 'rung-fired' ? [e.data.rung] : []))).toEqual([
      '48-hours-left',
      '24-hours-left',
      '4-hours-left',
      '1-hours-left',
    ]);
  });

  it('starts the clock that is counted from a filing, once that filing is recorded', async () => {
    const memory = new Memory(now);
    const FINAL = 'nis2-art23-4d-final';
    const single = memory.makePlan;
    memory.makePlan = async (request) => {
      const plan = await single(request);
      const final = obligationOf(FINAL, request.filings[ART33] ?? null, { startsFrom: `filing of ${ART33}` });
      return { ...plan, obligations: [...plan.obligations, final] };
    };
    const { ask, at } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await env.sleep(HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'awaiting-event' });
    const filedAt = toInstant(await env.currentTimeMs());
    await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', ...ELSEWHERE });
    await env.sleep(HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'running' });
    await env.sleep(72 * HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'overdue' });
    expect(memory.state().obligations[ART33]).toMatchObject({ status: 'filed' });
  });

  it('starts that clock anew with each later version, where it is counted from the latest one', async () => {
    const memory = new Memory(now);
    const FINAL = 'dora-final';
    const single = memory.makePlan;
    memory.makePlan = async (request) => {
      const plan = await single(request);
      const first = request.filings[ART33];
      const from = first === undefined ? `filing of ${ART33}` : `latest filing of ${ART33}`;
      const final = obligationOf(FINAL, request.updates?.[ART33] ?? first ?? null, { startsFrom: from });
      return { ...plan, obligations: [...plan.obligations, final] };
    };
    const { ask, at } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const fileNow = async (stage: 'initial' | 'follow-up') => {
      const filedAt = toInstant(await env.currentTimeMs());
      await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', stage, ...ELSEWHERE });
    };
    await fileNow('initial');
    await env.sleep(60 * HOUR_MS);
    await fileNow('follow-up');
    await env.sleep(60 * HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'running' });
    await env.sleep(13 * HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'overdue' });
    expect(memory.state().obligations[ART33]?.status).toBe('filed');
  });

  it('plans with the decision on each article', async () => {
    const memory = new Memory(now);
    const single = memory.makePlan;
    const seen: (string | undefined)[][] = [];
    memory.makePlan = async (request) => {
      seen.push([request.risk.art33?.conclusion, request.risk.art34?.conclusion]);
      return single(request);
    };
    const { ask, at } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await ask({ type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons: 'Logs.' });
    await ask({ type: 'decide-risk', articles: ['art34'], conclusion: 'unlikely', reasons: 'Keys are safe.' });
    expect(seen.slice(-2)).toEqual([
      ['risk', undefined],
      ['risk', 'unlikely'],
    ]);
  });

  it('goes on from the state of a version that had one decision for both articles', async () => {
    const memory = new Memory(now);
    const breachId = 'TOC-2026-2999';
    temporal.route(breachId, memory);
    const at = toInstant(await env.currentTimeMs());
    const reported = reportedEvent(breachId, at);
    memory.stream.push(reported);
    const risk = { conclusion: 'risk', proposed: 'risk', by: 'dpo', at, reasons: 'Few.', reopened: false };
    const plan = { ...planOf(at), conclusion: 'risk' };
    const state = { ...evolve(null, reported), risk, plan, planIsStale: false } as unknown as BreachState;
    const handle = await env.client.workflow.start(WORKFLOWS.breach, {
      workflowId: workflowId.breach(breachId),
      taskQueue: QUEUES.decisions,
      args: [{ state, children: {} }],
    });
    const aware = {
      type: 'record-awareness' as const,
      awareAt: at,
      reasons: '',
      by: 'dpo',
      role: 'dpo' as const,
      key: 'aware',
    };
    await handle.executeUpdate(commandUpdate, { updateId: 'aware', args: [aware] });
    expect((await handle.query(stateQuery)).risk).toEqual({ art33: risk, art34: risk });
  });

  it('moves its running clock when the awareness is corrected', async () => {
    const memory = new Memory(now);
    const { ask } = await start(memory);
    await env.sleep(10 * HOUR_MS);
    const late = await now();
    await ask({ type: 'record-awareness', awareAt: late, reasons: '' });
    await ask({ type: 'record-awareness', awareAt: plusMs(late, -60 * HOUR_MS), reasons: 'Logs.' });
    await env.sleep(13 * HOUR_MS);
    const changes = memory.stream.flatMap((e) => (e.type === 'planned' ? e.data.changes.map((c) => c.change) : []));
    expect(changes).toEqual(['start', 'move']);
    expect(memory.state().obligations[ART33]?.status).toBe('overdue');
  });

  it('refuses bad commands with code and field, and stores nothing of them', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    const future = toInstant((await env.currentTimeMs()) + HOUR_MS);
    expect(await refusalOf(ask({ type: 'record-awareness', awareAt: future, reasons: '' }))).toEqual({
      code: 'awareness-in-the-future',
      field: 'awareAt',
    });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const unknown: CommandBody = { type: 'file', obligation: 'no-such', filedAt: at, receipt: 'x', reasons: '' };
    expect(await refusalOf(ask(unknown))).toEqual({ code: 'unknown-obligation', field: 'obligation' });
    const close: CommandBody = { type: 'close', outcome: 'resolved', reasons: 'x' };
    expect(await refusalOf(ask(close))).toEqual({ code: 'clocks-still-running', field: 'breach' });
    const history = await handle.fetchHistory();
    const updates = (history.events ?? []).filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes);
    expect(updates.length).toBe(1);
    expect(memory.types()).not.toContain('filed');
  });

  it('does a command once under its key', async () => {
    const memory = new Memory(now);
    const { ask, at } = await start(memory);
    const aware: CommandBody = { type: 'record-awareness', awareAt: at, reasons: '' };
    const [a, b] = await Promise.all([ask(aware, 'same'), ask(aware, 'same')]);
    expect(a).toEqual(b);
    expect(memory.types().filter((t) => t === 'awareness-recorded').length).toBe(1);
  });

  it('waits out a database that is away: an answered command is in the stream', async () => {
    const memory = new Memory(now);
    memory.appendFailures = 3;
    const { ask, at } = await start(memory);
    const { seq } = await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    expect(memory.stream.length).toBeGreaterThanOrEqual(seq);
    expect(memory.types().slice(0, 2)).toContain('reported');
  });
});

describe('a command that comes twice', () => {
  it('is done once, after 1,500 other reports too, whichever way it comes', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' }, 'aware');
    const evidence = (index: number): CommandRequest => {
      const file = { file: `f${index}`, sha256: `f${index}`, bytes: 1, mediaType: 'text/plain', source: 'probe' };
      return {
        type: 'add-evidence',
        evidence: file,
        systems: [],
        by: 'probe',
        role: 'alert-source',
        key: `alert-${index}`,
      };
    };
    const reports = Array.from({ length: 1_500 }, (_, index) => evidence(index));
    // As the relay does: one signal each.
    await Promise.all(reports.map((report) => handle.signal(commandSignal, report)));
    await until(() => memory.state().evidenceCount === 1_500);
    await handle.signal(commandSignal, evidence(0));
    await handle.signal(commandSignal, {
      type: 'record-awareness',
      awareAt: plusMs(at, -1),
      reasons: 'x',
      by: 'dpo',
      role: 'dpo',
      key: 'aware',
    });
    const { seq } = await ask({ type: 'record-awareness', awareAt: plusMs(at, -1), reasons: 'x' }, 'aware', 'again');
    expect([memory.stream.length, memory.state().evidenceCount]).toEqual([seq, 1_500]);
    expect(memory.types().filter((type) => type.startsWith('awareness'))).toEqual(['awareness-recorded']);
    expect(memory.state().evidence).toHaveLength(100);
  }, 60_000);
});

describe('a record that cannot be written any more', () => {
  const broken = () => ApplicationFailure.nonRetryable('Other bytes are stored there.', 'conflict');

  it('holds the breach still, while its clocks go on, until somebody has mended it', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await env.sleep(HOUR_MS);
    memory.appendError = broken();
    const amend: CommandBody = {
      type: 'amend-facts',
      facts: { peopleConcerned: 7 },
      narrative: {},
      reasons: 'Counted.',
    };
    expect(await refusalOf(ask(amend, 'amend'))).toEqual({ code: 'record-broken', field: 'breach' });
    expect(await refusalOf(ask({ ...amend, facts: { peopleConcerned: 8 } }))).toMatchObject({ code: 'record-broken' });
    const { typedSearchAttributes: noted } = await handle.describe();
    expect(noted.get(SEARCH_ATTRIBUTES.blocked)).toBe(true);
    await env.sleep(73 * HOUR_MS);
    expect(memory.warnings.length).toBeGreaterThanOrEqual(5);
    expect(memory.types()).not.toContain('obligation-overdue');
    memory.appendError = null;
    await handle.signal(retrySignal);
    // What was decided before is kept, and not done again.
    await ask(amend, 'amend', 'again');
    expect(memory.state().facts.peopleConcerned).toBe(7);
    expect(memory.types().filter((type) => type === 'facts-amended')).toHaveLength(1);
    expect(memory.state().obligations[ART33]?.status).toBe('overdue');
    expect((await handle.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.blocked)).toBe(false);
  });

  it('because the database was restored to an older state says so, at once and to whoever asks', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'Encrypted.' };
    await env.sleep(30 * MINUTE_MS);
    const behind = { code: 'record-behind', field: 'breach' };
    const request: CommandRequest = { ...waive, by: 'dpo', role: 'dpo', key: 'waive', recordedSeq: 1 };
    const sent = handle.executeUpdate(commandUpdate, { args: [request], updateId: 'waive' });
    expect(await refusalOf(sent)).toEqual(behind);
    expect(memory.state().obligations[ART33]?.status).toBe('running');
    expect((await handle.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.blocked)).toBe(false);
    memory.appendError = ApplicationFailure.nonRetryable('The stream ends before.', 'record-behind');
    expect(await refusalOf(ask({ ...waive, reasons: 'Encrypted, and the key is safe.' }))).toEqual(behind);
    expect((await handle.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.blocked)).toBe(true);
    expect(await refusalOf(ask(waive))).toEqual(behind);
    memory.appendError = null;
    await handle.signal(retrySignal);
    await until(() => memory.state().obligations[ART33]?.status === 'waived');
  });

  it('is the same for a plan that cannot be made: the breach does not fail with its clocks', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const make = memory.makePlan;
    memory.makePlan = async () => {
      throw ApplicationFailure.nonRetryable('Out of bounds.', 'bad-input');
    };
    const { seq } = await ask({
      type: 'amend-facts',
      facts: { peopleConcerned: 7 },
      narrative: {},
      reasons: 'Counted.',
    });
    expect(memory.stream.length).toBe(seq);
    memory.makePlan = make;
    await handle.signal(retrySignal);
    await until(() => !memory.state().planIsStale);
    expect((await handle.describe()).status.name).toBe('RUNNING');
  });
});

describe('a child that was ended by hand', () => {
  async function loseClocks() {
    const memory = new Memory(now);
    const started = await start(memory);
    await started.ask({ type: 'record-awareness', awareAt: plusMs(started.at, -30 * HOUR_MS), reasons: '' });
    await until(() => memory.types().includes('rung-fired'));
    const id = workflowId.clocks(started.breachId);
    const clocks = env.client.workflow.getHandle(id);
    await clocks.terminate('by hand');
    const lose = () => started.handle.signal(lostSignal, { ids: [id] });
    const isBack = async () => (await clocks.describe()).status.name === 'RUNNING';
    return { ...started, memory, lose, isBack };
  }
  const rungs = (memory: Memory) => memory.stream.flatMap((e) => (e.type === 'rung-fired' ? [e.data.rung] : []));

  it('is started again by its breach, and fires no rung twice', async () => {
    const { memory, lose, isBack, handle } = await loseClocks();
    expect(rungs(memory)).toEqual(['48-hours-left']);
    await until(async () => (await handle.query(standingQuery)).isSettled);
    const standing = await handle.query(standingQuery);
    expect(standing).toMatchObject({ blocked: null, seq: standing.saved });
    await lose();
    await until(isBack);
    await env.sleep(73 * HOUR_MS);
    expect(rungs(memory)).toEqual(['48-hours-left', '24-hours-left', '4-hours-left', '1-hours-left']);
    expect(memory.state().obligations[ART33]?.status).toBe('overdue');
    expect(memory.warnings).toHaveLength(5);
  });

  it('is started again also while the breach holds still', async () => {
    const { memory, lose, isBack, ask, handle } = await loseClocks();
    memory.appendError = ApplicationFailure.nonRetryable('Other bytes are stored there.', 'conflict');
    const amend = { type: 'amend-facts' as const, facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Counted.' };
    expect(await refusalOf(ask(amend))).toMatchObject({ code: 'record-broken' });
    await lose();
    await until(isBack);
    expect(await handle.query(standingQuery)).toMatchObject({ blocked: 'conflict', isSettled: true });
    memory.appendError = null;
    await handle.signal(retrySignal);
    await until(() => memory.state().facts.peopleConcerned === 7);
  });

  it('that nothing asks for any more stays ended', async () => {
    const { memory, lose, isBack, ask, handle, breachId } = await loseClocks();
    await ask({ type: 'waive-obligation', obligation: ART33, reasons: 'Not ours.' });
    await lose();
    await until(async () => (await handle.query(standingQuery)).isSettled);
    expect(await isBack()).toBe(false);
    expect((await handle.query(standingQuery)).children).toEqual([workflowId.communication(breachId, 'notices')]);
    expect(memory.state().obligations[ART33]?.status).toBe('waived');
  });
});

describe('a breach whose history has grown long', () => {
  it('goes on in a new run in the middle of everything, and loses and doubles nothing', async () => {
    const memory = new Memory(now);
    const { ask, at, handle, first } = await start(memory, { renewAfter: 60 });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const runs = new Set([first]);
    const answers: { seq: number }[] = [];
    // Each is under way while the run before makes room for the next one, and reports come in between.
    for (let index = 1; index <= 12; index += 1) {
      const amend: CommandBody = {
        type: 'amend-facts',
        facts: { peopleConcerned: index },
        narrative: {},
        reasons: 'Counted.',
      };
      const file = { file: `f${index}`, sha256: 's', bytes: 1, mediaType: 'text/plain', source: 'probe' };
      const report = {
        type: 'add-evidence' as const,
        evidence: file,
        systems: [],
        by: 'probe',
        role: 'alert-source' as const,
        key: `alert-${index}`,
      };
      const [answer] = await Promise.all([ask(amend, `amend-${index}`), handle.signal(commandSignal, report)]);
      answers.push(answer);
      // The one before, which another run may have done, comes again.
      await ask({ ...amend, facts: { peopleConcerned: 0 } }, `amend-${index}`, `again-${index}`);
      runs.add((await handle.describe()).runId);
    }
    await env.sleep(73 * HOUR_MS);
    runs.add((await handle.describe()).runId);
    expect(runs.size).toBeGreaterThan(3);
    expect(answers.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(answers.map(({ seq }) => seq));
    const state = memory.state();
    expect([state.facts.peopleConcerned, state.evidenceCount]).toEqual([12, 12]);
    expect(memory.types().filter((type) => type === 'facts-amended')).toHaveLength(12);
    expect(state.obligations[ART33]?.status).toBe('overdue');
    expect(memory.stream.filter((e) => e.type === 'rung-fired')).toHaveLength(4);
    expect(memory.sent.filter(({ step }) => step === 'first')).toHaveLength(1);
  }, 60_000);

  it('takes along what could not be stored yet, with its key', async () => {
    const memory = new Memory(now);
    const { ask, at, handle, first } = await start(memory, { renewAfter: 40 });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    memory.appendError = ApplicationFailure.nonRetryable('Other bytes are stored there.', 'conflict');
    const amend = { type: 'amend-facts' as const, facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Counted.' };
    await handle.signal(commandSignal, { ...amend, by: 'dpo', role: 'dpo', key: 'amend' });
    // Each try to mend it fails, until the history is long enough.
    await until(async () => {
      await handle.signal(retrySignal);
      // A run is not continued as new while signals keep coming in.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return (await handle.describe()).runId !== first;
    });
    memory.appendError = null;
    await handle.signal(retrySignal);
    await ask({ ...amend, facts: { peopleConcerned: 0 } }, 'amend');
    expect(memory.state().facts.peopleConcerned).toBe(7);
  });
});

describe('a breach of version 0.1', () => {
  it('hands over: its children end, what it had in hand goes into the ledgers once, new children start', async () => {
    const memory = new Memory(now);
    const breachId = 'TOC-2026-2998';
    temporal.route(breachId, memory);
    const at = await now();
    const { state, children, ended } = await beginEarlier(env.client, breachId, at);
    memory.stream.push(reportedEvent(breachId, at));
    const handle = await env.client.workflow.start(WORKFLOWS.breach, {
      workflowId: workflowId.breach(breachId),
      taskQueue: QUEUES.decisions,
      args: [{ state, children }],
    });
    await ended();
    await until(() => memory.letters.left === 0 && memory.sent.length > 0);
    const ids = [workflowId.clocks(breachId), workflowId.communication(breachId, 'notices')];
    const running = ids.map(async (id) => (await env.client.workflow.getHandle(id).describe()).status.name);
    expect(await Promise.all(running)).toEqual(['RUNNING', 'RUNNING']);
    // Not for as long as its clock runs: this server may have forgotten, over those that ended, that time may be
    // skipped.
    const after = await handle.query(stateQuery);
    expect(after.obligations[ART33]?.status).toBe('running');
    expect(after).not.toHaveProperty('doneKeys');
    expect(memory.carriedOver).toEqual([breachId]);
  });
});

// At the end: over some of these the server of the tests skips no time any more.
describe('a breach that knows less than the record', () => {
  it('decides nothing, says that it is being brought up to it, and takes what comes after', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const { seq } = await handle.query(stateQuery);
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'Encrypted.' };
    const send = (recordedSeq: number) =>
      handle.executeUpdate(commandUpdate, {
        args: [{ ...waive, by: 'dpo', role: 'dpo', key: 'waive', recordedSeq }],
        updateId: 'waive',
      });
    await expect(send(99)).rejects.toMatchObject({
      cause: {
        type: 'unavailable',
        message: expect.stringMatching(/was restored .* Nothing was done\. Try again in a minute\.$/),
      },
    });
    expect((await handle.query(stateQuery)).obligations[ART33]?.status).toBe('running');
    await send(seq);
    expect(memory.state().obligations[ART33]?.status).toBe('waived');
  });

  it('keeps no other breach from its work', async () => {
    const { handle, at } = await start(new Memory(now));
    const other = await start(new Memory(now));
    const gateway = createGateway(env.client, Date.now);
    const aware = { type: 'record-awareness', awareAt: at, reasons: '', by: 'dpo', role: 'dpo', key: 'a' } as const;
    const idOf = ({ workflowId: id }: { workflowId: string }) => id.replace('breach/', '');
    const refused = gateway.command(idOf(handle), { ...aware, recordedSeq: 99 });
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('restored') });
    expect((await gateway.command(idOf(other.handle), aware)).seq).toBeGreaterThan(1);
  });
});

describe('a reference whose first workflow was terminated before it stored anything', () => {
  it('begins again', async () => {
    const memory = new Memory(now);
    const breachId = 'TOC-2026-2997';
    temporal.route(breachId, memory);
    const at = await now();
    const gateway = createGateway(env.client, Date.now);
    const file = { file: 'f', sha256: 's', bytes: 1, mediaType: 'text/plain', source: 'probe' };
    const head = { by: 'probe', role: 'alert-source', key: 'evidence' } as const;
    const begin = () =>
      gateway.startBreach(reportedEvent(breachId, at), [
        { type: 'add-evidence', evidence: file, systems: [], ...head },
      ]);
    const handle = env.client.workflow.getHandle(workflowId.breach(breachId));
    memory.appendError = ApplicationFailure.nonRetryable('Nothing can be stored.', 'internal');
    await begin();
    // Until its activity has ended: over one of a terminated workflow this server would skip no time any more.
    await until(async () => (await handle.query(standingQuery)).blocked !== null);
    await handle.terminate('by hand');
    memory.appendError = null;
    await begin();
    await until(() => memory.stream.length > 0 && memory.state().evidenceCount === 1);
  });
});

describe('a record that cannot be written', () => {
  it('because the database was restored says so in a new run too, which has stored nothing yet', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory, { renewAfter: 40 });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await env.sleep(30 * MINUTE_MS);
    const seq = memory.stream.length;
    const { runId } = await handle.describe();
    await until(async () => {
      await handle.signal(lostSignal, { ids: [] });
      // A run is not continued as new while signals keep coming in.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return (await handle.describe()).runId !== runId;
    });
    expect(memory.stream).toHaveLength(seq);
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'Encrypted.' };
    const request: CommandRequest = { ...waive, by: 'dpo', role: 'dpo', key: 'waive', recordedSeq: 1 };
    const sent = handle.executeUpdate(commandUpdate, { args: [request], updateId: 'waive' });
    expect(await refusalOf(sent)).toEqual({ code: 'record-behind', field: 'breach' });
    await ask(waive);
  });

  it('because others have written over it promises to keep nothing', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'Encrypted.' };
    memory.appendError = ApplicationFailure.nonRetryable('Other bytes are stored there.', 'conflict');
    await expect(ask(waive)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('be ready to do it again') },
    });
    memory.appendError = null;
    await handle.signal(retrySignal);
    await until(() => memory.state().obligations[ART33]?.status === 'waived');
  });
});
