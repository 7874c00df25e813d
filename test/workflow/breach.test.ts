import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { HOUR_MS, plusMs, toInstant } from '../../domain/time.ts';
import { provenSkew, type Reading } from '../../intake/clock-skew.ts';
import { createGateway } from '../../intake/gateway.ts';
import {
  type CommandRequest,
  commandSignal,
  commandUpdate,
  nudgeSignal,
  QUEUES,
  stateQuery,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { breachStarter, refusalOf } from '../support/breach-run.ts';
import { beginEarlier } from '../support/earlier-children.ts';
import { ART33, Memory } from '../support/memory.ts';
import { obligationOf, planOf, reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();
const { now } = time;
const start = breachStarter(time, 3000);

/** Without an approval here. */
const ELSEWHERE = { elsewhere: true, reasons: 'By telephone.' } as const;

describe('the gateway', () => {
  it("notes Temporal's clock with the answer to a command, and not again for a repeated one", async () => {
    const { handle, at } = await start(new Memory(now));
    const readings: Reading[] = [];
    const nowMs = () => Date.parse(at);
    const gateway = createGateway(time.env.client, nowMs, {
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
      breachId,
    };
    await time.sleep(HOUR_MS);
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
    await time.sleep(30 * HOUR_MS);
    memory.notices.acknowledge('fjord', await now(), { holdsData: 'no', misuse: 'no', answeredBy: 'Dana' });
    await time.env.client.workflow.getHandle(workflowId.communication(breachId, 'notices')).signal(nudgeSignal);
    await ask({ type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 1_200, contentHash: 'h' });
    await ask({ type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' });
    await time.sleep(HOUR_MS);
    const approved = { obligation: ART33, stage: 'initial', sha256: 'a'.repeat(64) } as const;
    await ask({ type: 'approve-filing', ...approved });
    const filedAt = await time.now();
    await ask({ type: 'file', ...approved, filedAt, receipt: 'DE-1', reasons: '', openFields: 0 });
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
    await time.sleep(73 * HOUR_MS);
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
    await time.sleep(HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'awaiting-event' });
    const filedAt = await time.now();
    await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', ...ELSEWHERE });
    await time.sleep(HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'running' });
    await time.sleep(72 * HOUR_MS);
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
      const filedAt = await time.now();
      await ask({ type: 'file', obligation: ART33, filedAt, receipt: 'DE-1', stage, ...ELSEWHERE });
    };
    await fileNow('initial');
    await time.sleep(60 * HOUR_MS);
    await fileNow('follow-up');
    await time.sleep(60 * HOUR_MS);
    expect(memory.state().obligations[FINAL]).toMatchObject({ status: 'running' });
    await time.sleep(13 * HOUR_MS);
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
    time.route(breachId, memory);
    const at = await time.now();
    const reported = reportedEvent(breachId, at);
    memory.stream.push(reported);
    const risk = { conclusion: 'risk', proposed: 'risk', by: 'dpo', at, reasons: 'Few.', reopened: false };
    const plan = { ...planOf(at), conclusion: 'risk' };
    const state = { ...evolve(null, reported), risk, plan, planIsStale: false } as unknown as BreachState;
    const handle = await time.env.client.workflow.start(WORKFLOWS.breach, {
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
      breachId,
    };
    await handle.executeUpdate(commandUpdate, { updateId: 'aware', args: [aware] });
    expect((await handle.query(stateQuery)).risk).toEqual({ art33: risk, art34: risk });
  });

  it('moves its running clock when the awareness is corrected', async () => {
    const memory = new Memory(now);
    const { ask } = await start(memory);
    await time.sleep(10 * HOUR_MS);
    const late = await now();
    await ask({ type: 'record-awareness', awareAt: late, reasons: '' });
    await ask({ type: 'record-awareness', awareAt: plusMs(late, -60 * HOUR_MS), reasons: 'Logs.' });
    await time.sleep(13 * HOUR_MS);
    const changes = memory.stream.flatMap((e) => (e.type === 'planned' ? e.data.changes.map((c) => c.change) : []));
    expect(changes).toEqual(['start', 'move']);
    expect(memory.state().obligations[ART33]?.status).toBe('overdue');
  });

  it('refuses bad commands with code and field, and stores nothing of them', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    const future = toInstant((await time.env.currentTimeMs()) + HOUR_MS);
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
    await until(() => memory.stream.filter(({ type }) => type === 'evidence-added').length === 1_500);
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
  });
});

describe('a breach of version 0.1', () => {
  it('hands over: its children end, what it had in hand goes into the ledgers once, new children start', async () => {
    const memory = new Memory(now);
    const breachId = 'TOC-2026-2998';
    time.route(breachId, memory);
    const at = await now();
    const { state, children, ended } = await beginEarlier(time.env.client, breachId, at);
    memory.stream.push(reportedEvent(breachId, at));
    const handle = await time.env.client.workflow.start(WORKFLOWS.breach, {
      workflowId: workflowId.breach(breachId),
      taskQueue: QUEUES.decisions,
      args: [{ state, children }],
    });
    await ended();
    await until(() => memory.letters.left === 0 && memory.sent.length > 0);
    const ids = [workflowId.clocks(breachId), workflowId.communication(breachId, 'notices')];
    const running = ids.map(async (id) => (await time.env.client.workflow.getHandle(id).describe()).status.name);
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
