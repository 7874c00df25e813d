/**
 * Run by `provide.mjs` on Node 24: `library-download.ts <server> <folder>`. Lets the npm library that knows how fetch a
 * server into the folder, and answers `{path}` or `{error}` over IPC. Gives up when nothing arrives for a while.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A vendor that cannot be reached must not hold up the other sources: time without a new byte, in milliseconds. */
const patience = 8_000;

const [name, folder = '.'] = process.argv.slice(2);

const bytesBelow = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );

const answer = (message: { path: string } | { error: string }) =>
  process.send?.(message, () => process.exit('path' in message ? 0 : 1));

function giveUpWhenStuck() {
  let last = { bytes: 0, at: Date.now() };
  return setInterval(() => {
    const bytes = bytesBelow(folder);
    if (bytes !== last.bytes) last = { bytes, at: Date.now() };
    else if (Date.now() - last.at > patience) answer({ error: `nothing arrived for ${patience / 1000} s.` });
  }, 250);
}

async function download(): Promise<string> {
  if (name === 'mongod') {
    const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js');
    return MongoBinary.getPath({ downloadDir: folder });
  }
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download', downloadDir: folder } } as const;
  const started = await (name === 'temporal'
    ? TestWorkflowEnvironment.createLocal({ server })
    : TestWorkflowEnvironment.createTimeSkipping({ server }));
  await started.teardown();
  const [file = ''] = readdirSync(folder);
  return join(folder, file);
}

const watch = giveUpWhenStuck();
try {
  const path = await download();
  clearInterval(watch);
  answer({ path });
} catch (error) {
  answer({ error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) });
}
