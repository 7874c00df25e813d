/** Versions of the policy: what each changed, what it is called, and that register and auditor's lists say so. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { prepareCredentials } from '../../cli/credentials.ts';
import { addSettings } from '../../store/settings.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';

const LATER = '2026-11-25T09:00:00.000Z';
const NAME = 'Autumn 2026, <approved>';
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-versions-'));
let api: TestApi;
let dpo: TestSession;
let [first, second] = ['', ''];
let [before, after] = ['', ''];

beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  dpo = await api.session('dpo');
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW }))
    api.tokens[role] = token;
  const current = async () => String((await api.call('dpo', 'GET', '/policy')).json.policyVersion);
  await api.refreshPolicy();
  first = await current();
  before = await api.report({ systems: ['tickets'], awareAt: NOW });
  api.now = LATER;
  const changes = [{ path: 'softTargets.customers', before: 24, after: 12 }];
  const values = { 'softTargets.customers': 12 };
  const version = { number: 1, at: LATER, by: `user:${dpo.userId}`, effectiveFrom: LATER, reasons: 'Sooner.', values };
  await addSettings(api.store, { ...version, changes, policyVersion: '' });
  await api.refreshPolicy();
  second = await current();
  after = await api.report({ systems: ['tickets'], awareAt: LATER });
});
afterAll(() => api.stop());

const see = async (url: string, as: 'dpo' | 'auditor' = 'auditor') => (await api.call(as, 'GET', url)).body;
const name = (version: string, fields: Record<string, string>, { cookie, csrf } = dpo) =>
  api.submit(`/desk/policy/versions/${version}`, { csrf, ...fields }, { cookie });

describe('a version of the policy', () => {
  it('says since when it holds, by whom, and what it changed of the one before', async () => {
    const list = await see('/desk/policy/versions');
    const [newer, older] = [list.indexOf(second), list.indexOf(first)];
    expect([newer > 0, older > newer]).toEqual([true, true]);
    expect(list).toContain('the policy files');
    const changed = await see(`/desk/policy/versions/${second}`);
    expect(changed).toMatch(/<del class="lines">24<\/del>\s*<ins class="lines">12<\/ins>/);
    expect(changed).toContain(`href="/desk/policy/versions/${first}"`);
    const duties = /<ul class="points">([\s\S]*?)<\/ul>/.exec(changed)?.[1] ?? '';
    expect(duties).toContain('<code>clock</code>');
    expect(duties).not.toContain('GDPR Art. 33(1)');
    expect(await see(`/desk/policy/versions/${first}`)).toContain('It is the first version that held here.');
    const { json } = await api.call('auditor', 'GET', `/policy/versions/${second}`);
    expect(json).toMatchObject({
      version: { policyVersion: second, at: LATER, by: `user:${dpo.userId}`, named: null },
      before: { policyVersion: first, at: NOW, by: 'files' },
      settings: [{ path: 'softTargets.customers', before: 24, after: 12 }],
    });
    const none = await api.call('auditor', 'GET', `/desk/policy/versions/sha256:${'0'.repeat(64)}`);
    expect(none.status).toBe(404);
  });

  it('is named by the DPO alone, with a name that is one', async () => {
    const empty = await name(second, { name: '  ' });
    expect([empty.statusCode, empty.body]).toEqual([422, expect.stringContaining('href="#f-name"')]);
    expect((await name(second, { name: NAME }, await api.session('auditor'))).statusCode).toBe(403);
    expect((await name(second, { name: NAME })).statusCode).toBe(303);
    const page = await see(`/desk/policy/versions/${second}`);
    expect(page).toContain('Autumn 2026, &lt;approved&gt;');
    expect(page).not.toContain('<approved>');
  });
});

describe('the name of a version', () => {
  it('stands in the register, on the page and in its files; one without is known by its day', async () => {
    const page = await see('/desk/register');
    expect(page).toContain(`Autumn 2026, &lt;approved&gt; (${second.slice(7, 15)})`);
    expect(page).toContain(`(${first.slice(7, 15)})`);
    const rows = parse(await see('/desk/register.csv'), { bom: true, columns: true }) as Record<string, string>[];
    const named = rows.map((row) => [row.entry, row['policy version'], row['name of the policy version']]);
    expect(named.toSorted()).toEqual(
      [
        [after, second, NAME],
        [before, first, ''],
      ].toSorted(),
    );
  });

  it('stands in what an auditor asks of versions and decisions, and leads to what it changed', async () => {
    const page = await see('/desk/audit/policies');
    expect(page).toMatch(new RegExp(`href="/desk/policy/versions/${second}">\\s*Autumn 2026, &lt;approved&gt;`));
    expect(page).toContain(`href="/desk/policy/versions/${first}"`);
    const rows = parse(await see('/desk/audit/policies.csv'), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row['Policy version'], row['Name of the version']])).toEqual([
      [second, NAME],
      [first, ''],
    ]);
    const { json } = await api.call('auditor', 'GET', '/audit/policies');
    expect(json.rows).toMatchObject([{ policyVersion: second, held: { at: LATER, named: { name: NAME } } }, {}]);
    const decision = { type: 'risk', article: 'art33', conclusion: 'risk', reasons: 'Passwords.' };
    expect((await api.call('dpo', 'POST', `/breaches/${after}/decisions`, { body: decision })).status).toBe(200);
    expect(await see('/desk/audit/decisions')).toContain('<span>Autumn 2026, &lt;approved&gt;</span>');
    const { text } = await tellCli({ TOCSIN_DATA_DIR: dataDir }, 'audit', 'policies');
    expect(text).toMatch(new RegExp(`${second} \\(in use\\) +${NAME}`));
  });
});
