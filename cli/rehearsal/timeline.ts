import { TITLES } from '../../domain/articles.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import type { Notice } from '../../domain/communication/notice.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import { HOUR_MS, type Instant, toMs } from '../../domain/time.ts';
import type { Sending } from './in-memory-activities.ts';
import { minuteOf, type Played } from './play.ts';

/** One thing that would happen, to the minute. */
export type TimelineEntry = {
  at: Instant;
  /** `sent`: a message is sent. `done`: somebody acts. `clock`: starts, moves, ends. `late`: a due instant passes. */
  what: 'sent' | 'done' | 'clock' | 'late' | 'refused';
  to: string | null;
  about: string | null;
  text: string;
};

/** A duty whose due instant passed, and how long it was overdue; up to the end where nobody ever filed. */
export type LateDuty = {
  obligation: string;
  article: string;
  due: Instant;
  latest: Instant | null;
  basis: 'law' | 'policy';
  filedAt: Instant | null;
  hoursLate: number;
};

export type Rehearsed = {
  timeline: TimelineEntry[];
  late: LateDuty[];
  /** Clocks still running at the end that are not late. */
  running: { obligation: string; article: string; due: Instant }[];
  counts: { warnings: number; notices: number; letters: number; refused: number };
};

export function timelineOf(played: Played): Rehearsed {
  const { events, sendings, told, refusals, state, end } = played;
  const entries: TimelineEntry[] = [
    ...events.flatMap(entriesOf),
    ...told.flatMap(answerTo),
    ...mergedSendings(sendings),
    ...refusals.map(
      ({ at, by, doing, because }): TimelineEntry => ({
        at,
        what: 'refused',
        to: by,
        about: null,
        text: `${doing}: ${because}`,
      }),
    ),
  ];
  const timeline = entries
    .map((entry, index) => ({ ...entry, at: minuteOf(entry.at), index }))
    .sort((a, b) => order(a.at, b.at) || RANK[a.what] - RANK[b.what] || order(a.about, b.about) || a.index - b.index)
    .map(({ index: _, ...entry }): TimelineEntry => entry);
  const planned = new Map((state.plan?.obligations ?? []).map((o) => [o.id, o]));
  return {
    timeline,
    late: lateDuties(played, planned),
    running: Object.values(state.obligations).flatMap(({ id, status }) => {
      const duty = planned.get(id);
      if (status !== 'running' || duty?.clock == null || duty.clock.due <= end) return [];
      return [{ obligation: id, article: duty.article, due: duty.clock.due }];
    }),
    counts: {
      warnings: sendings.filter((s) => s.kind === 'warning').length,
      notices: sendings.filter((s) => s.kind === 'notice').length,
      letters: state.campaigns.reduce((sum, { counts }) => sum + (counts?.sent ?? 0), 0),
      refused: refusals.length,
    },
  };
}

/** Within one minute: what people do, what that does to the clocks, what is sent. */
const RANK: Record<TimelineEntry['what'], number> = { done: 0, refused: 1, clock: 2, late: 3, sent: 4 };

function order(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}

function lateDuties({ state, end }: Played, planned: Map<string, PlannedObligation>): LateDuty[] {
  return Object.values(state.obligations).flatMap(({ id, status, filed }): LateDuty[] => {
    const duty = planned.get(id);
    if ((status !== 'overdue' && status !== 'filed-late') || duty?.clock == null) return [];
    const { due, latest, basis } = duty.clock;
    const filedAt = filed === null ? null : minuteOf(filed.at);
    const hoursLate = Math.round(((toMs(filed?.at ?? end) - toMs(due)) / HOUR_MS) * 10) / 10;
    return [{ obligation: id, article: duty.article, due, latest, basis, filedAt, hoursLate }];
  });
}

/** What people did and clocks did. Sendings are told from the messages themselves. */
function entriesOf(event: BreachEvent): TimelineEntry[] {
  const { at, by } = event;
  const done = (about: string | null, text: string): TimelineEntry[] => [{ at, what: 'done', to: by, about, text }];
  switch (event.type) {
    case 'reported':
      return done(null, `reports: ${event.personal.narrative.title}`);
    case 'facts-amended': {
      const changed = [...Object.keys(event.data.changed), ...Object.keys(event.personal.narrative)].join(', ');
      return done(null, changed === '' ? 'confirms the facts' : `amends ${changed}`);
    }
    case 'awareness-recorded':
      return done(null, `records the awareness of ${event.data.awareAt}`);
    case 'awareness-corrected':
      return done(null, `corrects the awareness to ${event.data.to}`);
    case 'risk-decided': {
      const { article, conclusion, proposed } = event.data;
      const about = article === undefined ? null : TITLES[article];
      return done(about, `decides on '${conclusion}' (proposed: '${proposed}')`);
    }
    case 'planned':
      return event.data.changes.map(({ obligation, change, to, why }) => {
        const verb = { start: 'starts', move: 'moves', end: 'ends' }[change];
        const text = `${verb}${to === null ? '' : `, due ${to}`}: ${why}`;
        return { at, what: 'clock', to: null, about: obligation, text };
      });
    case 'obligation-waived':
      return done(event.data.obligation, 'waives it');
    case 'obligation-resumed':
      return done(event.data.obligation, 'takes it up again');
    case 'obligation-overdue':
      return [{ at, what: 'late', to: null, about: event.data.obligation, text: `was due ${event.data.due}` }];
    case 'filing-approved':
      return done(event.data.obligation, `approves its ${event.data.stage} filing`);
    case 'filed':
      return done(event.data.obligation, `files it${event.data.late ? ', late' : ''}`);
    case 'campaign-approved':
      return done(`campaign ${event.data.campaign}`, 'approves the letters');
    case 'closed':
      return done(null, `closes: ${event.data.outcome}`);
    default:
      return [];
  }
}

/** What a counterparty did in the end; nothing while it may still answer. */
function answerTo({ counterparty, status, acknowledgedAt, expiresAt }: Notice): TimelineEntry[] {
  if (acknowledgedAt !== null) {
    return [{ at: acknowledgedAt, what: 'done', to: counterparty, about: counterparty, text: 'confirms the notice' }];
  }
  if (status !== 'expired') return [];
  return [{ at: expiresAt, what: 'late', to: null, about: counterparty, text: 'never confirmed the notice' }];
}

/** One line per message, whatever the number of its ways. */
function mergedSendings(sendings: Sending[]): TimelineEntry[] {
  const merged = new Map<string, { first: Sending; ways: string[] }>();
  for (const sending of sendings) {
    const { at, kind, about, step, to, channel } = sending;
    const key = kind === 'warning' ? `${minuteOf(at)} ${about} ${step}` : `${at} ${about} ${step} ${to}`;
    const before = merged.get(key) ?? { first: sending, ways: [] };
    before.ways.push(kind === 'warning' ? `${to} by ${channel}` : to);
    merged.set(key, before);
  }
  return [...merged.values()].map(({ first, ways }) => {
    const { at, kind, about, step, subject, result, forbidden } = first;
    const refused = result === 'refused' ? ' (mailbox refuses)' : '';
    const held = forbidden.map((f) => ` (must not be in it, line ${f.line}: ${f.says})`).join('');
    return { at, what: 'sent', to: ways.join(', '), about, text: `${kind}, ${step}: ${subject}${refused}${held}` };
  });
}
