import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';

/** A server whose handlers know the types of their zod schemas. */
export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What every file in this folder exports: adds its routes to the server. */
export type Routes = (server: Server, deps: ApiDeps) => void;

const slug = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'letters, digits and dashes, at most 64');
export const BreachParams = z.strictObject({ breachId: slug });
export const obligation = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,127}$/, 'an obligation id such as gdpr-art33-1-authority');
export const reasons = z.string().trim().max(10_000);
export const givenReasons = reasons.min(1, 'give the reasons: they go into the record');
