import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { HOUR_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import { NOW, TestApi } from '../support/api.ts';
import { launchChromium, openContext } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';

/** Aware so long ago that the authority is to be told five seconds after the hour. */
const awareAt = plusMs(NOW, -71 * HOUR_MS + 5 * SECOND_MS);

describeInBrowser('the time on an open desk', () => {
  let api: TestApi;
  let browser: Browser;
  let url: string;
  let breachId: string;
  beforeAll(async () => {
    api = await TestApi.start();
    url = await api.server.listen({ host: '127.0.0.1', port: 0 });
    browser = await launchChromium();
    breachId = await api.report({ title: 'Ticking', awareAt });
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });

  /** A DPO's desk whose visitor has a clock that is years wrong, and stands still until it is told to run. */
  async function openDesk(options: BrowserContextOptions = {}): Promise<Page> {
    const extraHTTPHeaders = { authorization: `Bearer ${api.tokens.dpo}`, 'accept-language': 'en' };
    const page = await (await openContext(browser, { extraHTTPHeaders, ...options })).newPage();
    await page.clock.install({ time: new Date('2031-05-05T05:05:05Z') });
    return page;
  }
  const left = (page: Page) => page.locator(`tr[data-c^="${breachId}/"] .left`).first();

  it('ticks from the server’s time, whatever the visitor’s clock says', async () => {
    const page = await openDesk();
    await page.goto(url);
    await page.clock.pauseAt(new Date('2031-05-05T05:06:00Z'));
    const seconds = async () => {
      const [, m = '', s = ''] = /^(?:1 h )?(\d+) min (\d+) s$/.exec((await left(page).textContent()) ?? '') ?? [];
      return Number(m) * 60 + Number(s);
    };
    const before = await seconds();
    await page.clock.runFor(3_000);
    expect(await seconds()).toBe(before - 3);
    await page.clock.runFor(3 * HOUR_MS);
    expect(await left(page).textContent()).toMatch(/^2 h 0 min late$/);
    expect(await page.locator('[data-clock=UTC]').textContent()).toMatch(/^11:4\d$/);
    await page.context().close();
  });

  it('is announced once an hour before the limit, once at it, and at no other time', async () => {
    const page = await openDesk();
    await page.goto(url);
    await page.evaluate(`(() => {
      window.said = [];
      const place = document.querySelector('[data-announce]');
      new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true });
    })()`);
    const said = () => page.evaluate<string[]>('window.said');
    await page.clock.runFor(2 * 60_000);
    expect(await said()).toEqual([`GDPR Art. 33(1), ${breachId} is due within the hour.`]);
    await page.clock.runFor(50 * 60_000);
    expect(await said()).toHaveLength(1);
    await page.clock.runFor(20 * 60_000);
    expect((await said()).slice(1)).toEqual([`GDPR Art. 33(1), ${breachId} is overdue.`]);
    await page.clock.runFor(2 * HOUR_MS);
    expect(await said()).toHaveLength(2);
    await page.context().close();
  });

  it.each(['refused', 'unknown to the browser'])('is told of changes by asking, where a stream is %s', async (why) => {
    const page = await openDesk();
    if (why === 'refused') {
      await page.route('**/desk/live*', (route) => {
        const isStream = (route.request().headers().accept ?? '').includes('text/event-stream');
        return isStream ? route.fulfill({ status: 502, body: '' }) : route.continue();
      });
    } else {
      await page.addInitScript('delete window.EventSource');
    }
    const asked = () =>
      page.waitForResponse((answer) => answer.url().includes('/desk/live') && answer.status() === 200);
    const first = asked();
    await page.goto(url);
    await first;
    expect(await page.locator('.news').isHidden()).toBe(true);
    api.now = plusMs(api.now, SECOND_MS);
    await api.report({ title: `Reported while no stream came (${why})` });
    const second = asked();
    await page.clock.runFor(16_000);
    await second;
    await page.locator('.news').waitFor();
    expect(await page.locator('.news').textContent()).toMatch(/^\d changes? since /);
    const shown = await page.locator('.news').textContent();
    const third = asked();
    await page.clock.runFor(16_000);
    await third;
    expect(await page.locator('.news').textContent()).toBe(shown);
    await page.context().close();
  });
});
