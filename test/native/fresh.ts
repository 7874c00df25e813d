import { type ResolveFnOutput, registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Which module stands in for one that is asked for, by its URL; null for none. */
export type StandIn = (specifier: string, parentUrl: string) => string | null;

const RUN = /\?run=\d+/;

/** A text that names a module, without the run of it. */
export function withoutRun(text: string): string {
  return text.replace(RUN, '');
}

/** The tests and what is written for them. */
export function isTest(path: string): boolean {
  return path.startsWith('test/') || path.endsWith('.test.ts');
}

/**
 * Modules of the project anew for every run, as `?run=<n>` of the importing module asks for; those of packages stay.
 * @param isFresh for which of the project's modules, by their paths in it
 */
export function keepFresh(root: string, standIn: StandIn, isFresh: (path: string) => boolean): void {
  const project = pathToFileURL(`${root}/`).href;
  const isRenewed = (url: string) =>
    url.startsWith(project) && !url.includes('/node_modules/') && isFresh(url.slice(project.length));
  const stripped = new Map<string, string>();
  // To Node a module of another run is another one, for whose imports it would ask the disk again.
  const resolved = new Map<string, ResolveFnOutput>();
  registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL ?? '';
      const instead = standIn(specifier, parent);
      if (instead !== null) return { url: instead, shortCircuit: true };
      const run = RUN.exec(parent)?.[0];
      if (run === undefined) return next(specifier, context);
      const key = [specifier, withoutRun(parent), ...context.conditions].join(' ');
      const found = resolved.get(key) ?? next(specifier, context);
      resolved.set(key, found);
      const isNew = !found.url.includes('?') && isRenewed(found.url);
      return { ...found, url: isNew ? found.url + run : found.url, shortCircuit: true };
    },
    load(url, context, next) {
      const [path = url, run] = url.split('?run=');
      if (run === undefined || !path.endsWith('.ts')) return next(url, context);
      let source = stripped.get(path);
      if (source === undefined) {
        source = stripTypeScriptTypes(String(next(path, context).source));
        stripped.set(path, source);
      }
      return { format: 'module', source, shortCircuit: true };
    },
  });
}
