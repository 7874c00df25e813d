import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium, shoot } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { englishOn } from '../support/english.ts';
import { lookersOf } from '../support/looker.ts';
import { PAGE_ROUTES, samplesOf } from '../support/pages.ts';
import { sampled } from '../support/sampled.ts';
import { openWorld, type World } from '../support/world.ts';

/** For programmers, in English throughout; and a form that comes back as it was sent, here by a program. */
const APART = ['/api', '/desk/returned/:key'];

/** In a company that works in German, and in one that does not: what the engine recorded is said in German. */
describe.each(sampled(['en', 'de'], 2))('in a company of language %s', (own) => {
  describeInBrowser('a German reader', () => {
    let world: World;
    let browser: Browser;
    let pathOf: (route: string) => string;
    let as: ReturnType<typeof lookersOf>;
    beforeAll(async () => {
      [world, browser] = await Promise.all([openWorld({ language: own }), launchChromium()]);
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
        await shoot(page, `german ${own} ${route}`);
        expect(await englishOn(page)).toEqual([]);
        expect(await page.locator('.in-english').allTextContents()).toEqual([]);
      },
    );
  });
});
