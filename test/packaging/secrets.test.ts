/** `bin/new-secrets`: it makes what docker-compose.yml mounts, and lets Tocsin alone into Temporal. */
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { compose, interpolate } from './compose.ts';

const parent = mkdtempSync(join(tmpdir(), 'tocsin-secrets-'));
const folder = join(parent, 'secrets');
const strange = join(parent, 'strange');
const read = (name: string, from = folder) => readFileSync(join(from, name), 'utf8');
const command = fileURLToPath(new URL('../../bin/new-secrets', import.meta.url));
const run = (into = folder) =>
  spawnSync(command, { env: { ...process.env, TOCSIN_SECRETS_DIR: into }, encoding: 'utf8' });

beforeAll(() => {
  const { status, stdout, stderr } = run();
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
  expect(stdout).toContain('still missing: ');
});
afterAll(() => rmSync(parent, { recursive: true }));

it('makes every secret that docker-compose.yml mounts but the mail server, and closes the folder', () => {
  const mounted = Object.values(compose.secrets)
    .filter(({ file }) => interpolate(file, {}).startsWith('./secrets/'))
    .map(({ file }) => basename(file));
  expect(readdirSync(folder).toSorted()).toEqual(
    [...mounted.filter((name) => name !== 'smtp_url'), 'temporal_ca.key'].toSorted(),
  );
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'temporal_ca.key')).mode & 0o777).toBe(0o600);
  expect(parseKeyring(read('tocsin_keyring')).current).toBe('k1');
  expect(new URL(read('mongodb_uri')).username).toBe('tocsin');
  expect(new URL(read('mongodb_migrate_uri')).username).toBe('tocsin-migrate');
});

it('changes nothing when it is run again, also where the key of the authority was taken away', () => {
  const before = readdirSync(folder).map((name) => [name, read(name)]);
  rmSync(join(folder, 'temporal_ca.key'));
  expect(run().stdout).not.toContain('made ');
  expect(readdirSync(folder).map((name) => [name, read(name)])).toEqual(
    before.filter(([name]) => name !== 'temporal_ca.key'),
  );
});

it('both sides know each other by their certificates, and nobody with one of another authority', async () => {
  const ca = read('temporal_ca.crt');
  const server = createServer(
    { cert: read('temporal_server.crt'), key: read('temporal_server.key'), ca, requestCert: true },
    (socket) => socket.on('error', () => undefined).end('in'),
  ).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => undefined);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const knock = (own: { cert?: string; key?: string }, servername = 'temporal') =>
    new Promise<string>((resolve) => {
      const socket: TLSSocket = connect({ port, host: '127.0.0.1', servername, ca, ...own });
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
  try {
    const own = { cert: read('temporal_client.crt'), key: read('temporal_client.key') };
    expect(await knock(own)).toBe('in');
    // As Temporal's own parts do among themselves.
    expect(await knock({ cert: read('temporal_server.crt'), key: read('temporal_server.key') })).toBe('in');
    expect(await knock({})).toBe('');
    expect(await knock(own, 'elsewhere')).toBe('');
    // Somebody who made secrets for himself.
    expect(run(strange).status).toBe(0);
    const stranger = { cert: read('temporal_client.crt', strange), key: read('temporal_client.key', strange) };
    expect(await knock(stranger)).toBe('');
    expect(new X509Certificate(read('temporal_client.crt')).ca).toBe(false);
  } finally {
    server.close();
  }
});
