import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import { findingsOf } from '../../store/alert-findings.ts';
import { movePath, suspicionPath } from '../../web/breach/places.ts';
import { alertElsewhere, alertFixture, NOW } from '../support/api.ts';
import { DESKTOP, launchChromium, overflowOf, PHONE, problemsOf } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { lookersOf } from '../support/looker.ts';
import { openWorld, type World } from '../support/world.ts';

/** Two screens. */
const MOST_HIGH = 2 * DESKTOP.height;

describeInBrowser('why a breach is suspected', () => {
  let world: World;
  let browser: Browser;
  /** A breach for each number of findings, and one of a storm. */
  const breaches: Record<string, string> = {};
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    breaches.none = await world.api.report({ title: 'A laptop is gone', systems: ['account-portal'] });
    breaches.one = await alerted('cloud-example-access-logs', 1);
    breaches.sixty = await alerted('sixty', 60);
    breaches.storm = await alerted('storm', 3);
    const hours = [...Array(60).keys()].map((n) => ({ hour: hourBefore(n), count: (n * 97) % 700 }));
    await findingsOf(world.api.store).updateOne({ breachId: breaches.storm }, { $set: { count: 20_000, hours } });
    const decision = { type: 'risk', conclusion: 'unlikely', reasons: 'A test of our own.' };
    await world.api.call('dpo', 'POST', `/breaches/${breaches.sixty}/decisions`, { body: decision });
    world.api.now = plusMs(world.api.now, MINUTE_MS);
    await alerted('sixty', 62);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** Findings of one bucket, each a minute after the one before. */
  async function alerted(bucket: string, count: number): Promise<string> {
    const { api } = world;
    let last: unknown;
    for (let n = 0; n < count; n += 1) {
      const service = { eventFirstSeen: plusMs(NOW, (n - 300) * MINUTE_MS), action: {} };
      const type = n % 3 === 0 ? 'Exfiltration:S3/AnomalousBehavior' : 'Discovery:S3/AnomalousBehavior';
      const raw = JSON.stringify({
        ...{ ...alertFixture().detail, ...alertElsewhere(bucket), id: `${bucket}-${n}`, type, service },
      });
      last = (await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw })).json.reference;
    }
    return String((await api.judged(last)).breachId);
  }

  const hourBefore = (n: number) => plusMs(NOW, -n * 60 * MINUTE_MS).slice(0, 'YYYY-MM-DDTHH'.length);
  const heightOf = async (page: Page) => Number(await page.evaluate('document.documentElement.scrollHeight'));

  it.each(['en-GB', 'de-DE'])('is accessible, fits a phone and two screens: %s', async (locale) => {
    const { page, complaints } = await lookersOf(world, browser, locale)('dpo');
    for (const [name, breachId] of Object.entries(breaches)) {
      await page.goto(suspicionPath(breachId));
      expect(await problemsOf(page, `suspicion ${name} ${locale}`)).toEqual({});
      expect([name, await heightOf(page), (await heightOf(page)) <= MOST_HIGH]).toEqual([
        name,
        expect.anything(),
        true,
      ]);
      await page.goto(movePath(breachId));
      expect(await problemsOf(page, `move ${name} ${locale}`)).toEqual({});
      await page.goto(`/desk/breaches/${breachId}`);
      expect(await problemsOf(page, `suspected ${name} ${locale}`)).toEqual({});
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('folds the middle of many findings, and shows without a click what is new', async () => {
    const { page } = await lookersOf(world, browser)('responder');
    await page.goto(suspicionPath(breaches.sixty ?? ''));
    for (const width of [320, 768, 1024]) {
      await page.setViewportSize({ ...DESKTOP, width });
      expect([width, ...(await overflowOf(page))]).toEqual([width]);
    }
    await page.setViewportSize(PHONE.viewport);
    await expect(page.locator('table.findings .tag.warn:visible').count()).resolves.toBe(2);
    await page.locator('#between > summary').click();
    await expect(page.locator('table.findings tbody tr:visible').count()).resolves.toBe(62);
    await page.context().close();
  });
});
