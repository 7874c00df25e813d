import { type Html, html } from '../html.ts';
import { dayAndTime } from '../time-words.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** Spans that are named; the rest is counted. */
const NAMED = 3;

/** From when until when nobody on duty can be told, for who may take an incident; nothing where somebody always can. */
export function uncoveredNote({ uncovered }: Pick<DeskModel, 'uncovered'>, view: View): Html | null {
  if (uncovered.length === 0 || !view.may('POST /desk/breaches/:breachId/take')) return null;
  const { uncovered: words } = view.words.desk;
  const say = (at: string) => dayAndTime(at, view.now, view);
  const lines = uncovered.slice(0, NAMED).map(({ from, to }) => {
    const until = to === null ? null : say(to);
    return html`<li>${from === null ? words.now(until) : words.later(say(from), until)}</li>`;
  });
  const more = uncovered.length > NAMED ? html`<li>${words.more(uncovered.length - NAMED)}</li>` : null;
  return html`
    <div class="note warn after" id="uncovered">
      <ul>${lines}${more}</ul>
      <p class="small">${words.mend}</p>
    </div>
  `;
}
