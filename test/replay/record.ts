// Records the synthetic histories that `replay.test.ts` replays: `node test/replay/record.ts`, all of
// them or those it is given by name (`clocksRenewed`). Run it when a workflow changes on purpose in a way old histories
// need not survive, that is: before the first release of that workflow.
import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { HOUR_MS, plusMs, toInstant } from '../../domain/time.ts';
import {
  acknowledgedSignal,
  clocksSignal,
  commandSignal,
  commandUpdate,
  endSignal,
  moveSignal,
  QUEUES,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { ART33, Memory } from '../support/memory.ts';
import { clock72h, noticeTo, reportedEvent, rungsBefore } from '../support/plans.ts';
import { startTimeSkipping } from '../support/timeskipping.ts';

const temporal = await startTimeSkipping();
const { env } = temporal;
const now = async () => toInstant(await env.currentTimeMs());

async function save(name: string, id: string, runId?: string): Promise<void> {
  const recorded = historyToJSON(await env.client.workflow.getHandle(id, runId).fetchHistory());
  const history = recorded.replaceAll(/"identity": "[^"]*"/g, '"identity": "worker"');
  writeFileSync(new URL(`histories/${name}.json`, import.meta.url), `${JSON.stringify(JSON.parse(history))}\n`);
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
  await env.sleep(30 * HOUR_MS);
  await env.client.workflow
    .getHandle(id)
    .signal(clocksSignal, { clocks: [one, clock(other.obligation, plusMs(start, 5 * HOUR_MS))] });
  await env.sleep(60 * HOUR_MS);
  await env.client.workflow.getHandle(id).signal(clocksSignal, { clocks: [] });
  await env.client.workflow.getHandle(id).result();
  await save('clocks-renewed', id, first);
  await save('clocks-to-the-end', id);
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

const RECORDINGS = {
  breachToClose,
  breachDecidedOnce,
  breachNobodyActsOn,
  clocksRenewed,
  obligationMoved,
  noticeRefused,
};

const wanted = process.argv.slice(2);
for (const [name, record] of Object.entries(RECORDINGS)) {
  if (wanted.length === 0 || wanted.includes(name)) await record();
}
await temporal.stop();
process.exit(0);
