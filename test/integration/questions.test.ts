import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sha256Of } from '../../domain/audit/chain.ts';
import { EvidencePack, packDigest, verifyPack } from '../../domain/audit/pack.ts';
import type { DeliveryResult } from '../../domain/communication/follow-ups.ts';
import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { noticeId } from '../../store/notices.ts';
import { QUESTIONS } from '../../web/audit/questions.ts';
import { LANGUAGE_NAMES, type Language, wordsOf } from '../../web/languages/index.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { handOver } from '../support/notices.ts';
import { noticeTo } from '../support/plans.ts';

const TOLD = plusMs(NOW, -96 * HOUR_MS);
const ART33 = 'gdpr-art33-1-authority';
const FORMULA = '=HYPERLINK("http://x")';
const party = (n: number) => `party-${String(n).padStart(3, '0')}`;
const SIZE = 60;

let api: TestApi;
let told = '';
let late = '';
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
  const evil = { ...REGISTER.counterparties[0], id: party(2), kind: 'customer' as const, name: FORMULA };
  const counterparties = [...REGISTER.counterparties, evil] as typeof REGISTER.counterparties;
  await saveDataFlow(api.store, { ...REGISTER, counterparties }, { at: NOW, by: 'dpo' });
  api.now = TOLD;
  told = await api.report({ title: 'Told many', awareAt: TOLD });
  const wanted = Array.from({ length: SIZE }, (_, n) => ({ ...noticeTo(party(n), TOLD), kind: 'customer' as const }));
  await planRows(api.store, told, wanted, { exercise: false, at: TOLD });
  await handOver(api.store, told, TOLD, resultOf);
  await answer([2, 3], plusMs(TOLD, HOUR_MS));
  await answer([4], NOW);
  late = await api.report({ title: 'Filed late', awareAt: TOLD, systems: ['tickets'] });
  await api.report({ title: 'A drill', exercise: { scale: 60 }, awareAt: TOLD });
  api.now = NOW;
  const correction = { awareAt: plusMs(TOLD, -HOUR_MS), reasons: 'The log says so.' };
  await done(api.call('dpo', 'POST', `/breaches/${late}/awareness`, { body: correction }));
  const decision = { type: 'risk', article: 'art33', conclusion: 'risk', reasons: '=1+1, or names and addresses.' };
  await done(api.call('deputy', 'POST', `/breaches/${late}/decisions`, { body: decision }));
  const filing = { obligation: ART33, receipt: 'DE-1', elsewhere: true, reasons: 'The portal was away.', filedAt: NOW };
  await done(api.call('dpo', 'POST', `/breaches/${late}/filings`, { body: filing }));
});
afterAll(() => api.stop());

/** By the last digit: 0 bounces, 1 never leaves, the rest is told; 2 and 3 answer in time, 4 too late. */
function resultOf(counterparty: string): DeliveryResult | null {
  const digit = Number(counterparty.slice(-1));
  return digit === 0 ? 'refused' : digit === 1 ? null : 'sent';
}

async function answer(digits: readonly number[], at: Instant): Promise<void> {
  const who = Array.from({ length: SIZE }, (_, n) => n).filter((n) => digits.includes(n % 10));
  const said = { holdsData: 'yes', misuse: 'no', answeredBy: 'Dana' } as const;
  await Promise.all(
    who.map((n) => acknowledgeNotice(api.store, { id: noticeId(told, party(n), 1), breachId: told }, at, said)),
  );
}

async function done(answered: Promise<{ status: number; body: string }>): Promise<void> {
  const { status, body } = await answered;
  if (status >= 300) throw new Error(body);
}

type Rows = { rows: Record<string, unknown>[]; next: string | null };
const list = async (path: string) => {
  const { status, json } = await api.call('auditor', 'GET', `/audit/${path}`);
  expect(status).toBe(200);
  return json as unknown as Rows;
};
const page = async (path: string, language = 'en') => {
  const headers = { 'accept-language': language };
  const { status, body } = await api.call('auditor', 'GET', path, { headers });
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const file = async (path: string) => {
  const { status, body } = await api.call('auditor', 'GET', `/desk/audit/${path}`);
  expect(status).toBe(200);
  return body;
};
const csv = async (path: string): Promise<string[][]> => parse(await file(path), { bom: true });

describe('the questions of an auditor', () => {
  it.each(Object.keys(LANGUAGE_NAMES) as Language[])('are ten links, each to its answer, in %s', async (language) => {
    const { questions } = wordsOf(language);
    const body = await page('/desk/audit/questions', language);
    for (const { id, href, more } of QUESTIONS) {
      for (const to of [href, ...Object.values(more)]) {
        expect(body).toContain(`href="${to.replaceAll('&', '&amp;')}"`);
        await page(to.replace(/#.*/, ''), language);
      }
      expect(body).toContain(questions.ask[id]);
    }
    expect(QUESTIONS).toHaveLength(10);
  });

  it('are for those who read the record, and change nothing', async () => {
    for (const role of ['dpo', 'deputy', 'auditor'] as const) {
      expect((await api.call(role, 'GET', '/desk/audit/decisions')).status).toBe(200);
    }
    for (const role of ['responder', 'reporter', 'administrator'] as const) {
      expect((await api.call(role, 'GET', '/desk/audit/notices')).status).toBe(403);
    }
  });

  it('are on record once they are opened, the files too', async () => {
    const views = api.store.connection.collection('views');
    const before = await views.countDocuments();
    await file('notices.csv?texts=yes');
    const [last] = await views.find().sort({ $natural: -1 }).limit(1).toArray();
    expect(await views.countDocuments()).toBe(before + 1);
    expect(last).toMatchObject({ who: 'auditor', route: 'GET /desk/audit/notices.csv', about: 'texts' });
    await api.call('auditor', 'GET', `/breaches/${told}/evidence?open=true`);
    const [pack] = await views.find().sort({ $natural: -1 }).limit(1).toArray();
    expect(pack).toMatchObject({ breachId: told, route: 'GET /breaches/:breachId/evidence', about: 'open' });
    expect(await page(`/desk/audit?kind=view&breach=${told}`)).toContain('with words in clear');
  });
});

describe('whether suppliers and customers were told and answered in time', () => {
  const OUTCOMES = ['not-reached', 'not-told', 'in-time', 'in-time', 'late'];
  const expected = (n: number) => OUTCOMES[n % 10] ?? 'silent';

  it('is told of each notice, by one rule for page, counts and files', async () => {
    const { rows } = await list('notices?kind=customer&limit=500');
    const found = new Map(rows.map((row) => [row.counterparty, row.outcome]));
    expect(found.size).toBe(SIZE);
    for (let n = 0; n < SIZE; n += 1) expect([n, found.get(party(n))]).toEqual([n, expected(n)]);
    const { rows: parties } = await list('parties?kind=customer&limit=500');
    expect(parties).toHaveLength(SIZE);
    const [first] = parties as { counts: Record<string, number> }[];
    expect(first?.counts['in-time']).toBe(0);
    const body = await page('/desk/audit/notices?kind=customer');
    expect(body).toMatch(/<span class="n">12<\/span><span class="what">In time/);
    expect(body).toMatch(/<span class="n">48<\/span><span class="what">Not in time/);
  });

  it('is narrowed to what was not in time, to one of them by id or name, and to a period', async () => {
    expect((await list('notices?kind=customer&part=not-in-time&limit=500')).rows).toHaveLength(48);
    expect((await list('notices?kind=customer&part=late&limit=500')).rows).toHaveLength(6);
    expect((await list(`notices?party=${party(4)}`)).rows).toMatchObject([{ counterparty: party(4), outcome: 'late' }]);
    expect((await list('notices?party=hyperlink')).rows).toMatchObject([{ name: FORMULA }]);
    expect((await list('notices?kind=customer&from=2026-12-01')).rows).toEqual([]);
    const { rows: suppliers } = await list(`notices?kind=supplier&breach=${told}`);
    expect(suppliers).toMatchObject([{ counterparty: 'fjord', outcome: 'withdrawn' }]);
    const answered = await api.call('auditor', 'GET', '/audit/notices?part=nonsense');
    expect(answered.status).toBe(400);
  });

  it.each(['notices?kind=customer', 'parties?kind=customer', 'decisions', 'duties'])(
    'of %s every row comes once, page by page',
    async (path) => {
      const whole = await list(`${path}${path.includes('?') ? '&' : '?'}limit=500`);
      const paged: unknown[] = [];
      let after: string | null = '';
      while (after !== null) {
        const query = `${path.includes('?') ? '&' : '?'}limit=1&after=${encodeURIComponent(after)}`;
        const got: Rows = await list(`${path}${query}`);
        paged.push(...got.rows);
        after = got.next;
      }
      expect(paged).toEqual(whole.rows);
      expect(paged.length).toBeGreaterThan(0);
    },
  );

  it('leaves as a file that no spreadsheet runs, with the exact texts where they are asked for', async () => {
    const [head, ...rows] = await csv('notices.csv?kind=customer&texts=yes');
    const at = (label: string) => head?.indexOf(label) ?? -1;
    expect(rows).toHaveLength(SIZE);
    const evil = rows.find((row) => row[at('Id')] === party(2));
    expect(evil?.[at('Supplier or customer')]).toBe(`'${FORMULA}`);
    expect(evil?.[at('Text')]).toBe(`Dear ${party(2)},\n\nlook at your logs.`);
    expect((await csv('notices.csv?kind=customer'))[0]).not.toContain('Text');
    const json = JSON.parse(await file('notices.json?kind=customer&texts=yes'));
    expect(json).toMatchObject({ list: 'notices', filter: { kind: 'customer' } });
    expect(json.rows).toHaveLength(SIZE);
    expect(json.rows.find((row: { counterparty: string }) => row.counterparty === party(2)).texts).toMatchObject([
      { subject: 'A security incident' },
    ]);
  });
});

describe('whether authorities were told in time', () => {
  it('is told with the reasons for lateness', async () => {
    const body = await page('/desk/audit/duties?audience=authority&part=not-in-time');
    expect(body).toContain('The portal was away.');
    expect(body).toContain(late);
    const { rows } = await list('duties?part=late');
    expect(rows).toMatchObject([{ breachId: late, outcome: 'late', reasons: 'The portal was away.', receipt: 'DE-1' }]);
    const german = await page('/desk/audit/duties?part=late', 'de');
    expect(german).toContain('Verspätet');
    expect(german).toMatch(/Art\. \d+ Abs\. \d+ DSGVO/);
    expect(german).not.toMatch(/\bGDPR\b/);
  });

  it('counts a limit that has passed, before the engine has said so', async () => {
    const { rows } = await list('duties?part=overdue');
    expect(rows).toMatchObject([{ breachId: told, status: 'running', outcome: 'overdue' }]);
    const body = await page('/desk/audit/duties?audience=authority');
    expect(body).toMatch(/<span class="n">2<\/span><span class="what">Not in time/);
    const later = (await list('duties?part=open')).rows;
    expect(later.every(({ breachId }) => breachId !== told)).toBe(true);
  });

  it('leaves exercises out, unless they are asked for', async () => {
    const all = (await list('duties?exercises=with')).rows.length;
    const drills = (await list('duties?exercises=only')).rows;
    expect(drills.length).toBeGreaterThan(0);
    expect((await list('duties')).rows.length).toBe(all - drills.length);
    expect(drills.every(({ exercise }) => exercise === true)).toBe(true);
  });
});

describe('what was decided', () => {
  it('is told with who, when, why and under which version of the policy', async () => {
    const { rows } = await list('decisions?kind=risk');
    expect(rows).toMatchObject([
      {
        breachId: late,
        about: 'art33',
        outcome: 'risk',
        by: 'deputy',
        at: NOW,
        reasons: '=1+1, or names and addresses.',
      },
    ]);
    const version = String(rows[0]?.policyVersion);
    expect(version).not.toBe('null');
    const under = (await list(`decisions?version=${encodeURIComponent(version)}&limit=500`)).rows;
    expect(under.some(({ type }) => type === 'risk-decided')).toBe(true);
    expect((await list('decisions?version=sha256:none')).rows).toEqual([]);
    expect((await list('decisions?who=deputy')).rows).toHaveLength(1);
    expect((await list(`decisions?breach=${late.toLowerCase()}&kind=risk`)).rows).toHaveLength(1);
    expect((await list('decisions?to=2026-11-19')).rows).toEqual([]);
    const [, row] = await csv('decisions.csv?kind=risk');
    expect(row).toContain(`'=1+1, or names and addresses.`);
    const { rows: policies } = await list('policies');
    expect(policies).toMatchObject([{ policyVersion: version, breaches: 3, standing: 3 }]);
    expect(await page(`/desk/register?version=${encodeURIComponent(version)}`)).toContain(late);
    expect(await page('/desk/register?version=other')).toContain('No entry matches.');
  });

  it('tells corrections apart, and what left with the exact text of its SHA-256', async () => {
    const { rows } = await list('decisions?kind=corrections');
    expect(rows.map(({ type }) => type)).toEqual(['awareness-corrected']);
    const json = JSON.parse(await file('decisions.json?kind=left&texts=yes&exercises=with'));
    const kept = json.rows.filter(({ text }: { text: string | null }) => text !== null);
    for (const { text, sha256 } of kept) expect(sha256Of(text)).toBe(sha256);
    expect(JSON.stringify(json)).not.toContain('"event"');
  });
});

describe('exercises', () => {
  it('are listed with how many of their duties and notices were in time', async () => {
    const { rows } = await list('exercises');
    expect(rows).toMatchObject([{ title: 'A drill', duties: { overdue: expect.any(Number) } }]);
    expect(await page('/desk/audit/exercises')).toContain('A drill');
    const [, row] = await csv('exercises.csv');
    expect(row?.[1]).toBe('A drill');
    expect((await list('exercises?from=2027-01-01')).rows).toEqual([]);
  });
});

describe('the evidence pack', () => {
  const packOf = async (breachId: string, query = '') => {
    const { status, json } = await api.call('auditor', 'GET', `/breaches/${breachId}/evidence${query}`);
    expect(status).toBe(200);
    const pack = EvidencePack.parse(json);
    expect(verifyPack(pack)).toEqual({ ok: true, findings: [], uncovered: [] });
    return pack;
  };

  it('has every notice and answer, in words where it is open and by SHA-256 where it is not', async () => {
    const open = await packOf(told, '?open=true');
    const notice = open.notices?.find(({ counterparty }) => counterparty === party(2));
    expect(notice).toMatchObject({
      ...{ name: party(2), status: 'acknowledged' },
      texts: [{ subject: 'A security incident', text: `Dear ${party(2)},\n\nlook at your logs.` }],
      answers: [{ said: { answeredBy: 'Dana', misuse: 'no' } }],
    });
    const sealed = await packOf(told);
    const same = sealed.notices?.find(({ counterparty }) => counterparty === party(2));
    expect(same?.texts).toMatchObject([{ sha256: notice?.texts[0]?.sha256, subject: null, text: null }]);
    expect(JSON.stringify(sealed)).not.toMatch(/look at your logs|Dana/);
    const text = notice?.texts[0];
    if (text !== undefined) text.text = 'Nothing happened.';
    expect(verifyPack({ ...open, digest: packDigest(open) }).ok).toBe(false);
  });

  it('has letters and filings, and says who is who by role, and by name where it is open', async () => {
    const headers = { 'content-type': 'text/csv' };
    const raw = 'name,email\nAda,ada@people.example\n';
    const { json } = await api.call('dpo', 'POST', `/breaches/${late}/recipient-lists`, { raw, headers });
    const letter = {
      listId: json.listId,
      subject: 'About your data',
      text: 'Dear {{recipient}}, change your password.',
    };
    const draft = await api.call('dpo', 'POST', `/breaches/${late}/campaigns`, { body: letter });
    expect((await api.approveCampaign(late, String(draft.json.contentHash))).status).toBe(303);
    const open = await packOf(late, '?open=true');
    expect(open.letters).toMatchObject([{ campaign: 1, subject: letter.subject, text: letter.text }]);
    expect(open.filings).toMatchObject([{ obligation: ART33, late: true, sha256: null, document: null }]);
    const approver = open.events.find(({ type }) => type === 'campaign-approved')?.by ?? '';
    expect(approver).toMatch(/^user:/);
    expect(open.people).toContainEqual({ by: approver, role: 'dpo', name: expect.stringMatching(/\w/) });
    expect(open.people).toContainEqual({ by: 'deputy', role: 'deputy', name: null });
    const sealed = await packOf(late);
    expect(sealed.people).toContainEqual({ by: approver, role: 'dpo', name: null });
    expect(sealed.letters).toMatchObject([{ contentHash: open.letters?.[0]?.contentHash, subject: null, text: null }]);
    const { rows } = await list(`decisions?kind=left&breach=${late}`);
    expect(rows.map(({ type }) => type)).toContain('campaign-approved');
    const left = JSON.parse(await file(`decisions.json?kind=left&texts=yes&breach=${late}`));
    const approved = left.rows.find(({ type }: { type: string }) => type === 'campaign-approved');
    expect(sha256Of(approved.text)).toBe(open.letters?.[0]?.contentHash);
  });
});
