import { z } from 'zod';
import { InstantInput } from '../../domain/instant-input.ts';
import { verifyAll } from '../../services/audit/verify-all.ts';
import { listTrail, TRAIL_PLACE } from '../../store/audit-trail.ts';
import { BreachParams, wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { AuditList, Verification } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const AuditQuery = z.strictObject({
  who: z.string().min(1).max(100).optional().describe('Name of a token, `user:<id>`, or `engine`'),
  breachId: BreachParams.shape.breachId.optional(),
  kind: z.enum(['view', 'change', 'sign-in']).optional(),
  from: InstantInput.optional(),
  until: InstantInput.optional().describe('Before this instant'),
  before: z.string().regex(TRAIL_PLACE, 'this is no `next` of an earlier page').optional(),
  limit: wholeNumber(1, 1_000).default(100),
});
const VerificationQuery = z.strictObject({ again: z.enum(['true', 'false']).default('false') });

/** Who looked at what and who changed what; and whether the record still holds. */
export const auditRoutes: Routes = (server, deps) => {
  const list = operation(
    {
      id: 'listAudit',
      tag: 'audit',
      summary: 'Looks at breach content, administrative changes and changes of breaches, newest first',
      answers: { 200: AuditList },
    },
    { querystring: AuditQuery },
  );
  server.get('/audit', { schema: list }, async (request) => {
    const { before, limit, ...filter } = request.query;
    return listTrail(deps.store, filter, { before, limit });
  });

  const check = operation(
    {
      id: 'verifyRecords',
      tag: 'audit',
      summary: 'How far the whole record holds: every breach, the journal over them, looks, references and rights',
      description:
        'A check that takes long goes on after the answer: `last` is the last one that ended, ' +
        '`progress` is of the one that goes on. Ask again until `progress` is null.',
      answers: { 200: Verification },
    },
    { querystring: VerificationQuery },
  );
  server.get('/audit/verification', { schema: check }, async (request) => {
    const { last, progress } = await verifyAll(deps, request.query.again === 'true');
    if (last === null) return { last, progress };
    const { checkedAt, streams, unopened, beside } = last;
    const broken = streams.filter((stream) => stream.broken !== null);
    const events = streams.reduce((sum, stream) => sum + stream.events, 0);
    return { last: { checkedAt, breaches: streams.length, events, broken, unopened, beside }, progress };
  });
};
