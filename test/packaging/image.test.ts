import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { renderEnvExample } from './env-example.ts';
import { provideHadolint } from './hadolint.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const dockerfile = read('Dockerfile');
const shipped = read('.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

/** One package of the lock file. */
type Locked = {
  version: string;
  name?: string;
} & Partial<Record<'dev' | 'optional' | 'devOptional' | 'peer', boolean>>;

describe('the image', () => {
  it('runs the Node whose time-zone data the project pins', () => {
    const bases = Array.from(dockerfile.matchAll(/^FROM (\S+)/gm), ([, image]) => image);
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toMatch(/^\$\{NODE_IMAGE\}$/);
    const { dependencies } = JSON.parse(read('package.json'));
    expect(/^ARG NODE_IMAGE=(.*)$/m.exec(dockerfile)?.[1]).toBe(`node:${dependencies.node}-bookworm-slim`);
  });

  it('holds no package that only development needs, and a list (CycloneDX) of each that it holds', () => {
    const lock: Record<string, Locked> = JSON.parse(read('package-lock.json')).packages;
    const shippedPackages = Object.entries(lock).filter(([path, { dev }]) => path !== '' && dev !== true);
    // Those that a platform or another package may or may not bring are not asked for.
    const always = shippedPackages.filter(([, { optional, devOptional, peer }]) => !optional && !devOptional && !peer);
    const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const names = new Set(shippedPackages.map(([path]) => nameOf(path)));
    for (const name of ['maildev', 'smtp-server', 'jest', 'mongodb-memory-server-core'])
      expect(names).not.toContain(name);
    expect(dockerfile).toContain('RUN npm ci --omit=dev ');
    expect(dockerfile).toContain('npm run --silent sbom > sbom.cdx.json');
    const { status, stdout } = spawnSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' });
    expect(status).toBe(0);
    const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: { purl: string }[] };
    expect(bomFormat).toBe('CycloneDX');
    const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl)));
    const wanted = always.map(([path, { version, name }]) => `pkg:npm/${name ?? nameOf(path)}@${version}`);
    expect([...listed]).toEqual(expect.arrayContaining(wanted));
    expect([...listed].filter((purl) => purl.includes('/maildev@'))).toEqual([]);
  });

  it('ends as a user who is not root, by number, so that a cluster can see it', () => {
    expect(dockerfile.match(/^USER .*$/gm)?.at(-1)).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
  });

  it('ships every room that a shipped room imports, and each that is named', () => {
    const sources = shipped.flatMap((room) => globSync(`${room}/**/*.{ts,mjs}`, { cwd: root }));
    const imports = sources
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) =>
        [...read(file).matchAll(/(?:from |import\()'((?:\.\.\/)+)(\w+)\//g)].map((found) => ({ file, found })),
      )
      .filter(({ file, found }) => found[1]?.split('/').length === file.split('/').length)
      .map(({ found }) => found[2]);
    expect(shipped).toEqual(expect.arrayContaining([...new Set(imports)]));
    expect(imports).toContain('domain');
    expect(shipped.filter((entry) => globSync(entry, { cwd: root }).length === 0)).toEqual([]);
  });
});

it('.env.example says what the table of variables says; `node test/packaging/env-example.ts` writes it anew', () => {
  expect(read('.env.example')).toBe(renderEnvExample());
});

const linter = await provideHadolint().then(
  (path) => ({ path, reason: '' }),
  (error: Error) => ({ path: undefined, reason: error.message }),
);
if (linter.path === undefined) console.log(`Skipped: the Dockerfile is not linted, because ${linter.reason}.`);

(linter.path === undefined ? it.skip : it)('the Dockerfile passes hadolint', () => {
  const { status, stdout } = spawnSync(linter.path ?? '', ['--no-color', 'Dockerfile'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
