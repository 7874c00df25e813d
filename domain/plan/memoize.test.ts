import { expect, test } from '@jest/globals';
import { memoize } from './memoize.ts';

test('each pair is asked once, and what is alike is not the same', () => {
  const asked: unknown[] = [];
  const of = memoize((a: object, b: string) => {
    asked.push([a, b]);
    return { a, b };
  });
  const [one, alike] = [{ id: 1 }, { id: 1 }];
  const found = of(one, 'x');
  expect(found).toEqual({ a: one, b: 'x' });
  expect(of(one, 'x')).toBe(found);
  expect(of(one, 'y')).toEqual({ a: one, b: 'y' });
  expect(of(alike, 'x')).not.toBe(found);
  expect([of(one, 'x'), of(one, 'y').b, of(alike, 'x').a]).toEqual([found, 'y', alike]);
  expect(asked).toEqual([
    [one, 'x'],
    [one, 'y'],
    [alike, 'x'],
  ]);
});
