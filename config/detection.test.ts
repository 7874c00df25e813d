import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { someFinding } from '../test/support/some-finding.ts';
import { loadDetection } from './detection.ts';
import { FileMistakes } from './text-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'detection-'));
  for (const part of ['detection', 'organisation.yaml'])
    cpSync(join('policy', part), join(dir, part), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const path = (name: string) => join(dir, 'detection', name);
function edit(name: string, from: string, to: string): void {
  const before = readFileSync(path(name), 'utf8');
  if (!before.includes(from)) throw new Error(`${name} holds no ${from}`);
  writeFileSync(path(name), before.replace(from, to));
}
function mistakes(): string[] {
  try {
    loadDetection(dir);
    return [];
  } catch (error) {
    if (!(error instanceof FileMistakes)) throw error;
    return error.findings.map(({ file, field, message }) => `${file.slice(dir.length + 11)} ${field}: ${message}`);
  }
}
const own = (rules: string, cases: string) =>
  writeFileSync(path('cef.yaml'), `source: cef\nrules:\n${rules}cases:\n${cases}`);
const aCase = (rule: string, outcome = 'watch') =>
  `  - { name: A case of ours, finding: { type: A }, expect: { rule: ${rule}, outcome: ${outcome} } }\n`;

it('names every mistake of every file by its field', () => {
  edit('okta.yaml', 'finding.type.startsWithAny', 'finding.typ.startsWithAny');
  edit('wazuh.yaml', 'outcome: suspect', 'opens: true');
  writeFileSync(path('nessus.yaml'), 'source: nessus\n');
  rmSync(path('falco.yaml'));
  expect(mistakes()).toEqual([
    expect.stringMatching(/^nessus\.yaml : is of no alert source; there are common, lists, suppressions, relatives, /),
    expect.stringMatching(/^falco\.yaml : cannot be read: there is no such file/),
    expect.stringMatching(/^okta\.yaml rules\[0\]\.when: does not compile: No such key: typ/),
    expect.stringMatching(/^wazuh\.yaml rules\[0\]\.outcome: is missing/),
    'wazuh.yaml rules[0].opens: unknown field',
  ]);
});

it.each([
  ['openings: 0', /^common\.yaml storm\.openings: /],
  ['openings: many', /^common\.yaml storm\.openings: /],
  ['opening: 20', /^common\.yaml storm\.opening: unknown field/],
])('names what is wrong with how many suspicions a storm opens: %s', (text, mistake) => {
  edit('common.yaml', 'openings: 20', text);
  expect(mistakes()).toContainEqual(expect.stringMatching(mistake));
});

it('lets a storm open as many as the policy says, and twenty where it says nothing', () => {
  edit('common.yaml', 'openings: 20', 'openings: 7');
  expect(loadDetection(dir).storm).toEqual({ openings: 7 });
  edit('common.yaml', 'storm:\n  openings: 7', '');
  writeFileSync(path('common.yaml'), readFileSync(path('common.yaml'), 'utf8').replace(/^ # 1 to 1000\n/m, ''));
  expect(loadDetection(dir).storm).toEqual({ openings: 20 });
});

it('knows how long alerts are kept', () => {
  expect(loadDetection(dir).keptDays).toBe(90);
  const organisation = readFileSync(join(dir, 'organisation.yaml'), 'utf8');
  writeFileSync(join(dir, 'organisation.yaml'), organisation.replace(/^ {2}alertsDays: .*\n/m, ''));
  expect(loadDetection(dir).keptDays).toBeNull();
});

it('runs golden cases, and wants one for every rule', () => {
  own('  - { id: a, when: finding.type == "A", outcome: watch, because: Because it is so. }\n', aCase('keep'));
  expect(mistakes()).toEqual([
    "cef.yaml cases[0].expect.rule: is 'a', not 'keep'",
    "cef.yaml cases: no case in which 'a' decides",
  ]);
  own('  - { id: a, when: finding.type == "A", outcome: watch, because: Because it is so. }\n', aCase('a', 'suspect'));
  expect(mistakes()).toEqual(["cef.yaml cases[0].expect.outcome: is 'watch', not 'suspect'"]);
});

it('refuses rules that are never tried, and ids that leave open which rule is meant', () => {
  own(
    '  - { id: a, outcome: watch, because: Because it is so. }\n' +
      '  - { id: sample, when: finding.sample, outcome: watch, because: Because it is so. }\n' +
      '  - { id: a, when: known, outcome: watch, because: Because it is so. }\n',
    aCase('a'),
  );
  expect(mistakes()).toEqual([
    'cef.yaml rules[0]: only the last rule may leave out `when`',
    "cef.yaml rules[2].id: two rules share the id 'a'",
    "cef.yaml rules[1].id: 'sample' of common.yaml decides before any rule of a source; choose another id",
  ]);
});

it('wants an answer to every alert', () => {
  edit('common.yaml', '  - id: keep\n    outcome', '  - id: keep\n    when: known\n    outcome');
  expect(mistakes()[0]).toMatch(/^common\.yaml after\[2\]\.when: the last rule has no `when`/);
});

it('tries a rule of a source in the place of the common one whose id it has', () => {
  own(
    '  - { id: severe-anywhere, when: finding.severity >= 9, outcome: suspect, because: Only the gravest. }\n',
    [
      '  - { name: Severe here, finding: { severity: 9 }, expect: { rule: severe-anywhere, outcome: suspect } }\n',
      '  - {name: Known, finding: { severity: 9 }, systems: [{}], expect: { rule: known-system, outcome: suspect } }\n',
      '  - { name: Not severe here, finding: { severity: 8.9 }, expect: { rule: keep, outcome: watch } }\n',
    ].join(''),
  );
  expect(mistakes()).toEqual([]);
});

it('refuses rules that together would take too long for one finding', () => {
  const slow = 'finding.resources.exists(r, r.names.exists(n, n.startsWith("x")))';
  const rule = (n: number) => `  - { id: r${n}, when: '${slow}', outcome: watch, because: Because it is so. }\n`;
  own(Array.from({ length: 70 }, (_, n) => rule(n)).join(''), aCase('keep'));
  expect(mistakes()[0]).toMatch(/^cef\.yaml rules: together may take [\d,]+ steps of one finding/);
});

it('finds the one of five hundred rules that is about the type of a finding', () => {
  const ids = Array.from({ length: 490 }, (_, n) => n);
  const when = (n: number) => `'finding.severity >= 1 && finding.type.startsWith("Other${n}:")'`;
  const rule = (n: number) => `  - { id: r${n}, when: ${when(n)}, outcome: watch, because: Because it is so. }\n`;
  const expected = (n: number) => `{ finding: { type: 'Other${n}:x' }, expect: { rule: r${n}, outcome: watch } }`;
  const cases = ids.map((n) => `  - ${expected(n).replace('{ ', `{ name: A case ${n}, `)}\n`);
  own(ids.map(rule).join(''), cases.join(''));
  const evaluate = loadDetection(dir).evaluators.get('cef');
  expect(evaluate?.({ ...someFinding(), source: 'cef', type: 'Other489:x' }, []).rule).toBe('r489');
});

it('refuses a legal hold on a source that there is not, as it would keep nothing', () => {
  const hold = (id: string, source: string) =>
    `    - { id: ${id}, source: ${source}, from: 2026-11-01T00:00:00+01:00, owner: Legal, reason: A court asked. }\n`;
  const organisation = readFileSync(join(dir, 'organisation.yaml'), 'utf8');
  const holds = `  alertHolds:\n${hold('a', 'all')}${hold('b', 'okta')}${hold('c', 'octa')}`;
  writeFileSync(join(dir, 'organisation.yaml'), organisation.replace(/^ {2}alertsDays: .*\n/m, `$&${holds}`));
  const refused = /retention\.alertHolds\[2\]\.source: is no alert source; there are all, /;
  expect(mistakes()).toEqual([expect.stringMatching(refused)]);
});
