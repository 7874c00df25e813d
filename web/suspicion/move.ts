import type { BreachState } from '../../domain/breach/state.ts';
import { shorten } from '../../domain/shorten.ts';
import { beganAt, type FindingLine } from '../../domain/suspicion/finding-line.ts';
import { drillBar, partHead, waysToBreaches } from '../breach/head.ts';
import { breachPath, movePath, suspicionPath } from '../breach/places.ts';
import { crumbsTo } from '../crumbs.ts';
import { choiceField, errorSummary, type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { localTime } from '../time.ts';
import type { View } from '../view.ts';

const MOST_ID = 60;

/** Whether findings of a breach can be moved by who looks. */
export function mayMove(view: View, { status, exercise }: Pick<BreachState, 'status' | 'exercise'>): boolean {
  return status !== 'closed' && exercise === null && view.may('POST /desk/breaches/:breachId/alerts/move');
}

/** Findings of a breach that are part of another one, or of a new one. */
export function movePage(
  view: View,
  { state, findings, form }: { state: BreachState; findings: readonly FindingLine[]; form: Form },
): string {
  const { suspicion } = view.words;
  const words = suspicion.move;
  const { breachId } = state;
  const ways = [[breachPath(breachId), breachId] as const, [suspicionPath(breachId), suspicion.title] as const];
  const crumbs = crumbsTo([...waysToBreaches(view), ...ways], words.title);
  // Tools give many findings one title: what each touches, when it began and its own number tell them apart.
  const options = findings.map((line): [string, Html] => {
    const { finding, findingId, title, type, systems } = line;
    const named = systems.map(({ by }) => html`<code>${by}</code> `);
    return [
      finding,
      html`
        ${title || type}
        <span class="sub"><code>${type}</code>, ${localTime(beganAt(line), view)}</span>
        <span class="sub">${named}<code>${shorten(findingId, MOST_ID)}</code></span>
      `,
    ];
  });
  const field = { form, words: view.words };
  const labels = { findings: words.which, to: words.to, reasons: words.reasons };
  const card = html`
    <form class="card" method="post" action="${movePath(breachId)}">
      ${hiddenFields(view)}
      <div class="in flow">
        ${errorSummary(form, view.words, labels)}
        ${choiceField({ ...field, name: 'findings', label: words.which, kind: 'checkbox', options })}
        ${textField({ ...field, name: 'to', label: words.to, hint: words.toHint, maxlength: 64 })}
        ${textArea({ ...field, name: 'reasons', label: words.reasons, rows: 3, required: true, maxlength: 10_000 })}
        <p><button class="btn main" type="submit">${words.act}</button></p>
      </div>
    </form>
  `;
  const main = html`
    ${drillBar(view, state)}${partHead(view, state, 'overview', crumbs)}
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    <div class="stackgap">
      ${findings.length === 0 ? html`<p class="note">${words.none}</p>` : card}
      <p><a href="${suspicionPath(breachId)}">${words.back}</a></p>
    </div>
  `;
  return insidePage(view, { title: `${words.title}, ${breachId}`, place: 'breaches', main });
}
