import { beganAt, type FindingLine } from '../../domain/suspicion/finding-line.ts';
import type { SuspicionReasoning } from '../../domain/suspicion/reasoning.ts';
import { sayJoining } from '../alerts/words.ts';
import { number } from '../breach/figures.ts';
import { breachPath, movePath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import { localTime, timeTag } from '../time.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { findingTitle, sinceTag } from './words.ts';

/** How it began, and how it stands: of many findings the first and the last are in sight. */
const FIRST = 1;
const LAST = 2;
/** Those between that a fold holds, the newest. */
const MOST_BETWEEN = 100;

/** The findings in time order; those in the middle of many are folded. */
export function findingsCard(view: View, { breachId, findings, more }: SuspicionReasoning, mayMove: boolean): Html {
  const { suspicion: words } = view.words;
  const isLong = findings.length > FIRST + LAST + 1;
  const first = isLong ? findings.slice(0, FIRST) : findings;
  const last = isLong ? findings.slice(-LAST) : [];
  const between = isLong ? findings.slice(FIRST, -LAST) : [];
  const folded = between.slice(-MOST_BETWEEN);
  const fresh = folded.filter(({ since }) => since === 'new').length;
  const left = more + between.length - folded.length;
  const fold =
    folded.length === 0
      ? null
      : html`
        <details class="fold rest" id="between">
          <summary>${words.between(folded.length)}${fresh === 0 ? null : `, ${words.newAmong(fresh)}`}</summary>
          ${table(view, folded, 'findings goes-on')}
        </details>
      `;
  return html`
    <section class="card" id="findings" aria-labelledby="h-findings">
      <header>
        <h2 id="h-findings">${words.findings}</h2>
        ${mayMove ? html`<a class="small" href="${movePath(breachId)}">${words.move.link}</a>` : null}
      </header>
      ${table(view, first, 'findings')}${fold}
      ${left === 0 ? null : html`<p class="in small muted">${words.notShown(number(left, view.language))}</p>`}
      ${last.length === 0 ? null : table(view, last, 'findings goes-on')}
    </section>
  `;
}

/** Of those that go on the head is not seen, as it stands above. */
function table(view: View, findings: readonly FindingLine[], classes: string): Html {
  const { suspicion: words } = view.words;
  const head = [words.when, words.what, words.rule, words.system, words.here];
  return html`
    <table class="stack words ${classes}" role="table" aria-labelledby="h-findings">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${findings.map((finding) => row(view, finding))}</tbody>
    </table>
  `;
}

function row(view: View, finding: FindingLine): Html {
  const { alerts, suspicion: words } = view.words;
  const { rule, because, systems, firstAt, lastAt, count } = finding;
  const received = html`<span class="sub">${words.received} ${localTime(firstAt, view)}</span>`;
  const times = html`${words.times(number(count, view.language))}, ${words.last} ${localTime(lastAt, view)}`;
  const matched = systems.map(
    ({ id, name, by }) => html`
      <span class="line"><a href="/desk/systems/${id}">${name}</a> ${alerts.by} <code>${by}</code></span>
    `,
  );
  return html`
    <tr role="row">
      <td role="cell" data-l="${words.when}">
        <span class="inline">${timeTag(beganAt(finding), view)}${finding.occurredAt === null ? null : received}</span>
        ${sinceTag(view, finding)}
      </td>
      <td role="cell" data-l="${words.what}">
        <span>${findingTitle(view, finding)}${count === 1 ? null : html`<span class="sub">${times}</span>`}</span>
      </td>
      <td role="cell" data-l="${words.rule}">
        <span><code>${rule}</code><span class="sub">${because ? translated(view, because) : words.unsaid}</span></span>
      </td>
      <td role="cell" data-l="${words.system}"><span>${matched.length === 0 ? alerts.noSystem : matched}</span></td>
      <td role="cell" data-l="${words.here}"><div>${hereOf(view, finding)}</div></td>
    </tr>
  `;
}

/** Whom a person brought here is here by that, whatever it had in common with others where it was. */
function hereOf(view: View, { joining, movedFrom }: FindingLine): Html | string {
  const { suspicion: words } = view.words;
  if (movedFrom === null) return sayJoining(view, strongestOf(joining)) ?? words.opened;
  return html`${words.movedFrom} <a class="nowrap" href="${breachPath(movedFrom)}">${movedFrom}</a>`;
}

/** What speaks most for its place; its alert says all that does. */
function strongestOf(joining: FindingLine['joining']): FindingLine['joining'] {
  const relation = joining?.because[0]?.relation;
  return joining && { ...joining, because: joining.because.filter((each) => each.relation === relation) };
}
