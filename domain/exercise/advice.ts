import type { DutyScore } from './duties.ts';
import type { NoticeScore } from './notices.ts';
import type { WarningScore } from './warnings.ts';

/** What to do better, the gravest first. Names are articles, counterparties or nothing; the pages have the words. */
export type AdviceLine = { about: Advice; names: string[] };
export type Advice =
  | 'no-awareness'
  | 'missed'
  | 'late'
  | 'silent-warnings'
  | 'silent-notices'
  | 'slow-notices'
  | 'undecided'
  | 'open'
  | 'not-closed'
  | 'well-done';

type Seen = {
  isAware: boolean;
  isClosed: boolean;
  isDecided: boolean;
  isDue: boolean;
  duties: readonly DutyScore[];
  warnings: readonly WarningScore[];
  notices: readonly NoticeScore[];
};

/** One line per thing that did not go well; `well-done` where there is none. */
export function adviseOn(seen: Seen): AdviceLine[] {
  const { duties, warnings, notices } = seen;
  const articles = (outcome: DutyScore['outcome']) =>
    distinct(duties.filter((d) => d.outcome === outcome).map((d) => d.article));
  const silent = notices.filter((n) => n.acknowledgedAt === null);
  const slow = notices.filter((n) => n.acknowledgedAt !== null && !n.inTime);
  const found: (AdviceLine | null)[] = [
    seen.isAware ? null : { about: 'no-awareness', names: [] },
    named('missed', articles('missed')),
    named('late', articles('late')),
    named('silent-warnings', distinct(warnings.filter((w) => w.answer === null).map((w) => w.article))),
    named(
      'silent-notices',
      silent.map((n) => n.counterparty),
    ),
    named(
      'slow-notices',
      slow.map((n) => n.counterparty),
    ),
    seen.isAware && !seen.isDecided ? { about: 'undecided', names: [] } : null,
    seen.isDue ? named('open', articles('open')) : null,
    seen.isClosed ? null : { about: 'not-closed', names: [] },
  ];
  const advice = found.filter((line) => line !== null);
  return advice.length > 0 ? advice : [{ about: 'well-done', names: [] }];
}

function named(about: Advice, names: string[]): AdviceLine | null {
  return names.length === 0 ? null : { about, names };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
