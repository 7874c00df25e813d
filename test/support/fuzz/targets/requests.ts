import type { HTTPMethods } from 'fastify';
import { maskCsrf } from '../../../../api/http/csrf-mask.ts';
import { signAlert } from '../../../../detection/signature.ts';
import { ERROR_CODES } from '../../../../domain/errors.ts';
import { ROLES } from '../../../../domain/roles.ts';
import { CSRF, depsWhileAway, NOW, SESSION, tokenOf } from '../away.ts';
import { valueFor } from '../from-schema.ts';
import { mutateText, mutateValue, oddText, writeJson } from '../mutate.ts';
import type { Random } from '../random.ts';
import { type FuzzRoute, serverWhileAway } from '../routes.ts';
import { asBytes, asInput, holds, type Target } from '../target.ts';

/**
 * Whole requests to the whole server, while the database is away: whatever comes is refused in a known way, or gets as
 * far as the database. An input is a request as it is written: a line, headers, an empty line, and the body as bytes.
 */

const { server, routes, lastError } = await serverWhileAway();
const [SECRET] = depsWhileAway(() => undefined).alertSecrets.get('aws-guardduty') ?? [''];
/** Their answers do not end. */
const ENDLESS = routes.filter(({ url }) => /live|stream/.test(url)).map(({ url }) => url);
const OPEN = routes.filter(({ url }) => !ENDLESS.includes(url));

export const target: Target = {
  make(random) {
    const { method, url, schemas } = random.pick(OPEN);
    const path = url.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(paramOf(random, schemas.params, name)));
    const query = schemas.querystring === undefined ? '' : queryOf(random, valueFor(random, schemas.querystring));
    const address = random.oneIn(12) ? mutateText(random, `${path}${query}`) : `${path}${query}`;
    const { type, body } = method === 'GET' ? { type: '', body: '' } : bodyOf(random, url, schemas);
    const headers = [
      ...(url.startsWith('/desk') || random.oneIn(8) ? [`cookie: ${SESSION}=${random.pick(ROLES)}`] : []),
      ...(url.startsWith('/desk') || random.oneIn(8) ? [] : [`authorization: Bearer ${tokenOf(random.pick(ROLES))}`]),
      ...(type === '' ? [] : [`content-type: ${type}`]),
      ...(random.oneIn(9) ? [] : ['sec-fetch-site: same-origin']),
      ...(random.oneIn(4) ? [`accept: ${random.pick(['text/html', 'application/json', '*/*;q=x'])}`] : []),
      ...random.some(1, () => `${random.pick(HEADERS)}: ${random.oneIn(2) ? '"7"' : oddText(random)}`),
      ...(url.startsWith('/alerts') ? [`x-tocsin-signature: ${signAlert(SECRET, asBytes(body), NOW)}`] : []),
    ];
    const verb = random.oneIn(40) ? random.pick(['PUT', 'DELETE', 'OPTIONS', 'PATCH']) : method;
    const lines = [`${verb} ${address}`, ...headers].map((line) => line.replaceAll(/[^\x20-\xff]/g, '?'));
    return `${lines.join('\n')}\n\n${body}`;
  },

  async check(input) {
    const cut = input.indexOf('\n\n');
    const [first = '', ...lines] = input.slice(0, cut).split('\n');
    const [method = 'GET', ...address] = first.split(' ');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    const payload = asBytes(input.slice(cut + 2));
    const request = { method: method as HTTPMethods, url: urlOf(address.join(' ')), headers };
    const asked = server.inject({ ...request, ...(payload.length > 0 && method !== 'GET' ? { payload } : {}) });
    const answer = await asked.catch((error: Error) => {
      // A file that is written while it is read ends where the database goes away.
      if (error.message !== 'response destroyed before completion') throw error;
      return null;
    });
    if (answer === null) return 'accepted';
    const { statusCode: status } = answer;
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
    const code: string = isProblem ? answer.json().code : '';
    const why = status === 500 ? `: ${String((lastError() as Error | undefined)?.stack ?? lastError())}` : '';
    holds(status < 500 || status === 503, `It is answered ${status}${why}`);
    holds(!isProblem || (ERROR_CODES.some((known) => known === code) && code !== 'internal'), `The code is '${code}'.`);
    return status === 503 || status < 400 ? 'accepted' : 'refused';
  },
};

const HEADERS = [
  'if-match',
  'if-none-match',
  'idempotency-key',
  'referer',
  'origin',
  'accept-language',
  'cookie',
  'accept-encoding',
  'x-forwarded-for',
  'content-type',
];

function paramOf(random: Random, params: FuzzRoute['schemas']['params'], name: string): string {
  const made = params === undefined ? {} : (valueFor(random, params) as Record<string, unknown>);
  return textOf(Object(made)[name] ?? 'x') || 'x';
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : String(JSON.stringify(value))).toWellFormed();
}

function queryOf(random: Random, value: unknown): string {
  const pairs = Object.entries(Object(value)).flatMap(([key, inner]) =>
    [inner].flat().map((one) => [key, textOf(one)]),
  );
  const text = new URLSearchParams(pairs as [string, string][]).toString();
  return text === '' ? '' : `?${random.oneIn(6) ? mutateText(random, text) : text}`;
}

function bodyOf(random: Random, url: string, { body: schema }: FuzzRoute['schemas']): { type: string; body: string } {
  const made = schema === undefined ? { reasons: 'Read.', title: 'A laptop', name: 'Ada' } : valueFor(random, schema);
  const value = random.oneIn(3) ? mutateValue(random, made) : made;
  if (url.includes('recipient-lists')) return { type: 'text/csv', body: asInput('name,email\nAda,ada@x.example\n') };
  const isForm = url.startsWith('/desk') || url.startsWith('/n/') || url.startsWith('/sign');
  if (!isForm) return { type: 'application/json', body: asInput(writeJson(random, value)) };
  const fields = Object.entries({ csrf: maskCsrf(CSRF), ...Object(value) }).flatMap(([key, inner]) =>
    [inner].flat().map((one) => [key.toWellFormed(), textOf(one)] as [string, string]),
  );
  const text = new URLSearchParams(fields).toString();
  return { type: 'application/x-www-form-urlencoded', body: random.oneIn(6) ? mutateText(random, text, true) : text };
}

/** What no client can send, because no request could be written with it. */
function urlOf(address: string): string {
  const path = address.startsWith('/') ? address : `/${address}`;
  return path
    .replaceAll(/[^\x21-\x7e]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/^[/\\]+/, '/');
}
