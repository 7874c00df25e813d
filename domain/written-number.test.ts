import { describe, expect, it } from '@jest/globals';
import { readCount, readDecimal } from './written-number.ts';

describe('a count as people write it', () => {
  it.each([
    ['40', 40],
    [' 0 ', 0],
    ['about 40', 40],
    ['About 40 people.', 40],
    ['approx. 40', 40],
    ['ca. 40', 40],
    ['ca.40', 40],
    ['ca 1.200 Personen', 1_200],
    ['etwa 40', 40],
    ['ungefähr 1 200', 1_200],
    ['~40', 40],
    ['bis zu 50 Kunden', 50],
    ['at most about 50', 50],
    ['40-50', 50],
    ['40 – 50', 50],
    ['50 bis 40', 50],
    ['between', null],
    ['1,200', 1_200],
    ['1.200', 1_200],
    ['1’200', 1_200],
    ['12\u00A0345\u00A0678', 12_345_678],
    ['1,000-1,200 users', 1_200],
    ['a few hundred', null],
    ['ein paar hundert', null],
    ['more than 40', null],
    ['1.5', null],
    ['1,2000', null],
    ['-40', null],
    ['40 or 4000', null],
    ['12k', null],
    ['123456789012', null],
    ['', null],
  ])('%s', (text, count) => {
    expect(readCount(text)).toBe(count);
  });

  it('is the lower end of a range where too many would do harm', () => {
    expect(readCount('40-50', 'lower')).toBe(40);
    expect(readCount('about 40', 'lower')).toBe(40);
  });
});

describe('a number with decimals', () => {
  it.each([
    ['2.4', 2.4],
    ['2,4', 2.4],
    ['1,234,567.89', 1_234_567.89],
    ['1.234.567,5', 1_234_567.5],
    ['1 234,5', 1_234.5],
    ['-3', -3],
    ['120000', 120_000],
  ])('is read from %s', (text, number) => {
    expect(readDecimal(text)).toBe(number);
  });

  it.each(['1.234', '1,234', '12 %', '1,23,4', 'about 5', ''])('is not guessed from "%s"', (text) => {
    expect(readDecimal(text)).toBeNull();
  });
});
