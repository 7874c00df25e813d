import { describe, expect, it } from '@jest/globals';
import { parseJson } from './parse-json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, limit = 1_000_000) => parseJson(bytes(text), limit);
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON from outside', () => {
  it.each(['{"a":[1,"ü",null,true,{"b":{}}]}', '[]', '"text"', '7', 'null'])('is taken as it is: %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('is taken with up to 32 levels, and refused with one more', () => {
    expect(parse(nested(32))).toEqual(JSON.parse(nested(32)));
    expect(() => parse(nested(33))).toThrow(
      expect.objectContaining({ code: 'bad-input', field: 'body', message: expect.stringContaining('32 levels') }),
    );
  });

  it('is taken with a value for each 20 bytes that are taken, and refused with more, before it is taken apart', () => {
    // A list of two is three values.
    expect(parse('[1,2]', 60)).toEqual([1, 2]);
    expect(parse('[1,2]', 79)).toEqual([1, 2]);
    const tooLarge = { code: 'too-large', message: expect.stringContaining('more than the 2 values') };
    expect(() => parse('[1,2]', 59)).toThrow(expect.objectContaining(tooLarge));
    expect(() => parse('[1,2,', 59)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  it.each(['', '{', '{"a":1,}', "{'a':1}", 'NaN', '[1] 2'])('is refused where it is none: %s', (text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'bad-input', field: 'body', message: expect.stringContaining('is not JSON') }),
    );
  });

  it('is refused where it is not UTF-8, rather than read with other letters', () => {
    const latin1 = Uint8Array.from([0x22, 0xfc, 0x22]);
    expect(() => parseJson(latin1, 1_000)).toThrow(
      expect.objectContaining({ code: 'bad-input', field: 'body', message: 'The body is not UTF-8.' }),
    );
  });

  it.each([
    ['{"__proto__":{"admin":true}}', '__proto__'],
    ['{"a":{"constructor":1}}', 'a.constructor'],
    ['{"a":[1,{"b":{"prototype":1}}]}', 'a[1].b.prototype'],
    ['[{"ok":1},{"constructor":1}]', '[1].constructor'],
    ['{"a":null,"b":{"prototype":null}}', 'b.prototype'],
  ])('is refused with a key that changes objects, and says where: %s', (text, path) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'bad-input', field: path, message: expect.stringMatching(/^[^:]+: this name/) }),
    );
  });

  it('takes such a name as a value', () => {
    expect(parse('{"a":"constructor"}')).toEqual({ a: 'constructor' });
  });

  it.each(['{"a":1,"a":2}', '{"a":"\\ud83d"}', '[1e999]'])('is refused where others read it otherwise: %s', (text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'bad-input', field: 'body', message: expect.stringContaining('in two ways') }),
    );
  });
});
