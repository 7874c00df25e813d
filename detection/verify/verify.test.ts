import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sign } from '@octokit/webhooks-methods';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Webhook } from 'standardwebhooks';
import { plusMs, toMs } from '../../domain/time.ts';
import { signAlert } from '../signature.ts';
import {
  GITHUB_SIGNATURE,
  type Hmac,
  STANDARD_WEBHOOKS,
  TOCSIN_SECRET,
  TOCSIN_SIGNATURE,
  type Trust,
  type Verification,
} from './verification.ts';
import { verifyRequest } from './verifier.ts';

const now = '2026-11-24T08:40:00.000Z';
const seconds = String(toMs(now) / 1_000);
const body = Buffer.from('{"id":"a","word":"ü"}');
const SECRET = 'secret-of-the-source';
const trust: Trust = { now, secrets: [SECRET] };
type Headers = Record<string, string>;

const check = (way: Verification, headers: Headers, more: Partial<Trust> = {}, bytes: Uint8Array = body) =>
  verifyRequest([way], { headers, body: bytes }, { ...trust, ...more });
const refused = (promise: Promise<unknown>, why: RegExp, code = 'bad-signature') =>
  expect(promise).rejects.toMatchObject({ code, message: expect.stringMatching(why) });

describe('the signature of Tocsin', () => {
  const headers = { 'x-tocsin-signature': signAlert(SECRET, body, now) };
  const way = TOCSIN_SIGNATURE;

  it('holds within 300 s, in both directions, and under any of several secrets', async () => {
    await check(way, headers, { now: plusMs(now, 299_000) });
    await check(way, headers, { now: plusMs(now, -299_000) });
    await check(way, headers, { secrets: ['the-next-one', SECRET] });
  });

  it('is refused for another body, secret or time than the signed one', async () => {
    await refused(check(way, headers, {}, Buffer.from('{"id":"b"}')), /does not match/);
    await refused(check(way, headers, { secrets: ['another'] }), /does not match/);
    const at = plusMs(now, 600_000);
    const renewed = { 'x-tocsin-signature': headers['x-tocsin-signature'].replace(/t=\d+/, `t=${toMs(at) / 1_000}`) };
    await refused(check(way, renewed, { now: at }), /does not match/);
    await refused(check(way, headers, { now: plusMs(now, 301_000) }), /300 s/);
    await refused(check(way, headers, { now: plusMs(now, -301_000) }), /300 s/);
  });

  it.each(['t=1', 'v1=00', 't=x,v1=00', `t=1,v1=${'z'.repeat(64)}`, 't=1,v1='])('refuses the form %p', async (text) => {
    await refused(check(way, { 'x-tocsin-signature': text }), /form/);
  });

  it('asks for a proof where there is none, and for a secret where none is set', async () => {
    await refused(check(way, {}), /x-tocsin-signature/, 'unauthenticated');
    await refused(check(way, { 'x-tocsin-signature': ' ' }), /x-tocsin-signature/, 'unauthenticated');
    await refused(check(way, headers, { secrets: [] }), /no secret is set/);
    await refused(check(way, headers, { secrets: [''] }), /does not match/);
  });
});

describe('signatures of vendors, made by their own libraries or formulas', () => {
  const hex = (algorithm: string, key: string, text: string) => createHmac(algorithm, key).update(text).digest('hex');

  it('Standard Webhooks: several signatures, secrets in base64, 5 minutes', async () => {
    const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
    const signature = new Webhook(secret).sign('msg_1', new Date(now), body.toString());
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,AAAA ${signature}`,
    };
    const secrets = ['whsec_b3RoZXI=', secret];
    await check(STANDARD_WEBHOOKS, headers, { secrets });
    await refused(check(STANDARD_WEBHOOKS, { ...headers, 'webhook-id': 'msg_2' }, { secrets }), /does not match/);
    await refused(check(STANDARD_WEBHOOKS, headers, { secrets, now: plusMs(now, 301_000) }), /300 s/);
    await refused(check(STANDARD_WEBHOOKS, { 'webhook-signature': signature }, { secrets }), /time of sending|id of/);
  });

  it('GitHub: over the body alone', async () => {
    const signature = await sign(SECRET, body.toString());
    await check(GITHUB_SIGNATURE, { 'x-hub-signature-256': signature });
    await refused(check(GITHUB_SIGNATURE, { 'x-hub-signature-256': signature.slice(7) }), /sha256=/);
  });

  it('GitGuardian: the key is the time and the token', async () => {
    const way: Hmac = {
      ...{ kind: 'hmac', header: 'gitguardian-signature', prefix: 'sha256=', algorithm: 'sha256', encoding: 'hex' },
      ...{ signed: '{body}', key: '{timestamp}{secret}' },
      timestamp: { header: 'timestamp', unit: 's', windowSeconds: 300 },
    };
    const signature = `sha256=${hex('sha256', seconds + SECRET, body.toString())}`;
    await check(way, { 'gitguardian-signature': signature, timestamp: seconds });
    await refused(check(way, { 'gitguardian-signature': signature, timestamp: `${seconds}0` }), /does not match/);
  });

  it('Slack, and SHA-512 in base64 over a body with an ISO time behind it', async () => {
    const slack: Hmac = {
      ...{ kind: 'hmac', header: 'x-slack-signature', prefix: 'v0=', algorithm: 'sha256', encoding: 'hex' },
      signed: 'v0:{timestamp}:{body}',
      timestamp: { header: 'x-slack-request-timestamp', unit: 's', windowSeconds: 300 },
    };
    const headers = {
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${hex('sha256', SECRET, `v0:${seconds}:${body}`)}`,
    };
    await check(slack, headers);
    const other: Hmac = {
      ...{ kind: 'hmac', header: 'x-sig', algorithm: 'sha512', encoding: 'base64', signed: '{body}{timestamp}' },
      timestamp: { header: 'x-time', unit: 'iso', windowSeconds: 60 },
    };
    const made = createHmac('sha512', SECRET).update(body).update(now).digest('base64');
    await check(other, { 'x-sig': made, 'x-time': now });
    await refused(check(other, { 'x-sig': made, 'x-time': now }, { now: plusMs(now, 61_000) }), /60 s/);
  });

  it('takes bytes that are no text as they are', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    const made = createHmac('sha256', SECRET).update(bytes).digest('hex');
    await check(GITHUB_SIGNATURE, { 'x-hub-signature-256': `sha256=${made}` }, {}, bytes);
  });
});

describe('proofs that are the secret', () => {
  const bearer: Verification = { kind: 'header', header: 'authorization', prefix: 'Bearer ' };
  const basic: Verification = { kind: 'basic', user: 'tocsin' };
  const clientState: Verification = { kind: 'body', list: 'value', member: 'clientState' };
  const encoded = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const listed = (...states: unknown[]) =>
    Buffer.from(JSON.stringify({ value: states.map((s) => ({ clientState: s })) }));

  it('holds in a header, as bearer, as password and in every entry of a body', async () => {
    await check(TOCSIN_SECRET, { 'x-tocsin-secret': SECRET });
    await check(bearer, { authorization: `bearer ${SECRET}` });
    await check(basic, { authorization: encoded(`tocsin:${SECRET}`) });
    await check(clientState, {}, {}, listed(SECRET, SECRET));
  });

  it('is refused for any other', async () => {
    await refused(check(TOCSIN_SECRET, { 'x-tocsin-secret': `${SECRET}x` }), /not the secret/);
    await refused(check(TOCSIN_SECRET, { 'x-tocsin-secret': 'x' }, { secrets: [''] }), /not the secret/);
    await refused(check(bearer, { authorization: SECRET }), /begin with/);
    await refused(check(basic, { authorization: encoded(`root:${SECRET}`) }), /user 'tocsin'/);
    await refused(check(clientState, {}, {}, listed(SECRET, 'other')), /missing, or not/);
    await refused(check(clientState, {}, {}, listed()), /missing, or not/);
    await refused(check(clientState, {}, {}, Buffer.from('no json')), /missing, or not/);
  });

  it('holds in one of several ways, and the first refusal says why where none does', async () => {
    const ways = [TOCSIN_SIGNATURE, TOCSIN_SECRET];
    const headers = { 'x-tocsin-signature': 't=1,v1=00', 'x-tocsin-secret': SECRET };
    await verifyRequest(ways, { headers, body }, trust);
    await refused(verifyRequest(ways, { headers, body }, { ...trust, secrets: ['x'] }), /x-tocsin-signature/);
  });
});

describe('tokens of Google Pub/Sub', () => {
  const way: Verification = { kind: 'jwt', issuers: ['https://accounts.google.com'], jwksUrl: 'https://keys.example' };
  const sender = 'push@project.iam.gserviceaccount.com';
  const audience = 'https://tocsin.example/alerts/google-scc';

  it('hold for our audience from an account that is trusted, until they end', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] });
    const asked: string[] = [];
    const set = {
      audience,
      senders: [sender],
      keySet: (url: string) => {
        asked.push(url);
        return keys;
      },
    };
    const token = async (claims: Record<string, unknown>, to = audience) => {
      const jwt = new SignJWT({ email: sender, email_verified: true, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuedAt(toMs(now) / 1_000)
        .setIssuer('https://accounts.google.com')
        .setAudience(to)
        .setExpirationTime(toMs(now) / 1_000 + 3_600);
      return { authorization: `Bearer ${await jwt.sign(privateKey)}` };
    };
    await check(way, await token({}), set);
    expect(asked).toEqual(['https://keys.example']);
    await refused(check(way, await token({ email: 'other@example.com' }), set), /not trusted/);
    await refused(check(way, await token({ email_verified: false }), set), /not trusted/);
    await refused(check(way, await token({}, 'https://other.example'), set), /not a token that holds/);
    await refused(check(way, await token({}), { ...set, now: plusMs(now, 3_700_000) }), /not a token that holds/);
    await refused(check(way, { authorization: 'Bearer a.b.c' }, set), /not a token that holds/);
    await refused(check(way, await token({})), /no audience/);
  });
});
