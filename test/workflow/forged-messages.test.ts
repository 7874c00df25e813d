import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { dataConverter } from '../../config/codec.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { toInstant } from '../../domain/time.ts';
import { serverPath } from '../../local/servers.ts';
import {
  commandSignal,
  commandUpdate,
  lostSignal,
  QUEUES,
  reportsSignal,
  stateQuery,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { Memory } from '../support/memory.ts';
import { testKeyring } from '../support/mongo.ts';
import { reportedEvent } from '../support/plans.ts';
import { startWorkers, type TimeSkipping } from '../support/timeskipping.ts';
import { until } from '../support/until.ts';

/** Somebody who reaches Temporal, reads every history and sends what they like, and holds no key. */

let env: TestWorkflowEnvironment;
let workers: TimeSkipping;
beforeAll(async () => {
  const converter = dataConverter(testKeyring(), 'default');
  env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: serverPath('temporal') },
      extraArgs: ['--log-level', 'error'],
    },
    client: { dataConverter: converter },
  });
  workers = await startWorkers(env, undefined, converter);
});
afterAll(async () => {
  await workers?.stop();
});

async function open(breachId: string) {
  const memory = new Memory();
  workers.route(breachId, memory);
  const at = toInstant(Date.now());
  await env.client.workflow.start(WORKFLOWS.breach, {
    ...{ workflowId: workflowId.breach(breachId), taskQueue: QUEUES.decisions },
    args: [{ reported: reportedEvent(breachId, at) }],
  });
  const handle = env.client.workflow.getHandle(workflowId.breach(breachId));
  const ask = (body: CommandBody, key = randomUUID()) =>
    handle.executeUpdate(commandUpdate, { updateId: key, args: [{ ...body, by: 'dpo', role: 'dpo', key, breachId }] });
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  return { memory, handle, ask };
}

function forge(id: string, signalName: string, payloads: Payload[]): Promise<unknown> {
  return env.client.workflowService.signalWorkflowExecution({
    ...{ namespace: 'default', workflowExecution: { workflowId: id }, signalName, requestId: randomUUID() },
    input: payloads.length === 0 ? null : { payloads },
  });
}

it('can do nothing with what was sealed for another breach, nor with what is not sealed', async () => {
  const [one, other] = [await open('TOC-2026-0001'), await open('TOC-2026-0003')];
  await one.ask({ type: 'close', outcome: 'not-a-breach', reasons: 'A test account.', over: OVER_NOTICES });
  const { events } = await one.handle.fetchHistory();
  const asked = events?.flatMap((event) => event.workflowExecutionUpdateAcceptedEventAttributes ?? []) ?? [];
  const close = asked.at(-1)?.acceptedRequest?.input?.args?.payloads as Payload[];
  expect(close).toHaveLength(1);

  const id = other.handle.workflowId;
  const inClear = (value: unknown) => [defaultPayloadConverter.toPayload(value)];
  const own = { by: 'dpo', role: 'dpo', key: 'forged', breachId: 'TOC-2026-0003' };
  for (const payloads of [close, inClear({ type: 'close', outcome: 'not-a-breach', reasons: 'x', ...own }), []]) {
    for (const { name } of [commandSignal, reportsSignal, lostSignal]) await forge(id, name, payloads);
    for (const child of [workflowId.clocks('TOC-2026-0003'), workflowId.communication('TOC-2026-0003', 'notices')]) {
      for (const name of ['end', 'clocks', 'order']) await forge(child, name, payloads);
    }
    const update = { updateId: randomUUID(), identity: 'somebody' };
    const input = { name: 'command', args: { payloads } };
    const answer = await env.client.workflowService.updateWorkflowExecution({
      ...{ namespace: 'default', workflowExecution: { workflowId: id }, waitPolicy: { lifecycleStage: 3 } },
      request: { meta: update, input },
    });
    expect(answer.outcome?.failure?.applicationFailureInfo?.type).toBe('forbidden');
  }

  // What is sealed for it is taken as before, and its clocks and notices run.
  await other.ask({ type: 'amend-facts', facts: { peopleConcerned: 7 }, narrative: {}, reasons: 'Counted.' });
  expect(await other.handle.query(stateQuery)).toMatchObject({ closed: null, facts: { peopleConcerned: 7 } });
  await until(() => other.memory.sent.length > 0, 'its notice');
  for (const child of ['clocks', 'notices']) {
    const { status } = await env.client.workflow.getHandle(`${id}/${child}`).describe();
    expect([child, status.name]).toEqual([child, 'RUNNING']);
  }
});

it('begins no workflow that does anything', async () => {
  const memory = new Memory();
  workers.route('TOC-2026-0009', memory);
  await env.client.workflowService.startWorkflowExecution({
    ...{ namespace: 'default', workflowId: 'breach/TOC-2026-0009', requestId: randomUUID() },
    ...{ workflowType: { name: WORKFLOWS.breach }, taskQueue: { name: QUEUES.decisions } },
    input: { payloads: [defaultPayloadConverter.toPayload({ reported: reportedEvent('TOC-2026-0009', 'x') })] },
  });
  const handle = env.client.workflow.getHandle('breach/TOC-2026-0009');
  const hasFailed = async () => {
    const { events } = await handle.fetchHistory();
    return events?.some((event) => event.workflowTaskFailedEventAttributes);
  };
  await until(hasFailed, 'its first task to fail');
  expect(memory.stream).toEqual([]);
  await handle.terminate();
});
