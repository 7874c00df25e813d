import { expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS, toMs } from '../../domain/time.ts';
import { nudgeSignal, workflowId } from '../../workflows/messages.ts';
import { breachStarter } from '../support/breach-run.ts';
import { ART33 } from '../support/memory.ts';
import { releaseOf } from '../support/memory-with-release.ts';
import { Paged, PagedWithDuties } from '../support/paged.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();
const start = breachStarter(time, 5_000);

async function report<M extends Paged>(memory: M = new Paged(time.now) as M) {
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

it('an investigation that nobody ends is warned of by its ladder, and no more often', async () => {
  const { memory, ask, at, handle } = await report();
  const reasons = 'Odd logins.';
  await ask({ type: 'record-suspicion', firstSuspicionAt: at, investigationStartedAt: at, reasons });
  await time.sleep(200 * HOUR_MS);
  expect(memory.hoursOf('investigation')).toEqual([
    '24 dpo 24-hours-left',
    '44 deputy+dpo 4-hours-left',
    '48 deputy+dpo overdue',
    '72 deputy+dpo overdue-24-hours',
  ]);
  await ask({ type: 'triage', outcome: 'dismissed', into: null, reasons: 'A scanner.' });
  await handle.result();
});

it('a filing left incomplete, until what was missing is sent after it', async () => {
  const { memory, ask, at, handle } = await report(new PagedWithDuties(time.now));
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  const of = (stage: 'initial' | 'complete', sha256: string) => ({ obligation: ART33, stage, sha256 });
  const handIn = async (stage: 'initial' | 'complete', sha256: string, openFields: number) => {
    await ask({ type: 'approve-filing', ...of(stage, sha256) });
    const filed = { filedAt: await time.now(), receipt: 'BE-1', reasons: '', openFields };
    await ask({ type: 'file', ...of(stage, sha256), ...filed });
  };
  await handIn('initial', 'a'.repeat(64), 8);
  await time.sleep(745 * HOUR_MS);
  expect(memory.hoursOf('supplement')).toEqual([
    '552 dpo 7-days-left',
    '696 deputy+dpo 24-hours-left',
    '720 deputy+dpo overdue',
    '744 deputy+dpo overdue-24-hours',
  ]);
  await handIn('complete', 'b'.repeat(64), 0);
  expect(memory.state().targets?.[`organisation-supplement-${ART33}`]).toMatchObject({ status: 'met' });
  await handle.terminate();
});

it('a release that nobody gives, then a sign of misuse, a decision that facts passed, and a correction', async () => {
  const memory = new PagedWithDuties(time.now);
  const { ask, at, handle, breachId } = await report(memory);
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  await time.sleep(30 * HOUR_MS);
  expect(memory.hoursOf('release')).toEqual([
    '0 dpo+on-duty clock-started',
    '8 deputy+dpo+on-duty 4-hours-left',
    '12 deputy+dpo+on-duty overdue',
    '16 deputy+dpo overdue-4-hours',
    '24 deputy+dpo overdue-12-hours',
  ]);
  await ask({ type: 'take' });
  await ask(releaseOf(memory.state()));
  await until(() => memory.sent.length > 0, 'the first letter');
  memory.beganAt = toMs(await time.now());
  memory.notices.acknowledge('fjord', await time.now(), { holdsData: 'yes', misuse: 'yes', answeredBy: 'Ada' });
  const notices = time.env.client.workflow.getHandle(workflowId.communication(breachId, 'notices'));
  await notices.signal(nudgeSignal);
  await until(() => memory.state().targets?.['organisation-misuse'] !== undefined, 'the target');
  await time.sleep(40 * HOUR_MS);
  // That there is a sign of misuse was told at once, to DPO and deputy.
  expect(memory.misuse).toHaveLength(1);
  expect(memory.hoursOf('misuse')).toEqual([
    '0 on-duty clock-started',
    '3 deputy+dpo+on-duty 1-hour-left',
    '4 deputy+dpo+on-duty overdue',
    '8 deputy+dpo+on-duty overdue-4-hours',
    '28 deputy+dpo overdue-24-hours',
  ]);
  await ask({ type: 'settle-signs', sign: 'misuse', count: 1, reasons: 'Called: a test account.' });
  expect(memory.state().targets?.['organisation-misuse']).toMatchObject({ status: 'met' });

  await ask({ type: 'decide-risk', conclusion: 'high-risk', reasons: 'Financial data.' });
  memory.beganAt = toMs(await time.now());
  await ask({ type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' });
  await time.sleep(60 * HOUR_MS);
  expect(memory.hoursOf('decision')).toEqual([
    '0 dpo clock-started',
    '20 deputy+dpo 4-hours-left',
    '24 deputy+dpo overdue',
    '48 deputy+dpo overdue-24-hours',
  ]);
  expect(memory.hoursOf('correction')).toEqual([
    '0 dpo clock-started',
    '8 deputy+dpo+on-duty 4-hours-left',
    '12 deputy+dpo+on-duty overdue',
    '16 deputy+dpo overdue-4-hours',
    '24 deputy+dpo overdue-12-hours',
  ]);
  await ask({ type: 'decide-risk', conclusion: 'high-risk', reasons: 'Still so.' });
  await ask(releaseOf(memory.state()));
  const { targets = {} } = memory.state();
  expect(Object.values(targets).filter(({ status }) => status !== 'met')).toEqual([]);
  await handle.terminate();
});

it.each([
  ['refused', 'unreached'],
  ['uncertain', 'uncertain'],
] as const)('a letter that was %s is warned of until somebody has dealt with it', async (result, target) => {
  const memory = new PagedWithDuties(time.now);
  memory.deliver = () => result;
  const { ask, at, handle } = await report(memory);
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  await until(() => memory.state().communications.notices !== undefined, 'the plan');
  await ask({ type: 'take' });
  await ask(releaseOf(memory.state()));
  await until(() => memory.state().targets?.[`organisation-${target}`] !== undefined, 'the target');
  await time.sleep(40 * HOUR_MS);
  expect(memory.hoursOf(target)).toEqual([
    '0 dpo clock-started',
    '8 dpo+on-duty 4-hours-left',
    '12 deputy+dpo+on-duty overdue',
    '24 deputy+dpo overdue-12-hours',
  ]);
  if (target === 'unreached') {
    await ask({ type: 'settle-signs', sign: target, count: 1, reasons: 'Told by telephone.' });
    expect(memory.state().targets?.[`organisation-${target}`]).toMatchObject({ status: 'met' });
  }
  await handle.terminate();
});
