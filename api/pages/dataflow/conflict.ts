import type { FastifyReply } from 'fastify';
import { conflictView } from '../../../web/conflict.ts';
import type { ListName } from '../../../web/dataflow/model.ts';
import { type Entry, sayField } from '../../../web/dataflow/words.ts';
import { html } from '../../../web/html.ts';
import { PLACES } from '../../../web/places.ts';
import type { View } from '../../../web/view.ts';
import { sendPage } from '../page.ts';
import { differing, seenOf } from './save.ts';

/** Both versions of an entry, where somebody else changed it while this one was being written. */
export function sendConflict(
  view: View,
  reply: FastifyReply,
  list: ListName,
  { now, yours }: { now: Entry; yours: Entry },
): FastifyReply {
  const { dataflow } = view.words;
  const path = `${PLACES[list]}/${now.id}`;
  const rows = differing(now, yours).map((field) => ({
    label: dataflow.fields[field],
    now: html`<span class="lines">${sayField(view, now, field)}</span>`,
    yours: html`<span class="lines">${sayField(view, yours, field)}</span>`,
  }));
  const crumbs = html`<a href="${PLACES[list]}">${dataflow[list].title}</a> / <a href="${path}">${now.name}</a>`;
  const hidden = { seen: seenOf(now), entry: JSON.stringify(yours) };
  return sendPage(reply, conflictView(view, { place: list, crumbs, rows, action: path, hidden, back: path }), 409);
}
