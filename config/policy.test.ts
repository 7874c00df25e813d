import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TocsinError } from '../domain/errors.ts';
import { checkPolicy, loadPolicy } from './policy.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'policy-'));
  cpSync('policy', dir, { recursive: true });
  // Enough for every kind of mistake, and quick to check.
  for (const name of readdirSync(join(dir, 'regimes'))) {
    if (name !== 'gdpr.yaml' && name !== 'dora.yaml') rmSync(join(dir, 'regimes', name));
  }
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
  expect(summary).toMatchObject({ regimes: 177, obligations: 541, ladders: 19, templates: 54 });
  expect(summary?.texts.all).toBeGreaterThan(2_000);
  expect(summary?.texts.missing).toEqual({ de: [] });
  expect(summary).toMatchObject({ languages: ['de', 'en'] });
});

test('every duty of the world says when it was last read, and in what', () => {
  // The states of the United States say it in files of their own.
  const world = loadPolicy('policy').obligations.filter(({ jurisdiction }) => !jurisdiction.startsWith('US'));
  expect(world.filter(({ verified }) => verified === undefined).map(({ id }) => id)).toEqual([]);
});

test('a place without a duty says so, and an uncertain absence is marked', () => {
  const absent = Object.values(loadPolicy('policy').laws)
    .filter(({ jurisdiction }) => !jurisdiction.startsWith('US'))
    .flatMap(({ jurisdiction, terms }) => terms.noDuty.map((none) => ({ ...none, jurisdiction })))
    .filter(({ to }) => to === 'authority');
  const sure = absent.flatMap(({ jurisdiction, confidence }) => (confidence === 'uncertain' ? [] : [jurisdiction]));
  expect(sure.sort()).toEqual(['AR', 'HK', 'LK', 'MA', 'MO', 'MX', 'PY', 'TN', 'UA', 'VG']);
  const unsure = absent.filter(({ confidence }) => confidence === 'uncertain').map(({ jurisdiction }) => jurisdiction);
  expect(unsure.sort()).toEqual(['ME', 'UZ']);
});

test('a policy that says nothing of four eyes asks for them, as one of version 0.4', () => {
  edit('organisation.yaml', /^fourEyes:\n(?: .*\n)+/m, '');
  const asked = { campaigns: true, moreReceiversThan: 50, filings: false, exercises: false };
  expect(loadPolicy(dir).organisation.fourEyes).toEqual(asked);
  expect(loadPolicy('policy').organisation.fourEyes).toEqual(asked);
});

test('a policy of version 0.6 has targets of our own by default, and warns by the words it has', () => {
  edit('organisation.yaml', /^onDuty:\n(?: .*\n)+/m, '');
  edit('organisation.yaml', /^ {2}(?:take|triage|investigation): .*\n/gm, '');
  edit('ladders.yaml', /^# Targets of our own[\s\S]*/m, '');
  for (const name of ['page', 'targets']) rmSync(join(dir, `notices/en/${name}.md`));
  expect(found()).toEqual([]);
  const { targets, organisation } = loadPolicy(dir);
  expect([organisation.onDuty, targets.take.hours, targets.take.ladder[0]?.before]).toEqual([undefined, 0.5, 'start']);
});

test('a policy of version 0.7 has no minor incidents, and no texts about reports', () => {
  edit('organisation.yaml', /^minorIncidents:\n(?: .*\n)+/m, '');
  rmSync(join(dir, 'notices/de'), { recursive: true });
  for (const name of ['receipt', 'question', 'news']) rmSync(join(dir, `notices/en/report-${name}.md`));
  expect(found()).toEqual([]);
  expect(loadPolicy(dir).organisation.minorIncidents).toBeUndefined();
});

test('a hole in the rota is named, at its place', () => {
  edit(
    'organisation.yaml',
    "from: '09:00', to: '09:00'",
    "days: [mon, tue, wed, thu, fri], from: '09:00', to: '09:00'",
  );
  expect(found()).toMatchObject([
    { field: 'onDuty.shifts', message: 'nobody is on duty from Saturday 09:00 to Monday 09:00' },
  ]);
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
      'obligations[0].whyNot[3].when',
      'does not compile: Unknown variable: desided',
    ],
    [
      'an unknown ladder',
      GDPR,
      'ladder: target-24-hours',
      'ladder: target-1-week',
      'ladder: target-1-week',
      'obligations[1].ladder',
      "there is no ladder 'target-1-week'; there are statutory-72-hours, statutory-24-hours, statutory-hours, ",
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
      'kind: eu-hours',
      'kind: eu-weeks',
      'kind: eu-weeks',
      'obligations[0].clock.kind',
      "Invalid discriminator value. Expected 'eu-hours' | 'elapsed-hours' | 'eu-days'",
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
      'id: gdpr-art34-1',
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
    ...[
      ['a market', 'markets: []', 'markets: [UK]', 'markets[0]', "'UK' is no code of a place: write GB"],
      ['a main establishment', 'main: DE', 'main: EL', 'establishment.main', "'EL' is no code of a place: write GR"],
      ['a further establishment', 'others: []', 'others: [US-TEX]', 'establishment.others[0]', 'write US-TX'],
      ['a market in the Union', 'markets: []', 'markets: [EU]', 'markets[0]', 'write each state by its own code'],
    ].map(
      ([what = '', from = '', to = '', field = '', says = '']): [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ] => [`${what} that is no place`, ...(['organisation.yaml', from, to, to, field, says] as const)],
    ),
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
      'a clock from an obligation that is not there',
      'regimes/dora.yaml',
      '{ filed: dora-initial }',
      '{ filed: dora-first }',
      'dora-first',
      'obligations[1].startsFrom',
      "there is no obligation 'dora-first' whose filing could start the clock",
    ],
    [
      'a clock that would start from its own filing',
      'regimes/dora.yaml',
      '{ filed: dora-intermediate, version: latest }',
      '{ filed: dora-final }',
      '{ filed: dora-final }',
      'obligations[2].startsFrom',
      'the clock would start from its own filing',
    ],
    [
      'two wordings that bind at once',
      GDPR,
      'article: GDPR Art. 34(1)\n',
      'article: GDPR Art. 34(1)\n    replaces: gdpr-art33-1-authority\n',
      'replaces:',
      'obligations[2].replaces',
      "both 'gdpr-art33-1-authority' and this bind",
    ],
    [
      'a golden case that comes out otherwise',
      GDPR,
      "latest: '2026-11-27T09:00:00Z'",
      "latest: '2026-11-27T08:20:00Z'",
      "latest: '2026-11-27T08:20:00Z'",
      'cases[0].expect.gdpr-art33-1-authority',
      'latest is 2026-11-27T09:00:00.000Z, not 2026-11-27T08:20:00.000Z',
    ],
    [
      'a golden case that finds another duty',
      GDPR,
      'decidedRisk: unlikely',
      'decidedRisk: risk',
      'gdpr-art33-1-authority: { applies: does-not-apply }',
      'cases[3].expect.gdpr-art33-1-authority',
      "is 'binds', not 'does-not-apply': Personal data for which we are the controller is touched",
    ],
    [
      'an obligation that no case reaches',
      GDPR,
      /\n {6}gdpr-art34-4-ordered: \{ applies: binds.*/,
      '',
      'cases:',
      'cases',
      "no case in which 'gdpr-art34-4-ordered' applies",
    ],
    [
      'a negative count in a case',
      GDPR,
      'peopleConcerned: 2 }',
      'peopleConcerned: -2 }',
      'peopleConcerned: -2',
      'cases[1].facts.peopleConcerned',
      'Too small: expected number to be >=0',
    ],
    [
      'an instant without an offset',
      GDPR,
      "order: '2026-12-01T10:00:00Z'",
      "order: '2026-12-01T10:00:00'",
      "order: '2026-12-01T10:00:00'",
      'cases[2].facts.events.order',
      'an ISO 8601 instant with an offset',
    ],
    [
      'a kind of party that there is not',
      GDPR,
      'role: joint-controller',
      'role: joint-venture',
      'joint-venture',
      'obligations[6].role[0]',
      'Invalid option: expected one of "controller"|"joint-controller"',
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
    [
      'the gravest loss scored low, which what is not known counts as',
      'severity.yaml',
      'altered-permanent: 50',
      'altered-permanent: 20',
      'integrity:',
      'cb.integrity',
      'altered-permanent must not score lower than another: what is not known counts as it',
    ],
    ['a fraction in DPC', 'severity.yaml', 'simple: 100', 'simple: 150', 'dpc:', 'dpc', 'multiples of 100'],
    ['falling bands', 'severity.yaml', 'medium: 200', 'medium: 350', 'bands:', 'bands', 'bands must rise'],
    [
      'a rule on a misspelt word',
      'severity.yaml',
      'facts.malicious != "no"\n    conclude: risk',
      'facts.malicious != "non"\n    conclude: risk',
      '"non"',
      'conclusions[21].when',
      "'non' is no word of facts.malicious; it can be yes, no, unknown",
    ],
    [
      'a last rule that may not hold',
      'severity.yaml',
      '- conclude: unlikely',
      '- when: facts.recipientsTrusted\n    conclude: unlikely',
      '- when: facts.recipientsTrusted',
      'conclusions[26].when',
      'the last case has no `when`: it always holds',
    ],
    [
      'an unknown placeholder',
      'notices/en/warning.md',
      'Clock runs since: {{awareAt}}',
      'Clock runs since: {{aware}}',
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
    expect(ladders).toMatchObject({ line: 1, message: 'cannot be read: there is no such file' });
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
      `${join(dir, 'regimes/gdpr.yaml')}:${lineOf('regimes/gdpr.yaml', 'ladder: none')} obligations[1].ladder: ` +
        "there is no ladder 'none'",
    );
    expect(lines[2]).toContain(
      `${join(dir, 'notices/en/overdue.md')}:${lineOf('notices/en/overdue.md', '{{dew}}')} body: ` +
        "unknown placeholder 'dew'",
    );
  });
});

describe('the version', () => {
  const version = () => loadPolicy(dir).policyVersion;

  test('is the same wherever the policy lies, whatever its comments and golden cases', () => {
    cpSync('policy/regimes', join(dir, 'regimes'), { recursive: true });
    const before = version();
    expect(before).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(before).toBe(loadPolicy('policy').policyVersion);
    edit('ladders.yaml', 'statutory-72-hours:', '# a comment\nstatutory-72-hours:   ');
    edit('regimes/gdpr.yaml', 'opened to a stranger', 'opened to somebody');
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

test('texts in several languages are checked, and only the English one counts for the version', () => {
  const before = loadPolicy(dir);
  const says = 'The nature of the breach (Art. 33(3)(a)).';
  expect(before.texts.de.get(says)).toContain('Art. 33 Abs. 3 Buchst. a');
  edit('regimes/gdpr.yaml', before.texts.de.get(says) ?? '', 'Ganz anders.');
  const after = loadPolicy(dir);
  expect(after.texts.de.get(says)).toBe('Ganz anders.');
  expect(after.policyVersion).toBe(before.policyVersion);
  expect(after.obligations).toEqual(before.obligations);
});

test.each([
  ['{ en: Tell it to somebody., xx: Sagen. }', 'xx', "there is no language 'xx'; there are en, de"],
  ["{ en: Tell it to somebody., de: '' }", 'de', 'has no text'],
  ["{ en: 'Tell {{name}} of it.', de: Sagen. }", 'de', 'lacks the placeholder {{name}} of the English text'],
])('a late sentence %s', (text, field, message) => {
  edit(
    'regimes/gdpr.yaml',
    /late: \{? ?(?:en: )?None in the law[^\n]*|late:\n\s+en: None in the law[^\n]*\n\s+de: [^\n]*/,
    `late: ${text}`,
  );
  const at = { file: 'regimes/gdpr.yaml', field: `obligations[1].late.${field}` };
  expect(found()).toEqual([{ ...at, line: expect.any(Number), message }]);
});

test('one English text has one translation, in whichever file it stands', () => {
  edit('regimes/dora.yaml', /^name: .*$/m, 'name: { en: GDPR, de: Grundverordnung }');
  expect(found()).toEqual([
    expect.objectContaining({
      file: 'regimes/gdpr.yaml',
      field: 'name.de',
      message: expect.stringContaining('Grundverordnung'),
    }),
  ]);
});
