import { z } from 'zod';
import { STAGES } from '../../domain/filing/context.ts';
import { draftAsJson } from '../../domain/filing/package.ts';
import { FilingDraft, Recorded } from '../answers.ts';
import { approveDraft } from '../filing-approval.ts';
import { readFiling } from '../filing-desk.ts';
import { operation, WriteHeaders } from '../operation.ts';
import { BreachParams, obligation, type Routes } from './route.ts';

const params = BreachParams.extend({ obligation });
/** Left out, it is the next one. */
const stage = z.enum(STAGES).optional();
const Approval = z.strictObject({ stage, sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex') });

/** Filings for programs: the draft with the answers saved on the desk, and its approval. */
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
    { params, querystring: z.strictObject({ stage }) },
  );
  server.get('/breaches/:breachId/filings/:obligation/draft', { schema: draft }, async (request) => {
    const { draft: drafted, versions, changes, why } = await readFiling(deps, { ...request.params, ...request.query });
    return draftAsJson(request.params.breachId, drafted, versions, { cannotBeFiledBecause: why, changes });
  });

  const approval = operation(
    {
      id: 'approveFiling',
      tag: 'decisions',
      summary:
        'Approve exactly the draft of this SHA-256 to be handed in. To name it says that this file was read, also where nobody typed into it',
      answers: { 200: Recorded },
      refusals: [
        'not-found',
        'unknown-obligation',
        'conflict',
        'stale',
        'not-filable',
        'breach-closed',
        'key-reused',
        'record-broken',
      ],
    },
    { params, body: Approval, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/filings/:obligation/approval', { schema: approval }, async (request) => {
    const { stage: wanted, sha256 } = request.body;
    const filing = await readFiling(deps, { ...request.params, stage: wanted });
    return approveDraft(deps, request, filing, sha256);
  });
};
