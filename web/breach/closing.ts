import { ARTICLES } from '../../domain/articles.ts';
import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import { isReopeningProposed } from '../../domain/breach/late-news.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { choiceField, EMPTY_FORM, errorSummary, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { toldNumber } from '../register/told.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';
import type { BreachForms, BreachModelOf } from './model.ts';
import { breachPath } from './places.ts';
import { retentionLine } from './reopening.ts';
import { mayChange, reopeningAct } from './rights.ts';

const BREACH = '/desk/breaches/:breachId';

/** Of more points than these, the rest is folded. */
const IN_SIGHT = 12;

type Closable = BreachModelOf<'closing'>;

/** Closing, with everything that stands in the way; or how the breach was closed, and how it is opened again. */
export function closeSection(view: View, model: Closable, forms: BreachForms): Html | null {
  if (model.state.closed !== null) return closedCard(view, model, forms);
  if (!mayChange(view, model, `POST ${BREACH}/closing`)) return null;
  return closingCard(view, model, forms);
}

function closingCard(view: View, { state, seen, closing, names }: Closable, { closing: given }: BreachForms): Html {
  const { words } = view;
  const { close } = words.breach;
  const form = given ?? EMPTY_FORM;
  const points = closing.points.resolved;
  const passable = points.filter(({ mayPass }) => mayPass);
  // What has its reasons in the form already is not left, as the form counts it too.
  const left = points.filter((point) => !point.mayPass || (form.values[overField(point)] ?? '') === '');
  const options = (['resolved', 'not-a-breach'] as const).map((outcome) => [outcome, close.outcomes[outcome]] as const);
  const page = breachPath(state.breachId);
  const say = (point: ClosingPoint) => sayPoint(view, point, names.duty);
  const item = (point: ClosingPoint) => html`<li><a href="${page}${point.place}">${say(point)}</a></li>`;
  const { first, rest } = firstFew(left, IN_SIGHT);
  const list = html`
    <div class="note warn">
      <h3>${close.blocked(left.length)}</h3>
      <ul>${first.map(item)}</ul>
      ${
        rest.length === 0
          ? null
          : restFolded(close.more(rest.length), { id: 'more-points' }, html`<ul>${rest.map(item)}</ul>`)
      }
    </div>
  `;
  const labels = Object.fromEntries(passable.map((point) => [overField(point), say(point)]));
  const over = passable.map((point) =>
    textArea({
      ...{ name: overField(point), label: close.over(say(point)), form, words, rows: 2, maxlength: 10_000 },
      hint: close.overHint,
    }),
  );
  return html`
    <section class="card noprint" id="close" aria-labelledby="h-close">
      <header><h2 id="h-close">${close.title}</h2><p class="small muted">${close.note}</p></header>
      <div class="in flow">
        ${left.length === 0 ? html`<p class="st ack">${close.free}</p>` : list}
        <form method="post" action="${page}/closing" class="flow">
          ${errorSummary(form, words, {
            ...{ 'closing-outcome': close.outcome, 'closing-reasons': close.reasons },
            ...labels,
          })}
          ${hiddenFields(view, { seen: seen.closing })}
          ${choiceField({
            name: 'closing-outcome',
            label: close.outcome,
            kind: 'radio',
            options,
            form,
            words,
            required: true,
          })}
          ${textArea({
            name: 'closing-reasons',
            label: close.reasons,
            form,
            words,
            required: true,
            rows: 3,
            maxlength: 10_000,
          })}
          ${over}
          <button class="btn">${close.title}</button>
        </form>
      </div>
    </section>
  `;
}

/** Name of the field with the reasons to close over a point. */
export function overField({ point }: Pick<ClosingPoint, 'point'>): string {
  return `over-${point}`;
}

function closedCard(view: View, model: Closable, forms: BreachForms): Html | null {
  const { words } = view;
  const { close } = words.breach;
  const { state, names, closing, seen } = model;
  if (state.closed === null) return null;
  const act = reopeningAct(view, model);
  const { outcome, at, by, reasons, over = [] } = state.closed;
  const passed = over.map(
    ({ point, reasons: why }) =>
      html`<dt>${sayPassed(view, model.names.duty, point)}</dt><dd><q class="said">${why}</q></dd>`,
  );
  return html`
    <section class="card" id="close" aria-labelledby="h-close">
      <header><h2 id="h-close">${close.closed}</h2></header>
      <div class="in flow">
        <p><span class="strong">${close.outcomes[outcome]}</span>, ${names.by(by)} ${timeTag(at, view, true)}</p>
        <q class="said">${reasons}</q>
        ${passed.length === 0 ? null : html`<h3>${close.closedOver}</h3><dl class="kv">${passed}</dl>`}
        ${retentionLine(view, closing)}
        ${act === null ? null : reopenForm(view, act, { state, seen, closing }, forms)}
      </div>
    </section>
  `;
}

/** To open it again, or to propose it, by who may not. */
function reopenForm(
  view: View,
  act: 'reopen' | 'propose',
  { state, seen, closing }: Pick<Closable, 'state' | 'seen' | 'closing'>,
  forms: BreachForms,
): Html {
  const { words } = view;
  const isProposal = act === 'propose';
  const reopen = isProposal ? words.breach.reopen.propose : words.breach.reopen;
  const form = (isProposal ? forms.proposing : forms.reopening) ?? EMPTY_FORM;
  const name = isProposal ? 'proposing-reasons' : 'reopening-reasons';
  const url = `/desk/breaches/${state.breachId}/reopening${isProposal ? '/proposal' : ''}`;
  const isOpen = (!isProposal && isReopeningProposed(closing.late)) || form.problems.length > 0;
  return html`
    <details id="reopening"${isOpen ? html` open` : null}>
      <summary>${reopen.title}</summary>
      <form method="post" action="${url}" class="flow">
        ${errorSummary(form, words, { [name]: reopen.reasons })}
        ${hiddenFields(view, { seen: seen.closing })}
        <p class="small">${reopen.what}</p>
        ${textArea({
          ...{ name, label: reopen.reasons, form, words, required: true, rows: 3 },
          maxlength: 10_000,
        })}
        <button class="btn">${reopen.title}</button>
      </form>
    </details>
  `;
}

/** A duty to tell the customers that their acknowledgements meet: one press records it, with the proof. */
export function toldCard(view: View, model: BreachModelOf<'overview'>): Html | null {
  const { told } = view.words.breach;
  const may = mayChange(view, model, `POST ${BREACH}/filings/:obligation/told`);
  const cards = model.closing.told.map(({ obligation, customers, spoken, lastAt, head }) => {
    const form = html`
      <form method="post" action="/desk/breaches/${model.state.breachId}/filings/${obligation}/told">
        ${hiddenFields(view, {})}
        <button class="btn main">${told.record}</button>
      </form>
    `;
    return html`
      <p>${told.met(model.names.duty(obligation), customers, spoken)} ${timeTag(lastAt, view, true)}</p>
      <p class="small muted">${told.proof(head.page)} <span class="mono">${head.hash.slice(0, 16)}</span></p>
      ${may ? form : null}
    `;
  });
  if (cards.length === 0) return null;
  return html`
    <section class="card" id="told" aria-labelledby="h-told">
      <header><h2 id="h-told">${told.title}</h2></header>
      <div class="in flow">${cards}</div>
    </section>
  `;
}

/** What was closed over, by the name of the point: its code and of what. */
export function sayPassed({ words }: Pick<View, 'words'>, duty: (id: string) => string, point: string): string {
  const { articles, close } = words.breach;
  const [code = '', ...rest] = point.split('/');
  const of = rest.join('/');
  const what = (close.passed as Record<string, string>)[code] ?? code.replaceAll('-', ' ');
  if (of === '' || of === 'notices') return what;
  const article = ARTICLES.find((each) => each === of);
  const number = /^(?:campaign\/)?(\d+)$/.exec(of)?.[1];
  const name = article !== undefined ? articles.of[article] : number ? close.passedCampaign(number) : duty(of);
  return `${what}: ${name}`;
}

/** A point in the reader's words. */
export function sayPoint(view: View, point: ClosingPoint, duty: (id: string) => string): string {
  const { breach, filing } = view.words;
  const n = (value: number) => number(value, view.language);
  const parts = (point.parts ?? []).map((part) => filing.registerDuty.parts[part]).join('; ');
  const campaign = point.communication?.startsWith('campaign/') ? Number(point.communication.slice(9)) : null;
  return breach.points[point.code]({
    ...{ count: point.count ?? null, campaign, parts },
    people: point.people ? { told: toldNumber(view, point.people), concerned: n(point.people.concerned) } : null,
    article: point.article === undefined ? '' : breach.articles.of[point.article],
    duty: point.obligation === undefined ? '' : duty(point.obligation),
    places: (point.places ?? []).map((place) => countryName(place, view.language)).join(', '),
  });
}
