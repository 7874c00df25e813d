import type { Plan } from '../../domain/plan/types.ts';
import { type Html, html } from '../html.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { decimal } from './figures.ts';
import type { BreachModel } from './model.ts';

/** The score: an aid, with the reason of each factor and what stands beside it. */
export function severitySection(view: View, { state, bands }: BreachModel): Html {
  const { severity: words } = view.words.breach;
  const severity = state.plan?.severity;
  if (severity === undefined) {
    return html`
      <section class="card" id="severity" aria-labelledby="h-sev">
        <header><h2 id="h-sev">${words.title}</h2></header>
        <p class="in">${words.notYet}</p>
      </section>
    `;
  }
  const { dpc, ei, cb, se, level, reasons, flags } = severity;
  const show = (score: number) => decimal(score, view.language);
  const box = (label: string, score: number) => html`<div>${label}<b>${show(score)}</b></div>`;
  return html`
    <section class="card" id="severity" aria-labelledby="h-sev">
      <header><h2 id="h-sev">${words.title}</h2><p class="small muted">${words.method}</p></header>
      <div class="in flow">
        ${entrusted(view, state.plan)}
        <div class="sum">
          ${box(words.dpc, dpc)}
          <span aria-label="${words.times}">×</span>
          ${box(words.ei, ei)}
          <span aria-label="${words.plus}">+</span>
          ${box(words.cb, cb)}
          <span aria-label="${words.equals}">=</span>
          <div class="res">${words.se}<b>${show(se)}, ${words.levels[level]}</b></div>
        </div>
        ${scale(view, se, level, bands)}
        <ul class="points small">${reasons.map((reason) => html`<li>${translated(view, reason)}</li>`)}</ul>
        ${
          flags.length === 0
            ? null
            : html`<p class="row">${flags.map((flag) => html`<span class="tag warn">${words.flags[flag]}</span>`)}</p>`
        }
        <p class="small muted">${words.advises}</p>
      </div>
    </section>
  `;
}

/** Where both sides are touched, that the score is of our own data, and how grave what is entrusted to us is. */
function entrusted({ words: { breach }, language }: View, plan: Plan | null): Html | null {
  const theirs = plan?.entrusted;
  if (theirs === undefined) return null;
  const level = `${breach.severity.levels[theirs.level]}, ${decimal(theirs.se, language)}`;
  return html`<p>${breach.open.ofOurs(level)}</p>`;
}

const WIDTH = 600;
const TOP = 600;

/** The four bands on a line from 0 to 6. */
function scale(view: View, se: number, level: string, bands: BreachModel['bands']): Html {
  const { severity: words } = view.words.breach;
  const edges = [0, bands.medium, bands.high, bands['very-high'], TOP].map((edge) => (edge / TOP) * WIDTH);
  const names = ['low', 'medium', 'high', 'very-high'] as const;
  const label = words.scale(decimal(se, view.language), words.levels[level as (typeof names)[number]]);
  const rects = names.map((name, i) => {
    const [x = 0, end = WIDTH] = [edges[i], edges[i + 1]];
    const on = name === level;
    return html`
      <rect class="${on ? 'band on' : 'band'}" x="${x}" y="22" width="${end - x}" height="18"/>
      <text x="${x + 6}" y="58"${on ? html` class="b"` : null}>${words.levels[name]}</text>
    `;
  });
  const at = Math.min((se / TOP) * WIDTH, WIDTH);
  return html`
    <svg viewBox="-6 0 614 64" class="scale" role="img" aria-label="${label}">
      ${rects}
      <path class="m-over" d="M${at} 22l-6-9h12z"/>
      <text x="${Math.min(at + 10, WIDTH - 30)}" y="14" class="b">${decimal(se, view.language)}</text>
    </svg>
  `;
}
