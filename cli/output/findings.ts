import { byRelation } from '../../domain/alerts/joining.ts';
import { beganAt, type FindingLine } from '../../domain/suspicion/finding-line.ts';
import type { SuspicionReasoning } from '../../domain/suspicion/reasoning.ts';
import { TOCSIN } from '../../web/command.ts';
import { alerts as words } from '../../web/languages/en/alerts.ts';
import { suspicion as says } from '../../web/languages/en/suspicion.ts';
import type { Look } from './style.ts';
import { renderTable } from './table.ts';
import { bothTimes } from './time.ts';

export type ReasoningView = SuspicionReasoning & { people: Record<string, string> };

/** How it began, and how it stands: of many findings the first and the last are printed. */
const FIRST = 3;
const LAST = 12;
const CLOCKS = 8;

/** Why a breach is suspected, for a tired person: the instants, the findings, what follows, what would run. */
export function renderReasoning(view: ReasoningView, look: Look): string {
  const parts = [heading(view, look), findingsOf(view, look), facts(view), affected(view), clocks(view, look)];
  const next = `next: ${TOCSIN} show ${view.breachId}, ${TOCSIN} tasks ${view.breachId}, ${TOCSIN} triage --help`;
  return [...parts, next].filter((part) => part !== '').join('\n\n');
}

function heading(
  { breachId, findings, more, alerts, instants, decided }: ReasoningView,
  { zone, style }: Look,
): string {
  const { alert, suspicion, investigation, awareness } = instants;
  const at = (instant: string | null, what: string) =>
    instant === null ? [] : [`${bothTimes(instant, zone)}  ${what}`];
  const others = suspicion.suspectedAt === suspicion.openedAt ? null : suspicion.suspectedAt;
  const rows = [
    ...at(alert.occurredAt, `alert: ${says.instants.occurred}`),
    ...at(alert.receivedAt, `alert: ${says.instants.received}`),
    ...at(suspicion.openedAt, `suspicion ${says.instants.opened}`),
    ...at(others, says.instants.suspected),
    ...at(
      investigation?.at ?? null,
      `investigation: ${says.instants[investigation?.basis ?? 'taken'](investigation?.by ?? '')}`,
    ),
    ...at(awareness?.at ?? null, `awareness, ${says.instants.aware(awareness?.by ?? '')}`),
  ];
  const open = [
    ...(investigation === null ? [style.warn(says.instants.nobody)] : []),
    ...(awareness === null ? [style.warn(`awareness ${says.instants.none}`)] : []),
  ];
  const since = sinceOf({ findings, decided }, { zone, style });
  const sum = says.sum(String(alerts.count), String(findings.length + more));
  return [`${style.strong(breachId)}  ${sum}`, ...since, ...rows, ...open].join('\n');
}

function sinceOf(
  { findings, decided }: Pick<ReasoningView, 'findings' | 'decided'>,
  { zone, style }: Pick<Look, 'zone' | 'style'>,
): string[] {
  if (decided === null) return [];
  const fresh = findings.filter(({ since }) => since === 'new').length;
  const what = says.decided[decided.what];
  const said = fresh === 0 ? says.nothingSince(what) : style.warn(says.newSince(String(fresh), what));
  return [`${said} ${bothTimes(decided.at, zone)}`];
}

function findingsOf({ findings, more }: ReasoningView, look: Look): string {
  if (findings.length === 0) return 'No finding of an alert is kept of it.';
  const isLong = findings.length > FIRST + LAST + 1;
  const between = findings.length - FIRST - LAST + more;
  const shown = isLong ? [...findings.slice(0, FIRST), ...findings.slice(-LAST)] : findings;
  const texts = shown.map((finding) => findingText(finding, look));
  const gap = `… ${between} findings between; --json has the newest 500`;
  return (isLong ? [...texts.slice(0, FIRST), gap, ...texts.slice(FIRST)] : texts).join('\n');
}

function findingText(finding: FindingLine, { zone, style }: Look): string {
  const { title, type, severity, source, rule, because, systems, count, lastAt, alert, since } = finding;
  const matched = systems.map(({ name, id, by }) => `${name} (${id}) by ${by}`).join('; ');
  const again = count === 1 ? says.times('1') : `${says.times(String(count))}, ${says.last} ${bothTimes(lastAt, zone)}`;
  const tag = since === null ? '' : style.warn(`  (${says.since[since]})`);
  return [
    `${bothTimes(beganAt(finding), zone)}  ${style.strong(title === '' ? type : title)}${tag}`,
    `  says:   ${type}, ${words.severity(severity)}, ${source}; ${again}`,
    `  rule:   ${rule}: ${because ?? says.unsaid}`,
    `  system: ${matched === '' ? words.noSystem : matched}`,
    `  here:   ${hereOf(finding)}`,
    ...(alert === null ? [] : [style.faint(`  alert:  ${alert}`)]),
  ].join('\n');
}

function hereOf({ joining, movedFrom }: FindingLine): string {
  if (movedFrom !== null) return `${says.movedFrom} ${movedFrom}`;
  const why = byRelation(joining?.because ?? []).map(({ relation, values }) =>
    [words.relations[relation], ...values].join(' '),
  );
  return why.length === 0 ? says.opened : why.join('; ');
}

function facts({ facts: all }: ReasoningView): string {
  const rows = all.map(({ key, value, certainty, by, rules }) => [
    key,
    // An empty list that nobody stated is no answer.
    certainty === 'unknown' && Array.isArray(value) ? valueText(null) : valueText(value),
    certainty === 'stated' && by !== null ? says.facts.by(by) : says.facts.certainty[certainty],
    rules
      .map(
        (one) => `${one.rules.join(', ')}${one.isOnRecord ? '' : `: ${valueText(one.value)} (${says.facts.differs})`}`,
      )
      .join('; '),
  ]);
  return renderTable(['FACT', 'ON RECORD', 'HOW SURE', 'RULES'], rows);
}

function valueText(value: unknown): string {
  if (value === null) return 'not known';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function affected({ affected: who }: ReasoningView): string {
  const { systems, unregistered, isUnlisted, people, uncounted, countries, dataClasses, customers, suppliers } = who;
  const count =
    people === null ? 'unknown' : uncounted === 0 ? String(people) : says.affected.peopleAtLeast(`${people}`);
  const unknown = uncounted === 0 ? '' : `; ${says.affected.uncounted(String(uncounted))}`;
  const first = (ids: readonly string[]) =>
    ids.length === 0
      ? systems.length === 0
        ? 'unknown'
        : 'none'
      : `${ids.length}: ${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ', …' : ''}`;
  const named = [
    ...systems.map(({ name, id, role }) => `${name} (${id}, ${role})`),
    ...unregistered.map((id) => `${id} (${says.affected.unregistered})`),
    ...(isUnlisted ? [says.affected.unlisted] : []),
  ];
  return [
    'AFFECTED, as the data-flow register says',
    `  systems    ${named.join('; ') || says.affected.noSystem}`,
    `  people     ${count}${unknown}`,
    `  countries  ${countries.join(', ') || 'unknown'}`,
    `  data       ${dataClasses.join(', ') || 'unknown'}`,
    `  customers  ${first(customers)}`,
    `  suppliers  ${first(suppliers)}`,
  ].join('\n');
}

function clocks({ ifAwareNow }: ReasoningView, { zone }: Look): string {
  if (ifAwareNow === null) return '';
  const { at, clocks: all, waiting } = ifAwareNow;
  const rows = all.slice(0, CLOCKS).map(({ due, article, title }) => [bothTimes(due, zone), article, title]);
  const more = all.length > CLOCKS ? [says.clocks.more(all.length - CLOCKS)] : [];
  const open = waiting === 0 ? [] : [says.clocks.waiting(String(waiting))];
  const head = `IF AWARE NOW (${bothTimes(at, zone)}); a preview, nothing is recorded`;
  const table = rows.length === 0 ? says.clocks.none : renderTable(['DUE', 'DUTY', ''], rows);
  return [head, table, ...more, ...open].join('\n');
}
