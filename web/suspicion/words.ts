import type { BreachState } from '../../domain/breach/state.ts';
import type { FindingLine } from '../../domain/suspicion/finding-line.ts';
import type { SuspicionFindings } from '../../domain/suspicion/reasoning.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** How the findings of a breach are told of, on its first page and on their own. */

/** `20,003 alerts of 4 findings, first …, last …`. */
export function saySum(view: View, { findings, more, alerts }: SuspicionFindings): Html {
  const { suspicion: words } = view.words;
  const n = (value: number) => number(value, view.language);
  const { count, firstAt, lastAt } = alerts;
  const span = firstAt === null ? null : html`, ${words.from} ${timeTag(firstAt, view)}`;
  const until = lastAt === null || lastAt === firstAt ? null : html`, ${words.to} ${timeTag(lastAt, view)}`;
  return html`${words.sum(n(count), n(findings.length + more))}${span}${until}`;
}

/** How many came in after the last decision; nothing where nobody has decided. */
export function saySince(view: View, { findings, decided }: SuspicionFindings): Html | null {
  if (decided === null) return null;
  const { suspicion: words } = view.words;
  const fresh = findings.filter(({ since }) => since === 'new').length;
  const what = words.decided[decided.what];
  const said = fresh === 0 ? words.nothingSince(what) : words.newSince(number(fresh, view.language), what);
  const shape = fresh === 0 ? 'ack' : 'changed';
  return html`<p class="small inline"><span class="st ${shape} wraps">${said}</span> ${timeTag(decided.at, view)}</p>`;
}

/** Why there is no finding. */
export function sayNone({ words: { suspicion } }: View, { origin }: Pick<BreachState, 'origin'>): string {
  return origin === 'alert' ? suspicion.gone : suspicion.none;
}

/** Title, type, severity and source, with the way to the alert. */
export function findingTitle(view: View, finding: FindingLine): Html {
  const { alerts, suspicion } = view.words;
  const { title, type, severity, source, alert } = finding;
  const said = title === '' ? type : title;
  const linked =
    alert === null
      ? html`<span class="strong">${said}</span>`
      : html`<a class="strong" href="/desk/alerts/${alert}" title="${suspicion.alert}">${said}</a>`;
  return html`${linked}<span class="sub">${type}, ${alerts.severity(severity)}, ${source}</span>`;
}

/** Whether it is news for whoever decided; nothing where it is not. */
export function sinceTag({ words: { suspicion } }: View, { since }: FindingLine): Html | null {
  return since === null
    ? null
    : html`<span class="tag ${since === 'new' ? 'warn' : ''}">${suspicion.since[since]}</span>`;
}
