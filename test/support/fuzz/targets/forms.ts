import fastify from 'fastify';
import { acceptForms } from '../../../../api/forms/form.ts';
import { acceptUploads, readUploads } from '../../../../api/forms/multipart.ts';
import { toRefusal } from '../../../../api/http/problems.ts';
import type { Server } from '../../../../api/http/route.ts';
import { mutateText, oddText } from '../mutate.ts';
import type { Random } from '../random.ts';
import { asBytes, asInput, holds, type Target } from '../target.ts';

/** Forms of browsers, urlencoded and with files, through a server: the first line of an input is the content type. */

const URLENCODED = 'application/x-www-form-urlencoded';
const LIMIT_BYTES = 20_000;
const FIELDS = ['subject', 'text', 'file', 'csrf', 'system', 'reasons', 'a-b', '__proto__', 'constructor', 'a[b]', ''];

const server = fastify();
readUploads(server);
server.setErrorHandler((error, _request, reply) => {
  const { code, message } = toRefusal(error);
  return reply.status(code === 'internal' ? 500 : 400).send({ code, message, error: String(error) });
});
const give = async (request: { body: unknown }) => ({ fields: Object.entries(Object(request.body)) });
void server.register(async (scope) => {
  acceptUploads(scope as unknown as Server);
  scope.post('/files', { bodyLimit: LIMIT_BYTES }, give);
});
void server.register(async (scope) => {
  acceptForms(scope as unknown as Server, LIMIT_BYTES);
  scope.post('/fields', give);
});

export const target: Target = {
  make(random) {
    return random.oneIn(2) ? urlencoded(random) : multipart(random);
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const [type, body] = [input.slice(0, cut), asBytes(input.slice(cut + 1))];
    const isFields = type === URLENCODED;
    const url = isFields ? '/fields' : '/files';
    const headers = { 'content-type': type };
    const answer = await server.inject({ method: 'POST', url, headers, payload: body });
    if (answer.statusCode !== 200) {
      holds(answer.statusCode === 400, `It is answered ${answer.statusCode}: ${answer.body}`);
      return 'refused';
    }
    holds(body.length <= LIMIT_BYTES, 'More was taken than the limit.');
    const fields: [string, string | string[]][] = answer.json().fields;
    const strict = isFields ? strictFields(body) : strictParts(type, body);
    holds(strict !== null, 'It was read, and a strict reader refuses it.');
    if (strict === 'unclear') return 'accepted';
    const [got, meant] = [fields.map(([name, value]) => [name, [value].flat()]), [...strict]].map((all) =>
      JSON.stringify(all.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
    );
    holds(got === meant, `Read were ${got}, not ${meant}.`);
    return 'accepted';
  },
};

function urlencoded(random: Random): string {
  const pairs = random.some(
    random.oneIn(40) ? 2_100 : 6,
    () => [random.pick(FIELDS), typed(random)] as [string, string],
  );
  const text = new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
  ).toString();
  return `${URLENCODED}\n${random.oneIn(2) ? mutateText(random, text, true) : text}`;
}

function typed(random: Random): string {
  return random.oneIn(3)
    ? oddText(random)
    : random.pick(['yes', 'A laptop is gone', 'Ünder 💥', '', 'a\r\nb', '--x--']);
}

function multipart(random: Random): string {
  const boundary = random.pick(['----x', 'WebKitFormBoundaryabc', "a'b", 'x'.repeat(70)]);
  const parts = random.some(random.oneIn(30) ? 45 : 5, () => {
    const name = random.oneIn(8) ? oddText(random).replaceAll(/[\r\n"]/g, '') : random.pick(FIELDS.slice(0, 7));
    const file = random.oneIn(3) ? `; filename="${random.pick(['a.csv', 'a;b.csv', '../x', 'ü.csv'])}"` : '';
    const type = random.oneIn(2)
      ? `Content-Type: ${random.pick(['text/csv', 'application/json', 'x/y; charset=latin1'])}\r\n`
      : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${type}\r\n${typed(random)}\r\n`;
  });
  const body = asInput(`${parts.join('')}--${boundary}--\r\n`);
  const quoted = random.oneIn(3) ? `"${boundary}"` : boundary;
  const head = `multipart/form-data; boundary=${quoted}`;
  return `${head}\n${random.oneIn(2) ? mutateText(random, body, true) : body}`;
}

function isWhole(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}

/** With a file that is a list by its name, or none. */
const AS_BROWSERS_WRITE =
  /^Content-Disposition: form-data; name="[^"\r\n]*"(?:; filename="(?:[^"\r\n]*\.csv)?")?(?:\r\nContent-Type: [^\r\n]*)?$/;

/** By the URL standard, which browsers go by; they send nothing but whole characters, in ASCII. */
function strictFields(body: Buffer): Map<string, string[]> | 'unclear' {
  const text = body.toString('latin1');
  if (!/^(?:[\x20-\x24\x26-\x7e]|%[0-9a-f]{2})*$/i.test(text) || !isWhole(text)) return 'unclear';
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(`?${text}`)) fields.set(name, [...(fields.get(name) ?? []), value]);
  return fields;
}

/** A reading of RFC 7578 of our own; null for what is not written as browsers do. */
function strictParts(type: string, body: Buffer): Map<string, string[]> | 'unclear' | null {
  const boundary = /boundary="?([^"]*)"?$/.exec(type)?.[1] ?? '';
  const text = body.toString('latin1');
  const delimiter = `\r\n--${boundary}`;
  const [preamble, ...rest] = `\r\n${text}`.split(delimiter);
  const end = rest.findIndex((part) => part.startsWith('--'));
  if (preamble === undefined || end === -1) return null;
  const fields = new Map<string, string[]>();
  for (const part of rest.slice(0, end)) {
    const [, head, value = ''] = /^[ \t]*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(part) ?? [];
    if (head === undefined || !/^content-disposition:/im.test(head)) return null;
    // Which of several names counts is for nobody but the sender to know.
    if (!AS_BROWSERS_WRITE.test(head)) return 'unclear';
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (name === undefined || !/^[a-zA-Z][a-zA-Z0-9-]{0,63}$/.test(name)) return null;
    let decoded: string;
    try {
      decoded = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
    } catch {
      return null;
    }
    fields.set(name, [...(fields.get(name) ?? []), decoded]);
  }
  return fields.size === 0 ? null : fields;
}
