import { bothHappened } from '../detection/happened.ts';
import { MOST_RESOURCES, occurredAt } from '../detection/understood.ts';
import type { Joining } from '../domain/alerts/joining.ts';
import { bothMarks } from '../domain/alerts/marks.ts';
import { bothKnown } from '../domain/alerts/news.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertFinding, countedHours, MOST_UNKNOWN, type SaidOfFinding } from '../store/alert-findings.ts';
import type { AlertDoc } from '../store/alert-record.ts';
import type { FindingChange } from '../store/alert-settling.ts';
import { breachOf, type Handed, referenceOf } from './alert-hand-over.ts';
import type { JudgedFinding } from './alert-judging.ts';
import { shownJoining } from './alert-outcome.ts';
import type { Taken } from './alert-taken.ts';
import { namedUnknown } from './alert-unknown-things.ts';

/** What is kept of findings once their alerts were judged: one row each, from what stands there now. */

/**
 * How the rows of findings change: with all alerts what is known of them, and with those that are done how often they
 * came. What is put off is counted when its turn comes.
 */
export function changesOf(left: readonly Taken[], done: readonly Taken[], handed: Handed): FindingChange[] {
  const counted = new Set(done.map(({ doc }) => doc._id));
  const seen = left.flatMap(({ doc, judged }) => judged.map((one) => ({ doc, one })));
  const own = [...Map.groupBy(seen, ({ one }) => one.id)].map(
    ([id, those]): FindingChange => ({
      id,
      change: (now) => {
        const times = those.filter(({ doc }) => counted.has(doc._id)).map(({ doc }) => doc.receivedAt);
        const placed = those.findLast(({ one }) => breachOf(one, handed) !== null);
        const breachId = placed === undefined ? null : breachOf(placed.one, handed);
        const joining = those.map(({ one }) => (breachId === null ? null : shownJoining(one, breachId, handed)));
        const placedAt = placed?.doc.receivedAt;
        return changed(now, id, {
          ...{ those, times, breachId, placedAt },
          ...{ joining: joining.find((each) => each !== null) ?? null, handed },
        });
      },
    }),
  );
  return [...own, ...seen.flatMap(({ one, doc }) => followers(one, breachOf(one, handed), doc.receivedAt))];
}

/** Findings that a correlation counts with this one, and that belonged nowhere, go where it goes. */
function followers(
  { id, together, evaluation: { rule } }: JudgedFinding,
  breachId: string | null,
  placedAt: Instant,
): FindingChange[] {
  if (breachId === null) return [];
  const because = [{ relation: 'rule' as const, values: [rule], finding: id }];
  const joining = { joins: breachId, follows: null, because, related: [] };
  return together.map((each) => ({
    id: each,
    change: (now) => (now === null || now.breachId !== null ? null : { ...now, breachId, placedAt, joining }),
  }));
}

type Seen = { doc: AlertDoc; one: JudgedFinding };

function changed(
  now: AlertFinding | null,
  id: string,
  {
    those,
    times,
    breachId,
    placedAt,
    joining,
    handed,
  }: { those: readonly Seen[]; times: readonly Instant[]; breachId: string | null; joining: Joining | null } & {
    placedAt: Instant | undefined;
    handed: Handed;
  },
): AlertFinding {
  const last = those.at(-1);
  if (last === undefined) throw new Error('A finding changes by an alert.');
  const { one, doc } = last;
  const all = those.map((each) => each.doc.receivedAt);
  const isOfOther = now !== null && now.after !== one.after;
  const known = isOfOther || now === null ? one.known : bothKnown(now.known, one.known);
  const marks = those.map((each) => each.one.marks).reduce(bothMarks, (isOfOther ? null : now?.marks) ?? one.marks);
  const isMovedAway = now?.movedFrom !== undefined && now.movedFrom === breachId;
  // What was only counted does not take back what a person has moved meanwhile.
  const isLeft = isMovedAway && those.every((each) => each.one.act === 'count');
  const belongsTo = (isLeft ? now.breachId : breachId) ?? (isOfOther ? null : (now?.breachId ?? null));
  const owed = those.findLast((each) => each.one.act === 'put-off');
  const isTold = ({ one: { act }, doc: by }: Seen) =>
    act === 'hand-over' || (act === 'count' && by._id === now?.owedBy);
  const isToldSince = those.some(isTold);
  return {
    ...saidOf(those, last, now),
    ...{ id, source: one.finding.source, findingId: one.finding.findingId, known, after: one.after },
    firstAt: [...(now === null ? [] : [now.firstAt]), ...all].toSorted()[0] ?? doc.receivedAt,
    lastAt: [...(now === null ? [] : [now.lastAt]), ...all].toSorted().at(-1) ?? doc.receivedAt,
    count: (now?.count ?? 0) + times.length,
    hours: countedHours(now?.hours ?? [], times),
    breachId: belongsTo,
    marks,
    happened: those
      .map((each) => each.one.happened)
      .reduce(bothHappened, (isOfOther ? null : now?.happened) ?? one.happened),
    ...unknownOf(those, now),
    ...joiningOf(belongsTo, joining, now),
    ...(one.stays > 0 && { stays: Math.max(one.stays, now?.stays ?? 0) }),
    ...(now?.breachId === belongsTo && now.movedFrom && { movedFrom: now.movedFrom }),
    ...(now?.breachId === belongsTo && now.merges && { merges: now.merges }),
    ...placedOf(belongsTo, placedAt, now),
    ...(belongsTo === null && owedToOf(owed, handed, now)),
    owedBy: owed?.doc._id ?? (isToldSince ? null : (now?.owedBy ?? null)),
  };
}

/** Where what is owed goes: where it belonged when it was put off, whatever joins meanwhile. */
function owedToOf(owed: Seen | undefined, handed: Handed, now: AlertFinding | null): Pick<AlertFinding, 'owedTo'> {
  if (owed === undefined) return now?.owedTo ? { owedTo: now.owedTo } : {};
  const { suspicion, joining } = owed.one;
  const joins = suspicion === null ? null : referenceOf(suspicion, handed);
  return joins === null ? {} : { owedTo: { ...joining, joins } };
}

/** The things that it named so far and that the register did not know then. */
function unknownOf(those: readonly Seen[], now: AlertFinding | null): Pick<AlertFinding, 'unknown'> {
  const named = those.flatMap(({ one }) => namedUnknown(one).map(({ key }) => key));
  const unknown = [...new Set([...(now?.unknown ?? []), ...named])].slice(0, MOST_UNKNOWN);
  return unknown.length === 0 ? {} : { unknown };
}

/** Why it stands in its breach: said when it came to it. */
function joiningOf(
  breachId: string | null,
  joining: Joining | null,
  now: AlertFinding | null,
): Pick<AlertFinding, 'joining'> {
  if (joining !== null) return { joining };
  return breachId !== null && now?.breachId === breachId && now.joining ? { joining: now.joining } : {};
}

/** Since when it is in its breach: what comes again does not move that. */
function placedOf(
  breachId: string | null,
  placedAt: Instant | undefined,
  now: AlertFinding | null,
): Pick<AlertFinding, 'placedAt'> {
  const isThere = breachId !== null && now?.breachId === breachId;
  const at = isThere ? now.placedAt : breachId === null ? undefined : placedAt;
  return at === undefined ? {} : { placedAt: at };
}

/** What the last alert says that is no sample and the like; of one that is new, whatever it is. */
function saidOf(those: readonly Seen[], last: Seen, now: AlertFinding | null): SaidOfFinding {
  const said = those.findLast(({ one }) => one.evaluation.outcome !== 'ignore');
  if (said === undefined && now !== null) return saidBefore(now);
  const { one, doc } = said ?? last;
  const { finding, evaluation, systems } = one;
  const { rule, because, facts } = evaluation;
  return {
    ...{ title: finding.title, type: finding.type, rule, because, facts },
    systems: systems.slice(0, MOST_RESOURCES).map(({ system: { id, name }, by }) => ({ id, name, by })),
    ...{ occurredAt: occurredAt(finding), correlation: finding.correlation, alert: doc._id },
  };
}

function saidBefore(now: AlertFinding): SaidOfFinding {
  const { title, type, rule, because, facts, systems, occurredAt, correlation, alert } = now;
  return {
    ...{ title, type, rule },
    ...(because !== undefined && { because }),
    ...(facts && { facts }),
    ...(systems && { systems }),
    ...(occurredAt !== undefined && { occurredAt }),
    ...(correlation !== undefined && { correlation }),
    ...(alert !== undefined && { alert }),
  };
}
