import type { FindingResource } from '../detection/finding.ts';
import type { Joining } from '../domain/alerts/joining.ts';
import { bothMarks } from '../domain/alerts/marks.ts';
import { bothKnown } from '../domain/alerts/news.ts';
import type { AlertOutcome, Became, FindingOutcome } from '../domain/alerts/outcome.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertFinding, countedHours } from '../store/alert-findings.ts';
import type { AlertDoc } from '../store/alert-record.ts';
import type { FindingChange } from '../store/alert-settling.ts';
import { breachOf, type Handed } from './alert-hand-over.ts';
import type { JudgedFinding } from './alert-judging.ts';
import type { Taken } from './alert-taken.ts';

/** What is written of alerts that were judged: what everybody is shown, and what is known of their findings. */

const MOST_FINDINGS = 50;
const MOST_RESOURCES = 100;
const MOST_UNREAD = 20;

/** What the alert was understood as, and what became of it. */
export function outcomeOf(judged: readonly JudgedFinding[], handed: Handed): AlertOutcome {
  const findings = judged.slice(0, MOST_FINDINGS).map((one): FindingOutcome => {
    const { finding, evaluation, systems, news } = one;
    const { findingId, title, type, severity, updatedAt, sample, resources, unread } = finding;
    const breachId = breachOf(one, handed);
    const joining = breachId === null ? null : shownJoining(one, breachId, handed);
    return {
      ...{ findingId, title, type, severity, updatedAt, sample, news, breachId },
      occurredAt: finding.firstSeenAt ?? finding.observedAt,
      resources: resources.slice(0, MOST_RESOURCES).map(nameOf),
      unread: unread.slice(0, MOST_UNREAD),
      moreResources: Math.max(0, resources.length - MOST_RESOURCES),
      systems: systems.map(({ system: { id, name }, by }) => ({ id, name, by })),
      ...{ rule: evaluation.rule, because: evaluation.because },
      became: becameOf(one, breachId),
      ...(joining && { joining }),
    };
  });
  return { findings, moreFindings: Math.max(0, judged.length - MOST_FINDINGS) };
}

/** Why it stands where it does; null where its source said so, or it is the first of all. */
function shownJoining({ joining, isOpening }: JudgedFinding, joins: string, handed: Handed): Joining | null {
  const { because, follows } = joining;
  if (because.length === 0 && follows === null) return null;
  const related = joining.related.flatMap((suspicion) => handed.begun.get(suspicion) ?? suspicion);
  return { ...joining, joins: isOpening ? null : joins, related: related.filter((each) => each !== joins) };
}

/** `bucket arn:aws:s3:::tickets`: a thing by its first name, or by its tag where it has none. */
function nameOf({ kind, names, tags }: FindingResource): string {
  return `${kind} ${names[0] ?? tags[0] ?? ''}`.trim();
}

function becameOf({ act, isOpening }: JudgedFinding, breachId: string | null): Became {
  if (breachId === null || act === 'keep') return 'kept';
  if (act !== 'hand-over') return 'counted';
  return isOpening ? 'opened' : 'joined';
}

/**
 * How the rows of findings change: with all alerts what is known of them, and with those that are done how often they
 * came. What is put off is counted when its turn comes.
 */
export function changesOf(left: readonly Taken[], done: readonly Taken[], handed: Handed): FindingChange[] {
  const counted = new Set(done.map(({ doc }) => doc._id));
  const seen = left.flatMap(({ doc, judged }) => judged.map((one) => ({ doc, one })));
  return [...Map.groupBy(seen, ({ one }) => one.id)].map(([id, those]) => ({
    id,
    change: (now) => {
      const times = those.filter(({ doc }) => counted.has(doc._id)).map(({ doc }) => doc.receivedAt);
      const placed = those.findLast(({ one }) => breachOf(one, handed) !== null);
      const breachId = placed === undefined ? null : breachOf(placed.one, handed);
      return changed(now, id, { those, times, breachId });
    },
  }));
}

type Seen = { doc: AlertDoc; one: JudgedFinding };

function changed(
  now: AlertFinding | null,
  id: string,
  { those, times, breachId }: { those: readonly Seen[]; times: readonly Instant[]; breachId: string | null },
): AlertFinding {
  const last = those.at(-1);
  if (last === undefined) throw new Error('A finding changes by an alert.');
  const { one, doc } = last;
  const { finding } = one;
  const all = those.map((each) => each.doc.receivedAt);
  const isOfOther = now !== null && now.after !== one.after;
  const known = isOfOther || now === null ? one.known : bothKnown(now.known, one.known);
  const marks = those.map((each) => each.one.marks).reduce(bothMarks, (isOfOther ? null : now?.marks) ?? one.marks);
  const belongsTo = breachId ?? (isOfOther ? null : (now?.breachId ?? null));
  const owed = those.findLast((each) => each.one.act === 'put-off');
  const isHandedSince = those.some((each) => each.one.act === 'hand-over');
  return {
    ...{ id, source: finding.source, findingId: finding.findingId, title: finding.title, type: finding.type },
    ...{ known, rule: one.evaluation.rule, after: one.after },
    firstAt: [...(now === null ? [] : [now.firstAt]), ...all].toSorted()[0] ?? doc.receivedAt,
    lastAt: [...(now === null ? [] : [now.lastAt]), ...all].toSorted().at(-1) ?? doc.receivedAt,
    count: (now?.count ?? 0) + times.length,
    hours: countedHours(now?.hours ?? [], times),
    breachId: belongsTo,
    ...(belongsTo !== null && { marks }),
    owedBy: owed?.doc._id ?? (isHandedSince ? null : (now?.owedBy ?? null)),
  };
}
