import type { BreachState } from '../../domain/breach/state.ts';
import type { Facts } from '../../domain/facts.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** What later alerts and reports say that is graver than the facts that stand, with the way to state it. */
export function graverNote(view: View, state: BreachState, may: boolean): Html | null {
  const open = Object.entries(state.graver ?? {}).filter(([key, value]) => state.facts[key as keyof Facts] !== value);
  return offeredNote(view, state, Object.fromEntries(open), may);
}

/** Taken over with one press, and recorded by nothing but the form itself. */
export function offeredNote(
  { words }: View,
  { breachId, graver = {} }: Pick<BreachState, 'breachId' | 'graver'>,
  offered: Partial<Facts>,
  may: boolean,
): Html | null {
  const { facts } = words;
  const keys = Object.keys(offered) as (keyof Facts)[];
  if (keys.length === 0) return null;
  const labels = facts.labels as Partial<Record<string, string>>;
  const options = facts.options as unknown as Partial<Record<string, Record<string, string>>>;
  const list = (title: string, those: (keyof Facts)[]) => {
    const said = those.map((key) => {
      const value = String(offered[key]);
      return html`<li>${labels[key] ?? key}: ${options[key]?.[value] ?? value}</li>`;
    });
    return said.length === 0 ? null : html`<p>${title}</p><ul>${said}</ul>`;
  };
  const link = html`<p><a class="btn" href="/desk/breaches/${breachId}/facts?suggested=1">${facts.takeOver}</a></p>`;
  const [said, usual] = [keys.filter((key) => key in graver), keys.filter((key) => !(key in graver))];
  return html`
    <div class="note noprint" id="suggested">
      ${list(facts.graver, said)}${list(facts.suggested, usual)}${may ? link : null}
    </div>
  `;
}
