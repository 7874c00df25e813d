import type { BreachEvent, BreachEventType } from '../breach/events.ts';
import { foldEvents } from '../breach/evolve.ts';
import type { BreachState } from '../breach/state.ts';
import type { Notice } from '../communication/notice.ts';
import { type Instant, toMs } from '../time.ts';
import { type AdviceLine, adviseOn } from './advice.ts';
import { type DutyScore, scoreDuties } from './duties.ts';
import { type CountOpen, thinReasons } from './findings.ts';
import { type NoticeScore, scoreNotices } from './notices.ts';
import { scoreWarnings, type WarningScore } from './warnings.ts';

/**
 * What an exercise showed, derived from its event stream and the ledger of its notices. Spans are milliseconds as the
 * clock on the wall counted them; times `scale` they are what the law would have counted.
 */
export type ExerciseScore = {
  scale: number;
  reportedAt: Instant;
  /** When the awareness was first put on record, and how long after the report; null while nobody did. */
  aware: { at: Instant; by: string; afterMs: number } | null;
  /** Where it was closed; until then the exercise goes on, and so does what is late. */
  closedAt: Instant | null;
  /** Up to when it is judged: its close, or now. */
  judgedAt: Instant;
  duties: DutyScore[];
  warnings: WarningScore[];
  notices: NoticeScore[];
  parts: ScorePart[];
  /** 0 to 100; null while there is nothing to judge. */
  total: number | null;
  advice: AdviceLine[];
};

/** One part of the score: `done` (in halves) of `of`, worth `weight` points where there is anything to do. */
export type ScorePart = {
  part: 'duties' | 'warnings' | 'notices';
  done: number;
  of: number;
  weight: number;
  points: number;
};

/** Duties weigh most: warnings and notices only help to meet them. A part with nothing in it gives its weight away. */
const WEIGHTS: Record<ScorePart['part'], number> = { duties: 60, warnings: 25, notices: 15 };

/** Who counts as somebody: the engine's own events answer nothing. */
const ENGINE = 'engine';

/**
 * Scores an exercise.
 * @param events the whole stream of one breach, in order
 * @param now the instant up to which one that is not closed is judged
 * @param told the rows of the ledger of its notices
 * @param countOpen how many mandatory fields a filing left empty
 */
export function scoreExercise(
  events: readonly BreachEvent[],
  now: Instant,
  told: readonly Notice[],
  countOpen: CountOpen,
): ExerciseScore {
  const state = foldEvents(events);
  if (state === null) throw new Error('An exercise without events cannot be scored.');
  const judgedAt = state.closed?.at ?? now;
  const duties = scoreDuties(state, events, judgedAt, countOpen);
  const warnings = scoreWarnings(
    state,
    events.filter(({ by }) => by !== ENGINE),
    events,
  );
  const notices = scoreNotices(told);
  const counted = duties.filter(({ outcome }) => outcome !== 'open' && outcome !== 'no-clock');
  const parts = weigh([
    { part: 'duties', done: counted.reduce((sum, duty) => sum + worthOf(duty), 0), of: counted.length },
    { part: 'warnings', done: warnings.filter(({ answer }) => answer !== null).length, of: warnings.length },
    { part: 'notices', done: notices.filter(({ inTime }) => inTime).length, of: notices.length },
  ]);
  const total = totalOf(parts);
  const aware = awarenessOf(events, state);
  return {
    scale: state.exercise?.scale ?? 1,
    reportedAt: state.reportedAt,
    aware,
    closedAt: state.closed?.at ?? null,
    judgedAt,
    duties,
    warnings,
    notices,
    parts,
    total,
    advice: adviseOn({
      isAware: aware !== null,
      isClosed: state.closed !== null,
      isDecided: state.risk.art33 !== null && state.risk.art34 !== null,
      thin: thinReasons(state),
      ...{ duties, warnings, notices },
    }),
  };
}

/** Met or decided in time is 1, with a finding a half, all else nothing. */
function worthOf({ outcome, findings }: DutyScore): number {
  if (outcome !== 'met' && outcome !== 'decided') return 0;
  return findings.length === 0 ? 1 : 0.5;
}

/** The sum in whole points; 100 is only where nothing at all is lacking. */
function totalOf(parts: readonly ScorePart[]): number | null {
  if (parts.every(({ of }) => of === 0)) return null;
  const sum = Math.round(parts.reduce((total, { points }) => total + points, 0));
  return parts.some(({ done, of }) => done < of) ? Math.min(sum, 99) : sum;
}

function weigh(parts: Pick<ScorePart, 'part' | 'done' | 'of'>[]): ScorePart[] {
  const given = parts.filter(({ of }) => of > 0).reduce((sum, { part }) => sum + WEIGHTS[part], 0);
  return parts.map((each) => {
    const weight = each.of === 0 ? 0 : (WEIGHTS[each.part] * 100) / given;
    return { ...each, weight, points: each.of === 0 ? 0 : (weight * each.done) / each.of };
  });
}

function awarenessOf(events: readonly BreachEvent[], { reportedAt }: BreachState): ExerciseScore['aware'] {
  const type: BreachEventType = 'awareness-recorded';
  const first = events.find((event) => event.type === type);
  if (first === undefined) return null;
  return { at: first.at, by: first.by, afterMs: Math.max(toMs(first.at) - toMs(reportedAt), 0) };
}
