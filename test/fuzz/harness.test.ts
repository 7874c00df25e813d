import { expect, it } from '@jest/globals';
import { fuzz } from '../support/fuzz/run.ts';

it('ends a parser that never comes back, and names the input', async () => {
  const { faults } = await fuzz('endless', { seed: 1, inputs: 9 });
  expect(faults).toEqual([{ index: 3, input: 'x', problem: expect.stringMatching(/It hangs: no end after \d+ ms/) }]);
});

it('reports a parser that takes more than a second of its own time, and goes on', async () => {
  const { faults, inputs } = await fuzz('slow', { seed: 1, inputs: 4 });
  expect([inputs, faults.map(({ input }) => input)]).toEqual([4, ['1']]);
  expect(faults[0]?.problem).toMatch(/It hung: it took \d+ ms of work/);
});
