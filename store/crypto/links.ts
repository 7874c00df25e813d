import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { type Instant, SECOND_MS, toInstant, toMs } from '../../domain/time.ts';
import { type Keyring, keyFor, subkey } from './keyring.ts';

const ALGORITHM = 'HS256';
/** The purpose of a link is its audience and its key: no link of another kind can ever pass for a notice link. */
const NOTICE_AUDIENCE = 'tocsin/notice';
const NOTICE_KEY = 'link/notice';

/** What a counterparty's link says. `expiresAt` holds to the second: fractions are cut off when the link is signed. */
export type NoticeLink = { noticeId: string; generation: number; expiresAt: Instant };

const NoticeClaims = z.object({ sub: z.string().min(1), gen: z.int().min(1), exp: z.int() });

/** Signs the token of a notice's page. The same link signed again under the same key is the same token. */
export function signNoticeLink(keyring: Keyring, link: NoticeLink): Promise<string> {
  return new SignJWT({ gen: link.generation })
    .setProtectedHeader({ alg: ALGORITHM, kid: keyFor(keyring, 'links') })
    .setSubject(link.noticeId)
    .setAudience(NOTICE_AUDIENCE)
    .setExpirationTime(Math.floor(toMs(link.expiresAt) / SECOND_MS))
    .sign(subkey(keyring, keyFor(keyring, 'links'), NOTICE_KEY));
}

/**
 * Reads a token made by {@link signNoticeLink}. Whether the notice still stands at this generation is for the caller.
 *
 * @throws TocsinError `link-expired` for a genuine link past its time, `not-found` for anything else: a stranger learns
 *   nothing about what was wrong
 */
export async function readNoticeLink(keyring: Keyring, token: string, now: Instant): Promise<NoticeLink> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => subkey(keyring, kid ?? '', NOTICE_KEY), {
      algorithms: [ALGORITHM],
      audience: NOTICE_AUDIENCE,
      currentDate: new Date(toMs(now)),
    });
    const claims = NoticeClaims.parse(payload);
    return { noticeId: claims.sub, generation: claims.gen, expiresAt: toInstant(claims.exp * SECOND_MS) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new TocsinError('link-expired', 'This link has expired. Ask the sender of the notice for a new one.');
    }
    throw new TocsinError('not-found', 'There is nothing at this link. Check that it was copied whole.');
  }
}
