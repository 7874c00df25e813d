import type { ExampleBar } from '../../domain/setup/example.ts';
import { errorSummary, type Form, hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';

export type ExampleModel = {
  systems: readonly string[];
  counterparties: readonly string[];
  users: readonly { id: string; name: string; email: string }[];
  bars: readonly ExampleBar[];
};

/** Leaving the example company: what goes, what stays, and what is in the way. */
export function examplePage(view: View, { systems, counterparties, users, bars }: ExampleModel, form: Form): string {
  const { setup, shell } = view.words;
  const { example: words } = setup;
  const isGone = systems.length + counterparties.length + users.length === 0;
  const list = (title: string, items: readonly (string | Html)[]) =>
    items.length === 0
      ? null
      : html`<dt>${title}</dt><dd>${items.map((one, i) => html`${i > 0 ? ', ' : ''}${one}`)}</dd>`;
  const act = html`
    <form method="post" action="/desk/setup/example">
      ${hiddenFields(view)}
      <button class="btn main">${words.go}</button>
    </form>
  `;
  const main = html`
    <p class="crumbs"><a href="/desk/setup">${shell.places.setup}</a></p>
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${isGone ? words.gone : words.lede}</p></div></div>
    ${errorSummary(form, view.words)}
    ${
      isGone
        ? null
        : html`
          <section class="card">
            <div class="in flow">
              <dl class="kv">
                ${list(
                  words.systems,
                  systems.map((id) => html`<code>${id}</code>`),
                )}
                ${list(
                  words.parties,
                  counterparties.map((id) => html`<code>${id}</code>`),
                )}
                ${list(
                  words.users,
                  users.map(({ name, email }) => `${name} (${email})`),
                )}
              </dl>
              <p>${words.stays}</p>
              ${
                bars.length === 0
                  ? act
                  : html`
                    <div class="note warn">
                      <h2>${words.barred}</h2>
                      <ul class="points">${bars.map((bar) => html`<li>${words.bars[bar]}</li>`)}</ul>
                    </div>
                  `
              }
            </div>
          </section>
        `
    }
  `;
  return insidePage(view, { title: words.title, place: 'setup', main });
}
