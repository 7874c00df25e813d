import { z } from 'zod';
import { search } from '../../services/search/search.ts';
import type { Routes } from '../http/route.ts';
import { SearchResult } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const SearchBody = z.strictObject({ words: z.string().trim().min(1).max(200) });

/** The search over everything, for programs. It changes nothing; the words are sent, so that no address holds them. */
export const searchRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      ...{ id: 'search', tag: 'breaches', answers: { 200: SearchResult }, refusals: [] },
      summary: 'Search incidents, systems, suppliers, customers and receipts',
      description: 'It changes nothing. Words are sent in the body, as addresses are kept in logs.',
    },
    { body: SearchBody },
  );
  server.post('/search', { schema }, async (request) => search(deps, request.body.words));
};
