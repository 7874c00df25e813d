import { playbookOf } from '../../domain/breach/incident-kinds.ts';
import { workOf } from '../../domain/breach/work.ts';
import type { TaskLine } from '../../domain/breach/work-lines.ts';
import { hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import { translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import { formCard, workAddress, workPath } from './form.ts';
import type { ShownOf, WorkModel } from './model.ts';

type Tasks = ShownOf<'tasks'>;

/** Links between the open tasks and all of them. */
export function taskParts(view: View, { state, shown }: WorkModel): Html | null {
  if (shown.list !== 'tasks') return null;
  const { parts } = view.words.work.tasks;
  const link = (part: 'open' | 'all') => {
    const current = shown.part === part ? html` aria-current="true"` : null;
    const href = workPath(state.breachId, 'tasks', part === 'all' ? { part } : {});
    return html`<a class="btn" href="${href}"${current}>${parts[part]}</a>`;
  };
  return html`<p class="row small noprint">${link('open')}${link('all')}</p>`;
}

export function taskRow(view: View, { state }: WorkModel, line: TaskLine): Html {
  const { work: words } = view.words;
  const { tasks } = words;
  const { number, text, owner, ownerless, due, status, changed } = line;
  const isOpen = status === 'open';
  const isLate = isOpen && due !== null && due < view.now;
  const when = due === null ? html`${tasks.noDue}` : html`${tasks.due} ${timeTag(due, view)}`;
  const mark =
    status === 'done'
      ? html`<span class="st ack">${tasks.done}</span>`
      : status === 'dropped'
        ? html`<span class="st">${tasks.dropped}</span>`
        : isLate
          ? html`<span class="st missing">${tasks.late}</span>`
          : null;
  const name = owner === null ? tasks.nobody : nameOf(view, owner);
  const who = ownerless ? html`<span class="st uncertain">${tasks.gone(name)}</span>` : html`${name}`;
  const reasons = changed === null || changed.reasons === '' ? null : html`<q class="said">${changed.reasons}</q>`;
  const last = changed === null ? null : html` · ${nameOf(view, changed.by)}, ${timeTag(changed.at, view)}`;
  const mayAct = isOpen && state.status !== 'closed' && view.may('POST /desk/breaches/:breachId/work/tasks/:task');
  return html`
    <li id="task-${number}">
      <div>
        ${mark}${isOpen ? html`<span class="small sub">${when}</span>` : null}
        <span class="sub">${tasks.number(number)}</span>
      </div>
      <div>
        <p class="strong">${text ?? words.lost}</p>
        ${reasons}
        <p class="small muted">${who}${last}</p>
        ${mayAct ? acts(view, state.breachId, number) : null}
      </div>
    </li>
  `;
}

function acts(view: View, breachId: string, number: number): Html {
  const { tasks } = view.words.work;
  const about = html`<span class="sr">: ${tasks.number(number)}</span>`;
  return html`
    <form class="row noprint" method="post" action="${workAddress(breachId, 'tasks', number)}">
      ${hiddenFields(view, { act: 'finish' })}
      <button class="btn">${tasks.finish}${about}</button>
      <a class="btn" href="${workPath(breachId, 'tasks', { task: String(number) })}#form-change">
        ${tasks.change}${about}
      </a>
    </form>
  `;
}

/** What becomes of the one task that was chosen. */
export function changeTaskForm(view: View, model: WorkModel, { chosen, owners }: Tasks): Html | null {
  if (chosen === null || chosen.status !== 'open') return null;
  const { tasks } = view.words.work;
  const { words } = view;
  const labels = { 'change-reasons': tasks.reasons, 'change-owner': tasks.assign };
  return formCard(view, model, {
    ...{ name: 'change', title: `${tasks.number(chosen.number)}: ${chosen.text ?? words.work.lost}`, labels },
    action: `tasks/${chosen.number}`,
    fields: (form) => html`
      ${textArea({
        ...{ name: 'change-reasons', label: tasks.reasons, hint: tasks.reasonsHint },
        ...{ form, words, rows: 3, maxlength: 10_000 },
      })}
      ${selectField({
        ...{ name: 'change-owner', label: tasks.assign, value: chosen.ownerless ? '' : (chosen.owner ?? '') },
        ...{ form, words, options: [['', tasks.nobody], ...owners] },
      })}
    `,
    button: html`
      <button class="btn main" name="act" value="finish">${tasks.finish}</button>
      <button class="btn" name="act" value="assign">${tasks.assignAct}</button>
      <button class="btn" name="act" value="drop">${tasks.drop}</button>
    `,
  });
}

export function taskForm(view: View, model: WorkModel, { owners }: Tasks): Html {
  const { tasks } = view.words.work;
  const { words } = view;
  const labels = { 'task-text': tasks.text, 'task-owner': tasks.owner, 'task-due': tasks.dueField };
  return formCard(view, model, {
    ...{ name: 'task', title: tasks.add, action: 'tasks', labels },
    fields: (form) => html`
      ${textField({ name: 'task-text', label: tasks.text, form, words, required: true, maxlength: 500 })}
      ${selectField({
        ...{ name: 'task-owner', label: tasks.owner, form, words },
        options: [['', tasks.nobody], ...owners],
      })}
      ${instantField(view, { name: 'task-due', label: tasks.dueField, form })}
    `,
    button: html`<button class="btn main">${tasks.add}</button>`,
  });
}

/** The playbooks that were not begun yet. */
export function playbookForm(view: View, model: WorkModel, { playbooks }: Tasks): Html | null {
  if (playbooks.length === 0) return null;
  const { tasks } = view.words.work;
  const { words } = view;
  const begun = workOf(model.state).playbooks;
  const title = (id: string) => translatedText(view, playbooks.find((each) => each.id === id)?.title ?? id);
  const left = playbooks.filter(({ id }) => !begun.includes(id));
  const said = begun.length === 0 ? null : html`<p class="small">${tasks.begun(begun.map(title).join(', '))}</p>`;
  if (left.length === 0) return html`<p class="note">${tasks.allBegun}</p>`;
  const options = left.map(({ id, title, tasks: all }) => {
    return [id, `${translatedText(view, title)} (${tasks.tasks(all.length)})`] as const;
  });
  const { incident } = model.state.suggested ?? {};
  const value = (incident === undefined ? null : playbookOf(incident)) ?? '';
  return formCard(view, model, {
    ...{ name: 'playbook', title: tasks.playbook, action: 'playbooks', labels: { playbook: tasks.playbook } },
    fields: (form) => html`
      ${said}
      ${selectField({ name: 'playbook', label: tasks.playbook, hint: tasks.playbookHint, value, form, words, options })}
    `,
    button: html`<button class="btn main">${tasks.begin}</button>`,
  });
}
