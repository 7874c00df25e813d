import { afterAll, beforeAll, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { alarmToClose } from '../support/alarm-to-close.ts';
import { launchChromium } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { deskUser } from '../support/desk-user.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';

/** What `test/browser/flow.test.ts` does on a phone. */
describeInBrowser('a breach on a desktop, on real servers', () => {
  let tocsin: RunningTocsin;
  let browser: Browser;
  beforeAll(async () => {
    [tocsin, browser] = await Promise.all([startTocsin(), launchChromium()]);
    await fillEmptyRegister(steadyClient(tocsin.url, tocsin.tokens.dpo));
  });
  afterAll(async () => {
    await browser?.close();
    await tocsin?.stop();
  });

  it('goes from the alarm to the closed file, with what goes wrong on the way', () =>
    alarmToClose(tocsin, deskUser(tocsin, browser), 'desktop', {}));
});
