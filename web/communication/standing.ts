import type { Standing } from '../../domain/communication/campaign-line.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

const SHAPES = {
  unreleased: 'uncertain',
  running: 'running',
  paused: 'uncertain',
  stopped: 'withdrawn',
  finished: 'filed',
} as const;

/** Whether a communication goes out, stands still or is over, as a word with its shape; nothing where there is none. */
export function standingWord({ words }: Pick<View, 'words'>, standing: Standing): Html | null {
  if (standing === null) return null;
  return html`<span class="st ${SHAPES[standing.status]}">${words.communication.status[standing.status]}</span>`;
}

/** Why it stands still, or that it is over. */
export function standingNote({ words }: Pick<View, 'words'>, standing: Standing): Html | null {
  const { because, stopped } = words.communication;
  if (standing?.status === 'stopped') return html`<p class="note">${stopped}</p>`;
  if (standing?.status !== 'paused' || standing.because === null) return null;
  return html`<p class="note warn">${because[standing.because]}</p>`;
}
