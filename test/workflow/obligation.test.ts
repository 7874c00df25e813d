import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WarnOneRequest } from '../../activities/types.ts';
import { HOUR_MS, type Instant, plusMs, toInstant, toMs } from '../../domain/time.ts';
import {
  endSignal,
  moveSignal,
  type ObligationInput,
  QUEUES,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { clock72h, rungsBefore } from '../support/plans.ts';
import { startTimeSkipping, type TimeSkipping } from '../support/timeskipping.ts';

let temporal: TimeSkipping;
let env: TimeSkipping['env'];
beforeAll(async () => {
  temporal = await startTimeSkipping();
  env = temporal.env;
});
afterAll(async () => {
  await temporal?.stop();
});

const HOURS = [48, 24, 12, 4, 1, -12];
let number = 0;

async function now(): Promise<Instant> {
  return toInstant(await env.currentTimeMs());
}

/** Starts an obligation whose awareness was `hoursAgo`; records every warning with the instant it went out. */
async function start(hoursAgo = 0) {
  number += 1;
  const started = await now();
  const clock = clock72h(plusMs(started, -hoursAgo * HOUR_MS));
  const breachId = `TOC-2026-${1000 + number}`;
  const warnings: (WarnOneRequest & { at: Instant })[] = [];
  const input: ObligationInput = {
    ...{ breachId, obligation: 'gdpr-art33-1-authority', exercise: null, clock },
    ...{ rungs: [], fired: [], overdue: false },
  };
  const activities = {
    async warn(request: WarnOneRequest) {
      warnings.push({ ...request, at: await now() });
    },
  };
  const begin = (hours = HOURS) =>
    env.client.workflow.start(WORKFLOWS.obligation, {
      workflowId: workflowId.obligation(breachId, input.obligation),
      taskQueue: QUEUES.decisions,
      args: [{ ...input, rungs: rungsBefore(clock.due, ...hours) }],
    });
  const hoursBeforeDue = (due = clock.due) => warnings.map((w) => Math.round((toMs(due) - toMs(w.at)) / HOUR_MS) + 0);
  temporal.route(breachId, activities);
  return { begin, warnings, clock, breachId, hoursBeforeDue };
}

describe('72 hours with nobody acting', () => {
  it('fire every rung once, in order, at its instant; then overdue; then go on warning', async () => {
    const { begin, warnings, clock, hoursBeforeDue } = await start();
    const handle = await begin();
    await env.sleep(100 * HOUR_MS);
    await handle.signal(endSignal, { why: 'test over' });
    await handle.result();
    expect(warnings.map((w) => w.rung)).toEqual([
      '48-hours-left',
      '24-hours-left',
      '12-hours-left',
      '4-hours-left',
      '1-hours-left',
      'overdue',
      '12-hours-late',
    ]);
    expect(hoursBeforeDue()).toEqual([48, 24, 12, 4, 1, 0, -12]);
    for (const warning of warnings) {
      const planned = rungsBefore(clock.due, ...HOURS).find((r) => r.name === warning.rung)?.at ?? clock.due;
      // The instant is the planned one to the second; never before it.
      expect(toMs(warning.at) - toMs(planned)).toBeGreaterThanOrEqual(0);
      expect(toMs(warning.at) - toMs(planned)).toBeLessThan(2_000);
    }
  });
});

describe('a running clock', () => {
  it('stops when filed: nothing fires any more', async () => {
    const { begin, warnings } = await start();
    const handle = await begin();
    await env.sleep(30 * HOUR_MS);
    await handle.signal(endSignal, { why: 'filed' });
    await handle.result();
    await env.sleep(100 * HOUR_MS);
    expect(warnings.map((w) => w.rung)).toEqual(['48-hours-left']);
  });

  it('that is moved fires its rungs anew, against the new instant only', async () => {
    const { begin, warnings, clock, hoursBeforeDue } = await start();
    const moved = clock72h(plusMs(clock.start, 24 * HOUR_MS));
    const handle = await begin();
    await env.sleep(30 * HOUR_MS);
    await handle.signal(moveSignal, { clock: moved, rungs: rungsBefore(moved.due, ...HOURS) });
    await env.sleep(80 * HOUR_MS);
    await handle.signal(endSignal, { why: 'test over' });
    await handle.result();
    expect(warnings.map((w) => w.rung)).toEqual([
      '48-hours-left',
      '48-hours-left',
      '24-hours-left',
      '12-hours-left',
      '4-hours-left',
      '1-hours-left',
      'overdue',
      '12-hours-late',
    ]);
    expect(hoursBeforeDue(moved.due).slice(1)).toEqual([48, 24, 12, 4, 1, 0, -12]);
  });

  it('that starts 100 hours after the awareness is overdue at once, and says so once', async () => {
    const { begin, warnings } = await start(100);
    const handle = await begin();
    await env.sleep(HOUR_MS);
    await handle.signal(endSignal, { why: 'test over' });
    await handle.result();
    expect(warnings.map((w) => w.rung)).toEqual(['overdue']);
  });

  it('goes on with the next rung while the mail server is away for the one before', async () => {
    const { begin, clock, breachId } = await start();
    const sent: string[] = [];
    const isAway = async (rung: string) => rung === '48-hours-left' && (await now()) < plusMs(clock.due, -46 * HOUR_MS);
    const activities = {
      async warn({ rung }: WarnOneRequest) {
        if (await isAway(rung)) throw new Error('The mail server is away.');
        sent.push(rung);
      },
    };
    temporal.route(breachId, activities);
    const handle = await begin([48, 47, 45]);
    await env.sleep(28 * HOUR_MS);
    await handle.signal(endSignal, { why: 'test over' });
    await handle.result();
    expect(sent).toEqual(['47-hours-left', '48-hours-left', '45-hours-left']);
  });
});
