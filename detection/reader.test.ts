import { describe, expect, it } from '@jest/globals';
import { Reader } from './reader.ts';

const read = (value: unknown) => new Reader(value);

describe('the reader of alerts', () => {
  it('finds names nested and flattened, in any case, and none that the alert does not hold itself', () => {
    expect(read({ a: { b: { c: 'x' } } }).text('a.b.c')).toBe('x');
    expect(read({ 'a.b': { c: 'x' } }).text('a.b.c')).toBe('x');
    expect(read({ 'a.b.c': 'x' }).text('a.b.c')).toBe('x');
    expect(read({ a: { other: 1 }, 'a.b': 'x' }).text('a.b')).toBe('x');
    expect(read({ AccountId: '1', accountID: '2' }).text('accountID')).toBe('2');
    expect(read({ AccountId: '1' }).text('accountId')).toBe('1');
    for (const name of ['constructor', 'constructor.name', '__proto__', 'toString', 'a.constructor']) {
      expect(read({ a: {} }).text(name)).toBeNull();
    }
    expect(read(JSON.parse('{"__proto__": {"a": "x"}}')).text('a')).toBeNull();
  });

  it('takes null, nothing and an empty text as absent, without a word', () => {
    const at = read({ a: null, b: '', c: '  ' });
    expect([at.text('a'), at.number('b'), at.instant('c'), at.flag('d'), at.list('a'), at.texts('b')]).toEqual([
      ...[null, null, null, null, [], []],
    ]);
    expect([at.has('c'), at.has('x'), at.unread]).toEqual([false, false, []]);
    at.text('b', { expected: true });
    expect(at.unread).toEqual([{ field: 'b', why: 'is missing' }]);
  });

  it('names what has another type, with its whole path and once', () => {
    const at = read({ a: { b: [{ c: {} }, 'x'], n: 'much', t: true, o: 'text' } });
    const [first] = at.at('a').objects('b');
    first?.text('c');
    first?.text('c');
    at.number('a.n');
    at.text('a.t');
    at.text('a.o.deep');
    expect(at.unread).toEqual([
      { field: 'a.b[1]', why: 'is a text where an object is expected' },
      { field: 'a.b[0].c', why: 'is an object where a text is expected' },
      { field: 'a.n', why: 'is a text where a number is expected' },
      { field: 'a.t', why: 'is true or false where a text is expected' },
      { field: 'a.o', why: 'is a text where an object is expected' },
    ]);
  });

  it('reads numbers and truth that stand as text, and ids that stand as numbers', () => {
    expect([read('8.5').number(''), read('true').flag(''), read(42).text('')]).toEqual([8.5, true, '42']);
  });

  it.each([
    ['2026-11-24T09:40:00+01:00', {}, '2026-11-24T08:40:00.000Z'],
    ['2026-11-24T09:40:00.123456789+0100', {}, '2026-11-24T08:40:00.123Z'],
    ['2026-11-24 08:40:00 UTC', {}, '2026-11-24T08:40:00.000Z'],
    ['2026-11-24 08:40:00.5', { zone: 'utc' as const }, '2026-11-24T08:40:00.500Z'],
    [1_795_509_600, { epoch: 's' as const }, '2026-11-24T08:40:00.000Z'],
    ['1795509600000', { epoch: 'ms' as const }, '2026-11-24T08:40:00.000Z'],
    [1_795_509_600_000_000_000, { epoch: 'ns' as const }, '2026-11-24T08:40:00.000Z'],
  ])('reads the time %p', (given, form, at) => {
    const reader = read({ time: given });
    expect([reader.instant('time', form), reader.unread]).toEqual([at, []]);
  });

  it.each([
    ['2026-11-24T08:40:00', /without an offset/],
    ['2026-02-30T08:40:00Z', /there is not/],
    ['2026-11-24T24:00:00Z', /there is not/],
    ['2026-11-24T08:40:60Z', /there is not/],
    ['24.11.2026 08:40', /known form/],
    ['2026-11-24', /known form/],
    [1_795_509_600, /a number/],
  ])('reads no instant from %p, and says why', (given, why) => {
    const reader = read({ time: given });
    expect(reader.instant('time')).toBeNull();
    expect(reader.unread).toEqual([{ field: 'time', why: expect.stringMatching(why) }]);
  });

  it('takes a time without an offset as the earliest or latest that it can mean, where asked to, and says so', () => {
    const at = read({ began: '2026-11-24 08:40:00', ended: '2026-11-24T08:40:00' });
    expect(at.instant('began', { edge: 'earliest' })).toBe('2026-11-23T18:40:00.000Z');
    expect(at.instant('ended', { edge: 'latest' })).toBe('2026-11-24T20:40:00.000Z');
    expect(at.unread).toEqual([
      { field: 'began', why: expect.stringMatching(/no offset.* the earliest .*: 2026-11-24 08:40:00$/) },
      { field: 'ended', why: expect.stringMatching(/no offset.* the latest /) },
    ]);
  });

  it('reads JSON that stands as text, and says where it is none', () => {
    const at = read({ a: '{"b":{"c":1}}', b: '{', c: '[1]' });
    expect([at.json('a').number('b.c'), at.json('b').text('x'), at.json('none').text('x')]).toEqual([1, null, null]);
    expect(at.unread).toEqual([{ field: 'b', why: 'is no JSON' }]);
  });

  it('keeps what is long within limits, and whole characters', () => {
    const at = read({ a: 'x'.repeat(3_000), b: '\ud83d', c: Array.from({ length: 2_500 }, () => ({})) });
    expect(at.text('a')).toHaveLength(2_048);
    expect(at.text('b')).toBe('\ufffd');
    expect(at.objects('c')).toHaveLength(2_000);
    expect(at.unread.map(({ field }) => field)).toEqual(['a', 'c']);
    for (let n = 0; n < 1_000; n += 1) at.text(`none${n}`, { expected: true });
    expect(at.unread).toHaveLength(100);
  });
});
