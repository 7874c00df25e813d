import type { Standing } from '../../domain/policy/regimes.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import type { View } from '../view.ts';

/** `European Union`, `Germany (DE-BE)`: a jurisdiction as people know it. */
export function placeName(code: string, language: View['language']): string {
  const country = code.slice(0, 2);
  const name = countryName(country, language);
  return code === country ? name : `${name} (${code})`;
}

const SHAPES: Record<Standing, string> = {
  'in-force': 'filed',
  'not-yet': 'soon',
  proposed: 'uncertain',
  voluntary: 'uncertain',
  ended: 'withdrawn',
};

/** How an obligation stands, as a word with its shape. */
export function standingWord({ words }: Pick<View, 'words'>, standing: Standing): Html {
  return html`<span class="st ${SHAPES[standing]}">${words.policy.standing[standing]}</span>`;
}

/** A list of short texts. */
export function points(items: readonly (string | Html)[]): Html {
  return html`<ul class="points">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
