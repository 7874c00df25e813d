import type { FastifyRequest } from 'fastify';
import type { Asked } from '../../services/asked.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { namesVersion, requireMatch } from './etags.ts';
import { idempotencyKey } from './idempotency.ts';

/** A request as the use cases take it. @throws TocsinError `bad-input` for an Idempotency-Key of another form */
export function askedOf(request: FastifyRequest): Asked {
  const { name: by, role } = principalOf(request);
  return {
    ...{ by, role, isPerson: request.session !== null, requestId: request.id },
    ...{ idempotencyKey: idempotencyKey(request), content: request.body ?? null },
    condition: {
      namesVersion: namesVersion(request),
      require: (version, what) => requireMatch(request, version, what),
    },
  };
}
