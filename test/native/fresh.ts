import { type ResolveFnOutput, registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Which module stands in for one that is asked for, by its URL; null for none. */
export type StandIn = (specifier: string, parentUrl: string) => string | null;

const RUN = /\?run=\d+/;

/** A text that names a module, without the run of it. */
export function withoutRun(text: string): string {
  return text.replace(RUN, '');
}

/**
 * Modules of the project anew for every run, as `?run=<n>` of the importing module asks for; those of packages stay.
 * Only so no memory of an earlier run (a cached calendar, say) can hide or fake a failure.
 */
export function keepFresh(root: string, standIn: StandIn): void {
  const project = pathToFileURL(`${root}/`).href;
  const isOurs = (url: string) => url.startsWith(project) && !url.includes('/node_modules/');
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
      const isFresh = isOurs(found.url) && !found.url.includes('?');
      return { ...found, url: isFresh ? found.url + run : found.url, shortCircuit: true };
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
