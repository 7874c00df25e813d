import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { readCounterparties, saveDataFlow } from '../../store/dataflow.ts';
import { breachPath } from '../../web/breach/places.ts';
import { NOW } from '../support/api.ts';
import { launchChromium, problemsOf } from '../support/browser.ts';
import { closeOver } from '../support/closing.ts';
import { describeInBrowser } from '../support/describe.ts';
import { type Looker, lookersOf } from '../support/looker.ts';
import { openWorld, type World } from '../support/world.ts';

describeInBrowser('what pages show once a form was sent, and in other states', () => {
  let world: World;
  let browser: Browser;
  let dpo: Looker;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    dpo = await lookersOf(world, browser)('dpo');
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const report = (title: string, more: object = {}) =>
    world.api.report({ title, systems: ['support-console'], ...more });
  /** Whatever is refused is a problem to the browser too. */
  const notRefused = ({ complaints }: Looker) => complaints.filter((each) => !each.includes('422'));
  /** Goes there, and looks at it with all that is on it. */
  async function look(path: string, name: string): Promise<void> {
    await dpo.page.goto(path);
    expect(await problemsOf(dpo.page, `state ${name}`)).toEqual({});
  }

  it('facts: what they would change, and what is wrong with them', async () => {
    const { page } = dpo;
    await page.goto(`${breachPath(world.breachId)}/facts`);
    await page.locator('#t-people').click();
    await page.locator('#f-peopleConcerned').fill('900');
    await page.locator('#f-reasons').fill('Counted again.');
    const preview = page.getByRole('button', { name: 'Show what it would change' }).first();
    await preview.click();
    await page.getByRole('button', { name: 'Record it' }).first().waitFor();
    expect(await problemsOf(page, 'form facts previewed')).toEqual({});
    await page.goto(`${breachPath(world.breachId)}/facts`);
    await page.locator('#t-people').click();
    await page.locator('#f-peopleConcerned').fill('a few');
    await page.locator('#f-reasons').fill('Counted again.');
    await preview.click();
    await page.locator('[role=alert]').first().waitFor();
    expect(await problemsOf(page, 'form facts refused')).toEqual({});
    expect(notRefused(dpo)).toEqual([]);
  });

  it.each([
    ['found', 'support'],
    ['nothing', 'xylophone'],
  ])('a search: %s', async (name, words) => {
    const { page } = dpo;
    await page.goto('/desk/search');
    await page.locator('#f-words').fill(words);
    await page.locator('#main').getByRole('button', { name: 'Find', exact: true }).click();
    await page
      .locator(name === 'found' ? '#incidents li' : 'p.note')
      .first()
      .waitFor();
    expect(await problemsOf(page, `form search ${name}`)).toEqual({});
    expect(notRefused(dpo)).toEqual([]);
  });

  it('a minor incident: what speaks against it', async () => {
    const { page } = dpo;
    const breachId = await report('A letter went astray', { incident: 'misdirected' });
    await page.goto(`${breachPath(breachId)}/minor`);
    await page.locator('#f-peopleConcerned').fill('9000');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('More than 10 people are concerned').first().waitFor();
    expect(await problemsOf(page, 'form minor checked')).toEqual({});
    expect(notRefused(dpo)).toEqual([]);
  });

  it('an incident that nobody has taken, and a release that waits and is refused', async () => {
    const { page } = dpo;
    const breachId = await report('Foreign session in the console', { awareAt: NOW });
    await look(breachPath(breachId), 'untaken');
    await look(`${breachPath(breachId)}/release`, 'release of an untaken one');
    await page.goto(breachPath(breachId));
    await page.getByRole('button', { name: 'Take it' }).first().click();
    await page.locator('#handling').getByText('Hand it over').first().waitFor();
    await look(breachPath(breachId), 'release waits');
    await look(breachPath(breachId, 'notices'), 'notices wait');
    await look(`${breachPath(breachId)}/release`, 'release');
    await page.locator('#f-happened').fill('Somebody used a session of our support.');
    await page.getByRole('button', { name: 'Release and send' }).click();
    await page.locator('[role=alert]').getByText('this text is not saved').waitFor();
    expect(await problemsOf(page, 'form release refused')).toEqual({});
    expect(notRefused(dpo)).toEqual([]);
  });

  it('what suppliers read, in the languages of their letters', async () => {
    const { page } = dpo;
    const breachId = await report('Session of another in the console', { awareAt: NOW });
    const told = (await world.api.call('dpo', 'GET', `/breaches/${breachId}/release/counterparties`)).json;
    const [first] = told.counterparties as { counterparty: string }[];
    const [party] = await readCounterparties(world.api.store, [first?.counterparty ?? '']);
    if (party === undefined) throw new Error('nobody is told');
    const changed = { systems: [], counterparties: [{ ...party, language: 'de' }] };
    await saveDataFlow(world.api.store, changed, { at: NOW, by: 'dpo' });
    await page.goto(`${breachPath(breachId)}/release`);
    await page.locator('#f-happened').fill('Somebody used a session of our support.');
    await page.getByText('Language of this text: English · The text in German; letters in it: 1').click();
    await page.locator('#f-de-happened').fill('Jemand hat eine Sitzung unseres Supports benutzt.');
    await page.locator('#f-de-advice').fill('Ändern Sie Ihr Kennwort.');
    await page.getByRole('button', { name: 'Save the text' }).click();
    // Its field is shown with what was typed in it, also where it was folded away.
    await page.getByRole('link', { name: /translates a part that is empty/ }).click();
    expect(await page.locator('#f-de-advice').inputValue()).toBe('Ändern Sie Ihr Kennwort.');
    expect(await problemsOf(page, 'form translation refused')).toEqual({});
    await page.locator('#f-de-advice').fill('');
    await page.getByRole('button', { name: 'Save the text' }).click();
    await page.getByText('Revision 1, not released').waitFor();
    await page.goto(`${breachPath(breachId)}/release?letter=${party.id}`);
    const letter = page.locator('#letter pre[lang=de]');
    expect(await letter.textContent()).toContain('Jemand hat eine Sitzung unseres Supports benutzt.');
    expect(await letter.textContent()).not.toContain('Somebody used');
    expect(await problemsOf(page, 'state release in two languages')).toEqual({});
    expect(notRefused(dpo)).toEqual([]);
  });

  it('a closed incident of which there is news', async () => {
    const breachId = await report('Odd mail, looked into');
    expect((await closeOver(world.api, breachId, 'not-a-breach')).status).toBe(200);
    const body = { reasons: 'The logs show a second address.' };
    const proposed = await world.api.call('responder', 'POST', `/breaches/${breachId}/reopening/proposal`, { body });
    expect(proposed.status).toBe(200);
    await look(breachPath(breachId), 'closed with news');
    await dpo.page.getByText(body.reasons).first().waitFor();
    await look(breachPath(breachId, 'closing'), 'closing with news');
    await look('/', 'desk with news');
    expect(notRefused(dpo)).toEqual([]);
  });

  it('a form that is refused in German', async () => {
    const german = await lookersOf(world, browser, 'de-DE')('dpo');
    const { page } = german;
    await page.goto(breachPath(world.breachId, 'closing'));
    await page.locator('input[name=closing-outcome][value=resolved]').check();
    await page.locator('#f-closing-reasons').fill('Erledigt.');
    await page.locator('#close form button').last().click();
    await page.locator('#close [role=alert]').waitFor();
    expect(await problemsOf(page, 'form closing refused german')).toEqual({});
    expect(notRefused(german)).toEqual([]);
    await page.context().close();
  });
});
