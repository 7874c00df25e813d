import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { anyFree } from '../../local/ports.ts';
import { endSessions } from '../../store/users.ts';
import { NOW, TestApi } from '../support/api.ts';
import { contextWith, launchChromium, openContext } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';

describeInBrowser('an open desk', () => {
  let api: TestApi;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    const port = await anyFree();
    url = `http://127.0.0.1:${port}`;
    api = await TestApi.start({ publicUrl: url });
    await api.server.listen({ host: '127.0.0.1', port });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });

  /** A DPO's desk, once it listens. */
  async function openDesk(language = 'en'): Promise<Page> {
    const context = await openContext(browser, {
      extraHTTPHeaders: { authorization: `Bearer ${api.tokens.dpo}` },
      locale: language,
    });
    const page = await context.newPage();
    const listens = page.waitForResponse((response) => response.url().includes('/desk/live'));
    await page.goto(url);
    await listens;
    return page;
  }

  it('hears of a filing: its row says so in place, the figures follow, and a note offers the page anew', async () => {
    const awareAt = plusMs(NOW, -60 * HOUR_MS);
    const [first, second] = [
      await api.report({ title: 'First', awareAt }),
      await api.report({ title: 'Second', awareAt }),
    ];
    const page = await openDesk();
    const rows = () => page.locator('tr[data-c]').evaluateAll((all) => all.map((row) => row.getAttribute('data-c')));
    const before = await rows();
    expect(await page.locator('.news').isVisible()).toBe(false);

    const body = {
      obligation: 'gdpr-art33-1-authority',
      filedAt: NOW,
      receipt: 'R-1',
      elsewhere: true,
      reasons: 'By telephone.',
    };
    const filing = await api.call('dpo', 'POST', `/breaches/${first}/filings`, { body });
    expect(filing.status).toBe(200);
    const row = page.locator(`tr[data-c="${first}/gdpr-art33-1-authority"]`);
    await row.and(page.locator('.is-done')).waitFor();

    expect(await row.locator('.st').textContent()).toBe('Filed');
    expect(await rows()).toEqual(before);
    expect(await page.locator('[data-count=soon]').textContent()).toBe('1');
    expect(await page.locator('[data-count=met]').textContent()).toBe('1');
    const note = page.locator('.news');
    expect(await note.textContent()).toBe('1 change since 09:40 CET. Show them');
    expect(await page.locator('[data-announce]').textContent()).toBe('1 change since 09:40 CET.');

    await note.locator('a').click();
    expect(await page.locator('#soon tr[data-c]').count()).toBe(1);
    expect(await page.locator('#met').textContent()).toContain('First');
    expect(await page.locator('#soon').textContent()).toContain(second);
    await page.context().close();
  });

  it('says it in the language of the page, countdowns too', async () => {
    await api.report({ title: 'Überfällig', awareAt: plusMs(NOW, -80 * HOUR_MS) });
    const page = await openDesk('de');
    expect(await page.locator('#overdue .left').first().textContent()).toMatch(/ zu spät$/);
    await api.report({ title: 'Noch einer' });
    await page.locator('.news').waitFor();
    expect(await page.locator('.news').textContent()).toMatch(
      /^(Eine Änderung|\d Änderungen) seit 09:40 MEZ\. Anzeigen$/,
    );
    await page.context().close();
  });

  it('says so when the session has ended, and leads to the sign-in and back', async () => {
    const { cookie, userId } = await api.session('dpo');
    const context = await contextWith(browser, url, cookie);
    const page = await context.newPage();
    await page.route('**/desk/live*', async (route) => {
      await endSessions(api.store, userId);
      await route.continue();
    });
    await page.goto(`${url}/?group=soon`);
    const note = page.locator('.news');
    await note.waitFor();
    expect(await note.textContent()).toBe('You were signed out. Sign in again');
    expect(await page.locator('[data-announce]').textContent()).toBe('You were signed out.');
    await note.locator('a').click();
    expect(page.url()).toBe(`${url}/sign-in?next=%2F%3Fgroup%3Dsoon`);
    await context.close();
  });

  it('works without any script', async () => {
    const context = await openContext(browser, {
      javaScriptEnabled: false,
      extraHTTPHeaders: { authorization: `Bearer ${api.tokens.dpo}` },
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('.sift summary').click();
    await page.locator('#f-group').selectOption('soon');
    await page.locator('.sift button').click();
    expect(page.url()).toContain('group=soon');
    expect(await page.locator('#soon').isVisible()).toBe(true);
    expect(await page.locator('#overdue').count()).toBe(0);
    await context.close();
  });
});
