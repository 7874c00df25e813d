import { OUTCOMES, type Outcome } from '../domain/alerts/rule-use.ts';
import type { CameTo } from '../domain/breach/came-to.ts';
import type { Instant } from '../domain/time.ts';
import { breachRulesOf, ruleDaysOf } from './detection-rules.ts';
import { answerOf, collectionOf, requireText } from './driver.ts';
import type { BreachDoc } from './projections.ts';
import type { Store } from './store.ts';

/** What rules of detection did since a day (UTC): each question is answered from an index, or from small rows. */

export type DecidedByRule = { rule: string; lastAt: Instant } & Record<Outcome, number>;

/** How often each rule decided, and when last. */
export async function decidedByRules(store: Store, day: string): Promise<DecidedByRule[]> {
  const sums = Object.fromEntries(OUTCOMES.map((name) => [name, { $sum: { $ifNull: [`$${name}`, 0] } }]));
  const found = ruleDaysOf(store).aggregate<Omit<DecidedByRule, 'rule'> & { _id: string }>([
    { $match: { day: { $gte: day } } },
    { $group: { _id: '$rule', lastAt: { $max: '$lastAt' }, ...sums } },
  ]);
  return (await answerOf(found.toArray())).map(({ _id: rule, ...numbers }) => ({ rule, ...numbers }));
}

/** To how many breaches that it did not open each rule had something join. */
export async function joinedByRules(store: Store, day: string): Promise<Map<string, number>> {
  const found = breachRulesOf(store).aggregate<{ _id: string; count: number }>([
    { $match: { at: { $gte: day }, opened: false } },
    { $group: { _id: '$rule', count: { $sum: 1 } } },
  ]);
  return new Map((await answerOf(found.toArray())).map(({ _id, count }) => [_id, count]));
}

/** Breaches that are asked for at once. */
const MOST_ASKED = 5_000;

/** Every breach that a rule opened, and what it came to; open where its record has not begun. */
export async function openedByRules(store: Store, day: string): Promise<{ rule: string; cameTo: CameTo }[]> {
  const fields = { _id: 0, rule: 1, breachId: 1 };
  const query = { at: { $gte: day }, opened: true };
  const opened = await answerOf(breachRulesOf(store).find(query, { projection: fields }).toArray());
  const cameTo = await cameToOf(store, [...new Set(opened.map(({ breachId }) => breachId))]);
  return opened.map(({ rule, breachId }) => ({ rule, cameTo: cameTo.get(breachId) ?? 'open' }));
}

async function cameToOf(store: Store, ids: readonly string[]): Promise<Map<string, CameTo>> {
  const cameTo = new Map<string, CameTo>();
  for (let from = 0; from < ids.length; from += MOST_ASKED) {
    const found = collectionOf<Pick<BreachDoc, '_id' | 'cameTo'>>(store, 'breaches')
      .find({ _id: { $in: ids.slice(from, from + MOST_ASKED) } }, { projection: { _id: 1, cameTo: 1 } })
      .hint({ _id: 1, cameTo: 1 });
    for (const doc of await answerOf(found.toArray())) cameTo.set(doc._id, doc.cameTo);
  }
  return cameTo;
}

/** The breaches that a rule opened, or had something join. */
export async function breachesOfRule(store: Store, rule: string): Promise<string[]> {
  requireText(rule);
  const found = breachRulesOf(store).find({ rule }, { projection: { _id: 0, breachId: 1 } });
  return (await answerOf(found.toArray())).map(({ breachId }) => breachId);
}
