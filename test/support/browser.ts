import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumFlags, chromiumPath, NO_CHROMIUM } from './chromium.ts';

export const DESKTOP = { width: 1440, height: 900 };
/** A phone of 390 by 844 pixels, as a hand holds it. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
/** For one step of a page; a busy machine takes its time. */
const PATIENCE_MS = 240_000;
export const SCHEMES = ['light', 'dark'] as const;
/** Axe takes minutes for rows that are all alike; here it sees the first ones, `test/long` lets it see all. */
const MORE_OF_THE_SAME = [
  'tbody > tr:nth-child(n + 9)',
  '.apidocs section > article:nth-of-type(n + 3)',
  '.apidocs nav li:nth-child(n + 6)',
];

const SHOTS = fileURLToPath(new URL('../../.tocsin/test/screenshots/', import.meta.url));

export function launchChromium(...flags: string[]): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  return chromium.launch({ executablePath, args: [...chromiumFlags(), ...flags] });
}

/** A context that is a desktop's in English, unless `options` say otherwise. */
export async function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-GB', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** A context whose requests carry this Cookie header's cookies. */
export async function contextWith(
  browser: Browser,
  url: string,
  cookie: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await openContext(browser, { baseURL: url, ...options });
  const cookies = cookie.split('; ').filter((pair) => pair !== '');
  await context.addCookies(
    cookies.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  return context;
}

/** What a page complains of on its console, errors of scripts and of the content security policy among it. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/**
 * What axe-core finds with all its rules, the size of targets too: a line for each place. It puts its findings
 * together in the page itself: by its other mode it opens a second page for that each time, which frames alone need.
 * @param but selectors of what it need not look at
 */
export async function violationsOf(page: Page, but: readonly string[] = []): Promise<string[]> {
  const options = { resultTypes: ['violations' as const], rules: { 'target-size': { enabled: true } } };
  if (page.frames().length > 1) throw new Error(`${page.url()} has frames, into which axe does not look here.`);
  const axe = new AxeBuilder({ page }).options(options).setLegacyMode();
  for (const selector of but) axe.exclude(selector);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${(failureSummary ?? '').replaceAll(/\s+/g, ' ')}`,
    ),
  );
}

/** What is wider than the window, at most five of it; empty where the page does not scroll sideways. */
export function overflowOf(page: Page): Promise<string[]> {
  // As text: these tests know no types of a browser.
  return page.evaluate(`(() => {
    const { scrollWidth } = document.scrollingElement;
    if (scrollWidth <= innerWidth) return [];
    const end = (e) => Math.round(e.getBoundingClientRect().right);
    const wide = [...document.querySelectorAll('body *')].filter((e) => end(e) > innerWidth + 1);
    const names = wide.slice(0, 5).map((e) => e.tagName.toLowerCase() + '.' + e.className + ' ends at ' + end(e));
    return [scrollWidth + ' px wide', ...names];
  })()`);
}

/** Bytes that came over the wire, with headers, for all a page loads. */
export async function measureTransfer(page: Page): Promise<() => number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  // As on a first visit.
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return () => {
    const sum = bytes;
    bytes = 0;
    return sum;
  };
}

/**
 * Keeps a picture of the whole page among the artefacts of the run, where `SCREENSHOTS` asks for pictures. Chromium
 * cannot take one while it changes from one page to the next ("Unable to capture screenshot"): once the next one has
 * loaded, it is asked again.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  const take = () =>
    page.screenshot({
      path: `${SHOTS}${name.replaceAll(/[^\w-]+/g, '_')}.png`,
      fullPage: true,
      animations: 'disabled',
    });
  await page.waitForLoadState();
  await take().catch(async (error: unknown) => {
    if (!String(error).includes('Unable to capture screenshot')) throw error;
    await page.waitForLoadState();
    await take();
  });
}

/**
 * What axe finds in the open page, wide and light, and what is wider than a phone; `test/long` lets axe see it narrow
 * and dark too, in both languages.
 */
export async function problemsOf(page: Page, name: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const show = async (scheme: 'light' | 'dark', width: number) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(width === 1440 ? DESKTOP : PHONE.viewport);
    await shoot(page, `${name} ${width} ${scheme}`);
  };
  await show('light', 1440);
  found.desktop = await violationsOf(page, MORE_OF_THE_SAME);
  await show('dark', 390);
  found['wider than a phone'] = await overflowOf(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(DESKTOP);
  return Object.fromEntries(Object.entries(found).filter(([, problems]) => problems.length > 0));
}
