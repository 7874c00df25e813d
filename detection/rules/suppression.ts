import { z } from 'zod';
import { InstantInput } from '../../domain/instant-input.ts';
import { expression, sentence, slug } from '../../domain/policy/schema.ts';
import type { Expression, Language } from '../../domain/policy/typed-expressions.ts';
import { DAY_MS, type Instant, plusMs } from '../../domain/time.ts';
import type { Finding } from '../finding.ts';
import { beginnings } from '../happened.ts';
import { conditionOf, type Report } from './compile.ts';

/** Times in which findings of a kind are expected and open nothing: `policy/detection/suppressions.yaml`. */

const Window = z.strictObject({
  id: slug,
  when: expression,
  from: InstantInput,
  until: InstantInput,
  /** Who asked for it, and answers for it. */
  owner: z.string().trim().min(2).max(100),
  reason: sentence,
});

export const Suppressions = z.strictObject({
  /** No window may be longer. */
  mostDays: z.int().min(1).max(366),
  windows: z.array(Window).max(200),
});
export type Suppressions = z.infer<typeof Suppressions>;

export type SuppressionWindow = z.infer<typeof Window> & { condition: Expression };

/** Compiles the windows; one that is too long, or ends before it begins, is reported. */
export function compileWindows(
  { mostDays, windows }: Suppressions,
  language: Language,
  report: Report,
): SuppressionWindow[] {
  const ids = new Set<string>();
  return windows.flatMap((window, index) => {
    const { id, from, until } = window;
    if (ids.has(id)) report(['windows', index, 'id'], `two windows share the id '${id}'`);
    ids.add(id);
    if (until <= from) report(['windows', index, 'until'], 'is not after `from`');
    if (until > plusMs(from, mostDays * DAY_MS)) {
      report(['windows', index, 'until'], `is more than ${mostDays} days after \`from\`; the most is \`mostDays\``);
    }
    const condition = conditionOf(window.when, language);
    if (typeof condition !== 'string') return [{ ...window, condition }];
    report(['windows', index, 'when'], condition);
    return [];
  });
}

/** Whether all that a finding tells of happened within a window; one of which no time is known did in none. */
export function isWithin({ from, until }: SuppressionWindow, finding: Finding): boolean {
  const [begin = null] = beginnings(finding);
  const end = finding.lastSeenAt ?? begin;
  return begin !== null && end !== null && begin >= from && end < until && begin < until;
}

/** Whether a window is over, runs, or is still to come. */
export function stateOf({ from, until }: SuppressionWindow, now: Instant): 'over' | 'running' | 'coming' {
  if (until <= now) return 'over';
  return from <= now ? 'running' : 'coming';
}
