import { z } from 'zod';
import { isReopeningProposed } from '../../domain/breach/late-news.ts';
import { retentionOf } from '../../domain/breach/retention.ts';
import { metByNotices } from '../../domain/filing/told-customers.ts';
import { toldWords } from '../../domain/filing/told-words.ts';
import { closeBreach, readClosing } from '../../services/breach/closing.ts';
import { COMMAND_REFUSALS, findBreach, runCommand } from '../../services/breach/command.ts';
import { newsOf } from '../../services/breach/news.ts';
import { reopenBreach } from '../../services/breach/reopen.ts';
import { recordTold } from '../../services/notice/record-told.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, closedOver, givenReasons, obligation } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { ClosingState, Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const ClosingBody = z.strictObject({
  outcome: z.enum(['resolved', 'not-a-breach']),
  reasons: givenReasons,
  over: closedOver,
});
const ReopeningBody = z.strictObject({ reasons: givenReasons });
const ToldParams = BreachParams.extend({ obligation });

/** Ending a breach, and what comes after: what stands in the way, closing, opening again. */
export const closingRoutes: Routes = (server, deps) => {
  const params = BreachParams;
  const headers = WriteHeaders;
  const refusals = [...COMMAND_REFUSALS, 'reasons-missing'] as const;
  const read = operation(
    {
      ...{ id: 'readClosing', tag: 'decisions', answers: { 200: ClosingState }, refusals: ['not-found'] },
      summary: 'What stands in the way of closing a breach, and whether a closed one is to be opened again',
    },
    { params },
  );
  server.get('/breaches/:breachId/closing', { schema: read }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const [points, news] = await Promise.all([readClosing(deps, state), newsOf(deps.store, state)]);
    const { answers: lateAnswers, evidence: lateEvidence, reports: laterReports, added: lateWords } = news;
    const { proposals, misuse } = news;
    return {
      ...{ breach: state.breachId, seq: state.seq, status: state.status, points },
      reopen: {
        ...{ proposed: isReopeningProposed(news), lateAnswers, lateEvidence, laterReports, lateWords, misuse },
        proposals,
      },
      told: metByNotices(state),
      retention: retentionOf(state, deps.policy.organisation),
    };
  });

  const close = operation(
    {
      ...{ id: 'close', tag: 'decisions', summary: 'Close a breach', answers: { 200: Recorded } },
      refusals: [...refusals, 'clocks-still-running', 'closing-blocked', 'awareness-missing'],
    },
    { params, body: ClosingBody, headers },
  );
  server.post('/breaches/:breachId/closing', { schema: close }, async (request) =>
    closeBreach(deps, askedOf(request), request.params.breachId, request.body),
  );

  const reopen = operation(
    {
      ...{ id: 'reopen', tag: 'decisions', summary: 'Open a closed breach again', answers: { 200: Recorded } },
      description:
        'The clocks that still bind go on with the same limits; what the closing ended of notices is paused.',
      refusals,
    },
    { params, body: ReopeningBody, headers },
  );
  server.post('/breaches/:breachId/reopening', { schema: reopen }, async (request) =>
    reopenBreach(deps, askedOf(request), request.params.breachId, request.body.reasons),
  );

  const propose = operation(
    {
      ...{ id: 'proposeReopening', tag: 'decisions', answers: { 200: Recorded } },
      summary: 'Propose to open a closed breach again, with what was learned since',
      description: 'It stays closed; DPO and owner are told, and `readClosing` says it under `reopen`.',
      refusals,
    },
    { params, body: ReopeningBody, headers },
  );
  server.post('/breaches/:breachId/reopening/proposal', { schema: propose }, async (request) =>
    runCommand(deps, askedOf(request), request.params.breachId, { type: 'propose-reopening', ...request.body }),
  );

  const told = operation(
    {
      ...{ id: 'recordTold', tag: 'decisions', answers: { 200: Recorded } },
      summary: 'Record that every customer has acknowledged, which meets the duty to tell them',
      description: 'The ledger of the notices is the proof; `readClosing` says under `told` where it can be done.',
      refusals: [...refusals, 'unknown-obligation', 'not-filable'],
    },
    { params: ToldParams, headers },
  );
  server.post('/breaches/:breachId/filings/:obligation/told', { schema: told }, async (request) => {
    const { breachId, obligation: id } = request.params;
    // Nobody reads a page here, so it goes on record in the organisation's language.
    return recordTold(deps, askedOf(request), breachId, id, toldWords(deps.policy.organisation.language));
  });
};
