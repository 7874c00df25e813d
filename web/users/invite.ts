import { choiceField, type Form } from '../forms.ts';
import type { Html } from '../html.ts';
import type { View } from '../view.ts';

/** Whether who is added gets an invitation by mail; ticked until somebody takes it off. */
export function inviteField(view: View, form: Form): Html {
  const { invitation: words } = view.words.users;
  // Of a form that came back, a box without a tick has no value.
  const chosen = Object.keys(form.values).length === 0 ? ['yes'] : [form.values.invite ?? []].flat();
  return choiceField({
    ...{ name: 'invite', kind: 'checkbox', label: words.field, hint: words.fieldHint, form, words: view.words },
    ...{ options: [['yes', words.send]], chosen },
  });
}
