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

describe('the image', () => {
  it('runs the Node whose time-zone data the project pins', () => {
    const bases = Array.from(dockerfile.matchAll(/^FROM (\S+)/gm), ([, image]) => image);
    const { dependencies } = JSON.parse(read('package.json'));
    expect([...new Set(bases)]).toEqual([`node:${dependencies.node}-bookworm-slim`]);
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
