import { html } from './html.ts';
import { insidePage } from './layout.ts';
import { PLACES } from './places.ts';
import type { View } from './view.ts';

/** A refusal as a page: what happened, what is safe, and one way on. `text` says the first two. */
export function problemPage(
  view: View,
  { status, text, reference }: { status: number; text: string; reference: string | null },
): string {
  const { problems, places } = view.words.shell;
  const [home = 'desk'] = view.places;
  const title = problems.title(status);
  const main = html`
    <div class="head"><div><h1>${title}</h1><p class="lede">${text}</p></div></div>
    ${reference === null ? null : html`<p class="muted">${problems.reference(reference)}</p>`}
    <p><a class="btn main" href="${PLACES[home]}">${home === 'desk' ? problems.back : places[home]}</a></p>
  `;
  return insidePage(view, { title, place: null, main });
}
