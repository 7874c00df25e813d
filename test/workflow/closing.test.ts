import { describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '../../domain/time.ts';
import { commandUpdate, QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { Memory } from '../support/memory.ts';
import { reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

// In a file of its own: a workflow that completes while its children do makes this server forget, now and then, that
// time may be skipped, and whatever comes after it waits for ever.
const time = useTimeSkipping();

describe('a breach that is closed in the middle', () => {
  it('ends its clocks and its communications; what was done stays in the ledger', async () => {
    const breachId = 'TOC-2026-3001';
    const { now } = time;
    const memory = new Memory(now);
    time.route(breachId, memory);
    const at = await now();
    const breach = await time.env.client.workflow.start(WORKFLOWS.breach, {
      ...{ workflowId: workflowId.breach(breachId), taskQueue: QUEUES.decisions },
      args: [{ reported: reportedEvent(breachId, at) }],
    });
    const ask = (key: string, body: object) =>
      breach.executeUpdate(commandUpdate, {
        updateId: key,
        args: [{ ...body, by: 'dpo', role: 'dpo', key, breachId } as never],
      });
    await ask('aware', { type: 'record-awareness', awareAt: at, reasons: '' });
    await time.sleep(HOUR_MS);
    await ask('close', { type: 'close', outcome: 'not-a-breach', reasons: 'A test account.', over: OVER_NOTICES });
    const children = [workflowId.clocks(breachId), workflowId.communication(breachId, 'notices')];
    for (const one of [breach, ...children.map((id) => time.env.client.workflow.getHandle(id))]) {
      await until(async () => (await one.describe()).status.name === 'COMPLETED', one.workflowId);
    }
    expect(memory.sent.map(({ step, contact }) => [step, contact])).toEqual([['first', 'first']]);
    expect(memory.notices.rows).toHaveLength(1);
  });
});
