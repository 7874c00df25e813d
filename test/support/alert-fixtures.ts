import { readdirSync, readFileSync } from 'node:fs';

const SOURCES = new URL('../../detection/sources/', import.meta.url);

/** The fixtures of a source that comes with Tocsin, by their names without `.json`. */
export function fixturesOf(source: string): Record<string, unknown> {
  const folder = new URL(`${source}/fixtures/`, SOURCES);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
  );
}
