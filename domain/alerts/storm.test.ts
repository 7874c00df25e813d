import { expect, it } from '@jest/globals';
import { joinsStorm } from './storm.ts';

it.each<[string, number, string | null, string | null]>([
  ['opens a suspicion below the number', 1, 'TOC-1', null],
  ['joins the newest from there on', 2, 'TOC-1', 'TOC-1'],
  ['opens one where the newest is closed', 9, null, null],
])('a finding %s', (_, opened, newest, joins) => {
  expect(joinsStorm({ opened, newest }, 2)).toBe(joins);
});
