import { describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { commandUpdate, QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import { Memory } from '../support/memory.ts';
import { noticeTo, reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

/** A second person for what goes to many, where the breach itself decides. */

const bundle = bundleWorkflows();
const time = useTimeSkipping(() => bundle);
const token = { by: 'dpo', role: 'dpo', isPerson: false };
const person = { by: 'user:7', role: 'dpo', isPerson: true };

/** A breach that tells 51, whose notices were paused by a token. */
async function paused(breachId: string) {
  const at = await time.now();
  const memory = new Memory(time.now);
  memory.wanted = (sendAt) => Array.from({ length: 51 }, (_, n) => noticeTo(`supplier-${n}`, sendAt));
  time.route(breachId, memory);
  const handle = await time.env.client.workflow.start(WORKFLOWS.breach, {
    ...{ workflowId: workflowId.breach(breachId), taskQueue: QUEUES.decisions },
    args: [{ reported: reportedEvent(breachId, at) }],
  });
  let keys = 0;
  const ask = async (body: CommandBody, who: object) => {
    keys += 1;
    const key = `k-${keys}`;
    const command = { ...body, breachId, ...who, key } as never;
    return handle.executeUpdate(commandUpdate, { updateId: key, args: [command] });
  };
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' }, token);
  await until(() => memory.sent.length >= 51, 'every notice, for which nobody was asked');
  await ask({ type: 'pause-communication', communication: 'notices', because: 'asked', reasons: 'A typo.' }, token);
  return { memory, handle, ask };
}
const resume: CommandBody = { type: 'resume-communication', communication: 'notices', reasons: 'All is well.' };

describe('notices to more than fifty', () => {
  it('go on by somebody who has signed in, and by no token', async () => {
    const { memory, handle, ask } = await paused('TOC-2026-4901');
    const refused = await ask(resume, token).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WorkflowUpdateFailedError);
    expect((refused as WorkflowUpdateFailedError).cause).toMatchObject({ type: 'four-eyes' });
    expect(memory.types()).not.toContain('communication-resumed');
    await ask(resume, person);
    expect(memory.types().at(-1)).toBe('communication-resumed');
    await handle.terminate();
  });

  it('that a token let go on under version 0.5 replay as they were decided then', async () => {
    const { handle, ask } = await paused('TOC-2026-4902');
    await ask(resume, person);
    const history = historyToJSON(await handle.fetchHistory());
    await handle.terminate();
    const asToken = (text: string) =>
      text.replace(/"by":"user:7","role":"dpo","isPerson":true/, '"by":"dpo","role":"dpo","isPerson":false');
    let changed = 0;
    const decode = (data: string) => Buffer.from(data, 'base64').toString();
    const earlier = JSON.parse(history, (key, value) => {
      if (key !== 'data' || typeof value !== 'string' || !decode(value).includes('"resume-communication"'))
        return value;
      changed += 1;
      return Buffer.from(asToken(decode(value))).toString('base64');
    });
    expect(changed).toBeGreaterThan(0);
    await Worker.runReplayHistory({ workflowBundle: await bundle }, historyFromJSON(earlier), 'earlier');
  });
});
