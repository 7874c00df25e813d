import { workOf } from '../../domain/breach/work.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

/** The evidence pack, sealed or with readable texts, to those who may take it. */
export function packCard(view: View, model: BreachModel): Html | null {
  const { act: words } = view.words.breach;
  if (!view.may('GET /desk/breaches/:breachId/evidence.json')) return null;
  const pack = `/desk/breaches/${model.state.breachId}/evidence.json`;
  return html`
    <section class="card" id="pack" aria-labelledby="h-pack">
      <header><h2 id="h-pack">${words.evidence}</h2><p class="small muted">${words.evidenceNote}</p></header>
      <div class="in flow">
        <p class="row">
          <a class="btn" href="${pack}" download>${words.evidence}</a>
          <a class="btn" href="${pack}?open=true" download>${words.evidenceOpen}</a>
        </p>
        ${privilegedPack(view, model, pack)}
      </div>
    </section>
  `;
}

/** A DPO ticks whether the privileged notes go into the open pack. */
function privilegedPack({ viewer, words }: View, { state }: BreachModel, pack: string): Html | null {
  if (viewer.role !== 'dpo' || workOf(state).privileged === 0) return null;
  const { act } = words.breach;
  return html`
    <form class="flow small" method="get" action="${pack}">
      <input type="hidden" name="open" value="true">
      <label class="tick"><input type="checkbox" name="privileged" value="true"> <span>${act.privileged}</span></label>
      <button class="btn">${act.evidenceOpen}</button>
    </form>
  `;
}
