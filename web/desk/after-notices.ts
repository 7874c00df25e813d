import { panelPath } from '../breach/places.ts';
import { reopeningPath } from '../breach/reopening.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** Lines on closed breaches that are to be looked at, as something came in to them, and on a duty that answers meet. */
export function answerNotes({ late, told, news }: Pick<DeskModel, 'late' | 'told' | 'news'>, view: View): Html[] {
  const { answers } = view.words.desk;
  const at = (href: string, text: string, isHot = false) => html`
    <p class="note ${isHot ? 'hot' : 'warn'}"><a href="${href}">${text}</a></p>
  `;
  return [
    ...late.map(({ breachId, count, misuse }) =>
      at(reopeningPath(breachId), answers.late(breachId, count, misuse), misuse),
    ),
    ...news.map(({ breachId, ...news }) =>
      at(reopeningPath(breachId), answers.news(breachId, { ...news, reports: news.reports.length })),
    ),
    ...told.map(({ breachId, customers }) => at(panelPath(breachId, 'told'), answers.told(breachId, customers))),
  ];
}
