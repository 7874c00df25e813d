import { afterAll, beforeAll, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { alarmToClose } from '../support/alarm-to-close.ts';
import { launchChromium, PHONE } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { deskUser } from '../support/desk-user.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';

/** `test/browser/flow.test.ts` goes from report to register, and nothing goes wrong there. */
describeInBrowser('a breach on real servers', () => {
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

  it.each([
    ['desktop', {}],
    ['phone', PHONE],
  ] as const)('goes from the alarm to the closed file, with what goes wrong on the way, on a %s', (size, options) =>
    alarmToClose(tocsin, deskUser(tocsin, browser), size, options),
  );
});
