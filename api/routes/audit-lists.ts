import { z } from 'zod';
import { FILE_FORMATS, sendListFile, TEXTS } from '../audit/files.ts';
import { AUDIT_LISTS } from '../audit/lists.ts';
import { wholeNumber } from '../http/params.ts';
import { withPeople } from '../http/people-known.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import {
  AnsweredList,
  DecisionList,
  DutyList,
  ExerciseResultList,
  PartyList,
  PolicyUseList,
} from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

type Name = keyof typeof AUDIT_LISTS;
type Said = { id: string; summary: string; answer: z.ZodType };

const SAID: Record<Name, Said> = {
  decisions: {
    id: 'Decisions',
    summary: 'What was decided over all breaches, by whom and under which policy, newest first',
    answer: DecisionList,
  },
  duties: {
    id: 'ToldDuties',
    summary: 'Whether authorities or people concerned were told in time, the one due last first',
    answer: DutyList,
  },
  notices: {
    id: 'AnsweredNotices',
    summary: 'Whether suppliers and customers were told and answered in time, notice by notice',
    answer: AnsweredList,
  },
  parties: {
    id: 'AnsweringParties',
    summary: 'The same by supplier or customer, those first with most that was not in time',
    answer: PartyList,
  },
  exercises: {
    id: 'ExerciseResults',
    summary: 'Exercises with how many of their duties and notices were in time, newest first',
    answer: ExerciseResultList,
  },
  policies: {
    id: 'PolicyUses',
    summary: 'Every version of the policy by which duties were worked out, the one used last first',
    answer: PolicyUseList,
  },
};

const LIMIT = { limit: wholeNumber(1, 500).default(100) };
const DAYS = 'Days are the organisation’s. The files are those of the pages: `texts=yes` adds the exact texts.';

/** What an auditor asks, for programs: page by page, and whole as files. */
export const auditListRoutes: Routes = (server, deps) => {
  for (const [name, said] of Object.entries(SAID) as [Name, Said][]) {
    const list = AUDIT_LISTS[name];
    const { id, summary, answer } = said;
    const page = operation(
      { id: `list${id}`, tag: 'audit', summary, answers: { 200: answer }, refusals: ['not-found'] },
      { querystring: list.query.extend(LIMIT) },
    );
    server.get(`/audit/${name}`, { schema: page }, async (request) => {
      const { limit, ...query } = request.query as { limit: number };
      return withPeople(deps, await list.answer(deps, await viewOf(deps, request), query, limit));
    });

    const file = operation(
      {
        ...{ id: `export${id}`, tag: 'audit', summary: `${summary}: all of it as a file`, description: DAYS },
        answers: { 200: ['text/csv', 'application/json'] },
      },
      { querystring: list.query.extend({ ...TEXTS, format: z.enum(FILE_FORMATS).default('csv') }) },
    );
    server.get(`/audit/${name}/export`, { schema: file }, (request, reply) => {
      const { format } = request.query as { format: (typeof FILE_FORMATS)[number] };
      return sendListFile(deps, request, reply, { list, format });
    });
  }
};
