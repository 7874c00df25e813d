import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from '../config/codec.ts';
import { cacheFile, digestOf, readCached, writeCached } from '../config/process-cache.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const WORKFLOWS = 'workflows/index.ts';
/** What npm has installed, by its own list. */
const PACKAGES = join(root, 'node_modules/.package-lock.json');

/** The workflows as one script: built when a source of it has changed, else as it was kept. */
export async function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  const file = cacheFile('workflows.json');
  if (file === null || !existsSync(PACKAGES)) return bundleOf(WORKFLOWS);
  const sources = digestOfSources();
  const kept: { sources: string; bundle: WorkflowBundleWithSourceMap } | null = JSON.parse(readCached(file) ?? 'null');
  if (kept?.sources === sources) return kept.bundle;
  const bundle = await bundleOf(WORKFLOWS);
  writeCached(file, JSON.stringify({ sources, bundle }));
  return bundle;
}

/** The workflows that a file of this project exports, as one script. */
export function bundleOf(file: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: join(root, file),
    workflowInterceptorModules: [join(root, 'workflows/interceptors.ts')],
    // A prebuilt bundle takes its converter from here, not from the worker: error texts must be sealed too.
    failureConverterPath: FAILURE_CONVERTER_PATH,
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: resolveTypeScript,
  });
}

type Config = Parameters<NonNullable<Parameters<typeof bundleWorkflowCode>[0]['webpackConfigHook']>>[0];

/** Imports name their `.ts` file here; the bundler's defaults look for compiled names. */
function resolveTypeScript(config: Config): Config {
  return { ...config, resolve: { ...config.resolve, extensions: ['.ts', '.js', '.mjs', '.json'] } };
}

/** All that can reach the script: the rooms that workflows may import from, this file, and the packages. */
function digestOfSources(): string {
  const rooms = ['activities', 'config', 'domain', 'workflows'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(room, name)),
  );
  const files = [...rooms.sort(), 'worker/bundle.ts'].map((file) => join(root, file));
  return digestOf([...files, PACKAGES].map((file) => `${file} ${digestOf(readFileSync(file))}`).join('\n'));
}
