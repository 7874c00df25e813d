import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadFilings } from './filings.ts';
import { loadPolicy } from './policy.ts';

const POLICY = fileURLToPath(new URL('../policy', import.meta.url));
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tocsin-filings-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What is said of the project's NIS2 template after a change to its text. */
function mistakesAfter(from: string | RegExp, to: string, name = 'nis2'): string {
  cpSync(join(POLICY, 'filings'), join(dir, 'filings'), { recursive: true });
  const file = join(dir, 'filings', `${name}.yaml`);
  const text = readFileSync(join(POLICY, 'filings', 'nis2.yaml'), 'utf8');
  expect(typeof from === 'string' ? text.indexOf(from) : text.search(from)).not.toBe(-1);
  writeFileSync(file, text.replace(from, to));
  try {
    loadFilings(dir);
    return 'none';
  } catch (error) {
    return (error as Error).message.replaceAll(`${dir}/filings/`, '');
  } finally {
    rmSync(join(dir, 'filings'), { recursive: true });
  }
}

describe('the filing templates', () => {
  it('are for obligations that the policy has', () => {
    const known = new Set(loadPolicy(POLICY).obligations.map((o) => o.id));
    const templates = loadFilings(POLICY);
    expect(templates.length).toBeGreaterThanOrEqual(4);
    expect(templates.flatMap((t) => t.obligations).filter((id) => !known.has(id))).toEqual([]);
  });

  it.each<[string, string | RegExp, string, RegExp]>([
    [
      'a source there is none of',
      'from: suspected',
      'from: rumour',
      /^nis2\.yaml:\d+ fields\[8\].from: no source of values$/,
    ],
    [
      'an option of another field',
      '{ cross-border: a }',
      '{ cross-border: z }',
      /shownWhen: 'z' is no option of 'cross-border'/,
    ],
    ['a condition on no field', '{ ongoing: ', '{ going: ', /mandatory: there is no field 'going', and no given/],
    [
      'a stage that is not its own',
      'asks: [nis2-art23-4c-interim-on-request]',
      'asks: [dora-final]',
      /'dora-final' is none of this template's obligations/,
    ],
    [
      'a choice without options',
      / {4}options:\n {6}'yes': .*\n {6}'no': .*\n {6}unknown: .*\n/,
      '',
      /options: is missing \(a choice needs options\)/,
    ],
    [
      'an unknown field',
      'audience: authority',
      'audience: authority\ncolour: red',
      /nis2\.yaml:\d+ colour: unknown field/,
    ],
    ['a list for a mapping', '{ stage: withdrawal }', '[1, 2]', /shownWhen\[0\]/],
  ])('name file, line and field of %s', (_, from, to, message) => {
    expect(mistakesAfter(from, to)).toMatch(message);
  });

  it('are one per obligation, each under its own name', () => {
    const message = mistakesAfter('id: nis2', 'id: nis2', 'nis3');
    expect(message).toMatch(/nis3\.yaml:\d+ id: must be the file's name, 'nis3'/);
    expect(message).toMatch(/'nis2-art23-4a-early-warning' is filed with nis2\.yaml already/);
  });
});
