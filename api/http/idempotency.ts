import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';

export const KEY = /^[A-Za-z0-9._:~@-]{8,128}$/;

/**
 * The caller's `Idempotency-Key` (a form sends it as its field `key`), or a random one where none was sent. Keys are
 * stored in clear and shown in the evidence, so they are kept to characters in which nobody writes a sentence about a
 * person.
 */
export function idempotencyKey(request: FastifyRequest): string {
  const given = request.headers['idempotency-key'] ?? keyOfForm(request.body);
  if (given === undefined) return randomUUID();
  if (typeof given === 'string' && KEY.test(given)) return given;
  const message = 'An Idempotency-Key has 8 to 128 letters, digits or . _ : ~ @ -, such as a UUID.';
  throw new TocsinError('bad-input', message, 'idempotency-key');
}

function keyOfForm(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'key' in body ? body.key : undefined;
}
