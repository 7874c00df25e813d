import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../store/roles.ts';
import {
  complaintsOf,
  contextWith,
  DESKTOP,
  describeInBrowser,
  launchChromium,
  measureTransfer,
  overflowOf,
  PHONE,
  shoot,
  violationsOf,
} from '../support/browser.ts';
import { PAGE_ROUTES, samplesOf } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

const MOST_BYTES = 100 * 1_024;

type Looker = { page: Page; complaints: string[]; transferred: () => number };

describeInBrowser('every page', () => {
  let world: World;
  let browser: Browser;
  let pathOf: (route: string) => string;
  const lookers = new Map<Role | null, Promise<Looker>>();
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    pathOf = await samplesOf(world);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function look(role: Role | null): Promise<Looker> {
    const cookie = role === null ? '' : (await world.api.session(role)).cookie;
    const context = await contextWith(browser, world.url, cookie);
    const page = await context.newPage();
    return { page, complaints: complaintsOf(page), transferred: await measureTransfer(page) };
  }
  function as(role: Role | null): Promise<Looker> {
    const known = lookers.get(role) ?? look(role);
    lookers.set(role, known);
    return known;
  }

  const sizes: string[] = [];
  afterAll(() => {
    process.stdout.write(`First visits, in KiB: ${sizes.join(', ')}\n`);
  });

  it.each(PAGE_ROUTES)(
    '$route is accessible, fits a phone, keeps to its policy and is small',
    async ({ route, role }) => {
      const { page, complaints, transferred } = await as(role);
      complaints.length = 0;
      await page.setViewportSize(DESKTOP);
      await page.emulateMedia({ colorScheme: 'light' });
      transferred();
      const response = await page.goto(pathOf(route));
      expect([response?.status(), response?.headers()['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const bytes = transferred();
      sizes.push(`${route} ${Math.ceil(bytes / 1_024)}`);

      const found: Record<string, string[]> = {};
      found['axe, desktop, light'] = await violationsOf(page);
      await shoot(page, `page ${route} 1440 light`);
      await page.emulateMedia({ colorScheme: 'dark' });
      found['axe, desktop, dark'] = await violationsOf(page, 'color-contrast');
      await shoot(page, `page ${route} 1440 dark`);
      await page.setViewportSize(PHONE.viewport);
      found['axe, phone, dark'] = await violationsOf(page);
      found['wider than a phone'] = await overflowOf(page);
      await shoot(page, `page ${route} 390 dark`);
      await page.emulateMedia({ colorScheme: 'light' });
      found['axe, phone, light'] = await violationsOf(page, 'color-contrast');
      await shoot(page, `page ${route} 390 light`);
      found.complaints = [...complaints];
      expect(Object.fromEntries(Object.entries(found).filter(([, problems]) => problems.length > 0))).toEqual({});
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(bytes).toBeGreaterThan(0);
    },
    180_000,
  );
});
