import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DAY_MS, SECOND_MS } from '../../domain/time.ts';
import { cookieMac } from '../../store/crypto/digest.ts';
import type { Keyring } from '../../store/crypto/keyring.ts';
import type { Store } from '../../store/store.ts';
import { readUser } from '../../store/users.ts';
import { cookieOf, setCookie } from '../http/cookies.ts';

/**
 * A browser that somebody signed in with carries a cookie that says so, for one mailbox and for half a year, also after
 * signing out. It opens nothing. By it, links for that mailbox are counted apart, so that strangers who ask for links
 * to it cannot keep its owner out (OWASP, "Slow down online guessing attacks with device cookies"). Where the second
 * factor was given as well, the cookie says that too, and codes are counted apart: whoever reads the mailbox gets no
 * such cookie, and cannot lock its owner out with wrong codes.
 */
const COOKIE = 'browser';
const KEPT_MS = 180 * DAY_MS;
const VALUE = /^([A-Za-z0-9_-]{22})\.([0-9a-f]{64})\.([0-9a-f]{64})(?:\.([0-9a-f]{64}))?$/;

/** The mark of a browser that is known for this mailbox; null for any other. */
export function knownBrowser(
  request: FastifyRequest,
  keyring: Keyring,
  email: string,
  publicUrl: string,
): string | null {
  const { mark = '', mailbox = '' } = read(request, publicUrl) ?? {};
  return isSame(mailbox, markFor(keyring, mark, 'mailbox', normal(email))) ? mark : null;
}

/** The mark of a browser in which this user has given the second factor; null for any other. */
export function provenBrowser(
  request: FastifyRequest,
  keyring: Keyring,
  userId: string,
  publicUrl: string,
): string | null {
  const { mark = '', factor = '' } = read(request, publicUrl) ?? {};
  return isSame(factor, markFor(keyring, mark, 'factor', userId)) ? mark : null;
}

/** Marks the browsers of those who are signed in. */
export function markBrowsers(server: FastifyInstance, { store, publicUrl }: { store: Store; publicUrl: string }): void {
  server.addHook('onRequest', async (request, reply) => {
    const { session, method } = request;
    if (session === null || method !== 'GET' || !request.headers.accept?.includes('text/html')) return;
    const { userId, hasSecondFactor } = session;
    const { mark: known = '', user: whose = '' } = read(request, publicUrl) ?? {};
    const isMarked = isSame(whose, markFor(store.keyring, known, 'user', userId));
    const isProven = provenBrowser(request, store.keyring, userId, publicUrl) !== null;
    if (isMarked && (isProven || !hasSecondFactor)) return;
    const user = await readUser(store, userId);
    if (user === null) return;
    const mark = randomBytes(16).toString('base64url');
    const of = (what: Marked, value: string) => markFor(store.keyring, mark, what, value);
    const parts = [mark, of('mailbox', normal(user.email)), of('user', userId)];
    const value = [...parts, ...(hasSecondFactor ? [of('factor', userId)] : [])].join('.');
    reply.header('set-cookie', setCookie(COOKIE, value, KEPT_MS / SECOND_MS, publicUrl));
  });
}

/** What a browser is marked for: a mailbox, a user, and a user whose second factor was given in it. */
type Marked = 'mailbox' | 'user' | 'factor';

function read(request: FastifyRequest, publicUrl: string): (Record<Marked, string> & { mark: string }) | null {
  const [, mark = '', mailbox = '', user = '', factor = ''] =
    VALUE.exec(cookieOf(request, COOKIE, publicUrl) ?? '') ?? [];
  return mark === '' ? null : { mark, mailbox, user, factor };
}

function markFor(keyring: Keyring, mark: string, what: Marked, value: string): string {
  return cookieMac(keyring, 'known-browser', `${mark}/${what}/${value}`);
}

function normal(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
