import { breachPath, panelPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { SuspicionModel } from './model.ts';

/** Alert, suspicion, investigation and awareness, each with what it is. */
export function instantsCard(view: View, { state, reasoning, names }: SuspicionModel): Html {
  const { instants: words } = view.words.suspicion;
  const { alert, suspicion, investigation, awareness } = reasoning.instants;
  const at = (instant: string, says: string) => html`
    <span class="line">${timeTag(instant, view)} <span class="muted">${says}</span></span>
  `;
  const alerts = [
    alert.occurredAt === null ? null : at(alert.occurredAt, words.occurred),
    alert.receivedAt === null ? null : at(alert.receivedAt, words.received),
  ];
  const isOther = suspicion.suspectedAt !== suspicion.openedAt;
  const looked =
    investigation === null
      ? html`<a href="${breachPath(state.breachId)}">${words.nobody}</a>`
      : at(investigation.at, words[investigation.basis](names.by(investigation.by)));
  return html`
    <section class="card" aria-labelledby="h-instants">
      <header><h2 id="h-instants">${words.title}</h2></header>
      <dl class="kv in">
        ${alerts.every((each) => each === null) ? null : html`<dt>${words.alert}</dt><dd>${alerts}</dd>`}
        <dt>${words.suspicion}</dt>
        <dd>${at(suspicion.openedAt, words.opened)}${isOther ? at(suspicion.suspectedAt, words.suspected) : null}</dd>
        <dt>${words.investigation}</dt><dd>${looked}</dd>
        <dt>${words.awareness}</dt>
        <dd>
          ${
            awareness === null
              ? html`<a href="${panelPath(state.breachId, 'aware')}">${words.none}</a>`
              : at(awareness.at, words.aware(names.by(awareness.by)))
          }
        </dd>
      </dl>
    </section>
  `;
}
