import { errorSummary, type Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { inputName } from './control.ts';
import { labelTag } from './label.ts';
import { type FilingModel, wrongFields } from './model.ts';

/** What is wrong on the page, each by the name of its field: what was just refused, and what the form does not take. */
export function problemList(
  view: View,
  model: FilingModel,
  form: Form,
  { editable }: { editable: boolean },
): Html | null {
  const { filing } = view.words;
  const labels: Record<string, string> = {
    receipt: filing.receipt,
    channel: filing.channel,
    filedAt: filing.when,
    'filedAt-zone': filing.when,
    reasons: filing.reasons,
    read: filing.readTick,
  };
  const refused = form.problems.map(({ field, message }) => ({
    field,
    message: labels[field] === undefined ? message : `${labels[field]}: ${message}`,
  }));
  const wrong = wrongFields(model).map(({ field, missing, wrong: what }) => {
    const says = what === null ? translated(view, missing ?? '') : filing.sayWrong(what);
    return { field: inputName(field), message: html`${labelTag(view, field)}: ${says}` };
  });
  return errorSummary({ problems: [...refused, ...(editable ? wrong : [])] }, view.words);
}
