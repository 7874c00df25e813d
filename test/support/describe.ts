import { describe } from '@jest/globals';
import { chromiumPath, NO_CHROMIUM } from './chromium.ts';

/** `describe`, or, where there is no Chromium, its name with the reason why nothing of it runs. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath() === null) describe.skip(`${name} (${NO_CHROMIUM})`, tests);
  else describe(name, tests);
}
