import { panelPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** Lines on what answers to notices ask for: a closed breach that is to be looked at, and a duty that they meet. */
export function answerNotes({ late, told }: Pick<DeskModel, 'late' | 'told'>, view: View): Html[] {
  const { answers } = view.words.desk;
  const at = (breachId: string, anchor: string, text: string, isHot: boolean) => html`
    <p class="note ${isHot ? 'hot' : 'warn'}"><a href="${panelPath(breachId, anchor)}">${text}</a></p>
  `;
  return [
    ...late.map(({ breachId, count, misuse }) => at(breachId, 'close', answers.late(breachId, count, misuse), misuse)),
    ...told.map(({ breachId, customers }) => at(breachId, 'told', answers.told(breachId, customers), false)),
  ];
}
