import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { contextWith, launchChromium } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { openWorld, type World } from '../support/world.ts';

describeInBrowser('Back and Forward', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function inside(): Promise<Page> {
    return (await contextWith(browser, world.url, (await world.api.session('dpo')).cookie)).newPage();
  }
  const summary = (page: Page) => page.locator('main [role=alert]');

  it('lead over a refused report, with what was typed and what is wrong with it', async () => {
    const page = await inside();
    await page.goto('/desk/report');
    await page.evaluate(`document.querySelector('form.intake').noValidate = true`);
    await page.locator('#f-summary').fill('Seen in the log.');
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    await summary(page).waitFor();
    await page.locator('#f-title').fill('An odd sign-in');
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    await page.locator('.reference').waitFor();
    await page.goBack();
    expect(await summary(page).isVisible()).toBe(true);
    expect(await page.locator('#f-summary').inputValue()).toBe('Seen in the log.');
    await page.goBack();
    expect(page.url()).toMatch(/\/desk\/report$/);
    await page.goForward();
    await page.goForward();
    expect(await page.locator('.reference').isVisible()).toBe(true);
    await page.context().close();
  });

  it('lead over a refused awareness and over the preview of facts', async () => {
    const page = await inside();
    const breach = `/desk/breaches/${world.breachId}`;
    // An address of before leads on to the page on which the form stands now.
    await page.goto(`${breach}#f-awareAt`);
    await page.waitForURL(/\/known#f-awareAt$/);
    await page.locator('#f-awareAt').fill('2027-01-01T10:00');
    await page.locator('#f-awareness-reasons').fill('A slip of the year.');
    await page.locator('#aware form button.main').click();
    await summary(page).first().waitFor();
    await page.goto(`${breach}/facts`);
    await page.goBack();
    expect(await page.locator('#f-awareness-reasons').inputValue()).toBe('A slip of the year.');

    await page.goto(`${breach}/facts`);
    await page.locator('#t-people').click();
    await page.locator('#f-peopleConcerned').fill('411');
    await page.locator('#f-reasons').fill('Counted.');
    await page.locator('main form button.main').click();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.waitForURL(/#facts$/);
    await page.goBack();
    expect(await page.locator('h1').textContent()).toBe('What this would change');
    await page.context().close();
  });
});
