import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Modules of the project anew for every mutant, as `?run=<n>` of the importing module asks for; those of packages stay.
 * Only so no memory of an earlier mutant (a cached calendar, say) can hide or fake a failure.
 */
export function keepFresh(root: string, globals: string): void {
  const project = pathToFileURL(`${root}/`).href;
  const isOurs = (url: string) => url.startsWith(project) && !url.includes('/node_modules/');
  const stripped = new Map<string, string>();
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
      const isPolicy = specifier.endsWith('/config/policy.ts') && /\.test\.ts\?/.test(context.parentURL ?? '');
      const found = next(isPolicy ? `${project}test/mutation/policy-once.ts` : specifier, context);
      const run = /\?run=\d+$/.exec(context.parentURL ?? '')?.[0];
      return run === undefined || !isOurs(found.url) || found.url.includes('?')
        ? found
        : { ...found, url: found.url + run };
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
