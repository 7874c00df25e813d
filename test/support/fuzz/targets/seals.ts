import { TocsinError } from '../../../../domain/errors.ts';
import { unopenedKey } from '../../../../domain/unopened.ts';
import { type Keyring, parseKeyring } from '../../../../store/crypto/keyring.ts';
import { readNoticeLink, signNoticeLink } from '../../../../store/crypto/links.ts';
import { keyIdOf, open, openBytes, openOr, seal, sealBytes } from '../../../../store/crypto/seal.ts';
import { mutateText, mutateValue, writeJson } from '../mutate.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';

/** Links of suppliers, sealed values as somebody may have put them into the database, and keyrings. */

const base64 = (byte: number) =>
  Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 7 + byte) % 256)).toString('base64');
const FILE = { current: 'k2', purposes: { indexes: 'k1' }, keys: { k1: base64(1), k2: base64(2) } };
const RING: Keyring = parseKeyring(JSON.stringify(FILE));
const NOW = '2026-11-24T08:40:00.000Z';
const LINK = { noticeId: 'TOC-2026-0001-K7M~fjord~1', generation: 2, expiresAt: '2026-12-24T08:40:00.000Z' };
const CONTEXT = 'events/TOC-2026-0001/3/personal';
const WORDS = '{"personal":{"title":"Öl"},"salt":"c2FsdA"}';
const LINKS = await Promise.all([LINK, { ...LINK, expiresAt: NOW }].map((link) => signNoticeLink(RING, link)));
const CLAIMS = [
  { alg: 'none', kid: 'k2' },
  { alg: 'HS256', kid: 'k1' },
  { alg: 'HS256', kid: '__proto__' },
  { alg: 'HS256', kid: 'k2', crit: ['x'] },
];

export const target: Target = {
  make(random) {
    const kind = random.pick(['link', 'text', 'bytes', 'keyring']);
    if (kind === 'keyring') return `${kind}\n${writeJson(random, random.oneIn(6) ? FILE : mutateValue(random, FILE))}`;
    const good = random.pick(
      kind === 'link'
        ? LINKS
        : [kind === 'text' ? seal(RING, WORDS, CONTEXT) : asInput(sealBytes(RING, Buffer.from(WORDS), CONTEXT))],
    );
    if (kind === 'link' && random.oneIn(4)) {
      const head = Buffer.from(JSON.stringify(random.pick(CLAIMS))).toString('base64url');
      return `${kind}\n${[head, ...good.split('.').slice(1)].join('.')}`;
    }
    return `${kind}\n${random.oneIn(4) ? good : mutateText(random, good, kind === 'bytes')}`;
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const [kind, text] = [input.slice(0, cut), input.slice(cut + 1)];
    if (kind === 'link') return checkLink(text);
    if (kind === 'keyring') return checkKeyring(text);
    return checkSeal(kind === 'text' ? text : asBytes(text));
  },
};

async function checkLink(token: string) {
  const found = await read(() => readNoticeLink(RING, token, NOW));
  if (found === null) return 'refused' as const;
  holds(JSON.stringify(found.value) === JSON.stringify(LINK), 'A link opens that nobody signed.');
  // Base64url can write the last bits in several ways.
  holds(normal(token) === normal(LINKS[0] ?? ''), 'A token opens that nobody was given.');
  return 'accepted' as const;
}

function normal(token: string): string {
  return token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');
}

function checkSeal(sealed: string | Buffer) {
  // A mark stands for what does not open; it names no key but one that looks like the id of a key.
  const mark = openOr(
    sealed,
    () => null,
    (text) => text,
  );
  holds(mark === null && (keyIdOf(sealed) ?? 'k').length <= 32, 'A seal names a key that is none.');
  try {
    const opened =
      typeof sealed === 'string' ? open(RING, sealed, CONTEXT) : openBytes(RING, sealed, CONTEXT).toString();
    holds(opened === WORDS, 'Something opens that nobody sealed.');
    return 'accepted' as const;
  } catch (error) {
    // What does not open is for the operator to put right, and says so.
    if (!(error instanceof TocsinError) || error.code !== 'internal') throw error;
    const shown = openOr(
      sealed,
      () => {
        throw error;
      },
      (text) => text,
    );
    holds(unopenedKey(shown) !== null, `'${shown}' is no mark.`);
    return 'refused' as const;
  }
}

async function checkKeyring(json: string) {
  const found = await read(() => parseKeyring(json));
  if (found === null) return 'refused' as const;
  const { current, keys, purposes = {} } = found.value;
  holds(
    [current, ...Object.values(purposes)].every((id) => keys.has(id)),
    'A key is named that is not there.',
  );
  holds(
    [...keys].every(([id, key]) => /^[A-Za-z][\w-]{0,31}$/.test(id) && key.length === 32),
    'A key is none.',
  );
  return 'accepted' as const;
}
