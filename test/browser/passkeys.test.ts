import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Role } from '../../domain/roles.ts';
import { anyFree } from '../../local/ports.ts';
import { TestApi } from '../support/api.ts';
import {
  complaintsOf,
  contextWith,
  launchChromium,
  overflowOf,
  PHONE,
  shoot,
  violationsOf,
} from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { enrolled } from '../support/enrolled.ts';

describeInBrowser('a passkey in a browser', () => {
  let api: TestApi;
  let browser: Browser;
  beforeAll(async () => {
    // Browsers take passkeys for a name, and for this one without https.
    const port = await anyFree();
    api = await TestApi.start({ publicUrl: `http://localhost:${port}`, secondFactor: 'required' });
    [browser] = await Promise.all([launchChromium(), api.server.listen({ host: '127.0.0.1', port })]);
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });

  /** Somebody who has just enrolled an authenticator. */
  async function enrolledSession(role: Role): Promise<string> {
    return (await enrolled(api, await api.session(role))).cookie;
  }

  /** A device that asks its owner, and hears the right answer unless it is told otherwise. */
  async function plugIn(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...({ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const),
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    return { cdp, authenticatorId };
  }

  /** What axe finds, and what is wider than a phone. */
  async function problemsOf(page: Page): Promise<string[]> {
    const found = await violationsOf(page);
    await page.setViewportSize(PHONE.viewport);
    return [...found, ...(await overflowOf(page))];
  }

  it('is made on one’s own account, signs in alone, and is removed there', async () => {
    const page = await (await contextWith(browser, api.publicUrl, await enrolledSession('dpo'))).newPage();
    const complaints = complaintsOf(page);
    const { cdp, authenticatorId } = await plugIn(page);
    await page.goto('/desk/account');
    await page.getByLabel('Name', { exact: true }).fill('Phone of the day');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const row = page.locator('tr', { hasText: 'Phone of the day' });
    await row.waitFor();
    expect(await row.textContent()).toContain('never');
    await shoot(page, 'account with a passkey');
    expect(await problemsOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.goto('/sign-in?next=%2Fdesk%2Faccount');
    await shoot(page, 'sign in by a passkey');
    expect(await problemsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/desk/account');
    expect(await row.textContent()).not.toContain('never');

    // The device keeps one passkey for each site and person.
    await page.getByLabel('Name', { exact: true }).fill('The same phone');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('There is a passkey of this device already').waitFor();

    await page.getByRole('button', { name: 'Remove the passkey Phone of the day' }).click();
    await page.waitForURL('**/desk/account');
    expect(await row.count()).toBe(0);
    expect(complaints).toEqual([]);

    // A finger that the device does not know: no signature, and a sentence that says so.
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('The device gave no passkey').waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('This passkey is not known here or was removed').waitFor();
    await page.context().close();
  });

  it('is not offered without scripts, and the page says what works', async () => {
    const signedIn = await enrolledSession('deputy');
    for (const [path, session, text] of [
      ['/sign-in', '', 'Passkeys need scripts and a newer browser'],
      ['/desk/account', signedIn, 'The authenticator app works in every browser'],
    ] as const) {
      const page = await (await contextWith(browser, api.publicUrl, session, { javaScriptEnabled: false })).newPage();
      await page.goto(path);
      expect(await page.getByText(text).isVisible()).toBe(true);
      expect(await page.locator('form[data-passkey]').isVisible()).toBe(false);
      await page.context().close();
    }
  });
});
