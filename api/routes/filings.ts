import { z } from 'zod';
import { STAGES } from '../../domain/filing/context.ts';
import { draftAsJson } from '../../domain/filing/package.ts';
import { readFiling } from '../filing-desk.ts';
import { BreachParams, obligation, type Routes } from './route.ts';

const params = BreachParams.extend({ obligation });
/** Left out, it is the next one. */
const querystring = z.strictObject({ stage: z.enum(STAGES).optional() });

/** The draft of a filing for programs, with the answers saved on the desk. */
export const filingRoutes: Routes = (server, deps) => {
  server.get('/breaches/:breachId/filings/:obligation/draft', { schema: { params, querystring } }, async (request) => {
    const { draft, versions, changes, why } = await readFiling(deps, { ...request.params, ...request.query });
    return draftAsJson(request.params.breachId, draft, versions, { cannotBeFiledBecause: why, changes });
  });
};
