import type { FastifyRequest } from 'fastify';
import { isLanguage } from '../../domain/language-code.ts';
import type { Asked } from '../../services/asked.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { namesVersion, requireMatch } from './etags.ts';
import { idempotencyKey } from './idempotency.ts';

/**
 * A request as the use cases take it.
 * @param language in which its words were written: that of the page they were typed on; else what the request names
 * @throws TocsinError `bad-input` for an Idempotency-Key of another form
 */
export function askedOf(request: FastifyRequest, language = contentLanguage(request)): Asked {
  const { name: by, role } = principalOf(request);
  return {
    ...{ by, role, isPerson: request.session !== null, requestId: request.id },
    ...(language !== undefined && { language }),
    ...{ idempotencyKey: idempotencyKey(request), content: request.body ?? null },
    condition: {
      namesVersion: namesVersion(request),
      require: (version, what) => requireMatch(request, version, what),
    },
  };
}

/** Of a request whose `Content-Language` (RFC 9110) names one language, the code of that; of `de-AT`, `de`. */
function contentLanguage({ headers }: FastifyRequest): string | undefined {
  const code = headers['content-language']?.trim().toLowerCase().split('-')[0] ?? '';
  return isLanguage(code) ? code : undefined;
}
