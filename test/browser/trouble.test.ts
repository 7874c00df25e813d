import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LATE_CUSTOMER } from '../../local/demo/script.ts';
import { anyFree } from '../../local/ports.ts';
import { TestApi } from '../support/api.ts';
import {
  complaintsOf,
  contextWith,
  launchChromium,
  openContext,
  overflowOf,
  PHONE,
  shoot,
  violationsOf,
} from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { SmtpSink } from '../support/smtp.ts';
import { openWorld, type World } from '../support/world.ts';

describeInBrowser('when something goes wrong', () => {
  let world: World;
  let browser: Browser;
  let smtp: SmtpSink;
  beforeAll(async () => {
    smtp = await SmtpSink.start();
    [world, browser] = await Promise.all([openWorld({ smtpUrl: smtp.url }), launchChromium()]);
    // Who signs in below by the mailbox of this role.
    await world.api.session('dpo');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
    await smtp?.stop();
  });

  async function inside(role: 'dpo' | 'deputy' | 'reporter' = 'dpo'): Promise<{ context: BrowserContext; page: Page }> {
    const context = await contextWith(browser, world.url, (await world.api.session(role)).cookie);
    const page = await context.newPage();
    return { context, page };
  }
  const sessions = () => world.api.store.connection.collection('sessions');
  const reports = () => world.api.store.connection.collection('intake').countDocuments({ kind: 'report' });

  it('a session that ends in the middle of a form costs a sign-in and no word of it', async () => {
    const { context, page } = await inside();
    await page.goto('/desk/report');
    await page.locator('#f-title').fill('Letter opened by a stranger');
    await page.locator('#f-summary').fill('Two pages with names; „ganz“ offen.');
    await page.locator('input[name=system][value=billing]').check();
    const before = await reports();
    await sessions().deleteMany({});
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    expect(page.url()).toContain('/sign-in?next=');
    await shoot(page, 'trouble sign in again');
    const mails = smtp.mails.length;
    await page.locator('#f-email').fill('dpo@people.example');
    await page.locator('form[action="/sign-in"] button').click();
    const { text } = await smtp.mail(mails + 1);
    await page.goto(/https?:\/\/\S+\/sign-in\/link\S+/.exec(text)?.[0] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/desk\/report/);
    expect(await page.locator('#f-title').inputValue()).toBe('Letter opened by a stranger');
    expect(await page.locator('#f-summary').inputValue()).toBe('Two pages with names; „ganz“ offen.');
    expect(await page.locator('input[name=system][value=billing]').isChecked()).toBe(true);
    expect(await reports()).toBe(before);
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    await page.locator('.reference').waitFor();
    expect(await reports()).toBe(before + 1);
    await page.goBack();
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    expect(await reports()).toBe(before + 1);
    await context.close();
  });

  it('two people who edit the same facts are shown both versions, and neither is lost', async () => {
    const [one, two] = [await inside(), await inside('deputy')];
    const facts = `/desk/breaches/${world.breachId}/facts`;
    for (const { page } of [one, two]) await page.goto(facts);
    const edit = async (page: Page, count: string, measures: string) => {
      await page.locator('#t-people').click();
      await page.locator('#f-peopleConcerned').fill(count);
      await page.locator('#f-measures').fill(measures);
      await page.locator('#f-reasons').fill('Counted anew.');
      await page.locator('main form button.main').click();
    };
    await edit(one.page, '500', 'Keys revoked.');
    await one.page.locator('main form button.main').click();
    await one.page.waitForURL(/#facts$/);
    await edit(two.page, '600', 'Access closed.');
    const body = (await two.page.locator('main').textContent()) ?? '';
    for (const said of [
      'Somebody changed this while you were writing',
      '500',
      '600',
      'Keys revoked.',
      'Access closed.',
    ])
      expect(body).toContain(said);
    await shoot(two.page, 'trouble conflict');
    expect(await violationsOf(two.page)).toEqual([]);
    await two.page.setViewportSize(PHONE.viewport);
    expect(await overflowOf(two.page)).toEqual([]);
    await one.page.goto(facts);
    expect(await one.page.locator('#f-peopleConcerned').inputValue()).toBe('500');
    for (const { context } of [one, two]) await context.close();
  });

  it('a page that is not there, or not for the role, says so inside the desk', async () => {
    const { context, page } = await inside('reporter');
    const complaints = complaintsOf(page);
    for (const [path, status, heading] of [
      ['/desk/register', 403, 'Not for this role'],
      ['/desk/reports/nothing', 404, 'There is nothing here'],
      ['/desk/no-such-page', 404, 'There is nothing here'],
    ] as const) {
      const response = await page.goto(path);
      expect([path, response?.status(), await page.locator('h1').textContent()]).toEqual([path, status, heading]);
      expect(await violationsOf(page)).toEqual([]);
      await shoot(page, `trouble ${status} ${path}`);
    }
    // The browser itself notes each answer that is no success.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    await context.close();
  });

  it('a link that does not open says why, and how to go on', async () => {
    const context = await openContext(browser, { ...PHONE, baseURL: world.url });
    const page = await context.newPage();
    const look = async (name: string, says: RegExp) => {
      expect(await page.locator('main').textContent()).toMatch(says);
      expect(await violationsOf(page)).toEqual([]);
      expect(await overflowOf(page)).toEqual([]);
      await shoot(page, `trouble ${name}`);
    };
    await page.goto('/sign-in/link?token=used-already');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await look('dead sign-in link', /does not work any more/);
    await page.goto('/n/nobody-signed-this');
    await look('unknown notice link', /link/i);
    await page.goto(world.links.get(LATE_CUSTOMER) ?? '');
    await page.locator('#holdsData').check();
    await page.locator('#misuse').check();
    await page.locator('#answeredBy').fill('Head teacher');
    await page.locator('#phone').fill('+49 30 5550 117');
    await page.locator('#answer button').click();
    await look('acknowledged', /thank/i);
    world.api.now = '2027-02-01T08:00:00.000Z';
    await page.goto(world.links.get('sturdy-cloud') ?? '');
    await look('expired notice link', /expired|too old|no longer/i);
    world.api.now = '2026-11-24T08:40:00.000Z';
    await context.close();
  });

  it('without Temporal the desk says so, reads on, and takes reports', async () => {
    const { context, page } = await inside();
    world.api.gateway.isUp = false;
    world.api.now = '2026-11-24T08:41:00.000Z';
    await page.goto('/');
    expect(await page.locator('.away').textContent()).toMatch(/^The workflow engine \(Temporal\) does not answer/);
    expect(await page.locator('tr[data-c]').count()).toBeGreaterThan(3);
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'trouble without Temporal');
    await page.goto('/desk/report');
    await page.locator('#f-title').fill('Reported during an outage');
    await page.locator('#f-summary').fill('Temporal was away.');
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    await page.locator('.reference').waitFor();
    await shoot(page, 'trouble reported without Temporal');
    world.api.gateway.isUp = true;
    world.api.now = '2026-11-24T08:42:00.000Z';
    await context.close();
  });

  it('without MongoDB every page says so in plain words, and that nothing was stored', async () => {
    const port = await anyFree();
    const publicUrl = `http://127.0.0.1:${port}`;
    const api = await TestApi.start({ ownMongo: true, publicUrl });
    await api.server.listen({ host: '127.0.0.1', port });
    const context = await contextWith(browser, publicUrl, (await api.session('dpo')).cookie);
    const page = await context.newPage();
    expect((await page.goto('/'))?.status()).toBe(200);
    // It does not come back.
    await api.stopDatabase();
    const response = await page.goto('/');
    expect(response?.status()).toBe(503);
    expect(await page.locator('main').textContent()).toMatch(
      /database, .*does not answer.*Nothing of what you sent was stored/,
    );
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'trouble without MongoDB');
    await context.close();
    await api.stop();
  });
});
