import type { Organisation } from '../../domain/policy/schema.ts';
import { valueAt } from '../../domain/settings/fields.ts';
import {
  nextStep,
  type SetupItem,
  type SetupReason,
  type SetupState,
  type SetupStep,
} from '../../domain/setup/checklist.ts';
import { errorSummary, type Form, hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { sayValue, settingLabel } from '../settings/values.ts';
import { timeTag } from '../time.ts';
import { translatedPhrase } from '../translated.ts';
import type { View } from '../view.ts';

const SHAPES: Record<SetupState, string> = {
  done: 'filed',
  open: 'soon',
  waiting: 'opened',
  failed: 'failed',
  'not-used': 'waived',
};

const USERS = { href: '/desk/users', route: 'POST /desk/users' };
/** Where a step is done, and what its form is sent to for it to be asked whether somebody may. */
const PLACES: Partial<Record<SetupStep, { href: string; route: string }>> = {
  company: { href: '/desk/settings/company', route: 'POST /desk/settings/:section' },
  users: USERS,
  systems: { href: '/desk/systems/new', route: 'POST /desk/systems/:id' },
  suppliers: { href: '/desk/suppliers/new', route: 'POST /desk/suppliers/:id' },
  customers: { href: '/desk/customers/new', route: 'POST /desk/customers/:id' },
  exercise: { href: '/desk/exercises', route: 'POST /desk/exercises' },
  example: { href: '/desk/setup/example', route: 'POST /desk/setup/example' },
};
const POSTS = { href: '/desk/settings/posts', route: 'POST /desk/settings/:section' };
/** A post with a mailbox of its own lacks only somebody who signs in. */
const MAILBOX: readonly SetupReason[] = ['example-address', 'example-person', 'same-mailbox'];
const TESTED: readonly SetupStep[] = ['mail', 'slack', 'webhooks'];

/** Each step as it stands, and what the company is set to. */
export type SetupModel = { items: readonly SetupItem[]; organisation: Organisation };

/** What a company does once, each step as it stands now, and the way to do it. */
export function setupPage(view: View, { items, organisation }: SetupModel, form: Form): string {
  const { setup: words, shell } = view.words;
  const left = items.filter(({ state }) => state !== 'done' && state !== 'not-used').length;
  const next = nextStep(items);
  const law = inLaw(view, organisation);
  const rows = items.map((item) => stepRow(view, item, item === next, item.step === 'company' ? law : null));
  const main = html`
    <div class="head">
      <div><h1>${left === 0 ? words.allDone : words.left(left)}</h1><p class="lede">${words.lede}</p></div>
    </div>
    ${errorSummary(form, view.words)}
    <section class="card" aria-labelledby="h-steps">
      <header><h2 id="h-steps">${words.steps}</h2><p class="small muted">${words.note}</p></header>
      <table class="stack words setup" role="table" aria-labelledby="h-steps">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.step}</th>
            <th role="columnheader" scope="col">${words.state}</th>
            <th role="columnheader" scope="col">${words.todo}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    </section>
  `;
  return insidePage(view, { title: shell.places.setup, place: 'setup', main });
}

function stepRow(view: View, { step, state, why, at, detail }: SetupItem, isNext: boolean, said: Html | null): Html {
  const { setup: words } = view.words;
  const say = (reason: SetupReason) =>
    (reason === 'stand-in' ? words.standIn[step] : undefined) ?? words.reasons[reason];
  const told = why.map((reason) => html`<li>${say(reason)}</li>`);
  const act = actOf(view, { step, state, why }, isNext);
  const isBare = told.length === 0 && detail === '' && act === null && said === null;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row" data-l="${words.step}">
        <span>${words.of[step].title}<span class="sub">${words.of[step].what}</span></span>
      </th>
      <td role="cell" data-l="${words.state}">
        <span>
          <span class="st ${SHAPES[state]}">${words.states[state]}</span>
          ${at === null ? null : html`<span class="sub">${timeTag(at, view)}</span>`}
        </span>
      </td>
      <td role="cell" data-l="${words.todo}"${isBare ? html` class="none"` : null}>
        <div class="flow">
          ${told.length === 0 ? null : html`<ul class="points">${told}</ul>`}
          ${detail === '' ? null : html`<p class="small wrap">${words.said} ${translatedPhrase(view, detail)}</p>`}
          ${said}${act}
        </div>
      </td>
    </tr>
  `;
}

/** What the company is in the eyes of the law: nobody can tell from it whether it is the example's, so it is read. */
function inLaw(view: View, organisation: Organisation): Html {
  const said = ['establishment.main', 'establishment.region', 'profile'].map((path) => {
    return `${settingLabel(view, path)}: ${sayValue(view, path, valueAt(organisation, path))}`;
  });
  const { sections } = view.words.settings;
  const link = html`<a href="/desk/settings/law">${sections.law}</a>`;
  return html`
    <p class="small">
      ${view.words.setup.law} ${said.join('; ')}. ${view.may('GET /desk/settings/:section') ? link : null}
    </p>
  `;
}

/** Why there is nothing to test, and for webhooks where one is added. */
function notUsed(view: View, step: SetupStep): Html {
  const { setup, shell } = view.words;
  const isLed = step === 'webhooks' && view.may('GET /desk/webhooks');
  const link = isLed ? html` <a href="/desk/webhooks">${shell.places.webhooks}</a>` : null;
  return html`<p class="small muted">${setup.notUsed[step] ?? ''}${link}</p>`;
}

/** A button for what is tested, a link to what is typed, and for whoever may not, who may. */
function actOf(
  view: View,
  { step, state, why }: Pick<SetupItem, 'step' | 'state' | 'why'>,
  isNext: boolean,
): Html | null {
  const { setup: words } = view.words;
  const shape = isNext ? 'btn main' : 'btn';
  if (TESTED.includes(step)) {
    // What stands in for it can be tried out all the same.
    if (state === 'not-used' && !why.includes('stand-in')) return notUsed(view, step);
    if (state === 'waiting') return html`<p><a class="btn" href="/desk/setup">${words.look}</a></p>`;
    if (!view.may('POST /desk/setup/tests')) return null;
    return html`
      <form method="post" action="/desk/setup/tests">
        ${hiddenFields(view, { test: step })}
        <button class="${shape}">${words.test}<span class="sr">: ${words.of[step].title}</span></button>
      </form>
    `;
  }
  const isPost = step === 'dpo' || step === 'deputy';
  const place = isPost && why.some((reason) => MAILBOX.includes(reason)) ? POSTS : (PLACES[step] ?? USERS);
  const mayDo = view.may(place.route);
  // What is done stays within reach, and asks for nothing.
  if (state === 'done' && (step === 'example' || !mayDo)) return null;
  if (!mayDo) return html`<p class="small muted">${words.byOther(place === USERS)}</p>`;
  const go = place === POSTS ? words.mailbox : words.of[step].go;
  return html`<p><a class="${state === 'done' ? 'small' : shape}" href="${place.href}">${go}</a></p>`;
}
