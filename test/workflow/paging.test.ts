import { expect, it } from '@jest/globals';
import type { PlanRequest, WarnOneRequest, WarnRequest } from '../../activities/types.ts';
import { loadPolicy } from '../../config/policy.ts';
import { planTargets } from '../../domain/plan/plan-targets.ts';
import type { Plan } from '../../domain/plan/types.ts';
import { HOUR_MS, MINUTE_MS, toMs } from '../../domain/time.ts';
import { breachStarter } from '../support/breach-run.ts';
import { Memory } from '../support/memory.ts';
import { planOf } from '../support/plans.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();
const start = breachStarter(time, 5_000);
const policy = loadPolicy('policy');

/** Plans with the targets that ship, and keeps who was told of what, in minutes after the report. */
class Paged extends Memory {
  readonly told: { after: number; obligation: string; rung: string; to: string[] }[] = [];
  beganAt = 0;
  override makePlan = async (request: PlanRequest): Promise<Plan> => {
    const targets = request.handling === undefined ? {} : planTargets(policy, request.handling, 1);
    return planOf(request.at, { ...targets });
  };
  override warn = async (request: WarnRequest | WarnOneRequest) => {
    const after = Math.floor((toMs(await time.now()) - this.beganAt) / MINUTE_MS);
    const { rungs } = request as WarnRequest;
    this.told.push(...rungs.map(({ obligation, rung, to }) => ({ after, obligation, rung, to })));
    return undefined;
  };
  /** `<minutes> <who> <rung>`, of one target. */
  of(target: string): string[] {
    const own = this.told.filter(({ obligation }) => obligation === `organisation-${target}`);
    return own.map(({ after, rung, to }) => `${after} ${to.toSorted().join('+')} ${rung}`);
  }
}

async function report() {
  const memory = new Paged(time.now);
  const breach = await start(memory);
  memory.beganAt = toMs(breach.at);
  return { memory, ...breach };
}

it('a report that nobody touches pages by the ladders of the policy, and no more often', async () => {
  const { memory, handle } = await report();
  await time.sleep(80 * HOUR_MS);
  const everybody = 'deputy+dpo+on-duty';
  expect(memory.of('take')).toEqual([
    `0 ${everybody} clock-started`,
    '15 on-duty 15-minutes-left',
    `30 ${everybody} overdue`,
    `60 ${everybody} overdue-30-minutes`,
    `150 ${everybody} overdue-2-hours`,
    '750 deputy+dpo overdue-12-hours',
  ]);
  expect(memory.of('triage')).toEqual([
    '180 dpo+on-duty 1-hour-left',
    `240 ${everybody} overdue`,
    `480 ${everybody} overdue-4-hours`,
    '1680 deputy+dpo overdue-24-hours',
  ]);
  await handle.terminate();
});

it('taking ends the page, and dismissing ends it all', async () => {
  const { memory, ask, handle } = await report();
  await time.sleep(20 * MINUTE_MS);
  await ask({ type: 'take' });
  await time.sleep(3 * HOUR_MS);
  expect(memory.of('take').map((told) => told.split(' ')[2])).toEqual(['clock-started', '15-minutes-left']);
  expect(memory.of('triage')).toEqual(['180 dpo+on-duty 1-hour-left']);
  await ask({ type: 'triage', outcome: 'dismissed', into: null, reasons: 'A test of the scanner.' });
  await handle.result();
  expect(memory.state()).toMatchObject({
    status: 'closed',
    owner: { by: 'dpo' },
    triage: { outcome: 'dismissed', by: 'dpo', reasons: 'A test of the scanner.' },
    closed: { outcome: 'not-a-breach' },
  });
  expect(memory.of('triage')).toHaveLength(1);
});

it('recording the awareness confirms it, and takes it where nobody had', async () => {
  const { memory, ask, at, handle } = await report();
  await time.sleep(MINUTE_MS);
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  await time.sleep(30 * HOUR_MS);
  expect(memory.told.map(({ rung }) => rung)).toEqual(['clock-started']);
  expect(memory.state().targets).toMatchObject({
    'organisation-take': { status: 'met' },
    'organisation-triage': { status: 'met' },
  });
  await handle.terminate();
});
