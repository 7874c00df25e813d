import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/**
 * Which modules import which, as their text says: loading them to see it takes half a minute. What is imported as a
 * type alone is not loaded, and does not count.
 */

const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^;'"]*?\sfrom\s)?\s*'([^']+)'/gm;

/** Modules of the project by their paths in it, packages by their names. */
type Edges = Map<string, Set<string>>;

export class Imports {
  readonly #imported: Edges = new Map();
  readonly #importers: Edges = new Map();

  /**
   * Of every module that is reached from `files`.
   * @param standIn which module a file gets where it asks for another
   */
  constructor(files: readonly string[], standIn: (path: string, importer: string) => string) {
    const open = [...files];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (this.#imported.has(file) || !file.endsWith('.ts') || !existsSync(file)) continue;
      const asked = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, specifier = '']) => specifier);
      const dir = dirname(file);
      const imported = asked.map((each) => (each.startsWith('.') ? standIn(join(dir, each), file) : each));
      this.#imported.set(file, new Set(imported));
      for (const each of imported) this.#importers.set(each, (this.#importers.get(each) ?? new Set()).add(file));
      open.push(...imported);
    }
  }

  /** A module and all that reach it by imports; the nearest first. */
  reaching(module: string): Set<string> {
    return closure(module, this.#importers);
  }

  /** A module and all that it reaches by imports. */
  reachedFrom(module: string): Set<string> {
    return closure(module, this.#imported);
  }
}

function closure(start: string, edges: Edges): Set<string> {
  const found = new Set([start]);
  for (const each of found) for (const next of edges.get(each) ?? []) found.add(next);
  return found;
}
