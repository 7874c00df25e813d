import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { contextWith, DESKTOP, launchChromium, overflowOf, PHONE, shoot, violationsOf } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { openWorld, type World } from '../support/world.ts';

describeInBrowser('work on an incident', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const url = (query = '') => `/desk/breaches/${world.breachId}/work${query}`;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    const { cookie } = await world.api.session('dpo');
    page = await (await contextWith(browser, world.url, cookie)).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** What axe finds wide and light, and narrow and dark, and what is wider than a phone. */
  async function problems(name: string): Promise<string[]> {
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: 'light' });
    await shoot(page, `work ${name} 1440`);
    const wide = await violationsOf(page);
    await page.setViewportSize(PHONE.viewport);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, `work ${name} 390`);
    const narrow = [...(await violationsOf(page)), ...(await overflowOf(page))];
    await page.setViewportSize(DESKTOP);
    return [...wide, ...narrow];
  }

  it('begins on the page of the incident, with a playbook whose tasks are done, given away and dropped', async () => {
    await page.goto(`/desk/breaches/${world.breachId}`);
    await page.getByRole('link', { name: 'Tasks, notes, calls, files' }).click();
    await page.locator('#f-playbook').selectOption('ransomware');
    await page.getByRole('button', { name: 'Add its tasks' }).click();
    await page.getByRole('button', { name: /^Done ?: Task 1$/ }).click();
    await page.locator('#task-1').waitFor({ state: 'detached' });
    expect(await page.locator('#list .log > li').count()).toBe(8);
    await page.getByRole('link', { name: /^Change ?: Task 2$/ }).click();
    await page.locator('#form-change').getByRole('button', { name: 'Drop the task' }).click();
    expect(await page.locator('#f-change-reasons-e').textContent()).toContain('Give the reasons');
    expect(await problems('task refused')).toEqual([]);
    await page.locator('#f-change-owner').selectOption('deputy');
    await page.getByRole('button', { name: 'Give it away' }).click();
    await page.locator('#task-2', { hasText: 'Deputy' }).waitFor();
    expect(await problems('tasks')).toEqual([]);
  });

  it('keeps notes, calls and a file that is downloaded as it was', async () => {
    await page.goto(url('?list=notes'));
    expect(await problems('no notes')).toEqual([]);
    await page.locator('#f-note-text').fill('Counsel says: wait with the press.\nWe meet at five.');
    await page.locator('#f-note-privileged').check();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByText('Counsel says').waitFor();
    expect(await problems('notes')).toEqual([]);

    await page.goto(url('?list=calls'));
    await page.locator('#f-call-partner').fill('Dana Okoro, Sturdy Cloud, +49 30 23125 100');
    await page.locator('#f-call-said').fill('The account is shut since ten. She sends the log.');
    await page.locator('#f-call-at').fill('2026-11-23T10:00');
    await page.getByRole('button', { name: 'Log a call' }).click();
    await page.getByText('Dana Okoro').waitFor();
    expect(await problems('calls')).toEqual([]);

    await page.goto(url('?list=files'));
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await page.locator('#f-file').setInputFiles({ name: 'Übersicht.svg', mimeType: 'image/svg+xml', buffer: bytes });
    await page.locator('#f-file-about').fill('The page of the intruder');
    await page.getByRole('button', { name: 'Add a file' }).click();
    await page.getByText('Übersicht.svg', { exact: true }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Download').click()]);
    expect(download.suggestedFilename()).toMatch(/\.bin$/);
    expect(await problems('files')).toEqual([]);
  });

  it('pages through a long list, and stands in the timeline', async () => {
    const { api, breachId } = world;
    for (let n = 1; n <= 21; n += 1) {
      await api.call('responder', 'POST', `/breaches/${breachId}/notes`, { body: { text: `Note of minute ${n}.` } });
    }
    await page.goto(url('?list=notes'));
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByText('Counsel says').waitFor();
    await page.goto(`/desk/breaches/${breachId}#timeline`);
    await page.waitForURL(/\/timeline#timeline$/);
    await page.getByText('Note 22 added').waitFor();
    await page.goto(`/desk/breaches/${breachId}/files`);
    expect(await page.getByText('Include the privileged notes').count()).toBe(1);
    await shoot(page, 'work breach page 1440');
  });
});
