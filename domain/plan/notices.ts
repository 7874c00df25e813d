import { scaledMs } from '../clock/compute.ts';
import type { Organisation } from '../policy/schema.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../time.ts';
import type { PlanInput, PlannedNotice } from './types.ts';

/**
 * Notices to the counterparties of the touched systems, once awareness is recorded: every supplier, and the customers
 * for whom we act as processor (GDPR Art. 33(2)). In order of their ids.
 */
export function planNotices(rules: Organisation['noticeRules'], input: PlanInput): PlannedNotice[] {
  if (input.awareness === null) return [];
  const isProcessor = input.dataFlow.roles.includes('processor');
  const after = (hours: number): Instant => plusMs(input.at, scaledMs(hours * HOUR_MS, input.scale));
  return Object.entries(input.systemsOf)
    .filter(([, { kind }]) => kind === 'supplier' || isProcessor)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([counterparty, { kind, systems }]) => ({
      counterparty,
      kind,
      round: 1,
      systems: [...systems].sort(),
      sendAt: input.at,
      answerBy: after(rules.answerByHours),
      reminders: rules.remindersAfterHours.map(after).sort(),
      escalateAt: after(rules.escalateAfterHours),
      // Not scaled: people must be able to open the link of an exercise, too.
      expiresAt: plusMs(input.at, rules.linkExpiresAfterDays * DAY_MS),
    }));
}
