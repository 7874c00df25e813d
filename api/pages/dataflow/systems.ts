import type { FastifyReply } from 'fastify';
import type { UnknownView } from '../../../domain/alerts/unknown-view.ts';
import type { Counterparty, CounterpartyKind, System } from '../../../domain/dataflow.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { Identifier } from '../../../domain/identifier.ts';
import type { Instant } from '../../../domain/time.ts';
import { listAgain } from '../../../services/alert/read.ts';
import { readUnknownThing } from '../../../services/alert/unknown.ts';
import { readCounterparties, readSystems } from '../../../store/dataflow.ts';
import { countSystems, pageCounterparties, pageSystems } from '../../../store/dataflow-list.ts';
import { touchedPath } from '../../../web/breach/places.ts';
import { systemPage } from '../../../web/dataflow/entry.ts';
import { systemsPage } from '../../../web/dataflow/lists.ts';
import { EMPTY_FORM, type Form } from '../../../web/forms.ts';
import type { View } from '../../../web/view.ts';
import {
  EntryParams,
  ListQuerySchema,
  SystemQuery,
  systemFilter,
  systemPlace,
  UnknownId,
  writeSystemPlace,
} from '../../dataflow/query.ts';
import { keptValues } from '../../forms/drafts.ts';
import { valuesOf } from '../../forms/form.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';
import { offeredSystems } from '../system-choice.ts';
import { sendConflict } from './conflict.ts';
import { readHistory } from './read.ts';
import { carriedEntry, saveEntry, seenOf } from './save.ts';
import { withIds } from './typed-names.ts';
import { readSystem, systemValues } from './values.ts';

const SYSTEMS_SHOWN = 50;
/** Suppliers or customers that a form suggests; others are found by a part of their name. */
const PARTIES_OFFERED = 300;

type Offered = { kind: CounterpartyKind; parties: Counterparty[]; more: boolean };

type Shown = {
  id: string;
  form?: Form;
  seen?: string;
  below?: number | undefined;
  breachId?: string | null | undefined;
  unknown?: UnknownView | null;
  /** Since when stored alerts are judged again for it. */
  again?: Instant | undefined;
};

export const systemRoutes: Routes = (server, deps) => {
  server.get('/desk/systems', { schema: { querystring: ListQuerySchema } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const filter = systemFilter(request.query);
    const after = systemPlace(request.query.after);
    const [page, count] = await Promise.all([
      pageSystems(deps.store, { filter, limit: SYSTEMS_SHOWN, ...(after === undefined ? {} : { after }) }),
      countSystems(deps.store, filter),
    ]);
    const next = writeSystemPlace(page.next);
    return sendPage(reply, systemsPage(view, { query: request.query, systems: page.systems, count, next }));
  });

  const schema = { params: EntryParams, querystring: SystemQuery };
  server.get('/desk/systems/:id', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { id } = request.params;
    const { below, breach: breachId, unknown: named, system, again } = request.query;
    if (id === 'new' && named !== undefined && system) {
      return reply.redirect(`/desk/systems/${system}?unknown=${named}#edit`, 303);
    }
    const entry = await find(view, id);
    const unknown = await unknownOf(view, named);
    const kept = await keptValues(deps, request);
    const typed = kept === null ? {} : { form: { values: kept, problems: [] }, seen: String(kept.seen ?? '') };
    return send(view, reply, entry, { id, below, ...typed, breachId, unknown, again });
  });

  server.post('/desk/systems/:id', { schema: { params: EntryParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { id } = request.params;
    const entry = await find(view, id);
    const { values, problems: unnamed } = await withIds(deps.store, view, valuesOf(request));
    const wanted = id === 'new' ? String(values.id ?? '').trim() : id;
    const touchedBy = BreachParams.safeParse({ breachId: values.breach });
    const breachId = touchedBy.success ? touchedBy.data.breachId : undefined;
    const unknown = await unknownOf(view, values.unknown);
    const carried = carriedEntry(view, values.entry, wanted);
    const read = carried === null || 'contacts' in carried ? readSystem(view, wanted, values) : carried;
    const isTyped = read !== carried;
    if ('length' in read || (isTyped && unnamed.length > 0)) {
      const wrong = 'length' in read ? read : [];
      const others = wrong.filter(({ field }) => unnamed.every((problem) => problem.field !== field));
      return again({ values, problems: [...others, ...unnamed] });
    }
    const seen = String(values.seen ?? '');
    const saved = await saveEntry(deps, view, request, read, { seen, isNew: id === 'new' });
    if (saved.kind === 'problems')
      return again({ values: { ...systemValues(read), ...values }, problems: saved.problems });
    if (saved.kind === 'conflict') return sendConflict(view, reply, 'systems', { now: saved.now, yours: read });
    if (unknown === null && breachId !== undefined) return reply.redirect(touchedPath(breachId, read.id), 303);
    const query = new URLSearchParams({
      ...(unknown !== null && { saved: read.id }),
      ...(saved.judgedAgain !== null && { again: saved.judgedAgain }),
    });
    const back = unknown === null ? `/desk/systems/${read.id}` : '/desk/alerts/unknown';
    return reply.redirect(query.size === 0 ? back : `${back}?${query}`, 303);

    function again(form: Form) {
      return send(view, reply, entry, { id, form, seen: String(values.seen ?? ''), breachId, unknown }, 422);
    }
  });

  /** What alerts named and the entry is to be known by; none where it is gone, or its reader changes no entries. */
  async function unknownOf(view: View, named: unknown): Promise<UnknownView | null> {
    const { success, data } = UnknownId.safeParse(named);
    return success && view.may('POST /desk/systems/:id') ? readUnknownThing(deps.store, data) : null;
  }

  /** Those that a form offers; of more, the first ones. */
  async function offered(kind: CounterpartyKind, mayEdit: boolean): Promise<Offered> {
    if (!mayEdit) return { kind, parties: [], more: false };
    const { counterparties, next } = await pageCounterparties(deps.store, kind, { filter: {}, limit: PARTIES_OFFERED });
    return { kind, parties: counterparties, more: next !== null };
  }

  async function find(view: View, id: string): Promise<System | null> {
    if (id === 'new' && view.may('POST /desk/systems/:id')) return null;
    const [entry] = id === 'new' ? [] : await readSystems(deps.store, [id]);
    if (entry === undefined) throw new TocsinError('not-found', 'The register has no such system.', 'id');
    return entry;
  }

  async function send(
    view: View,
    reply: FastifyReply,
    entry: System | null,
    { id, form, seen, below, breachId = null, unknown = null, again }: Shown,
    status = 200,
  ) {
    const values = form?.values ?? {};
    const typed = [values.suppliers ?? [], values.customers ?? []]
      .flat(2)
      .filter((id) => Identifier.safeParse(id).success);
    const named = [...(entry === null ? [] : [...entry.suppliers, ...entry.customers]), ...typed];
    const mayReadAlerts = again !== undefined && view.may('GET /desk/alerts');
    const mayEdit = view.may('POST /desk/systems/:id');
    const [suppliers, customers, parties, history, others, judged] = await Promise.all([
      offered('supplier', mayEdit),
      offered('customer', mayEdit),
      readCounterparties(deps.store, named),
      readHistory(deps.store, 'system', id, below),
      unknown !== null && entry === null ? offeredSystems(deps.store, []) : { systems: [], more: false },
      mayReadAlerts ? listAgain(deps.store, again) : [],
    ]);
    const chosen = (kind: 'supplier' | 'customer') => parties.filter((party) => party.kind === kind);
    const withChosen = ({ kind, parties: some, more }: Offered) => {
      const further = chosen(kind).filter(({ id }) => some.every((party) => party.id !== id));
      return { parties: [...some, ...further].map(({ id, name }) => ({ id, name })), more };
    };
    const page = {
      ...{ entry, id, breachId, unknown, others },
      parties,
      choices: { suppliers: withChosen(suppliers), customers: withChosen(customers) },
      history,
      again: judged,
      form: form ?? { ...EMPTY_FORM, values: systemValues(entry, unknown?.alias) },
      seen: seen ?? seenOf(entry),
      isEditing: form !== undefined || unknown !== null,
    };
    return sendPage(reply, systemPage(view, page), status);
  }
};
