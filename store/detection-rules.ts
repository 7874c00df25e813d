import type { ClientSession, mongo } from 'mongoose';
import { OUTCOMES, type Outcome, type RuleOfBreach, type RuleUse } from '../domain/alerts/rule-use.ts';
import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';
import { answerOf, collectionOf } from './driver.ts';
import { defineSchema, flag, text } from './schema.ts';
import type { Store } from './store.ts';

/** What rules of detection did: by which a breach was opened or joined, and how often each decided, by the day. */

type BreachRuleDoc = { _id: string; breachId: string; rule: string; opened: boolean; at: Instant };

export const breachRuleSchema = defineSchema<BreachRuleDoc>({
  /** Breach and rule: one row, however often it fires there. */
  _id: text,
  breachId: text,
  rule: text,
  /** Whether it opened the breach, rather than to have something join it. */
  opened: flag,
  /** When it did so first. */
  at: text,
})
  // Answers what every rule opened and joined without reading a row.
  .index({ at: 1, opened: 1, rule: 1, breachId: 1 })
  .index({ rule: 1, breachId: 1 })
  .index({ breachId: 1 });

type RuleDayDoc = { _id: string; rule: string; day: string; lastAt: Instant } & Partial<Record<Outcome, number>>;

export const ruleDaySchema = defineSchema<RuleDayDoc>({
  /** Day and rule. */
  _id: text,
  rule: text,
  /** In UTC, such as `2026-11-24`. */
  day: text,
  ...Object.fromEntries(OUTCOMES.map((name) => [name, Number])),
  lastAt: text,
})
  // Answers how often every rule decided without reading a row.
  .index({ day: 1, rule: 1, ...Object.fromEntries(OUTCOMES.map((name) => [name, 1] as const)), lastAt: 1 });

/** The longest time over which rules are looked at. */
export const MOST_RULE_DAYS = 365;

/** Counts what rules decided, and notes the breaches that they opened and joined, within a transaction. */
export async function writeRuleUses(
  store: Store,
  { uses, breaches }: { uses: readonly RuleUse[]; breaches: readonly RuleOfBreach[] },
  session: ClientSession,
): Promise<void> {
  const counted = Map.groupBy(
    uses.filter(({ counts }) => counts),
    ({ rule, at }) => `${dayOf(at)} ${rule}`,
  );
  const days = [...counted].map(([_id, those]) => {
    const [{ rule, at } = { rule: '', at: '' }] = those;
    const $inc = Object.fromEntries([...Map.groupBy(those, ({ outcome }) => outcome)].map(([k, v]) => [k, v.length]));
    const $max = { lastAt: those.map((use) => use.at).reduce((a, b) => (a > b ? a : b)) };
    const update = { $inc, $max, $setOnInsert: { rule, day: dayOf(at) } };
    return { updateOne: { filter: { _id }, update, upsert: true } };
  });
  if (days.length > 0) await ruleDaysOf(store).bulkWrite(days, { session });
  const rows = [...Map.groupBy(breaches, ({ breachId, rule }) => idOf(breachId, rule))].map(([_id, those]) => {
    const [{ breachId, rule } = { breachId: '', rule: '' }] = those;
    const at = those.map((each) => each.at).reduce((a, b) => (a < b ? a : b));
    const opened = those.some((each) => each.opened);
    const update = { $max: { opened }, $min: { at }, $setOnInsert: { breachId, rule } };
    return { updateOne: { filter: { _id }, update, upsert: true } };
  });
  if (rows.length > 0) await breachRulesOf(store).bulkWrite(rows, { session });
}

/** Erases the days of rules that no look reaches from the time on after which alerts are kept. */
export async function eraseRuleDays(store: Store, before: Instant): Promise<void> {
  await answerOf(ruleDaysOf(store).deleteMany({ day: { $lt: dayOf(plusMs(before, -MOST_RULE_DAYS * DAY_MS)) } }));
}

/** What rules did under a reference that is another breach's now. */
export async function moveBreachRules(
  store: Store,
  session: ClientSession,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const docs = await breachRulesOf(store).find({ breachId: from }, { session }).toArray();
  if (docs.length === 0) return;
  await breachRulesOf(store).deleteMany({ breachId: from }, { session });
  const moved = docs.map((doc) => ({ ...doc, _id: idOf(to, doc.rule), breachId: to }));
  await breachRulesOf(store).insertMany(moved, { session });
}

export function breachRulesOf(store: Store): mongo.Collection<BreachRuleDoc> {
  return collectionOf<BreachRuleDoc>(store, 'breachRules');
}

export function ruleDaysOf(store: Store): mongo.Collection<RuleDayDoc> {
  return collectionOf<RuleDayDoc>(store, 'ruleDays');
}

/** The day (UTC) of an instant, such as `2026-11-24`. */
export function dayOf(instant: Instant): string {
  return instant.slice(0, 'YYYY-MM-DD'.length);
}

function idOf(breachId: string, rule: string): string {
  return `${breachId} ${rule}`;
}
