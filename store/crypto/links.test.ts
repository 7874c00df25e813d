import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { type Keyring, parseKeyring, subkey } from './keyring.ts';
import { readNoticeLink, signNoticeLink } from './links.ts';

const key = () => randomBytes(32).toString('base64');
const k1 = key();
const keyring = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1 } }));
const link = { noticeId: 'TOC-2026-0001~acme-mail', generation: 2, expiresAt: '2026-12-01T10:00:00.000Z' };
const now = '2026-11-24T10:00:00.000Z';
const nothingThere = { code: 'not-found', message: 'There is nothing at this link. Check that it was copied whole.' };

describe('a notice link', () => {
  it('reads back as signed, and signs again to the same token', async () => {
    const token = await signNoticeLink(keyring, link);
    expect(await readNoticeLink(keyring, token, now)).toEqual(link);
    expect(await signNoticeLink(keyring, link)).toBe(token);
  });

  it('works to its last second and not after', async () => {
    const token = await signNoticeLink(keyring, { ...link, expiresAt: '2026-12-01T10:00:00.900Z' });
    expect(await readNoticeLink(keyring, token, '2026-12-01T09:59:59.999Z')).toEqual(link);
    await expect(readNoticeLink(keyring, token, link.expiresAt)).rejects.toMatchObject({ code: 'link-expired' });
  });

  it('is still good after rotation, and gone when its key is', async () => {
    const token = await signNoticeLink(keyring, link);
    const rotated = parseKeyring(JSON.stringify({ current: 'k2', keys: { k1, k2: key() } }));
    const retired = parseKeyring(JSON.stringify({ current: 'k2', keys: { k2: key() } }));
    expect(await readNoticeLink(rotated, token, now)).toEqual(link);
    await expect(readNoticeLink(retired, token, now)).rejects.toMatchObject(nothingThere);
  });

  it('is nothing when a stranger signed it under the same key id', async () => {
    const stranger = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }));
    const token = await signNoticeLink(stranger, link);
    await expect(readNoticeLink(keyring, token, now)).rejects.toMatchObject(nothingThere);
  });

  it('is nothing when changed, even when it has also expired', async () => {
    const [head, body, signature] = (await signNoticeLink(keyring, link)).split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'TOC-2026-0001~other' })).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const later = '2027-01-01T00:00:00.000Z';
    const texts = [
      `${head}.${forged}.${signature}`,
      `${unsigned}.${body}.`,
      `${head}.${body}`,
      `${head}.${body}.`,
      '',
      'x',
    ];
    for (const token of texts) await expect(readNoticeLink(keyring, token, later)).rejects.toMatchObject(nothingThere);
  });

  it.each([
    [
      'another audience, signed with the key of notices',
      { audience: 'tocsin/session', purpose: 'link/notice', gen: 1 },
    ],
    [
      'the right audience, signed with the key of another purpose',
      { audience: 'tocsin/notice', purpose: 'seal', gen: 1 },
    ],
    ['no usable generation', { audience: 'tocsin/notice', purpose: 'link/notice', gen: 0 }],
  ])('is nothing with %s', async (_, forgery) => {
    const token = await forge(keyring, forgery);
    await expect(readNoticeLink(keyring, token, now)).rejects.toMatchObject(nothingThere);
  });
});

function forge(from: Keyring, forgery: { audience: string; purpose: string; gen: number }): Promise<string> {
  return new SignJWT({ gen: forgery.gen })
    .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
    .setSubject(link.noticeId)
    .setAudience(forgery.audience)
    .setExpirationTime(Math.floor(Date.parse(link.expiresAt) / 1000))
    .sign(subkey(from, 'k1', forgery.purpose));
}
