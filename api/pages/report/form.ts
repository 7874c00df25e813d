import type { FastifyRequest } from 'fastify';
import { canonicalJson } from '../../../domain/audit/chain.ts';
import type { System } from '../../../domain/dataflow.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { previewPlan } from '../../../domain/plan/preview-report.ts';
import { EXERCISERS, isAmong } from '../../../domain/roles.ts';
import type { Instant } from '../../../domain/time.ts';
import { keepReport } from '../../../intake/keep-report.ts';
import { readSystems } from '../../../store/dataflow.ts';
import { countSystems, pageSystems } from '../../../store/dataflow-list.ts';
import type { Form } from '../../../web/forms.ts';
import { sayRefusal } from '../../../web/refusals.ts';
import { MOST_FOLLOWED, type ReportForm } from '../../../web/report/model.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { idempotencyKey } from '../../http/idempotency.ts';
import { type IncidentReport, reportOf } from '../../routes/incidents.ts';
import { principalOf } from '../../sign-in/authentication.ts';
import { readFacts, readReport, tickedIn } from './read.ts';

/** Systems shown beside the ticked ones: as many as are followed, or found. */
const FOUND_SHOWN = 20;
const NAMES_OFFERED = 200;

/** What the form is shown with: the systems ticked, found, or first, and what they would start. */
export async function readForm(
  deps: Pick<ApiDeps, 'store' | 'policy' | 'exerciseInbox'>,
  view: View,
  { form, showTogether }: { form: Form; showTogether: boolean },
): Promise<ReportForm> {
  const find = String([form.values.find ?? ''].flat()[0] ?? '')
    .trim()
    .slice(0, 100);
  const wanted = tickedIn(form.values);
  const filter = find === '' ? {} : { text: find };
  const [all, ticked, page, offered] = await Promise.all([
    countSystems(deps.store, {}),
    readSystems(deps.store, wanted),
    pageSystems(deps.store, { filter, limit: find === '' ? MOST_FOLLOWED : FOUND_SHOWN }),
    pageSystems(deps.store, { filter: {}, limit: NAMES_OFFERED }),
  ]);
  const rest = page.systems.filter(({ id }) => !wanted.includes(id));
  const room = find === '' ? Math.max(MOST_FOLLOWED - ticked.length, 0) : FOUND_SHOWN;
  const systems = [...ticked, ...rest.slice(0, room)];
  const from = momentOf(view, form.values);
  const { facts } = readFacts(form.values);
  const { policy } = deps;
  const preview = (some: readonly System[]) => previewPlan(policy, some, { from, now: view.now, facts });
  const follows = systems.length <= MOST_FOLLOWED && !showTogether;
  return {
    form,
    systems,
    ticked: ticked.map(({ id }) => id),
    all,
    find,
    found: find === '' ? null : page.systems.length,
    names: offered.systems.map(({ name }) => name),
    each: follows ? new Map(systems.map((system) => [system.id, preview([system])])) : null,
    together: showTogether && ticked.length > 0 ? preview(ticked) : null,
    from,
    mayDrill: deps.exerciseInbox && isAmong(EXERCISERS, view.viewer.role),
  };
}

/** Reads the form and sends its report. @returns its reference, or the form to show again */
export async function sendReport(deps: ApiDeps, view: View, request: FastifyRequest): Promise<string | Form> {
  const values = valuesOf(request);
  const read = readReport(view, values);
  if (Array.isArray(read)) return { values, problems: read };
  return sendIncident(deps, view, request, { read, first: 'title' });
}

/**
 * Sends a report the way of `POST /incidents`.
 * @param first the first field of the form, at which a refusal of the whole is shown
 * @returns its reference, or the form to show again
 */
export async function sendIncident(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  { read, first }: { read: IncidentReport; first: string },
): Promise<string | Form> {
  const values = valuesOf(request);
  const principal = principalOf(request);
  const key = idempotencyKey(request);
  try {
    const raw = Buffer.from(canonicalJson(JSON.parse(JSON.stringify(read))));
    const sent = { key, raw, requestId: request.id };
    const { breachId, reference } = await keepReport(deps, await reportOf(deps, principal, read, sent));
    return breachId ?? reference;
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    const { problems } = view.words.report;
    if (error.code === 'key-reused') return { values, problems: [{ field: first, message: problems.sentBefore }] };
    if (error.field === 'awareAt')
      return { values, problems: [{ field: 'awareAt', message: sayRefusal(view, error) }] };
    if (error.code !== 'unknown-system') throw error;
    const unknown = read.systems[Number(error.field?.match(/\d+/)?.[0] ?? 0)] ?? '';
    const left = tickedIn(values).filter((id) => id !== unknown);
    return { values: { ...values, system: left }, problems: [{ field: 'system', message: problems.system(unknown) }] };
  }
}

/** The page of a report that was just sent: it says which fields were not understood. No address holds their words. */
export function sentPath(reference: string, values: Form['values']): string {
  const fields = readFacts(values).kept.map(({ field }) => `&kept=${field}`);
  return `/desk/reports/${reference}?sent=1${fields.join('')}`;
}

/** The instant from which clocks would be counted: the one given where it can be read, else now. */
function momentOf(view: View, values: Form['values']): Instant {
  try {
    const at = instantOf(view, values, 'awareAt');
    return at === null || at > view.now ? view.now : at;
  } catch {
    return view.now;
  }
}
