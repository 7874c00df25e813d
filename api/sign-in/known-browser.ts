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
 * to it cannot keep its owner out (OWASP, "Slow down online guessing attacks with device cookies").
 */
const COOKIE = 'browser';
const KEPT_MS = 180 * DAY_MS;
const VALUE = /^([A-Za-z0-9_-]{22})\.([0-9a-f]{64})\.([0-9a-f]{64})$/;

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

/** Marks the browsers of those who are signed in. */
export function markBrowsers(server: FastifyInstance, { store, publicUrl }: { store: Store; publicUrl: string }): void {
  server.addHook('onRequest', async (request, reply) => {
    const { session, method } = request;
    if (session === null || method !== 'GET' || !request.headers.accept?.includes('text/html')) return;
    const known = read(request, publicUrl);
    if (known !== null && isSame(known.user, markFor(store.keyring, known.mark, 'user', session.userId))) return;
    const user = await readUser(store, session.userId);
    if (user === null) return;
    const mark = randomBytes(16).toString('base64url');
    const of = (what: 'mailbox' | 'user', value: string) => markFor(store.keyring, mark, what, value);
    const value = `${mark}.${of('mailbox', normal(user.email))}.${of('user', session.userId)}`;
    reply.header('set-cookie', setCookie(COOKIE, value, KEPT_MS / SECOND_MS, publicUrl));
  });
}

function read(request: FastifyRequest, publicUrl: string): { mark: string; mailbox: string; user: string } | null {
  const [, mark = '', mailbox = '', user = ''] = VALUE.exec(cookieOf(request, COOKIE, publicUrl) ?? '') ?? [];
  return mark === '' ? null : { mark, mailbox, user };
}

function markFor(keyring: Keyring, mark: string, what: 'mailbox' | 'user', value: string): string {
  return cookieMac(keyring, 'known-browser', `${mark}/${what}/${value}`);
}

function normal(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
