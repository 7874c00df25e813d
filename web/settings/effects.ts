import { type Html, html } from '../html.ts';
import { dayAndTime } from '../time-words.ts';
import type { View } from '../view.ts';
import type { Effect } from './model.ts';

/** Spans that are named; the rest is counted. */
const NAMED = 3;

/** What a change does beside duties and targets; nothing where it does nothing else. */
export function effectsList(view: View, effects: readonly Effect[]): Html | null {
  if (effects.length === 0) return null;
  const { effects: words } = view.words.settings;
  const lines = effects.flatMap((effect) => say(view, effect));
  return html`
    <section class="card" aria-labelledby="h-effects">
      <header><h2 id="h-effects">${words.title}</h2></header>
      <div class="in"><ul class="points">${lines.map((line) => html`<li>${line}</li>`)}</ul></div>
    </section>
  `;
}

function say(view: View, effect: Effect): string[] {
  const { settings, desk } = view.words;
  const { effects: words } = settings;
  const names = (on: readonly string[] | null) => (on === null ? words.guards : on.join(', '));
  switch (effect.kind) {
    case 'on-duty':
      return [words.onDuty(names(effect.before), names(effect.after))];
    case 'uncovered': {
      const at = (instant: string) => dayAndTime(instant, view.now, view);
      const lines = effect.hours.slice(0, NAMED).map(({ from, to }) => {
        const until = to === null ? null : at(to);
        return from === null ? desk.uncovered.now(until) : desk.uncovered.later(at(from), until);
      });
      const more = effect.hours.length - NAMED;
      return [...lines, ...(more > 0 ? [desk.uncovered.more(more)] : []), words.guardsInstead];
    }
    case 'kept-shorter':
      return [words.keptShorter(effect.incidents)];
    case 'erased':
      return [words.erased(effect.alerts)];
    case 'unheld':
      return [words.unheld(effect.holds.join(', '))];
    case 'unreleased':
      return effect.by.map((each) => words.unreleased[each]);
  }
}
