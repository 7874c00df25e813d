import { describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { createGateway } from '../../intake/gateway.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { type CommandRequest, commandSignal, nudgeSignal, workflowId } from '../../workflows/messages.ts';
import { breachStarter } from '../support/breach-run.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { ART33, Memory } from '../support/memory.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

// In a file of its own, as `closing.test.ts`: the server may forget that time may be skipped once workflows complete.
const bundle = bundleWorkflows();
const time = useTimeSkipping(() => bundle);
const start = breachStarter(time, 3100);

const NO_BREACH: CommandBody = {
  type: 'close',
  outcome: 'not-a-breach',
  reasons: 'A test account.',
  over: OVER_NOTICES,
};
const requestOf = (breachId: string, key: string, reasons = 'It was real.'): CommandRequest => ({
  ...{ type: 'reopen', reasons, by: 'dpo', role: 'dpo', key, breachId },
});

async function ended(breachId: string) {
  const breach = time.env.client.workflow.getHandle(workflowId.breach(breachId));
  await until(async () => (await breach.describe()).status.name === 'COMPLETED', 'the end of the breach');
}

describe('a breach that is opened again', () => {
  it('is a new run from the record: clocks go on, nothing fires or leaves twice, and it is closed again', async () => {
    const memory = new Memory(time.now);
    const { ask, at, breachId } = await start(memory);
    const gateway = createGateway(time.env.client, Date.now);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await time.sleep(30 * HOUR_MS);
    await until(() => memory.types().includes('rung-fired'), 'the first rung');
    await ask(NO_BREACH, 'close-1');
    await ended(breachId);
    const before = memory.state();
    const sent = memory.sent.length;
    const reopening = { state: before, intake: memory.stream[0]?.key ?? '' };
    const { seq } = await gateway.reopen(reopening, requestOf(breachId, 'reopen-1'));
    const opened = memory.stream.filter(({ type }) => type === 'reopened');
    expect(opened).toMatchObject([{ by: 'dpo', data: { closedAt: before.closed?.at } }]);
    expect(memory.stream.length).toBeGreaterThanOrEqual(seq);
    // Asked once more, as whoever got no answer does.
    expect(await gateway.reopen(reopening, requestOf(breachId, 'reopen-1'))).toEqual({ seq });
    await until(() => memory.state().planIsStale === false, 'the plan');
    const state = memory.state();
    expect(state).toMatchObject({ status: 'confirmed', communications: { notices: { because: 'reopened' } } });
    const due = (of: typeof state) => of.plan?.obligations.find(({ id }) => id === ART33)?.clock?.due;
    expect(due(state)).toBe(due(before));
    await time.sleep(50 * HOUR_MS);
    await until(() => memory.state().obligations[ART33]?.status === 'overdue', 'the limit');
    const fired = memory.state().obligations[ART33]?.fired ?? [];
    expect(fired).toEqual([...new Set(fired)]);
    expect(fired.length).toBeGreaterThan(1);
    expect(memory.sent).toHaveLength(sent);
    await ask({ type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' }, 'waive');
    const over = [{ point: 'notices-unanswered/notices', reasons: 'By telephone.' }];
    await ask({ type: 'close', outcome: 'resolved', reasons: 'Now it is.', over }, 'close-2');
    await ended(breachId);
    expect(memory.state()).toMatchObject({ status: 'closed', closed: { outcome: 'resolved', over } });
    const last = { ...reopening, state: memory.state() };
    await gateway.reopen(last, requestOf(breachId, 'reopen-2'));
    expect(memory.state().reopened).toHaveLength(2);
    await ask(NO_BREACH, 'close-3');
    await ended(breachId);
  });

  it('while its last events are still being stored goes on in the run that there is', async () => {
    const memory = new Memory(time.now);
    const { ask, at, handle, breachId, first } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    memory.appendFailures = 1;
    const closing = ask(NO_BREACH, 'close-1');
    await until(async () => (await handle.query<{ status: string }>('state')).status === 'closed', 'the closing');
    const reopening = { state: memory.state(), intake: memory.stream[0]?.key ?? '' };
    const gateway = createGateway(time.env.client, Date.now);
    await Promise.all([closing, gateway.reopen(reopening, requestOf(breachId, 'reopen-1'))]);
    expect((await handle.describe()).runId).toBe(first);
    expect(memory.types().filter((type) => type === 'closed' || type === 'reopened')).toEqual(['closed', 'reopened']);
    await ask({ type: 'amend-facts', facts: { peopleConcerned: 3 }, narrative: {}, reasons: 'Counted.' });
    expect(memory.state().facts.peopleConcerned).toBe(3);
    await handle.terminate();
  });
});

describe('a closing over what is open today', () => {
  it('that version 0.6 accepted replays as it was decided then', async () => {
    const memory = new Memory(time.now);
    const { ask, at, handle, breachId } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await ask({ type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' });
    await time.sleep(HOUR_MS);
    const over = [{ point: 'notices-unanswered/notices', reasons: 'By telephone.' }];
    await ask({ type: 'close', outcome: 'resolved', reasons: 'Done.', over });
    await ended(breachId);
    const earlier = await historyWith(handle, (asked) => {
      if (asked.type !== 'close') return null;
      const { over: _, ...rest } = asked;
      return rest;
    });
    await Worker.runReplayHistory({ workflowBundle: await bundle }, earlier, 'earlier');
  });
});

describe('letters that have finished', () => {
  it('stay as they are where the engine of version 0.8 was asked to let them go on', async () => {
    const memory = new Memory(time.now);
    const { ask, at, handle, breachId } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await until(() => memory.sent.length > 0, 'the letter');
    memory.notices.acknowledge('fjord', await time.now(), { holdsData: 'no', misuse: 'no', answeredBy: 'Dana' });
    await time.env.client.workflow.getHandle(workflowId.communication(breachId, 'notices')).signal(nudgeSignal);
    await until(() => memory.state().communications.notices?.status === 'finished', 'the end of the letters');
    // What leads to nothing today stands where the other one led to nothing then.
    const pause: CommandBody = { type: 'pause-communication', communication: 'notices', because: 'busy', reasons: '' };
    await handle.signal(commandSignal, { ...pause, by: 'engine', role: 'engine', key: 'engine-1', breachId });
    await ask({ type: 'amend-facts', facts: { peopleConcerned: 3 }, narrative: {}, reasons: 'Counted.' });
    const earlier = await historyWith(handle, (asked) =>
      asked.type === 'pause-communication' ? { ...asked, type: 'resume-communication' } : null,
    );
    await Worker.runReplayHistory({ workflowBundle: await bundle }, earlier, handle.workflowId);
    await handle.terminate();
  });
});

/** A history in which something else was asked; `other`: in place of a command, null where that one stays. */
async function historyWith(handle: WorkflowHandle, other: (asked: Record<string, unknown>) => object | null) {
  let changed = 0;
  const history = JSON.parse(historyToJSON(await handle.fetchHistory()), (key, value) => {
    if (key !== 'data' || typeof value !== 'string') return value;
    const asked = JSON.parse(Buffer.from(value, 'base64').toString() || 'null');
    const instead = typeof asked?.key === 'string' ? other(asked) : null;
    if (instead === null) return value;
    changed += 1;
    return Buffer.from(JSON.stringify(instead)).toString('base64');
  });
  expect(changed).toBeGreaterThan(0);
  return historyFromJSON(history);
}
