import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import { choiceField, EMPTY_FORM, errorSummary, type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import type { View } from '../view.ts';
import { noticePath } from './notice-words.ts';

/** The fields of the form, by what they are about. */
export const SPOKEN_FIELDS = {
  round: 'spokenRound',
  saidAt: 'spokenAt',
  by: 'spokenBy',
  holdsData: 'spokenHoldsData',
  misuse: 'spokenMisuse',
  reasons: 'spokenReasons',
} as const;

const ANSWERS = ['yes', 'no', 'unknown'] as const;

/** Whether what was typed is of this form. */
export function isSpokenForm({ values }: Form): boolean {
  return values[SPOKEN_FIELDS.round] !== undefined;
}

/** To put on record what was answered to a notice by telephone or in person. */
export function spokenForm(
  view: View,
  breachId: string,
  { counterparty, kind, round }: Pick<NoticeLine, 'counterparty' | 'kind' | 'round'>,
  given: Form,
): Html {
  const { words } = view;
  const { spoken } = words.communication.notice;
  const { misuse, holds, theirs } = words.breach.notices;
  const isGiven = isSpokenForm(given);
  const form = isGiven ? given : EMPTY_FORM;
  const about = kind === 'customer' ? theirs : holds;
  const labels = {
    ...{ spokenAt: spoken.at, spokenBy: spoken.by, spokenHoldsData: spoken.data, spokenMisuse: spoken.misuse },
    spokenReasons: words.communication.reasons,
  };
  const choice = (name: 'holdsData' | 'misuse', options: Readonly<Record<(typeof ANSWERS)[number], string>>) => {
    const field = SPOKEN_FIELDS[name];
    return choiceField({
      ...{ name: field, label: labels[field], kind: 'radio', form, words, required: true },
      options: ANSWERS.map((value) => [value, options[value]] as const),
    });
  };
  return html`
    <details${isGiven ? html` open` : null}>
      <summary>${spoken.verb}</summary>
      <form method="post" action="${noticePath(breachId, counterparty)}/answer" class="flow">
        ${errorSummary(form, words, labels)}${hiddenFields(view, { [SPOKEN_FIELDS.round]: String(round) })}
        <p class="small">${spoken.hint}</p>
        ${instantField(view, { name: SPOKEN_FIELDS.saidAt, label: spoken.at, form, value: view.now, required: true })}
        ${textField({
          ...{ name: SPOKEN_FIELDS.by, label: spoken.by, hint: spoken.byHint, form, words },
          ...{ required: true, maxlength: 300 },
        })}
        ${choice('holdsData', about)}${choice('misuse', { ...misuse, yes: misuse.seen })}
        ${textArea({
          ...{ name: SPOKEN_FIELDS.reasons, label: labels.spokenReasons, hint: spoken.reasonsHint, form, words },
          ...{ rows: 3, maxlength: 10_000, required: true },
        })}
        <button class="btn">${spoken.verb}</button>
      </form>
    </details>
  `;
}
