import { createHash } from 'node:crypto';
import { fromBER } from 'asn1js';
import { checkToken, readTimestampReply, timestampQuery } from '../../../../domain/audit/timestamp.ts';
import { TimestampAuthority } from '../../timestamp-authority.ts';
import { answered } from '../answers.ts';
import { mutateText } from '../mutate.ts';
import type { Random } from '../random.ts';
import { asBytes, asInput, holds, type Target } from '../target.ts';

/**
 * Replies of a time-stamping authority (RFC 3161): taken is a stamp over our text, at the time that the authority
 * signed, and no other. An input is the root that is trusted (PEM), and after an empty line the reply as bytes.
 */

const TEXT = `42:${'5f'.repeat(32)}`;
const NONCE = Buffer.from('0102030405060708', 'hex');
const AT = '2026-11-24T08:00:00.000Z';
const NAME = 'CN=Test Time-Stamping Authority';
/** As certificates and tokens hold it. */
const AT_IN_DER = '20261124080000Z';
const DIGEST = asInput(createHash('sha256').update(TEXT).digest());

type Made = {
  root: string;
  reply: string;
  parts: [start: number, end: number][];
  /** What is signed: the stamp, and the attributes that the signature covers by its digest. */
  signed: string[];
};
const made = await Promise.all(
  ([{ keys: 'EC' }, { keys: 'EC', withoutRoot: true }, { keys: 'EC', rootKeys: 'RSA' }, { keys: 'RSA' }] as const).map(
    async (options): Promise<Made> => {
      const authority = await TimestampAuthority.create({ ...options, now: () => Date.parse(AT) });
      const reply = await authority.answer(timestampQuery(TEXT, NONCE));
      const info = infoOf(asInput(reply));
      const digest = asInput(createHash('sha256').update(asBytes(info)).digest());
      return { root: authority.rootPem, reply: asInput(reply), parts: partsOf(reply), signed: [info, digest] };
    },
  ),
);
/** Made as the others, but over another text, for another query, or by what may not stamp. */
const flawed = await Promise.all(
  (['other-nonce', 'other-text', 'other-purpose', 'expired', 'other-certificate', 'refuses'] as const).map(
    async (flaw) => {
      const authority = await TimestampAuthority.create({ keys: 'EC', flaw, now: () => Date.parse(AT) });
      return `${authority.rootPem}\n${asInput(await authority.answer(timestampQuery(TEXT, NONCE)))}`;
    },
  ),
);

export const target: Target = {
  make(random) {
    if (random.oneIn(30)) return random.pick(flawed);
    const { root, reply, parts } = random.pick(made);
    if (random.oneIn(30)) return `${random.pick(made).root}\n${reply}`;
    if (random.oneIn(20)) return `${root}\n${reply}`;
    return `${root}\n${random.oneIn(3) ? mutateText(random, reply, true) : edited(random, reply, parts)}`;
  },

  async check(input) {
    const cut = input.indexOf('\n\n') + 1;
    const [root, reply] = [input.slice(0, cut), asBytes(input.slice(cut + 1))];
    const asked = { text: TEXT, nonce: NONCE, roots: [root] };
    const found = await answered(() => readTimestampReply(reply, asked));
    if (found === null) return 'refused';
    const { token, stamp } = found.value;
    holds(stamp.at === AT && stamp.authority === NAME && stamp.isTrusted, `It is taken as ${JSON.stringify(stamp)}.`);
    const kept = asInput(token);
    holds(kept.includes(DIGEST) && kept.includes(AT_IN_DER), 'It is not over our text, or of another time.');
    const again = await checkToken(token, TEXT, [root]);
    holds(again.at === AT, 'The token that is kept does not hold by itself.');
    const signed = made.find((each) => each.root === root)?.signed;
    holds(
      signed?.every((part) => kept.includes(part)),
      'What is signed is not what the authority signed.',
    );
    return 'accepted';
  },
};

/** The smallest value that holds both our digest and the time: the stamp itself. */
function infoOf(reply: string): string {
  const within = partsOf(asBytes(reply))
    .map(([start, end]) => reply.slice(start, end))
    .filter((part) => part.startsWith('0') && part.includes(DIGEST) && part.includes(AT_IN_DER));
  return within.toSorted((a, b) => a.length - b.length)[0] ?? '';
}

/** Where each value of DER begins and ends, those within octet strings too. */
function partsOf(bytes: Uint8Array, at = 0): [start: number, end: number][] {
  const parts: [number, number][] = [];
  let from = at;
  for (let rest = bytes; rest.length > 1; ) {
    const { offset, result } = fromBER(rest);
    if (offset <= 0) break;
    const content = offset - result.valueBlock.blockLength;
    const isOpen =
      result.idBlock.isConstructed || (result.idBlock.tagNumber === 4 && [0x30, 0x31].includes(rest[content] ?? 0));
    parts.push([from, from + offset]);
    if (isOpen) parts.push(...partsOf(rest.slice(content, offset), from + content));
    from += offset;
    rest = rest.slice(offset);
  }
  return parts;
}

/** Values of DER left out, doubled, put in another's place, or with one other byte; lengths around them stay or fit. */
function edited(random: Random, reply: string, parts: Made['parts']): string {
  const [start, end] = random.pick(parts);
  const [from, to] = random.pick(parts);
  const part = reply.slice(start, end);
  const other = random.pick([
    '',
    part + part,
    reply.slice(from, to),
    changedByte(random, part),
    changedByte(random, part),
  ]);
  if (other.length === part.length || random.oneIn(4)) return reply.slice(0, start) + other + reply.slice(end);
  return refitted(reply, parts, [start, end], other);
}

function changedByte(random: Random, part: string): string {
  const at = random.below(part.length);
  const byte = random.oneIn(2) ? part.charCodeAt(at) ^ (1 << random.below(8)) : random.below(256);
  return part.slice(0, at) + String.fromCharCode(byte) + part.slice(at + 1);
}

/** The reply with another value in the place of one, and every length around it made anew. */
function refitted(reply: string, parts: Made['parts'], [start, end]: [number, number], other: string): string {
  const around = parts
    .filter(([a, b]) => a <= start && b >= end && b - a > end - start)
    .toSorted(([a, b], [c, d]) => b - a - (d - c));
  let [a, b, text] = [start, end, other];
  for (const [outerStart, outerEnd] of around) {
    const head = headOf(reply, outerStart);
    const content = reply.slice(outerStart + head, a) + text + reply.slice(b, outerEnd);
    text = `${reply[outerStart]}${lengthOf(content.length)}${content}`;
    [a, b] = [outerStart, outerEnd];
  }
  return reply.slice(0, a) + text + reply.slice(b);
}

function headOf(reply: string, at: number): number {
  const first = reply.charCodeAt(at + 1);
  return 2 + (first < 0x80 ? 0 : first & 0x7f);
}

function lengthOf(length: number): string {
  if (length < 0x80) return String.fromCharCode(length);
  if (length < 0x100) return String.fromCharCode(0x81, length);
  return String.fromCharCode(0x82, length >> 8, length & 0xff);
}
