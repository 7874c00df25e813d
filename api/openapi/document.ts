import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { accessOf } from '../route-access.ts';
import { TAGS } from './operation.ts';

/**
 * The OpenAPI 3.1 document of the API, made from the schemas that the routes work by. A route without an `operationId`
 * is a page or a file for people, and is left out.
 */
export function describeApi(server: FastifyInstance, publicUrl: string): void {
  const toJson = createJsonSchemaTransform({});
  void server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tocsin',
        version: '1',
        description:
          'Breach detection and notification. Instants are in UTC; an instant sent without an offset is refused. ' +
          'Every refusal is a problem (RFC 9457) with a code of a closed set: 400 for what is not as this document ' +
          'says; 409, 412 and 422 for what it allows, and the record or a rule refuses.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API token' } } },
    },
    transform: (document) => {
      const { schema, url, route } = document;
      if (schema === undefined || !('operationId' in schema)) return { schema: { hide: true }, url };
      const described = toJson(document as Parameters<typeof toJson>[0]);
      return {
        url: described.url,
        schema: { ...described.schema, description: descriptionOf(schema, String(route.method), url) },
      };
    },
    transformObject: jsonSchemaTransformObject,
  } as Parameters<typeof swagger>[1] & object);
}

/** The route's own words, and who may call it: from the one table. */
function descriptionOf(schema: object, method: string, url: string): string {
  const own = 'description' in schema && typeof schema.description === 'string' ? `${schema.description} ` : '';
  const access = accessOf(method, url);
  if (access === undefined || access.kind === 'public') return `${own}Open to everybody.`;
  const signed = access.kind === 'signed' ? 'a signature, or ' : '';
  return `${own}For ${signed}a token of role ${access.roles.join(', ')}.`;
}
