import type { Instant } from '../../domain/time.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { type Duty, groupDuties } from './duties.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { idleRow, obligationRow } from './obligation.ts';
import { lawsNotModelled, lookedAt } from './open-points.ts';
import { wordOf } from './status.ts';

/** Of more duties than these, the rest is folded. */
const IN_SIGHT = 6;

/**
 * Every duty: what runs and is due first, then what is done; what would bind and what does not apply, each with why.
 */
export function obligationsSection(view: View, model: BreachModel, forms: BreachForms): Html {
  const { obligations: words } = view.words.breach;
  const { binding, wouldBe, idle } = groupDuties(model);
  const moment = model.asOf ?? view.now;
  const { first, rest } = firstFew(binding, IN_SIGHT);
  const rowOf = (duty: Duty) => obligationRow(view, model, duty, forms);
  return html`
    <section class="card" id="duties" aria-labelledby="h-ob">
      <header>
        <h2 id="h-ob">${words.title}</h2><p class="small muted">${countStates(view, binding, moment)}</p>
      </header>
      ${binding.length === 0 ? html`<div class="in flow">${nothing(view, model)}</div>` : first.map(rowOf)}
      ${
        rest.length === 0
          ? null
          : restFolded(
              `${words.more(rest.length)}: ${countStates(view, rest, moment)}`,
              { id: 'more-duties', open: hasForm(rest, forms) },
              html`${rest.map(rowOf)}`,
            )
      }
      ${folded(
        words.wouldBe(wouldBe.length),
        'would-be',
        wouldBe,
        (duty) => idleRow(view, model, duty, forms),
        hasForm(wouldBe, forms),
      )}
      ${folded(
        words.doesNotApply(idle.length),
        'does-not-apply',
        idle,
        (duty) => idleRow(view, model, duty, forms),
        false,
      )}
    </section>
  `;
}

/** That no duty applies is never said without what it is said of. */
function nothing(view: View, { state: { plan } }: BreachModel): Html {
  const { obligations: words } = view.words.breach;
  if (plan === null) return html`<p>${words.notYet}</p>`;
  const laws = lawsNotModelled(view, plan.coverage);
  return html`
    <p>${words.none} ${lookedAt(view, plan.coverage)}</p>
    ${laws.length === 0 ? null : html`<ul class="points">${laws.map((law) => html`<li>${law}</li>`)}</ul>`}
  `;
}

/** `2 × Overdue · 5 × Running`. */
export function countStates(view: View, duties: readonly Duty[], moment: Instant): string {
  const counts = new Map<string, number>();
  for (const duty of duties) {
    const { word } = wordOf(view, duty, moment);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, n]) => `${n} × ${word}`).join(' · ');
}

function folded(title: string, id: string, duties: Duty[], row: (duty: Duty) => Html, open: boolean): Html | null {
  if (duties.length === 0) return null;
  return html`
    <details class="fold" id="${id}"${open ? html` open` : null}><summary>${title}</summary>${duties.map(row)}</details>
  `;
}

function hasForm(duties: readonly Duty[], { obligation }: BreachForms): boolean {
  return obligation !== undefined && duties.some(({ planned }) => planned.id === obligation.id);
}
