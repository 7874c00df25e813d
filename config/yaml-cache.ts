import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const PARSER: string = createRequire(import.meta.url)('yaml/package.json').version;

/** Beside the compiled scripts, where the process keeps such; `bin/tocsin` does. */
export function yamlCacheFile(): string | null {
  const dir = getCompileCacheDir();
  return dir === undefined ? null : join(dir, `policy-yaml-${PARSER}.json`);
}

/**
 * What YAML texts say, kept from one process to the next: parsing a policy takes longer than all that follows. Content
 * is found by the SHA-256 of its text. A cache that is missing, damaged or not writable only costs time.
 */
export class YamlCache {
  readonly #file: string | null;
  readonly #kept: Map<string, unknown>;
  readonly #used = new Map<string, unknown>();
  constructor(file: string | null) {
    this.#file = file;
    this.#kept = file === null ? new Map() : read(file);
  }

  /** The content of a text that was kept without a mistake in it; undefined where it was not. */
  find(text: string): unknown {
    const key = digestOf(text);
    const content = this.#kept.get(key);
    if (content !== undefined) this.#used.set(key, content);
    return content;
  }

  /** Takes up what a text without mistakes says. */
  add(text: string, content: unknown): void {
    this.#used.set(digestOf(text), content);
  }

  /** Writes down the texts of this process, and no others, if any of them is new. */
  save(): void {
    if (this.#file === null || [...this.#used.keys()].every((key) => this.#kept.has(key))) return;
    const entries = [...this.#used];
    const body = JSON.stringify(entries);
    // JSON cannot say everything that YAML can, such as `.inf`.
    if (isDeepStrictEqual(JSON.parse(body), entries)) write(this.#file, `${digestOf(body)}\n${body}`);
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Its first line is the digest of the rest, so that a damaged file is told from a whole one. */
function read(file: string): Map<string, unknown> {
  try {
    const [digest = '', body = ''] = readFileSync(file, 'utf8').split('\n');
    return digest === digestOf(body) ? new Map(JSON.parse(body)) : new Map();
  } catch {
    return new Map();
  }
}

function write(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    try {
      writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
      renameSync(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch {
    // The next process parses again.
  }
}
