import type { PlanPreview, WouldStart } from '../../domain/plan/preview-report.ts';
import { lawsNotModelled, lookedAt } from '../breach/open-points.ts';
import { type Html, html } from '../html.ts';
import { toRecipient } from '../recipients.ts';
import { localTime, timeTag, utcTime } from '../time.ts';
import { cited, citedText, translated } from '../translated.ts';
import type { View } from '../view.ts';
import type { ReportForm } from './model.ts';

const SHOWN = 6;

/** What would start, beside the form: of the systems ticked right now by style alone, or of those it was asked for. */
export function planPreviewPanel(view: View, model: ReportForm): Html {
  const { will } = view.words.report;
  const { each, together, from, form } = model;
  const given = String(form.values.awareAt ?? '') !== '' && from !== view.now;
  const lead = html`
    <p class="small">${given ? will.ifThen : will.ifNow}, <b>${localTime(from, view)}</b> (${utcTime(from, view)}):</p>
  `;
  const body =
    together !== null
      ? html`${lead}<p class="small muted">${will.fresh}</p>${list(view, together)}`
      : each === null || each.size === 0
        ? html`<p class="note small">${will.tickAndShow}</p>`
        : html`${lead}<p class="note w-none when small">${will.tick}</p>${following(view, [...each.values()])}`;
  return html`
    <section class="card" aria-labelledby="h-clk">
      <header><h2 id="h-clk">${will.title}</h2></header>
      <div class="in flow">
        ${body}
        <p><button class="btn sm" name="do" value="clocks" formnovalidate>${will.show}</button></p>
        <p class="small muted">${will.note}</p>
      </div>
    </section>
  `;
}

/** One list for all ticked systems together. */
function list(view: View, { clocks, suppliers, customers, coverage }: PlanPreview): Html {
  const { will } = view.words.report;
  const notices = [
    ...lawsNotModelled(view, coverage).map((law) => html`<li>${law}</li>`),
    ...(suppliers + customers === 0 ? [] : [html`<li>${will.notices(suppliers, customers)}</li>`]),
  ];
  if (clocks.length === 0) {
    const nothing = html`<p class="note small">${will.nothing} ${lookedAt(view, coverage)}</p>`;
    return html`${nothing}<ul class="plan small">${notices}</ul>`;
  }
  const rest = clocks.length - SHOWN;
  return html`
    <p class="small strong">${will.first} ${citedText(view, clocks[0]?.article ?? '')}:</p>
    <ul class="plan small">
      ${clocks.slice(0, SHOWN).map((clock) => html`<li>${wouldStart(view, clock)}</li>`)}
      ${rest > 0 ? html`<li class="muted">${will.more(rest)}</li>` : null}
      ${notices}
    </ul>
  `;
}

/** The first clocks of each system shown, each with the class of those that start it. */
function following(view: View, previews: PlanPreview[]): Html {
  const { will } = view.words.report;
  const all = new Map<string, { clock: WouldStart; by: number[] }>();
  for (const [index, { clocks }] of previews.entries()) {
    for (const clock of clocks.slice(0, SHOWN)) {
      const known = all.get(clock.obligation);
      if (known === undefined) all.set(clock.obligation, { clock, by: [index + 1] });
      else known.by.push(index + 1);
    }
  }
  const sorted = [...all.values()].sort((a, b) => (a.clock.due < b.clock.due ? -1 : 1));
  const classes = (by: number[]) => by.map((n) => `w-${n}`).join(' ');
  const rest = previews.flatMap(({ clocks, suppliers, customers, coverage }, index) => [
    ...lawsNotModelled(view, coverage).map((law) => [index, law] as const),
    ...(clocks.length > SHOWN ? [[index, will.more(clocks.length - SHOWN)] as const] : []),
    ...(suppliers + customers > 0 ? [[index, will.notices(suppliers, customers)] as const] : []),
  ]);
  const lines = Map.groupBy(rest, ([, text]) => text);
  const last = [...lines].map(
    ([text, by]) => html`<li class="when ${classes(by.map(([index]) => index + 1))}">${text}</li>`,
  );
  return html`
    <ul class="plan small">
      ${sorted.map(({ clock, by }) => html`<li class="when ${classes(by)}">${wouldStart(view, clock)}</li>`)}${last}
    </ul>
  `;
}

function wouldStart(view: View, { article, title, recipient, due, basis }: WouldStart): Html {
  const { will } = view.words.report;
  return html`
    <span class="strong">${cited(view, article)}</span> ${toRecipient(view, recipient)}
    <br>
    ${timeTag(due, view)}
    <span class="sub">
      ${translated(view, title)}${basis === 'policy' ? html` (${will.target})` : null}
    </span>
  `;
}
