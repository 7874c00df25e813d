import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadKeptPolicy } from './kept-policy.ts';
import { loadPolicy } from './policy.ts';
import { readCached, writeCached } from './process-cache.ts';

let root: string;
let dir: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-policy-'));
  [dir, file] = [join(root, 'policy'), join(root, 'kept')];
  cpSync('policy', dir, { recursive: true });
  // Enough to load, and quick to check.
  for (const name of readdirSync(join(dir, 'regimes'))) {
    if (name !== 'gdpr.yaml') rmSync(join(dir, 'regimes', name));
  }
  for (const room of ['config', 'domain', 'node_modules']) mkdirSync(join(root, room));
  writeFileSync(join(root, 'domain/rules.ts'), 'export const HOURS = 72;');
  writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const load = () => loadKeptPolicy(dir, { file, root });

/** What is loaded, once another name of the organisation stands in what was kept. */
async function nameOnceKept(): Promise<string> {
  await load();
  const kept = readCached(file) ?? '';
  const { name } = loadPolicy(dir).organisation;
  writeCached(file, kept.replace(`"name":${JSON.stringify(name)}`, '"name":"As kept"'));
  return name;
}

describe('a policy that an earlier process has checked', () => {
  it('is taken up as it was kept', async () => {
    await nameOnceKept();
    expect((await load()).organisation.name).toBe('As kept');
  });

  it.each([
    ['a file of the policy', 'policy/ladders.yaml'],
    ['the code that checks it', 'domain/rules.ts'],
    ['a package', 'node_modules/.package-lock.json'],
  ])('is checked anew where %s has changed', async (_, changed) => {
    const name = await nameOnceKept();
    appendFileSync(join(root, changed), '\n');
    expect((await load()).organisation.name).toBe(name);
  });

  it('is checked anew where a file was added', async () => {
    const name = await nameOnceKept();
    writeFileSync(join(root, 'domain/more.ts'), '');
    expect((await load()).organisation.name).toBe(name);
  });

  it('is checked anew where what was kept is damaged', async () => {
    const name = await nameOnceKept();
    appendFileSync(file, ' ');
    expect((await load()).organisation.name).toBe(name);
  });

  it('is refused with every mistake that a change has brought, and not kept', async () => {
    await nameOnceKept();
    appendFileSync(join(dir, 'organisation.yaml'), '\nnobody: knows this\n');
    await expect(load()).rejects.toThrow(/organisation\.yaml:\d+.*unknown field/);
    await expect(load()).rejects.toThrow('unknown field');
    rmSync(join(dir, 'organisation.yaml'));
    cpSync('policy/organisation.yaml', join(dir, 'organisation.yaml'));
    expect((await load()).organisation.name).toBe('As kept');
  });

  it('is loaded where nothing may be kept, and where the code cannot be read', async () => {
    const { policyVersion } = loadPolicy(dir);
    expect((await loadKeptPolicy(dir, { file: null, root })).policyVersion).toBe(policyVersion);
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect((await load()).policyVersion).toBe(policyVersion);
    expect(readCached(file)).toBeNull();
  });
});
