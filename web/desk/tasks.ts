import type { TaskLine } from '../../domain/breach/work-lines.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** An open task as the desk shows it. */
type DeskTask = TaskLine & { breachId: string; incident: string; exercise: boolean };
/** `own`: of who looks, or of their role. `others`: the rest. */
export type DeskTasks = { own: readonly DeskTask[]; others: readonly DeskTask[]; hasMore: boolean };

/** Open tasks of all incidents, one's own first, the earliest limit first; nothing where there are none. */
export function tasksCard(tasks: DeskTasks, view: View): Html | null {
  const { own, others, hasMore } = tasks;
  if (own.length + others.length === 0) return null;
  const { tasks: words } = view.words.desk;
  const list = (title: string, lines: readonly DeskTask[]) => {
    if (lines.length === 0) return null;
    return html`<h3 class="in">${title}</h3><ol class="log">${lines.map((line) => row(line, view))}</ol>`;
  };
  return html`
    <section class="card" id="tasks" aria-labelledby="h-tasks">
      <header><h2 id="h-tasks">${words.title}</h2><p class="small muted">${words.note}</p></header>
      ${list(words.own, own)}${list(words.others, others)}
      ${hasMore ? html`<p class="in small muted">${words.more}</p>` : null}
    </section>
  `;
}

function row(line: DeskTask, view: View): Html {
  const { breachId, number, text, owner, ownerless, due, incident, exercise } = line;
  const { work, shell } = view.words;
  const { tasks: words } = work;
  const when = due === null ? html`${words.noDue}` : html`${words.due} ${timeTag(due, view)}`;
  const late = due !== null && due < view.now ? html`<span class="st missing">${words.late}</span>` : null;
  const said = text === null ? work.lost : peoplesWords(view, text);
  const name = owner === null ? words.nobody : nameOf(view, owner);
  return html`
    <li>
      <div>${late}<span class="small sub">${when}</span></div>
      <div>
        <p class="strong">
          <a href="/desk/breaches/${breachId}/work#task-${number}">${said}</a>
        </p>
        <p class="small muted">
          ${exercise ? html`<span class="tag drill">${shell.exercise}</span> ` : null}
          ${ownerless ? words.gone(name) : name} · ${breachId}, ${peoplesWords(view, incident)}
        </p>
      </div>
    </li>
  `;
}
