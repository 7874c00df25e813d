import type { Approvers } from '../../domain/breach/approvers.ts';
import type { Instant } from '../../domain/time.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/**
 * Who may approve what waits, who of them is on duty, and since when it waits.
 * @param approvers null where nobody is to be called
 * @param except who drafted it, where somebody else is to approve it
 */
export function approversNote(
  view: View,
  approvers: Approvers | null,
  { since, except }: { since: Instant | null; except: string | null },
): Html | null {
  if (approvers === null) return null;
  const { approvers: words, roles } = view.words.shell;
  const people = approvers.people.filter(({ by }) => by !== except);
  const onDuty = people.filter(({ isOnDuty }) => isOnDuty);
  const named = (some: typeof people) => some.map(({ name, role }) => `${name} (${roles[role] ?? role})`).join(', ');
  const lines = [
    since === null ? null : html`<p class="inline">${words.since} ${timeTag(since, view)}</p>`,
    people.length === 0 ? null : html`<p>${words.may(named(people))}</p>`,
    onDuty.length === 0 ? null : html`<p>${words.onDuty(named(onDuty))}</p>`,
  ];
  const lacks = people.length === 0 ? words.nobody : approvers.isByRota && onDuty.length === 0 ? words.notOnDuty : null;
  const [shape, last] = lacks === null ? ['', null] : [' warn', html`<p>${lacks}</p>`];
  return html`<div class="note small${shape}">${lines}${last}</div>`;
}
