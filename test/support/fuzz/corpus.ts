import { gzipSync } from 'node:zlib';
import { PACKS } from './packs.ts';
import { asInput } from './target.ts';

/**
 * Every input that once broke its parser's contract, by parser, as `node test/fuzz/main.ts` prints it: read again in
 * every run. Those that were long are written here as what was done to something good.
 */

const FINDING = {
  ...{ accountId: '210987654321', arn: 'arn:x', id: 'a1', region: 'eu', type: 'Exfiltration:S3/X', title: 'A title' },
  ...{ severity: 8, createdAt: '2026-02-25 20:40:06.721', updatedAt: '2026-02-25T20:41:00Z' },
};
const alert = (patch: object) => asInput(JSON.stringify({ ...FINDING, ...patch }));

const { earlier, sealed } = PACKS;
const pack = (name: string, value: object) => `${name}\n${asInput(JSON.stringify(value))}`;
const [ledger] = earlier.ledgers ?? [];
const text = JSON.stringify(sealed);

const PART = 'Content-Disposition: form-data; name=';
const multipart = (...parts: string[]) =>
  `multipart/form-data; boundary=x\n--x\r\n${parts.join('\r\n--x')}\r\n--x--\r\n`;

/** An answer of a server elsewhere, as `answers.ts` gives it. */
const answer = (body: string, headers: Record<string, string> = {}) => ({ status: 200, headers, body });
const json = (value: object) => answer(JSON.stringify(value), { 'content-type': 'application/json' });

const REPLIES = ['220 mx ESMTP', '250-mx\r\n250 8BITMIME', '250 ok', '250 ok', '354 go on', '250 taken'];
/** The replies of a mail server with another one somewhere, and one more at the end. */
const smtp = (at: number, reply: string, more: readonly string[] = []) => {
  const replies = [...REPLIES.with(at, reply), ...more].map((each) => `${each}\r\n`);
  return JSON.stringify({ requireTLS: false, replies });
};

const HEAD = `42:${'5f'.repeat(32)}`;

const CLAIMS = {
  iss: 'https://id.example',
  aud: 'tocsin',
  sub: 'ada-there',
  nonce: '$nonce',
  iat: '$in0',
  exp: '$in300',
};
const PERSON = { sub: 'ada-there', email: 'ada@people.example', email_verified: true };
/** Answers of a provider of single sign-on with something else in one of them. */
const oidc = ({ discovery = {}, claims = {}, token = {}, jwk = {} }: Partial<Record<string, object>>) => {
  const issuer = CLAIMS.iss;
  const ends = {
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
  const key = { kty: 'EC', crv: 'P-256', x: '$x0', y: '$y0', kid: 'k1', use: 'sig', alg: 'ES256' };
  return JSON.stringify({
    discovery: json({ issuer, ...ends, userinfo_endpoint: `${issuer}/userinfo`, ...discovery }),
    jwks: json({ keys: [{ ...key, ...jwk }] }),
    ...{
      header: '{"alg":"ES256","kid":"k1"}',
      claims: JSON.stringify({ ...CLAIMS, ...claims }),
      signer: 0,
      edit: null,
    },
    token: json({ access_token: 'a', token_type: 'Bearer', id_token: '$token', expires_in: 300, ...token }),
    userinfo: json(PERSON),
    isPinned: true,
  });
};

export const CORPUS: Readonly<Record<string, readonly string[]>> = {
  alerts: [
    alert({ service: { eventFirstSeen: '2026-11-24T24:00:00Z' } }),
    alert({ createdAt: '0000-01-01T00:00:00+23:59' }),
    alert({ title: `x${'💥'.repeat(150)}` }),
    alert({ title: 'xxx' }).replace('xxx', '\\ud83d x'),
    alert({}).replace('{', '{"title":"Another",'),
    alert({ title: 'İ', type: 'é' }),
    alert({ title: ' ', type: '  x  ' }),
  ],
  files: [
    'veris\n{"incident_id": "A-1", "action": {"error": {"variety": ["\\udca5"]}}}',
    'veris\n{"action": {}, "attribute": {"confidentiality": {"data": [{"variety": "constructor", "amount": 2}]}}}',
    'veris\n{"action": {}, "attribute": {"confidentiality": {"data": [{"variety": "toString"}]}}}',
    'filing\n{"fields": [{"when": {"stage": {"toString": 1}}}]}',
  ],
  forms: [
    multipart(`${PART}"a"\r\n\r\n1`, `y\r\n${PART}"b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `\r\n${PART}"\n-b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `\r\nContent-Disposition: form-daaata; name="b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `\r\n${PART}"b"\rdata; name="b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `${PART}"b"\r\n\r\n2`),
  ],
  headers: [
    'webhook\nhttps://localhost./',
    'webhook\nhttps://a.localhost/',
    'reference\nTOC-2026-00010001000100010001000100010001000100010001',
  ],
  json: ['{"summary":1,"summary":"x"}', '{"a\\ud800":1}', '["\\udfff"]', '{"a":[[{"\\u0062":1,"b":2}]]}', '[1e999]'],
  mails: [
    JSON.stringify({
      ...{ name: 'Ada', email: 'a@x.example', nature: 'x', measures: 'x' },
      organisation: '=?utf-8?Q?x?= and =?utf-8?Q?y?= ',
    }),
  ],
  'object-store': [
    JSON.stringify({ hasToken: false, answers: [{ ...answer(''), status: 412 }, answer(asInput(`\ufeff${HEAD}`))] }),
  ],
  oidc: [
    oidc({ token: { id_token: '' } }),
    oidc({ token: { access_token: 'é€' } }),
    oidc({ claims: { email: [[]], email_verified: true } }),
    oidc({ discovery: { authorization_endpoint: 1.5 } }),
  ],
  pack: [
    pack('earlier alone', { ...earlier, opened: [...(earlier.opened ?? []), earlier.opened?.[0]] }),
    pack('earlier alone', { ...earlier, ledgers: [{ ...ledger, pages: ledger?.pages.slice(0, 3) }] }),
    pack('earlier alone', { ...earlier, ledgers: [ledger, ledger] }),
    `sealed alone\n${asInput(text.replace('{', '{"breachId":"TOC-2026-0002",'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', '"data":{"__proto__":{"a":1},'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', '"data":{"a":1e999,'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', '"data":{"a":"\\ud83d",'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', `"data":{"a":${'['.repeat(9_000)}${']'.repeat(9_000)},`))}`,
    `sealed alone\n${asInput(text).replace('dpo', '\xff')}`,
  ],
  recipients: ['name,email\nM\xfcller,a@x.example\n', 'name,email\nAda,a@x.example\n\xc3', 'name,email\r\n\n'],
  slack: [
    JSON.stringify(json({ ok: 'false', error: 'internal_error' })),
    JSON.stringify(json({ ok: true, ts: '１' })),
    JSON.stringify(answer('<html>Please sign in to the network.</html>', { 'content-type': 'text/html' })),
    JSON.stringify(answer('maintenance')),
    JSON.stringify(answer(asInput(gzipSync('[]')), { 'content-type': 'application/gzip' })),
  ],
  smtp: [
    ...['25', '2500 ok', '999 ok', '-250 ok', '250-mx\r\n550 ok', '\r\n250 taken'].map((reply) => smtp(5, reply)),
    smtp(3, '999 ok'),
    smtp(1, '354 go on\r\n250 taken', ['550 not that']),
    smtp(1, '{}50-mx\r\n250 8BITMIME', ['550 not that']),
    smtp(4, '250 ok\r\n250 ok').replace('250 taken', '451 not now'),
    smtp(5, `250 ${'💥'.repeat(150)}`).replaceAll('💥', asInput('💥')),
  ],
  times: ['local Pacific/Apia 0001-02-15T02:01', 'days Asia/Kathmandu 0000-01-01', 'days UTC 9999-12-31'],
  yaml: [
    '? '.repeat(500),
    '[['.repeat(5_000),
    '- - '.repeat(20_000),
    'a: &a {b: *a}',
    '!!set {a}',
    '"\\ud83d": "\\udca5"',
    Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n'),
  ],
};
