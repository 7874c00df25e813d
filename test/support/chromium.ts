import { existsSync } from 'node:fs';
import { getuid } from 'node:process';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const NO_CHROMIUM =
  'No Chromium was found, so the browser tests are skipped: install it (apt-get install chromium) ' +
  'or set CHROMIUM_PATH.';

/** Where the browser of the tests is: `CHROMIUM_PATH`, else where systems put it; null where there is none. */
export function chromiumPath(): string | null {
  const given = process.env.CHROMIUM_PATH;
  return [...(given ? [given] : []), ...PLACES].find((path) => existsSync(path)) ?? null;
}

/** Only root needs to go without the sandbox: the kernel refuses it the namespaces. */
export function chromiumFlags(): string[] {
  return ['--disable-gpu', '--disable-dev-shm-usage', ...(getuid?.() === 0 ? ['--no-sandbox'] : [])];
}
