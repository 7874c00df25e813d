import type { FastifyRequest } from 'fastify';
import { cookieOf, decodeCookie } from '../../../../api/http/cookies.ts';
import { unmaskCsrf } from '../../../../api/http/csrf-mask.ts';
import { etagOf, requireMatch } from '../../../../api/http/etags.ts';
import { idempotencyKey } from '../../../../api/http/idempotency.ts';
import { methodsOf } from '../../../../api/http/methods.ts';
import { localPath, refererPath } from '../../../../api/http/same-origin.ts';
import { addressPrefix, sourceOf } from '../../../../api/http/throttle.ts';
import { prefersHtml } from '../../../../api/http/wants-page.ts';
import { WriteHeaders } from '../../../../api/openapi/operation.ts';
import { requireTarget } from '../../../../api/webhooks/target.ts';
import { makeReference, partsOfReference, readReference } from '../../../../domain/reference.ts';
import { pickLanguage } from '../../../../web/languages/index.ts';
import { mutateText } from '../mutate.ts';
import { holds, read, type Target, type Verdict } from '../target.ts';

/** Headers and addresses: conditions, cookies, where to go on to, who called, whom a webhook may call. */

const ORIGIN = 'https://tocsin.example';
const SAMPLES: Record<string, readonly string[]> = {
  'if-match': ['"7"', 'W/"7"', '*', '"6", "7"', '"7","8"', '"6"', '"7", W/"7"', '"'],
  path: [
    '/desk/breaches/TOC-2026-0001-K7M?x=1#y',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/a/../..//b',
    '/%2f/evil',
  ],
  referer: [`${ORIGIN}/desk/report?a=b`, 'https://evil.example/desk', `${ORIGIN}:8443/x`, `${ORIGIN}//evil.example`],
  webhook: [
    'https://hooks.example/t',
    'http://x.example',
    'https://[::ffff:7f00:1]/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://u:p@x.example',
    'https://localhost./',
    'https://[fd00::1]:8443/x',
  ],
  address: ['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1:2::3', 'fe80::1%eth0', '::', '1:2:3:4:5:6:7:8'],
  cookie: [
    '__Host-tocsin.draft=abc; x=y',
    '__Host-tocsin.draft=a%20b',
    'a; __Host-tocsin.draft==',
    '__Host-tocsin.language=de',
  ],
  reference: [
    'TOC-2026-0001-K7M',
    'toc-2026-0042-k7o',
    ' EX-2026-12345-ABC ',
    'TOC-2026-0001',
    'TOC-2026-99999999999999999999',
  ],
  key: ['0b2e8c1a-1111-4222-8333-abcdefabcdef', 'short', 'a'.repeat(128), 'a b c d e f g h'],
  accept: ['text/html,application/json;q=0.9', '*/*', 'text/html;q=0', 'de-AT,de;q=0.9,en;q=0.8'],
};

export const target: Target = {
  make(random) {
    const kind = random.pick(Object.keys(SAMPLES));
    const sample = random.pick(SAMPLES[kind] ?? []);
    // Node gives headers without line breaks.
    return `${kind}\n${(random.oneIn(5) ? sample : mutateText(random, sample)).replaceAll(/[\r\n\0]/g, ' ')}`;
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const text = input.slice(cut + 1);
    return CHECKS[input.slice(0, cut)]?.(text) ?? 'refused';
  },
};

const requestOf = (headers: Record<string, string>) => ({ headers, url: '/', body: null }) as unknown as FastifyRequest;

const CHECKS: Record<string, (text: string) => Verdict | Promise<Verdict>> = {
  async 'if-match'(text) {
    const headers = { 'if-match': text };
    if (!WriteHeaders.safeParse(headers).success) return 'refused';
    const found = await read(() => requireMatch(requestOf(headers), 7));
    const isMeant = text === '*' || text.split(/ *, */).includes(etagOf(7));
    holds((found !== null) === isMeant, `${text} ${isMeant ? 'does not let' : 'lets'} the version 7 be changed.`);
    return found === null ? 'refused' : 'accepted';
  },
  path: (text) => requireLocal(localPath(text), '/'),
  referer(text) {
    const path = refererPath(requestOf({ referer: text, host: 'tocsin.example' }));
    return path === null ? 'refused' : requireLocal(path, null);
  },
  async webhook(text) {
    if ((await read(() => requireTarget(text, { allowPrivate: false }))) === null) return 'refused';
    const { protocol, username, password, hostname } = new URL(text);
    holds(protocol === 'https:' && username === '' && password === '', `${text} may be called.`);
    const isInside =
      /^(127|10|0|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|^\[(::|f[cde]|::ffff:)|^localhost\.?$/;
    holds(!isInside.test(hostname), `${text} leads inside, to ${hostname}.`);
    return 'accepted';
  },
  address(text) {
    const [source, prefix] = [sourceOf(text), addressPrefix(text)];
    holds(prefix.endsWith('.0/24') || prefix.endsWith('::/48'), `${text} is recorded as ${prefix}.`);
    return source === text ? 'refused' : 'accepted';
  },
  cookie(text) {
    const value = cookieOf(requestOf({ cookie: text }), 'draft', ORIGIN);
    const unmasked = unmaskCsrf(value ?? text);
    holds(/^[0-9a-f]*$/.test(unmasked), 'A token is no hex.');
    return decodeCookie(value) === undefined ? 'refused' : 'accepted';
  },
  reference(text) {
    const read = readReference(text);
    holds(readReference(read) === read, `${text} reads as ${read}, which reads as ${readReference(read)}.`);
    const parts = partsOfReference(read);
    if (parts === null) return 'refused';
    const again = partsOfReference(makeReference({ ...parts, check: 'K7M' }));
    holds(again !== null && again.series === parts.series && again.number === parts.number, `${text} is no number.`);
    return 'accepted';
  },
  async key(text) {
    const found = await read(() => idempotencyKey(requestOf({ 'idempotency-key': text })));
    holds(found === null || found.value === text, 'Another key was taken.');
    return found === null ? 'refused' : 'accepted';
  },
  accept(text) {
    pickLanguage(text, undefined);
    holds(
      methodsOf(`/${text}`).every((method) => /^[A-Z]+$/.test(method)),
      'A method is none.',
    );
    return prefersHtml(text) ? 'accepted' : 'refused';
  },
};

/** A path leads on within this server, whoever resolves it. */
function requireLocal(path: string, none: string | null): Verdict {
  const url = new URL(path, ORIGIN);
  holds(url.origin === ORIGIN && /^\/(?![/\\])/.test(path), `${path} leads to ${url.href}.`);
  holds(!/[\\\p{Cc}]/u.test(path) && localPath(path) === path, `${path} reads otherwise the second time.`);
  return path === none ? 'refused' : 'accepted';
}
