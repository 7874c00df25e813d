import type { Transposition } from '../../domain/policy/regime.ts';
import type { RegimeRow } from '../../domain/policy/regimes.ts';
import type { Verified } from '../../domain/policy/verified.ts';
import { type Html, html } from '../html.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { placeName } from './words.ts';

/** Of a directive: by which law of each Member State it binds, since when, and whom to tell. */
export function statesCard(view: View, { states }: RegimeRow): Html | null {
  if (states.length === 0) return null;
  return html`
    <section class="card" id="states" aria-labelledby="h-states">
      <header><h2 id="h-states">${view.words.policy.law.states}</h2></header>
      <div class="in flow"><ul class="points">${states.map((each) => stateLine(view, each))}</ul></div>
    </section>
  `;
}

function stateLine(
  view: View,
  { state, act, from, authority, portal, differs, confidence, verified }: Transposition,
): Html {
  const { law, obligation: say, confidence: words } = view.words.policy;
  const doubt = confidence === 'uncertain' ? html`<span class="tag warn">${words.uncertain}</span> ` : null;
  return html`
    <li>
      <b>${placeName(state, view.language)}</b>: ${translated(view, act)},
      ${from === null ? law.noLaw : say.from(from)} ${doubt}
      <span class="sub wrap">${translated(view, authority)}${portal === undefined ? null : `, ${portal}`}</span>
      ${differs === undefined ? null : html`<span class="sub">${translated(view, differs)}</span>`}
      <span class="sub">${readLine(view, verified)}</span>
    </li>
  `;
}

/** `Last read on 2026-11-28 in what others write: …`. */
export function readLine({ words }: Pick<View, 'words'>, { on, by, source }: Verified): Html {
  const { law } = words.policy;
  return html`${law.read(on, law.readings[by])}: <span class="wrap" lang="en">${source}</span>`;
}
