import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

let checkout: string;
let bin: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'tocsin-bin-'));
  bin = join(checkout, 'bin', 'tocsin');
  mkdirSync(join(checkout, 'bin'));
  mkdirSync(join(checkout, 'cli'));
  copyFileSync(fileURLToPath(new URL('../../bin/tocsin', import.meta.url)), bin);
  writeFileSync(join(checkout, 'package.json'), '{"type":"module"}');
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const main = (script: string) => writeFileSync(join(checkout, 'cli', 'main.ts'), script);

function installNode() {
  mkdirSync(join(checkout, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(checkout, 'node_modules/node/bin/node'));
}

const { NODE_COMPILE_CACHE: _, ...env } = process.env;
const run = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env });

describe('bin/tocsin', () => {
  it('hands arguments on and gives the exit code back', () => {
    installNode();
    main('console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 3;');
    const { stdout, stderr, status } = run('list', '--json', 'two words');
    expect([JSON.parse(stdout), stderr, status]).toEqual([['list', '--json', 'two words'], '', 3]);
  });

  it('has compiled scripts kept with the packages', () => {
    installNode();
    main("import { getCompileCacheDir } from 'node:module'; console.log(getCompileCacheDir());");
    expect(run().stdout).toContain(join(checkout, 'node_modules/.cache/tocsin'));
  });

  it('hands signals on, and ends by the signal that ended the command', async () => {
    installNode();
    main(
      "process.once('SIGTERM', () => process.kill(process.pid, 'SIGTERM')); setInterval(() => {}, 1000); " +
        "console.log('up');",
    );
    const child = spawn(process.execPath, [bin, 'up'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });

  it('says what to run when the packages are missing', () => {
    const { stderr, status } = run('list');
    expect([stderr, status]).toEqual([expect.stringMatching(/the packages are not installed\. Run `npm ci` in /), 1]);
  });

  it("goes on with the machine's own Node where that is new enough, and says so", () => {
    mkdirSync(join(checkout, 'node_modules'));
    main("console.log('ran')");
    const { stdout, stderr } = run('list');
    expect(stdout).toBe('ran\n');
    expect(stderr).toContain(`going on with Node ${process.versions.node}`);
  });
});
