import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApi } from '../support/api.ts';

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

describe('a refusal that a browser is shown', () => {
  it.each<[string, number, Parameters<TestApi['call']>]>([
    ['an address that is none', 404, [null, 'GET', '/nothing']],
    ['a form to an address that is none', 404, [null, 'POST', '/nothing', { raw: 'a=b', headers: FORM }]],
    ['an address that cannot be read', 404, [null, 'GET', '/%E0%A4%A']],
    ['a method that an address does not have', 405, [null, 'DELETE', '/health/live']],
    ['a breach that there is not, by the API', 404, ['dpo', 'GET', '/breaches/TOC-2026-9999']],
    ['a form where JSON is taken', 415, ['dpo', 'POST', '/incidents', { raw: 'title=x', headers: FORM }]],
    [
      'more than is taken',
      413,
      [
        'dpo',
        'POST',
        '/incidents',
        { raw: `{"title":"${'x'.repeat(1_100_000)}"}`, headers: { 'content-type': 'application/json' } },
      ],
    ],
  ])('is a page: %s', async (_name, status, [as, method, url, body = {}]) => {
    const page = await api.call(as, method, url, { ...body, headers: { ...body.headers, ...HTML } });
    expect([page.status, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.body).toMatch(/<h1>/);
    const { status: again, json } = await api.call(as, method, url, body);
    expect([again, json.status]).toEqual([status, status]);
  });

  it('stays a problem where only a program can put it right: a token that is missing', async () => {
    const answer = await api.call(null, 'GET', '/breaches', { headers: HTML });
    expect([answer.status, answer.json.code]).toEqual([401, 'unauthenticated']);
  });

  it('reads in the visitor’s language', async () => {
    const headers = { ...HTML, 'accept-language': 'de' };
    const large = {
      raw: `{"title":"${'x'.repeat(1_100_000)}"}`,
      headers: { ...headers, 'content-type': 'application/json' },
    };
    expect((await api.call('dpo', 'POST', '/incidents', large)).body).toContain('größer, als diese Seite es nimmt');
  });
});
