import { z } from 'zod';
import { sentence, slug } from '../../domain/policy/schema.ts';
import { type Instant, plusMs, toMs } from '../../domain/time.ts';
import { Timespan } from './timespan.ts';

/** What several findings mean together, in the words of Sigma's correlation rules. */

const TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const;

/** What findings can have in common. */
export const GROUP_FIELDS = ['system', 'user', 'ip', 'account', 'resource', 'type', 'source'] as const;
export type GroupField = (typeof GROUP_FIELDS)[number];

const count = z.int().min(1).max(100_000);

export const Correlation = z
  .strictObject({
    id: slug,
    type: z.enum(TYPES),
    /** `<source>/<rule>`, each; in their order for `temporal_ordered`. */
    rules: z
      .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, '<source>/<rule>'))
      .min(1)
      .max(50),
    'group-by': z.array(z.enum(GROUP_FIELDS)).max(GROUP_FIELDS.length).default([]),
    timespan: Timespan,
    condition: z.strictObject({ gte: count.optional(), lte: count.optional() }).default({}),
    /** What `value_count` counts the different values of. */
    field: z.enum(GROUP_FIELDS).optional(),
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

/**
 * One judged finding as a store keeps it for correlations. Values may name people: they are kept as blind indexes,
 * which are as good to compare.
 */
export type RuleHit = {
  /** The finding, by the name it has in the store. One that comes again is one row, with its last instant. */
  finding: string;
  /** `<source>/<rule>` of the rule that decided. */
  rule: string;
  at: Instant;
  values: Readonly<Partial<Record<GroupField, readonly string[]>>>;
};

/** `findings` are those that it fires by, in the order of time; none where it does not fire. */
export type Correlated = { fires: boolean; count: number; findings: string[] };

/**
 * Whether a correlation fires with `latest`, given earlier hits in any order. Those count that are not older than the
 * timespan before it, and have a value in common with it in every field of `group-by`.
 */
export function correlate(correlation: Correlation, earlier: readonly RuleHit[], latest: RuleHit): Correlated {
  if (!correlation.rules.includes(latest.rule)) return NONE;
  const groups = groupsOf(correlation['group-by'], latest);
  const from = plusMs(latest.at, -correlation.timespan);
  const hits = onePerFinding([...earlier, latest]).filter(
    ({ rule, at }) => correlation.rules.includes(rule) && at >= from && at <= latest.at,
  );
  // Of a finding with several values, such as addresses, each is a group of its own: the one that has most speaks.
  const found = groups.map((group) =>
    within(
      correlation,
      hits.filter((hit) => isOfGroup(hit, group)),
    ),
  );
  const fired = found.filter(({ fires }) => fires);
  const [best = NONE] = (fired.length > 0 ? fired : found).toSorted((a, b) => b.count - a.count);
  return best.fires ? best : { ...best, findings: [] };
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
  const sorted = hits.toSorted((a, b) => toMs(a.at) - toMs(b.at));
  return [...new Map(sorted.map((hit) => [`${hit.finding}\0${hit.rule}`, hit])).values()];
}

function within({ type, rules, condition, field }: Correlation, hits: readonly RuleHit[]): Correlated {
  const findings = hits.map(({ finding }) => finding);
  const count = countOf(type, rules, field, hits);
  const least = type.startsWith('temporal') ? rules.length : (condition.gte ?? 1);
  const fires = count >= least && count <= (condition.lte ?? Number.POSITIVE_INFINITY);
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
      return rules.filter((rule) => hits.some((hit) => hit.rule === rule)).length;
    case 'temporal_ordered':
      // How far the sequence of rules is found in the order of time.
      return hits.reduce((done, hit) => (hit.rule === rules[done] ? done + 1 : done), 0);
  }
}
