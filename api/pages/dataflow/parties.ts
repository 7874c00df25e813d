import type { FastifyReply } from 'fastify';
import type { Counterparty } from '../../../domain/dataflow.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { Identifier } from '../../../domain/identifier.ts';
import { noticeTemplateName } from '../../../domain/notices/template.ts';
import { languagesOf } from '../../../domain/notices/templates.ts';
import { readCounterparties } from '../../../store/dataflow.ts';
import { countCounterparties, countSystems, pageCounterparties, pageSystems } from '../../../store/dataflow-list.ts';
import { partyPage } from '../../../web/dataflow/entry.ts';
import { partiesPage } from '../../../web/dataflow/lists.ts';
import { EMPTY_FORM, type Form } from '../../../web/forms.ts';
import type { View } from '../../../web/view.ts';
import { sentNotices } from '../../dataflow/notices.ts';
import { EntryParams, EntryQuery, ListQuerySchema, systemFilter } from '../../dataflow/query.ts';
import type { ApiDeps } from '../../deps.ts';
import { keptValues } from '../../forms/drafts.ts';
import { valuesOf } from '../../forms/form.ts';
import type { Server } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';
import { sendConflict } from './conflict.ts';
import { partyLines, readHistory } from './read.ts';
import { carriedEntry, saveEntry, seenOf } from './save.ts';
import { partyValues, readParty } from './values.ts';

const PARTIES_SHOWN = 50;
const SYSTEMS_SHOWN = 50;
const PartyQuerySchema = ListQuerySchema.omit({ country: true, supplier: true, customer: true });

/** Suppliers or customers: the same pages, with other words. */
export function partyRoutes(server: Server, deps: ApiDeps, list: 'suppliers' | 'customers'): void {
  const kind = list === 'suppliers' ? 'supplier' : 'customer';
  const path = `/desk/${list}` as const;
  const languages = languagesOf(deps.policy, noticeTemplateName(kind, 'first'));

  server.get(path, { schema: { querystring: PartyQuerySchema } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const query = { ...request.query, country: '', supplier: '', customer: '' };
    const after = Identifier.safeParse(query.after);
    const [page, count] = await Promise.all([
      pageCounterparties(deps.store, kind, {
        filter: systemFilter(query),
        limit: PARTIES_SHOWN,
        ...(after.success ? { after: after.data } : {}),
      }),
      countCounterparties(deps.store, kind),
    ]);
    const lines = await partyLines(deps.store, view, kind, page.counterparties);
    return sendPage(reply, partiesPage(view, list, { query, lines, count, next: page.next }));
  });

  const schema = { params: EntryParams, querystring: EntryQuery };
  server.get(`${path}/:id`, { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { id } = request.params;
    const entry = await find(view, id);
    const kept = await keptValues(deps, request);
    const typed = kept === null ? {} : { form: { values: kept, problems: [] }, seen: String(kept.seen ?? '') };
    return send(view, reply, entry, { id, below: request.query.below, ...typed });
  });

  server.post(`${path}/:id`, { schema: { params: EntryParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { id } = request.params;
    const entry = await find(view, id);
    const values = valuesOf(request);
    const wanted = id === 'new' ? String(values.id ?? '').trim() : id;
    const carried = carriedEntry(view, values.entry, wanted);
    const isParty = carried !== null && ('contacts' in carried || 'length' in carried);
    const read = isParty ? carried : readParty(view, wanted, { kind, languages }, values);
    if ('length' in read) return again({ values, problems: read });
    const seen = String(values.seen ?? '');
    const saved = await saveEntry(deps, view, request, { ...read, kind }, { seen, isNew: id === 'new' });
    if (saved.kind === 'problems') return again({ values, problems: saved.problems });
    if (saved.kind === 'conflict')
      return sendConflict(view, reply, list, { now: saved.now, yours: read as Counterparty });
    return reply.redirect(`${path}/${read.id}`, 303);

    function again(form: Form) {
      return send(view, reply, entry, { id, form, seen: String(values.seen ?? '') }, 422);
    }
  });

  async function find(view: View, id: string): Promise<Counterparty | null> {
    if (id === 'new' && view.may(`POST ${path}/:id`)) return null;
    const [entry] = id === 'new' ? [] : await readCounterparties(deps.store, [id]);
    if (entry?.kind !== kind) throw new TocsinError('not-found', `The register has no such ${kind}.`, 'id');
    return entry;
  }

  async function send(
    view: View,
    reply: FastifyReply,
    entry: Counterparty | null,
    { id, form, seen, below }: { id: string; form?: Form; seen?: string; below?: number | undefined },
    status = 200,
  ) {
    const filter = { [kind]: id };
    const [{ systems }, count, notices, history] = await Promise.all([
      pageSystems(deps.store, { filter, limit: SYSTEMS_SHOWN }),
      countSystems(deps.store, filter),
      sentNotices(deps.store, id),
      readHistory(deps.store, 'counterparty', id, below),
    ]);
    const page = {
      entry,
      id,
      languages,
      systems,
      count,
      notices,
      history,
      form: form ?? { ...EMPTY_FORM, values: partyValues(entry) },
      seen: seen ?? seenOf(entry),
      isEditing: form !== undefined,
    };
    return sendPage(reply, partyPage(view, list, page), status);
  }
}
