import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';

/**
 * Where one process leaves for the next what takes long to make: beside the compiled scripts, where such are kept
 * (`bin/tocsin` does), else nowhere. What is missing, damaged or cannot be written only costs time.
 */
export function cacheFile(name: string): string | null {
  const dir = getCompileCacheDir();
  return dir === undefined ? null : join(dir, name);
}

/** SHA-256 in hex. */
export function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What was kept; null where nothing is. Its first line is the digest of the rest, so that damage shows. */
export function readCached(file: string | null): string | null {
  if (file === null) return null;
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    return text.slice(0, Math.max(end, 0)) === digestOf(body) ? body : null;
  } catch {
    return null;
  }
}

/** Keeps a text, whole or not at all. */
export function writeCached(file: string | null, body: string): void {
  if (file === null) return;
  const draft = `${file}.${randomUUID()}`;
  try {
    try {
      writeFileSync(draft, `${digestOf(body)}\n${body}`, { mode: 0o600, flag: 'wx' });
      renameSync(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch {
    // The next process makes it again.
  }
}
