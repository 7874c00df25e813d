import { TITLES } from '../articles.ts';
import type { Article } from '../plan/types.ts';
import type { DutyScore } from './duties.ts';
import type { Finding } from './findings.ts';
import type { NoticeScore } from './notices.ts';
import type { WarningScore } from './warnings.ts';

/**
 * What to do better, the gravest first. Names are articles (with a figure where one counts), counterparties or nothing;
 * the pages have the words.
 */
export type AdviceLine = { about: Advice; names: string[] };
export type Advice =
  | 'no-awareness'
  | 'missed'
  | 'late'
  | 'out-of-order'
  | 'open-fields'
  | 'few-told'
  | 'silent-warnings'
  | 'silent-notices'
  | 'slow-notices'
  | 'undecided'
  | 'thin-reasons'
  | 'open'
  | 'not-closed'
  | 'well-done';

type Seen = {
  isAware: boolean;
  isClosed: boolean;
  isDecided: boolean;
  /** Articles decided near an edge with next to no reasons. */
  thin: readonly Article[];
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
    named('out-of-order', articles('out-of-order')),
    named('open-fields', findings(duties, 'open-fields')),
    named('few-told', findings(duties, 'few-told')),
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
    named(
      'thin-reasons',
      seen.thin.map((article) => TITLES[article]),
    ),
    named('open', articles('open')),
    seen.isClosed ? null : { about: 'not-closed', names: [] },
  ];
  const advice = found.filter((line) => line !== null);
  return advice.length > 0 ? advice : [{ about: 'well-done', names: [] }];
}

function named(about: Advice, names: string[]): AdviceLine | null {
  return names.length === 0 ? null : { about, names };
}

/** `GDPR Art. 33(1) (3)`, `GDPR Art. 34(1) (2 / 1200)`. */
function findings(duties: readonly DutyScore[], about: Finding['about']): string[] {
  const found = duties.flatMap(({ article, findings }) =>
    findings.flatMap((f) =>
      f.about === about ? [`${article} (${f.about === 'few-told' ? `${f.n} / ${f.of}` : f.n})`] : [],
    ),
  );
  return distinct(found);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
