import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, launchChromium, overflowOf, PHONE, SCHEMES, shoot, violationsOf } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { lookersOf } from '../support/looker.ts';
import { PAGE_STORIES } from '../support/page-stories.ts';
import { LOCALES, PAGE_ROUTES, samplesOf } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

const WIDTHS = [320, 390, 768, 1024, 1440];
/** Where the layout is another, and axe looks again. */
const LAYOUTS = [390, 1440];

describeInBrowser('every page in every language, scheme and width', () => {
  let world: World;
  let browser: Browser;
  let pathOf: (route: string) => string;
  const lookers: Record<string, ReturnType<typeof lookersOf>> = {};
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    pathOf = await samplesOf(world);
    for (const locale of LOCALES) lookers[locale] = lookersOf(world, browser, locale);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const all = LOCALES.flatMap((locale) => PAGE_ROUTES.map((each) => ({ ...each, locale })));
  it.each(all)(
    '$route in $locale',
    async ({ route, role, locale }) => {
      const { page, complaints } = (await lookers[locale]?.(role)) ?? {};
      if (page === undefined || complaints === undefined) throw new Error(`Nobody looks in ${locale}.`);
      complaints.length = 0;
      const response = await page.goto(pathOf(route));
      expect(response?.status()).toBe(200);
      const found: string[] = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ ...(width === 390 ? PHONE.viewport : DESKTOP), width });
        found.push(...(await overflowOf(page)).map((line) => `${width} px: ${line}`));
        for (const colorScheme of LAYOUTS.includes(width) ? SCHEMES : []) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await violationsOf(page)).map((line) => `${width} px, ${colorScheme}: ${line}`));
          await shoot(page, `long ${locale} ${route} ${width} ${colorScheme}`);
        }
      }
      expect([...found, ...complaints]).toEqual([]);
    },
    300_000,
  );

  it.each(LOCALES.flatMap((locale) => PAGE_STORIES.map((story) => ({ ...story, locale }))))(
    '$name, in $locale',
    async ({ role, walk, locale }) => {
      const { page, complaints } = await lookersOf(world, browser, locale)(role);
      await walk(page, { world, locale });
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
