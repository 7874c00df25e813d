import { describe, expect, it } from '@jest/globals';
import { csvLine } from './csv.ts';

describe('a line of CSV', () => {
  it('quotes every text, keeps numbers, and ends as RFC 4180 says', () => {
    expect(csvLine(['a,b', 'say "no"', 'two\nlines', -5, null])).toBe('"a,b","say ""no""","two\nlines",-5,""\r\n');
  });

  it.each(['=1+1', '+49 30 1', '-2', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")', '\r=1', '＝1'])(
    'shows %j instead of running it',
    (text) => {
      expect(csvLine([text])).toMatch(/^"'/);
    },
  );
});
