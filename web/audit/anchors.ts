import type { AnchorStatus, AnchorWayStatus } from '../../domain/audit/anchor.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { dayAndTime } from '../time-words.ts';
import type { View } from '../view.ts';

/** A line where somebody has to look why the record is not taken outside, or why it is not what it was; else none. */
export function anchorAlarm({ state, since, isAlarm }: AnchorStatus, view: View): Html | null {
  const { alarm } = view.words.audit.anchors;
  if (!isAlarm || state === 'never' || state === 'off' || state === 'ok') return null;
  const when = since === null ? '' : dayAndTime(since, view.now, view);
  return html`<p class="note hot" role="alert">${alarm[state](when)}</p>`;
}

/** When the head of the record was last taken outside, and where. */
export function anchorCard(status: AnchorStatus, view: View): Html {
  const { anchors: words } = view.words.audit;
  const none = status.state === 'never' ? words.never : words.off;
  return html`
    <section class="card pad" aria-labelledby="h-anchors">
      <header><h2 id="h-anchors">${words.title}</h2><p class="small muted">${words.lede}</p></header>
      ${status.ways.length === 0 ? html`<p class="in muted">${none}</p>` : table(status.ways, view)}
    </section>
  `;
}

function table(ways: readonly AnchorWayStatus[], view: View): Html {
  const { anchors: words } = view.words.audit;
  return html`
    <table class="stack" role="table" aria-labelledby="h-anchors">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${words.where}</th>
          <th role="columnheader" scope="col">${words.state}</th>
          <th role="columnheader" scope="col">${words.last}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${ways.map(
          (each) => html`
            <tr role="row">
              <th role="rowheader" scope="row">${words.ways[each.way]}</th>
              <td role="cell" data-l="${words.state}">${stateOf(each, view)}</td>
              <td role="cell" data-l="${words.last}">
                ${
                  each.at === null || each.seq === null
                    ? '–'
                    : html`<span>${timeTag(each.at, view)}<span class="sub">${words.entry(each.seq)}</span></span>`
                }
              </td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function stateOf({ at, failingSince, code }: AnchorWayStatus, view: View): Html {
  const { anchors: words } = view.words.audit;
  if (failingSince !== null) {
    const text = words.fails(dayAndTime(failingSince, view.now, view), code ?? '');
    return html`<span class="st missing">${text}</span>`;
  }
  return at === null
    ? html`<span class="muted">${words.waits}</span>`
    : html`<span class="st ack">${words.works}</span>`;
}
