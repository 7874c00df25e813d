import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { contextWith, launchChromium } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { openWorld, type World } from '../support/world.ts';

describeInBrowser('the keyboard alone', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const focused = (page: Page) =>
    page.evaluate<string>(
      '(({ id, textContent, name }) => id || name || textContent.trim())' +
        "(document.activeElement ?? { textContent: '' })",
    );
  /** Tab until what has the focus is so named; every stop on the way shows that it has it. */
  async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
    for (let i = 0; i < 200; i += 1) {
      await page.keyboard.press('Tab');
      const isShown = await page.evaluate(`(() => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
      })()`);
      const where = await focused(page);
      expect([where, isShown]).toEqual([where, true]);
      if (typeof wanted === 'string' ? where === wanted : wanted.test(where)) return;
    }
    throw new Error(`Tab never came to ${wanted}.`);
  }

  it('skips to the content, goes by the navigation, and sends a report', async () => {
    const context = await contextWith(browser, world.url, (await world.api.session('dpo')).cookie);
    const page = await context.newPage();
    await page.goto('/');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);

    await page.goto('/');
    await tabTo(page, 'More');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Policy');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk\/policy$/);

    await tabTo(page, 'Report a breach');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk\/report$/);
    await tabTo(page, 'f-title');
    await page.keyboard.type('Found by keyboard');
    await tabTo(page, 'f-summary');
    await page.keyboard.type('No mouse was used.');
    await tabTo(page, /^(f-system|system)$/);
    await page.keyboard.press('Space');
    await tabTo(page, 'Send the report');
    await page.keyboard.press('Enter');
    await page.locator('.reference').waitFor();
    expect(await page.locator('main').textContent()).toContain('No mouse was used.');

    // What was forgotten is named first, and its link leads to the field.
    await page.goto('/desk/report');
    await page.evaluate(`document.querySelector('form.intake').noValidate = true`);
    await tabTo(page, 'Send the report');
    await page.keyboard.press('Enter');
    await page.locator('[role=alert]').waitFor();
    await tabTo(page, /title/i);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('f-title');
    await context.close();
  });
});
