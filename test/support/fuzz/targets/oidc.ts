import { createHmac, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { type MemoryDB, memoryAdapter } from 'better-auth/adapters/memory';
import { genericOAuth } from 'better-auth/plugins';
import { orNoAnswer, providerOf, SSO, whyNotTheirs } from '../../../../api/sign-in/provider.ts';
import { type Answer, answerOf, willAnswer } from '../answers.ts';
import { mutateText, mutateValue, writeJson } from '../mutate.ts';
import type { Random } from '../random.ts';
import { asBytes, asInput, holds, type Target } from '../target.ts';

/**
 * Answers of a provider of single sign-on: its discovery document, keys, tokens and user info. A session is opened for
 * nobody but the user whose verified address and account stand in a token that this provider signed for this sign-in.
 */

const ISSUER = 'https://id.example';
const CLIENT = 'tocsin';
const PUBLIC_URL = 'https://tocsin.example';
const USER = { id: 'u1', email: 'ada@people.example', name: 'Ada' };
const SUB = 'ada-there';

/** Two keys of a provider, and one of somebody else; made anew in every run, as is what they sign. */
const pairs = ['k1', 'k2', 'other'].map((kid) => ({ kid, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }));
const jwkOf = (at: number) => ({
  ...pairs[at]?.publicKey.export({ format: 'jwk' }),
  kid: pairs[at]?.kid,
  use: 'sig',
  alg: 'ES256',
});
/** The keys of an input: coordinates are put in their places when it is read, so that it does not depend on them. */
const KEYS = {
  keys: [0, 1].map((at) => ({
    kty: 'EC',
    crv: 'P-256',
    x: `$x${at}`,
    y: `$y${at}`,
    kid: `k${at + 1}`,
    use: 'sig',
    alg: 'ES256',
  })),
};
const DISCOVERY = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/auth`,
  token_endpoint: `${ISSUER}/token`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
  jwks_uri: `${ISSUER}/jwks`,
  id_token_signing_alg_values_supported: ['ES256'],
};
const HEADER = { alg: 'ES256', kid: 'k1', typ: 'JWT' };
const CLAIMS = { iss: ISSUER, aud: CLIENT, sub: SUB, nonce: '$nonce', iat: '$in0', exp: '$in300' };
const PERSON = { email: USER.email, email_verified: true, name: 'Ada' };
const ODD_CLAIMS: object[] = [
  ...[{ iss: 'https://evil.example' }, { aud: 'another' }, { aud: [CLIENT, 'another'] }, { aud: [] }, { nonce: 'old' }],
  ...[
    { exp: '$in-4000' },
    { exp: null },
    { nbf: '$in4000' },
    { iat: '$in9000' },
    { sub: 'another' },
    { sub: '' },
    { sub: 7 },
  ],
  ...[
    { email: 'eve@people.example' },
    { email: 'ADA@people.example' },
    { email_verified: 'true' },
    { email_verified: 1 },
  ],
];
const HEADERS: object[] = [
  { alg: 'none' },
  { alg: 'HS256' },
  { kid: 'k2' },
  { kid: 'other' },
  { kid: undefined },
  { crit: ['x'] },
  { b64: false },
];

type Given = {
  discovery: Answer;
  jwks: Answer;
  /** The ID token's parts as JSON, and who signs it. */
  header: string;
  claims: string;
  signer: 0 | 1 | 2 | 'hmac' | 'none';
  /** What is done to the whole token afterwards: at which of its thousandths, and what is put there. */
  edit: { at: number; text: string } | null;
  token: Answer;
  userinfo: Answer;
  isPinned: boolean;
};

export const target: Target = {
  make(random) {
    const isInToken = random.oneIn(2);
    const claims = { ...CLAIMS, ...(isInToken ? PERSON : {}), ...(random.oneIn(2) ? {} : random.pick(ODD_CLAIMS)) };
    const person = { sub: SUB, ...PERSON, ...(random.oneIn(3) ? random.pick(ODD_CLAIMS) : {}) };
    const tokens = { access_token: 'a', token_type: 'Bearer', id_token: '$token', expires_in: 300 };
    const token = answerOf(random, textOf(random, tokens));
    const given: Given = {
      discovery: random.oneIn(12) ? answerOf(random, textOf(random, DISCOVERY)) : fine(DISCOVERY),
      jwks: random.oneIn(12) ? answerOf(random, textOf(random, KEYS)) : fine(KEYS),
      header: random.oneIn(3) ? textOf(random, { ...HEADER, ...random.pick(HEADERS) }) : JSON.stringify(HEADER),
      claims: textOf(random, claims),
      signer: random.oneIn(4) ? random.pick([0, 1, 2, 'hmac', 'none']) : 0,
      edit: random.oneIn(6) ? { at: random.below(1_000), text: random.pick(['', '.', 'A', '=', '-_', ' ']) } : null,
      token: random.oneIn(3) ? token : fine(tokens),
      userinfo: random.oneIn(3) ? answerOf(random, textOf(random, person)) : fine(person),
      isPinned: random.oneIn(2),
    };
    return JSON.stringify(given);
  },

  async check(input) {
    const given: Given = JSON.parse(input);
    let token = '';
    const jwks = { ...given.jwks, body: withKeys(given.jwks.body) };
    willAnswer(({ url }) => {
      const { pathname } = new URL(url);
      if (pathname.endsWith('/openid-configuration')) return given.discovery;
      if (pathname.endsWith('/jwks')) return jwks;
      if (pathname.endsWith('/token')) return { ...given.token, body: given.token.body.replace('$token', token) };
      return pathname.endsWith('/userinfo') ? given.userinfo : undefined;
    });
    const { auth, db } = authFor(given);
    fill(db, given.isPinned);
    const body = { provider: SSO, callbackURL: '/', disableRedirect: true };
    const begun = await orNoAnswer(auth.api.signInSocial({ body, returnHeaders: true }));
    const { socialProviders } = await auth.$context;
    // As `sign-in.ts` does.
    if (socialProviders.find(({ id }) => id === SSO)?.issuer !== ISSUER) return 'refused';
    const url = begun === null || !('url' in begun.response) ? undefined : begun.response.url;
    if (begun === null || url === undefined) return 'refused';
    const { searchParams } = new URL(url);
    token = tokenOf(given, searchParams.get('nonce') ?? '');
    const back = auth.api.callbackOAuth({
      ...{ method: 'GET', params: { id: SSO }, query: { code: 'c', state: searchParams.get('state') ?? '' } },
      headers: new Headers({
        cookie: begun.headers
          .getSetCookie()
          .map((each) => each.split(';')[0])
          .join('; '),
      }),
      asResponse: true,
    });
    await orNoAnswer(back);
    holds(db.user?.length === 1 && db.user[0]?.email === USER.email, 'A user was made, or changed.');
    if (db.session?.length === 0) return 'refused';
    holds(db.session?.[0]?.userId === USER.id, 'A session was opened for somebody else.');
    const why = whyNot(given, token, jwks.body, searchParams.get('nonce') ?? '');
    holds(why === null, `A session was opened, and ${why}.`);
    return 'accepted';
  },
};

const fine = (value: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

function textOf(random: Random, value: object): string {
  if (random.oneIn(2)) return JSON.stringify(value);
  const text = writeJson(random, random.oneIn(2) ? mutateValue(random, value) : value);
  return asInput(random.oneIn(8) ? mutateText(random, text) : text);
}

function withKeys(text: string): string {
  return text.replaceAll(/\$([xy])([01])/g, (_, name: 'x' | 'y', at) => String(jwkOf(Number(at))[name]));
}

/** The token as the provider, or somebody else, signs it. */
function tokenOf({ header, claims, signer, edit }: Given, nonce: string): string {
  const said = claims
    .replaceAll('$nonce', nonce)
    .replaceAll(/"\$in(-?\d+)"/g, (_, seconds) => String(Math.floor(Date.now() / 1_000) + Number(seconds)));
  const text = [header, said].map((part) => asBytes(part).toString('base64url')).join('.');
  const whole = `${text}.${signatureOf(text, signer)}`;
  if (edit === null) return whole;
  const at = Math.floor((whole.length * edit.at) / 1_000);
  return whole.slice(0, at) + edit.text + whole.slice(at + 1);
}

function signatureOf(text: string, signer: Given['signer']): string {
  if (signer === 'none') return '';
  if (signer === 'hmac')
    return createHmac('sha256', JSON.stringify(jwkOf(0)))
      .update(text)
      .digest('base64url');
  const key = pairs[signer]?.privateKey;
  return key === undefined
    ? ''
    : sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** Why nobody may be let in by these answers, by a reading of our own; null where the user may. */
function whyNot({ claims: _, userinfo, isPinned }: Given, token: string, jwks: string, nonce: string): string | null {
  const [head = '', body = '', signature = '', more] = token.split('.');
  const [header, claims] = [head, body].map((part) => Object(JSON.parse(Buffer.from(part, 'base64url').toString())));
  const isSigned =
    more === undefined && header.alg === 'ES256' && keysOf(jwks).some((key) => isBy(key, `${head}.${body}`, signature));
  if (!isSigned) return 'no key of the provider signed its token';
  const now = Date.now() / 1_000;
  if (claims.iss !== ISSUER || ![claims.aud].flat().includes(CLIENT))
    return 'its token is of another issuer, or for another';
  if (claims.exp !== undefined && !(claims.exp > now - 60)) return 'its token has run out';
  if (claims.nonce !== nonce) return 'its token is of another sign-in';
  const profile = claims.email ? claims : Object(JSON.parse(new TextDecoder().decode(asBytes(userinfo.body))));
  if (profile.sub !== claims.sub) return 'the user info is of somebody else';
  if (String(profile.email).toLowerCase() !== USER.email || profile.email_verified !== true)
    return 'the address is not verified';
  return isPinned && profile.sub !== SUB ? 'the account is another one' : null;
}

function keysOf(text: string): object[] {
  return Object(JSON.parse(new TextDecoder().decode(asBytes(text)))).keys ?? [];
}

function isBy(jwk: object, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: jwk as never, format: 'jwk' });
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

const made = { discovery: JSON.stringify(fine(DISCOVERY)), jwks: JSON.stringify(fine(KEYS)) };
let usual: ReturnType<typeof createAuth> | null = null;

/** The usual provider is asked once for its document and keys, as by a running process. */
function authFor({ discovery, jwks }: Given): ReturnType<typeof createAuth> {
  const isUsual = JSON.stringify(discovery) === made.discovery && JSON.stringify(jwks) === made.jwks;
  if (!isUsual) return createAuth();
  usual ??= createAuth();
  return usual;
}

/** What `auth.ts` says of single sign-on, over a database in memory. */
function createAuth() {
  const db: MemoryDB = { user: [], session: [], account: [], verification: [] };
  const auth = betterAuth({
    ...{ baseURL: PUBLIC_URL, secret: 'a secret of thirty-two characters', database: memoryAdapter(db) },
    ...{ telemetry: { enabled: false }, rateLimit: { enabled: false }, logger: { log: () => undefined } },
    account: { updateAccountOnSignIn: false },
    user: {
      async validateUserInfo({ user, source }) {
        const known = user.id === USER.id ? USER : null;
        const pinned = db.account?.[0]?.accountId ?? null;
        return whyNotTheirs({ ...user, subject: source.oauth?.profile?.sub }, known, pinned);
      },
    },
    plugins: [
      genericOAuth({ config: [providerOf({ issuer: ISSUER, clientId: CLIENT, clientSecret: 's' }, PUBLIC_URL)] }),
    ],
  });
  return { auth, db };
}

function fill(db: MemoryDB, isPinned: boolean): void {
  const [createdAt, updatedAt] = [new Date(0), new Date(0)];
  db.user = [{ ...USER, emailVerified: true, createdAt, updatedAt }];
  db.account = isPinned ? [{ id: 'a1', userId: USER.id, providerId: SSO, accountId: SUB, createdAt, updatedAt }] : [];
  db.session = [];
  db.verification = [];
}
