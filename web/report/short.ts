import type { IncidentKind } from '../../domain/breach/incident-kinds.ts';
import { errorSummary, type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';

/** Three questions about an incident in which no system is involved. */
export function shortReportPage(view: View, kind: IncidentKind, form: Form): string {
  const { words } = view;
  const { report, shell } = words;
  const { short } = report;
  const asked = short.kinds[kind];
  const field = { form, words };
  const labels = { what: asked.what, where: short.where, who: short.who, peopleConcerned: short.people };
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs"><a href="/desk/report">${shell.places.report}</a> / ${asked.title}</p>
        <h1>${asked.title}</h1>
        <p class="lede">${short.lede}</p>
      </div>
    </div>
    <form class="stackgap narrow" method="post" action="/desk/report/${kind}">
      ${hiddenFields(view)}
      ${errorSummary(form, words, labels)}
      <section class="card" aria-label="${asked.title}">
        <div class="in stackgap">
          ${textArea({
            ...{ ...field, name: 'what', label: `1. ${asked.what}`, hint: report.summaryShort },
            ...{ required: true, rows: 3, maxlength: 4_000 },
          })}
          ${textField({ ...field, name: 'where', label: `2. ${short.where}`, required: true, maxlength: 500 })}
          ${textField({
            ...{ ...field, name: 'who', label: `3. ${short.who}`, hint: short.whoHint },
            ...{ required: true, maxlength: 500 },
          })}
          ${textField({
            ...{ ...field, name: 'peopleConcerned', label: short.people, hint: short.peopleHint },
            ...{ inputmode: 'numeric', maxlength: 20 },
          })}
          <div class="row"><button class="btn main">${report.send}</button></div>
        </div>
      </section>
    </form>
  `;
  return insidePage(view, { title: asked.title, place: 'report', main });
}
