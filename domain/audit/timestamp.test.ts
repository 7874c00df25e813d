import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ContentInfo, SignedData } from 'pkijs';
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

describe('a time-stamp', () => {
  it.each<AuthorityOptions>([
    { keys: 'RSA' },
    { keys: 'EC' },
    { keys: 'EC', withoutRoot: true },
    { keys: 'EC', rootKeys: 'RSA' },
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

  it('whose signed attributes have no values is refused, and does not break the reader', async () => {
    const { authority, roots } = await made({ keys: 'EC' });
    const { token } = await stampBy(authority, roots);
    const content = ContentInfo.fromBER(token);
    const signed = new SignedData({ schema: content.content });
    for (const attribute of signed.signerInfos[0]?.signedAttrs?.attributes ?? []) attribute.values = [];
    content.content = signed.toSchema(true);
    const emptied = new Uint8Array(content.toSchema().toBER());
    await expect(checkToken(emptied, TEXT, roots)).rejects.toMatchObject({ code: 'bad-signature' });
  });

  it.each<[Flaw, string, string]>([
    ['refuses', 'unavailable', 'gave no time-stamp (status 2)'],
    ['other-nonce', 'bad-signature', 'answers another query'],
    ['other-text', 'bad-signature', 'over another text'],
    ['other-purpose', 'bad-signature', 'not one for time-stamps alone'],
    ['expired', 'bad-signature', 'not valid'],
    ['other-certificate', 'bad-signature', 'does not name the certificate'],
    ['no-signing-certificate', 'bad-signature', 'does not name the certificate'],
    ['forged-signature', 'bad-signature', 'does not verify'],
  ])('of an authority that is not as it should be (%s) is refused', async (flaw, code, message) => {
    const { authority, roots } = await made({ flaw });
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
