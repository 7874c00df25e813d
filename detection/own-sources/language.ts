import { FUNCTIONS } from '../../domain/policy/condition-cost.ts';
import { type Language, newEnvironment } from '../../domain/policy/typed-expressions.ts';
import { MOST } from '../finding.ts';
import { isRecord } from '../json-text.ts';

/** What the expressions of a source may speak of: the alert, its body, and the entry that a resource is made from. */

/** A text or list that is longer is not shown to expressions: one that asks for it cannot be worked out. */
const LONGEST_TEXT = MOST.name;
const LONGEST_LIST = 200;
/** What all expressions of a source together may take of one alert at worst: some tenths of a second. */
export const MOST_STEPS = 4_000_000;
/** A pattern over the longest text takes as long as so many steps. */
const PATTERN = 5_000;

const COST = { functions: { ...FUNCTIONS, matches: PATTERN }, items: LONGEST_LIST, most: MOST_STEPS };

const alertEnvironment = () => newEnvironment().registerVariable('alert', 'dyn').registerVariable('body', 'dyn');

/** Expressions over the whole alert, and the body that it came in, where that held several. */
export const ALERT_LANGUAGE: Language = {
  environment: alertEnvironment(),
  words: {},
  cost: COST,
};

/** Expressions over one entry of a list of it as well. */
export const ENTRY_LANGUAGE: Language = {
  environment: alertEnvironment().registerVariable('each', 'dyn'),
  words: {},
  cost: COST,
};

const NOT_SHOWN = Symbol('not shown');

/**
 * A value as expressions see it, within their limits; undefined where it is not shown at all. An object is shown
 * without its members that are not; a list of which an entry is not shown is not shown either.
 */
export function shownTo(value: unknown): unknown {
  const shown = show(value);
  return shown === NOT_SHOWN ? undefined : shown;
}

const shownBodies = new WeakMap<object, unknown>();

/** The same of a whole body, once for all alerts that it holds. */
export function shownBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return shownTo(body);
  if (!shownBodies.has(body)) shownBodies.set(body, shownTo(body));
  return shownBodies.get(body);
}

function show(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT ? value : NOT_SHOWN;
  if (Array.isArray(value)) {
    if (value.length > LONGEST_LIST) return NOT_SHOWN;
    const entries = value.map(show);
    return entries.includes(NOT_SHOWN) ? NOT_SHOWN : entries;
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  if (entries.length > LONGEST_LIST) return NOT_SHOWN;
  // Without a prototype: a name such as `toString` is one of the alert or none.
  const shown = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of entries) {
    const seen = show(inner);
    if (seen !== NOT_SHOWN) shown[key] = seen;
  }
  return shown;
}
