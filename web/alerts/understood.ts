import type { Understood } from '../../domain/alerts/outcome.ts';
import { toldTimes } from '../../domain/alerts/told-times.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** What was understood of a finding, as rows of a list of terms; what its tool does not say has no row. */
export function understoodRows(view: View, finding: Understood): Html {
  const { alerts: words } = view.words;
  const { type, findingId, tactics, dataClasses, count, ended, sample } = finding;
  const named = [...namedOf(view, finding.resources), ...moreOf(view, finding.moreResources)];
  const unread = finding.unread.map(({ field, why }) => html`<li><code>${field}</code>: ${why}</li>`);
  return html`
    <dt>${words.type}</dt><dd>${type}, ${severityOf(view, finding)}${sample ? `, ${words.sample}` : ''}</dd>
    ${times(view, finding)}
    ${row(words.actor, whoOf(view, finding))}
    ${row(words.tactics, (tactics ?? []).join(', '))}
    ${row(words.dataClasses, (dataClasses ?? []).join(', '))}
    ${row(words.events, count === undefined ? '' : number(count, view.language))}
    ${row(words.there, ended === undefined ? '' : words.ended[ended])}
    <dt>${words.finding}</dt><dd><code>${findingId}</code></dd>
    <dt>${words.names}</dt><dd>${named.length === 0 ? words.nothing : html`<ul>${named}</ul>`}</dd>
    ${row(words.unread, unread.length === 0 ? '' : html`<ul>${unread}</ul>`)}
  `;
}

function row(term: string, said: string | Html): Html | null {
  return said === '' ? null : html`<dt>${term}</dt><dd>${said}</dd>`;
}

/** The number by which rules go, and the word that the tool itself uses. */
function severityOf({ words: { alerts: words } }: View, { severity, severityWord }: Understood): string {
  return `${words.severity(severity)}${severityWord === undefined ? '' : ` (${severityWord})`}`;
}

function times(view: View, finding: Understood): Html {
  const { alerts: words, shell } = view.words;
  const told = toldTimes(finding);
  if (told.length === 0) return html`<dt>${words.occurred}</dt><dd>${shell.unknown}</dd>`;
  const rows = told.map(({ at, which }) => {
    const [first = '', ...rest] = which.map((each) => words.told[each]);
    const term = [first, ...rest.map((each) => each.charAt(0).toLowerCase() + each.slice(1))].join(', ');
    return html`<dt>${term}</dt><dd>${timeTag(at, view, true)}</dd>`;
  });
  return html`${rows}`;
}

function whoOf(view: View, { actor }: Understood): string | Html {
  if (actor === undefined) return '';
  const all = [...actor.users, ...actor.ips, ...actor.processes].map((each) => html`<li>${each}</li>`);
  return html`<ul>${all}${moreOf(view, actor.more)}</ul>`;
}

/** `bucket arn:…`: the kind is a word of ours, the rest a name of theirs. */
function namedOf({ words: { alerts: words } }: View, resources: readonly string[]): Html[] {
  return resources.map((each) => {
    const [kind = '', ...name] = each.split(' ');
    return html`<li>${words.unknown.kinds[kind] ?? kind} <code>${name.join(' ')}</code></li>`;
  });
}

function moreOf(view: View, count: number): Html[] {
  return count === 0 ? [] : [html`<li>${view.words.alerts.moreResources(number(count, view.language))}</li>`];
}
