import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { PLACES } from '../places.ts';
import type { View } from '../view.ts';
import type { SystemPage } from './model.ts';

/** Where what alerts named is a part of a system that the register has: leads to that, to be known by this name too. */
export function partOfOther({ words }: View, { unknown, others }: SystemPage): Html | null {
  if (unknown === null || (others.systems.length === 0 && !others.more)) return null;
  const { partOf } = words.dataflow;
  const base = { form: EMPTY_FORM, words, name: 'system', label: partOf.label, required: true };
  const options = [['', '…'] as const, ...others.systems.map(({ id, name }) => [id, name] as const)];
  const field = others.more
    ? textField({ ...base, hint: partOf.hint, maxlength: 64 })
    : selectField({ ...base, options });
  return html`
    <section class="card" aria-labelledby="h-part">
      <header><h2 id="h-part">${partOf.title}</h2></header>
      <form class="in stackgap" method="get" action="${PLACES.systems}/new">
        <input type="hidden" name="unknown" value="${unknown.id}">
        <p>${partOf.lede} <code>${unknown.alias}</code></p>
        ${field}
        <div class="row"><button class="btn">${partOf.add}</button></div>
      </form>
    </section>
  `;
}
