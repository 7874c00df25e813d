import type { z } from 'zod';
import { oddText } from './mutate.ts';
import type { Random } from './random.ts';

/** Values that a schema may well take, made from the schema itself. */

const TEXTS: readonly string[] = [
  ...[
    'TOC-2026-0001-K7M',
    'TOC-2026-0001',
    'tickets',
    'fjord',
    'gdpr-art33-1-authority',
    'notices',
    'campaign-1',
    'dpo',
  ],
  ...[
    '2026-11-24T08:40:00.000Z',
    '2026-11-24T09:40+01:00',
    '2026-11-24',
    '2026-11-24T08:40',
    'Europe/Berlin',
    'UTC',
    'de',
  ],
  ...[
    'yes',
    'no',
    'true',
    'false',
    '1',
    '20',
    '0',
    'DE',
    'US-CA',
    'ada@x.example',
    'https://hooks.example/t',
    'user:u-17',
  ],
  ...[
    'A laptop is gone',
    'Left on the train.\nEncrypted?',
    'a'.repeat(64),
    '0'.repeat(64),
    'x',
    '',
    '"7"',
    '*',
    'Ünder 💥',
  ],
  ...[
    '2026-11-24T08:40:00.000Z TOC-2026-0001/gdpr',
    '~ TOC-2026-0001/x',
    '2026-11-24T08:40:00.000Z_TOC-2026-0001',
    '12_x',
  ],
  ...['2026-11-24T08:40:00.000Z~view~abc', '2026-11-24T08:40:00.000Z~change~TOC-1/7', '3 fjord~1', 'tickets Support'],
  ...[
    '6f0f9f2e-0c55-4a51-9d5c-0f6f2c9c1a10',
    'abcdefghij',
    'subject',
    'data-subject',
    'first',
    'high-risk',
    'resolved',
  ],
];
const fitting = new WeakMap<z.core.$ZodType, readonly string[]>();

type Def = {
  type: string;
  entries?: Record<string, string>;
  values?: unknown[];
  element?: z.core.$ZodType;
  shape?: Record<string, z.core.$ZodType>;
  keyType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
};

export function valueFor(random: Random, schema: z.core.$ZodType): unknown {
  const def = schema._zod.def as unknown as Def;
  if (random.oneIn(60)) return oddText(random);
  switch (def.type) {
    case 'string':
      return textFor(random, schema);
    case 'number':
      return random.pick([0, 1, 2, 3, 20, 100, -1, 1.5, 1_200]);
    case 'boolean':
      return random.oneIn(2);
    case 'enum':
      return random.pick(Object.values(def.entries ?? {}));
    case 'literal':
      return random.pick(def.values ?? []);
    case 'array':
      return random.some(3, () => valueFor(random, def.element as z.core.$ZodType));
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape ?? {}).flatMap(([key, inner]) => {
          const isLeftOut = random.oneIn(isOptional(inner) ? 2 : 40);
          return isLeftOut ? [] : [[key, valueFor(random, inner)]];
        }),
      );
    case 'record':
      return Object.fromEntries(
        random.some(3, () => [
          String(valueFor(random, def.keyType as z.core.$ZodType)),
          valueFor(random, def.valueType as z.core.$ZodType),
        ]),
      );
    case 'union':
      return valueFor(random, random.pick(def.options ?? []));
    case 'nullable':
      return random.oneIn(3) ? null : valueFor(random, def.innerType as z.core.$ZodType);
    case 'pipe':
      return def.in?._zod.def.type === 'transform' ? random.pick(TEXTS) : valueFor(random, def.in as z.core.$ZodType);
    case 'optional':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'catch':
      return valueFor(random, def.innerType as z.core.$ZodType);
    default:
      return random.pick([null, 'x', 1, { a: 1 }, ['x']]);
  }
}

function isOptional(schema: z.core.$ZodType): boolean {
  return schema._zod.optin === 'optional';
}

function textFor(random: Random, schema: z.core.$ZodType): string {
  const known = fitting.get(schema);
  if (known !== undefined) return random.pick(known.length > 0 && !random.oneIn(20) ? known : TEXTS);
  fitting.set(
    schema,
    TEXTS.filter((text) => (schema as z.ZodType).safeParse(text).success),
  );
  return textFor(random, schema);
}
