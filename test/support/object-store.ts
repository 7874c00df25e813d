import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CREDENTIALS = { region: 'eu-test-1', accessKeyId: 'AKIDTEST', secretAccessKey: 'not a real secret' };

/**
 * A stand-in of an S3 object store: takes objects once, by a signature of version 4 that it computes for itself, as
 * Amazon describes it ("Authenticating Requests: Using the Authorization Header").
 */
export async function startObjectStore() {
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const name = request.url ?? '';
    if (!isSigned(request, body)) return void response.writeHead(403).end();
    const kept = objects.get(name);
    if (request.method === 'GET') return void response.writeHead(kept === undefined ? 404 : 200).end(kept);
    if (kept !== undefined && request.headers['if-none-match'] === '*') return void response.writeHead(412).end();
    objects.set(name, body);
    response.writeHead(200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket/tocsin`,
    objects,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function isSigned({ method = '', url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const given = /^AWS4-HMAC-SHA256 Credential=(\S+?), SignedHeaders=(\S+?), Signature=(\w+)$/.exec(
    headers.authorization ?? '',
  );
  const [, credential = '', names = '', signature = ''] = given ?? [];
  const at = String(headers['x-amz-date']);
  const day = at.slice(0, 8);
  const scope = `${day}/${CREDENTIALS.region}/s3/aws4_request`;
  const hash = createHash('sha256').update(body).digest('hex');
  if (credential !== `${CREDENTIALS.accessKeyId}/${scope}` || headers['x-amz-content-sha256'] !== hash) return false;
  const signed = names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  const canonical = [method, url, '', signed.join(''), names, hash].join('\n');
  const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const hmac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();
  const dayKey = hmac(`AWS4${CREDENTIALS.secretAccessKey}`, day);
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(dayKey, CREDENTIALS.region));
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}
