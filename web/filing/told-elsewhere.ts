import { errorSummary, type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { insidePage } from '../layout.ts';
import { cited } from '../translated.ts';
import type { View } from '../view.ts';
import { filingHead } from './head.ts';
import { type FilingModel, filingPath } from './model.ts';

/** Recording that people were told by other means than a campaign: when, how, about how many, and why so. */
export function toldElsewherePage(view: View, model: FilingModel, form: Form): string {
  const { filing, shell } = view.words;
  const words = filing.toldElsewhere;
  const { planned, breachId, exercise } = model;
  const common = { form, words: view.words, required: true };
  const people = { name: 'people', label: words.people, hint: words.peopleHint, inputmode: 'numeric', maxlength: 12 };
  const labels = { filedAt: words.when, channel: words.how, people: words.people, reasons: words.reasons };
  const main = html`
    ${filingHead(view, model)}
    <div class="head">
      <div>
        <h1>${words.title}</h1>
        <p class="lede">${cited(view, planned.article)}. ${words.lede}</p>
      </div>
    </div>
    ${exercise ? html`<p class="drillbar">${shell.exercise}. ${filing.exercise}</p>` : null}
    ${errorSummary(form, view.words, labels)}
    <section class="card narrow" id="record" aria-label="${words.title}">
      <form method="post" action="${filingPath(model, '/receipt')}" class="in flow">
        ${hiddenFields(view, { way: 'other', elsewhere: 'yes', stage: 'complete' })}
        ${instantField(view, { name: 'filedAt', label: words.when, form, value: view.now, required: true })}
        ${textField({ ...common, name: 'channel', label: words.how, hint: words.howHint, maxlength: 200 })}
        ${textField({ ...common, ...people })}
        ${textArea({ ...common, name: 'reasons', label: words.reasons, rows: 3, maxlength: 10_000 })}
        <button class="btn main">${words.record}</button>
      </form>
    </section>
  `;
  return insidePage(view, { title: `${words.title} · ${breachId}`, place: 'breaches', main });
}
