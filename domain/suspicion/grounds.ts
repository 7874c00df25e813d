import type { BreachEvent } from '../breach/events.ts';
import { Facts } from '../facts.ts';
import type { FindingLine } from './finding-line.ts';

/** Which facts of a breach follow from the rules that judged its alerts, and how sure each is. */

/** `stated`: by a person. `rule`: by the rule that opened the breach. `unknown`: by nobody; the gravest is assumed. */
export const CERTAINTIES = ['stated', 'rule', 'unknown'] as const;
export type Certainty = (typeof CERTAINTIES)[number];
type Key = keyof Facts;

/** What rules say of a fact, and whether the record says the same. */
export type RuleSays = { value: unknown; rules: string[]; isOnRecord: boolean };
/** `by`: who stated it; null unless a person did. */
export type Ground = { key: Key; value: unknown; certainty: Certainty; by: string | null; rules: RuleSays[] };

/** Facts that severity goes by most: they are shown also where no rule speaks of them. */
const ALWAYS: readonly Key[] = [
  'confidentiality',
  'malicious',
  'integrity',
  'availability',
  'dataClasses',
  'peopleConcerned',
];
const UNSTATED = Facts.parse({});

/** The facts of a breach, those first that rules speak of. The systems are shown with the findings. */
export function groundsOf(
  facts: Facts,
  events: readonly BreachEvent[],
  findings: readonly Pick<FindingLine, 'rule' | 'facts'>[],
): Ground[] {
  const said = saidByRules(facts, findings);
  const origins = originsOf(events);
  const keys = new Set<Key>([...said.keys(), ...ALWAYS]);
  return [...keys].map((key): Ground => {
    const value = facts[key];
    const rules = said.get(key) ?? [];
    const origin = isOpen(value) ? undefined : origins.get(key);
    const isRule = origin === RULE || (origin === undefined && !isOpen(value) && rules.some((one) => one.isOnRecord));
    if (isRule) return { key, value, certainty: 'rule', by: null, rules };
    return { key, value, certainty: origin === undefined ? 'unknown' : 'stated', by: origin ?? null, rules };
  });
}

const RULE = Symbol('rule');

/** Who last said each fact. What a report leaves as it is assumed, nobody said. */
function originsOf(events: readonly BreachEvent[]): Map<Key, string | typeof RULE> {
  const origins = new Map<Key, string | typeof RULE>();
  for (const event of events) {
    if (event.type === 'reported') {
      const { origin, facts } = event.data;
      for (const key of keysOf(facts)) {
        if (!isSame(facts[key], UNSTATED[key])) origins.set(key, origin === 'alert' ? RULE : event.by);
      }
    }
    if (event.type === 'facts-amended') for (const key of keysOf(event.data.changed)) origins.set(key, event.by);
  }
  return origins;
}

function saidByRules(facts: Facts, findings: readonly Pick<FindingLine, 'rule' | 'facts'>[]): Map<Key, RuleSays[]> {
  const all = findings.flatMap(({ rule, facts: said }) =>
    keysOf(said).flatMap((key) => (key === 'systems' ? [] : [{ key, rule, value: said[key] }])),
  );
  const byKey = Map.groupBy(all, ({ key }) => key);
  return new Map(
    [...byKey].map(([key, those]) => {
      const byValue = Map.groupBy(those, ({ value }) => JSON.stringify(value));
      const says = [...byValue.values()].flatMap(([first, ...rest]): RuleSays[] => {
        if (first === undefined) return [];
        const rules = [...new Set([first, ...rest].map(({ rule }) => rule))];
        return [{ value: first.value, rules, isOnRecord: isCovered(first.value, facts[key]) }];
      });
      return [key, says];
    }),
  );
}

/** Of a list, that the record has all that the rule names. */
function isCovered(said: unknown, recorded: unknown): boolean {
  if (Array.isArray(said) && Array.isArray(recorded)) return said.every((each) => recorded.includes(each));
  return isSame(said, recorded);
}

function isOpen(value: unknown): boolean {
  return value === null || value === 'unknown';
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function keysOf(facts: Partial<Facts>): Key[] {
  return Object.keys(facts) as Key[];
}
