import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holidayData } from '../domain/clock/calendars.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { fromKept, toKept } from '../domain/policy/kept.ts';
import { cacheFile, digestOf, readCached, writeCached } from './process-cache.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The policy in `dir` without its golden cases, for a process that asks once and ends. Where an earlier one has checked
 * the same files with the same code and packages, it is taken up as that one left it; any other is checked as
 * `loadPolicy` does, and throws what that throws.
 * @param root the folder of that code
 */
export async function loadKeptPolicy(
  dir: string,
  { file = cacheFile('policy-checked.json'), root = ROOT }: { file?: string | null; root?: string } = {},
): Promise<CompiledPolicy> {
  const key = file === null ? null : keyOf(dir, root);
  if (key === null) return loadAnew(dir);
  const [of, text] = split(readCached(file));
  if (of === key) return fromKept(text);
  const policy = await loadAnew(dir);
  // A file that was changed in the meantime may be read as it was or as it is.
  if (keyOf(dir, root) === key) writeCached(file, `${key}\n${toKept(policy)}`);
  return policy;
}

async function loadAnew(dir: string): Promise<CompiledPolicy> {
  const { loadPolicy } = await import('./policy.ts');
  return loadPolicy(dir, { withCases: false });
}

function split(kept: string | null): [string, string] {
  const end = kept?.indexOf('\n') ?? -1;
  return kept === null ? ['', ''] : [kept.slice(0, end), kept.slice(end + 1)];
}

/** The SHA-256 of all that decides what a policy says and whether it is sound; null where that cannot be read. */
function keyOf(dir: string, root: string): string | null {
  try {
    const code = ['config', 'domain'].flatMap((room) => filesIn(join(root, room)).filter(isCode));
    const packages = join(root, 'node_modules/.package-lock.json');
    const files = [...code, packages, ...filesIn(dir)];
    const digests = files.map((path) => [relative(root, path), digestOf(readFileSync(path))]);
    return digestOf(JSON.stringify([process.versions, holidayData, digests]));
  } catch {
    return null;
  }
}

function filesIn(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

function isCode(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.test.ts');
}
