import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import Provider from 'oidc-provider';
import { closeRow } from '../../store/auth/rows.ts';
import { linkSlack, readSlackLink } from '../../store/auth/slack-links.ts';
import { addUser, changeUser, findUserByEmail } from '../../store/users.ts';
import { cookiesOf, NOW, TestApi } from '../support/api.ts';

const PUBLIC_URL = 'https://tocsin.example';
const KNOWN = { name: 'Wilhelmina Oakenshade', email: 'wilhelmina@people.example' };

/** Who signs in at the provider, by their subject there. */
const ACCOUNTS: Record<string, { email: string; email_verified: boolean | string }> = {
  wilhelmina: { email: KNOWN.email, email_verified: true },
  stranger: { email: 'stranger@people.example', email_verified: true },
  unverified: { email: KNOWN.email, email_verified: false },
  'verified-in-words': { email: KNOWN.email, email_verified: 'true' },
  successor: { email: KNOWN.email, email_verified: true },
};

let server: Server;
let issuer: string;
let api: TestApi;
/** Whether the provider forgets the nonce, so that its answers could be replayed. */
let isForgetful = false;
/** What it answers in the place of the ID token: another one, or none at all. */
let inItsPlace: { idToken?: string } | null = null;

beforeAll(async () => {
  // The provider warns that it is set up for a test, which it is.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'tocsin',
        client_secret: 'secret-of-the-test',
        redirect_uris: [`${PUBLIC_URL}/sign-in/sso/callback`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: 'Named there', ...ACCOUNTS[id] }),
    }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['cookie-key-of-the-test'] },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (isForgetful && request.url?.startsWith('/auth?'))
      request.url = request.url.replace(/nonce=[^&]+/, 'nonce=other');
    if (inItsPlace !== null && request.url === '/token') replaceIdToken(response, inItsPlace);
    void handle(request, response);
  });
  const oidc = { issuer, clientId: 'tocsin', clientSecret: 'secret-of-the-test' };
  api = await TestApi.start({ oidc, publicUrl: PUBLIC_URL });
  await addUser(api.store, { ...KNOWN, role: 'responder', at: NOW });
});
afterAll(async () => {
  await api.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function replaceIdToken(response: ServerResponse, { idToken }: { idToken?: string }): void {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body: string | Buffer) => {
    const { id_token: _, ...rest } = JSON.parse(String(body)) as Record<string, unknown>;
    const left = JSON.stringify({ ...rest, ...(idToken === undefined ? {} : { id_token: idToken }) });
    response.setHeader('content-length', Buffer.byteLength(left));
    return end(left);
  }) as typeof response.end;
}

/** Begins here; gives where the provider is asked, and this browser's cookies. */
async function begin(next = '/desk/account'): Promise<{ url: URL; cookie: string }> {
  const started = await api.server.inject({ url: `/sign-in/sso?next=${encodeURIComponent(next)}` });
  expect(started.statusCode).toBe(303);
  return { url: new URL(String(started.headers.location)), cookie: cookiesOf(started.headers) };
}

/** Signs in at the provider as `login`, through its own pages, and gives the address it sends the browser back to. */
async function atProvider(url: URL, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next = url.href;
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.startsWith(PUBLIC_URL)) return new URL(next);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const isForm = new URL(next).pathname.startsWith('/interaction/');
    const prompt = isForm
      ? /name="prompt" value="(\w+)"/.exec(await (await fetch(next, { headers: { cookie } })).text())
      : null;
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie },
      ...(isForm
        ? { method: 'POST', body: new URLSearchParams({ prompt: prompt?.[1] ?? '', login, password: 'any' }) }
        : {}),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]?.split(/=(.*)/) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`no way on: ${answer.status} ${await answer.text()}`);
    next = new URL(location, next).href;
  }
  throw new Error('too many redirects');
}

const back = (url: URL, cookie: string) =>
  api.server.inject({ url: `${url.pathname}${url.search}`, headers: { cookie } });

async function signIn(login: string) {
  const { url, cookie } = await begin();
  return back(await atProvider(url, login), cookie);
}

describe('single sign-on', () => {
  it('lets in a user of a verified address, with code, PKCE, state and nonce, and goes on', async () => {
    const { url, cookie } = await begin('/desk/account?x=1');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{32,}$/),
      nonce: expect.stringMatching(/^[\w-]{32,}$/),
    });
    const returned = await atProvider(url, 'wilhelmina');
    const answer = await back(returned, cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/desk/account?x=1']);
    const page = await api.server.inject({ url: '/desk/account', headers: { cookie: cookiesOf(answer.headers) } });
    expect(page.body).toContain(KNOWN.name);
    expect((await back(returned, cookie)).statusCode).toBe(400);
    expect((await signIn('wilhelmina')).statusCode).toBe(303);
  });

  it.each(['stranger', 'unverified', 'verified-in-words'])('lets in no %s, and makes no user of one', async (login) => {
    const before = await api.store.connection.collection('users').countDocuments();
    const answer = await signIn(login);
    expect([answer.statusCode, cookiesOf(answer.headers)]).toEqual([400, expect.not.stringContaining('session_token')]);
    expect(await api.store.connection.collection('users').countDocuments()).toBe(before);
  });

  it('lets in nobody who was disabled', async () => {
    const user = await findUserByEmail(api.store, KNOWN.email);
    await changeUser(api.store, String(user?.id), { disabled: true });
    expect((await signIn('wilhelmina')).statusCode).toBe(400);
    await changeUser(api.store, String(user?.id), { disabled: false });
  });

  it('takes no answer to another browser’s question, with another state or issuer, or without a question', async () => {
    const { url } = await begin();
    const returned = await atProvider(url, 'wilhelmina');
    const other = await begin();
    expect((await back(returned, other.cookie)).statusCode).toBe(400);

    const second = await begin();
    const altered = await atProvider(second.url, 'wilhelmina');
    altered.searchParams.set('state', 'x'.repeat(32));
    expect((await back(altered, second.cookie)).statusCode).toBe(400);

    const third = await begin();
    const mixed = await atProvider(third.url, 'wilhelmina');
    expect(mixed.searchParams.get('iss')).toBe(issuer);
    mixed.searchParams.set('iss', 'https://evil.example');
    expect((await back(mixed, third.cookie)).statusCode).toBe(400);
    expect((await back(new URL(`${PUBLIC_URL}/sign-in/sso/callback?code=x`), '')).statusCode).toBe(400);
  });

  it('takes no token that was made for another question (nonce)', async () => {
    isForgetful = true;
    const answer = await signIn('wilhelmina').finally(() => {
      isForgetful = false;
    });
    expect([answer.statusCode, cookiesOf(answer.headers)]).toEqual([400, expect.not.stringContaining('session_token')]);
  });

  it.each([{}, { idToken: '' }, { idToken: 'none' }])(
    'takes no answer without an ID token, %o, whatever the provider says of its user',
    async (given) => {
      inItsPlace = given;
      const answer = await signIn('wilhelmina').finally(() => {
        inItsPlace = null;
      });
      expect([answer.statusCode, cookiesOf(answer.headers)]).toEqual([
        400,
        expect.not.stringContaining('session_token'),
      ]);
    },
  );

  it('takes the account there by which somebody came first, and no other of the same address', async () => {
    const user = await findUserByEmail(api.store, KNOWN.email);
    const userId = String(user?.id);
    // An account of Slack that acts for them signs nobody in, and is none of theirs at the provider.
    await linkSlack(api.store, { userId, member: 'U0WILHELMINA', at: NOW });
    expect((await signIn('wilhelmina')).statusCode).toBe(303);
    expect((await signIn('successor')).statusCode).toBe(400);
    // Version 0.4.0 took it as well, and wrote it down.
    const now = new Date();
    const theirs = closeRow(api.store.keyring, 'account', 'later', { providerId: 'sso', accountId: 'successor' });
    const accounts = api.store.connection.collection<Record<string, unknown> & { _id: string }>('accounts');
    await accounts.insertOne({ ...theirs, _id: 'later', userId, createdAt: now, updatedAt: now });
    expect((await signIn('successor')).statusCode).toBe(400);
    expect((await signIn('wilhelmina')).statusCode).toBe(303);

    const { cookie, csrf } = await api.session('administrator');
    const page = `/desk/users/${userId}`;
    const isOffered = async () =>
      (await api.server.inject({ url: page, headers: { cookie } })).body.includes('Forget the company account');
    expect(await isOffered()).toBe(true);
    await api.submit(page, { csrf, action: 'unlink' }, { cookie });
    expect(await isOffered()).toBe(false);
    expect(await readSlackLink(api.store, userId)).toMatchObject({ member: 'U0WILHELMINA' });
    expect((await signIn('successor')).statusCode).toBe(303);
    expect((await signIn('wilhelmina')).statusCode).toBe(400);
  });

  it('does not begin by a link of another site, where a provider that knows it asks nothing', async () => {
    const follow = (site: string) =>
      api.server.inject({ url: '/sign-in/sso', headers: { 'sec-fetch-site': site, accept: 'text/html' } });
    for (const site of ['cross-site', 'same-site']) {
      const refused = await follow(site);
      expect([refused.statusCode, refused.headers.location, refused.headers['set-cookie']]).toEqual([
        403,
        undefined,
        undefined,
      ]);
      expect(refused.body).toContain('The request came from another site');
    }
    for (const site of ['same-origin', 'none']) expect((await follow(site)).statusCode).toBe(303);
  });

  it('does not begin with a provider that names itself otherwise than the settings', async () => {
    const oidc = { issuer: `${issuer}/`, clientId: 'tocsin', clientSecret: 'secret-of-the-test' };
    const mixed = await TestApi.start({ oidc, publicUrl: PUBLIC_URL });
    try {
      expect((await mixed.server.inject({ url: '/sign-in/sso' })).statusCode).toBe(503);
    } finally {
      await mixed.stop();
    }
  });

  it('takes its addresses from the provider itself, and not from where that one leads on', async () => {
    const elsewhere = createServer((request, response) => {
      const own = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
      const isProvider = request.headers.host?.startsWith('localhost');
      if (isProvider) return response.writeHead(302, { location: `${own}${request.url}` }).end();
      const names = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'];
      const addresses = Object.fromEntries(names.map((name) => [name, `${own}/${name}`]));
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ issuer: own.replace('127.0.0.1', 'localhost'), ...addresses }));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, resolve));
    const led = `http://localhost:${(elsewhere.address() as AddressInfo).port}`;
    const oidc = { issuer: led, clientId: 'tocsin', clientSecret: 'secret-of-the-test' };
    const misled = await TestApi.start({ oidc, publicUrl: PUBLIC_URL });
    try {
      const { statusCode, headers } = await misled.server.inject({ url: '/sign-in/sso' });
      expect([statusCode, headers.location]).toEqual([503, undefined]);
    } finally {
      await misled.stop();
      elsewhere.closeAllConnections();
      await new Promise((resolve) => elsewhere.close(resolve));
    }
  });

  it('keeps nothing of the provider’s tokens, and no address or subject in clear', async () => {
    const [account] = await api.store.connection.collection('accounts').find().toArray();
    expect(Object.keys(account ?? {}).sort()).toEqual(
      ['_id', 'accountId', 'accountIdIndex', 'createdAt', 'mac', 'providerId', 'updatedAt', 'userId'].sort(),
    );
    expect(JSON.stringify(account)).not.toMatch(/wilhelmina|successor/);
  });
});
