import { isDeepStrictEqual } from 'node:util';
import { valueFor } from '../from-schema.ts';
import { mutateValue } from '../mutate.ts';
import { serverWhileAway } from '../routes.ts';
import { holds, type Target } from '../target.ts';

/** Every schema of every route: parameters, queries with their cursors, headers and bodies, as values. */

const { server, routes } = await serverWhileAway();
await server.close();
const ALL = routes.flatMap(({ method, url, schemas }) =>
  (['params', 'querystring', 'headers', 'body'] as const).flatMap((part) => {
    const schema = schemas[part];
    return schema === undefined ? [] : [{ name: `${method} ${url} ${part}`, part, schema }];
  }),
);

export const target: Target = {
  make(random) {
    const { name, part, schema } = random.pick(ALL);
    const value = valueFor(random, schema);
    const given = random.oneIn(3) ? mutateValue(random, value) : value;
    return `${name}\n${JSON.stringify(part === 'body' ? given : asTexts(given))}`;
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const { schema } = ALL.find(({ name }) => name === input.slice(0, cut)) ?? {};
    if (schema === undefined) return 'refused';
    const parsed = schema.safeParse(JSON.parse(input.slice(cut + 1)));
    if (!parsed.success) {
      holds(parsed.error.issues.length > 0, 'It is refused without a word.');
      return 'refused';
    }
    const again = schema.safeParse(parsed.data);
    holds(
      again.success && isDeepStrictEqual(again.data, parsed.data),
      `It reads again as ${JSON.stringify(again.data)}.`,
    );
    requirePlain(parsed.data);
    return 'accepted';
  },
};

/** What stands in an address or a header is text. */
function asTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const texts = (inner: unknown): unknown =>
    Array.isArray(inner) ? inner.map(texts) : typeof inner === 'object' ? JSON.stringify(inner) : String(inner);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)]));
}

function requirePlain(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const prototype = Object.getPrototypeOf(value);
  holds([Object.prototype, Array.prototype, null].includes(prototype), 'A key gave an object another prototype.');
  for (const inner of Object.values(value)) requirePlain(inner);
}
