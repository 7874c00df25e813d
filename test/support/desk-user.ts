import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type Instant, MINUTE_MS, plusMs, toInstant } from '../../domain/time.ts';
import { openMailbox } from '../../local/demo/mailbox.ts';
import { ANSWERS } from '../../local/demo/script.ts';
import { localInput } from '../../web/instant-field.ts';
import { openContext, shoot } from './browser.ts';
import type { RunningTocsin } from './running-tocsin.ts';
import { until } from './until.ts';

export const ZONE = 'Europe/Berlin';
/** Loading a page without a pause would keep the machine from what the page is to show. */
const RELOAD_MS = 500;

export type DeskUser = ReturnType<typeof deskUser>;

/** What people do with a browser on a running Tocsin, the DPO and a supplier. */
export function deskUser(tocsin: RunningTocsin, browser: Browser) {
  const started = now();

  const mailTo = (address: string, mentions: string, since = started) =>
    openMailbox(tocsin.inbox).waitForMail({ address, mentions, since }, { waitMs: 60_000 });

  /** Signs the DPO in as people do: by the link in the mail. */
  async function signIn(options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await openContext(browser, { baseURL: tocsin.url, ...options });
    const page = await context.newPage();
    const since = now();
    await page.goto('/');
    await page.getByLabel('E-mail').fill('dpo@example.org');
    await page.getByRole('button', { name: /link/i }).click();
    const { text } = await mailTo('dpo@example.org', '/sign-in/link', plusMs(since, -1_000));
    await page.goto(linkIn(text, /\/sign-in\/link\S+/));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${tocsin.url}/`);
    return { context, page };
  }

  async function report(page: Page, title: string): Promise<string> {
    await page.getByRole('link', { name: 'Report a breach' }).first().click();
    await page.locator('#f-title').fill(title);
    await page.locator('#f-summary').fill('A session under her name was not hers. It was signed out at once.');
    await page.locator('input[name=system][value=support-console]').check();
    await page.getByRole('button', { name: 'Send the report' }).first().click();
    return (await page.locator('.reference').textContent()) ?? '';
  }

  /** A report is taken in at once and handed on within a second: the page offers the breach when it is there. */
  async function openBreach(page: Page): Promise<void> {
    const open = page.getByRole('link', { name: 'Open the incident' });
    await reloadUntil(page, 'the breach', async () => (await open.count()) > 0);
    await open.click();
  }

  /** A supplier reads what came by mail, and answers behind its link. */
  async function answer(mail: string, options: BrowserContextOptions, name?: string): Promise<void> {
    const context = await openContext(browser, options);
    const supplier = await context.newPage();
    await supplier.goto(linkIn(mail, /\/n\/[\w.~-]+/));
    if (name !== undefined) await shoot(supplier, `${name} asked`);
    const { holdsData, misuse, answeredBy } = ANSWERS.deskwell as Record<'holdsData' | 'misuse' | 'answeredBy', string>;
    await supplier.locator(`input[name=holdsData][value=${holdsData}]`).check();
    await supplier.locator(`input[name=misuse][value=${misuse}]`).check();
    await supplier.locator('#answeredBy').fill(answeredBy);
    await supplier.getByRole('button', { name: 'Confirm and send' }).click();
    await supplier.getByRole('heading', { level: 1, name: /thank/i }).waitFor();
    if (name !== undefined) await shoot(supplier, `${name} acknowledged`);
    await context.close();
  }

  async function recordAwareness(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Record awareness' }).first().click();
    await page.locator('#f-awareAt').fill(localInput(plusMs(now(), -2 * MINUTE_MS), ZONE));
    await page.getByRole('button', { name: 'Record awareness' }).click();
    await reloadUntil(page, 'time[data-left]');
  }

  return { mailTo, signIn, report, openBreach, answer, recordAwareness };
}

export function now(): Instant {
  return toInstant(Date.now());
}

/** The link of a mail to a page whose path begins so. */
export function linkIn(mail: string, path: RegExp): string {
  return new RegExp(`https?://[^\\s/]+${path.source}`).exec(mail)?.[0] ?? '';
}

/** Loads the page again until something is on it: what is there as a selector says, or as `holds` does. */
export async function reloadUntil(page: Page, what: string, holds?: () => Promise<boolean>): Promise<void> {
  let isLoaded = false;
  const look = async () => {
    if (isLoaded) await page.reload();
    isLoaded = true;
    return holds === undefined ? (await page.locator(what).count()) > 0 : await holds();
  };
  await until(look, what, undefined, RELOAD_MS);
}

/** Types something fitting into every field that is still missing, as often as the answers open new ones. */
export async function fillMissing(page: Page): Promise<void> {
  for (let turn = 0; turn < 8 && (await page.locator('.f.is-missing').count()) > 0; turn += 1) {
    for (const field of await page.locator('.f.is-missing').all()) {
      // The list of what is missing leads to each, and opens the section in which it lies.
      await page.locator(`#missing a[href="#${await field.getAttribute('id')}"]`).click();
      const select = field.locator('select');
      const box = field.locator('input[type=checkbox]').first();
      const date = field.locator('input[type=date]');
      const count = field.locator('input[inputmode=numeric]');
      const moment = field.locator('input[type=datetime-local]');
      if ((await field.locator('.counts').count()) > 0) {
        await select.first().selectOption('DE');
        await count.first().fill('410');
      } else if ((await select.count()) > 0) await select.first().selectOption({ index: 1 });
      else if ((await box.count()) > 0) await box.check();
      else if ((await date.count()) > 0) await date.fill(now().slice(0, 10));
      else if ((await moment.count()) > 0) await moment.fill(localInput(plusMs(now(), -MINUTE_MS), ZONE));
      else if ((await count.count()) > 0) await count.fill('410');
      else await field.locator('textarea').fill('Told by the person on duty.');
    }
    await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  }
}
