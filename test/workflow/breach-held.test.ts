import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { HOUR_MS, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { createGateway } from '../../intake/gateway.ts';
import {
  type CommandRequest,
  commandUpdate,
  lostSignal,
  retrySignal,
  standingQuery,
  stateQuery,
  workflowId,
} from '../../workflows/messages.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { breachStarter, refusalOf } from '../support/breach-run.ts';
import { ART33, Memory } from '../support/memory.ts';
import { reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();
const { now } = time;
const start = breachStarter(time, 6000);

describe('a record that cannot be written any more', () => {
  const broken = () => ApplicationFailure.nonRetryable('Other bytes are stored there.', 'conflict');

  it('holds the breach still, while its clocks go on, until somebody has mended it', async () => {
    const memory = new Memory(now);
    const { ask, at, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await time.sleep(HOUR_MS);
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
    await time.sleep(73 * HOUR_MS);
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
    const { ask, at, breachId, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'Encrypted.' };
    await time.sleep(30 * MINUTE_MS);
    const behind = { code: 'record-behind', field: 'breach' };
    const request: CommandRequest = { ...waive, by: 'dpo', role: 'dpo', key: 'waive', breachId, recordedSeq: 1 };
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

describe('a record that cannot be written', () => {
  it('because the database was restored says so in a new run too, which has stored nothing yet', async () => {
    const memory = new Memory(now);
    const { ask, at, breachId, handle } = await start(memory, { renewAfter: 40 });
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    await time.sleep(30 * MINUTE_MS);
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
    const request: CommandRequest = { ...waive, by: 'dpo', role: 'dpo', key: 'waive', breachId, recordedSeq: 1 };
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

describe('a breach that knows less than the record', () => {
  it('decides nothing, says that it is being brought up to it, and takes what comes after', async () => {
    const memory = new Memory(now);
    const { ask, at, breachId, handle } = await start(memory);
    await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
    const { seq } = await handle.query(stateQuery);
    const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'Encrypted.' };
    const send = (recordedSeq: number) =>
      handle.executeUpdate(commandUpdate, {
        args: [{ ...waive, by: 'dpo', role: 'dpo', key: 'waive', breachId, recordedSeq }],
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
    const gateway = createGateway(time.env.client, Date.now);
    const aware = { type: 'record-awareness', awareAt: at, reasons: '', by: 'dpo', role: 'dpo', key: 'a' } as const;
    const idOf = ({ workflowId: id }: { workflowId: string }) => id.replace('breach/', '');
    const refused = gateway.command(idOf(handle), { ...aware, recordedSeq: 99 });
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('restored') });
    expect((await gateway.command(idOf(other.handle), aware)).seq).toBeGreaterThan(1);
  });
});

describe('a child that was ended by hand', () => {
  async function loseClocks() {
    const memory = new Memory(now);
    const started = await start(memory);
    await started.ask({ type: 'record-awareness', awareAt: plusMs(started.at, -30 * HOUR_MS), reasons: '' });
    await until(() => memory.types().includes('rung-fired'));
    const id = workflowId.clocks(started.breachId);
    const clocks = time.env.client.workflow.getHandle(id);
    await clocks.terminate('by hand');
    // What the clocks told before they were ended is saved: nothing but the test moves the breach from here on.
    await until(async () => {
      const { isSettled, blocked, seq, saved } = await started.handle.query(standingQuery);
      return isSettled && blocked === null && seq === saved;
    }, 'the breach to have saved all it knows');
    const lose = () => started.handle.signal(lostSignal, { ids: [id] });
    const isBack = async () => (await clocks.describe()).status.name === 'RUNNING';
    return { ...started, memory, lose, isBack };
  }
  const rungs = (memory: Memory) => memory.stream.flatMap((e) => (e.type === 'rung-fired' ? [e.data.rung] : []));

  it('is started again by its breach, and fires no rung twice', async () => {
    const { memory, lose, isBack } = await loseClocks();
    expect(rungs(memory)).toEqual(['48-hours-left']);
    await lose();
    await until(isBack);
    await time.sleep(73 * HOUR_MS);
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

describe('a reference whose first workflow was terminated before it stored anything', () => {
  it('begins again', async () => {
    const memory = new Memory(now);
    const breachId = 'TOC-2026-2997';
    time.route(breachId, memory);
    const at = await now();
    const gateway = createGateway(time.env.client, Date.now);
    const file = { file: 'f', sha256: 's', bytes: 1, mediaType: 'text/plain', source: 'probe' };
    const head = { by: 'probe', role: 'alert-source', key: 'evidence' } as const;
    const begin = () =>
      gateway.startBreach(reportedEvent(breachId, at), [
        { type: 'add-evidence', evidence: file, systems: [], ...head },
      ]);
    const handle = time.env.client.workflow.getHandle(workflowId.breach(breachId));
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
