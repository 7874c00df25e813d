import { z } from 'zod';
import { asksForFourEyes, filingLeaving } from '../../domain/breach/decide/four-eyes.ts';
import { draftAsJson, stagesAfter } from '../../domain/filing/package.ts';
import { STAGES } from '../../domain/filing/stages.ts';
import { COMMAND_REFUSALS } from '../../services/breach/command.ts';
import { approveDraft } from '../../services/filing/approve.ts';
import { type Filing, readFiling } from '../../services/filing/read.ts';
import { saveAnswers } from '../../services/filing/save.ts';
import { askedOf } from '../http/asked.ts';
import { etagOf, requireMatch } from '../http/etags.ts';
import { BreachParams, obligation } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { FilingDraft, Recorded } from '../openapi/answers.ts';
import { BY_A_SECOND, operation, WriteHeaders } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const params = BreachParams.extend({ obligation });
/** Left out, it is the next one. */
const stage = z.enum(STAGES).optional();
const form = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .optional()
  .describe('The id of a form, where the duty has several; left out, it is the one that was begun, or the receiver’s');
const Approval = z.strictObject({
  stage,
  form,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex'),
  confirmed: z
    .literal(true)
    .optional()
    .describe(
      'What is proposed in it was read and is right, and recorded words are in its language. Needed where the draft ' +
        'lists fields as `proposed` or `repeated`',
    ),
});
const answer = z.union([z.string().max(50_000), z.number(), z.boolean(), z.array(z.string().max(1_000)).max(200)]);
/** The id of a field; no name that every object has, since no body can have it as a key. */
const FIELD = /^(?!(?:__proto__|constructor|prototype)$)[A-Za-z0-9_-]{1,64}$/;
const Answers = z.strictObject({
  stage,
  form,
  answers: z
    .record(z.string().regex(FIELD, 'the id of a field'), answer)
    .describe('By field, all that differs from the record; an empty text empties a field'),
});

/** Filings for programs: the draft, the answers in it, and its approval. */
export const filingRoutes: Routes = (server, deps) => {
  const draft = operation(
    {
      id: 'draftFiling',
      tag: 'decisions',
      summary:
        'A filing filled in from the record and from what officers typed: the file, what is missing, its SHA-256',
      answers: { 200: FilingDraft },
      refusals: ['not-found', 'unknown-obligation'],
    },
    { params, querystring: z.strictObject({ stage, form }) },
  );
  server.get('/breaches/:breachId/filings/:obligation/draft', { schema: draft }, async (request, reply) => {
    const filing = await readFiling(deps, { ...request.params, ...request.query });
    reply.header('etag', etagOf(versionOf(filing)));
    return asJson(filing);
  });

  const save = operation(
    {
      id: 'saveFilingAnswers',
      tag: 'decisions',
      summary: 'Save what is typed over the record; all answers of the stage are replaced',
      description:
        'A draft may be unfinished: what is missing or wrong is in the answer. An approval of other bytes is void.',
      answers: { 200: FilingDraft },
      refusals: ['not-found', 'unknown-obligation', 'stale', 'conflict', 'breach-closed'],
    },
    { params, body: Answers, headers: WriteHeaders },
  );
  server.put('/breaches/:breachId/filings/:obligation/draft', { schema: save }, async (request, reply) => {
    const { stage: wanted, form: asked, answers } = request.body;
    const filing = await readFiling(deps, { ...request.params, stage: wanted, form: asked });
    const requireVersion = () => requireMatch(request, versionOf(filing), 'The draft');
    const now = await saveAnswers(deps, principalOf(request).name, filing, answers, requireVersion);
    reply.header('etag', etagOf(versionOf(now)));
    return asJson(now);
  });

  const approval = operation(
    {
      id: 'approveFiling',
      tag: 'decisions',
      summary:
        'Approve exactly the draft of this SHA-256 to be handed in. To name it says that this file was read, ' +
        'also where nobody typed into it',
      answers: { 200: Recorded },
      description: BY_A_SECOND,
      refusals: [...COMMAND_REFUSALS, 'unknown-obligation', 'not-filable', 'four-eyes'],
    },
    { params, body: Approval, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/filings/:obligation/approval', { schema: approval }, async (request) => {
    const { stage: wanted, form: asked, sha256, confirmed = false } = request.body;
    const filing = await readFiling(deps, { ...request.params, stage: wanted, form: asked });
    return approveDraft(deps, askedOf(request), filing, { sha256, confirmed });
  });
};

/** What the ETag of a draft names: the answers saved last, and the bytes they give. */
function versionOf({ saved, draft }: Filing): string {
  return `${saved?.revision ?? 0}-${draft.sha256.slice(0, 32)}`;
}

function asJson(filing: Filing) {
  const { parts, state, context, draft, drafter, versions, changes, why, saved } = filing;
  const { answers, lost, approval, template, proposed, repeated } = filing;
  const { breachId } = state;
  const kept = saved?.approved ?? null;
  return {
    ...draftAsJson(breachId, draft, versions, { cannotBeFiledBecause: why?.says ?? null, changes }),
    stages: stagesAfter(state, context.obligation.id),
    form: template.fields.filter(({ id }) => draft.shown.includes(id)),
    forms: parts.forms.map(({ id, title }) => ({ id, title })),
    exactness: template.exactness,
    partial: template.partial,
    notModelled: filing.notModelled,
    schema: template.schema,
    lost,
    answers,
    proposed: proposed.map(({ id }) => id),
    language: context.language,
    repeated: repeated.map(({ field, written }) => ({ field: field.id, written })),
    drafter,
    fourEyes: asksForFourEyes(state, filingLeaving(context.obligation.id, drafter)),
    saved: saved === null ? null : { by: saved.by, at: saved.at, revision: saved.revision },
    approval: approval === null || kept === null ? null : { ...approval, content: kept.content },
  };
}
