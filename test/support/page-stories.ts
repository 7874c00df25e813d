import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Role } from '../../domain/roles.ts';
import { breachPath } from '../../web/breach/places.ts';
import { alertElsewhere, alertFixture, NOW } from './api.ts';
import { problemsOf } from './browser.ts';
import type { World } from './world.ts';

/** A way through pages that are as they are only once a form was sent. */
export type PageStory = {
  name: string;
  role: Role;
  walk(page: Page, on: { world: World; locale: string }): Promise<void>;
};

export const PAGE_STORIES: readonly PageStory[] = [
  {
    name: 'for the administrator, sources and the secret of one',
    role: 'administrator',
    async walk(page, { locale }) {
      await page.goto('/desk/sources');
      expect(await problemsOf(page, `sources ${locale}`)).toEqual({});
      for (const name of ['ocsf', 'google-scc', 'gitguardian']) {
        await page.goto(`/desk/sources/${name}`);
        await page.locator(`form[action="/desk/sources/${name}/secrets"] button.main`).click();
        expect(await problemsOf(page, `source secret ${name} ${locale}`)).toEqual({});
        await page.locator('a.btn.main').click();
        expect(await problemsOf(page, `source ${name} ${locale}`)).toEqual({});
      }
    },
  },
  {
    name: 'where webhooks are set up',
    role: 'administrator',
    async walk(page, { locale }) {
      await page.goto('/desk/webhooks');
      await page.locator('select[name=kind]').selectOption('pagerduty');
      await page.locator('#f-url').fill('https://events.pagerduty.com/v2/enqueue');
      await page.locator('#f-credential').fill('R0123456789ABCDEF0123456789ABCDE');
      await page.locator('button.main').click();
      await page.locator('tbody tr').waitFor();
      expect(await problemsOf(page, `webhooks ${locale}`)).toEqual({});
      await page.locator('select[name=kind]').selectOption('standard');
      await page.locator('#f-url').fill('https://hooks.example/tocsin');
      await page.locator('button.main').click();
      expect(await problemsOf(page, `webhook secret ${locale}`)).toEqual({});
      expect(await page.locator('code.secret').innerText()).toMatch(/^whsec_/);
    },
  },
  {
    name: 'where the link of a calendar is made and ended',
    role: 'auditor',
    async walk(page, { locale }) {
      await page.goto('/desk/account');
      await page.locator('form[action="/desk/account/calendar-link"] button').click();
      expect(await problemsOf(page, `calendar link ${locale}`)).toEqual({});
      expect(await page.locator('code.secret').innerText()).toMatch(/\/calendar\/[\w-]{43}\.ics$/);
      await page.locator('form[action="/desk/account/end-calendar-link"] button').click();
      expect(await page.locator('form[action="/desk/account/end-calendar-link"]').count()).toBe(0);
    },
  },
  {
    name: 'where a list of people is looked at, kept and counted',
    role: 'dpo',
    async walk(page, { world, locale }) {
      await page.goto(`${breachPath(world.breachId)}/people`);
      const line = (user: object) => JSON.stringify({ at: NOW, user, path: '/export', agent: 'curl' });
      const log = [line({ mail: 'zoe@people.example', country: 'FR' }), line({ id: 'u-9' }), line({ mail: '-' })];
      const buffer = Buffer.from(log.join('\n'));
      await page.setInputFiles('#f-file', { name: 'access.ndjson', mimeType: 'application/x-ndjson', buffer });
      await page.locator('#attach button').click();
      expect(await problemsOf(page, `people held ${locale}`)).toEqual({});
      await page.locator('#held button[value=keep]').click();
      expect(await problemsOf(page, `people ${locale}`)).toEqual({});
      expect(await page.locator('#together dl').innerText()).toMatch(/27 (?:people|Personen)/);
      await page.locator('#together button').click();
      expect(await page.locator('main').innerText()).toContain('FR 1');
    },
  },
  {
    name: 'where what alerts named is registered',
    role: 'dpo',
    async walk(page, { world: { api }, locale }) {
      const seen = { severity: 2, type: 'Recon:EC2/Portscan', ...alertElsewhere('a-bucket-of-nobody') };
      const raw = JSON.stringify({ ...alertFixture().detail, ...seen });
      await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw });
      await api.judgeAlerts();
      await page.goto('/desk/alerts/unknown');
      expect(await problemsOf(page, `unknown ${locale}`)).toEqual({});
      const name = await page.locator('tbody code').first().textContent();
      await page.locator('tbody a.btn').first().click();
      expect(await page.locator('textarea[name="aliases"]').inputValue()).toBe(name);
      expect(await problemsOf(page, `unknown new ${locale}`)).toEqual({});
      await page.locator('select[name="system"]').selectOption('account-portal');
      await page.locator('form[action="/desk/systems/new"][method="get"] button').click();
      expect((await page.locator('textarea[name="aliases"]').inputValue()).split('\n')).toContain(name);
      expect(await problemsOf(page, `unknown known ${locale}`)).toEqual({});
    },
  },
  {
    name: 'where a filing is copied field by field into the form of the authority',
    role: 'dpo',
    async walk(page, { world, locale }) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(`${breachPath(world.breachId)}/filings/gdpr-art33-1-authority/document?language=de`);
      expect(await problemsOf(page, `filing document ${locale}`)).toEqual({});
      const button = page.locator('#field_12 button[data-copy]');
      await button.click();
      await page.locator('#field_12 button.is-copied').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Example Cloud GmbH');
      expect(await page.locator('[data-announce]').textContent()).toMatch(/^(Copied|Kopiert): /);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.pinned, .bar, .foot, button').filter({ visible: true }).count()).toBe(0);
      expect(await page.locator('article.sheet h2').isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
    },
  },
  {
    name: 'where a letter is written and approved in two languages',
    role: 'dpo',
    async walk(page, { world, locale }) {
      // Of a drill, so that whoever drafts it may approve it.
      await page.goto(`${breachPath(world.exerciseId)}/campaigns/new`);
      await page.locator('a[href*="also=de"]').click();
      expect(await page.locator('#f-text-de').inputValue()).toMatch(/^Guten Tag {{recipient}},/);
      expect(await problemsOf(page, `letter in two ${locale}`)).toEqual({});
      await page.locator('#f-people').fill('name,email,language\nAda,ada@people.example,de\n');
      await page.locator('main button.main').click();
      await page.locator('#f-reasons').waitFor();
      expect(await problemsOf(page, `letter in two to approve ${locale}`)).toEqual({});
      expect(await page.locator('#f-read-de').count()).toBe(1);
      expect(await page.locator('.mail').last().textContent()).toMatch(/ÜBUNG[\s\S]*Guten Tag Ada,/);
    },
  },
];
