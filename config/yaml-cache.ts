import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { cacheFile, digestOf, readCached, writeCached } from './process-cache.ts';

const PARSER: string = createRequire(import.meta.url)('yaml/package.json').version;

export const yamlCacheFile = () => cacheFile(`policy-yaml-${PARSER}.json`);

/** Read once for the files of a folder, which are read one after the other; a process that goes on need not hold it. */
let read: WeakRef<YamlCache> | null = null;

/** What the last reading of a whole policy kept of a text; undefined where it kept nothing of it. */
export function keptContent(text: string): unknown {
  let cache = read?.deref();
  if (cache === undefined) {
    cache = new YamlCache(yamlCacheFile());
    read = new WeakRef(cache);
  }
  return cache.find(text);
}

/**
 * What YAML texts say, kept from one process to the next: parsing a policy takes longer than all that follows. Content
 * is found by the SHA-256 of its text.
 */
export class YamlCache {
  readonly #file: string | null;
  readonly #kept: Map<string, unknown>;
  readonly #used = new Map<string, unknown>();
  constructor(file: string | null) {
    this.#file = file;
    this.#kept = new Map(JSON.parse(readCached(file) ?? '[]'));
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
    if ([...this.#used.keys()].every((key) => this.#kept.has(key))) return;
    const entries = [...this.#used];
    const body = JSON.stringify(entries);
    // JSON cannot say everything that YAML can, such as `.inf`.
    if (isDeepStrictEqual(JSON.parse(body), entries)) writeCached(this.#file, body);
  }
}
