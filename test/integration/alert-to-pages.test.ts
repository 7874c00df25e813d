/** From the own proof of a vendor by HTTP to the pages: each source opens a suspicion, on real MongoDB. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { signAlert } from '../../detection/signature.ts';
import type { AlertView } from '../../domain/alerts/outcome.ts';
import { toMs } from '../../domain/time.ts';
import { alertMarksOf } from '../../store/alert-marks.ts';
import { changeAlertSource } from '../../store/alert-sources.ts';
import { html } from '../../web/html.ts';
import { fixturesOf } from '../support/alert-fixtures.ts';
import { NOW, TestApi } from '../support/api.ts';
import { cert, notification, signed, topic } from '../support/sns.ts';

const AUDIENCE = 'https://tocsin.example/alerts/google-scc';
const SENDER = 'tocsin-push@project.iam.gserviceaccount.com';
const GOOGLE = await generateKeyPair('RS256');

let api: TestApi;
beforeAll(async () => {
  const keys = { keys: [{ ...(await exportJWK(GOOGLE.publicKey)), kid: 'k', alg: 'RS256' }] };
  api = await TestApi.start({
    askVendor: async (url) => (String(url).includes('googleapis') ? Response.json(keys) : new Response(cert)),
  });
  const trust = { topics: [topic], audience: AUDIENCE, senders: [SENDER] };
  for (const name of ['google-scc', 'aws-macie'])
    await changeAlertSource(api.store, name, { at: NOW, by: 'user:ada' }, (now) => ({ ...now, ...trust }));
});
afterAll(() => api.stop());
// What the sources tell of is not related: each is to open a suspicion of its own.
beforeEach(() => alertMarksOf(api.store).deleteMany({}));

type Sent = { raw: string; headers: Record<string, string> };
type Proof = (body: unknown, secret: string) => Sent | Promise<Sent>;
const seconds = String(toMs(NOW) / 1_000);
const by =
  (headersOf: (raw: string, secret: string) => Record<string, string>): Proof =>
  (body, secret) => {
    const raw = JSON.stringify(body);
    return { raw, headers: { 'content-type': 'application/json', ...headersOf(raw, secret) } };
  };
const hmac = (key: string, text: string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', key).update(text).digest(encoding);

const ownSignature = by((raw, secret) => ({ 'x-tocsin-signature': signAlert(secret, Buffer.from(raw), NOW) }));
const secretHeader = by((_, secret) => ({ 'x-tocsin-secret': secret }));
const ownToken = by(() => ({ authorization: `Bearer ${api.tokens['alert-source']}` }));
const authorization = by((_, secret) => ({ authorization: secret }));
const github = by((raw, secret) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, raw, 'hex')}` }));
const gitguardian = by((raw, secret) => ({
  ...{ timestamp: seconds, 'gitguardian-signature': `sha256=${hmac(seconds + secret, raw, 'hex')}` },
}));
const crowdstrike = by((raw, secret) => ({
  ...{ 'x-cs-delivery-timestamp': NOW, 'x-cs-primary-signature': hmac(secret, raw + NOW, 'base64') },
}));
const sns: Proof = (body) => ({
  raw: JSON.stringify(signed({ ...notification, Message: JSON.stringify(body) }, '2')),
  headers: { 'x-amz-sns-message-type': 'Notification', 'content-type': 'text/plain' },
});
const googleToken: Proof = async (body) => {
  const claims = new SignJWT({ email: SENDER, email_verified: true })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer('https://accounts.google.com')
    .setAudience(AUDIENCE)
    .setIssuedAt(Number(seconds))
    .setExpirationTime(Number(seconds) + 3_600);
  const bearer = `Bearer ${await claims.sign(GOOGLE.privateKey)}`;
  return { raw: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: bearer } };
};

it.each<[source: string, fixture: string, rule: string, proof: Proof]>([
  ['aws-guardduty', 'envelope-s3-exfiltration', 'exfiltration', ownSignature],
  ['okta', 'breached-credential', 'stolen-account', authorization],
  ['google-scc', 'notification-exfiltration', 'exfiltration', googleToken],
  ['aws-macie', 'policy-public', 'public-or-shared-bucket', sns],
  ['crowdstrike', 'alert-endpoint', 'exfiltration', crowdstrike],
  ['github-secret-scanning', 'publicly-leaked', 'open-to-everybody', github],
  ['gitguardian', 'honeytoken-triggered', 'honeytoken', gitguardian],
  ['elastic', 'action-alerts', 'exfiltration', secretHeader],
  ['falco', 'cloudtrail-bucket', 'data-moved-out', secretHeader],
  ['splunk', 'webhook-finding', 'exfiltration', ownToken],
  ['salesforce', 'api-anomaly-stored', 'data-taken-in-an-unusual-way', secretHeader],
])('%s: %s is proved as its vendor does, opens a suspicion by %s, and stands on both pages', async (...row) => {
  const [source, fixture, rule, proof] = row;
  const secret = (await api.trusted.of(source)).secrets[0]?.secret ?? '';
  const { raw, headers } = await proof(fixturesOf(source)[fixture], secret);
  const taken = await api.call(null, 'POST', `/alerts/${source}`, { raw, headers });
  expect([taken.status, taken.json.code]).toEqual([202, undefined]);
  await api.judgeAlerts();
  const { json } = await api.call('responder', 'GET', `/alerts/${taken.json.reference}`);
  const { status, breachId, outcome } = json as unknown as AlertView;
  const [finding] = outcome?.findings ?? [];
  expect([status, finding?.rule, finding?.became]).toEqual(['judged', rule, 'opened']);
  const alert = await api.call('responder', 'GET', `/desk/alerts/${taken.json.reference}`);
  expect(alert.body).toContain(`href="/desk/breaches/${breachId}"`);
  expect(alert.body).toContain(`<code>${rule}</code>`);
  const { actor, tactics = [], dataClasses = [] } = finding ?? {};
  const told = [finding?.findingId ?? '?', tactics.join(', '), dataClasses.join(', '), ...(actor?.users ?? [])];
  for (const each of [...told, ...(actor?.ips ?? [])]) expect(alert.body).toContain(html`${each}`.text);
  for (const at of [finding?.firstSeenAt, finding?.lastSeenAt, finding?.raisedAt, finding?.updatedAt]) {
    if (at) expect(alert.body).toContain(`datetime="${at}"`);
  }
  const isUnknown = finding?.systems.length === 0 && finding.resources.length > 0;
  expect(alert.body.includes('href="/desk/alerts/unknown"')).toBe(isUnknown);
  const breach = await api.call('responder', 'GET', `/desk/breaches/${breachId}`);
  expect(breach.status).toBe(200);
  expect(breach.body).toContain(html`${finding?.title ?? '?'}`.text);
});

it('shows the first of many things that an alert names, and folds the rest', async () => {
  const resources = Array.from({ length: 300 }, (_, n) => `host-${n}`);
  const raw = JSON.stringify({ specversion: '1.0', id: 'many', source: 'here', type: 'many', data: { resources } });
  const { json } = await api.call('alert-source', 'POST', '/alerts/cloudevents', { raw });
  await api.judgeAlerts();
  const { body } = await api.call('responder', 'GET', `/desk/alerts/${json.reference}`);
  const [seen = '', folded = ''] = body.split('<details class="fold rest" id="names-0">');
  expect([seen.match(/host-\d+/g)?.length, folded.match(/host-\d+/g)?.length]).toEqual([10, 90]);
  expect(folded).toContain('<summary>290 more</summary>');
});
