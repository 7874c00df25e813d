import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type ErrorCode, TocsinError } from '../../domain/errors.ts';
import { asStoreError } from '../../store/failures.ts';

/** HTTP status and title of each code: the one place where refusals meet HTTP. */
const STATUS: Readonly<Record<ErrorCode, readonly [status: number, title: string]>> = {
  'bad-input': [400, 'The request is not as expected'],
  unauthenticated: [401, 'A token is needed'],
  'bad-signature': [401, 'The signature does not hold'],
  'cross-site': [403, 'The request came from elsewhere'],
  forbidden: [403, 'This token may not do that'],
  'not-found': [404, 'There is no such thing'],
  'method-not-allowed': [405, 'Not with this method'],
  'unknown-source': [404, 'Unknown alert source'],
  'unknown-obligation': [404, 'Unknown obligation'],
  'unknown-campaign': [404, 'Unknown campaign'],
  'unknown-file': [404, 'Unknown file'],
  'unknown-system': [422, 'Unknown system'],
  'unknown-counterparty': [422, 'Unknown counterparty'],
  'unknown-user': [422, 'Nobody who can be given it'],
  'too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'This kind of content is not taken here'],
  'content-refused': [422, 'What it says is not taken'],
  'key-reused': [409, 'The idempotency key was used for something else'],
  conflict: [409, 'It does not fit what is on record'],
  stale: [412, 'It has changed since it was read'],
  'breach-closed': [409, 'The breach is closed'],
  'clocks-still-running': [409, 'Clocks are still running'],
  'closing-blocked': [409, 'Something is left before the breach is closed'],
  'awareness-missing': [409, 'The awareness is not recorded'],
  'not-filable': [409, 'The obligation is not open'],
  'not-approved': [409, 'Not approved'],
  'four-eyes': [403, 'Another person approves this'],
  'record-broken': [409, 'The record does not verify'],
  'record-behind': [409, 'The record is older than the breach'],
  'awareness-in-the-future': [422, 'The awareness lies in the future'],
  'reasons-missing': [422, 'Reasons are needed'],
  'exercise-has-no-inbox': [409, 'No exercise without the development inbox'],
  'link-expired': [410, 'The link has expired'],
  'link-revoked': [410, 'The link was replaced'],
  'rate-limited': [429, 'Too many attempts'],
  unavailable: [503, 'Try again'],
  internal: [500, 'Something broke here'],
};

/** The status a refusal is answered with. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code][0];
}

/** Anything thrown, as a refusal. Unknown errors become 'internal' and keep their text to themselves. */
export function toRefusal(thrown: unknown): TocsinError {
  const error = asStoreError(thrown);
  if (error instanceof TocsinError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error);
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new TocsinError(
        'too-large',
        'The body is larger than this route takes (1 MiB for JSON, 32 MiB for an alert).',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new TocsinError(
        'unsupported-media-type',
        'Send this route what it takes, with its Content-Type.',
        'content-type',
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new TocsinError('bad-input', 'The body has another length than Content-Length says.', 'content-length');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_PARAM_LENGTH':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new TocsinError('not-found', 'There is nothing under this address.');
    default:
      if (isBadHttp(error)) return new TocsinError('bad-input', `This is no request for this route: ${error.message}.`);
      return new TocsinError('internal', 'This could not be done because of a fault on our side; the log has it.');
  }
}

/** Says in `Retry-After` when it may be tried again, where that is known (RFC 9110, section 10.2.3). */
export function sayWhen(reply: FastifyReply, { members }: TocsinError): void {
  if (members.retryAfter !== undefined) reply.header('retry-after', String(members.retryAfter));
}

/** Answers with the refusal as RFC 9457 problem details. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: TocsinError): FastifyReply {
  const [status, title] = STATUS[refusal.code];
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Tocsin"');
  sayWhen(reply, refusal);
  const problem = {
    type: `urn:tocsin:problem:${refusal.code}`,
    title,
    status,
    detail: refusal.message,
    code: refusal.code,
    field: refusal.field,
    ...refusal.members,
    instance: `urn:tocsin:request:${request.id}`,
  };
  // As bytes: to a text, the framework would add a charset, which JSON types do not have.
  return reply
    .status(status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}

type ZodProblem = { keyword: string; instancePath: string; message?: string; params: { keys?: string[] } };

function fromValidation(error: { validation: unknown; validationContext?: string }): TocsinError {
  const [problem] = error.validation as ZodProblem[];
  const path = fieldPath(problem?.instancePath ?? '');
  const unknownKey = problem?.keyword === 'unrecognized_keys' ? problem.params.keys?.[0] : undefined;
  const field = unknownKey === undefined ? path : path === '' ? unknownKey : `${path}.${unknownKey}`;
  const where = error.validationContext === 'body' ? '' : ` (in the ${error.validationContext ?? 'request'})`;
  const what = unknownKey === undefined ? (problem?.message ?? 'not as expected') : 'this field is not known here';
  // A rule in code says more than the JSON schema can: what it refuses is well-formed by the API's own document.
  const code = problem?.keyword === 'custom' ? 'content-refused' : 'bad-input';
  return new TocsinError(code, `${field === '' ? 'The body' : field}${where}: ${what}.`, field === '' ? 'body' : field);
}

/** `/a/0/b` as `a[0].b`. */
export function fieldPath(pointer: string): string {
  return pointer
    .split('/')
    .filter((part) => part !== '')
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '');
}

/** The framework's own refusals, whose texts name headers and methods and nothing of the content. */
function isBadHttp(error: unknown): error is Error {
  const isOurs = error instanceof Error && codeOf(error)?.startsWith('FST_ERR_') === true;
  return isOurs && 'statusCode' in error && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500;
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
