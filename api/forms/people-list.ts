import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../../store/crypto/digest.ts';
import type { Form } from '../../web/forms.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** A list of people that comes with a form, as a file or pasted. */

export const LIST_LIMIT_MIB = 32;
export const LIST_LIMIT_BYTES = LIST_LIMIT_MIB * 1_048_576;

/** The list's name comes from the form's key: the same form sent twice is one list. */
export function listNameOf(request: FastifyRequest): string {
  return sha256Hex(`${principalOf(request).name}:${idempotencyKey(request)}`).slice(0, 32);
}

/**
 * The faults of a list name its lines: they belong to where the list came from. A file is not given back.
 *
 * @param fields those that the form itself has
 */
export function placedOnList({ values, problems }: Form, fields: readonly string[]): Form {
  const { file, ...rest } = values;
  const source = String(file ?? '').trim() === '' ? 'people' : 'file';
  return { values: rest, problems: problems.map((p) => (fields.includes(p.field) ? p : { ...p, field: source })) };
}
