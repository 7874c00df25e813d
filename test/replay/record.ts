// Records the synthetic histories that `replay.test.ts` replays: `node test/replay/record.ts [name…]`, all or those named.
// What a released version recorded is never recorded anew: breaches that began under it may still be running.
import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { serverPath } from '../../cli/embedded/servers.ts';
import { HOUR_MS, MINUTE_MS, plusMs, toInstant } from '../../domain/time.ts';
import {
  acknowledgedSignal,
  commandSignal,
  commandUpdate,
  endSignal,
  moveSignal,
  QUEUES,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { BusyMemory } from '../support/busy-memory.ts';
import { ART33, Memory } from '../support/memory.ts';
import { clock72h, noticeTo, reportedEvent, rungsBefore } from '../support/plans.ts';
import { startTimeSkipping, startWorkers } from '../support/timeskipping.ts';

/** The version of the package, without its patch: one folder of histories for each. */
const FOLDER = new URL('histories/0.1/', import.meta.url);

const temporal = await startTimeSkipping();
const { env } = temporal;
const now = async () => toInstant(await env.currentTimeMs());

async function save(name: string, id: string, runId?: string, { client } = env): Promise<void> {
  const recorded = historyToJSON(await client.workflow.getHandle(id, runId).fetchHistory());
  const history = recorded.replaceAll(/"identity": "[^"]*"/g, '"identity": "worker"');
  writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify(JSON.parse(history))}\n`);
  console.log(`${name}: ${JSON.parse(history).events.length} events`);
}

function start(workflow: keyof typeof WORKFLOWS, id: string, input: unknown) {
  return env.client.workflow.start(WORKFLOWS[workflow], { workflowId: id, taskQueue: QUEUES.decisions, args: [input] });
}

async function breachToClose(): Promise<void> {
  const breachId = 'TOC-2026-9001';
  temporal.route(breachId, new Memory());
  const handle = await start('breach', workflowId.breach(breachId), { reported: reportedEvent(breachId, await now()) });
  const ask = (key: string, body: object) =>
    handle.executeUpdate(commandUpdate, { updateId: key, args: [{ ...body, by: 'dpo', key } as never] });
  await ask('aware', { type: 'record-awareness', awareAt: await now(), reasons: '' });
  await env.sleep(5 * HOUR_MS);
  await ask('aware-2', {
    type: 'record-awareness',
    awareAt: plusMs(await now(), -8 * HOUR_MS),
    reasons: 'Night shift.',
  });
  await env.sleep(25 * HOUR_MS);
  const answers = { holdsData: 'no', misuse: 'no', answeredBy: 'Dana Example' };
  const acknowledgement = {
    type: 'acknowledge-notice',
    counterparty: 'fjord',
    round: 1,
    acknowledgedAt: await now(),
    answers,
  };
  await handle.signal(commandSignal, { ...acknowledgement, by: 'fjord', key: 'ack' } as never);
  await ask('draft', { type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 1_200, contentHash: 'h' });
  await ask('approve', { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' });
  await env.sleep(HOUR_MS);
  await ask('waive', { type: 'waive-obligation', obligation: ART33, reasons: 'Not ours.' });
  await ask('resume', { type: 'resume-obligation', obligation: ART33, reasons: 'Ours after all.' });
  await env.sleep(HOUR_MS);
  await ask('file', { type: 'file', obligation: ART33, filedAt: await now(), receipt: 'DE-1', reasons: '' });
  await ask('close', { type: 'close', outcome: 'resolved', reasons: 'Contained.' });
  await handle.result();
  await save('breach-to-close', workflowId.breach(breachId));
  await save('notice-acknowledged', workflowId.notice(breachId, 'fjord'));
  await save('campaign-three-pages', workflowId.campaign(breachId, 1));
}

/** Commands of before each article had its own decision. The history was recorded then, so its plans are of then too. */
async function breachDecidedOnce(): Promise<void> {
  const breachId = 'TOC-2026-9005';
  temporal.route(breachId, new Memory());
  const id = workflowId.breach(breachId);
  const handle = await start('breach', id, { reported: reportedEvent(breachId, await now()) });
  const ask = (key: string, body: object) =>
    handle.executeUpdate(commandUpdate, { updateId: key, args: [{ ...body, by: 'dpo', key } as never] });
  await ask('aware', { type: 'record-awareness', awareAt: await now(), reasons: '' });
  await ask('decide', { type: 'decide-risk', conclusion: 'risk', reasons: 'Few people.' });
  await ask('amend', { type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' });
  await ask('again', { type: 'decide-risk', conclusion: 'risk', reasons: 'Few people.' });
  await ask('again-2', { type: 'decide-risk', conclusion: 'risk', reasons: 'Few people.' });
  const file = { type: 'file', obligation: ART33, receipt: 'DE-1', reasons: '' };
  await ask('file', { ...file, filedAt: await now(), stage: 'initial' });
  await env.sleep(HOUR_MS);
  await ask('file-2', { ...file, filedAt: await now(), stage: 'follow-up' });
  await env.sleep(HOUR_MS);
  await ask('close', { type: 'close', outcome: 'resolved', reasons: 'Contained.' });
  await handle.result();
  await save('breach-decided-once', id);
}

async function breachNobodyActsOn(): Promise<void> {
  const breachId = 'TOC-2026-9002';
  temporal.route(breachId, new Memory());
  const id = workflowId.breach(breachId);
  const handle = await start('breach', id, { reported: reportedEvent(breachId, await now()) });
  const aware = { type: 'record-awareness' as const, awareAt: await now(), reasons: '', by: 'dpo', key: 'aware' };
  await handle.executeUpdate(commandUpdate, { updateId: 'aware', args: [aware] });
  await env.sleep(100 * HOUR_MS);
  await save('breach-nobody-acts-on', id);
  await save('obligation-overdue', workflowId.obligation(breachId, ART33));
  await save('notice-unanswered', workflowId.notice(breachId, 'fjord'));
}

async function obligationMoved(): Promise<void> {
  const breachId = 'TOC-2026-9003';
  temporal.route(breachId, new Memory());
  const id = workflowId.obligation(breachId, ART33);
  const clock = clock72h(await now());
  const rungs = rungsBefore(clock.due, 48, 24, 1);
  const common = { breachId, obligation: ART33, exercise: { scale: 1 }, fired: [], overdue: false };
  const handle = await start('obligation', id, { ...common, clock, rungs });
  await env.sleep(30 * HOUR_MS);
  const moved = clock72h(plusMs(clock.start, -40 * HOUR_MS));
  await handle.signal(moveSignal, { clock: moved, rungs: rungsBefore(moved.due, 48, 24, 1) });
  await env.sleep(20 * HOUR_MS);
  await handle.signal(endSignal, { why: 'filed' });
  await handle.result();
  await save('obligation-moved', id);
}

async function noticeRefused(): Promise<void> {
  const breachId = 'TOC-2026-9004';
  const memory = new Memory();
  memory.deliverNotice = async ({ contact }) =>
    ({ result: contact === 'first' ? 'refused' : 'sent', contact }) as never;
  temporal.route(breachId, memory);
  const id = workflowId.notice(breachId, 'fjord');
  const handle = await start('notice', id, {
    breachId,
    exercise: null,
    notice: noticeTo('fjord', await now()),
    deliveries: 0,
  });
  await env.sleep(HOUR_MS);
  await handle.signal(acknowledgedSignal, { at: await now() });
  await handle.result();
  await save('notice-refused', id);
}

/** Everything at once, and none of it over: what an upgrade finds. */
async function breachInFlight(): Promise<void> {
  const breachId = 'TOC-2026-9006';
  temporal.route(breachId, new BusyMemory());
  const id = workflowId.breach(breachId);
  const handle = await start('breach', id, { reported: reportedEvent(breachId, await now()) });
  const ask = (key: string, body: object) =>
    handle.executeUpdate(commandUpdate, { updateId: key, args: [{ ...body, by: 'dpo', key } as never] });
  await ask('aware', { type: 'record-awareness', awareAt: await now(), reasons: '' });
  await env.sleep(2 * HOUR_MS);
  const answers = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana Example' };
  const acknowledgement = { type: 'acknowledge-notice', counterparty: 'heron', round: 1, answers };
  const answered = { ...acknowledgement, acknowledgedAt: await now(), by: 'heron', key: 'ack' };
  await handle.signal(commandSignal, answered as never);
  const more = { systems: ['console', 'tickets'] };
  await ask('amend', { type: 'amend-facts', facts: more, narrative: {}, reasons: 'The log shows it.' });
  await env.sleep(24 * HOUR_MS);
  for (const campaign of [1, 2]) {
    const list = { listId: `l${campaign}`, recipients: 1_200, contentHash: `h${campaign}` };
    await ask(`draft-${campaign}`, { type: 'draft-campaign', campaign, ...list });
    await ask(`approve-${campaign}`, { type: 'approve-campaign', campaign, contentHash: `h${campaign}`, reasons: '' });
  }
  await env.sleep(20 * MINUTE_MS);
  await save('breach-in-flight', id);
  await save('obligation-in-flight', workflowId.obligation(breachId, ART33));
  await save('notice-in-flight', workflowId.notice(breachId, 'fjord'));
  await save('notice-refused-in-flight', workflowId.notice(breachId, 'gull'));
  await save('notice-unsent-in-flight', workflowId.notice(breachId, 'iris'));
  await save('campaign-in-flight', workflowId.campaign(breachId, 1));
  await save('campaign-second-pass-in-flight', workflowId.campaign(breachId, 2));
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
  workers.route(breachId, new BusyMemory());
  const id = workflowId.breach(breachId);
  const options = { workflowId: id, taskQueue: QUEUES.decisions };
  const at = toInstant(await local.currentTimeMs());
  const args = [{ reported: reportedEvent(breachId, at) }];
  const first = await local.client.workflow.start(WORKFLOWS.breach, { ...options, args });
  const handle = local.client.workflow.getHandle(id);
  const ask = (key: string, body: object) =>
    handle.executeUpdate(commandUpdate, { updateId: key, args: [{ ...body, by: 'dpo', key } as never] });
  await ask('aware', { type: 'record-awareness', awareAt: at, reasons: '' });
  let { runId } = await handle.describe();
  for (let tries = 0; runId === first.firstExecutionRunId && tries < 50; tries += 1) {
    await ask(`amend-${tries}`, {
      ...{ type: 'amend-facts', narrative: {}, reasons: 'Counted.' },
      facts: { peopleConcerned: tries },
    });
    ({ runId } = await handle.describe());
  }
  await ask('after', { type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons: 'Few people.' });
  await save('breach-until-renewed', id, first.firstExecutionRunId, local);
  await save('breach-renewed', id, runId, local);
  await workers.stop();
}

const ended = { breachToClose, breachDecidedOnce, breachNobodyActsOn, obligationMoved, noticeRefused };
const open = { breachInFlight, breachRenewed };
const asked = process.argv.slice(2);
for (const [name, record] of Object.entries({ ...ended, ...open })) {
  if (asked.length === 0 || asked.includes(name)) await record();
}
await temporal.stop();
process.exit(0);
