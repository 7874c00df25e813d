/** `tocsin audit`: the lists that an auditor asks for, in the terminal and as files. */
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { prepareCredentials } from '../../cli/credentials.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { NOW, TestApi } from '../support/api.ts';
import { jsonOfCli, tellCli } from '../support/cli.ts';
import { handOver } from '../support/notices.ts';
import { noticeTo } from '../support/plans.ts';

const TOLD = plusMs(NOW, -96 * HOUR_MS);
const ART33 = 'gdpr-art33-1-authority';
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-cli-audit-'));
let api: TestApi;
let late = '';

beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW }))
    api.tokens[role] = token;
  api.now = TOLD;
  late = await api.report({ title: 'Filed late', awareAt: TOLD, systems: ['tickets'] });
  await api.report({ title: 'A drill', exercise: { scale: 60 }, awareAt: TOLD });
  await planRows(api.store, late, [{ ...noticeTo('fjord', TOLD), kind: 'supplier' }], { exercise: false, at: TOLD });
  await handOver(api.store, late, TOLD, () => 'sent');
  api.now = NOW;
  const { cookie, csrf } = await api.session('dpo');
  const form = { csrf, article: 'art33', conclusion: 'risk', reasons: 'Read\u001b[31m it.' };
  const decided = await api.submit(`/desk/breaches/${late}/decisions`, form, { cookie });
  if (decided.statusCode !== 303) throw new Error(decided.body);
  const filing = { obligation: ART33, receipt: 'DE-1', elsewhere: true, reasons: 'The portal was away.', filedAt: NOW };
  const filed = await api.call('dpo', 'POST', `/breaches/${late}/filings`, { body: filing });
  if (filed.status >= 300) throw new Error(filed.body);
});
afterAll(() => api.stop());

const tell = (...argv: string[]) => tellCli({ TOCSIN_DATA_DIR: dataDir }, 'audit', ...argv);

it('shows each list, narrowed as it is asked, with people by their names and times in their zone', async () => {
  const { code, text } = await tell('duties', '--part', 'not-in-time');
  expect(code).toBe(0);
  expect(text).toMatch(new RegExp(`${late} +GDPR Art\\. 33\\(1\\).*CET.*late.*The portal was away\\.`));
  expect((await tell('duties', '--audience', 'people', '--part', 'late')).text).toBe('Nothing on record matches.');
  const decisions = (await tell('decisions', '--breach', late)).text;
  expect(decisions).toMatch(/risk-decided .*art33.* risk /);
  expect(decisions).not.toContain('user:');
  expect((await tell('notices', '--kind', 'supplier')).text).toMatch(new RegExp(`Fjord.* ${late} .*silent`));
  expect((await tell('parties')).text).toMatch(/Fjord.* supplier +1 +0 +1 +0/);
  expect((await tell('exercises')).text).toContain('A drill');
  expect((await tell('policies')).text).toMatch(/VERSION +NAME +FIRST USED/);
});

it('leaves out exercises until they are asked for', async () => {
  const rows = async (...argv: string[]) =>
    ((await jsonOfCli({ TOCSIN_DATA_DIR: dataDir }, 'audit', 'duties', ...argv)).json as unknown as { rows: object[] })
      .rows;
  const [real, all] = [await rows(), await rows('--exercises')];
  expect(real.length).toBeGreaterThan(0);
  expect(all.length).toBeGreaterThan(real.length);
});

it('writes all of it into a file that its owner alone reads, the exact texts only where asked for', async () => {
  const out = join(dataDir, 'decisions.csv');
  expect((await tell('decisions', '--out', out)).text).toMatch(/decisions\.csv: \d+ bytes\./);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const [row = {}] = parse(readFileSync(out), { bom: true, columns: true }) as Record<string, string>[];
  expect(row).toMatchObject({ 'SHA-256': expect.any(String) });
  expect(row).not.toHaveProperty('Text');
  const json = join(dataDir, 'notices.json');
  await tell('notices', '--texts', '--out', json);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ list: 'notices', rows: [{ breachId: late }] });
});

it.each([
  [['everything'], 'There is no list'],
  [['duties', '--part', 'nearly'], 'part'],
  [['decisions', '--from', 'yesterday'], 'from'],
  [['decisions', '--out', '/nowhere/at/all.csv'], 'cannot be written'],
])('refuses %j, and says what is wrong', async (argv, says) => {
  const { code, text } = await tell(...argv);
  expect([code === 0, text]).toEqual([false, expect.stringContaining(says)]);
});
