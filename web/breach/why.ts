import { acknowledgedBy } from '../../domain/breach/acknowledged.ts';
import { rungKey } from '../../domain/breach/ladder.ts';
import type { Instant } from '../../domain/time.ts';
import { type Html, html } from '../html.ts';
import { withInstants } from '../instants.ts';
import { cited, translatedWithInstants } from '../translated.ts';
import type { View } from '../view.ts';
import type { Duty } from './duties.ts';
import type { BreachModel } from './model.ts';
import { sayRung } from './rungs.ts';

/** By whom warnings were seen. */
type Acknowledging = Pick<BreachModel, 'state' | 'names'>;

/** Why a duty applies and how its clock came about, step by step, with the law it stands in and how sure that is. */
export function whyList(view: View, model: Acknowledging, { planned, current }: Duty, now: Instant): Html {
  const { obligations: words } = view.words.breach;
  const { clock } = planned;
  const steps =
    clock === null ? [] : clock.steps.map((step) => html`<li>${translatedWithInstants(view, step, now)}</li>`);
  const latest =
    clock === null || clock.latest === null || clock.latest === clock.due
      ? null
      : html`<li>${words.latest} ${withInstants(clock.latest, now, view)}. ${words.latestHint}</li>`;
  const basis = clock === null ? null : html`<li>${clock.basis === 'law' ? words.byLaw : words.byHouse}</li>`;
  return html`
    <ol class="why">
      <li>${translatedWithInstants(view, planned.because, now)}</li>
      ${steps}${latest}${basis}
      <li>
        ${cited(view, planned.citation)}. ${words.confidence[planned.confidence]}. ${words.asRole}
        ${roleOf(view, planned.role)}.
      </li>
      ${ladder(view, model, { planned, current }, now)}
    </ol>
  `;
}

/** Which warnings went out, and which comes next. */
function ladder(view: View, { state, names }: Acknowledging, { planned, current }: Duty, now: Instant): Html | null {
  const { obligations: words } = view.words.breach;
  const { clock, rungs } = planned;
  if (clock === null || rungs.length === 0) return null;
  const isFired = (name: string) => current.fired.includes(rungKey(name, clock.due));
  const isOpen = current.status === 'running' || current.status === 'overdue';
  const items = rungs.map(({ name, at, to }) => {
    const word = isFired(name)
      ? words.rung.fired
      : !isOpen
        ? words.rung.off
        : at > now
          ? words.rung.next
          : words.rung.passed;
    const seen = acknowledgedBy(state, { obligation: planned.id, rung: name, due: clock.due });
    return html`
      <li>
        ${word}: ${sayRung(view, name)}, ${withInstants(at, now, view)},
        ${words.to(to.map((role) => view.words.shell.roles[role] ?? role).join(', '))}${
          seen === undefined ? null : html`; ${words.seenBy(names.by(seen.by))}, ${withInstants(seen.at, now, view)}`
        }
      </li>
    `;
  });
  return html`<li>${words.ladder}<ul class="points">${items}</ul></li>`;
}

/** In which role a duty reaches us: under data protection law, or as a kind of organisation that some law names. */
function roleOf({ words }: View, role: string): string {
  const known: Record<string, string> = { ...words.facts.options.profile, ...words.breach.roles };
  return known[role] ?? role.replaceAll('-', ' ');
}
