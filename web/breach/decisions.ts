import { type Html, html } from '../html.ts';
import { withInstants } from '../instants.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { sayEvent } from './event-words.ts';
import type { BreachModel } from './model.ts';
import { sayingOf } from './timeline.ts';

const DECISIONS = [
  'risk-decided',
  'obligation-waived',
  'obligation-resumed',
  'campaign-approved',
  'closed',
  'reopened',
];

/** What people decided, newest first, each with who, when and why. None can be edited, only followed by another. */
export function decisionsSection(view: View, model: BreachModel): Html {
  const { breach } = view.words;
  const items = decisionsIn(model)
    .toReversed()
    .map(({ event, seq }) => {
      const reasons = event.personal !== undefined && 'reasons' in event.personal ? event.personal.reasons : '';
      return html`
        <li>
          <div>${timeTag(event.at, view)}<span class="sub">${breach.chain.no(seq)}</span></div>
          <div>
            <p class="strong">${withInstants(sayEvent(breach.events, event, sayingOf(view, model)), view.now, view)}</p>
            ${reasons === '' ? null : html`<q class="said">${reasons}</q>`}
            <p class="small muted">${model.names.by(event.by)}</p>
          </div>
        </li>
      `;
    });
  return html`
    <section class="card" id="decisions" aria-labelledby="h-dec">
      <header><h2 id="h-dec">${breach.decisions.title}</h2><p class="small muted">${breach.decisions.note}</p></header>
      ${
        items.length === 0
          ? html`<p class="in muted">${breach.decisions.none}</p>`
          : html`<ol class="log">${items}</ol>`
      }
    </section>
  `;
}

function decisionsIn({ timeline }: Pick<BreachModel, 'timeline'>) {
  return timeline.flatMap(({ event, seq }) => (event !== null && isDecision(event) ? [{ event, seq }] : []));
}

/** Duties resumed because facts changed were resumed by nobody's decision. */
function isDecision(event: NonNullable<BreachModel['timeline'][number]['event']>): boolean {
  if (event.type === 'obligation-resumed') return event.data.why === 'decided';
  return DECISIONS.includes(event.type);
}
