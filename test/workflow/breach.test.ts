import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { createGateway } from '../../api/gateway.ts';
import { provenSkew, type Reading } from '../../api/skew.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { HOUR_MS, plusMs, toInstant } from '../../domain/time.ts';
import { commandSignal, commandUpdate, QUEUES, stateQuery, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
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

let number = 0;

async function start(memory: Memory) {
  number += 1;
  const breachId = `TOC-2026-${3000 + number}`;
  const at = toInstant(await env.currentTimeMs());
  temporal.route(breachId, memory);
  const handle = await env.client.workflow.start(WORKFLOWS.breach, {
    workflowId: workflowId.breach(breachId),
    taskQueue: QUEUES.decisions,
    args: [{ reported: reportedEvent(breachId, at) }],
  });
  let key = 0;
  const ask = (body: CommandBody, name = `ask-${key++}`) =>
    handle.executeUpdate(commandUpdate, { updateId: name, args: [{ ...body, by: 'dpo', key: name }] });
  return { handle, ask, at };
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
    const { handle, at } = await start(new Memory());
    const readings: Reading[] = [];
    const gateway = createGateway(
      env.client,
      () => Date.parse(at),
      (reading) => readings.push(reading),
    );
    const breachId = handle.workflowId.replace('breach/', '');
    const command = { type: 'record-awareness' as const, awareAt: at, reasons: '', by: 'dpo', key: 'aware' };
    await env.sleep(HOUR_MS);
    await gateway.command(breachId, { ...command, askedAt: at });
    await gateway.command(breachId, { ...command, askedAt: plusMs(at, 1_000) });
    expect(readings.map((reading) => Math.floor(provenSkew(reading) / HOUR_MS))).toEqual([1]);
  });
});

describe('a breach', () => {
  it('runs from report to close, and its stream tells it all', async () => {
    const memory = new Memory();
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await env.sleep(30 * HOUR_MS);
    const answers = { holdsData: 'no', misuse: 'no', answeredBy: 'Dana' } as const;
    const acknowledgedAt = toInstant(await env.currentTimeMs());
    await handle.signal(commandSignal, {
      ...{ type: 'acknowledge-notice', counterparty: 'fjord', round: 1, acknowledgedAt, answers },
      ...{ by: 'fjord', key: 'ack' },
    });
    await ask({ type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 1_200, contentHash: 'h' });
    await ask({ type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' });
    await env.sleep(HOUR_MS);
    const filedAt = toInstant(await env.currentTimeMs());
    await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', reasons: '' });
    await ask({ type: 'close', outcome: 'resolved', reasons: 'Contained.' });
    await handle.result();
    // Whether a first plan was made before the awareness came is a race that nobody minds.
    const types = memory.types();
    expect(types.filter((type, index) => type !== 'planned' || index === types.lastIndexOf('planned'))).toEqual([
      'reported',
      'awareness-recorded',
      'planned',
      'notice-delivered',
      'notice-delivered',
      'rung-fired',
      'notice-delivered',
      'notice-delivered',
      'notice-acknowledged',
      'campaign-drafted',
      'campaign-approved',
      'campaign-finished',
      'filed',
      'closed',
    ]);
    expect(memory.state()).toMatchObject({
      status: 'closed',
      obligations: { [ART33]: { status: 'filed', fired: [expect.stringContaining('48-hours-left@')] } },
      notices: { fjord: { status: 'acknowledged', deliveries: 4 } },
      campaigns: [{ status: 'finished', counts: { sent: 1_199, refused: 1 } }],
    });
    expect(memory.pages.map((p) => p.after)).toEqual([0, 500, 1_000]);
  });

  it('nobody acts on becomes overdue, every rung in the stream once', async () => {
    const memory = new Memory();
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
    const memory = new Memory();
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
    await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', reasons: '' });
    await env.sleep(HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'running' });
    await env.sleep(72 * HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'overdue' });
    expect(memory.state().obligations[ART33]).toMatchObject({ status: 'filed' });
  });

  it('starts that clock anew with each later version, where it is counted from the latest one', async () => {
    const memory = new Memory();
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
      await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', reasons: '', stage });
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
    const memory = new Memory();
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
    const memory = new Memory();
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
    const aware = { type: 'record-awareness' as const, awareAt: at, reasons: '', by: 'dpo', key: 'aware' };
    await handle.executeUpdate(commandUpdate, { updateId: 'aware', args: [aware] });
    expect((await handle.query(stateQuery)).risk).toEqual({ art33: risk, art34: risk });
  });

  it('moves its running clock when the awareness is corrected', async () => {
    const memory = new Memory();
    const { ask } = await start(memory);
    await env.sleep(10 * HOUR_MS);
    const now = await env.currentTimeMs();
    await ask({ type: 'record-awareness', awareAt: toInstant(now), reasons: '' });
    await ask({ type: 'record-awareness', awareAt: toInstant(now - 60 * HOUR_MS), reasons: 'Logs.' });
    await env.sleep(13 * HOUR_MS);
    const changes = memory.stream.flatMap((e) => (e.type === 'planned' ? e.data.changes.map((c) => c.change) : []));
    expect(changes).toEqual(['start', 'move']);
    expect(memory.state().obligations[ART33]?.status).toBe('overdue');
  });

  it('refuses bad commands with code and field, and stores nothing of them', async () => {
    const memory = new Memory();
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
    const memory = new Memory();
    const { ask, at } = await start(memory);
    const aware: CommandBody = { type: 'record-awareness', awareAt: at, reasons: '' };
    const [a, b] = await Promise.all([ask(aware, 'same'), ask(aware, 'same')]);
    expect(a).toEqual(b);
    expect(memory.types().filter((t) => t === 'awareness-recorded').length).toBe(1);
  });

  it('waits out a database that is away: an answered command is in the stream', async () => {
    const memory = new Memory();
    memory.appendFailures = 3;
    const { ask, at } = await start(memory);
    const { seq } = await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    expect(memory.stream.length).toBeGreaterThanOrEqual(seq);
    expect(memory.types().slice(0, 2)).toContain('reported');
  });
});
