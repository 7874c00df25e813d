import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { testView } from '../../test/support/view.ts';
import { sayRung } from './rungs.ts';

const LADDERS = readFileSync(new URL('../../policy/ladders.yaml', import.meta.url), 'utf8');
const shipped = [...new Set([...LADDERS.matchAll(/\bname: ([a-z0-9-]+)/g)].map(([, name = '']) => name))];

it('every warning of the shipped ladders has words in both languages', () => {
  expect(shipped).toEqual(expect.arrayContaining(['15-minutes-left', 'overdue-30-minutes']));
  const [en, de] = [testView(), testView({ language: 'de' })];
  for (const name of shipped) expect([name, sayRung(de, name)]).not.toEqual([name, name.replaceAll('-', ' ')]);
  expect([sayRung(en, '15-minutes-left'), sayRung(en, 'overdue-30-minutes')]).toEqual([
    '15 minutes left',
    '30 minutes overdue',
  ]);
  expect(sayRung(de, 'overdue-30-minutes')).toBe('seit 30 Minuten überfällig');
});
