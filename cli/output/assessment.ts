import type { AssessedObligation, Assessment } from '../../domain/assessment/assess.ts';
import { lookedAt, placeLines } from '../../domain/assessment/places.ts';
import { wrapText } from '../../domain/notices/wrap.ts';
import { notModelled } from '../../domain/plan/not-modelled.ts';
import { saySubstitute } from '../../domain/plan/substitute.ts';
import type { ArticleAnswer, PlannedObligation } from '../../domain/plan/types.ts';
import type { ArticleConclusion } from '../../domain/severity/conclude.ts';
import { toldBy } from '../../domain/tracks/duties.ts';
import type { Recipient } from '../../domain/tracks/tracks.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { bothTimes } from './time.ts';

type Look = { zone: string; style: Style };

/** An assessment for a tired person: what is due first, then why, then with whom, then what is still open. */
export function renderAssessment(view: Assessment, look: Look): string {
  const title = view.title === '' ? '' : look.style.strong(printable(view.title));
  const parts = [
    title,
    conclusions(view, look),
    duties(view, look),
    places(view),
    tracks(view),
    authorities(view),
    open(view),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function conclusions(view: Assessment, { style }: Look): string {
  const { level, se, flags, reasons } = view.severity;
  const flagged = flags.length === 0 ? '' : `  [${flags.join(', ')}]`;
  const { outside } = view;
  return [
    `${style.strong(`RISK ${view.conclusion}`)} (${standing(view)})`,
    ...(outside === undefined ? [] : [wrapText(`  ${outside}`)]),
    bullets([
      `Register, Art. 33(5): ${view.register.notify}${why(view.register, outside)}`,
      `Authority, Art. 33(1): ${spoken(view.art33, outside)}`,
      `People, Art. 34(1): ${spoken(view.art34, outside)}`,
      `Why ${view.risk.proposed}: ${view.risk.because}`,
      ...otherReading(view),
    ]),
    '',
    `SEVERITY ${level}  SE ${(se / 100).toFixed(2)}${flagged}  (an aid, not the legal test)`,
    bullets(reasons),
  ].join('\n');
}

/** What can be argued as well is for the DPO to weigh. */
function otherReading({ risk: { otherReading: other } }: Assessment): string[] {
  return other === undefined
    ? []
    : [`It can be read as ${other.conclude} too, for the DPO to decide: ${other.because}`];
}

function standing({ art33, art34 }: Assessment): string {
  const decided = [art33, art34].filter((article) => article.decided !== null).length;
  return decided === 0 ? 'proposed; a person decides' : decided === 2 ? 'decided' : 'decided for one article of two';
}

/** What stands above for all three is not said again with each. */
function why({ because }: ArticleAnswer<string>, outside: string | undefined): string {
  return because === outside ? ', for the reason above.' : `. ${because}`;
}

function spoken({ proposed, decided }: ArticleConclusion<ArticleAnswer<string>>, outside: string | undefined): string {
  if (decided === null) return `${proposed.notify} (proposed)${why(proposed, outside)}`;
  const by = `${decided.conclusion} as decided by ${printable(decided.by)}`;
  return `${decided.notify ?? 'open'}, ${by}: ${printable(decided.reasons)} (proposed: ${proposed.notify})`;
}

function duties(view: Assessment, look: Look): string {
  const of = (applies: AssessedObligation['applies']) => view.obligations.filter((o) => o.applies === applies);
  const binding = of('binds').sort((a, b) => order(a.due, b.due));
  const rows = binding.map((o) => [dueOf(o, look), o.article, o.title, look.style.faint(o.id)]);
  const wouldBe = of('would-be').map((o) => `${o.article}, ${o.title}: ${o.because}`);
  const others = of('does-not-apply').length;
  const rest = others === 0 ? '' : `${dutyCount(others)} more considered; --json says why not, one by one.`;
  return [
    binding.length === 0 ? noDuty(view) : renderTable(['DUE', 'LAW', 'DUTY', ''], rows),
    letters(binding),
    wouldBe.length === 0 ? '' : `\nWOULD BE, were they in force or certain\n${bullets(wouldBe)}`,
    rest === '' ? '' : `\n${look.style.faint(rest)}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Of many laws the first few; all stand in the JSON. */
const NAMED = 6;

/** Where a public notice may take the place of letters to the people of one law. */
export function letters(binding: readonly Pick<PlannedObligation, 'article' | 'substitute'>[]): string {
  const said = binding.flatMap(({ article, substitute }) =>
    substitute === undefined ? [] : [`${article}: ${saySubstitute(substitute)}`],
  );
  if (said.length === 0) return '';
  const more = said.length > NAMED ? [`${said.length - NAMED} more laws; --json says from where on.`] : [];
  return `\nIN PLACE OF LETTERS\n${bullets([...said.slice(0, NAMED), ...more])}`;
}

/** Never said without what it is said of. */
function noDuty({ coverage, kinds }: Assessment): string {
  const others = kinds.length === 0 ? 'as no other kind of party' : `and as ${kinds.join(', ')}`;
  const open = notModelled(coverage).length === 0 ? '' : ', AND NOT ALL LAWS ARE MODELLED: see OPEN';
  return wrapText(`NO DUTY BINDS of those looked at${open}. Looked at: ${lookedAt(coverage)}, ${others} (profile).`);
}

function places({ coverage }: Assessment): string {
  return coverage.length === 0 ? '' : renderTable(['PLACE', 'WHY', 'LAW'], placeLines(coverage));
}

function dueOf({ due, latest, clock, startsFrom }: AssessedObligation, { zone, style }: Look): string {
  if (due === null) return startsFrom === null ? 'no clock' : `waits for ${startsFrom}`;
  const own = clock?.basis === 'policy' ? ' own target' : '';
  const reading = latest === null || latest === due ? '' : style.faint(`, latest ${bothTimes(latest, zone)}`);
  return `${bothTimes(due, zone)}${own}${reading}`;
}

/** Running clocks first, by their instant. */
function order(a: string | null, b: string | null): number {
  return (a ?? '9') < (b ?? '9') ? -1 : 1;
}

/** Each side with its own duties; those that follow what we are have a line of their own below. */
function tracks(view: Assessment): string {
  const binding = view.obligations.filter(({ applies }) => applies === 'binds');
  const of = (ids: readonly string[]) => binding.filter(({ id }) => ids.includes(id));
  const rows = view.tracks.map((track) => [
    track.id,
    track.systems.join(', ') || 'not known',
    told(track.recipients) + byNoLaw(track.recipients, of(track.obligations)),
    `${track.severity.proposed}, SE ${(track.severity.se / 100).toFixed(2)}`,
    dutyCount(of(track.obligations).length),
  ]);
  const ours = of(view.organisationObligations);
  if (ours.length > 0) rows.push([`as ${kindsOf(ours)}`, 'any', told(toldBy(ours)), '', dutyCount(ours.length)]);
  return renderTable(['TRACK', 'SYSTEMS', 'TELLS', 'RISK (proposed)', ''], rows);
}

function told(recipients: readonly Recipient[]): string {
  return recipients.map(({ id, kind }) => id ?? kind).join(', ') || 'nobody';
}

/** Customers are told as agreed, also where no law asks for it. */
function byNoLaw(recipients: readonly Recipient[], duties: readonly AssessedObligation[]): string {
  return recipients.length > 0 && duties.length === 0 ? ', by no law looked at' : '';
}

function kindsOf(duties: readonly AssessedObligation[]): string {
  return [...new Set(duties.map(({ role }) => role))].join(', ');
}

function authorities({ authorities: { authorities: found, because } }: Assessment): string {
  const rows = found.map((a) => [
    a.from === 'high-risk' ? `${a.as}, if high risk` : a.as,
    a.name,
    a.form ?? a.home,
    `${a.channel}; ${a.languages.join(', ')}`,
  ]);
  return [renderTable(['AUTHORITY', '', '', ''], rows), wrapText(because)].filter((part) => part !== '').join('\n');
}

function open({ open: list }: Assessment): string {
  return list.length === 0 ? '' : `OPEN\n${bullets(list)}`;
}

export function bullets(lines: readonly string[]): string {
  return wrapText(lines.map((line) => `  - ${line}`).join('\n'));
}

function dutyCount(n: number): string {
  return n === 1 ? '1 duty' : `${n} duties`;
}
