import type { Instant } from '../../domain/time.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** The link under which one's calendar reads the deadlines; `shown`: the whole link, right after it was made. */
export type CalendarModel = { link: { madeAt: Instant; readAt: Instant | null } | null; shown: string | null };

export function calendarCard(view: View, { link, shown }: CalendarModel): Html {
  const { calendar: words } = view.words.account;
  return html`
    <section class="card" aria-labelledby="h-calendar">
      <header><h2 id="h-calendar">${words.title}</h2></header>
      <div class="in flow">
        <p>${words.text}</p>
        ${shown === null ? null : newLink(words, shown)}
        ${
          link === null
            ? form(view, 'calendar-link', words.make)
            : html`
              <dl class="kv">
                <dt>${words.made}</dt>
                <dd>${timeTag(link.madeAt, view, true)}</dd>
                <dt>${words.read}</dt>
                <dd>${link.readAt === null ? words.never : timeTag(link.readAt, view, true)}</dd>
              </dl>
              <p class="hint">${words.renewHint}</p>
              ${form(view, 'calendar-link', words.renew)}${form(view, 'end-calendar-link', words.end)}
            `
        }
      </div>
    </section>
  `;
}

function newLink(words: View['words']['account']['calendar'], link: string): Html {
  return html`
    <p class="note warn" role="status">${words.shown}</p>
    <dl class="kv"><dt>${words.link}</dt><dd><code class="secret">${link}</code></dd></dl>
  `;
}

function form(view: View, action: 'calendar-link' | 'end-calendar-link', label: string): Html {
  return html`
    <form method="post" action="/desk/account/${action}">
      ${hiddenFields(view)}<button class="btn">${label}</button>
    </form>
  `;
}
