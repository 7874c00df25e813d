import { z } from 'zod';
import { InstantInput } from '../../domain/instant-input.ts';
import { textInput } from '../../domain/text-input.ts';
import { COMMAND_REFUSALS, findBreach, runCommand } from '../../services/breach/command.ts';
import { readExchange } from '../../services/report/exchange.ts';
import { listCalls, listNotes } from '../../services/work/list.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, wholeNumber } from '../http/params.ts';
import { withPeople } from '../http/people-names.ts';
import type { Routes } from '../http/route.ts';
import { CallList, Exchange, NoteList, Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const NoteBody = z.strictObject({
  text: textInput(1, 10_000),
  privileged: z
    .boolean()
    .default(false)
    .describe('Read by those who respond; left out of evidence packs unless the DPO includes it'),
});
const CallBody = z.strictObject({
  calledAt: InstantInput.describe('When the call was held'),
  partner: textInput(1, 300).describe('With whom'),
  said: textInput(1, 10_000),
});
const QuestionBody = z.strictObject({ text: textInput(1, 2_000) });
export const WorkQuery = z.strictObject({
  before: wholeNumber(1).optional(),
  limit: wholeNumber(1, 200).default(100),
});

/** Notes, the log of calls, and what whoever reported is asked. */
export const workRoutes: Routes = (server, deps) => {
  const notes = operation(
    {
      id: 'listNotes',
      tag: 'work',
      summary: 'Notes on a breach, newest first',
      answers: { 200: NoteList },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: WorkQuery },
  );
  server.get('/breaches/:breachId/notes', { schema: notes }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const { before = null, limit } = request.query;
    const { lines, next } = await listNotes(deps.store, state, { before, limit }, principalOf(request).role);
    return withPeople(deps, { notes: lines, next });
  });

  const addNote = write('addNote', 'Add a note', { params: BreachParams, body: NoteBody, headers: WriteHeaders });
  server.post('/breaches/:breachId/notes', { schema: addNote }, async (request) =>
    runCommand(deps, askedOf(request), request.params.breachId, { type: 'add-note', ...request.body }),
  );

  const calls = operation(
    {
      id: 'listCalls',
      tag: 'work',
      summary: 'The log of calls about a breach, newest first',
      answers: { 200: CallList },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: WorkQuery },
  );
  server.get('/breaches/:breachId/calls', { schema: calls }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const { before = null, limit } = request.query;
    const { lines, next } = await listCalls(deps.store, state, { before, limit });
    return withPeople(deps, { calls: lines, next });
  });

  const logCall = write('logCall', 'Log a call', { params: BreachParams, body: CallBody, headers: WriteHeaders });
  server.post('/breaches/:breachId/calls', { schema: logCall }, async (request) =>
    runCommand(deps, askedOf(request), request.params.breachId, { type: 'log-call', ...request.body }),
  );

  const questions = operation(
    {
      id: 'listQuestions',
      tag: 'work',
      summary: 'What whoever reported was asked, answered and added',
      answers: { 200: Exchange },
      refusals: ['not-found'],
    },
    { params: BreachParams },
  );
  server.get('/breaches/:breachId/questions', { schema: questions }, async (request) =>
    readExchange(deps.store, await findBreach(deps, request.params.breachId)),
  );

  const ask = write('askQuestion', 'Ask whoever reported', {
    ...{ params: BreachParams, body: QuestionBody, headers: WriteHeaders },
  });
  server.post('/breaches/:breachId/questions', { schema: ask }, async (request) =>
    runCommand(deps, askedOf(request), request.params.breachId, { type: 'ask-question', ...request.body }),
  );
};

function write<const I extends Parameters<typeof operation>[1]>(id: string, summary: string, inputs: I) {
  return operation(
    { id, tag: 'work', summary, answers: { 200: Recorded }, refusals: [...COMMAND_REFUSALS, 'content-refused'] },
    inputs,
  );
}
