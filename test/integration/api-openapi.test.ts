import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import * as answers from '../../api/openapi/answers.ts';
import { Problem } from '../../api/openapi/operation.ts';
import { ROUTE_ACCESS } from '../../api/route-access.ts';
import { NOW, TestApi } from '../support/api.ts';

let api: TestApi;
let breachId = '';
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
  breachId = await api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
  await api.report({ title: 'Laptop on a train', awareAt: '2026-11-23T08:00:00Z' });
});
afterAll(() => api.stop());

type Document = { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
const document = async () => (await api.call(null, 'GET', '/openapi.json')).json as unknown as Document;
const isPage = (route: string) => / \/(desk|sign-|n\/|assets|language|api$|openapi|$)/.test(route);

describe('the OpenAPI document', () => {
  it('lists every route of the table that is not a page, and no other', async () => {
    const { openapi, paths } = await document();
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(openapi).toBe('3.1.0');
    expect(listed.sort()).toEqual(
      Object.keys(ROUTE_ACCESS)
        .filter((route) => !isPage(route))
        .sort(),
    );
  });

  it('gives every operation a name of its own', async () => {
    const { paths } = await document();
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map((o) => o.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('answers are as the document says', () => {
  it.each<[string, z.ZodType]>([
    ['/breaches', answers.BreachList],
    ['/breaches/:breachId', answers.Breach],
    ['/breaches/:breachId/events', answers.EventList],
    ['/breaches/:breachId/evidence', answers.Evidence],
    ['/clocks', answers.ClockList],
    ['/register', answers.Register],
    ['/dataflow', answers.DataFlows],
    ['/webhooks', answers.WebhookList],
    ['/health/live', answers.Live],
    ['/health/ready', answers.Ready],
  ])('%s', async (path, schema) => {
    const { status, json } = await api.call('dpo', 'GET', path.replace(':breachId', breachId));
    expect([status, schema.safeParse(json).error]).toEqual([200, undefined]);
  });

  it('a refusal is a problem', async () => {
    const { status, headers, json } = await api.call('dpo', 'GET', '/breaches/TOC-2026-9999');
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
    expect(Problem.safeParse(json).error).toBeUndefined();
  });
});

describe('pages of a list', () => {
  it('of clocks join without a gap or a repeat, the earliest limit first', async () => {
    const all = (await api.call('dpo', 'GET', '/clocks')).json.clocks as { breachId: string; obligation: string }[];
    const seen: unknown[] = [];
    let after: string | null = '';
    while (after !== null) {
      const query: string = `/clocks?limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
      const { json } = await api.call('dpo', 'GET', query);
      seen.push(...(json.clocks as unknown[]));
      after = json.next as string | null;
    }
    expect(all.length).toBeGreaterThan(1);
    expect(seen).toEqual(all);
  });

  it('refuse a cursor that no page gave', async () => {
    const { status, json } = await api.call('dpo', 'GET', '/clocks?after=somewhere');
    expect([status, json.field]).toEqual([400, 'after']);
  });

  it('of events go on after a number', async () => {
    const path = `/breaches/${breachId}/events`;
    const { json } = await api.call('dpo', 'GET', `${path}?limit=2`);
    expect((json.events as unknown[]).length).toBe(2);
    const rest = (await api.call('dpo', 'GET', `${path}?after=${json.next}`)).json;
    expect((rest.events as { seq: number }[])[0]?.seq).toBe(3);
  });
});

describe('a version', () => {
  it('is named by the ETag; a reader that has it gets 304', async () => {
    const path = `/breaches/${breachId}`;
    const { etag } = (await api.call('dpo', 'GET', path)).headers;
    const again = await api.call('dpo', 'GET', path, { headers: { 'if-none-match': String(etag) } });
    expect([etag, again.status]).toEqual([expect.stringMatching(/^"\d+"$/), 304]);
  });

  it('that has passed refuses the write, and changes nothing', async () => {
    const path = `/breaches/${breachId}`;
    const before = (await api.call('dpo', 'GET', path)).headers.etag;
    const body = { awareAt: '2026-11-24T07:00:00Z', reasons: 'A mail of seven o’clock.' };
    const stale = await api.call('dpo', 'POST', `${path}/awareness`, { body, headers: { 'if-match': '"1"' } });
    expect([stale.status, stale.json.code]).toEqual([412, 'stale']);
    expect((await api.call('dpo', 'GET', path)).headers.etag).toBe(before);
    const fresh = await api.call('dpo', 'POST', `${path}/awareness`, { body, headers: { 'if-match': String(before) } });
    expect([fresh.status, fresh.headers.etag]).toEqual([200, expect.not.stringMatching(String(before))]);
  });
});
