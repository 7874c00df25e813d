import { z } from 'zod';
import { GROUP_FIELDS, type GroupField, type RuleHit } from '../../domain/alerts/rule-hit.ts';
import { FactsPatch } from '../../domain/facts.ts';
import { sentence, slug } from '../../domain/policy/schema.ts';
import { DAY_MS, type Instant, plusMs, toMs } from '../../domain/time.ts';
import { Timespan } from './timespan.ts';

/** What several findings mean together, in the words of Sigma's correlation rules. */

/** Fields that one rule groups by, at most. */
const MOST_GROUPED = 3;

const TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const;

/** As many findings of one group as are kept to count by. */
export const MOST_COUNTED = 1_000;
const count = z.int().min(1).max(MOST_COUNTED);

export const Correlation = z
  .strictObject({
    id: slug,
    type: z.enum(TYPES),
    /** `<source>/<rule>`, or a rule of every source that has it; in their order for `temporal_ordered`. */
    rules: z
      .array(z.string().regex(/^(?:[a-z0-9-]+|\*)\/[a-z0-9-]+$/, '<source>/<rule> or */<rule>'))
      .min(1)
      .max(50),
    'group-by': z.array(z.enum(GROUP_FIELDS)).max(MOST_GROUPED).default([]),
    timespan: Timespan,
    condition: z.strictObject({ gte: count.optional(), lte: count.optional() }).default({}),
    /** What `value_count` counts the different values of. */
    field: z.enum(GROUP_FIELDS).optional(),
    /** Of the suspected breach that it opens, as in a rule over one finding. */
    facts: FactsPatch.optional(),
    because: sentence,
  })
  .refine(({ type, condition }) => type.startsWith('temporal') || condition.gte !== undefined, {
    path: ['condition'],
    error: 'a count needs `gte`: how many there must be',
  })
  .refine(({ type, field }) => (type === 'value_count') === (field !== undefined), {
    path: ['field'],
    error: '`value_count` names the field whose values it counts, and no other type does',
  });
export type Correlation = z.infer<typeof Correlation>;

/** `findings` are those that it fires by, in the order of time; none where it does not fire. */
export type Correlated = { fires: boolean; count: number; findings: string[] };

/**
 * Whether a correlation fires with `latest`, given other hits in any order: those that lie within one timespan with it,
 * and have a value in common with it in every field of `group-by`.
 */
export function correlate(correlation: Correlation, earlier: readonly RuleHit[], latest: RuleHit): Correlated {
  if (!counts(correlation, latest.rule)) return NONE;
  const groups = groupsOf(correlation['group-by'], latest);
  const { timespan } = correlation;
  const until = plusMs(latest.at, timespan);
  const hits = onePerFinding([...earlier, latest]).filter(
    ({ rule, at }) => counts(correlation, rule) && at >= plusMs(latest.at, -timespan) && at <= until,
  );
  // Alerts are not judged in the order in which they came: every time that holds this one counts.
  const ends = [...new Set(hits.map(({ at }) => at).filter((at) => at >= latest.at))];
  // Of a finding with several values, such as addresses, each is a group of its own: the one that has most speaks.
  const found = groups.flatMap((group) => {
    const ofGroup = hits.filter((hit) => isOfGroup(hit, group));
    return ends.map((end) => {
      const from = plusMs(end, -timespan);
      return within(
        correlation,
        ofGroup.filter(({ at }) => at >= from && at <= end),
      );
    });
  });
  const fired = found.filter(({ fires }) => fires);
  const [best = NONE] = (fired.length > 0 ? fired : found).toSorted((a, b) => b.count - a.count);
  return best.fires ? best : { ...best, findings: [] };
}

/** Whether a correlation counts what this rule (`<source>/<rule>`) decides. */
export function counts({ rules }: Pick<Correlation, 'rules'>, rule: string): boolean {
  return rules.some((each) => isMeant(each, rule));
}

function isMeant(named: string, rule: string): boolean {
  return named.startsWith(ANY) ? rule.endsWith(named.slice(ANY.length - 1)) : named === rule;
}

const ANY = '*/';

/**
 * The groups in which a finding counts, each as a text that is the same for all of them that have its values. Of one
 * with very many combinations the first ones.
 */
export function groupNames(correlation: Correlation, hit: RuleHit): string[] {
  return groupsOf(correlation['group-by'], hit)
    .slice(0, MOST_GROUPS)
    .map((group) => JSON.stringify([correlation.id, ...group.map(({ value }) => value)]));
}

const MOST_GROUPS = 50;

/** So long after its alert came in, a finding counts with those that are delivered later. */
function keptMs({ timespan }: Correlation): number {
  return Math.max(2 * timespan, DAY_MS);
}

/** What of the findings of a group is still to be kept: those that came in last, no more than can count. */
export function stillCounting(correlation: Correlation, hits: readonly RuleHit[]): RuleHit[] {
  const from = plusMs(newestOf(hits), -keptMs(correlation));
  const ofTime = onePerFinding(hits.map((hit) => slim(correlation, hit))).filter((hit) => cameIn(hit) >= from);
  const kept = correlation.field === undefined ? ofTime : endsOfAlike(correlation, ofTime);
  return kept.toSorted((a, b) => (cameIn(a) < cameIn(b) ? -1 : 1)).slice(-MOST_COUNTED);
}

/** From when on none of these counts with anything that comes in. */
export function endOf(correlation: Correlation, hits: readonly RuleHit[]): Instant {
  return plusMs(newestOf(hits), keptMs(correlation));
}

/** Of findings with the same values, the first and the last within one timespan say it all, whatever comes later. */
function endsOfAlike({ field, timespan }: Correlation, sorted: readonly RuleHit[]): RuleHit[] {
  const alike = ({ rule, at, values }: RuleHit) => {
    return JSON.stringify([rule, Math.floor(toMs(at) / timespan), (field && values[field]) ?? []]);
  };
  return [...Map.groupBy(sorted, alike).values()].flatMap((those) => [
    ...new Set([...those.slice(0, 1), ...those.slice(-1)]),
  ]);
}

function newestOf(hits: readonly RuleHit[]): Instant {
  return hits.map(cameIn).toSorted().at(-1) ?? '';
}

function cameIn({ receivedAt, at }: RuleHit): Instant {
  return receivedAt ?? at;
}

/** Only what is counted and grouped by is kept. */
function slim(correlation: Correlation, { values, ...hit }: RuleHit): RuleHit {
  const fields = [...correlation['group-by'], ...(correlation.field === undefined ? [] : [correlation.field])];
  const used = fields.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]] as const]));
  return { ...hit, values: Object.fromEntries(used) };
}

const NONE: Correlated = { fires: false, count: 0, findings: [] };
type Group = { field: GroupField; value: string }[];

/** Every combination of one value per field; none where a field has no value, since nothing is in common then. */
function groupsOf(fields: readonly GroupField[], { values }: RuleHit): Group[] {
  return fields.reduce<Group[]>(
    (groups, field) => groups.flatMap((group) => (values[field] ?? []).map((value) => [...group, { field, value }])),
    [[]],
  );
}

function isOfGroup({ values }: RuleHit, group: Group): boolean {
  return group.every(({ field, value }) => values[field]?.includes(value));
}

function onePerFinding(hits: readonly RuleHit[]): RuleHit[] {
  const sorted = hits.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [...new Map(sorted.map((hit) => [`${hit.finding}\0${hit.rule}`, hit])).values()];
}

/** How many there must be at least for it to fire: findings, values, or rules that decided one. */
export function leastOf({ type, rules, condition }: Correlation): number {
  return type.startsWith('temporal') ? rules.length : (condition.gte ?? 1);
}

function within(correlation: Correlation, hits: readonly RuleHit[]): Correlated {
  const { type, rules, condition, field } = correlation;
  const findings = hits.map(({ finding }) => finding);
  const count = countOf(type, rules, field, hits);
  const fires = count >= leastOf(correlation) && count <= (condition.lte ?? Number.POSITIVE_INFINITY);
  return { fires, count, findings: [...new Set(findings)] };
}
function countOf(
  type: Correlation['type'],
  rules: readonly string[],
  field: GroupField | undefined,
  hits: readonly RuleHit[],
): number {
  switch (type) {
    case 'event_count':
      return new Set(hits.map(({ finding }) => finding)).size;
    case 'value_count':
      return new Set(hits.flatMap(({ values }) => (field === undefined ? [] : (values[field] ?? [])))).size;
    case 'temporal':
      return rules.filter((rule) => hits.some((hit) => isMeant(rule, hit.rule))).length;
    case 'temporal_ordered':
      // How far the sequence of rules is found in the order of time.
      return hits.reduce((done, hit) => (isMeant(rules[done] ?? '', hit.rule) ? done + 1 : done), 0);
  }
}
