import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TocsinError } from '../domain/errors.ts';
import { checkPolicy, loadPolicy } from './policy.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'policy-'));
  cpSync('policy', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(dir, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} holds no ${from}`);
  writeFileSync(path, after);
}

/** The number of the last line that holds `text`. */
function lineOf(file: string, text: string): number {
  return (
    readFileSync(join(dir, file), 'utf8')
      .split('\n')
      .findLastIndex((line) => line.includes(text)) + 1
  );
}

const found = () => checkPolicy(dir).findings.map((f) => ({ ...f, file: f.file.slice(dir.length + 1) }));

test('the policy that ships is without mistakes', () => {
  const { findings, summary } = checkPolicy('policy');
  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ regimes: 1, obligations: 3, ladders: 3, languages: ['en'], templates: 10 });
});

test('the worked example of docs/adding-a-regime.md is a regime', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/adding-a-regime.md', 'utf8')) ?? [];
  writeFileSync(join(dir, 'regimes/example.yaml'), example);
  expect(found()).toEqual([]);
  expect(loadPolicy(dir).obligations.map((o) => o.id)).toContain('example-s1-authority');
});

describe('a mistake is named by file, line and field', () => {
  const GDPR = 'regimes/gdpr.yaml';
  test.each<[string, string, string | RegExp, string, string, string, string]>([
    [
      'a trigger that does not compile',
      GDPR,
      '"processor" in dataFlow.roles',
      '"processor" in dataFlow.rules',
      'dataFlow.rules',
      'obligations[1].trigger',
      'does not compile: No such key: rules',
    ],
    [
      'a trigger that is not true or false',
      GDPR,
      /trigger: '"processor".*/,
      'trigger: facts.malicious',
      'trigger: facts.malicious',
      'obligations[1].trigger',
      'must be true or false, but is of type string',
    ],
    [
      'a case that does not compile',
      GDPR,
      'when: decided',
      'when: desided',
      'desided',
      'obligations[0].whyNot[1].when',
      'does not compile: Unknown variable: desided',
    ],
    [
      'an unknown ladder',
      GDPR,
      'ladder: target-24-hours',
      'ladder: target-24',
      'ladder: target-24',
      'obligations[1].ladder',
      "there is no ladder 'target-24'; there are statutory-72-hours, target-24-hours, target-72-hours",
    ],
    [
      'an unknown soft target',
      GDPR,
      'soft: data-subjects',
      'soft: people',
      'soft: people',
      'obligations[2].clock.soft',
      "there is no soft target 'people'; there are processor-to-controller, data-subjects",
    ],
    [
      'an unknown rule',
      GDPR,
      'rule: eu-hours',
      'rule: eu-days',
      'rule: eu-days',
      'obligations[0].clock.rule',
      "Invalid discriminator value. Expected 'eu-hours' | 'soft-target'",
    ],
    [
      'an id used twice',
      GDPR,
      'id: gdpr-art34-1-data-subject',
      'id: gdpr-art33-1-authority',
      'id: gdpr-art33-1-authority',
      'obligations[2].id',
      "'gdpr-art33-1-authority' is already an obligation of regimes/gdpr.yaml",
    ],
    [
      'a missing citation',
      GDPR,
      /\n {4}citation: Regulation \(EU\) 2016\/679, Art. 34.*/,
      '',
      'id: gdpr-art34',
      'obligations[2].citation',
      'is missing (Invalid input: expected string, received undefined)',
    ],
    [
      'an unknown field',
      GDPR,
      'jurisdiction: EU',
      'jurisdiction: EU\nowner: me',
      'owner: me',
      'owner',
      'unknown field',
    ],
    [
      'an id that differs from the file',
      GDPR,
      'id: gdpr\n',
      'id: gdpr-2\n',
      'id: gdpr-2',
      'id',
      "must equal the file's name, 'gdpr'",
    ],
    [
      'in force from no day',
      GDPR,
      "effectiveFrom: '2018-05-25'",
      'effectiveFrom: null',
      'effectiveFrom: null',
      'obligations[0].effectiveFrom',
      'an obligation in force names the day it took effect',
    ],
    [
      'a zone that does not exist',
      'organisation.yaml',
      'Europe/Berlin',
      'Europe/Bielefeld',
      'Bielefeld',
      'zone',
      'an IANA time zone such as Europe/Berlin',
    ],
    [
      'a negative target',
      'organisation.yaml',
      'data-subjects: 72',
      'data-subjects: -72',
      '-72',
      'softTargets.data-subjects',
      'Too small: expected number to be >0',
    ],
    [
      'a rung at the due instant',
      'ladders.yaml',
      '{ name: 1-hour-left, before: 1,',
      '{ name: 1-hour-left, before: 0,',
      'before: 0',
      'statutory-72-hours[5].before',
      'not 0: the engine itself warns at the due instant',
    ],
    [
      'a late rung by another name',
      'ladders.yaml',
      'overdue-12-hours',
      'late-12-hours',
      'late-12-hours',
      'statutory-72-hours[6].name',
      "rungs after the due instant, and only those, have a name that begins with 'overdue-'",
    ],
    [
      'unknown intent scored low',
      'severity.yaml',
      'unknown: 50',
      'unknown: 0',
      'malicious:',
      'cb.malicious',
      'unknown must not score lower than any answer',
    ],
    ['a fraction in DPC', 'severity.yaml', 'simple: 100', 'simple: 150', 'dpc:', 'dpc', 'multiples of 100'],
    ['falling bands', 'severity.yaml', 'medium: 200', 'medium: 350', 'bands:', 'bands', 'bands must rise'],
    [
      'a rule on a misspelt word',
      'severity.yaml',
      'facts.malicious != "no"\n    conclude: risk',
      'facts.malicious != "non"\n    conclude: risk',
      '"non"',
      'conclusions[8].when',
      "'non' is no word of facts.malicious; it can be yes, no, unknown",
    ],
    [
      'a last rule that may not hold',
      'severity.yaml',
      '- conclude: unlikely',
      '- when: facts.unintelligible\n    conclude: unlikely',
      '- when: facts.unintelligible',
      'conclusions[11].when',
      'the last case has no `when`: it always holds',
    ],
    [
      'an unknown placeholder',
      'notices/en/warning.md',
      'Aware since: {{awareAt}}',
      'Aware since: {{aware}}',
      '{{aware}}',
      'body',
      "unknown placeholder 'aware'",
    ],
    [
      'an unknown placeholder in a subject',
      'notices/en/warning.md',
      '{{article}} is due',
      '{{law}} is due',
      '{{law}}',
      'subject',
      "unknown placeholder 'law'",
    ],
  ])('%s', (_, file, from, to, at, field, message) => {
    edit(file, from, to);
    const line = lineOf(file, at);
    expect(found()).toEqual([{ file, line, field, message: expect.stringContaining(message) }]);
  });

  test('an unreadable file, bad YAML, a key twice', () => {
    rmSync(join(dir, 'ladders.yaml'));
    edit('organisation.yaml', 'language: en', 'language: en\nlanguage: de');
    edit('severity.yaml', 'bands:', 'bands: [');
    const [organisation, severity, ladders] = ['organisation.yaml', 'severity.yaml', 'ladders.yaml'].map((file) =>
      found().find((f) => f.file === file),
    );
    expect(organisation).toMatchObject({
      line: lineOf('organisation.yaml', 'language: de'),
      message: expect.stringContaining('unique'),
    });
    expect(severity?.line).toBeGreaterThan(1);
    expect(ladders).toMatchObject({ line: 1, message: 'cannot be read; is it there?' });
  });

  test('files that would be silently ignored', () => {
    writeFileSync(join(dir, 'regimes/nis2.yml'), 'id: nis2\n');
    writeFileSync(join(dir, 'notices/en/greeting.md'), '---\nsubject: Hello\n---\nHello\n');
    rmSync(join(dir, 'notices/en/overdue.md'));
    expect(found().map((f) => `${f.file}:${f.line}`)).toEqual(['regimes/nis2.yml:1', 'notices/en/greeting.md:1']);
    rmSync(join(dir, 'regimes/nis2.yml'));
    rmSync(join(dir, 'notices/en/greeting.md'));
    expect(found()).toEqual([
      {
        file: 'organisation.yaml',
        line: lineOf('organisation.yaml', 'language:'),
        field: 'language',
        message: 'notices/en has no overdue.md',
      },
    ]);
  });

  test('loading lists all of them in one refusal', () => {
    edit('regimes/gdpr.yaml', 'ladder: target-24-hours', 'ladder: none');
    edit('notices/en/overdue.md', '{{due}}, ', '{{dew}}, ');
    let error: unknown;
    try {
      loadPolicy(dir);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(TocsinError);
    expect(error).toMatchObject({ code: 'bad-input' });
    const lines = String((error as Error).message).split('\n');
    expect(lines[0]).toBe('The policy has 2 mistake(s):');
    expect(lines[1]).toContain(
      `${join(dir, 'regimes/gdpr.yaml')}:${lineOf('regimes/gdpr.yaml', 'ladder: none')} obligations[1].ladder: there is no ladder 'none'`,
    );
    expect(lines[2]).toContain(
      `${join(dir, 'notices/en/overdue.md')}:${lineOf('notices/en/overdue.md', '{{dew}}')} body: unknown placeholder 'dew'`,
    );
  });
});

describe('the version', () => {
  const version = () => loadPolicy(dir).policyVersion;

  test('is the same wherever the policy lies, whatever its comments', () => {
    const before = version();
    expect(before).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(before).toBe(loadPolicy('policy').policyVersion);
    edit('ladders.yaml', 'statutory-72-hours:', '# a comment\nstatutory-72-hours:   ');
    expect(version()).toBe(before);
  });

  test.each([
    ['organisation.yaml', 'data-subjects: 72', 'data-subjects: 71'],
    ['ladders.yaml', 'before: 48', 'before: 47'],
    ['severity.yaml', 'manyPeople: 100', 'manyPeople: 101'],
    ['regimes/gdpr.yaml', 'hours: 72', 'hours: 71'],
    ['notices/en/warning.md', 'What to do', 'What to do now'],
  ])('changes with %s', (file, from, to) => {
    const before = version();
    edit(file, from, to);
    expect(version()).not.toBe(before);
  });
});
