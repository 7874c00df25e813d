import { createHash } from 'node:crypto';
import { scaledMs } from '../clock/compute.ts';
import type { Organisation } from '../policy/schema.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../time.ts';
import type { PlanInput, PlannedCounterparties, PlannedNotice } from './types.ts';

type Touched = Pick<PlanInput, 'awareness' | 'dataFlow' | 'systemsOf'>;

/** How many counterparties are to be told, and a fingerprint of who and of what; null until awareness is recorded. */
export function planCounterparties(input: Touched): PlannedCounterparties | null {
  if (input.awareness === null) return null;
  const told = toldOf(input);
  const suppliers = told.filter(({ kind }) => kind === 'supplier').length;
  return { suppliers, customers: told.length - suppliers, version: fingerprintOf(told) };
}

/** Changes when others are to be told, or of other systems. */
export function fingerprintOf(told: readonly Pick<PlannedNotice, 'counterparty' | 'kind' | 'systems'>[]): string {
  const lines = told.map(({ counterparty, kind, systems }) => [counterparty, kind, ...systems].join(' '));
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

/**
 * The notices to the counterparties of the touched systems, in order of their ids; none until awareness is recorded.
 */
export function planNotices(
  rules: Organisation['noticeRules'],
  input: Touched & Pick<PlanInput, 'at' | 'scale'>,
): PlannedNotice[] {
  if (input.awareness === null) return [];
  const after = (hours: number): Instant => plusMs(input.at, scaledMs(hours * HOUR_MS, input.scale));
  const schedule = {
    sendAt: input.at,
    answerBy: after(rules.answerByHours),
    reminders: rules.remindersAfterHours.map(after).sort(),
    escalateAt: after(rules.escalateAfterHours),
    // Not scaled: people must be able to open the link of an exercise, too.
    expiresAt: plusMs(input.at, rules.linkExpiresAfterDays * DAY_MS),
  };
  return toldOf(input).map((told) => ({ ...told, ...schedule }));
}

/** Every supplier, and the customers for whom we act as processor (GDPR Art. 33(2)). */
function toldOf({ dataFlow, systemsOf }: Touched): Pick<PlannedNotice, 'counterparty' | 'kind' | 'systems'>[] {
  const isProcessor = dataFlow.roles.includes('processor');
  return Object.entries(systemsOf)
    .filter(([, { kind }]) => kind === 'supplier' || isProcessor)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([counterparty, { kind, systems }]) => ({ counterparty, kind, systems: [...systems].sort() }));
}
