import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { InstantInput } from '../../../domain/instant-input.ts';
import type { Instant } from '../../../domain/time.ts';
import { type BreachForms, NOTICE_PARTS } from '../../../web/breach/model.ts';
import { breachPage } from '../../../web/breach/page.ts';
import { BREACH_PAGES, type BreachPage, breachPath, pageWith } from '../../../web/breach/places.ts';
import { TIMELINE_KINDS } from '../../../web/breach/timeline-kinds.ts';
import type { Form } from '../../../web/forms.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { keptValues } from '../../forms/drafts.ts';
import { valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';
import { type BreachAsked, readBreachModel } from './read.ts';

/**
 * `at`: a local time read in `zone` (or `at-zone`, as the form sends it), or an instant with its offset. `notices` and
 * `after` name a page of the notices, `before` one of the timeline.
 */
const Query = z.object({
  at: z.string().max(40).optional(),
  zone: z.string().max(64).optional(),
  'at-zone': z.string().max(64).optional(),
  'at-which': z.string().max(40).optional(),
  notices: z.enum(NOTICE_PARTS).optional().catch(undefined),
  after: z.string().max(400).optional().catch(undefined),
  before: z.coerce.number().int().min(1).optional().catch(undefined),
  kind: z.enum(TIMELINE_KINDS).optional().catch(undefined),
  who: z.string().max(100).optional().catch(undefined),
});

export const breachShow: Routes = (server, deps) => {
  const schema = { params: BreachParams, querystring: Query };
  for (const page of BREACH_PAGES) {
    server.get(breachPath(':breachId', page), { schema }, async (request, reply) => {
      const { breachId } = request.params;
      const { zone, notices: part, after, before, kind, who, ...query } = request.query;
      const moved = page === 'overview' ? movedTo(breachId, request.query) : null;
      if (moved !== null) return reply.redirect(moved, 303);
      const view = await viewOf(deps, request);
      const asked = { part, after, before: before ?? null, kind: kind ?? null, who: who || null };
      if (query.at === undefined || query.at === '') {
        return sendBreach(deps, view, reply, breachId, page, formsOf(await keptValues(deps, request)), 200, asked);
      }
      const values = { 'at-zone': zone ?? view.zone, ...query, at: query.at };
      try {
        const at = momentOf(view, values);
        if (at > view.now) throw new SaidRefusal('bad-input', view.words.breach.asOf.future, 'at');
        const model = await readBreachModel(deps, view, breachId, page, { ...asked, asOf: at });
        if (typeof model === 'string') throw new SaidRefusal('bad-input', view.words.breach.asOf[model], 'at');
        return sendPage(reply, breachPage(view, page, model));
      } catch (error) {
        if (!(error instanceof TocsinError) || error.code !== 'bad-input') throw error;
        const form = { values, problems: [{ field: 'at', message: error.message }] };
        return sendBreach(deps, view, reply, breachId, pageWith('then'), { at: form }, 422);
      }
    });
  }

  // The words are sent, and in no address: those are kept by browsers, proxies and logs.
  const Words = z.object({ words: z.string().trim().max(200).default('') });
  server.post('/desk/search/:breachId', { schema: { params: BreachParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { words } = Words.parse(valuesOf(request));
    return sendBreach(deps, view, reply, request.params.breachId, 'timeline', {}, 200, { words });
  });
};

/** Until version 0.7 the notices and the timeline stood on the one page of the breach, and were paged there. */
function movedTo(breachId: string, { notices, after, before, at }: z.output<typeof Query>): string | null {
  const page = before !== undefined ? 'timeline' : notices !== undefined || after !== undefined ? 'notices' : null;
  if (page === null) return null;
  const given = Object.entries({ at, notices, after, before }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return `${breachPath(breachId, page)}?${query}#${page}`;
}

/** A page as things stand; with forms that came back, the status says that something is to be put right. */
export async function sendBreach(
  deps: ApiDeps,
  view: View,
  reply: FastifyReply,
  breachId: string,
  page: BreachPage,
  forms: BreachForms = {},
  status = 200,
  asked: BreachAsked = {},
): Promise<FastifyReply> {
  const model = await readBreachModel(deps, view, breachId, page, asked);
  if (typeof model === 'string') throw new TocsinError('internal', 'The present cannot be shown.');
  return sendPage(reply, breachPage(view, page, model, forms), status);
}

/** The form of these pages that was typed into before the session ended, told by what it holds. */
function formsOf(values: Form['values'] | null): BreachForms {
  if (values === null) return {};
  const form: Form = { values, problems: [] };
  const holds = (name: string) => Object.hasOwn(values, name);
  if (holds('awareAt')) return { awareness: form };
  if (holds('art33-reasons')) return { art33: form };
  if (holds('art34-reasons')) return { art34: form };
  if (holds('closing-reasons')) return { closing: form };
  if (holds('reopening-reasons')) return { reopening: form };
  if (holds('act')) return { notices: form };
  const id = Object.keys(values).flatMap((name) => /^(.+)-reasons$/.exec(name)?.[1] ?? [])[0];
  return id === undefined ? {} : { obligation: { id, form } };
}

function momentOf(view: View, values: Form['values']): Instant {
  const exact = InstantInput.safeParse(values.at);
  const at = exact.success ? exact.data : instantOf(view, values, 'at');
  if (at === null) throw new SaidRefusal('bad-input', view.words.shell.instant.malformed, 'at');
  return at;
}
