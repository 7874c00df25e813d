import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { detailOf } from '../config/raw-variables.ts';
import { ERROR_CODES, type ErrorCode, TocsinError } from '../domain/errors.ts';

export type ClientOptions = {
  /** Base address, such as `http://127.0.0.1:8300`. */
  url: string;
  token: string;
  /** Milliseconds without an answer after which a request is given up. */
  timeoutMs?: number;
  newKey?: () => string;
};

export type Client = {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  /** Sends JSON, or text as it is when `mediaType` is given, under an idempotency key. */
  send<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, mediaType?: string): Promise<T>;
  /** The bytes of a file. */
  download(path: string): Promise<Uint8Array>;
  /** The same server with another token. */
  withToken(token: string): Client;
};

const TIMEOUT_MS = 30_000;
const JSON_TYPE = 'application/json';

/** A refusal as the API words it (RFC 9457). Unknown members are left alone. */
const Problem = z.object({ detail: z.string().default(''), code: z.enum(ERROR_CODES), field: z.string().optional() });

/**
 * The HTTP client. A request whose connection broke is repeated once under the same idempotency key, so that nothing
 * is done twice. Throws TocsinError: the API's own code, or `unavailable` when nobody answers.
 */
export function createClient(options: ClientOptions): Client {
  const { url, token, timeoutMs = TIMEOUT_MS, newKey = randomUUID } = options;
  const request = async <T>(
    path: string,
    init: RequestInit & { headers: Record<string, string> },
    read: (response: Response) => Promise<T> = (response) => readAnswer<T>(response, url),
  ): Promise<T> => {
    const headers = { accept: JSON_TYPE, ...init.headers, authorization: `Bearer ${token}` };
    const attempt = () => fetch(new URL(path, url), { ...init, headers, signal: AbortSignal.timeout(timeoutMs) });
    try {
      const response = await attempt().catch((error: unknown) => (isBroken(error) ? attempt() : Promise.reject(error)));
      return await read(response);
    } catch (error) {
      throw error instanceof TocsinError ? error : noAnswer(error, url, timeoutMs);
    }
  };
  return {
    url,
    get: (path) => request(path, { method: 'GET', headers: {} }),
    send: (method, path, body, mediaType) => {
      const headers = { 'content-type': mediaType ?? JSON_TYPE, 'idempotency-key': newKey() };
      const payload = mediaType === undefined ? JSON.stringify(body) : (body as string | Uint8Array<ArrayBuffer>);
      return request(path, { method, headers, body: payload });
    },
    download: (path) =>
      request(path, { method: 'GET', headers: { accept: '*/*' } }, async (response) =>
        response.ok ? new Uint8Array(await response.arrayBuffer()) : readAnswer(response, url),
      ),
    withToken: (other) => createClient({ ...options, token: other }),
  };
}

async function readAnswer<T>(response: Response, url: string): Promise<T> {
  const text = await response.text();
  const body = parseJson(text);
  if (response.ok && body !== undefined) return body as T;
  const problem = Problem.safeParse(body);
  if (problem.success) {
    const { code, detail, field } = problem.data;
    throw new TocsinError(code, detail || `${url} answered '${code}'.`, field);
  }
  const code: ErrorCode = response.status >= 502 && response.status <= 504 ? 'unavailable' : 'internal';
  throw new TocsinError(
    code,
    `${url} answered ${response.status} with something that is not Tocsin's; check TOCSIN_URL.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Broken off in the middle, so that it is not known whether the server acted. A refused connection is not that. */
function isBroken(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(causeOf(error));
}

function noAnswer(error: unknown, url: string, timeoutMs: number): TocsinError {
  const why = isTimeout(error)
    ? `gave no answer within ${timeoutMs / 1_000} s`
    : `does not answer (${causeOf(error) || 'connection failed'})`;
  const what = "Start Tocsin with 'npm start', or set TOCSIN_URL to where it runs.";
  return new TocsinError('unavailable', `${url} ${why}. ${what}`);
}

function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';
}

/** The system's code of what went wrong, such as `ECONNREFUSED`; fetch hides it in the cause. */
function causeOf(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return detailOf(cause, 'code') ?? '';
}
