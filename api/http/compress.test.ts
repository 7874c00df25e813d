import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { compressPages } from './compress.ts';

const PAGE = `<!doctype html>${'<p>Überfällig seit gestern.</p>'.repeat(200)}`;
const server = fastify();
beforeAll(() => {
  compressPages(server);
  server.get('/page', async (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  server.get('/data', async () => ({ text: PAGE }));
});
afterAll(() => server.close());
const get = (url: string, encoding: string) => server.inject({ url, headers: { 'accept-encoding': encoding } });

describe('a page', () => {
  it('goes compressed to a browser that takes it, whole and each time of another length', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/page', 'gzip, br')));
    for (const { headers, rawPayload } of answers) {
      expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
      expect(rawPayload.length).toBeLessThan(PAGE.length / 5);
      expect(gunzipSync(rawPayload).toString('utf8')).toBe(PAGE);
    }
    expect(new Set(answers.map(({ rawPayload }) => rawPayload.length)).size).toBeGreaterThan(1);
  });

  it('goes as it is to others, and so does what is no page', async () => {
    expect((await get('/page', 'br')).body).toBe(PAGE);
    expect((await get('/data', 'gzip')).headers['content-encoding']).toBeUndefined();
  });
});
