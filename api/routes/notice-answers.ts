import { z } from 'zod';
import { NoticeAnswers } from '../../domain/breach/intake-payload.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { textInput } from '../../domain/text-input.ts';
import { recordSpoken } from '../../services/notice/record-spoken.ts';
import { askedOf } from '../http/asked.ts';
import { givenReasons, NoticeParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const { holdsData, misuse } = NoticeAnswers.shape;
const Body = z.strictObject({
  holdsData,
  misuse,
  answeredBy: textInput(2, 300).describe('Who said it, and where to ask back'),
  saidAt: InstantInput.describe('When it was said'),
  reasons: givenReasons,
  round: z.int().min(1).optional().describe('Of the notice; the newest where left out'),
});

/** What a supplier or customer answered in another way than by its link. */
export const noticeAnswerRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      ...{ id: 'recordSpokenAnswer', tag: 'communications', answers: { 200: Recorded } },
      summary: 'Record what a supplier or customer answered by telephone or in person',
      description:
        'It counts among those by the link as of when it was said: of all, the one said last counts. A sign of ' +
        'misuse in it is open from when it is recorded, whatever follows; the ledger says who recorded it. The same ' +
        'again changes nothing, and another one is kept beside the first. A responder records it where the policy ' +
        'lets responders release notices.',
      refusals: ['not-found', 'stale', 'forbidden', 'conflict', 'content-refused', 'reasons-missing'],
    },
    { params: NoticeParams, body: Body, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/notices/:counterparty/answer', { schema }, async (request) =>
    recordSpoken(deps, askedOf(request), { ...request.params, ...request.body }),
  );
};
