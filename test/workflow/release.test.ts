import { expect, it } from '@jest/globals';
import { HOUR_MS } from '../../domain/time.ts';
import { breachStarter } from '../support/breach-run.ts';
import { MemoryWithRelease } from '../support/memory-with-release.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

const time = useTimeSkipping();
const start = breachStarter(time, 5_300);

it('nothing leaves for suppliers before a person releases it, however long that takes, and nothing twice', async () => {
  const memory = new MemoryWithRelease(time.now);
  const { ask, at, handle } = await start(memory);
  await ask({ type: 'record-awareness', awareAt: at, reasons: '' });
  await time.sleep(30 * HOUR_MS);
  expect(memory.sent).toEqual([]);
  expect(memory.state().communications.notices).toMatchObject({ status: 'unreleased' });
  const told = memory.warnings.flatMap((warning) => ('rungs' in warning ? warning.rungs : [warning]));
  const rungs = told.filter(({ obligation }) => obligation === 'organisation-release').map(({ rung }) => rung);
  expect(rungs).toEqual(['clock-started', '4-hours-left', 'overdue', 'overdue-4-hours', 'overdue-12-hours']);

  await ask({ type: 'take' });
  await ask(memory.release());
  await until(() => memory.sent.length > 0, 'the first letter');
  expect(memory.sent).toMatchObject([{ counterparty: 'fjord', step: 'first' }]);
  expect(memory.state().targets?.['organisation-release']).toMatchObject({ status: 'met' });
  await ask({ type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' });
  expect(memory.state().communications.notices?.release).toMatchObject({ number: 1, changedSeq: expect.any(Number) });
  expect(memory.sent).toHaveLength(1);
  await handle.terminate();
});
