import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { WholeOwnReport } from '../../../domain/breach/own-report.ts';
import { MOST_QUESTIONS } from '../../../domain/breach/reporting.ts';
import { MOST_FILE_BYTES } from '../../../domain/breach/work.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { readReference } from '../../../domain/reference.ts';
import { addWords, answerQuestion } from '../../../services/report/add.ts';
import { readOwnReport } from '../../../services/report/own-report.ts';
import type { Form } from '../../../web/forms.ts';
import { answerField, type OwnFormName, type OwnForms } from '../../../web/report/more.ts';
import { ownReportPage } from '../../../web/report/own.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { keptValues } from '../../forms/drafts.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { uploadSchema } from '../../forms/multipart.ts';
import { askedOf } from '../../http/asked.ts';
import { PAGE_TAKES_ATTACHMENT, takeReportFile } from '../../http/attachment.ts';
import { wholeNumber } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { principalOf } from '../../sign-in/authentication.ts';
import { sendPage } from '../page.ts';

const TAKEN_IN_LOOKS = 5;
const TAKEN_IN_LOOK_MS = 300;
const Params = z.strictObject({
  reference: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,128}$/)
    .overwrite(readReference),
});
const Query = z.strictObject({ sent: z.literal('1').optional() });

/** One own report: what became of it, what is asked, and the forms that add to it. */
export const ownReportPages: Routes = (server, deps) => {
  server.get('/desk/reports/:reference', { schema: { params: Params, querystring: Query } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const isSent = request.query.sent === '1';
    const read = () => readOwnReport(deps.store, principalOf(request).name, request.params.reference);
    let own = await read();
    // The engine takes it in within a moment: waited for, so that the page can lead on to the incident.
    for (let looks = 0; isSent && view.away === null && own.state === 'kept' && looks < TAKEN_IN_LOOKS; looks += 1) {
      await delay(TAKEN_IN_LOOK_MS);
      own = await read();
    }
    return sendPage(reply, ownReportPage(view, own, { isSent, forms: formsOf(await keptValues(deps, request)) }));
  });

  server.post('/desk/reports/:reference/words', { schema: { params: Params } }, async (request, reply) => {
    const { reference } = request.params;
    const view = await viewOf(deps, request);
    const schema = z.object({ 'words-text': text(view) });
    return take(deps, view, request, reply, { name: 'words', schema, first: 'words-text' }, (data) =>
      addWords(deps, askedOf(request), reference, data['words-text']),
    );
  });

  server.post('/desk/reports/:reference/answers', { schema: { params: Params } }, async (request, reply) => {
    const { reference } = request.params;
    const view = await viewOf(deps, request);
    const number = wholeNumber(1, MOST_QUESTIONS).safeParse(valuesOf(request).question);
    if (!number.success) throw new TocsinError('bad-input', 'The answer names no question.', 'question');
    const question = number.data;
    const field = answerField(question);
    const schema = z.object({ [field]: text(view) });
    return take(deps, view, request, reply, { name: 'answers', schema, first: field }, (data) =>
      answerQuestion(deps, askedOf(request), reference, { question, text: data[field] ?? '' }),
    );
  });

  const files = { schema: { params: Params }, ...PAGE_TAKES_ATTACHMENT };
  server.post('/desk/reports/:reference/files', files, async (request, reply) => {
    const { reference } = request.params;
    const view = await viewOf(deps, request);
    const { errors } = view.words.work;
    const about = z.string().trim().max(500, errors.tooLong).default('');
    const file = uploadSchema(errors.noFile, errors.fileTooLarge(MOST_FILE_BYTES / 1_048_576));
    const schema = z.object({ file, 'file-about': about });
    return take(deps, view, request, reply, { name: 'files', schema, first: 'file' }, (data) =>
      takeReportFile(deps, request, reference, { file: data.file, about: data['file-about'] }),
    );
  });
};

/** `first`: the field at which a refusal is shown that names none of the form's. */
type Taken<S> = { name: OwnFormName; schema: S; first: string };

/** Takes a form: recorded, and back to the report, or shown again with its problems. */
async function take<S extends z.ZodObject>(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
  { name, schema, first }: Taken<S>,
  act: (data: z.output<S>) => Promise<unknown>,
): Promise<FastifyReply> {
  const { reference } = request.params as { reference: string };
  let isAway = false;
  const form = await submit(request, schema, async (data) => {
    try {
      return await act(data);
    } catch (error) {
      if (!(error instanceof TocsinError)) throw error;
      const { more } = view.words.report;
      if (error.code === 'breach-closed') throw new TocsinError('breach-closed', more.justClosed, first);
      if (error.code !== 'unavailable') throw error;
      // What was typed stays in the form: it is sent again with one press once the engine is back.
      isAway = true;
      throw new TocsinError('conflict', more.away, first);
    }
  });
  if (form === null) return reply.redirect(`/desk/reports/${reference}#added`, 303);
  const fields = Object.keys(schema.shape);
  const problems = form.problems.map(({ field, message }) => {
    return { field: fields.includes(field) ? field : first, message };
  });
  const own = await readOwnReport(deps.store, principalOf(request).name, reference);
  const page = ownReportPage(view, own, { forms: { [name]: { ...form, problems }, ...asWords(own, form, problems) } });
  return sendPage(reply, page, isAway ? 503 : 422);
}

/** What was typed as the answer to a question that is answered by now stands where it can be added. */
function asWords(own: WholeOwnReport, { values }: Form, problems: Form['problems']): OwnForms {
  const question = Number(values.question);
  const isOpen = own.questions.some(({ number, answer }) => number === question && answer === null);
  if (values.question === undefined || isOpen) return {};
  const typed = values[answerField(question)] ?? '';
  return {
    words: { values: { 'words-text': typed }, problems: problems.map((each) => ({ ...each, field: 'words-text' })) },
  };
}

function text(view: View) {
  const { needed: says, tooLong } = view.words.work.errors;
  return z.string(says).trim().min(1, says).max(4_000, tooLong);
}

/** The form that was typed into before the session ended, told by what it holds. */
function formsOf(values: Form['values'] | null): OwnForms {
  if (values === null) return {};
  const form = { values, problems: [] };
  if (Object.hasOwn(values, 'question')) return { answers: form };
  return Object.hasOwn(values, 'words-text') ? { words: form } : {};
}
