import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type Instant, MINUTE_MS, plusMs, toInstant } from '../../domain/time.ts';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { openMailbox } from '../../local/demo/mailbox.ts';
import { ANSWERS } from '../../local/demo/script.ts';
import { localInput } from '../../web/instant-field.ts';
import {
  complaintsOf,
  launchChromium,
  openContext,
  overflowOf,
  PHONE,
  shoot,
  violationsOf,
} from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

const ART33 = 'gdpr-art33-1-authority';
const ART33_4 = 'gdpr-art33-4-phased';
const ART34 = 'gdpr-art34-1-data-subject';
const ZONE = 'Europe/Berlin';
const PEOPLE = 'name,email\nAda Quill,ada@people.example\nBo Fern,bo@people.example\n';

/** Listens beside the desk's own script, which shows a message in the same turn. */
const NOTE_WHEN_HEARD = `
  window.heard = [];
  window.EventSource = class extends EventSource {
    constructor(url) {
      super(url);
      this.addEventListener('message', ({ data }) => {
        heard.push(...JSON.parse(data).changes);
      });
    }
  };`;

describeInBrowser('a breach from report to register, on real servers', () => {
  let tocsin: RunningTocsin;
  let browser: Browser;
  let started: Instant;
  beforeAll(async () => {
    [tocsin, browser] = await Promise.all([startTocsin(), launchChromium()]);
    started = now();
    await fillEmptyRegister(steadyClient(tocsin.url, tocsin.tokens.dpo));
  });
  afterAll(async () => {
    await browser?.close();
    await tocsin?.stop();
  });

  const now = () => toInstant(Date.now());
  /** The link of a mail to a page whose path begins so. */
  const linkIn = (mail: string, path: RegExp) => new RegExp(`https?://[^\\s/]+${path.source}`).exec(mail)?.[0] ?? '';
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
    await until(async () => {
      if ((await open.count()) > 0) return true;
      await page.reload();
      return false;
    }, 'the breach');
    await open.click();
  }

  async function reloadUntil(page: Page, selector: string): Promise<void> {
    await until(async () => {
      if ((await page.locator(selector).count()) > 0) return true;
      await page.reload();
      return false;
    }, selector);
  }

  /** The types of event that the open desk heard of. */
  async function heardOf(desk: Page, breachId: string): Promise<string[]> {
    const heard = await desk.evaluate<{ breachId: string; type: string }[]>('window.heard');
    return heard.filter((change) => change.breachId === breachId).map(({ type }) => type);
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
    await reloadUntil(page, `time[data-left]`);
  }

  it('works by clicking alone, and an open desk hears of every step', async () => {
    const { context, page } = await signIn();
    const complaints = complaintsOf(page);
    await shoot(page, 'flow 00 empty desk');
    const desk = await context.newPage();
    await desk.addInitScript(NOTE_WHEN_HEARD);
    const listens = desk.waitForResponse((response) => response.url().includes('/desk/live'));
    await desk.goto('/');
    await listens;
    const breachId = await report(page, 'Foreign session in the support console');
    expect(breachId).toMatch(/^TOC-\d{4}-\d{4}-\w{3}$/);
    await shoot(page, 'flow 01 reported');
    await openBreach(page);
    await page.locator('#happened').waitFor();
    await shoot(page, 'flow 02 suspected');
    await recordAwareness(page);
    expect(await page.locator('time[data-left]').first().textContent()).toMatch(/^2 d 23 h|^71 h|^\d/);
    await shoot(page, 'flow 03 clocks');

    // Nothing leaves before somebody has looked at what goes out.
    await reloadUntil(page, `a[href$="/${breachId}/release"]`);
    await page.getByRole('link', { name: 'Look at it and release it' }).first().click();
    await shoot(page, 'flow 03 release');
    await page.getByRole('button', { name: 'Release and send' }).click();
    await page.getByText('What is released is up to date').first().waitFor();
    await page.goto(`/desk/breaches/${breachId}/notices`);

    // What a supplier gets and sees, on a phone.
    const { text } = await mailTo('security@deskwell.example', breachId);
    const progress = "window.heard.filter(({ type }) => type === 'communication-progressed').length";
    const heardBefore = await desk.evaluate<number>(progress);
    await answer(text, { ...PHONE, colorScheme: 'dark' }, 'flow 05 supplier');
    await reloadUntil(page, '.st.ack');
    await until(async () => (await desk.evaluate<number>(progress)) > heardBefore, 'the answer on the open desk');

    // Art. 34: the DPO decides, the letter is imported, looked at, approved by another than drafted it, and sent.
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'Decide Art. 34' }).click();
    await page.locator('#art34 input[value=high-risk]').check();
    await page.locator('#f-art34-reasons').fill('Conversations name people and their problems.');
    await page.locator('#art34').getByRole('button', { name: 'Record the decision' }).click();
    await page.getByRole('link', { name: /^People/ }).click();
    await page.getByRole('link', { name: 'Prepare a campaign' }).first().click();
    await page.locator('#f-people').fill(PEOPLE);
    await page.getByRole('button', { name: 'Save the draft and look at it' }).click();
    await page.getByText('A letter to 2 people waits for approval').waitFor();
    await page.getByText('You drafted this letter').waitFor();
    const responder = steadyClient(tocsin.url, tocsin.tokens.responder);
    const path = `/breaches/${breachId}`;
    const letter = await responder.get<{ subject: string; text: string }>(`${path}/campaigns/1`);
    const people = Buffer.from(PEOPLE);
    const list = await responder.send<{ listId: string }>('POST', `${path}/recipient-lists`, people, 'text/csv');
    await responder.send('POST', `${path}/campaigns`, {
      ...{ listId: list.listId, subject: letter.subject, text: letter.text },
    });
    await page.goto(`/desk${path}/campaigns/2`);
    await shoot(page, 'flow 06 campaign draft');
    // Whether it was on purpose, or changed or destroyed data, is not stated yet: the letter and its approver say so.
    await page.getByText('The letter says “not known yet” 3 times').waitFor();
    await page.locator('#f-unstated').check();
    await page.locator('#f-reasons').fill('Text and list checked.');
    await page.getByRole('button', { name: /^Approve/ }).click();
    await page.locator('#f-unstated').waitFor({ state: 'detached' });
    await until(async () => {
      await page.reload();
      return (await page.locator('h1').textContent())?.startsWith('2 of 2 people were told') ?? false;
    }, 'the letters');
    await shoot(page, 'flow 07 campaign finished');

    // The filing: fill what is missing, approve exactly that, record the receipt.
    await page.goto(`/desk/breaches/${breachId}/filings/${ART33}`);
    await shoot(page, 'flow 08 filing');
    await fillMissing(page);
    await shoot(page, 'flow 09 filing complete');
    await page.getByLabel('I have read every field').check();
    await page.getByRole('button', { name: 'Approve these words' }).click();
    await page.locator('#f-receipt').fill('DE-BE 4711');
    await page.locator('#f-channel').fill('Portal of the authority');
    await page.getByRole('button', { name: 'Record the filing' }).click();
    await page.getByRole('heading', { name: 'Version 1 is filed' }).waitFor();
    expect(await page.locator('#filed').textContent()).toContain('DE-BE 4711');
    expect(await page.locator('.st.missing, .note.warn').count()).toBe(0);
    await shoot(page, 'flow 10 filed');
    await page.goto(`/desk/breaches/${breachId}/filings/${ART34}`);
    await page.getByRole('button', { name: 'Record this campaign as the communication (Art. 34)' }).click();
    await page.getByText('Campaign 2: 2 of 2 told, SHA-256 of the letter').first().waitFor();

    await page.goto(`/desk/breaches/${breachId}/closing`);
    await page.locator('input[name=closing-outcome][value=resolved]').check();
    await page
      .locator('#f-closing-reasons')
      .fill('Access closed, authority and people told, the supplier has answered.');
    // Whatever is left is closed over, each with its reasons.
    const left = await page.locator('#close textarea[name^="over-"]').all();
    expect(left.length).toBeGreaterThan(0);
    for (const area of left) await area.fill('Looked at, and of no matter here.');
    await shoot(page, 'flow 11 before closing');
    await page.locator('#close').getByRole('button', { name: 'Close the breach' }).click();
    await page.locator('#close .said').first().waitFor();
    await shoot(page, 'flow 12 closed');
    await page.getByRole('link', { name: 'Register', exact: true }).click();
    await page.getByText(breachId).first().waitFor();
    await shoot(page, 'flow 13 register');
    await page.goto('/');
    await shoot(page, 'flow 14 desk at the end');
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);

    const steps = ['awareness-recorded', 'planned', 'communication-progressed', 'campaign-finished', 'filed', 'closed'];
    await until(async () => (await heardOf(desk, breachId)).includes('closed'), 'the close on the open desk');
    expect(await heardOf(desk, breachId)).toEqual(expect.arrayContaining(steps));
    await context.close();
  });

  it.each([
    ['desktop', {}],
    ['phone', PHONE],
  ] as const)(
    'goes from the alarm to the closed file, with what goes wrong on the way, on a %s',
    async (size, options) => {
      const { context, page } = await signIn(options);
      const complaints = complaintsOf(page);
      /** A picture of the page, which is no wider than its window. */
      const look = async (name: string) => {
        await shoot(page, `alarm ${size} ${name}`);
        expect(await overflowOf(page)).toEqual([]);
      };
      const at = (place: string) => page.goto(`/desk/breaches/${breachId}${place}`);
      const breachId = await report(page, `Foreign session, seen on a ${size}`);
      // As whoever is paged gets there: by the link in the mail.
      const deskLink = `${tocsin.url}/desk/breaches/${breachId}`;
      const paged = await mailTo('dpo@example.org', deskLink);
      expect(paged.subject).toContain(`${breachId}: a new incident, take it by`);
      await page.goto(linkIn(paged.text, /\/desk\/breaches\/\S+/));
      await page.getByRole('heading', { level: 1, name: /Foreign session/ }).waitFor();
      await page.getByRole('button', { name: 'Take it' }).click();
      await page.locator('#handling').getByText('Hand it over').first().waitFor();
      await look('01 taken');
      await recordAwareness(page);

      await at('/facts');
      await page.locator('#f-title').fill(`Foreign session, looked into on a ${size}`);
      await page.locator('#t-people').click();
      await page.locator('#f-peopleConcerned').fill('3');
      await page.locator('#f-reasons').fill('Counted in the log of the console.');
      await page.getByRole('button', { name: 'Show what it would change' }).first().click();
      await look('02 facts');
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.getByRole('heading', { level: 1, name: /looked into/ }).waitFor();

      // What outsiders read is a text of its own, and leaves once it is released.
      await at('/release');
      const happened = `Somebody used a session of our support, seen on a ${size}.`;
      await page.locator('#f-happened').fill(happened);
      await page.getByRole('button', { name: 'Save the text' }).click();
      await page.getByText('Revision 1').waitFor();
      await look('03 text');
      // A mail names its time in whole seconds.
      const since = plusMs(now(), -1_000);
      await page.getByRole('button', { name: 'Release and send' }).click();
      await page.getByText('What is released is up to date').first().waitFor();
      const { text } = await mailTo('security@deskwell.example', breachId, since);
      expect(text).toContain(happened);
      expect(text).not.toContain('was not hers');
      await answer(text, options);
      await at('/notices');
      await reloadUntil(page, '.st.ack');
      await look('03 answered');

      await at('/severity');
      for (const article of ['art33', 'art34']) {
        const form = page.locator(`#${article}`);
        await form.locator('summary').last().click();
        await form.locator('input[value=risk]').check();
        await page.locator(`#f-${article}-reasons`).fill('Three people, whom we know.');
        await form.getByRole('button', { name: 'Record the decision' }).click();
        await page.locator(`#${article} .said`).first().waitFor();
      }
      await look('04 decided');

      // In time with what is known, and whole later.
      await file('', 'DE-BE 4801', 'Version 1 is filed');
      await look('05 filed with gaps');
      await at('');
      await reloadUntil(page, `a[href$="/filings/${ART33_4}"]`);
      await look('06 supplement owed');
      await at(`/filings/${ART33}?stage=complete`);
      await fillMissing(page);
      await file('?stage=complete', '', 'Version 2 is filed');
      await page.locator('#filed').getByText('Receipt: not here yet').waitFor();
      await at('/closing');
      await until(async () => {
        await page.reload();
        return (await page.locator('#close').getByText('33(4)').count()) === 0;
      }, 'the supplement as done');

      // The authority's receipt comes after the filing.
      const missing = page.locator('#close').getByText('the receipt of the filing is not here yet');
      await missing.first().waitFor();
      await at(`/filings/${ART33}`);
      await page.locator('#receipt #f-receipt').fill('DE-BE 4802');
      await page.locator('#receipt').getByRole('button', { name: 'Add the receipt' }).click();
      await page.locator('#filed').getByText('DE-BE 4802').first().waitFor();
      await look('06 receipt added');
      await at('/closing');
      expect(await missing.count()).toBe(0);

      // One thing is mended, and the rest is closed over with reasons.
      await at('/work');
      await page.locator('#f-task-text').fill('Read the log of the console.');
      await page.getByRole('button', { name: 'Add a task' }).click();
      await page.locator('#task-1').waitFor();
      await close();
      await page.locator('#close [role=alert]').getByText('Open tasks: 1').waitFor();
      await look('07 not closed');
      await at('/work');
      await page.getByRole('button', { name: /^Done ?: Task 1$/ }).click();
      await page.locator('#task-1').waitFor({ state: 'detached' });
      await close('Looked at, and of no matter here.');
      await page.getByRole('heading', { name: 'Closed', exact: true }).waitFor();
      await look('08 closed');

      await page.locator('#reopening summary').click();
      await page.locator('#f-reopening-reasons').fill('A second session was found.');
      await page.locator('#reopening').getByRole('button', { name: 'Open it again' }).click();
      await page.locator('#close').getByRole('button', { name: 'Close the breach' }).waitFor();
      await look('09 open again');
      await close('Looked at again.');
      await page.getByRole('heading', { name: 'Closed', exact: true }).waitFor();
      await at('/timeline');
      await look('10 timeline');
      const { events } = await steadyClient(tocsin.url, tocsin.tokens.dpo).get<{ events: { type: string }[] }>(
        `/breaches/${breachId}/events`,
      );
      const ends = ['filed', 'receipt-recorded', 'closed', 'reopened'];
      const types = events.map(({ type }) => type).filter((type) => ends.includes(type));
      expect(types).toEqual(['filed', 'filed', 'receipt-recorded', 'closed', 'reopened', 'closed']);
      // The closing that was refused, and nothing else.
      expect(complaints).toEqual([expect.stringContaining('422')]);
      await context.close();

      async function file(query: string, receipt: string, heading: string): Promise<void> {
        await at(`/filings/${ART33}${query}`);
        // A draft that nobody typed into is approved by who says to have read it.
        for (const box of await page.locator('#f-file input[type=checkbox]').all()) await box.check();
        await page.getByRole('button', { name: 'Approve these words' }).click();
        await page.locator('#f-receipt').fill(receipt);
        await page.locator('#f-channel').fill('Portal of the authority');
        await page.getByRole('button', { name: 'Record the filing' }).click();
        await page.getByRole('heading', { name: heading }).waitFor();
      }

      async function close(over = ''): Promise<void> {
        await at('/closing');
        await page.locator('input[name=closing-outcome][value=resolved]').check();
        await page.locator('#f-closing-reasons').fill('Access closed, and the authority told.');
        for (const area of await page.locator('#close textarea[name^="over-"]').all()) await area.fill(over);
        await page.locator('#close').getByRole('button', { name: 'Close the breach' }).click();
      }
    },
  );

  it('is reported, made certain and filed without any script', async () => {
    const { context, page } = await signIn({ javaScriptEnabled: false });
    const breachId = await report(page, 'Laptop left on a train');
    await openBreach(page);
    await page.getByRole('link', { name: 'Record awareness' }).first().click();
    await page.locator('#f-awareAt').fill(localInput(plusMs(now(), -2 * MINUTE_MS), ZONE));
    await page.getByRole('button', { name: 'Record awareness' }).click();
    await page.getByRole('link', { name: 'Overview' }).click();
    await reloadUntil(page, `a[href$="/filings/${ART33}"]`);
    await recordElsewhere(page, breachId, ART33, 'By telephone, DE-BE 4712');
    await shoot(page, 'flow 15 filed without script');
    await page.goto('/');
    await page.locator('#met').getByText('Laptop left on a train').first().waitFor();
    await context.close();
  });

  /** Types something fitting into every field that is still missing, as often as the answers open new ones. */
  async function fillMissing(page: Page): Promise<void> {
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

  async function recordElsewhere(page: Page, breachId: string, obligation: string, receipt: string): Promise<void> {
    await page.goto(`/desk/breaches/${breachId}/filings/${obligation}`);
    await page.getByText('It was filed elsewhere, without an approved draft').click();
    await page.locator('#f-receipt').fill(receipt);
    await page.locator('#record #f-reasons').fill('Done by another way; kept with its ledger.');
    await page.getByRole('button', { name: 'Record a filing made elsewhere' }).click();
    await page.getByText(receipt).first().waitFor();
  }
});
