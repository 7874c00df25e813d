import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './running-tocsin.ts';

/** The last commit of version 0.1. */
const COMMIT = '522caf8';

export const NO_EARLIER = `No upgrade test: this repository has no commit ${COMMIT} (a shallow clone, or none at all).`;

/** Whether version 0.1 is in this repository's history. */
export function hasEarlier(): boolean {
  try {
    git('cat-file', '-e', `${COMMIT}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** What version 0.1 needs and this version does not. */
const ITS_OWN = '@fastify/formbody@9.0.1';

/**
 * Version 0.1 in a folder of its own, with the packages of this checkout, and with its own where Node looks next: in
 * the folder above. That one is installed, which needs a registry.
 */
export function checkOutEarlier(): { checkout: string; remove(): void } {
  const above = mkdtempSync(join(tmpdir(), 'tocsin-earlier-'));
  const checkout = join(above, 'checkout');
  mkdirSync(checkout);
  const archive = git('archive', '--format=tar', COMMIT);
  execFileSync('tar', ['-x', '-C', checkout], { input: archive });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const quietly = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', ['install', '--prefix', above, ...quietly, ITS_OWN], { cwd: above, stdio: 'ignore' });
  return { checkout, remove: () => rmSync(above, { recursive: true, force: true }) };
}

function git(...args: string[]): Buffer {
  return execFileSync('git', args, { cwd: root, maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
}
