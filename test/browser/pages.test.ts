import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { seedBreaches } from '../../bench/seed.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { BREACH_PAGES, breachPath } from '../../web/breach/places.ts';
import { PLACES } from '../../web/places.ts';
import { NOW } from '../support/api.ts';
import { DESKTOP, launchChromium, overflowOf, PHONE, problemsOf, shoot, violationsOf } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { UNDER_MANY_LAWS } from '../support/facts.ts';
import { lookersOf } from '../support/looker.ts';
import { handOver } from '../support/notices.ts';
import { PAGE_STORIES } from '../support/page-stories.ts';
import { LOCALES, PAGE_ROUTES, samplesOf } from '../support/pages.ts';
import { noticeTo } from '../support/plans.ts';
import { openWorld, type World } from '../support/world.ts';

const MOST_BYTES = 100 * 1_024;
/** A page of an incident at 1440 pixels wide. */
const MOST_HIGH = 2_500;

describeInBrowser('every page', () => {
  let world: World;
  let browser: Browser;
  let pathOf: (route: string) => string;
  let as: ReturnType<typeof lookersOf>;
  const sizes: string[] = [];
  beforeAll(async () => {
    [world, browser] = await Promise.all([openWorld(), launchChromium()]);
    pathOf = await samplesOf(world);
    as = lookersOf(world, browser);
  });
  afterAll(async () => {
    process.stdout.write(`First visits, in KiB: ${sizes.join(', ')}\n`);
    await browser?.close();
    await world?.stop();
  });

  it.each(PAGE_ROUTES)(
    '$route is accessible, fits a phone, keeps to its policy and is small',
    async ({ route, role }) => {
      const { page, complaints, transferred } = await as(role);
      complaints.length = 0;
      transferred();
      const response = await page.goto(pathOf(route));
      expect([response?.status(), response?.headers()['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const bytes = transferred();
      sizes.push(`${route} ${Math.ceil(bytes / 1_024)}`);
      expect({ ...(await problemsOf(page, `page ${route}`)), complaints }).toEqual({ complaints: [] });
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    },
  );

  it.each(['administrator', 'auditor', 'deputy', 'dpo', 'reporter', 'responder'] as const)(
    'is so on a phone with the head of a %s',
    async (role) => {
      const { page } = await as(role);
      await page.setViewportSize(PHONE.viewport);
      await page.goto(
        role === 'administrator' ? '/desk/users' : role === 'reporter' ? '/desk/reports' : '/desk/account',
      );
      expect([...(await violationsOf(page)), ...(await overflowOf(page))]).toEqual([]);
      await page.setViewportSize(DESKTOP);
    },
  );

  it('is so in German too, the desk', async () => {
    const { page, complaints } = await lookersOf(world, browser, 'de-DE')('dpo');
    await page.goto('/');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect({ ...(await problemsOf(page, 'german desk')), complaints }).toEqual({ complaints: [] });
    await page.context().close();
  });

  // Each in the other language than the one before; in both it is a long proof.
  it.each(PAGE_STORIES.map((story, n) => ({ ...story, locale: LOCALES[n % 2] })))(
    'is so $name: $locale',
    async ({ role, walk, locale }) => {
      const { page, complaints } = await lookersOf(world, browser, locale)(role);
      await walk(page, { world, locale: String(locale) });
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('leads from a phone to every place and every page of an incident, and says where one is', async () => {
    for (const locale of ['en-GB', 'de-DE']) {
      const { page } = await lookersOf(world, browser, locale)('dpo');
      await page.setViewportSize({ ...PHONE.viewport, width: 360 });
      const inSight = async (selector: string) => {
        const found = [];
        for (const each of await page.locator(selector).all()) {
          const box = await each.boundingBox();
          if (box === null) continue;
          found.push(await each.getAttribute('href'));
          expect([selector, box.x >= 0, box.x + box.width <= 360]).toEqual([selector, true, true]);
        }
        return found;
      };
      for (const path of ['/', '/desk/suppliers', '/desk/report', '/desk/audit']) {
        await page.goto(path);
        expect(await inSight('.places > [aria-current], .places summary.here')).toHaveLength(1);
        expect(await inSight('.places > a')).toContain(PLACES.report);
      }
      await page.locator('.more > summary').click();
      const all = await page.locator('.places > a, .places > .unfolded a, .more > div > a').all();
      const wide = await Promise.all(all.map((link) => link.getAttribute('href')));
      expect((await inSight('.places a')).toSorted()).toEqual(wide.toSorted());
      await page.goto(breachPath(world.breachId));
      await page.locator('.tabs summary').click();
      const tabs = [
        ...BREACH_PAGES.map((name) => breachPath(world.breachId, name)),
        `/desk/breaches/${world.breachId}/work`,
      ];
      expect(await inSight('.tabs a')).toEqual(tabs);
      await shoot(page, `menus open ${locale} 360`);
      await page.context().close();
    }
  });

  it('is so where nobody is signed in, the way in', async () => {
    const { page } = await lookersOf(world, browser)(null);
    await page.goto('/desk/breaches');
    expect(page.url()).toContain('/sign-in?next=%2Fdesk%2Fbreaches');
    await page.context().close();
  });

  it('of an incident is short, shows first what happened, and hides nothing behind its head', async () => {
    const { page } = await lookersOf(world, browser)('dpo');
    const base = breachPath(world.breachId);
    const parts = ['work', 'release', 'minor', 'campaigns/1', 'campaigns/new', 'people', 'notices/sturdy-cloud'];
    const filing = `${base}/filings/gdpr-art33-1-authority`;
    const tabs = BREACH_PAGES.map((name) => breachPath(world.breachId, name));
    const pinned = [base, `${base}/facts`, ...parts.map((part) => `${base}/${part}`)];
    const short = new Set([...tabs, ...pinned]);
    const tall: string[] = [];
    for (const viewport of [DESKTOP, PHONE.viewport]) {
      await page.setViewportSize(viewport);
      for (const path of viewport === DESKTOP ? [...short, filing] : [...pinned, filing]) {
        await page.goto(path);
        const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
        if (viewport === DESKTOP && short.has(path) && height >= MOST_HIGH) tall.push(`${path}: ${height}`);
        if (!pinned.includes(path) && path !== filing) continue;
        const [head, kept] = await page.evaluate<[number, number]>(`[
          document.querySelector('.pinned').getBoundingClientRect().height,
          parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop),
        ]`);
        if (head > kept) tall.push(`${path} at ${viewport.width}: ${head} over ${kept}`);
      }
    }
    // All but the first section with something missing is folded, and a link to a field opens its fold.
    for (const [viewport, most] of [
      [DESKTOP, 2_500],
      [PHONE.viewport, 5_000],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.goto(`${filing}?stage=follow-up`);
      const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
      if (height >= most) tall.push(`${filing} at ${viewport.width}: ${height}`);
      await shoot(page, `filing folded ${viewport.width}`);
    }
    for (const field of ['#field_7', '#field_117']) {
      await page.goto(`${filing}?stage=follow-up`);
      expect(await page.locator(field).isVisible()).toBe(false);
      await page.goto(`${filing}?stage=follow-up${field}`);
      await page.locator(field).waitFor({ state: 'visible' });
    }
    expect(tall).toEqual([]);
    await page.goto(base);
    const box = await page.locator('#happened').boundingBox();
    expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThanOrEqual(PHONE.viewport.height);
    await shoot(page, 'incident first screen 390');
    await page.context().close();
  });

  it('of an incident under many laws is as short: what is due first is in sight, and links open the rest', async () => {
    const { api } = world;
    const breachId = await api.report({ title: 'Every customer', systems: ['account-portal'], awareAt: NOW });
    const body = { facts: UNDER_MANY_LAWS, reasons: 'Asked of the register.' };
    expect((await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body })).status).toBe(200);
    const { page } = await lookersOf(world, browser)('dpo');
    const base = breachPath(breachId);
    const tall: string[] = [];
    for (const path of [...BREACH_PAGES.map((name) => breachPath(breachId, name)), `${base}/facts`]) {
      await page.goto(path);
      const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
      if (height >= MOST_HIGH) tall.push(`${path}: ${height}`);
      await shoot(page, `many duties ${path.slice(base.length)} 1440`);
    }
    expect(tall).toEqual([]);
    // What is due first is not folded, and the fold says how many more there are.
    await page.goto(base);
    const duties = page.locator('#duties > .ob');
    const rest = page.locator('#more-duties > .ob');
    const folded = await rest.count();
    expect(folded).toBeGreaterThan(30);
    expect(await page.locator('#more-duties > summary').textContent()).toContain(`${folded} more duties: `);
    const due = await page
      .locator('#duties .ob .left')
      .evaluateAll((all) => all.map((e) => e.getAttribute('datetime')));
    expect(due).toEqual(due.toSorted());
    expect(await duties.first().isVisible()).toBe(true);
    const last = await rest.last().getAttribute('id');
    expect(await rest.last().isVisible()).toBe(false);
    await page.goto(`${base}#${last}`);
    await rest.last().waitFor({ state: 'visible' });
    for (const place of ['f-peopleConcerned', 'h-judgements', 'h-data']) {
      await page.goto(`${base}/facts`);
      expect(await page.locator(`#${place}`).isVisible()).toBe(false);
      await page.evaluate(`location.hash = '${place}'`);
      await page.locator(`#${place}`).waitFor({ state: 'visible' });
    }
    await page.context().close();
  });

  it('of an incident with words that have no end is no wider than a phone', async () => {
    const { api } = world;
    const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const said = { title: `Sample ${hash}`, summary: `It is ${hash}${hash}.`, systems: ['account-portal'] };
    const breachId = await api.report({ ...said, awareAt: NOW });
    const stated = { narrative: { consequences: hash, measures: hash, unlisted: hash }, reasons: hash };
    expect((await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body: stated })).status).toBe(200);
    await api.call('dpo', 'POST', `/breaches/${breachId}/tasks`, { body: { text: hash, owner: 'dpo', due: null } });
    const filed = { obligation: 'gdpr-art33-1-authority', filedAt: NOW, receipt: hash, elsewhere: true, reasons: hash };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/filings`, { body: filed })).status).toBe(200);
    const { page } = await lookersOf(world, browser)('dpo');
    const wide: string[] = [];
    const others = ['work', 'facts', 'release', 'filings/gdpr-art33-1-authority'].map(
      (part) => `${breachPath(breachId)}/${part}`,
    );
    for (const path of ['/', '/desk/breaches', ...BREACH_PAGES.map((name) => breachPath(breachId, name)), ...others]) {
      await page.goto(path);
      for (const width of [390, 320]) {
        await page.setViewportSize({ ...PHONE.viewport, width });
        const found = await overflowOf(page);
        if (found.length > 0) wide.push(`${path} at ${width}: ${found.join(', ')}`);
        if (path === breachPath(breachId)) await shoot(page, `endless words ${width}`);
      }
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });

  it('of the policy and the audit lets a phone reader find things', async () => {
    const { page } = await lookersOf(world, browser)('dpo');
    await page.setViewportSize(PHONE.viewport);
    const tall: string[] = [];
    for (const [path, most] of [
      ['/desk/policy', 5_000],
      ['/desk/audit', 8_000],
    ] as const) {
      await page.goto(path);
      const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
      if (height >= most) tall.push(`${path}: ${height}`);
      expect(await overflowOf(page)).toEqual([]);
      await shoot(page, `long list ${path} 390`);
    }
    expect(tall).toEqual([]);
    // What is folded says how much it is, and is there for who looks for it.
    await page.goto('/desk/policy');
    const folded = await page.locator('#more-regimes tbody tr').count();
    expect(await page.locator('#more-regimes > summary').textContent()).toBe(`${folded} more`);
    await page.locator('#more-regimes > summary').click();
    expect(await page.locator('#more-regimes tbody tr').last().isVisible()).toBe(true);
    await page.locator('#f-text').fill('ICO');
    await page.locator('.filters button').click();
    expect(await page.locator('#more-regimes').count()).toBe(0);
    await page.context().close();
  });

  it('stays small when hundreds of clocks run', async () => {
    await seedBreaches(world.api.store, { name: 'busy', breaches: 200, open: 100, running: 6 }, NOW);
    const { page, transferred } = await as('dpo');
    for (const path of ['/', '/desk/breaches']) {
      transferred();
      await page.goto(path);
      const bytes = transferred();
      sizes.push(`${path} with hundreds ${Math.ceil(bytes / 1_024)}`);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    }
    await page.setViewportSize(PHONE.viewport);
    expect(await overflowOf(page)).toEqual([]);
    await shoot(page, 'busy incidents 390 light');
  });

  it('stays small, accessible and within a phone when thousands are told and hundreds are uncertain', async () => {
    const { api } = world;
    const breachId = await api.report({ title: 'Files of every customer', systems: ['tenant-files'], awareAt: NOW });
    const wanted = Array.from({ length: 3_000 }, (_, n) => noticeTo(`customer-${n}`, NOW));
    await planRows(api.store, breachId, wanted, { exercise: false, at: NOW });
    const resultOf = (id: string) => (id.endsWith('7') ? 'uncertain' : id.endsWith('4') ? 'refused' : 'sent');
    await handOver(api.store, breachId, NOW, resultOf, () => null);
    const { page, transferred } = await as('dpo');
    transferred();
    await page.goto(`/desk/breaches/${breachId}/notices?notices=uncertain`);
    const bytes = transferred();
    sizes.push(`a breach with 3,000 notices ${Math.ceil(bytes / 1_024)}`);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    for (const fold of await page.locator('#notices details > summary').all()) await fold.click();
    expect(await problemsOf(page, 'thousands of notices')).toEqual({});
  });
});
