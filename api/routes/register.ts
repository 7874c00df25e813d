import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TEXT_LANGUAGES } from '../../domain/texts/languages.ts';
import { countRegister, pageRegister } from '../../store/register.ts';
import { wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { Register } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';
import { EXPORTS, exportRegister } from '../register/exports.ts';
import { filterOf, placeOf, RegisterQuerySchema, writePlace } from '../register/query.ts';

const EXERCISES = { true: 'with', false: 'without', only: 'only' } as const;
const exercises = z.enum(['true', 'false', 'only']).default('false');
const Filters = RegisterQuerySchema.omit({ after: true }).extend({ exercises });
const ListQuery = Filters.extend({
  limit: wholeNumber(1, 500).default(100),
  before: RegisterQuerySchema.shape.after,
});
const ExportQuery = Filters.extend({
  format: z.enum(EXPORTS).default('csv'),
  language: z.enum(TEXT_LANGUAGES).default('en').describe('Of the headings of a CSV; its cells are the same in each'),
});

/** The register of breaches (GDPR Art. 33(5)): filtered, page by page, or whole as a file. */
export const registerRoutes: Routes = (server, deps) => {
  const list = operation(
    {
      id: 'readRegister',
      tag: 'register',
      summary: 'The register of breaches (GDPR Art. 33(5)), newest awareness first',
      description:
        'Exercises never happened: they are in it only when asked for, and marked. Days are the organisation’s.',
      answers: { 200: Register },
      refusals: ['conflict'],
    },
    { querystring: ListQuery },
  );
  server.get('/register', { schema: list }, async (request) => {
    const { limit, before, ...filters } = request.query;
    const query = { ...filters, after: before, exercises: EXERCISES[filters.exercises] };
    const filter = filterOf(query, deps.organisation.zone);
    const after = placeOf(query, 'before');
    const [page, counts] = await Promise.all([
      pageRegister(deps.store, { filter, sort: query.sort, limit, ...(after === undefined ? {} : { after }) }),
      countRegister(deps.store, filter),
    ]);
    const entries = page.rows.map(({ entry, authorityTold, peopleTold, late }) => {
      return { ...entry, authorityTold, peopleTold, late };
    });
    return { entries, total: counts.shown, next: writePlace(page.next) };
  });

  const whole = operation(
    {
      id: 'exportRegister',
      tag: 'register',
      summary: 'The register as a file, all entries that the filter lets through',
      description: 'A PDF holds at most 2,000 entries; CSV and JSON hold any number.',
      answers: { 200: ['text/csv', 'application/json', 'application/pdf'] },
      refusals: ['conflict'],
    },
    { querystring: ExportQuery },
  );
  server.get('/register/export', { schema: whole }, async (request, reply) => {
    const { format, language, ...filters } = request.query;
    const view = await viewOf(deps, request);
    const query = { ...filters, after: '', exercises: EXERCISES[filters.exercises] };
    return sendExport(reply, view.now, format, await exportRegister(deps, view, query, format, language));
  });
};

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8', pdf: 'application/pdf' };

/** Answers with the register as a file, named by its day. */
export function sendExport(
  reply: FastifyReply,
  at: string,
  format: (typeof EXPORTS)[number],
  body: Readable,
): FastifyReply {
  const name = `register-${at.slice(0, 10)}.${format}`;
  return reply.type(TYPES[format]).header('content-disposition', `attachment; filename="${name}"`).send(body);
}
