import { receiptText } from '../filing/receipt-text.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import { toRecipient } from '../recipients.ts';
import { timeTag } from '../time.ts';
import { cited } from '../translated.ts';
import type { View } from '../view.ts';
import { type Duty, groupDuties } from './duties.ts';
import type { BreachModel } from './model.ts';
import { filingLink } from './obligation.ts';
import { countStates } from './obligations.ts';
import { lookedAt } from './open-points.ts';
import { wordOf } from './status.ts';

/** Of more duties than these, the rest is folded. */
const IN_SIGHT = 16;

/** Every filing that is owed or was made: where it stands, what was handed in, and the way to its draft or receipt. */
export function filingsSection(view: View, model: BreachModel): Html {
  const { pages, obligations } = view.words.breach;
  const { filings: words } = pages;
  const duties = groupDuties(model).binding;
  const coverage = model.state.plan?.coverage;
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const { first, rest } = firstFew(duties, IN_SIGHT);
  const table = (some: readonly Duty[]) => html`
    <table class="stack" role="table" aria-labelledby="h-filings">
      <thead role="rowgroup">
        <tr role="row">
          ${heading(words.duty)}${heading(words.state)}${heading(words.due)}${heading(words.handedIn)}
          ${heading(words.open)}
        </tr>
      </thead>
      <tbody role="rowgroup">${some.map((duty) => row(view, model, duty))}</tbody>
    </table>
  `;
  return html`
    <section class="card" id="filings" aria-labelledby="h-filings">
      <header><h2 id="h-filings">${words.title}</h2><p class="small muted">${words.note}</p></header>
      ${duties.length === 0 ? html`<p class="in muted">${words.none} ${lookedAt(view, coverage)}</p>` : table(first)}
      ${
        rest.length === 0
          ? null
          : restFolded(
              `${obligations.more(rest.length)}: ${countStates(view, rest, model.asOf ?? view.now)}`,
              { id: 'more-filings' },
              table(rest),
            )
      }
    </section>
  `;
}

function row(view: View, model: BreachModel, duty: Duty): Html {
  const { filings: words } = view.words.breach.pages;
  const { planned } = duty;
  const { word, shape, row: style } = wordOf(view, duty, model.asOf ?? view.now);
  const due = planned.clock === null ? html`–` : timeTag(planned.clock.due, view);
  return html`
    <tr role="row" class="${style}">
      <th role="rowheader" scope="row">
        ${cited(view, planned.article)}
        <span class="sub">${toRecipient(view, planned.recipient)}</span>
      </th>
      <td role="cell" data-l="${words.state}"><span class="st ${shape}">${word}</span></td>
      <td role="cell" data-l="${words.due}"><span>${due}</span></td>
      <td role="cell" data-l="${words.handedIn}"><div>${handedIn(view, model, duty)}</div></td>
      <td role="cell" data-l="${words.open}"><span>${filingLink(view, model, duty) ?? '–'}</span></td>
    </tr>
  `;
}

/** Each version with its receipt, or the one filing that named none. */
function handedIn(view: View, { state, asOf }: BreachModel, { planned, current }: Duty): Html {
  const { breach, filing } = view.words;
  const { versions = [], filed } = current;
  if (versions.length === 0 && filed === null) return html`–`;
  if (versions.length === 0 && filed !== null)
    return html`${timeTag(filed.at, view)}<span class="sub">${receiptText(view, filed.receipt)}</span>`;
  const base = `/desk/breaches/${state.breachId}/filings/${planned.id}/versions`;
  return html`
    ${versions.map(({ number, at, late, receipt }) => {
      const name = filing.version(number);
      const link = asOf === null ? html`<a href="${base}/${number}">${name}</a>` : html`${name}`;
      const tag = late ? html` <span class="tag warn">${breach.obligations.status.filedLate}</span>` : null;
      return html`<p>${link}, ${timeTag(at, view)}${tag}<span class="sub">${receiptText(view, receipt)}</span></p>`;
    })}
  `;
}
