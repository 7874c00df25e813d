import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import type { WarnRequest } from '../../activities/types.ts';
import type { RunningClock } from '../../domain/breach/ladder.ts';
import type { Clock } from '../../domain/plan/types.ts';
import { HOUR_MS, type Instant, plusMs, toMs } from '../../domain/time.ts';
import {
  type ClocksInput,
  type CommandRequest,
  clocksSignal,
  endSignal,
  QUEUES,
  reportsSignal,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { Memory } from '../support/memory.ts';
import { clock72h, reportedEvent, rungsBefore } from '../support/plans.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();

const HOURS = [48, 24, 12, 4, 1, -12];
const ART33 = 'gdpr-art33-1-authority';
const NIS2 = 'nis2-art23-4b-notification';
let number = 0;

const { now } = time;

function runningClock(obligation: string, clock: Clock, hours: number[] = HOURS): RunningClock {
  return { obligation, clock, rungs: rungsBefore(clock.due, ...hours), fired: [], overdue: false };
}

/** A breach that hears what its clocks report, and every warning as it went out, with its instant. */
async function open() {
  number += 1;
  const breachId = `TOC-2026-${1000 + number}`;
  const warnings: { rungs: string[]; at: Instant }[] = [];
  const memory = new Memory();
  memory.warn = async (request) => {
    const { rungs } = request as WarnRequest;
    warnings.push({ rungs: rungs.map(({ obligation, rung }) => `${obligation} ${rung}`), at: await now() });
  };
  time.route(breachId, memory);
  const breach = await time.env.client.workflow.start(WORKFLOWS.breach, {
    workflowId: workflowId.breach(breachId),
    taskQueue: QUEUES.decisions,
    args: [{ reported: reportedEvent(breachId, await now()) }],
  });
  const begin = async (clocks: RunningClock[], more: Partial<ClocksInput> = {}) => {
    const handle = await time.env.client.workflow.start(WORKFLOWS.clocks, {
      workflowId: workflowId.clocks(breachId),
      taskQueue: QUEUES.warnings,
      args: [{ breachId, exercise: null, clocks, ...more }],
    });
    const end = async () => {
      await handle.signal(endSignal, { why: 'test over' });
      await handle.result();
    };
    return { handle, end, set: (wanted: RunningClock[]) => handle.signal(clocksSignal, { clocks: wanted }) };
  };
  /** What the breach was told, a list for each signal, as `<what> <obligation>[ <rung>]`. */
  const told = async () => {
    const { events = [] } = await breach.fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
      if (signal?.signalName !== reportsSignal.name) return [];
      const [payload] = signal.input?.payloads ?? [];
      const reports = defaultPayloadConverter.fromPayload<CommandRequest[]>(payload as never);
      return [
        reports.map((r) =>
          'rung' in r ? `${r.type} ${r.obligation} ${r.rung}` : `${r.type} ${'obligation' in r ? r.obligation : ''}`,
        ),
      ];
    });
  };
  return { memory, warnings, begin, told };
}

const rungsOf = (warnings: { rungs: string[] }[]) => warnings.flatMap(({ rungs }) => rungs.map((r) => r.split(' ')[1]));
const hoursBefore = (due: Instant, warnings: { at: Instant }[]) =>
  warnings.map((w) => Math.round((toMs(due) - toMs(w.at)) / HOUR_MS) + 0);

describe('72 hours with nobody acting', () => {
  it('fire every rung once, in order, at its instant; then overdue; then go on warning', async () => {
    const { begin, warnings, told } = await open();
    const clock = clock72h(await now());
    const { end } = await begin([runningClock(ART33, clock)]);
    await time.sleep(100 * HOUR_MS);
    await end();
    expect(rungsOf(warnings)).toEqual([
      ...['48-hours-left', '24-hours-left', '12-hours-left', '4-hours-left', '1-hours-left'],
      ...['overdue', '12-hours-late'],
    ]);
    expect(hoursBefore(clock.due, warnings)).toEqual([48, 24, 12, 4, 1, 0, -12]);
    const planned = [...HOURS.slice(0, 5), 0, -12].map((h) => toMs(clock.due) - h * HOUR_MS);
    // Never before its instant; how soon after it is the machine's.
    expect(warnings.filter(({ at }, i) => toMs(at) < (planned[i] ?? 0))).toEqual([]);
    expect(await told()).toEqual([
      ...[48, 24, 12, 4, 1].map((h) => [`rung-fired ${ART33} ${h}-hours-left`]),
      ...[[`mark-overdue ${ART33}`], [`rung-fired ${ART33} 12-hours-late`]],
    ]);
  });
});

describe('clocks of one breach', () => {
  it('whose rungs fall together give one warning and one report', async () => {
    const { begin, warnings, told } = await open();
    const clock = clock72h(await now());
    const { end } = await begin([runningClock(ART33, clock, [48, 24]), runningClock(NIS2, clock, [48, 12])]);
    await time.sleep(73 * HOUR_MS);
    await end();
    expect(warnings.map(({ rungs }) => rungs)).toEqual([
      [`${ART33} 48-hours-left`, `${NIS2} 48-hours-left`],
      [`${ART33} 24-hours-left`],
      [`${NIS2} 12-hours-left`],
      [`${ART33} overdue`, `${NIS2} overdue`],
    ]);
    expect(await told()).toEqual([
      [`rung-fired ${ART33} 48-hours-left`, `rung-fired ${NIS2} 48-hours-left`],
      [`rung-fired ${ART33} 24-hours-left`],
      [`rung-fired ${NIS2} 12-hours-left`],
      [`mark-overdue ${ART33}`, `mark-overdue ${NIS2}`],
    ]);
  });

  it('are left alone where another one moves, starts or ends', async () => {
    const { begin, warnings } = await open();
    const start = await now();
    const [clock, moved] = [clock72h(start), clock72h(plusMs(start, 10 * HOUR_MS))];
    const still = runningClock(ART33, clock, [48, 24]);
    const { end, set } = await begin([still, runningClock(NIS2, clock, [48, 24])]);
    await time.sleep(25 * HOUR_MS);
    await set([still, runningClock(NIS2, moved, [48, 24])]);
    await time.sleep(12 * HOUR_MS);
    await set([still]);
    await time.sleep(20 * HOUR_MS);
    await end();
    expect(warnings.map(({ rungs }) => rungs)).toEqual([
      [`${ART33} 48-hours-left`, `${NIS2} 48-hours-left`],
      [`${NIS2} 48-hours-left`],
      [`${ART33} 24-hours-left`],
    ]);
  });

  it('stop when none is left: nothing fires any more', async () => {
    const { begin, warnings } = await open();
    const { handle, set } = await begin([runningClock(ART33, clock72h(await now()))]);
    await time.sleep(30 * HOUR_MS);
    await set([]);
    await handle.result();
    await time.sleep(100 * HOUR_MS);
    expect(rungsOf(warnings)).toEqual(['48-hours-left']);
  });

  it('that are moved fire their rungs anew, against the new instant only', async () => {
    const { begin, warnings } = await open();
    const clock = clock72h(await now());
    const moved = clock72h(plusMs(clock.start, 24 * HOUR_MS));
    const { end, set } = await begin([runningClock(ART33, clock)]);
    await time.sleep(30 * HOUR_MS);
    await set([runningClock(ART33, moved)]);
    await time.sleep(80 * HOUR_MS);
    await end();
    expect(rungsOf(warnings).slice(0, 3)).toEqual(['48-hours-left', '48-hours-left', '24-hours-left']);
    expect(hoursBefore(moved.due, warnings).slice(1)).toEqual([48, 24, 12, 4, 1, 0, -12]);
  });

  it('that start 100 hours after the awareness are overdue at once, and say so once', async () => {
    const { begin, warnings, told } = await open();
    const clock = clock72h(plusMs(await now(), -100 * HOUR_MS));
    const { end } = await begin([runningClock(ART33, clock), runningClock(NIS2, clock)]);
    await time.sleep(HOUR_MS);
    await end();
    expect(rungsOf(warnings)).toEqual(['overdue', 'overdue']);
    expect(await told()).toEqual([[`mark-overdue ${ART33}`, `mark-overdue ${NIS2}`]]);
  });

  it('that go on from what the breach has recorded do not repeat it', async () => {
    const { begin, warnings } = await open();
    const clock = clock72h(plusMs(await now(), -50 * HOUR_MS));
    const late = clock72h(plusMs(await now(), -80 * HOUR_MS));
    const fired = [`24-hours-left@${clock.due}`];
    const { end } = await begin([
      { ...runningClock(ART33, clock), fired },
      { ...runningClock(NIS2, late), overdue: true },
    ]);
    await time.sleep(9 * HOUR_MS);
    await end();
    expect(warnings.map(({ rungs }) => rungs)).toEqual([[`${NIS2} 12-hours-late`]]);
  });
});

describe('a breach that has ended', () => {
  it('still gets its warnings out, and needs no telling', async () => {
    const { begin, warnings, memory } = await open();
    const breachId = 'TOC-2026-0999';
    time.route(breachId, memory);
    const { end } = await begin([runningClock(ART33, clock72h(await now()), [48, 24])], { breachId });
    await time.sleep(50 * HOUR_MS);
    await end();
    expect(rungsOf(warnings)).toEqual(['48-hours-left', '24-hours-left']);
  });
});

describe('a mail server that is away', () => {
  it('for one warning does not hold up the next, and gets it when it is back', async () => {
    const { begin, memory, told } = await open();
    const clock = clock72h(await now());
    const back = plusMs(clock.due, -46 * HOUR_MS);
    const sent: string[] = [];
    memory.warn = async (request) => {
      const [{ rung } = { rung: '' }] = (request as WarnRequest).rungs;
      if (rung === '48-hours-left' && (await now()) < back) throw new Error('The mail server is away.');
      sent.push(rung);
    };
    const { end } = await begin([runningClock(ART33, clock, [48, 47, 45])]);
    await time.sleep(28 * HOUR_MS);
    await end();
    expect(sent).toEqual(['47-hours-left', '48-hours-left', '45-hours-left']);
    expect((await told()).flat()).toEqual(sent.map((rung) => `rung-fired ${ART33} ${rung}`));
  });

  it('for more warnings than are sent at once gets the rest as one, and the breach hears in time', async () => {
    const { begin, memory, told } = await open();
    const clock = clock72h(plusMs(await now(), -71.5 * HOUR_MS));
    const other = clock72h(plusMs(clock.start, -0.1 * HOUR_MS));
    const hours = Array.from({ length: 15 }, (_, i) => (20 - i) / 60);
    const back = plusMs(clock.due, HOUR_MS);
    const sent: string[][] = [];
    memory.warn = async (request) => {
      if ((await now()) < back) throw new Error('The mail server is away.');
      sent.push((request as WarnRequest).rungs.map(({ obligation, rung }) => `${obligation} ${rung}`));
    };
    const { end } = await begin([runningClock(ART33, clock, hours), runningClock(NIS2, other, [])]);
    await time.sleep(0.9 * HOUR_MS);
    expect(await told()).toEqual([[`mark-overdue ${NIS2}`], [`mark-overdue ${ART33}`]]);
    await time.sleep(1.1 * HOUR_MS);
    await end();
    expect(sent).toHaveLength(11);
    expect(sent).toContainEqual(expect.arrayContaining([`${ART33} overdue`]));
    expect(new Set(sent.flat()).size).toBe(sent.flat().length);
  });
});

describe('a breach whose history has grown long', () => {
  it('goes on in a new run in the middle, and loses and doubles nothing', async () => {
    const { begin, warnings, told } = await open();
    const clock = clock72h(await now());
    const [one, other] = [runningClock(ART33, clock), runningClock(NIS2, clock, [48, 12])];
    const { handle, end, set } = await begin([one, other], { renewAfter: 12 });
    const first = (await handle.describe()).runId;
    await time.sleep(30 * HOUR_MS);
    // Composed by a breach that has not recorded yet what fired.
    await set([one, other]);
    await time.sleep(70 * HOUR_MS);
    const { runId } = await time.env.client.workflow.getHandle(handle.workflowId).describe();
    expect(runId).not.toBe(first);
    await end();
    const expected = [
      [`${ART33} 48-hours-left`, `${NIS2} 48-hours-left`],
      [`${ART33} 24-hours-left`],
      [`${ART33} 12-hours-left`, `${NIS2} 12-hours-left`],
      ...[4, 1].map((h) => [`${ART33} ${h}-hours-left`]),
      [`${ART33} overdue`, `${NIS2} overdue`],
      [`${ART33} 12-hours-late`],
    ];
    expect(warnings.map(({ rungs }) => rungs)).toEqual(expected);
    expect((await told()).flat()).toHaveLength(expected.flat().length);
  });

  it('carries over a warning that could not be delivered yet', async () => {
    const { begin, memory, told } = await open();
    const clock = clock72h(await now());
    const back = plusMs(clock.start, 24.8 * HOUR_MS);
    const sent: string[] = [];
    memory.warn = async (request) => {
      if ((await now()) < back) throw new Error('The mail server is away.');
      sent.push(...(request as WarnRequest).rungs.map(({ rung }) => rung));
    };
    const { handle, end } = await begin([runningClock(ART33, clock, [48, 47.8, 47.6, 24])], { renewAfter: 14 });
    const first = (await handle.describe()).runId;
    await time.sleep(24.6 * HOUR_MS);
    const { runId } = await time.env.client.workflow.getHandle(handle.workflowId).describe();
    expect([runId === first, sent]).toEqual([false, []]);
    await time.sleep(30 * HOUR_MS);
    await end();
    expect(sent.toSorted()).toEqual(['24-hours-left', '47.6-hours-left', '47.8-hours-left', '48-hours-left']);
    expect((await told()).flat()).toHaveLength(4);
  });
});
