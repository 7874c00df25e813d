import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { buildServer } from '../../../api/server.ts';
import { depsWhileAway } from './away.ts';

/** A route of the API or a page, with the schemas that its inputs are read by. */
export type FuzzRoute = {
  method: string;
  url: string;
  schemas: Partial<Record<'params' | 'querystring' | 'headers' | 'body', z.ZodType>>;
};

/** The whole server while everything behind it is away, its routes, and the last error that it logged. */
export async function serverWhileAway(): Promise<{
  server: FastifyInstance;
  routes: FuzzRoute[];
  lastError: () => unknown;
}> {
  let last: unknown;
  const deps = depsWhileAway((error) => {
    last = error;
  });
  const server = buildServer(deps);
  const routes: FuzzRoute[] = [];
  server.addHook('onRoute', ({ method, url, schema = {} }) => {
    const schemas = schema as FuzzRoute['schemas'];
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, url, schemas });
  });
  await server.ready();
  return { server, routes, lastError: () => last };
}
