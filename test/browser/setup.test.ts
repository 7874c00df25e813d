import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import { launchChromium, openContext, overflowOf, PHONE, shoot, violationsOf } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { type DeskUser, deskUser, linkIn, now, reloadUntil } from '../support/desk-user.ts';
import { type RunningTocsin, startTocsin } from '../support/running-tocsin.ts';

/** Forty people of one company: what a personnel system hands over. */
const STAFF = [
  ['Kari Berg', 'kari@nordlys.no', 'dpo'],
  ['Ola Lund', 'ola@nordlys.no', 'deputy'],
  ['Ada Vik', 'ada@nordlys.no', 'administrator'],
  ['Per Moen', 'per@nordlys.no', 'administrator'],
  ['Liv Aas', 'liv@nordlys.no', 'auditor'],
  ...Array.from({ length: 5 }, (_, i) => [`Responder ${i}`, `r${i}@nordlys.no`, 'responder']),
  ...Array.from({ length: 30 }, (_, i) => [`Colleague ${i}`, `c${i}@nordlys.no`, 'reporter']),
];
const LIST = ['name;email;rolle', ...STAFF.map((row) => row.join(';'))].join('\n');

describeInBrowser('a company, from an empty database to its first exercise', () => {
  let tocsin: RunningTocsin;
  let browser: Browser;
  let user: DeskUser;
  beforeAll(async () => {
    [tocsin, browser] = await Promise.all([startTocsin(), launchChromium()]);
    user = deskUser(tocsin, browser);
  });
  afterAll(async () => {
    await browser?.close();
    await tocsin?.stop();
  });

  async function newPage(): Promise<Page> {
    return (await openContext(browser, { baseURL: tocsin.url })).newPage();
  }

  /** Signs somebody in by the link that the sign-in mails. */
  async function signIn(address: string): Promise<Page> {
    const page = await newPage();
    const since = plusMs(now(), -1_000);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(address);
    await page.getByRole('button', { name: /link/i }).click();
    const { text } = await user.mailTo(address, '/sign-in/link', since);
    await page.goto(linkIn(text, /\/sign-in\/link\S+/));
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  /** Comes in by the invitation that was mailed. */
  async function comeIn(address: string): Promise<Page> {
    const page = await newPage();
    const { text } = await user.mailTo(address, '/sign-in/invitation');
    await page.goto(linkIn(text, /\/sign-in\/invitation\S+/));
    await shoot(page, 'setup 07 invitation');
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  async function changeSettings(page: Page, section: string, fields: Record<string, string>): Promise<void> {
    await page.goto(`/desk/settings/${section}`);
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
    await page.locator('#f-reasons').fill('We are Nordlys.');
    await page.getByRole('button', { name: 'See what it does' }).click();
    await shoot(page, `setup 02 preview ${section}`);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Store this change' }).click();
    await page.waitForURL(/\/desk\/settings#history$/);
  }

  const stateOf = (page: Page, step: string) =>
    page.locator('table.setup tr', { hasText: step }).locator('.st').first().textContent();

  it(
    'is set up by clicking alone',
    async () => {
      const first = await signIn('administrator@example.org');
      await first.waitForURL(/\/desk\/setup$/);
      expect(await first.locator('h1').textContent()).toMatch(/steps are left/);
      await shoot(first, 'setup 01 checklist');
      expect(await violationsOf(first)).toEqual([]);

      await changeSettings(first, 'company', {
        ...{ name: 'Nordlys', legalName: 'Nordlys AS', 'publicContact.phone': '+47 22 00 00 00' },
        'publicContact.email': 'privacy@nordlys.no',
      });
      await changeSettings(first, 'law', { 'establishment.main': 'NO', 'establishment.region': '' });
      await changeSettings(first, 'posts', {
        ...{ 'dpo.email': 'dpo@nordlys.no', 'dpo.name': 'Kari Berg' },
        ...{ 'deputy.email': 'deputy@nordlys.no', 'deputy.name': '' },
      });
      await shoot(first, 'setup 03 settings');

      await first.goto('/desk/users/list');
      await first.locator('#f-text').fill(LIST);
      await first.getByRole('button', { name: 'Check and add' }).click();
      expect(await first.locator('h1').textContent()).toBe('40 people were added');
      await shoot(first, 'setup 04 list added');
      await first.goto('/desk/users');
      await shoot(first, 'setup 05 users');

      await first.goto('/desk/setup');
      for (const step of ['Mail', 'Slack']) {
        await first.getByRole('button', { name: new RegExp(`^Test now ?: ${step}$`) }).click();
        await reloadUntil(first, `the test of ${step}`, async () => (await stateOf(first, step)) === 'done');
      }
      await user.mailTo('dpo@nordlys.no', '/desk/setup');

      const dpo = await comeIn('kari@nordlys.no');
      await dpo.waitForURL(`${tocsin.url}/`);
      await dpo.goto('/desk/setup');
      await dpo.getByRole('link', { name: 'Add a supplier' }).click();
      const party = async (id: string, name: string) => {
        await dpo.locator('#f-id').fill(id);
        await dpo.locator('#f-name').fill(name);
        await dpo.locator('#f-contact1-name').fill('Security desk');
        await dpo.locator('#f-contact1-email').fill(`security@${id}.no`);
        await dpo.getByRole('button', { name: 'Save', exact: true }).click();
        await dpo.goto('/desk/setup');
      };
      await party('fjordhost', 'Fjord Hosting');
      await dpo.getByRole('link', { name: 'Add a customer' }).click();
      await party('havn', 'Havn Rederi');
      await dpo.getByRole('link', { name: 'Add a system' }).click();
      await dpo.locator('#f-id').fill('booking');
      await dpo.locator('#f-name').fill('Booking');
      await dpo.locator('input[name=plane][value=control]').check();
      await dpo.locator('input[name=dataClasses][value=simple]').check();
      await dpo.locator('#f-dataCategories').fill('names');
      await dpo.locator('#f-countries').fill('Norway');
      await dpo.locator('input[name=suppliers][value=fjordhost]').check();
      await dpo.getByRole('button', { name: 'Save', exact: true }).click();
      await dpo.goto('/desk/setup');
      await dpo.getByRole('link', { name: 'Begin one' }).click();
      await shoot(dpo, 'setup 08 exercise');
      await dpo.locator('form[action="/desk/exercises"] button.main').click();
      await dpo.waitForURL(/\/desk\/exercises\?started=/);

      const own = await comeIn('ada@nordlys.no');
      await own.waitForURL(/\/desk\/setup$/);
      await reloadUntil(own, 'the exercise', async () => (await stateOf(own, 'First exercise')) === 'done');
      await own.getByRole('link', { name: 'Leave it' }).click();
      await shoot(own, 'setup 09 leave the example');
      await own.getByRole('button', { name: 'Leave the example company' }).click();
      await own.waitForURL(/\/desk\/setup$/);
      expect(await own.locator('h1').textContent()).toBe('Everything is set up');
      await shoot(own, 'setup 10 done');
      expect(await violationsOf(own)).toEqual([]);
      await own.setViewportSize(PHONE.viewport);
      await own.emulateMedia({ colorScheme: 'dark' });
      await shoot(own, 'setup 11 done on a phone');
      expect([...(await violationsOf(own)), ...(await overflowOf(own))]).toEqual([]);

      // Who came with the example is out, and stays out.
      await first.goto('/desk/setup');
      expect(first.url()).toContain('/sign-in');
    },
    10 * MINUTE_MS,
  );
});
