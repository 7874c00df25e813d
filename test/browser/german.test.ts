import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium, shoot } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { englishOn } from '../support/english.ts';
import { lookersOf } from '../support/looker.ts';
import { PAGE_ROUTES, samplesOf } from '../support/pages.ts';
import { openWorld, type World } from '../support/world.ts';

/** For programmers, in English throughout; and a form that comes back as it was sent, here by a program. */
const APART = ['/api', '/desk/returned/:key'];

/** Words on record, as they were reported or drafted: in English, whoever reads them. */
const ON_RECORD = [
  /^Exfiltration:S3\/AnomalousBehavior, severity 8 of 10\. /,
  /^Data from these systems reached people /,
];

describeInBrowser('a German reader', () => {
  let world: World;
  let browser: Browser;
  let pathOf: (route: string) => string;
  let as: ReturnType<typeof lookersOf>;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    pathOf = await samplesOf(world);
    as = lookersOf(world, browser, 'de-DE');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  it.each(PAGE_ROUTES.filter(({ route }) => !APART.includes(route)))(
    'meets no English sentence of ours on $route',
    async ({ route, role }) => {
      const { page } = await as(role);
      await page.goto(pathOf(route));
      if (route !== '/n/:token') expect(await page.locator('html').getAttribute('lang')).toBe('de');
      else await page.goto(`${pathOf(route)}?language=de`);
      await shoot(page, `german ${route}`);
      const english = await englishOn(page);
      expect(english.filter((text) => !ON_RECORD.some((recorded) => recorded.test(text)))).toEqual([]);
      expect(await page.locator('.in-english').allTextContents()).toEqual([]);
    },
  );
});
