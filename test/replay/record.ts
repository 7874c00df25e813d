// Records the synthetic histories that `replay.test.ts` replays: `node test/replay/record.ts [name…]`, all or those
// named. What a released version recorded is never recorded anew: breaches that began under it may still be running.
import { writeFileSync } from 'node:fs';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, toInstant } from '../../domain/time.ts';
import { createGateway } from '../../intake/gateway.ts';
import { serverPath } from '../../local/servers.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createAnchorWorker, createReconcileWorker } from '../../worker/worker.ts';
import {
  ANCHOR_QUEUE,
  type CommandRequest,
  clocksSignal,
  commandUpdate,
  endSignal,
  lostSignal,
  nudgeSignal,
  orderSignal,
  QUEUES,
  RECONCILE_QUEUE,
  UNKNOWN_CHILD,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { beginEarlier } from '../support/earlier-children.ts';
import { ART33, Memory } from '../support/memory.ts';
import { MemoryWithRelease } from '../support/memory-with-release.ts';
import { clock72h, noticeTo, reportedEvent, rungsBefore } from '../support/plans.ts';
import { skip, startTimeSkipping, startWorkers } from '../support/timeskipping.ts';
import { until } from '../support/until.ts';

/** The version of the package, without its patch: one folder of histories for each. */
const FOLDER = new URL('histories/0.14/', import.meta.url);

const temporal = await startTimeSkipping();
const { env } = temporal;
const sleep = (ms: number) => skip(env, ms);
const now = async () => toInstant(await env.currentTimeMs());

async function save(name: string, id: string, runId?: string, { client } = env): Promise<void> {
  const recorded = historyToJSON(await client.workflow.getHandle(id, runId).fetchHistory());
  const history = recorded.replaceAll(/"identity": "[^"]*"/g, '"identity": "worker"');
  writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify(JSON.parse(history))}\n`);
  console.log(`${name}: ${JSON.parse(history).events.length} events`);
}

async function ended({ workflowId: id }: WorkflowHandle, { client } = env): Promise<void> {
  await until(async () => (await client.workflow.getHandle(id).describe()).status.name !== 'RUNNING', id);
}

/** A breach that DPO and deputy are aware of, and how to command it. */
async function openBreach(breachId: string, memory: Memory, { client } = env, route = temporal.route) {
  route(breachId, memory);
  const id = workflowId.breach(breachId);
  const at = toInstant(Date.now());
  const args = [{ reported: reportedEvent(breachId, client === env.client ? await now() : at) }];
  const started = await client.workflow.start(WORKFLOWS.breach, { workflowId: id, taskQueue: QUEUES.decisions, args });
  const handle = client.workflow.getHandle(id);
  let key = 0;
  const ask = async (...bodies: CommandBody[]) => {
    for (const body of bodies) {
      key += 1;
      const name = `ask-${key}`;
      await handle.executeUpdate(commandUpdate, {
        updateId: name,
        args: [{ ...body, by: 'dpo', role: 'dpo', key: name, breachId }],
      });
    }
  };
  const child = (name: 'notices' | 'campaign/1') => client.workflow.getHandle(workflowId.communication(breachId, name));
  return { id, handle, ask, child, first: started.firstExecutionRunId };
}

const aware = (awareAt: Instant, reasons = ''): CommandBody => ({ type: 'record-awareness', awareAt, reasons });
const campaign: CommandBody[] = [
  { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 1_200, contentHash: 'h' },
  { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' },
];
const amend = (peopleConcerned: number): CommandBody => ({
  ...{ type: 'amend-facts', facts: { peopleConcerned }, narrative: {}, reasons: 'Counted.' },
});
const NO_MISUSE = { holdsData: 'no', misuse: 'no', answeredBy: 'Dana Example' } as const;
const MISUSE = { ...NO_MISUSE, misuse: 'yes' } as const;

async function breachToClose(): Promise<void> {
  const breachId = 'TOC-2026-9001';
  const memory = new Memory(now);
  const { id, handle, ask, child } = await openBreach(breachId, memory);
  await ask(aware(await now()));
  await sleep(5 * HOUR_MS);
  await ask(aware(plusMs(await now(), -8 * HOUR_MS), 'Night shift.'));
  await sleep(25 * HOUR_MS);
  memory.notices.acknowledge('fjord', await now(), MISUSE);
  await child('notices').signal(nudgeSignal);
  await ended(child('notices'));
  await ask(...campaign);
  await until(() => memory.state().campaigns[0]?.status === 'finished');
  await ask({ type: 'decide-risk', articles: ['art33', 'art34'], conclusion: 'risk', reasons: 'Few people.' });
  await ask({ type: 'waive-obligation', obligation: ART33, reasons: 'Not ours.' });
  await ask({ type: 'resume-obligation', obligation: ART33, reasons: 'Ours after all.' });
  await sleep(HOUR_MS);
  const approved = { obligation: ART33, stage: 'initial', sha256: 'a'.repeat(64) } as const;
  await ask({ type: 'approve-filing', ...approved });
  await ask({ type: 'file', ...approved, filedAt: await now(), receipt: 'DE-1', reasons: '' });
  const over = [
    { point: 'misuse', reasons: 'Called: a false alarm.' },
    { point: `filing-incomplete/${ART33}`, reasons: 'All was sent.' },
  ];
  await ask({ type: 'close', outcome: 'resolved', reasons: 'Contained.', over });
  await ended(handle);
  await save('breach-to-close', id);
  await save('communication-notices', child('notices').workflowId);
  await save('communication-campaign', child('campaign/1').workflowId);
}

/** Taken, told of after a release, closed, and opened again: what version 0.7 brought. */
async function breachReleased(): Promise<void> {
  const breachId = 'TOC-2026-9012';
  const memory = new MemoryWithRelease(now);
  const { id, handle, ask, child } = await openBreach(breachId, memory);
  await sleep(HOUR_MS);
  await ask({ type: 'take' });
  await ask(aware(await now()));
  await sleep(20 * HOUR_MS);
  await ask(memory.release());
  await until(() => memory.sent.length > 0);
  await ask(amend(9));
  await ask(memory.release());
  await sleep(2 * HOUR_MS);
  await save('communication-released', child('notices').workflowId);
  await ask({ type: 'close', outcome: 'not-a-breach', reasons: 'A test account.', over: OVER_NOTICES });
  await ended(handle);
  await save('breach-released', id);
  const gateway = createGateway(env.client, Date.now);
  const state = memory.state();
  const request: CommandRequest = {
    type: 'reopen',
    reasons: 'It was real.',
    by: 'dpo',
    role: 'dpo',
    key: 're',
    breachId,
  };
  await gateway.reopen({ state, intake: memory.stream[0]?.key ?? '' }, request);
  await sleep(HOUR_MS);
  await save('breach-reopened', id);
}

/** Everything at once, and none of it over: what an upgrade finds. */
async function breachInFlight(): Promise<void> {
  const breachId = 'TOC-2026-9002';
  const memory = new Memory(now);
  const { id, ask, child } = await openBreach(breachId, memory);
  memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
  memory.deliver = ({ counterparty }, { contact }) =>
    counterparty === 'gull' && contact === 'first' ? 'refused' : 'sent';
  await ask(aware(await now()));
  await sleep(2 * HOUR_MS);
  memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('heron', at)];
  await ask(amend(9));
  await sleep(24 * HOUR_MS);
  memory.stop = () => 'outage';
  await ask(...campaign);
  await sleep(5 * MINUTE_MS);
  await save('breach-in-flight', id);
  await save('clocks-in-flight', workflowId.clocks(breachId));
  await save('communication-notices-in-flight', child('notices').workflowId);
  await save('communication-campaign-in-flight', child('campaign/1').workflowId);
  memory.stop = () => null;
}

/** By itself for a busy server and for refusals, and by a person; then stopped. */
async function communicationPaused(): Promise<void> {
  const memory = new Memory(now);
  const { id, ask, child } = await openBreach('TOC-2026-9003', memory);
  memory.stop = () => 'busy';
  await ask(aware(await now()));
  await sleep(MINUTE_MS);
  memory.stop = () => 'refusals';
  await sleep(6 * MINUTE_MS);
  memory.stop = () => null;
  const notices = { communication: 'notices' as const, reasons: 'Mended.' };
  await ask({ type: 'resume-communication', ...notices });
  await until(() => memory.sent.length === 1);
  await ask({ type: 'pause-communication', ...notices, because: 'asked' });
  await sleep(30 * HOUR_MS);
  await ask({ type: 'resume-communication', ...notices });
  await until(() => memory.sent.length === 3);
  await ask({ type: 'stop-communication', ...notices });
  await ended(child('notices'));
  await save('breach-steered', id);
  await save('communication-paused', child('notices').workflowId);
}

/** Commands that change nothing, with reasons: before version 0.3 they left no event. */
async function breachSaidAgain(): Promise<void> {
  const memory = new Memory(now);
  const { id, ask } = await openBreach('TOC-2026-9008', memory);
  const at = await now();
  const pause: CommandBody = {
    ...{ type: 'pause-communication', communication: 'notices', because: 'asked', reasons: 'A typo.' },
  };
  await ask(aware(at), amend(9), amend(9), aware(at, 'The log says so too.'));
  await ask({ type: 'resume-obligation', obligation: ART33, reasons: 'It binds us.' }, pause, pause);
  await sleep(HOUR_MS);
  await ask(amend(10));
  await save('breach-said-again', id);
}

/** Alone, so that its history can be held short. */
async function communicationRenewed(): Promise<void> {
  const breachId = 'TOC-2026-9004';
  const memory = new Memory(now);
  temporal.route(breachId, memory);
  const begin = {
    breachId,
    communication: 'notices' as const,
    listId: null,
    exercise: null,
    told: 'all',
    renewAfter: 60,
  };
  const handle = await env.client.workflow.start(WORKFLOWS.communication, {
    workflowId: workflowId.communication(breachId, 'notices'),
    ...{ taskQueue: QUEUES.decisions, args: [{ ...begin, because: null, turn: 0 }] },
  });
  const newest = env.client.workflow.getHandle(handle.workflowId);
  const warn = memory.warnOfMisuse;
  memory.warnOfMisuse = async () => {
    throw new Error('The mail server is away.');
  };
  memory.wanted = (at) => [noticeTo('fjord', at), noticeTo('gull', at)];
  await sleep(HOUR_MS);
  memory.notices.acknowledge('fjord', await now(), MISUSE);
  await newest.signal(nudgeSignal);
  while ((await newest.describe()).runId === handle.firstExecutionRunId) {
    await newest.signal(nudgeSignal);
    await sleep(MINUTE_MS);
  }
  memory.warnOfMisuse = warn;
  await newest.signal(orderSignal, { because: 'asked', turn: 1, told: 'all' });
  await sleep(10 * MINUTE_MS);
  await newest.signal(endSignal, { why: 'no longer asked for' });
  await ended(newest);
  await save('communication-until-renewed', handle.workflowId, handle.firstExecutionRunId);
  await save('communication-renewed', handle.workflowId);
}

async function breachCarriedOver(): Promise<void> {
  const breachId = 'TOC-2026-9005';
  const memory = new Memory(now);
  temporal.route(breachId, memory);
  const at = await now();
  const { state, children } = await beginEarlier(env.client, breachId, at);
  memory.stream.push(reportedEvent(breachId, at));
  const id = workflowId.breach(breachId);
  const args = [{ state, children }];
  await env.client.workflow.start(WORKFLOWS.breach, { workflowId: id, taskQueue: QUEUES.decisions, args });
  await until(() => memory.letters.left === 0 && memory.sent.length === 1);
  await sleep(30 * HOUR_MS);
  await save('breach-carried-over', id);
}

/** Its clocks are ended by hand, and it is told so. */
async function breachLostClocks(): Promise<void> {
  const breachId = 'TOC-2026-9021';
  const memory = new Memory(now);
  const { id, handle, ask } = await openBreach(breachId, memory);
  await ask(aware(plusMs(await now(), -30 * HOUR_MS)));
  await until(() => memory.types().includes('rung-fired'));
  const clocks = env.client.workflow.getHandle(workflowId.clocks(breachId));
  await clocks.terminate('by hand');
  await handle.signal(lostSignal, { ids: [clocks.workflowId] });
  await until(async () => (await clocks.describe()).status.name === 'RUNNING');
  await sleep(20 * HOUR_MS);
  await save('breach-lost-clocks', id);
}

/** From its stream, while its clocks run on. */
async function breachRestarted(): Promise<void> {
  const breachId = 'TOC-2026-9009';
  const memory = new Memory(now);
  const { id, handle, ask } = await openBreach(breachId, memory);
  await ask(aware(await now()));
  await until(() => memory.sent.length > 0);
  await handle.terminate('by hand');
  const children = Object.fromEntries(
    [workflowId.clocks(breachId), workflowId.communication(breachId, 'notices')].map((each) => [each, UNKNOWN_CHILD]),
  );
  const args = [{ state: memory.state(), children, unsaved: [], recent: [] }];
  await env.client.workflow.start(WORKFLOWS.breach, { workflowId: id, taskQueue: QUEUES.decisions, args });
  await ask({ type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons: 'Few people.' });
  await sleep(30 * HOUR_MS);
  await save('breach-restarted', id);
}

/** What the schedules start. */
async function reconciled(): Promise<void> {
  const nothing = async () => undefined;
  const activities = { reconcileNow: nothing, verifyRecord: nothing };
  const worker = await createReconcileWorker({
    ...{ connection: env.nativeConnection, namespace: env.namespace ?? 'default', dataConverter: {}, activities },
    workflowBundle: await bundleWorkflows(),
  });
  const run = (name: 'reconcile' | 'verification') =>
    env.client.workflow.execute(WORKFLOWS[name], { workflowId: name, taskQueue: RECONCILE_QUEUE });
  await worker.runUntil(Promise.all([run('reconcile'), run('verification')]));
  for (const name of ['reconcile', 'verification']) await save(`${name}-done`, name);
}

/** The authority is away at first. */
async function anchored(): Promise<void> {
  let tries = 0;
  const anchorNow = async () => {
    tries += 1;
    if (tries === 1) throw new Error('The authority is away.');
  };
  const worker = await createAnchorWorker({
    ...{ connection: env.nativeConnection, namespace: env.namespace ?? 'default', dataConverter: {} },
    ...{ activities: { anchorNow }, workflowBundle: await bundleWorkflows() },
  });
  const start = { workflowId: 'anchor', taskQueue: ANCHOR_QUEUE };
  await worker.runUntil(env.client.workflow.execute(WORKFLOWS.anchor, start));
  await save('anchor-done', 'anchor');
}

/** Two clocks that fall together; one moves, a warning waits for the mail server, and a new run goes on with it. */
async function clocksRenewed(): Promise<void> {
  const breachId = 'TOC-2026-9006';
  const memory = new Memory();
  const id = workflowId.clocks(breachId);
  const start = await now();
  const back = plusMs(start, 24.4 * HOUR_MS);
  const deliver = memory.warn;
  memory.warn = async (request) => {
    if ((await now()) < back) throw new Error('The mail server is away.');
    return deliver(request);
  };
  temporal.route(breachId, memory);
  const clock = (obligation: string, at = start, hours = [48, 24, -12]) => {
    const { due } = clock72h(at);
    return { obligation, clock: clock72h(at), rungs: rungsBefore(due, ...hours), fired: [], overdue: false };
  };
  const [one, other] = [clock(ART33, start, [48, 47.8, 24, -12]), clock('nis2-art23-4b-notification')];
  const args = [{ breachId, exercise: null, clocks: [one, other], renewAfter: 14 }];
  const handle = await env.client.workflow.start(WORKFLOWS.clocks, {
    workflowId: id,
    taskQueue: QUEUES.warnings,
    args,
  });
  const first = (await handle.describe()).runId;
  await sleep(30 * HOUR_MS);
  await env.client.workflow
    .getHandle(id)
    .signal(clocksSignal, { clocks: [one, clock(other.obligation, plusMs(start, 5 * HOUR_MS))] });
  await sleep(60 * HOUR_MS);
  await env.client.workflow.getHandle(id).signal(clocksSignal, { clocks: [] });
  await handle.result();
  await save('clocks-renewed', id, first);
  await save('clocks-to-the-end', id);
}

/** On the development server, where the length can be set at which a history is to be renewed. */
async function breachRenewed(): Promise<void> {
  const breachId = 'TOC-2026-9007';
  const local = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: serverPath('temporal') },
      extraArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=40'],
    },
  });
  const workers = await startWorkers(local);
  const { id, handle, ask, first } = await openBreach(breachId, new Memory(), local, workers.route);
  await ask(aware(toInstant(Date.now())));
  let { runId } = await handle.describe();
  for (let tries = 0; runId === first && tries < 50; tries += 1) {
    await ask(amend(tries));
    ({ runId } = await handle.describe());
  }
  await ask({ type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons: 'Few people.' });
  await save('breach-until-renewed', id, first, local);
  await save('breach-renewed', id, runId, local);
  await workers.stop();
}

const recorders = {
  ...{ breachToClose, breachReleased, breachInFlight, breachCarriedOver, breachRenewed, breachSaidAgain },
  ...{ clocksRenewed, communicationPaused, communicationRenewed },
  ...{ breachLostClocks, breachRestarted, reconciled, anchored },
};
const asked = process.argv.slice(2);
for (const [name, record] of Object.entries(recorders)) {
  if (asked.length === 0 || asked.includes(name)) await record();
}
await temporal.stop();
process.exit(0);
