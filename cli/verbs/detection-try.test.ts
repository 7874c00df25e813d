import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { main } from '../main.ts';

const dir = mkdtempSync(join(tmpdir(), 'tocsin-try-'));
const ALERT = 'detection/sources/aws-guardduty/fixtures/envelope-s3-exfiltration.json';

async function run(...argv: string[]) {
  const out: string[] = [];
  const say = (line: string) => void out.push(line);
  const env = { TOCSIN_DATA_DIR: '/nonexistent' };
  const given = { env, isTerminal: false, out: say, error: say, readStdin: async () => Buffer.alloc(0) };
  const code = await main(['detection', 'try', ...argv], given);
  return { code, out: out.join('\n') };
}

function registerOf(alias: string): string {
  const file = join(dir, 'register.yaml');
  const rest = '{ plane: customer-data, dataClasses: [simple], dataCategories: [names], countries: [DE]';
  const systems = `systems:\n  - ${rest.replace('{', '{ id: tickets, name: Tickets,')}, aliases: ['${alias}'] }\n`;
  writeFileSync(file, `${systems}counterparties: []\n`);
  return file;
}

it('says what is understood, which resource is which system by which name, and which rule decides why', async () => {
  const { code, out } = await run(ALERT, '--register', registerOf('nordlys-tick*'));
  expect(code).toBe(0);
  expect(out).toMatch(/understood: Exfiltration:S3\/AnomalousBehavior, severity 8 of 10/);
  expect(out).toMatch(/matched: {4}bucket .*nordlys-tickets is Tickets \(tickets\), by pattern: .* as nordlys-tick\*/);
  expect(out).toMatch(/says: {7}\S/);
  expect(out).toMatch(/^id: {9}\S+\nwhen: {7}began \S+; last seen \S+; raised \S+; changed \S+\nwho: {8}\S/m);
  expect(out).toMatch(/^tactics: {4}Exfiltration/m);
  expect(out).toMatch(/unknown: {4}identity ticket-export/);
  expect(out).toMatch(/tried: {6}sample does not hold: finding\.sample\ntried: {6}exfiltration holds, and decides/);
  expect(out).toMatch(/outcome: {4}suspect, by rule exfiltration: Data was moved out/);
  expect(out).toMatch(/facts: {6}confidentiality: unknown-recipients, malicious: yes/);
});

it('names the part of each rule by which it does not hold', async () => {
  const file = join(dir, 'mild.json');
  const text = readFileSync(ALERT, 'utf8').replace('Exfiltration:S3/AnomalousBehavior', 'Recon:S3/Odd');
  writeFileSync(file, text.replace(/"severity": *8/, '"severity": 5'));
  const { out } = await run(file);
  expect(out).toMatch(/exfiltration does not hold: finding\.type\.startsWith\("Exfiltration:"\)/);
  expect(out).toMatch(/known-system does not hold: known\n.*severe-anywhere does not hold: finding\.severity >= 7/);
  expect(out).toMatch(/keep holds, and decides\noutcome: {4}watch, by rule keep/);
});

it('says what changed rules would do differently, and the same of a window', async () => {
  const other = join(dir, 'policy');
  for (const part of ['detection', 'organisation.yaml']) {
    cpSync(join('policy', part), join(other, part), { recursive: true });
  }
  const against = async () => (await run(ALERT, '--against', other)).out;
  expect(await against()).toMatch(/The other policy would do the same\./);
  const window = `{ id: a-test, when: 'true', from: '2026-11-20T00:00Z', until: '2026-11-21T00:00Z', owner: Us`;
  const file = join(other, 'detection/suppressions.yaml');
  writeFileSync(file, `mostDays: 2\nwindows:\n  - ${window}, reason: A test that we asked for. }\n`);
  expect(await against()).toMatch(
    /would open no breach any more: window 'a-test' keeps it; opened one by rule 'exfiltration'/,
  );
});

it('names the first of many unknown things, and says that none were looked up', async () => {
  const names = Array.from({ length: 300 }, (_, n) => `host-${n}`);
  const data = { severity: 8, time: '2026-11-24T08:40:00Z', resources: names };
  const file = join(dir, 'many.json');
  writeFileSync(file, JSON.stringify({ specversion: '1.0', id: 'a-1', source: 'here', type: 'many', data }));
  const { out } = await run(file, '--source', 'CloudEvents');
  expect(out).toContain('matched:    nothing was looked up');
  expect(out.match(/^unknown: .*/gm)).toHaveLength(11);
  expect(out).toMatch(/unknown: {4}and 290 more; --json has all/);
  expect(out).toContain('when:       began, raised, changed 2026-11-24T08:40:00.000Z');
});

it('opens nothing by an event that is no alert, and says once what it lacks', async () => {
  const file = join(dir, 'order.json');
  const order = {
    specversion: '1.0',
    type: 'order.placed',
    source: 'https://shop.example',
    id: 'o-1',
    data: { order: 1 },
  };
  writeFileSync(file, JSON.stringify(order));
  const { out } = await run('cloudevents', file);
  expect(await run('cloudevents', file, '--source', 'okta')).toMatchObject({ code: 2 });
  expect(out).toContain('outcome:    watch, by rule no-alert');
  expect(out.match(/^unread: .*/gm)).toHaveLength(2);
});

it('says of what is no alert why, and that with its exit code', async () => {
  const file = join(dir, 'none.json');
  writeFileSync(file, '{"detail-type": "GuardDuty Finding", "detail": {}}');
  const { code, out } = await run(file);
  expect([code, out]).toEqual([2, expect.stringMatching(/could not be read: This is not an alert of aws-guardduty/)]);
});
