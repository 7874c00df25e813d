import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { alarmToClose } from '../support/alarm-to-close.ts';
import { launchChromium, PHONE } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { deskUser } from '../support/desk-user.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';

/** `test/browser/flow.test.ts` goes from report to register, and nothing goes wrong there. */
describe.each([
  ['desktop', {}],
  ['phone', PHONE],
] as const)('on a %s', (size, options) => {
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

    it('goes from the alarm to the closed file, with what goes wrong on the way', () =>
      alarmToClose(tocsin, deskUser(tocsin, browser), size, options));
  });
});
