/** Microsoft 365 is asked by Tocsin, as its Management Activity API answers by its documentation. */

import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { jwtVerify } from 'jose';
import { readClientCertificate } from '../../detection/sources/microsoft-365/assertion.ts';
import { pullContent } from '../../detection/sources/microsoft-365/pull.ts';
import type { PullView } from '../../domain/alerts/pull.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs, SECOND_MS, toMs } from '../../domain/time.ts';
import { fixturesOf } from '../support/alert-sources.ts';
import { NOW, TestApi } from '../support/api.ts';
import { makeClientCertificate } from '../support/certificate.ts';
import { forgetAlerts, keptBodies, pullingOf } from '../support/pulling.ts';
import { Vendor, type VendorAnswer } from '../support/vendor.ts';

const SOURCE = 'microsoft-365';
const TENANT = 'aaaa1111-0000-4000-8000-000000000001';
const FEED = `/api/v1.0/${TENANT}/activity/feed`;
const CONTENT = `${FEED}/subscriptions/content`;
const LOGIN = `/${TENANT}/oauth2/v2.0/token`;
const record = (id: string, about = '') => ({
  Id: id,
  CreationTime: '2026-11-24T08:00:00',
  Operation: 'FileAccessed',
  about,
});

let api: TestApi;
let vendor: Vendor;
beforeAll(async () => {
  vendor = await Vendor.start();
  api = await TestApi.start({ pulls: [{ source: SOURCE }] });
});
afterAll(async () => {
  vendor.stop();
  await api.stop();
});

/** What has become available, of one kind of content, and how many of it stand on one page. */
let parts: { id: string; at: string; records: unknown[] }[];
let pageOf: number;
beforeEach(async () => {
  api.now = NOW;
  await forgetAlerts(api);
  [parts, pageOf] = [[], 2];
  vendor.answers.clear();
  vendor.answers.set(LOGIN, { body: { token_type: 'Bearer', expires_in: 3_599, access_token: 'a-token' } });
  vendor.answers.set(`${FEED}/subscriptions/list`, {
    body: [{ contentType: 'DLP.All', status: 'enabled', webhook: null }],
  });
  vendor.answers.set(CONTENT, ({ path }) => listOf(new URL(path, vendor.url)));
  vendor.asked.splice(0);
});

/** By the interval that is asked for: what became available from its start on and before its end, page by page. */
function listOf(asked: URL): VendorAnswer {
  const { startTime = '', endTime = '', nextPage = '0' } = Object.fromEntries(asked.searchParams);
  const [start, end] = [toMs(`${startTime}.000Z`), toMs(`${endTime}.000Z`)];
  if (end - start > DAY_MS || start < toMs(api.now) - 7 * DAY_MS)
    return { status: 400, body: { error: { code: 'AF20030' } } };
  const found = parts.filter(({ at }) => toMs(at) >= start && toMs(at) < end);
  const first = Number(nextPage);
  for (const { id, records } of found) vendor.answers.set(`${FEED}/audit/${id}`, { body: records });
  const body = found.slice(first, first + pageOf).map(({ id, at }) => ({
    ...{ contentType: 'DLP.All', contentId: id, contentUri: `${vendor.url}${FEED}/audit/${id}` },
    ...{ contentCreated: at, contentExpiration: plusMs(at, 7 * DAY_MS) },
  }));
  asked.searchParams.set('nextPage', String(first + pageOf));
  return { body, headers: first + pageOf < found.length ? { NextPageUri: asked.href } : {} };
}

const pullOf = (content = ['DLP.All'], proof: object = {}) =>
  pullContent({
    apiUrl: vendor.url,
    loginUrl: vendor.url,
    tenant: TENANT,
    clientId: 'an-app',
    ...{ clientSecret: 's3', certificate: null },
    content,
    ...proof,
  });
const turn = (content?: string[]) => pullingOf(api, pullOf(content)).turn();
const became = (id: string, ago: number, records: unknown[] = [record(id)]) =>
  parts.push({ id, at: plusMs(api.now, -ago), records });
const later = (ms: number) => {
  api.now = plusMs(api.now, ms);
};
const shown = async () => (await api.call('auditor', 'GET', `/sources/${SOURCE}`)).json.pull as PullView;
const ids = async () => ((await keptBodies(api)) as unknown as { Id: string }[][]).flat().map(({ Id }) => Id);

describe('what became available', () => {
  it('is taken in by all pages and days, at most seven days back, with a token that the secret gives', async () => {
    became('expired', 8 * DAY_MS);
    for (const days of [6, 4, 2]) became(`${days} days ago`.replaceAll(' ', '-'), days * DAY_MS);
    for (const minutes of [5, 4, 3, 2, 1]) became(`m${minutes}`, minutes * MINUTE_MS);
    await turn();
    expect(await ids()).toEqual(['6-days-ago', '4-days-ago', '2-days-ago', 'm5', 'm4', 'm3', 'm2', 'm1']);
    const [login, ...others] = vendor.asked;
    expect(Object.fromEntries(new URLSearchParams(login?.body))).toEqual({
      ...{
        grant_type: 'client_credentials',
        client_id: 'an-app',
        client_secret: 's3',
        scope: `${vendor.url}/.default`,
      },
    });
    for (const { headers, path } of others) {
      expect([path, headers.authorization, headers['user-agent']]).toEqual([path, 'Bearer a-token', 'Tocsin']);
    }
    expect(await shown()).toMatchObject({ taken: 8, failure: null, nextAt: plusMs(NOW, 5 * MINUTE_MS) });
  });

  it('opens a suspicion as a posted record does', async () => {
    became('dlp', MINUTE_MS, [fixturesOf(SOURCE)['dlp-exchange']]);
    await turn();
    await api.judgeAlerts();
    const { alerts } = (await api.call('dpo', 'GET', '/alerts')).json as { alerts: { breachIds?: string[] }[] };
    expect(alerts).toMatchObject([
      { source: SOURCE, status: 'judged', outcome: { findings: [{ type: 'DlpRuleMatch' }] } },
    ]);
  });

  it('is fetched once, also what is listed late; many records become several alerts', async () => {
    became('a', 30 * MINUTE_MS);
    await turn();
    const wasLate = parts.push({ id: 'late', at: plusMs(NOW, -20 * MINUTE_MS), records: [record('late')] });
    expect(wasLate).toBe(2);
    later(5 * MINUTE_MS);
    became(
      'many',
      MINUTE_MS,
      Array.from({ length: 250 }, (_, n) => record(`r${n}`)),
    );
    await turn();
    const fetched = vendor.asked
      .filter(({ path }) => path.includes('/audit/'))
      .map(({ path }) => path.split('/').at(-1));
    expect(fetched).toEqual(['a', 'late', 'many']);
    const bodies = (await keptBodies(api)) as unknown as unknown[][];
    expect(bodies.map(({ length }) => length)).toEqual([1, 1, 100, 100, 50]);
  });

  it('becomes alerts that the inbox takes, however large its records are', async () => {
    const large = [1, 2, 3].map((n) => record(`large-${n}`, 'x'.repeat(600_000)));
    became('large', MINUTE_MS, large);
    await turn();
    expect((await keptBodies(api)).length).toBe(3);
  });

  it('is subscribed to where it is not', async () => {
    const start = `${FEED}/subscriptions/start`;
    vendor.answers.set(start, { body: { contentType: 'Audit.General', status: 'enabled', webhook: null } });
    await turn(['DLP.All', 'Audit.General']);
    const started = vendor.asked.filter(({ method, path }) => method === 'POST' && path.startsWith(start));
    expect(started.map(({ path }) => new URL(path, vendor.url).searchParams.get('contentType'))).toEqual([
      'Audit.General',
    ]);
    const known = { error: { code: 'AF20024', message: 'The subscription is already enabled.' } };
    vendor.answers.set(start, { status: 400, body: known });
    later(5 * MINUTE_MS);
    await turn(['DLP.All', 'Audit.General']);
    expect((await shown()).failure).toBeNull();
  });
});

describe('an application with a certificate', () => {
  it('proves itself by what its key has signed, for this address and a short time, and sends no secret', async () => {
    const { pem, cert } = makeClientCertificate();
    const certificate = new X509Certificate(cert);
    await pullingOf(api, pullOf(['DLP.All'], { certificate: readClientCertificate(pem) })).turn();
    const form = Object.fromEntries(new URLSearchParams(vendor.asked[0]?.body));
    expect(form).toMatchObject({ client_id: 'an-app', grant_type: 'client_credentials' });
    expect(form).not.toHaveProperty('client_secret');
    const { payload, protectedHeader } = await jwtVerify(form.client_assertion ?? '', certificate.publicKey, {
      ...{ audience: `${vendor.url}${LOGIN}`, issuer: 'an-app', subject: 'an-app', currentDate: new Date(NOW) },
      algorithms: ['PS256'],
    });
    const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    expect(protectedHeader).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint });
    expect((payload.exp ?? 0) - toMs(NOW) / 1_000).toBe(600);
    expect((await shown()).failure).toBeNull();
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['a secret that does not hold', LOGIN, { status: 401, body: { error: 'invalid_client' } }, 'refused', 401],
    ['a tenant that is not known', LOGIN, { status: 400, body: { error: 'invalid_request' } }, 'refused', 400],
    ['a permission that is missing', CONTENT, { status: 403, body: { error: { code: 'AF10001' } } }, 'refused', 403],
    ['an answer without a token', LOGIN, { body: {} }, 'unexpected', 200],
    ['a subscription that is refused', `${FEED}/subscriptions/list`, { body: 'none' }, 'unexpected', 200],
    ['broken JSON', CONTENT, { raw: '[{"contentUri' }, 'unexpected', 200],
    ['parts without an address', CONTENT, { body: [{ contentId: 'a' }] }, 'unexpected', 200],
  ])('shows why for %s', async (_name, path, answer, code, status) => {
    vendor.answers.set(path, answer);
    await turn();
    expect((await shown()).failure).toMatchObject({ code, status, since: NOW });
    expect(await keptBodies(api)).toEqual([]);
  });

  it('goes on where it was limited, and fetches nothing anew', async () => {
    for (const id of ['a', 'b', 'c', 'd']) became(id, MINUTE_MS);
    vendor.answers.set(CONTENT, ({ path }) =>
      path.includes('nextPage') ? { status: 429, headers: { 'retry-after': '30' } } : listOf(new URL(path, vendor.url)),
    );
    await turn();
    expect([await ids(), (await shown()).failure?.code]).toEqual([['a', 'b'], 'limited']);
    vendor.answers.set(CONTENT, ({ path }) => listOf(new URL(path, vendor.url)));
    vendor.asked.splice(0);
    later(5 * MINUTE_MS);
    await turn();
    expect([await ids(), (await shown()).failure]).toEqual([['a', 'b', 'c', 'd'], null]);
    expect(vendor.asked.filter(({ path }) => path.includes('/audit/'))).toHaveLength(2);
  });

  it('is never handed the token at another address, and lists no end of pages', async () => {
    const foreign = await Vendor.start();
    const part = { contentId: 'a', contentUri: `${foreign.url}${FEED}/audit/a`, contentCreated: NOW };
    vendor.answers.set(CONTENT, { body: [part] });
    await turn();
    expect([(await shown()).failure?.code, foreign.asked]).toEqual(['unexpected', []]);
    foreign.stop();
    vendor.answers.set(CONTENT, ({ path }) => ({ body: [], headers: { NextPageUri: `${vendor.url}${path}` } }));
    later(5 * MINUTE_MS);
    await turn();
    expect((await shown()).failure).toMatchObject({ code: 'unexpected', times: 2 });
  });

  it('waits longer from failure to failure, up to an hour', async () => {
    vendor.answers.set(LOGIN, { status: 503 });
    for (const wait of [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, HOUR_MS]) {
      await turn();
      expect((await shown()).nextAt).toBe(plusMs(api.now, wait));
      later(wait - SECOND_MS);
      vendor.asked.splice(0);
      await turn();
      expect(vendor.asked).toEqual([]);
      later(SECOND_MS);
    }
    expect((await shown()).failure).toMatchObject({ since: NOW, times: 4 });
  });
});
