import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { LIMITS } from './limits.ts';

it('what one caller may ask is what docs/operations.md says', () => {
  const cells = readFileSync('docs/operations.md', 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const documented = Object.keys(LIMITS).map((name) => {
    const [, , , burst, perSecond] = cells.find(([, first]) => first === `\`${name}\``) ?? [];
    return [name, burst, perSecond];
  });
  const { streams, ...calls } = LIMITS;
  expect(documented).toEqual([
    ...Object.entries(calls).map(([name, { burst, perSecond }]) => [
      name,
      burst.toLocaleString('en'),
      String(perSecond),
    ]),
    ['streams', `${streams.each} of one user or token, ${streams.all} in all`, ''],
  ]);
});
