import { describe, expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { regimesOf, standingOf } from '../../domain/policy/regimes.ts';
import { testView } from '../../test/support/view.ts';
import type { PolicyFilter } from './filter.ts';
import { policyPage } from './list.ts';
import { regimePage } from './regime.ts';
import { severityPage } from './severity.ts';

const DIR = new URL('../../policy', import.meta.url).pathname;
const policy = loadPolicy(DIR);
const FILINGS = loadFilings(DIR);
const view = testView();
const TODAY = '2026-11-24';
const ALL: PolicyFilter = { show: '', jurisdiction: '', text: '' };
const regimes = regimesOf(policy, TODAY);
const linked = (page: string) => [...page.matchAll(/<a href="\/desk\/policy\/([a-z0-9-]+)">/g)].map(([, id]) => id);
const idsOf = (filter: Partial<PolicyFilter>) =>
  linked(policyPage(view, policy, { ...ALL, ...filter }, FILINGS)).sort();
const pageOf = (id: string) => {
  const regime = regimes.find((each) => each.id === id);
  if (regime === undefined) throw new Error(id);
  return regimePage(view, regime, policy.cases[id]?.cases ?? []);
};

describe('the policy as pages', () => {
  it('lists every regime, with the versions of the policy and its data', () => {
    expect(idsOf({})).toEqual(Object.keys(policy.cases).sort());
    const page = policyPage(view, policy, ALL, FILINGS);
    for (const version of [policy.policyVersion.slice(0, 19), policy.zoneData, policy.holidayData]) {
      expect(page).toContain(version);
    }
    expect(page).toContain('our own target, not law');
  });

  it('says which receivers have a form of their own that is modelled, how far, and which not', () => {
    const [, known = '', missing = ''] = policyPage(view, policy, ALL, FILINGS).split(/receivers whose own form/);
    expect(known).toMatch(/Garante[^<]*<\/span>\s*<span class="sub">known in part only/);
    expect(missing).toMatch(/Austria, <span lang="en">Österreichische Datenschutzbehörde/);
  });

  it('says how long alerts are kept, and names each legal hold with who asked for it', () => {
    expect(policyPage(view, policy, ALL, FILINGS)).toMatch(/erased after \d+ days/);
    const hold = { id: 'audit', source: 'okta', from: '2026-11-01T00:00:00.000Z', owner: 'Legal', reason: 'An audit.' };
    const over = { ...hold, id: 'court', source: 'all', until: '2026-11-02T00:00:00.000Z' };
    const { organisation } = policy;
    const retention = { breaches: 5, notBreaches: 3, exercises: 1, alertHolds: [hold, over] };
    const page = policyPage(view, { ...policy, organisation: { ...organisation, retention } }, ALL, FILINGS);
    expect(page).toContain('never erased');
    expect(page).toMatch(
      /<b>audit<\/b> <span class="tag">holds what comes in<\/span>\s*<span class="sub">okta, Legal: An audit/,
    );
    expect(page).toMatch(
      /<b>court<\/b> <span class="tag">holds what came in; nothing new<\/span>\s*<span class="sub">all sources/,
    );
    expect(page.match(/until further notice/g)).toHaveLength(1);
  });

  it('finds regimes by how their duties stand, by place and by text', () => {
    const has = (test: (o: (typeof policy.obligations)[number]) => boolean) =>
      [...new Set(policy.obligations.filter(test).map((o) => o.regimeId))].sort();
    const coming = has((o) => ['proposed', 'not-yet', 'voluntary'].includes(standingOf(o, TODAY)));
    expect(coming.length).toBeGreaterThan(0);
    expect(idsOf({ show: 'proposed' })).toEqual(coming);
    expect(idsOf({ show: 'uncertain' })).toEqual(has((o) => o.confidence === 'uncertain'));
    expect(idsOf({ jurisdiction: 'AE-ADGM' })).toEqual(['ae-adgm']);
    expect(idsOf({ text: 'office of data protection' })).toEqual(['ae-adgm']);
    expect(policyPage(view, policy, { ...ALL, text: 'no such law' }, FILINGS)).toContain('No regime matches.');
  });

  it('marks what is proposed as that, and never as in force', () => {
    const proposed = policy.obligations.find((o) => o.status === 'proposed');
    const page = pageOf(proposed?.regimeId ?? '');
    const card = page.slice(page.indexOf(`id="${proposed?.id}"`)).split('</section>')[0];
    expect(card).toContain('Proposed</span>');
    expect(card).toContain('It never binds by itself');
    expect(card).not.toContain('In force</span>');
  });

  it('says once what a law says for all its duties, and whom it does not have told', () => {
    const page = pageOf('us-california');
    const card = page.slice(page.indexOf('id="law"')).split('</section>')[0];
    expect(card).toContain('href="#us-ca-ag"');
    expect(card).toContain('social security numbers, driving licences');
    expect(card).toContain('No notice to consumer reporting agencies is asked for');
    expect(card).toContain('Letters would cost more than USD 250,000, or more than 500,000 people are to be told');
    expect(pageOf('gdpr')).not.toContain('id="law"');
  });

  it('says whom a law does not have told, and marks where that is not certain', () => {
    const page = pageOf('ua-law-2297');
    expect(page).toContain('Whom this law does not have told');
    expect(page).toMatch(/<b>Authority<\/b>: There is no general duty to notify a breach/);
    expect([page, pageOf('me-pdpl')].map((each) => each.includes('tag warn'))).toEqual([false, true]);
    expect(linked(policyPage(view, policy, { ...ALL, jurisdiction: 'UA' }, FILINGS))).toEqual(['ua-law-2297']);
  });

  it('shows of a directive the law of each state, since when and whom to tell, and when it was read', () => {
    const page = pageOf('nis2');
    expect(page).toMatch(/<b>Germany<\/b>: BSIG section 32[^<]*,\s*from 2025-12-06/);
    expect(page).toContain('https://portal.bsi.bund.de');
    expect(page).toMatch(/<b>France<\/b>: bill on[^<]*,\s*no law yet/);
    expect(page).toMatch(/Last read on 2026-11-28 in its text/);
  });

  it('goes by the dates of a duty on the day it is read', () => {
    const duty = { status: 'in-force' as const, effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31' };
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => standingOf(duty, day))).toEqual([
      'not-yet',
      'in-force',
      'in-force',
      'ended',
    ]);
  });

  it('shows everything of a duty: clock in words, trigger, content, cases, sources without a referrer', () => {
    const page = pageOf('gdpr');
    expect(page).toContain('72 hours, nights, weekends and holidays included (Regulation 1182/71, Art. 3(1))');
    for (const { id, triggerSource } of policy.obligations.filter((o) => o.regimeId === 'gdpr')) {
      expect(page).toContain(`id="${id}"`);
      expect(page.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")).toContain(triggerSource);
    }
    for (const { name } of policy.cases.gdpr?.cases ?? []) expect(page).toContain(name.replaceAll("'", '&#39;'));
    const links = page.match(/<a [^>]*href="http[^>]*>/g) ?? [];
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toContain('rel="noreferrer"');
  });

  it('says of which countries no law is modelled, and when the rest was read', () => {
    const verified = { on: '2026-11-28', by: 'secondary' as const, source: 'a commentary' };
    const read = { ...policy, obligations: policy.obligations.map((row) => ({ ...row, verified })) };
    const card = (language: 'en' | 'de') => {
      const page = policyPage(testView({ language }), read, ALL, FILINGS);
      return page.slice(page.indexOf('id="coverage"')).split('</section>')[0];
    };
    expect(card('en')).toMatch(/countries whose law is not modelled here: ask counsel[\s\S]*Antarctica/);
    expect(card('en')).toMatch(/Japan<\/span>, 6 duties[\s\S]*?read since 2026-11-28: 6 in what others write of it/);
    expect(card('de')).toMatch(/nicht abgebildet ist: Rechtsrat einholen[\s\S]*Antarktis/);
  });

  it('says of each duty when it was last read, and in what', () => {
    const gdpr = regimes.find(({ id }) => id === 'gdpr');
    if (gdpr === undefined) throw new Error('gdpr');
    const verified = { on: '2026-11-28', by: 'text' as const, source: 'OJ L 119, p. 1' };
    const pageWith = (language: 'en' | 'de', of: object) =>
      regimePage(
        testView({ language }),
        { ...gdpr, obligations: gdpr.obligations.map(({ verified: _, ...row }) => ({ ...row, ...of })) },
        [],
      );
    expect(pageWith('en', { verified })).toContain('2026-11-28, in the text of the law');
    expect(pageWith('de', { verified })).toContain('2026-11-28, im Wortlaut des Gesetzes');
    expect(pageWith('en', { verified })).toContain('OJ L 119, p. 1');
    expect(pageWith('en', {})).toContain('the row does not say');
  });

  it('shows every rule that draws a conclusion from the severity', () => {
    const page = severityPage(view, policy.severity);
    for (const { because } of [...policy.severity.conclusions, ...policy.severity.art33, ...policy.severity.art34]) {
      expect(page).toContain(because.replaceAll("'", '&#39;'));
    }
  });

  it('reads in German around the law’s own English', () => {
    const german = policyPage(testView({ language: 'de' }), policy, ALL, FILINGS);
    expect(german).toContain('Fassung des Regelwerks');
    expect(german).toContain('Europäische Union');
  });
});
