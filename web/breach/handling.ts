import { unseenWarnings } from '../../domain/breach/acknowledged.ts';
import { closingPoints, OPEN_TASKS } from '../../domain/breach/closing-gate.ts';
import { DISMISSALS } from '../../domain/breach/events.ts';
import { openTargets } from '../../domain/breach/state.ts';
import { choiceField, EMPTY_FORM, errorSummary, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { targetOf } from '../own-target.ts';
import { timeTag } from '../time.ts';
import { timeLeft } from '../time-words.ts';
import type { View } from '../view.ts';
import { sayPoint } from './closing.ts';
import type { BreachForms, BreachModel, BreachModelOf } from './model.ts';
import { isOwnerless } from './owner.ts';
import { panelPath } from './places.ts';
import { mayChange } from './rights.ts';

const BREACH = '/desk/breaches/:breachId';

/** Who has the incident and who acted on it; handing it over, ending a suspicion. */
export function handlingCard(view: View, model: BreachModelOf<'overview'>, { handling: given }: BreachForms): Html {
  const { handling: words } = view.words.breach;
  const { state } = model;
  const may = (what: string) => mayChange(view, model, `POST ${BREACH}/${what}`);
  const form = given ?? EMPTY_FORM;
  return html`
    <section class="card" id="handling" aria-labelledby="h-handling">
      <header><h2 id="h-handling">${words.title}</h2></header>
      <div class="in flow">
        ${errorSummary(form, view.words, labels(view))}
        ${owner(view, model)}
        ${model.isUnattended ? html`<p class="note warn">${words.unattended}</p>` : null}
        ${targets(view, model)}
        ${may('acknowledgement') ? unseen(view, model) : null}
        ${involved(view, model)}
        ${state.owner !== undefined && may('hand-over') ? overForm(view, model, form) : null}
        ${state.awareness.length === 0 && may('triage') ? triageForm(view, model, form) : null}
      </div>
    </section>
  `;
}

function labels({ words: { breach } }: View): Record<string, string> {
  const { handling: words } = breach;
  return {
    'over-to': words.to,
    'over-reasons': words.reasons,
    'triage-outcome': words.outcome,
    'triage-kind': words.kind,
    'triage-into': words.into,
    'triage-reasons': words.reasons,
    'triage-over': words.tasksLeft,
  };
}

function owner(view: View, { state, names }: BreachModel): Html {
  const { handling: words } = view.words.breach;
  if (state.owner === undefined) return html`<p><span class="st missing">${words.nobody}</span></p>`;
  const { by, since } = state.owner;
  if (isOwnerless(view, state)) return html`<p><span class="st missing">${words.gone(names.by(by))}</span></p>`;
  return html`<p><span class="strong">${names.by(by)}</span><span class="sub">${timeTag(since, view)}</span></p>`;
}

/** What the organisation asks of itself, and no law does. */
function targets(view: View, { state, asOf }: BreachModel): Html | null {
  const { handling: words } = view.words.breach;
  const open = openTargets(state);
  if (open.length === 0) return null;
  const now = asOf ?? view.now;
  return html`
    <p class="small muted">${words.targets}</p>
    <ul>
      ${open.map(({ id, due }) => {
        const what = targetOf(view, state.plan, id);
        return html`
          <li>${what}: <time datetime="${due}" data-left="${what}">${timeLeft(due, now, view.language)}</time></li>
        `;
      })}
    </ul>
  `;
}

/** Warnings that went out, and the button by which somebody says to have seen them. */
function unseen(view: View, { state }: BreachModel): Html | null {
  const { handling: words } = view.words.breach;
  const count = unseenWarnings(state).length;
  if (count === 0) return null;
  return html`
    <form method="post" action="/desk/breaches/${state.breachId}/acknowledgement" class="flow">
      ${hiddenFields(view)}
      <p class="small">${words.unseen(count)} <span class="muted">${words.seenHint}</span></p>
      <button class="btn">${words.seen}</button>
    </form>
  `;
}

/** Whoever recorded something by hand, the first first. */
function involved(view: View, { timeline, names }: BreachModel): Html | null {
  const { handling: words } = view.words.breach;
  const people = timeline.flatMap(({ event }) => (event === null || event.by === 'engine' ? [] : [event.by]));
  const shown = [...new Set(people)].map(names.by);
  if (shown.length === 0) return null;
  return html`<p class="small"><span class="muted">${words.involved}</span> ${shown.join(', ')}</p>`;
}

function overForm(view: View, { state: { breachId, owner } }: BreachModel, form: typeof EMPTY_FORM): Html {
  const { words } = view;
  const { handling } = words.breach;
  const others = [...view.people].filter(([by]) => by !== owner?.by && !view.gone.has(by));
  const isOpen = form.problems.some(({ field }) => field.startsWith('over-'));
  const options = [['', handling.choose] as const, ...others];
  const reasons = { name: 'over-reasons', label: handling.reasons, form, words, required: true, rows: 2 };
  return html`
    <details${isOpen ? html` open` : null}>
      <summary>${handling.handOver}</summary>
      <form method="post" action="/desk/breaches/${breachId}/hand-over" class="flow">
        ${hiddenFields(view)}
        ${selectField({ name: 'over-to', label: handling.to, form, words, options, required: true })}
        ${textArea({ ...reasons, maxlength: 10_000 })}
        <button class="btn">${handling.handOver}</button>
      </form>
    </details>
  `;
}

function triageForm(view: View, { state, names }: BreachModel, form: typeof EMPTY_FORM): Html {
  const { words } = view;
  const { handling, close } = words.breach;
  const { breachId } = state;
  const isOpen = form.problems.some(({ field }) => field.startsWith('triage-'));
  const options = (['dismissed', 'merged'] as const).map((outcome) => [outcome, handling.outcomes[outcome]] as const);
  const outcome = { name: 'triage-outcome', label: handling.outcome, kind: 'radio', options } as const;
  const kinds = DISMISSALS.map((kind) => [kind, handling.kinds[kind]] as const);
  const kind = { name: 'triage-kind', label: handling.kind, hint: handling.kindHint } as const;
  const reasons = { name: 'triage-reasons', label: handling.reasons, form, words, required: true, rows: 2 };
  const tasks = closingPoints(state, 'not-a-breach').find(({ point }) => point === OPEN_TASKS);
  const over = tasks && { name: 'triage-over', label: close.over(sayPoint(view, tasks, names.duty)), form, words };
  return html`
    <p><a href="${panelPath(breachId, 'aware')}">${handling.confirm}</a></p>
    <details${isOpen ? html` open` : null}>
      <summary>${handling.triage}</summary>
      <form method="post" action="/desk/breaches/${breachId}/triage" class="flow">
        ${hiddenFields(view)}
        <p class="small muted">${handling.triageNote}</p>
        ${choiceField({ ...outcome, form, words, required: true })}
        ${selectField({ ...kind, form, words, options: [['', handling.kindUnsaid], ...kinds] })}
        ${textField({ name: 'triage-into', label: handling.into, form, words, maxlength: 64 })}
        ${textArea({ ...reasons, maxlength: 10_000 })}
        ${over ? textArea({ ...over, hint: close.overHint, rows: 2, maxlength: 10_000 }) : null}
        <button class="btn">${handling.triage}</button>
      </form>
    </details>
  `;
}
