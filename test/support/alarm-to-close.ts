import { expect } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { plusMs } from '../../domain/time.ts';
import { complaintsOf, overflowOf, shoot } from './browser.ts';
import { type DeskUser, fillMissing, linkIn, now, reloadUntil } from './desk-user.ts';
import { type RunningTocsin, steadyClient } from './running-tocsin.ts';

const ART33 = 'gdpr-art33-1-authority';
const ART33_4 = 'gdpr-art33-4-phased';

/** A breach from the alarm to the closed file, with what goes wrong on the way, on a screen of this size. */
export async function alarmToClose(
  tocsin: RunningTocsin,
  user: DeskUser,
  size: 'desktop' | 'phone',
  options: BrowserContextOptions,
): Promise<void> {
  const { context, page } = await user.signIn(options);
  const complaints = complaintsOf(page);
  /** A picture of the page, which is no wider than its window. */
  const look = async (name: string) => {
    await shoot(page, `alarm ${size} ${name}`);
    expect(await overflowOf(page)).toEqual([]);
  };
  const at = (place: string) => page.goto(`/desk/breaches/${breachId}${place}`);
  const breachId = await user.report(page, `Foreign session, seen on a ${size}`);
  // As whoever is paged gets there: by the link in the mail.
  const deskLink = `${tocsin.url}/desk/breaches/${breachId}`;
  const paged = await user.mailTo('dpo@example.org', deskLink);
  expect(paged.subject).toContain(`${breachId}: a new incident, take it by`);
  await page.goto(linkIn(paged.text, /\/desk\/breaches\/\S+/));
  await page.getByRole('heading', { level: 1, name: /Foreign session/ }).waitFor();
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.locator('#handling').getByText('Hand it over').first().waitFor();
  await look('01 taken');
  await user.recordAwareness(page);

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
  const { text } = await user.mailTo('security@deskwell.example', breachId, since);
  expect(text).toContain(happened);
  expect(text).not.toContain('was not hers');
  await user.answer(text, options);
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
  const isDone = async () => (await page.locator('#close').getByText('33(4)').count()) === 0;
  await reloadUntil(page, 'the supplement as done', isDone);

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
}
