import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createClient } from './client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, n: number) => void;
const closers: (() => void)[] = [];

/** A server that answers its nth request (from 1) as `handler` says; keys seen so far, in order. */
async function serve(handler: Handler): Promise<{ url: string; keys: unknown[] }> {
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    request.resume().once('end', () => handler(request, response, keys.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys };
}

function problem(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
}

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

describe('the client', () => {
  it('repeats a request whose connection broke, once, under the same key', async () => {
    const { url, keys } = await serve((request, response, n) => {
      if (n === 1) request.socket.destroy();
      else response.end(JSON.stringify({ ok: true }));
    });
    await expect(createClient({ url, token: 't' }).send('POST', '/incidents', {})).resolves.toEqual({ ok: true });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toEqual(expect.stringMatching(/^[\w-]{36}$/));
    expect(keys[1]).toBe(keys[0]);
  });

  it('gives up after the second break, as unavailable', async () => {
    const { url, keys } = await serve((request) => request.socket.destroy());
    await expect(createClient({ url, token: 't' }).send('POST', '/incidents', {})).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(keys).toHaveLength(2);
  });

  it('never repeats what was answered, and takes a new key for the next request', async () => {
    const { url, keys } = await serve((_, response) =>
      problem(response, 503, { code: 'unavailable', detail: 'MongoDB is away.' }),
    );
    const client = createClient({ url, token: 't' });
    await expect(client.send('POST', '/incidents', {})).rejects.toMatchObject({
      code: 'unavailable',
      message: 'MongoDB is away.',
    });
    await expect(client.send('POST', '/incidents', {})).rejects.toMatchObject({ code: 'unavailable' });
    expect(new Set(keys).size).toBe(2);
  });

  it("passes on the API's code, words and field", async () => {
    const { url } = await serve((_, response) =>
      problem(response, 422, { code: 'reasons-missing', detail: 'Give reasons.', field: 'reasons' }),
    );
    const refused = createClient({ url, token: 't' }).get('/breaches');
    await expect(refused).rejects.toMatchObject({
      code: 'reasons-missing',
      message: 'Give reasons.',
      field: 'reasons',
    });
  });

  it('says that nobody answers within the time, and at a closed port', async () => {
    const { url } = await serve(() => undefined);
    await expect(createClient({ url, token: 't', timeoutMs: 50 }).get('/')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no answer within 0.05 s'),
    });
    const closed = createClient({ url: 'http://127.0.0.1:1', token: 't' }).get('/');
    await expect(closed).rejects.toMatchObject({ code: 'unavailable' });
  });

  it("tells another program's answer from Tocsin's", async () => {
    const { url } = await serve((_, response) => response.writeHead(404).end('<h1>Not here</h1>'));
    await expect(createClient({ url, token: 't' }).get('/')).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('TOCSIN_URL'),
    });
  });
});
