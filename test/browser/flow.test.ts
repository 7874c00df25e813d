import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { localInput } from '../../web/instant-field.ts';
import { complaintsOf, launchChromium, PHONE, shoot, violationsOf } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { type DeskUser, deskUser, fillMissing, now, reloadUntil, ZONE } from '../support/desk-user.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

const ART33 = 'gdpr-art33-1-authority';
const ART34 = 'gdpr-art34-1-data-subject';
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
  let user: DeskUser;
  beforeAll(async () => {
    [tocsin, browser] = await Promise.all([startTocsin(), launchChromium()]);
    user = deskUser(tocsin, browser);
    await fillEmptyRegister(steadyClient(tocsin.url, tocsin.tokens.dpo));
  });
  afterAll(async () => {
    await browser?.close();
    await tocsin?.stop();
  });

  /** The types of event that the open desk heard of. */
  async function heardOf(desk: Page, breachId: string): Promise<string[]> {
    const heard = await desk.evaluate<{ breachId: string; type: string }[]>('window.heard');
    return heard.filter((change) => change.breachId === breachId).map(({ type }) => type);
  }

  it('works by clicking alone, and an open desk hears of every step', async () => {
    const { context, page } = await user.signIn();
    const complaints = complaintsOf(page);
    await shoot(page, 'flow 00 empty desk');
    const desk = await context.newPage();
    await desk.addInitScript(NOTE_WHEN_HEARD);
    const listens = desk.waitForResponse((response) => response.url().includes('/desk/live'));
    await desk.goto('/');
    await listens;
    const breachId = await user.report(page, 'Foreign session in the support console');
    expect(breachId).toMatch(/^TOC-\d{4}-\d{4}-\w{3}$/);
    await shoot(page, 'flow 01 reported');
    await user.openBreach(page);
    await page.locator('#happened').waitFor();
    await shoot(page, 'flow 02 suspected');
    await user.recordAwareness(page);
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
    const { text } = await user.mailTo('security@deskwell.example', breachId);
    const progress = "window.heard.filter(({ type }) => type === 'communication-progressed').length";
    const heardBefore = await desk.evaluate<number>(progress);
    await user.answer(text, { ...PHONE, colorScheme: 'dark' }, 'flow 05 supplier');
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
    // What is not stated yet, such as whether it was on purpose: the letter and its approver say so.
    await page.getByText('The letter says “not known yet” 4 times').waitFor();
    await page.locator('#f-unstated').check();
    await page.locator('#f-reasons').fill('Text and list checked.');
    await page.getByRole('button', { name: /^Approve/ }).click();
    await page.locator('#f-unstated').waitFor({ state: 'detached' });
    const isTold = async () => /^2 of 2 people were told/.test((await page.locator('h1').textContent()) ?? '');
    await reloadUntil(page, 'the letters', isTold);
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

  it('is reported, made certain and filed without any script', async () => {
    const { context, page } = await user.signIn({ javaScriptEnabled: false });
    const breachId = await user.report(page, 'Laptop left on a train');
    await user.openBreach(page);
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

  async function recordElsewhere(page: Page, breachId: string, obligation: string, receipt: string): Promise<void> {
    await page.goto(`/desk/breaches/${breachId}/filings/${obligation}`);
    await page.getByText('It was filed elsewhere, without an approved draft').click();
    await page.locator('#f-receipt').fill(receipt);
    await page.locator('#record #f-reasons').fill('Done by another way; kept with its ledger.');
    await page.getByRole('button', { name: 'Record a filing made elsewhere' }).click();
    await page.getByText(receipt).first().waitFor();
  }
});
