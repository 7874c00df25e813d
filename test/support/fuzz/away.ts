import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../../../api/deps.ts';
import type { Session } from '../../../api/sign-in/sessions.ts';
import { loadFilings } from '../../../config/filings.ts';
import { createLogger } from '../../../config/logger.ts';
import { loadPlaybooks } from '../../../config/playbooks.ts';
import { loadPolicy } from '../../../config/policy.ts';
import { alertSources } from '../../../detection/registry.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { ROLES, type Role } from '../../../domain/roles.ts';
import { alertSecretsOf } from '../../../intake/alert-secrets.ts';
import type { TrustedSource } from '../../../intake/trusted-sources.ts';
import { createVendors } from '../../../intake/vendors.ts';
import { blindIndex, sha256Hex } from '../../../store/crypto/digest.ts';
import { type Keyring, parseKeyring } from '../../../store/crypto/keyring.ts';
import { macOf } from '../../../store/crypto/mac.ts';
import type { Store } from '../../../store/store.ts';

/**
 * What the whole API works with while MongoDB and Temporal are away: everything is read and checked as ever, and what
 * gets past that is answered `unavailable`. Tokens and sessions of every role are known all the same.
 */

const base64 = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64');
const RING: Keyring = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: base64 } }));
const POLICY_DIR = new URL('../../../policy', import.meta.url).pathname;
export const NOW = '2026-11-24T08:40:00.000Z';
export const PUBLIC_URL = 'https://tocsin.example';
/** The token against forgery of every session, unmasked. */
export const CSRF = sha256Hex('csrf');
export const tokenOf = (role: Role) => `tocsin_${role.padEnd(43, '_')}`;
/** The name of the cookie whose value is the role of who is signed in. */
export const SESSION = 'session';

const TOKENS = new Map(
  ROLES.map((role) => {
    const hash = blindIndex(RING, 'tokens', sha256Hex(tokenOf(role)));
    const grant = { _id: role, role, scope: 'all', hash, issuedAt: NOW, expiresAt: '2100-01-01T00:00:00.000Z' };
    return [hash, { ...grant, lastUsedAt: NOW, mac: macOf(RING, 'token', grant) }] as const;
  }),
);

const gone = async (): Promise<never> => {
  throw new TocsinError('unavailable', 'It is away.');
};
/** What a query is: more can be asked of it, and whoever waits for it is told that it is away. */
const query: object = new Proxy(gone, {
  get(_, name) {
    if (name === 'then') return (done: () => unknown, failed: () => unknown) => gone().then(done, failed);
    if (name === 'catch') return (failed: () => unknown) => gone().catch(failed);
    if (name === Symbol.asyncIterator)
      return async function* () {
        yield await gone();
      };
    return () => query;
  },
  apply: () => query,
});
/** Whatever is asked of it is away, but for what is known. */
const awayBut = (known: object): never =>
  new Proxy(known, {
    get: (own, name) => (name in own || name === 'then' ? Reflect.get(own, name) : () => query),
  }) as never;

const tokens: never = awayBut({
  findOne: ({ hash }: { hash: { $in: string[] } }) => ({ lean: async () => TOKENS.get(hash.$in[0] ?? '') ?? null }),
});
const connection: never = awayBut({
  models: { tokens },
  model: (name: string) => (name === 'tokens' ? tokens : awayBut({})),
  db: awayBut({ collection: () => awayBut({}) }),
});

async function trustedBySettings(name: string): Promise<TrustedSource> {
  const secrets = (alertSecretsOf(RING, alertSources()).get(name) ?? []).map((secret) => ({ id: 'settings', secret }));
  return { isOn: true, secrets, topics: [], audience: null, senders: [] };
}

function sessionOf({ headers }: FastifyRequest): Session | null {
  const [, name] = new RegExp(`${SESSION}=([a-z-]+)`).exec(headers.cookie ?? '') ?? [];
  const role = ROLES.find((each) => each === name);
  if (role === undefined) return null;
  const shown = { startedAt: NOW, displayName: 'Ada', csrf: CSRF, hasSecondFactor: true, mustEnrol: false };
  return { id: 's1', userId: 'u1', principal: { name: 'user:u1', role }, ...shown };
}

/** @param note hears of every error that is logged */
export function depsWhileAway(note: (error: unknown) => void): ApiDeps {
  const policy = loadPolicy(POLICY_DIR);
  const log = createLogger('fuzz', 'silent') as FastifyBaseLogger;
  log.error = (fields: unknown) =>
    note((fields as { error?: unknown; err?: unknown }).error ?? (fields as { err?: unknown }).err);
  log.child = () => log;
  return {
    ...{
      policy,
      filePolicy: policy,
      refreshPolicy: async () => undefined,
      organisation: policy.organisation,
      filings: loadFilings(POLICY_DIR),
      playbooks: loadPlaybooks(POLICY_DIR),
      sources: alertSources(),
      rules: [],
      log,
      publicUrl: PUBLIC_URL,
    },
    store: { keyring: RING, connection } as unknown as Store,
    ...{ temporal: awayBut({}), relay: { kick: () => undefined }, clock: () => NOW, signInClock: () => NOW },
    sessions: { find: async (request) => sessionOf(request), lastUser: async () => null, mustEnrol: () => false },
    signIn: awayBut({ hasMail: true, hasSso: false, owesCode: () => false, mail: () => undefined }),
    skew: { read: async () => null },
    alertSecrets: alertSecretsOf(RING, alertSources()),
    trusted: { of: trustedBySettings, used: async () => undefined, forget: () => undefined },
    pulls: [],
    vendors: createVendors(gone),
    ...{ inbox: { take: gone }, judge: { kick: () => undefined } },
    limiter: { take: async () => undefined, openStream: () => () => undefined },
    limits: () => async () => null,
    ...{ webhooksMayBePrivate: false, exerciseInbox: true, slack: null, standIns: { mail: false, slack: false } },
  };
}
