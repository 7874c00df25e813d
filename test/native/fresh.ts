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

/** Which run's copy of a module, by its path, a module of the run given gets; null for the one that is kept for all. */
export type RunOf = (path: string, run: number) => number | null;

/** Modules of the project by runs, as `?run=<n>` of the importing module asks for; those of packages stay. */
export function keepFresh(root: string, standIn: StandIn, runOf: RunOf): void {
  const project = pathToFileURL(`${root}/`).href;
  const runOfUrl = (url: string, run: number) =>
    url.startsWith(project) && !url.includes('/node_modules/') ? runOf(url.slice(project.length), run) : null;
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
      const of = found.url.includes('?') ? null : runOfUrl(found.url, Number(run.slice('?run='.length)));
      return { ...found, url: of === null ? found.url : `${found.url}?run=${of}`, shortCircuit: true };
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
