import { z } from 'zod';
import { INCIDENT_KINDS, type IncidentKind } from '../../../domain/breach/incident-kinds.ts';
import type { Form } from '../../../web/forms.ts';
import { shortReportPage } from '../../../web/report/short.ts';
import type { View } from '../../../web/view.ts';
import { openForm, valuesOf } from '../../forms/form.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import type { IncidentReport } from '../../routes/incidents.ts';
import { sendPage } from '../page.ts';
import { sendIncident, sentPath } from './form.ts';
import { readFacts, withKept } from './read.ts';

const Params = z.strictObject({ kind: z.enum(INCIDENT_KINDS) });

/** Reporting an incident with paper, speech or a misdirected letter, by three questions. */
export const shortReportPages: Routes = (server, deps) => {
  const schema = { params: Params };

  server.get('/desk/report/:kind', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return sendPage(reply, shortReportPage(view, request.params.kind, await openForm(deps, request)));
  });

  server.post('/desk/report/:kind', { schema }, async (request, reply) => {
    const { kind } = request.params;
    const view = await viewOf(deps, request);
    const values = valuesOf(request);
    const read = readShort(view, kind, values);
    const sent = Array.isArray(read)
      ? { values, problems: read }
      : await sendIncident(deps, view, request, { read, first: 'what' });
    if (typeof sent === 'string') return reply.redirect(sentPath(sent, values), 303);
    return sendPage(reply, shortReportPage(view, kind, sent), 422);
  });
};

/** The report that three answers make, or what is wrong with them, in the reader's words. */
function readShort(
  view: View,
  kind: IncidentKind,
  values: Form['values'],
): IncidentReport | Form['problems'][number][] {
  const { short } = view.words.report;
  const { needed, tooLong } = view.words.work.errors;
  const problems: Form['problems'][number][] = [];
  const text = (field: string, most: number): string => {
    const given = String([values[field] ?? ''].flat()[0] ?? '')
      .trim()
      .replaceAll('\r\n', '\n');
    if (given === '') problems.push({ field, message: needed });
    if (given.length > most) problems.push({ field, message: tooLong });
    return given;
  };
  const [what, where, who] = [text('what', 4_000), text('where', 500), text('who', 500)];
  const { peopleConcerned = '' } = values;
  const { facts, kept } = readFacts({ peopleConcerned });
  if (problems.length > 0) return problems;
  return {
    title: short.kinds[kind].title,
    summary: withKept(view, `${what}\n\n${short.where}\n${where}\n\n${short.who}\n${who}`, kept),
    systems: [],
    incident: kind,
    language: view.language,
    ...(Object.keys(facts).length > 0 && { facts }),
  };
}
