import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fromBER } from 'asn1js';
import { ContentInfo, SignedData, TimeStampReq, TimeStampResp } from 'pkijs';
import { type AuthorityOptions, type Flaw, TimestampAuthority } from '../../test/support/timestamp-authority.ts';
import { checkToken, readTimestampReply, timestampQuery } from './timestamp.ts';

const TEXT = `42:${'5f'.repeat(32)}`;
const AT = '2026-11-24T08:00:00.000Z';
const now = () => Date.parse(AT);

async function stampBy(authority: TimestampAuthority, roots: readonly string[], text = TEXT) {
  const nonce = randomBytes(8);
  const reply = await authority.answer(timestampQuery(text, nonce));
  return readTimestampReply(reply, { text, nonce, roots });
}

async function made(options: AuthorityOptions = {}) {
  const authority = await TimestampAuthority.create({ now, ...options });
  return { authority, roots: [authority.rootPem] };
}

const SHA1 = '1.3.14.3.2.26';
const DATA = '1.2.840.113549.1.7.1';
const signedOf = (token: Uint8Array) => new SignedData({ schema: ContentInfo.fromBER(token).content });
/** A token changed in one place, and all else as it was signed. */
function edited(token: Uint8Array, change: (signed: SignedData) => unknown): Uint8Array {
  const content = ContentInfo.fromBER(token);
  const signed = signedOf(token);
  change(signed);
  content.content = signed.toSchema(true);
  return new Uint8Array(content.toSchema().toBER());
}

describe('a time-stamp', () => {
  it.each<AuthorityOptions>([
    { keys: 'RSA' },
    { keys: 'EC' },
    { keys: 'EC', withoutRoot: true },
    { keys: 'EC', rootKeys: 'RSA' },
    { keys: 'EC', isNamedBySha1: true },
  ])('is taken from an authority whose root is known, %o, and says when and by whom', async (options) => {
    const { authority, roots } = await made(options);
    const { token, stamp } = await stampBy(authority, roots);
    const expected = { at: AT, authority: 'CN=Test Time-Stamping Authority', isTrusted: true };
    expect(stamp).toEqual(expected);
    expect(await checkToken(token, TEXT, roots)).toEqual(expected);
  });

  it('without a known root holds in itself, and is not trusted', async () => {
    const { authority } = await made();
    const { token } = await stampBy(authority, []);
    expect(await checkToken(token, TEXT, [])).toMatchObject({ at: AT, isTrusted: false });
  });

  it('of another authority than the known one is refused', async () => {
    const [{ authority }, other] = [await made(), await made()];
    await expect(stampBy(authority, other.roots)).rejects.toMatchObject({
      code: 'bad-signature',
      message: expect.stringContaining('does not lead to a root that was given'),
    });
  });

  it('over another text is refused, also where one digit differs', async () => {
    const { authority, roots } = await made();
    const { token } = await stampBy(authority, roots);
    const other = TEXT.replace(/.$/, '0');
    await expect(checkToken(token, other, roots)).rejects.toMatchObject({ code: 'bad-signature' });
  });

  it('in which any byte was changed is refused', async () => {
    const { authority, roots } = await made({ keys: 'EC' });
    const { token } = await stampBy(authority, roots);
    const changed = Array.from({ length: 60 }, (_, n) => {
      const bytes = Buffer.from(token);
      const place = Math.floor((n * token.length) / 60);
      bytes[place] = (bytes[place] ?? 0) ^ 0x41;
      return bytes;
    });
    const held = await Promise.all(
      changed.map((bytes) =>
        checkToken(bytes, TEXT, roots).then(
          ({ at }) => at,
          (error: { code?: string }) => (error.code === 'bad-signature' ? 'refused' : 'crashed'),
        ),
      ),
    );
    // What is not covered by a signature, such as the root that is in it too, may change; what it says may not.
    expect(held.filter((each) => each !== 'refused' && each !== AT)).toEqual([]);
    expect(held.filter((each) => each === 'refused').length).toBeGreaterThan(30);
  });

  it.each<[string, (signed: SignedData) => unknown, string]>([
    [
      'has signed attributes without values',
      ({ signerInfos: [info] }) => {
        for (const attribute of info?.signedAttrs?.attributes ?? []) attribute.values = [];
      },
      'does not hold',
    ],
    ['signs no attributes', ({ signerInfos: [info] }) => delete info?.signedAttrs, 'is not that of a time-stamp'],
    ['is signed by nobody', (signed) => (signed.signerInfos = []), 'it is not signed once'],
    [
      'is signed twice',
      (signed) => (signed.signerInfos = [...signed.signerInfos, ...signed.signerInfos]),
      'it is not signed once',
    ],
    [
      'is signed over a weak hash',
      ({ signerInfos: [info] }) => Object.assign(info?.digestAlgorithm ?? {}, { algorithmId: SHA1 }),
      'goes over a weak hash',
    ],
    // The signature does not cover what the content is said to be, but for an attribute that has to say the same.
    ['is said to be another content', (signed) => (signed.encapContentInfo.eContentType = DATA), 'as RFC 3161 says'],
  ])('that %s is refused, and does not break the reader', async (_, change, message) => {
    const { authority, roots } = await made({ keys: 'EC' });
    const { token } = await stampBy(authority, roots);
    await expect(checkToken(edited(token, change), TEXT, roots)).rejects.toMatchObject({
      ...{ code: 'bad-signature', message: expect.stringContaining(message) },
    });
  });

  it('with the root of another authority in it is refused, also where no root is known', async () => {
    const [{ authority }, other] = [await made({ keys: 'EC' }), await made({ keys: 'EC' })];
    const { token } = await stampBy(authority, []);
    const { token: another } = await stampBy(other.authority, []);
    const [, foreign] = signedOf(another).certificates ?? [];
    const exchanged = edited(token, (signed) => {
      signed.certificates = [...(signed.certificates ?? []).slice(0, 1), ...(foreign ? [foreign] : [])];
    });
    await expect(checkToken(exchanged, TEXT, [])).rejects.toMatchObject({
      ...{ code: 'bad-signature', message: expect.stringContaining('do not belong together') },
    });
  });

  it('is asked for with the certificates that it is checked by', () => {
    const { certReq } = new TimeStampReq({ schema: fromBER(timestampQuery(TEXT, randomBytes(8))).result });
    expect(certReq).toBe(true);
  });

  it.each([
    ['granted', 0, true],
    ['granted with modifications', 1, true],
    ['refused', 2, false],
    ['waiting', 3, false],
  ])('of a reply that says "%s" (%s) counts: %s', async (_, status, isTaken) => {
    const { authority, roots } = await made({ keys: 'EC' });
    const nonce = randomBytes(8);
    const reply = new TimeStampResp({ schema: fromBER(await authority.answer(timestampQuery(TEXT, nonce))).result });
    reply.status.status = status;
    const read = readTimestampReply(new Uint8Array(reply.toSchema().toBER()), { text: TEXT, nonce, roots });
    if (isTaken) expect((await read).stamp.at).toBe(AT);
    else await expect(read).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each<[Flaw, string, string]>([
    ['refuses', 'unavailable', 'gave no time-stamp (status 2)'],
    ['other-nonce', 'bad-signature', 'answers another query'],
    ['other-text', 'bad-signature', 'over another text'],
    ['other-purpose', 'bad-signature', 'not one for time-stamps alone'],
    ['no-purpose', 'bad-signature', 'not one for time-stamps alone'],
    ['two-purposes', 'bad-signature', 'not one for time-stamps alone'],
    ['uncritical-purpose', 'bad-signature', 'not one for time-stamps alone'],
    ['expired', 'bad-signature', 'not valid'],
    ['other-certificate', 'bad-signature', 'does not name the certificate'],
    ['no-signing-certificate', 'bad-signature', 'does not name the certificate'],
    ['forged-signature', 'bad-signature', 'does not verify'],
  ])('of an authority that is not as it should be (%s) is refused', async (flaw, code, message) => {
    const { authority, roots } = await made({ keys: 'EC', flaw });
    await expect(stampBy(authority, roots)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    await expect(stampBy(authority, [])).rejects.toMatchObject({ code });
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['a sequence', '\x30\x03\x02\x01\x00'],
    ['no end', '\x30\x82\xff\xff\x30'],
  ])('is not read from %s', async (_, text) => {
    const asked = { text: TEXT, nonce: randomBytes(8), roots: [] };
    const reply = readTimestampReply(Buffer.from(text, 'latin1'), asked);
    await expect(reply).rejects.toMatchObject({ code: expect.stringMatching(/^(?:bad-signature|unavailable)$/) });
    await expect(checkToken(Buffer.from(text, 'latin1'), TEXT, [])).rejects.toMatchObject({ code: 'bad-signature' });
  });
});
