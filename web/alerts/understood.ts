import type { Understood } from '../../domain/alerts/outcome.ts';
import { toldTimes } from '../../domain/alerts/told-times.ts';
import { number } from '../breach/figures.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { translatedPhrase } from '../translated.ts';
import type { View } from '../view.ts';

/** What was understood of a finding, as rows of a list of terms; `place` tells it from others of its page. */
export function understoodRows(view: View, finding: Understood, place: string): Html {
  const { alerts: words } = view.words;
  const { type, findingId, tactics, dataClasses, count, ended, sample } = finding;
  const unread = finding.unread.map(
    ({ field, why }) => html`<li><code>${field}</code> ${translatedPhrase(view, why)}</li>`,
  );
  return html`
    <dt>${words.type}</dt><dd>${type}, ${severityOf(view, finding)}${sample ? `, ${words.sample}` : ''}</dd>
    ${times(view, finding)}
    ${row(words.actor, whoOf(view, finding))}
    ${row(words.tactics, (tactics ?? []).join(', '))}
    ${row(words.dataClasses, (dataClasses ?? []).join(', '))}
    ${row(words.events, count === undefined ? '' : number(count, view.language))}
    ${row(words.there, ended === undefined ? '' : words.ended[ended])}
    <dt>${words.finding}</dt><dd><code>${findingId}</code></dd>
    <dt>${words.names}</dt><dd>${namesOf(view, finding, place)}</dd>
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

const NAMES_SHOWN = 10;

/** An attack may name hundreds of things: the first tell of which kind they are, the rest is folded. */
function namesOf(view: View, { resources, moreResources }: Understood, place: string): string | Html {
  const { alerts: words } = view.words;
  if (resources.length === 0) return words.nothing;
  const { first, rest } = firstFew(namedOf(view, resources), NAMES_SHOWN);
  const more = moreOf(view, moreResources);
  if (rest.length === 0) return html`<ul>${first}${more}</ul>`;
  const summary = words.moreResources(number(rest.length + moreResources, view.language));
  return html`<ul>${first}</ul>${restFolded(summary, { id: `names-${place}` }, html`<ul>${rest}${more}</ul>`)}`;
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
