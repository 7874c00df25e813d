/** Alerts that prove themselves as their vendors do, by HTTP; the vendors are played, and nobody else is asked. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { LIMITS } from '../../api/http/limits.ts';
import type { SourceTrust } from '../../domain/alerts/source-trust.ts';
import { toMs } from '../../domain/time.ts';
import { alertsOf } from '../../store/alert-record.ts';
import { changeAlertSource } from '../../store/alert-sources.ts';
import { NOW, TestApi } from '../support/api.ts';
import { cert, notification, signed, subscription, topic } from '../support/sns.ts';

const AUDIENCE = 'https://tocsin.example/alerts/google-scc';
const SENDER = 'tocsin-push@project.iam.gserviceaccount.com';

let api: TestApi;
let asked: string[] = [];
/** What the played vendor answers. */
let answers: (url: string) => Response = () => new Response(null, { status: 404 });

beforeAll(async () => {
  api = await TestApi.start({
    limits: LIMITS,
    askVendor: async (url) => {
      asked.push(String(url));
      return answers(String(url));
    },
  });
  const trust = { topics: [topic], audience: AUDIENCE, senders: [SENDER] };
  for (const name of ['google-scc', 'ocsf']) await change(name, (now) => ({ ...now, ...trust }));
  await change('microsoft-graph-security', (now) => now);
});
afterAll(() => api.stop());

const change = (name: string, to: (now: SourceTrust) => SourceTrust) =>
  changeAlertSource(api.store, name, { at: NOW, by: 'user:ada' }, to);
const send = async (source: string, headers: Record<string, string>, body: unknown = { any: 'thing' }) => {
  asked = [];
  const raw = JSON.stringify(body);
  const { status, json } = await api.call(null, 'POST', `/alerts/${source}`, { raw, headers });
  return [status, json.code ?? 'kept'];
};
const KEPT = [202, 'kept'];
const STRANGER = [401, 'bad-signature'];

const secretOf = async (source: string) => (await api.trusted.of(source)).secrets[0]?.secret ?? '';

describe('what stands in `authorization`', () => {
  it('is the bare secret of Okta, and a token of Tocsin as everywhere', async () => {
    expect(await send('okta', { authorization: await secretOf('okta') })).toEqual(KEPT);
    expect(await send('okta', { authorization: await secretOf('wiz') })).toEqual(STRANGER);
    expect(await send('okta', { authorization: `Bearer ${api.tokens['alert-source']}` })).toEqual(KEPT);
    expect(await send('okta', { authorization: `Bearer ${api.tokens.auditor}` })).toEqual([403, 'forbidden']);
    expect(await send('okta', { authorization: `Bearer tocsin_${'g'.repeat(43)}` })).toEqual([401, 'unauthenticated']);
  });

  it('is no way of a source that has none there: it is a token, or nobody’s', async () => {
    expect(await send('wiz', { authorization: await secretOf('wiz') })).toEqual([401, 'unauthenticated']);
    expect(await send('wiz', { authorization: `Bearer ${await secretOf('wiz')}` })).toEqual([401, 'unauthenticated']);
  });
});

describe('a token of Google', () => {
  it('is taken for our audience and from our account, by keys that are fetched once', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
    answers = () => Response.json(keys);
    const seconds = toMs(NOW) / 1_000;
    const bearer = async (email: string, audience = AUDIENCE) => {
      const claims = new SignJWT({ email, email_verified: true })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer('https://accounts.google.com')
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 3_600);
      return { authorization: `Bearer ${await claims.sign(privateKey)}` };
    };
    expect(await send('google-scc', await bearer(SENDER))).toEqual(KEPT);
    expect(asked).toEqual(['https://www.googleapis.com/oauth2/v3/certs']);
    expect(await send('google-scc', await bearer(SENDER), { another: 1 })).toEqual(KEPT);
    expect(asked).toEqual([]);
    const { status } = await api.call(null, 'POST', '/alerts/google-scc', {
      ...{ raw: '{}', headers: await bearer('somebody@project.iam.gserviceaccount.com') },
    });
    expect([401, 429]).toContain(status);
    const other = await api.call(null, 'POST', '/alerts/gcp-audit', { raw: '{}', headers: await bearer(SENDER) });
    expect([401, 429]).toContain(other.status);
  });
});

const type = (name: string) => ({ 'x-amz-sns-message-type': name, 'content-type': 'text/plain' });

describe('a message of SNS', () => {
  const confirmation = () => signed({ ...subscription, MessageId: `m${Math.trunc(performance.now())}` }, '2');

  it('is taken by Amazon’s certificate, which is fetched once, and of a trusted topic alone', async () => {
    answers = () => new Response(cert);
    expect(await send('ocsf', type('Notification'), signed(notification, '2'))).toEqual(KEPT);
    expect(asked).toEqual([notification.SigningCertURL]);
    const foreign = signed({ ...notification, TopicArn: 'arn:aws:sns:eu-central-1:1:other' }, '2');
    expect(await send('ocsf', type('Notification'), foreign)).toEqual(STRANGER);
    expect(asked).toEqual([]);
    expect(await send('aws-macie', type('Notification'), signed(notification, '2'))).toEqual(STRANGER);
    expect(asked).toEqual([]);
  });

  it('confirms a subscription of a trusted topic, and no other', async () => {
    expect(await send('ocsf', type('SubscriptionConfirmation'), confirmation())).toEqual(KEPT);
    expect(asked).toEqual([subscription.SubscribeURL]);
    expect(await send('aws-macie', type('SubscriptionConfirmation'), confirmation())).toEqual(STRANGER);
    const elsewhere = signed(
      { ...subscription, SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' },
      '2',
    );
    expect(await send('ocsf', type('SubscriptionConfirmation'), elsewhere)).toEqual(KEPT);
    expect(asked).toEqual([]);
  });

  it('is kept, and asked for again, where the confirmation does not go through', async () => {
    answers = () => new Response(null, { status: 500 });
    const before = await alertsOf(api.store).countDocuments();
    expect(await send('ocsf', type('SubscriptionConfirmation'), confirmation())).toEqual([503, 'unavailable']);
    expect(await alertsOf(api.store).countDocuments()).toBe(before + 1);
  });
});

describe('what a vendor asks of an address', () => {
  const okta = (challenge: string) =>
    api.server.inject({ url: '/alerts/okta', headers: { 'x-okta-verification-challenge': challenge } });
  const graph = (token: string, source = 'microsoft-graph-security') =>
    api.server.inject({ method: 'POST', url: `/alerts/${source}?validationToken=${encodeURIComponent(token)}` });

  it('is given back to Okta and to Graph, in a way that no browser runs', async () => {
    const answer = await okta('abc-123');
    expect([answer.statusCode, answer.body]).toEqual([200, '{"verification":"abc-123"}']);
    const text = await graph('Validation: Testing 1-2');
    expect([text.statusCode, text.body]).toEqual([200, 'Validation: Testing 1-2']);
    expect(text.headers['content-type']).toMatch(/^text\/plain/);
    for (const { headers } of [answer, text]) expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('is nothing else, of no other source, and never markup', async () => {
    expect((await okta('<script>')).statusCode).toBe(404);
    expect((await graph('<script>')).statusCode).toBe(401);
    expect((await graph('abc', 'wiz')).statusCode).toBe(401);
    expect((await api.server.inject({ url: '/alerts/okta' })).statusCode).toBe(404);
    expect((await api.server.inject({ url: '/alerts/wiz' })).statusCode).toBe(401);
  });

  it('is not answered where the source is switched off', async () => {
    for (const name of ['okta', 'microsoft-graph-security']) await change(name, (now) => ({ ...now, isOn: false }));
    api.trusted.forget();
    expect([(await okta('abc')).statusCode, (await graph('abc')).statusCode]).toEqual([404, 401]);
  });
});

describe('a proof that does not hold', () => {
  it('in `authorization` is counted with wrong tokens, and holds up nobody who knows it', async () => {
    await change('okta', (now) => ({ ...now, isOn: true }));
    api.trusted.forget();
    const guess = () => send('okta', { authorization: 'guessed' });
    const all = [];
    for (let n = 0; n < 31; n += 1) all.push(await guess());
    expect(all.at(-1)).toEqual([429, 'rate-limited']);
    expect(await send('okta', { authorization: `Bearer tocsin_${'g'.repeat(43)}` })).toEqual([429, 'rate-limited']);
    expect(await send('okta', { authorization: await secretOf('okta') })).toEqual(KEPT);
  });

  it('of SNS is counted with them, and holds up none that is genuine', async () => {
    const forged = { ...signed(notification, '2'), Message: 'another' };
    let last: unknown[] = [];
    for (let n = 0; n < 31; n += 1) last = await send('ocsf', type('Notification'), forged);
    expect(last).toEqual([429, 'rate-limited']);
    const genuine = signed({ ...notification, MessageId: 'genuine' }, '2');
    expect(await send('ocsf', type('Notification'), genuine)).toEqual(KEPT);
  });
});
