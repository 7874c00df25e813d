import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** One line where the register that breaches take their duties from has no system; nothing where it has some. */
export function emptyRegister({ register }: Pick<DeskModel, 'register'>, view: View): Html | null {
  const { desk } = view.words;
  if (register.systems) return null;
  const link = html` <a href="/desk/systems/new">${desk.registerFill}</a>`;
  return html`<p class="note warn after">${desk.registerEmpty}${view.may('POST /desk/systems/:id') ? link : null}</p>`;
}

/** Until the first real breach, or until the register has entries of each kind and an exercise was begun. */
export function isBeginning({ beginning, register }: Beginning): boolean {
  return beginning !== null && !(isFilled(register) && beginning.hasPractised);
}

type Beginning = Pick<DeskModel, 'beginning' | 'register'>;

function isFilled({ systems, suppliers, customers }: DeskModel['register']): boolean {
  return systems && suppliers && customers;
}

/** What to do where nothing real was ever done: fill the register, practise, report; each for roles that may. */
export function firstSteps({ register, beginning }: Beginning, view: View): Html | null {
  const hasPractised = beginning?.hasPractised === true;
  const { firstSteps: words, emptyTitle, emptyText } = view.words.desk;
  const mayFill = view.may('POST /desk/systems/:id');
  // A system names its suppliers and customers, and takes only those there are.
  const fill = [
    { has: register.suppliers, href: '/desk/suppliers/new', what: words.suppliers },
    { has: register.customers, href: '/desk/customers/new', what: words.customers },
    { has: register.systems, href: '/desk/systems/new', what: words.systems },
  ];
  const next = fill.find(({ has }) => !has);
  const link = (href: string, what: string, { has, main = false }: { has: boolean; main?: boolean }) =>
    has
      ? html`<a class="st ack" href="${href}">${what}<span class="sr">: ${words.done}</span></a>`
      : html`<a class="${main ? 'btn main' : 'btn'}" href="${href}">${what}</a>`;
  const links = fill.map((one) => link(one.href, one.what, { has: one.has, main: one === next }));
  const file = html`<p class="small muted">${words.registerFile} <code>tocsin dataflow load</code></p>`;
  const steps = [
    mayFill
      ? {
          title: words.register,
          text: words.registerText,
          act: html`<p class="row">${links}</p>${isFilled(register) ? null : file}`,
        }
      : null,
    view.may('POST /desk/exercises')
      ? {
          ...{ title: words.exercise, text: words.exerciseText },
          act: html`<p class="row">${link('/desk/exercises', words.exercise, { has: hasPractised })}</p>`,
        }
      : null,
    view.may('POST /desk/report')
      ? {
          ...{ title: words.report, text: words.reportText },
          act: html`<p class="row"><a class="btn" href="/desk/report">${words.report}</a></p>`,
        }
      : null,
  ].filter((step) => step !== null);
  if (steps.length === 0 && hasPractised) return null;
  if (steps.length === 0)
    return html`
      <section class="card"><div class="empty"><p class="strong">${emptyTitle}</p><p>${emptyText}</p></div></section>
    `;
  const items = steps.map(
    ({ title, text, act }, i) =>
      html`<li class="flow"><h3><span class="sub">${words.step(i + 1)}</span>${title}</h3><p>${text}</p>${act}</li>`,
  );
  return html`
    <section class="card" aria-labelledby="h-first">
      <header>
        <h2 id="h-first">${words.title}</h2>
        ${steps.length > 1 ? html`<p class="small muted">${words.note}</p>` : null}
      </header>
      <ol class="first-steps">${items}</ol>
    </section>
  `;
}
