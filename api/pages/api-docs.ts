import { type ApiOperation, apiDocsPage } from '../../web/api-docs/page.ts';
import type { Routes } from '../http/route.ts';
import { TAGS } from '../openapi/operation.ts';
import { sendPage } from './page.ts';
import { signedOutViewOf } from './signed-out.ts';

/** The API's own description, for programs and for people. */
export const apiDocsPages: Routes = (server, deps) => {
  server.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json').header('cache-control', 'public, max-age=300').send(server.swagger()),
  );

  server.get('/api', async (request, reply) => {
    const view = signedOutViewOf(deps, request);
    return sendPage(reply, apiDocsPage(view, TAGS, operationsOf(server.swagger() as unknown as Document)));
  });
};

type Content = Record<string, { schema?: unknown }>;
/** The parts of an OpenAPI document that the page shows. */
type Document = {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        tags: string[];
        summary: string;
        description: string;
        parameters?: {
          name: string;
          in: string;
          required?: boolean;
          description?: string;
          schema?: { pattern?: string };
        }[];
        requestBody?: { content: Content };
        responses: Record<string, { description: string }>;
      }
    >
  >;
};

function operationsOf({ paths }: Document): ApiOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): ApiOperation => {
      const { operationId: id, tags, summary, description, parameters = [], requestBody, responses } = operation;
      return {
        method: method.toUpperCase(),
        path,
        id,
        tag: tags[0] ?? '',
        summary,
        description,
        parameters: parameters.map((p) => ({
          name: p.name,
          in: p.in,
          required: p.required ?? false,
          description: p.description ?? '',
        })),
        body: bodyOf(requestBody?.content),
        answers: Object.entries(responses).map(([status, { description: says }]) => ({ status, description: says })),
      };
    }),
  );
}

function bodyOf(content: Content | undefined): ApiOperation['body'] {
  const [first] = Object.entries(content ?? {});
  if (first === undefined) return null;
  const [type, { schema }] = first;
  return { type, schema: JSON.stringify(schema ?? {}, null, 2), example: type === 'application/json' ? '{}' : '' };
}
