import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { main } from '../cli/main.ts';
import { loadDetection } from './detection.ts';
import { FileMistakes } from './text-file.ts';

const PAGE = readFileSync('docs/adding-a-source.md', 'utf8');
const blocks = [...PAGE.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({ kind, text }));
const blockOf = (kind: string, beginning: string) =>
  blocks.find((block) => block.kind === kind && block.text.startsWith(beginning))?.text ?? '';
const EXAMPLE = blockOf('yaml', 'name:');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sources-'));
  cpSync('policy', dir, { recursive: true });
  mkdirSync(join(dir, 'sources'));
  writeFileSync(join(dir, 'sources/example.yaml'), EXAMPLE);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The example with other words in it. */
function change(...changes: [from: string, to: string][]): void {
  const text = changes.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`The example holds no ${from}`);
    return all.replace(from, to);
  }, EXAMPLE);
  writeFileSync(join(dir, 'sources/example.yaml'), text);
}
function mistakes(): string[] {
  try {
    loadDetection(dir);
    return [];
  } catch (error) {
    if (!(error instanceof FileMistakes)) throw error;
    return error.findings.map(({ file, field, message }) => `${file.slice(dir.length + 1)} ${field}: ${message}`);
  }
}
async function run(...argv: string[]): Promise<string> {
  const out: string[] = [];
  const say = (line: string) => void out.push(line);
  const env = { TOCSIN_DATA_DIR: '/nonexistent', TOCSIN_POLICY_DIR: dir };
  await main(argv, { env, isTerminal: false, out: say, error: say, readStdin: async () => Buffer.alloc(0) });
  return out.join('\n').replaceAll(`${dir}/`, 'policy/');
}
/** The printed lines as a pattern, in which … stands for anything. */
function patternOf(printed: string): RegExp {
  const escaped = printed.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replaceAll('…', '[^]*'));
}

describe('the page about adding a source', () => {
  it('prints what the check of the policy says of its example', async () => {
    const [, printed = ''] = blockOf('', '$ tocsin policy check').split(/^\$.*\n/m);
    expect(await run('policy', 'check')).toMatch(patternOf(printed));
  });

  it('prints what the check says of the mistakes that it shows', async () => {
    change(['title: rule.text', 'title: rule.txt'], ['times: { zone: utc }', 'times: {}']);
    expect(await run('policy', 'check')).toMatch(patternOf(blockOf('', 'The policy has')));
  });

  it('prints what its alert is understood as', async () => {
    const file = join(dir, 'alert.json');
    writeFileSync(file, blockOf('json', '{'));
    const [, printed = ''] = blockOf('', '$ tocsin detection try').split(/^\$.*\n/m);
    expect(await run('detection', 'try', file, '--source', 'example')).toMatch(patternOf(printed));
  });

  it('shows a way of proof that is one', () => {
    change(['split: alerts', `${blockOf('yaml', 'proof:')}split: alerts`]);
    expect(loadDetection(dir).sources.find('example').verify).toMatchObject([
      { header: 'x-tocsin-signature' },
      { header: 'x-tocsin-secret' },
      { header: 'x-doorman-signature', prefix: 'sha256=', signed: '{timestamp}.{body}' },
    ]);
  });
});

describe('detection try --against', () => {
  const other = () => {
    const copy = join(dir, 'other');
    for (const part of ['detection', 'sources', 'organisation.yaml']) {
      cpSync(join(dir, part), join(copy, part), { recursive: true });
    }
    return copy;
  };
  const against = (policy: string) => {
    const file = join(dir, 'alert.json');
    writeFileSync(file, blockOf('json', '{'));
    return run('detection', 'try', file, '--source', 'example', '--against', policy);
  };

  it('reads the alert as the source of the other policy does', async () => {
    const policy = other();
    expect(await against(policy)).toMatch(/The other policy would do the same/);
    writeFileSync(join(policy, 'sources/example.yaml'), EXAMPLE.replace('P2: 7', 'P2: 6'));
    expect(await against(policy)).toMatch(/DM-4712 would open no breach any more: rule 'keep' keeps it/);
  });

  it('says where the other policy has no such source, or reads other findings', async () => {
    const policy = other();
    writeFileSync(join(policy, 'sources/example.yaml'), EXAMPLE.replace('  id: alert_id', '  id: rule.name'));
    expect(await against(policy)).toMatch(/sources\/example\.yaml:42 cases\[0\]\.expect\.id: is "bulk"/);
    const text = EXAMPLE.replace('  id: alert_id', '  id: rule.name').replace(/^ {6}id: DM-4711/m, '      id: bulk');
    writeFileSync(join(policy, 'sources/example.yaml'), text);
    expect(await against(policy)).toMatch(/reads other findings in it/);
    rmSync(join(policy, 'sources'), { recursive: true });
    expect(await against(policy)).toMatch(/has no source example/);
  });
});

describe('a source of the policy', () => {
  it('has the rules for all sources, and its own where there is a file of them', () => {
    const rulesOf = () =>
      loadDetection(dir)
        .sets.get('example')
        ?.rules.map(({ id }) => id);
    expect(rulesOf()).toEqual(expect.arrayContaining(['sample', 'known-system', 'keep']));
    const aCase = '{ name: An export, finding: { type: export:x }, expect: { rule: export, outcome: suspect } }';
    writeFileSync(
      join(dir, 'detection/example.yaml'),
      'source: example\nrules:\n  - id: export\n    when: finding.type.startsWith("export:")\n    outcome: suspect\n' +
        `    because: An export of tickets was seen.\ncases:\n  - ${aCase}\n`,
    );
    expect(rulesOf()).toContain('export');
  });

  it('takes the name of no other, and its file no other ending', () => {
    for (const name of ['okta', 'common']) {
      writeFileSync(join(dir, `sources/${name}.yaml`), EXAMPLE.replace('name: example', `name: ${name}`));
    }
    writeFileSync(join(dir, 'sources/notes.txt'), 'x');
    expect(mistakes()).toEqual([
      "sources/common.yaml name: 'common' comes with Tocsin; choose another name",
      'sources/notes.txt : only .yaml files belong here',
      "sources/okta.yaml name: 'okta' comes with Tocsin; choose another name",
    ]);
  });

  it.each<[what: string, from: string, to: string, message: string | RegExp]>([
    ['no place', 'title: rule.text', 'title: rule[0].text', /finding\.title: 'rule\[0\]\.text' is no place such as/],
    ['no expression', '= alert.area +', '= alert.area + +', /finding\.type: does not compile/],
    ['no kind', '{ kind: account,', '{', /finding\.resources\[1\]\.kind: is missing \(what kind of thing/],
    ['no scale', 'words: { P1: 9.5, P2: 7, P3: 4 }', 'scale: [1, 1]', /finding\.severity\.scale: the mildest and/],
    ['no condition', 'alert.kind == "heartbeat"', '\'"heartbeat"\'', /skip\[0\]\.when: must be true or false/],
    ['no known way', 'split: alerts', 'proof: [smoke]', /proof\[0\]: one of standard-webhooks, github-signature, sns/],
    ['no id', 'id: alert_id', 'group: alert_id', /finding\.id: is missing \(where the id of a finding stands/],
    ['another case', 'severity: 9.5', 'severity: 9', 'cases[0].expect.severity: is 9.5, not 9'],
    ['a case that is skipped', 'kind: alert\n', 'kind: heartbeat\n', /cases\[0\]\.expect: it is skipped: A heartbeat/],
    ['a case that is read', 'alert: { kind: heartbeat,', 'alert: { alert_id: a,', /cases\[1\]\.expect: it is read/],
  ])('is refused with %s', (_what, from, to, message) => {
    change([from, to]);
    expect(mistakes()[0]).toMatch(typeof message === 'string' ? `sources/example.yaml ${message}` : message);
  });

  it.each<[what: string, way: string, message: RegExp]>([
    [
      'does not cover the body',
      "signed: '{timestamp}', timestamp: { header: x-t, unit: s, windowSeconds: 9 }",
      /\{body\}/,
    ],
    ['does not cover its time', 'timestamp: { header: x-t, unit: s, windowSeconds: 9 }', /part of what is signed/],
    ['covers a time that stands nowhere', "signed: '{timestamp}.{body}'", /in which header \{timestamp\} stands/],
    ['has a key without the secret', "key: 'abc'", /must hold \{secret\}/],
  ])('refuses a signature that %s', (_what, way, message) => {
    const hmac = `{ kind: hmac, header: x-s, algorithm: sha256, encoding: hex, ${way} }`;
    change(['split: alerts', `proof: [${hmac}]`]);
    expect(mistakes()[0]).toMatch(message);
  });

  it.each([
    [
      'loops in loops',
      'alert.a.exists(a, alert.b.exists(b, alert.c.exists(c, a == b && b == c)))',
      /may take [\d,]+ steps/,
    ],
    ['lists that grow', 'alert.a.map(a, a).size() > 1', /calls map\(\), which no condition may/],
    ['patterns in loops', 'alert.a.exists(a, alert.b.exists(b, (a + b).matches("x+y")))', /may take [\d,]+ steps/],
    ['a pattern that RE2 does not take', String.raw`alert.kind.matches("(a)\\1")`, /is no pattern of RE2/],
  ])('is refused where an alert could make it slow: %s', (_what, when, message) => {
    change(['when: alert.kind == "heartbeat"', `when: ${when}`]);
    expect(mistakes()[0]).toMatch(message);
  });

  it('counts what all its expressions take, once for each thing that they are about', () => {
    const loop = '= alert.a.exists(a, each.b.exists(b, a == b)) ? "x" : "y"';
    change(['{ each: assets, kindFrom: type,', `{ each: assets, kindFrom: '${loop}',`]);
    expect(mistakes()).toEqual([
      expect.stringMatching(/finding: and skip together may take [\d,]+ steps of one alert/),
    ]);
  });
});
