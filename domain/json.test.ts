import { describe, expect, it } from '@jest/globals';
import { shapeOfJson, whyAmbiguous } from './json.ts';

const why = (text: string) => whyAmbiguous(shapeOfJson(text), JSON.parse(text));

describe('JSON', () => {
  it('of one meaning has nothing against it, whatever stands in its texts', () => {
    expect(why('{"a":[1,{"b":"x:\\"{,:[\\\\"}],"c:":{},"💥":"\\ud83d\\udca5","":-0.5e-300}')).toBeNull();
    expect(why('[{"a":1},{"a":2}]')).toBeNull();
  });
  it.each([
    ['{"a":1,"a":1}', 'json-twice'],
    ['[{"b":{"a":1,"\\u0061":2}}]', 'json-twice'],
    ['{"a":"\\ud83d"}', 'json-half'],
    ['{"\\udca5":1}', 'json-half'],
    ['[1e999]', 'json-number'],
  ])('%s is read in two ways', (text, ambiguity) => {
    expect(why(text)).toBe(ambiguity);
  });
  it('shows its depth and number without being parsed', () => {
    expect(shapeOfJson('{"a":[[1,2],"]]]{,:"]}')).toEqual({ depth: 3, values: 6, members: 1 });
  });
});
