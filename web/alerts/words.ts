import { byRelation, type Joining } from '../../domain/alerts/joining.ts';
import type { AlertView, FindingOutcome } from '../../domain/alerts/outcome.ts';
import { unopenedKey } from '../../domain/unopened.ts';
import { type Html, html } from '../html.ts';
import { peoplesWords } from '../peoples-words.ts';
import { sayRefusal } from '../refusals.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';

/** How alerts are told of in lists and on their pages. */

const SHAPES: Record<AlertView['status'], string> = {
  waiting: 'uncertain',
  judged: 'filed',
  dead: 'overdue',
  aside: 'waived',
};

/** Its status as a word with its shape. */
export function statusOf({ words }: View, { status }: AlertView): Html {
  return html`<span class="st ${SHAPES[status]}">${words.alerts.status[status]}</span>`;
}

/** Why it is dead, aside or was put off. */
export function reasonOf(view: View, { reason }: AlertView): Html | null {
  if (reason === null) return null;
  const { codes, other } = view.words.alerts;
  const said = codes[reason.code] ?? other(reason.code);
  return html`${said}${reason.detail === null ? null : html`<span class="sub">${detailOf(view, reason)}</span>`}`;
}

/** The reason itself. What earlier versions kept of it is English alone, and is marked so. */
export function detailOf(view: View, { code, detail, refusal }: NonNullable<AlertView['reason']>): Html {
  const message = detail ?? '';
  if (view.language === 'en' || unopenedKey(message) !== null) return peoplesWords(view, message);
  if (refusal === null) return translated(view, message);
  const { field, members } = refusal;
  return html`${sayRefusal(view, { code, field: field ?? undefined, members, message })}`;
}

/** The breaches that it opened or joined, as links; what became of it otherwise. */
export function becameOf(view: View, { status, outcome, breachIds }: AlertView): Html {
  const { alerts: words } = view.words;
  if (status !== 'judged') return html`<span class="muted">–</span>`;
  const links = breachIds.map((id) => html`<a class="nowrap" href="/desk/breaches/${id}">${id}</a> `);
  const became = outcome?.findings[0]?.became;
  const said = became === undefined ? words.noFinding : words.became[became];
  return html`<span>${links}<span class="sub">${said}</span></span>`;
}

/** Why a finding stands where it does, under its label. */
export function joiningOf(view: View, { joining }: FindingOutcome): Html | null {
  const said = sayJoining(view, joining ?? null);
  return said === null ? null : html`<dt>${view.words.alerts.relatedBy}</dt><dd>${said}</dd>`;
}

/** What a finding has in common with an earlier one, and with which other incidents; null where nobody compared it. */
export function sayJoining({ words: { alerts: words } }: View, joining: Joining | null): Html | null {
  if (joining === null || joining.because.length === 0) return null;
  const { because, follows, related } = joining;
  const reasons = byRelation(because).map(({ relation, values }) => {
    return html`<li>${words.relations[relation]}${values.map((value) => html` <code>${value}</code>`)}</li>`;
  });
  const link = (id: string) => html` <a class="nowrap" href="/desk/breaches/${id}">${id}</a>`;
  const before = follows === null ? null : html`<p>${words.follows}${link(follows)}</p>`;
  const others = related.length === 0 ? null : html`<p>${words.related}${related.map(link)}</p>`;
  return html`<ul>${reasons}</ul>${before}${others}`;
}

/** What it was understood as, in one line. */
export function understood(view: View, { outcome, reference }: AlertView): Html {
  const [first] = outcome?.findings ?? [];
  if (first === undefined) return html`<span class="mono sub">${reference}</span>`;
  const { alerts: words } = view.words;
  const sample = first.sample ? html` <span class="tag drill">${words.sample}</span>` : null;
  return html`
    <span class="strong">${first.title === '' ? first.type : first.title}</span>${sample}
    <span class="sub">${first.type}, ${words.severity(first.severity)}</span>
  `;
}
