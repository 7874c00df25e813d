import { understoodOf } from '../detection/understood.ts';
import type { Joining } from '../domain/alerts/joining.ts';
import type { AlertOutcome, Became, FindingOutcome } from '../domain/alerts/outcome.ts';
import { breachOf, type Handed } from './alert-hand-over.ts';
import type { JudgedFinding } from './alert-judging.ts';
import { stormReason } from './alert-storming.ts';

/** What is written of alerts that were judged: what everybody is shown, and what is known of their findings. */

const MOST_FINDINGS = 50;

/** What the alert was understood as, and what became of it. */
export function outcomeOf(judged: readonly JudgedFinding[], handed: Handed): AlertOutcome {
  const findings = judged.slice(0, MOST_FINDINGS).map((one): FindingOutcome => {
    const { finding, evaluation, systems, news } = one;
    const breachId = breachOf(one, handed);
    const joining = breachId === null ? null : shownJoining(one, breachId, handed);
    return {
      ...understoodOf(finding),
      ...{ news, breachId },
      systems: systems.map(({ system: { id, name }, by }) => ({ id, name, by })),
      ...{ rule: evaluation.rule, because: evaluation.because },
      became: becameOf(one, breachId, handed),
      ...(joining && { joining }),
    };
  });
  return { findings, moreFindings: Math.max(0, judged.length - MOST_FINDINGS) };
}

/** What an alert came to before stays where it says nothing new when it is judged again. */
export function withBefore(outcome: AlertOutcome, before: AlertOutcome | null): AlertOutcome {
  if (before === null) return outcome;
  const findings = outcome.findings.map((now) => {
    const was = before.findings.find(({ findingId, breachId }) => {
      return findingId === now.findingId && breachId === now.breachId;
    });
    if (was === undefined || now.became !== 'counted') return now;
    const { became, news, joining } = was;
    return { ...now, became, news, ...(joining && { joining }) };
  });
  return { ...outcome, findings };
}

/** Why it stands where it does; null where its source said so, or it is the first of all. */
export function shownJoining(one: JudgedFinding, joins: string, handed: Handed): Joining | null {
  const { joining, key, id, finding } = one;
  const isOfStorm = handed.ofStorm.has(key);
  const because = isOfStorm ? [stormReason(finding.source, id)] : joining.because;
  if (because.length === 0 && joining.follows === null) return null;
  const related = joining.related.flatMap((suspicion) => handed.begun.get(suspicion) ?? suspicion);
  const opens = one.isOpening && !isOfStorm;
  return { ...joining, because, joins: opens ? null : joins, related: related.filter((each) => each !== joins) };
}

function becameOf({ act, isOpening, key }: JudgedFinding, breachId: string | null, { ofStorm }: Handed): Became {
  if (breachId === null || act === 'keep') return 'kept';
  if (act !== 'hand-over') return 'counted';
  return isOpening && !ofStorm.has(key) ? 'opened' : 'joined';
}
