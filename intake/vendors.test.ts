import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { createVendors } from './vendors.ts';

/** A vendor on loopback; addresses of vendors are led there. */
let server: Server;
let origin = '';
let asked: string[] = [];
beforeAll(async () => {
  server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    if (url.startsWith('/moved')) answer.writeHead(302, { location: `${origin}/cert.pem` }).end();
    else if (url.startsWith('/large')) answer.end('x'.repeat(70_000));
    else if (url.startsWith('/none')) answer.writeHead(404).end();
    else if (!url.startsWith('/silent')) answer.end('what was asked for');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const HOST = 'https://sns.eu-central-1.amazonaws.com';
const vendors = () =>
  createVendors((url, options) => {
    asked = [];
    return fetch(String(url).replace(HOST, origin), options);
  });

describe('what is asked of vendors', () => {
  it('is fetched once and kept', async () => {
    const { fetchCertificate } = vendors();
    expect(await fetchCertificate(`${HOST}/cert.pem`)).toBe('what was asked for');
    asked = [];
    expect(await fetchCertificate(`${HOST}/cert.pem`)).toBe('what was asked for');
    expect(asked).toEqual([]);
  });

  it.each(['/moved.pem', '/large.pem', '/none.pem'])(
    'is not taken from %s, and can be asked for again',
    async (path) => {
      const { fetchCertificate, confirm } = vendors();
      await expect(fetchCertificate(HOST + path)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(confirm(HOST + path)).rejects.toMatchObject({ code: 'unavailable' });
      expect(asked).toEqual([path]);
    },
  );

  it('is asked of eight at once, and no more', async () => {
    const pending = Promise.withResolvers<void>();
    const { confirm } = createVendors(() => pending.promise.then(() => new Response('x')));
    const eight = Array.from({ length: 8 }, () => confirm(`${HOST}/?Action=ConfirmSubscription`));
    await expect(confirm(HOST)).rejects.toThrow(/at once/);
    pending.resolve();
    await Promise.all(eight);
    expect(await confirm(HOST)).toBeUndefined();
  });

  it('is asked of each kind for itself: forged messages of one vendor hold up no keys of another', async () => {
    const pending = Promise.withResolvers<void>();
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
    const { fetchCertificate, keySet } = createVendors(async (url) => {
      if (String(url).endsWith('/keys')) return Response.json(keys);
      await pending.promise;
      return new Response('x');
    });
    const forged = Promise.allSettled(Array.from({ length: 9 }, (_, n) => fetchCertificate(`${HOST}/${n}.pem`)));
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey);
    await jwtVerify(token, keySet('https://vendor.example/keys'));
    pending.resolve();
    expect((await forged).filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
  });
});
