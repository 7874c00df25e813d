import { canonicalJson } from '../../../../domain/audit/chain.ts';
import { parseJson } from '../../../../domain/parse-json.ts';
import { mutateText, mutateValue, writeJson } from '../mutate.ts';
import type { Random } from '../random.ts';
import { meaningOf, readStrictly } from '../strict-json.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';

/** Bodies of the API: bytes to a value, within limits of depth and number. */

const LIMIT_BYTES = 4_000;
const INCIDENT = {
  title: 'A laptop is gone 💥',
  summary: 'Left on the train; "encrypted"?\n',
  systems: ['tickets'],
  facts: {
    peopleConcerned: 1_200,
    residents: { DE: null, 'US-CA': 3 },
    events: { occurrence: '2026-11-24T08:40:00Z' },
  },
  exercise: { scale: 1.5 },
};

export const target: Target = {
  make(random) {
    const text = writeJson(random, mutateValue(random, random.oneIn(8) ? made(random) : INCIDENT));
    return random.oneIn(6) ? mutateText(random, asInput(text), true) : asInput(text);
  },

  async check(input) {
    const bytes = asBytes(input);
    const found = await read(() => parseJson(bytes, LIMIT_BYTES));
    if (found === null) return 'refused';
    const strict = readStrictly(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    holds(meaningOf(found.value) === meaningOf(strict), 'It was read in another way.');
    const [depth, values] = sizeOf(strict);
    holds(depth <= 32 && values <= LIMIT_BYTES / 20, `${depth} levels and ${values} values were taken.`);
    holds(!/"(?:__proto__|constructor|prototype)":/.test(meaningOf(strict)), 'A key of every object was taken.');
    canonicalJson(found.value);
    return 'accepted';
  },
};

/** Many values, or deep ones. */
function made(random: Random): unknown {
  const items = random.some(300, () => random.pick([0, 'x', null, [1], { a: 1 }]));
  let value: unknown = items;
  for (let left = random.below(40); left > 0; left -= 1) value = random.oneIn(2) ? [value] : { a: value };
  return value;
}

function sizeOf(value: unknown): [depth: number, values: number] {
  if (typeof value !== 'object' || value === null) return [0, 1];
  const inner = value instanceof Map ? [...value.values()] : (value as unknown[]);
  const sizes = inner.map(sizeOf);
  return [1 + Math.max(0, ...sizes.map(([depth]) => depth)), 1 + sizes.reduce((sum, [, values]) => sum + values, 0)];
}
