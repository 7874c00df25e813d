import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/**
 * Which modules of the project import which, as their text says: loading them to see it takes half a minute. What is
 * imported as a type alone is not loaded, and does not count.
 */

const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^;'"]*?\sfrom\s)?\s*'(\.[^']*)'/gm;

export class Imports {
  readonly #importers = new Map<string, Set<string>>();

  /**
   * Of every module that is reached from `files`, by their paths in the project.
   * @param standIn which module a file gets where it asks for another
   */
  constructor(files: readonly string[], standIn: (path: string, importer: string) => string) {
    const seen = new Set<string>();
    const open = [...files];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file) || !existsSync(file)) continue;
      seen.add(file);
      for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
        const imported = standIn(join(dirname(file), specifier), file);
        const importers = this.#importers.get(imported) ?? new Set();
        this.#importers.set(imported, importers.add(file));
        open.push(imported);
      }
    }
  }

  /** A module and all that reach it by imports, with how many imports each is away; the nearest first. */
  reaching(module: string): Map<string, number> {
    const found = new Map([[module, 0]]);
    for (const [path, distance] of found) {
      for (const importer of this.#importers.get(path) ?? []) {
        if (!found.has(importer)) found.set(importer, distance + 1);
      }
    }
    return found;
  }
}
