import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { main } from '../main.ts';

const dir = mkdtempSync(join(tmpdir(), 'tocsin-assess-'));

function fileOf(name: string, content: string | object): string {
  const file = join(dir, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, '\t'));
  return file;
}

const run = (...argv: string[]) => runWith({}, argv);

async function runWith(env: NodeJS.ProcessEnv, argv: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await main(argv, {
    env: { TOCSIN_DATA_DIR: '/nonexistent', ...env },
    isTerminal: false,
    out: (line) => out.push(line),
    error: (line) => error.push(line),
    readStdin: async () => Buffer.alloc(0),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

const envelope = `
title: Two letters in one envelope
systems:
  - { id: letters, role: controller, dataClasses: [simple], countries: [DE] }
confidentiality: known-recipients
integrity: none
availability: none
malicious: no
identityDetails: yes
peopleConcerned: 1
awareness: 2026-11-24T09:20:00+01:00
`;
const AT = ['--at', '2026-11-24T13:00:00+01:00'];

describe('tocsin assess', () => {
  it('answers from a YAML file, without a server', async () => {
    const { code, out } = await run('assess', fileOf('envelope.yaml', envelope), ...AT, '--json');
    const json = JSON.parse(out);
    expect([code, json.conclusion, json.severity.se, json.at]).toEqual([0, 'risk', 125, '2026-11-24T12:00:00Z']);
    expect([json.register.notify, json.art33.proposed.notify, json.art34.proposed.notify]).toEqual([
      'yes',
      'yes',
      'no',
    ]);
    const duty = json.obligations.find((o: { id: string }) => o.id === 'gdpr-art33-1-authority');
    expect(duty).toMatchObject({
      applies: 'binds',
      due: '2026-11-27T08:20:00Z',
      latest: '2026-11-27T09:00:00Z',
    });
    expect(json.authorities.authorities[0]).toMatchObject({ id: 'de-be', languages: ['de'] });
  });

  it('takes the example of its documentation', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/assess.md'), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { code, out } = await run('assess', fileOf('example.yaml', example), ...AT, '--json');
    expect([code, JSON.parse(out).conclusion]).toEqual([0, 'risk']);
  });

  it('says it calmly to people', async () => {
    const { out } = await run('assess', fileOf('envelope.yaml', envelope), ...AT);
    for (const part of [
      'Two letters in one envelope',
      'RISK risk (proposed',
      'SEVERITY low  SE 1.25',
      'GDPR Art. 33(1)',
      'BlnBDI',
    ]) {
      expect(out).toContain(part);
    }
    expect(
      Math.max(
        ...out
          .split('\n')
          .filter((line) => line.startsWith('  '))
          .map((line) => line.length),
      ),
    ).toBeLessThan(80);
  });

  it('says once that the GDPR does not reach, and whom the duties of each track tell', async () => {
    const where = 'establishment: US-OH\nresidents: { US-OH: 400 }\nconfidentiality: unknown-recipients';
    const systems = 'systems: [{ id: crm, role: controller, countries: [US-OH] }]';
    const { out } = await run('assess', fileOf('ohio.yaml', `${where}\n${systems}`), ...AT);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text.match(/The GDPR does not reach this/g)).toHaveLength(1);
    expect(text.indexOf('The GDPR does not reach this')).toBeLessThan(text.indexOf('Register, Art. 33(5)'));
    expect(text).toContain('Authority, Art. 33(1): no (proposed), for the reason above.');
    expect(text).toContain('controller crm people high-risk, SE 6.00 1 duty');
  });

  it('shows duties that follow what we are beside the tracks', async () => {
    const system = 'systems: [{ id: staff, role: controller, countries: [BE] }]';
    const facts = `establishment: BE\nprofile: [eu-institution]\n${system}\nconfidentiality: unknown-recipients`;
    const { out } = await run('assess', fileOf('union.yaml', facts), ...AT);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/controller staff nobody \S+ SE \S+ 0 duties/);
    expect(text).toContain('as eu-institution any authority, people 3 duties');
  });

  it('never says that no duty binds without what it looked at', async () => {
    const facts = fileOf('nowhere.yaml', 'establishment: AQ\nresidents: { AQ: 400 }\nprofile: [controller]');
    const { out } = await run('assess', facts, ...AT);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('NO DUTY BINDS of those looked at, AND NOT ALL LAWS ARE MODELLED');
    expect(text).toContain('Looked at: Antarctica, as controller');
    expect(text).toContain('The law of Antarctica is not modelled here: ask counsel (as controller).');
  });

  it('looks systems up in a register', async () => {
    const system = { id: 'uploads', name: 'Uploads', plane: 'customer-data', dataClasses: ['simple'] };
    const rest = { dataCategories: ['files'], countries: ['DE'], customers: ['acme'] };
    const register = fileOf('register.json', { systems: [{ ...system, ...rest }], counterparties: [] });
    const facts = fileOf('facts.json', { systems: ['uploads'] });
    const { out } = await run('assess', facts, '--dataflow', register, ...AT, '--json');
    expect(JSON.parse(out).tracks.map((t: { id: string }) => t.id)).toEqual(['processor/acme']);
  });

  it('a case set in the future is assessed as of its own awareness', async () => {
    const { out } = await run('assess', fileOf('future.yaml', 'awareness: 2199-01-04T08:00:00Z'), '--json');
    expect(JSON.parse(out).at).toBe('2199-01-04T08:00:00Z');
  });

  test.each<[string, string, string]>([
    ['an unknown key', 'peopleConcernd: 9', 'peopleConcernd'],
    ['an unknown key of a system', 'systems: [{ id: a, colour: red }]', 'systems[0].colour'],
    ['a negative count', 'peopleConcerned: -1', 'peopleConcerned'],
    ['an absurd count', 'recordsConcerned: 99999999999', 'recordsConcerned'],
    ['a fraction of a person', 'peopleConcerned: 1.5', 'peopleConcerned'],
    ['a word that is none', 'malicious: perhaps', 'malicious'],
    ['an instant without an offset', 'awareness: 2026-11-24T09:20:00', 'awareness'],
    ['an event without an offset', 'events: { payment: 2026-11-24T09:20:00 }', 'events.payment'],
    ['an event of no kind', 'events: { party: 2026-11-24T09:20:00Z }', 'events.party'],
    ['a decision without reasons', 'decision: { conclusion: risk, at: 2026-11-24T09:20:00Z }', 'decision.reasons'],
    ['a place that is none', 'residents: { Germany: 3 }', 'residents.Germany'],
    ['people in UK', 'residents: { UK: 900 }', "residents.UK: 'UK' is no code of a place: write GB"],
    ['an establishment in EL', 'establishment: EL', "establishment: 'EL' is no code of a place: write GR"],
    ['a representative in EU', 'euRepresentative: EU', 'write each state by its own code'],
    ['a system in US-TEX', 'systems: [{ id: a, countries: [US-TEX] }]', 'systems[0].countries[0]'],
    ['a list instead of facts', '- a', ''],
    ['no YAML', 'a: [', ''],
    ['nothing', '# nothing yet', 'nothing is written in it'],
    ['two documents in one', 'title: a\n---\ntitle: b', 'holds a second document'],
    ['lists without end', '['.repeat(20_000), 'nested too deeply'],
    ['an alias of nothing', 'title: *none', 'Unresolved alias'],
    ['a year before all calendars', 'awareness: 0001-01-01T00:00:00Z', 'awareness: 0001-01-01T00:00:00.000Z is not'],
    ['a year after all calendars', 'events: { payment: 9999-12-31T23:59:59Z }', 'events.payment: 9999'],
    ['a year of five digits', 'awareness: "+275000-01-01T00:00:00Z"', 'awareness'],
  ])('refuses %s and names the place', async (_, content, field) => {
    const { code, out } = await run('assess', fileOf('bad.yaml', content), ...AT, '--json');
    const { error } = JSON.parse(out);
    expect([code, error.code]).toEqual([2, 'bad-input']);
    expect(error.detail).toContain(`bad.yaml:`);
    expect(error.detail).toContain(field);
  });

  it('refuses an instant without an offset, and one before the awareness', async () => {
    const file = fileOf('envelope.yaml', envelope);
    expect(await run('assess', file, '--at', '2026-11-24T13:00:00')).toMatchObject({
      code: 2,
      error: expect.stringContaining('--at takes an ISO 8601 instant with an offset'),
    });
    expect(await run('assess', file, '--at', '9999-12-31T00:00:00Z')).toMatchObject({
      code: 2,
      error: expect.stringContaining('--at 9999-12-31T00:00:00Z is not between'),
    });
    expect(await run('assess', file, '--at', '2026-11-24T00:00:00Z')).toMatchObject({
      code: 2,
      error: expect.stringContaining('awareness'),
    });
  });
});

describe('a policy that does not hold', () => {
  const policy = join(dir, 'policy');
  const assess = (policyDir: string) =>
    runWith({ TOCSIN_POLICY_DIR: policyDir }, ['assess', fileOf('envelope.yaml', envelope), ...AT]);

  it('is refused by file, line and field of the trigger that does not compile', async () => {
    cpSync('policy', policy, { recursive: true });
    const file = join(policy, 'regimes/gdpr.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('trigger:'));
    lines[at] = "    trigger: 'facts.peopleConcerned >> 3'";
    writeFileSync(file, lines.join('\n'));
    expect(await assess(policy)).toMatchObject({
      code: 2,
      error: expect.stringContaining(`${file}:${at + 1} obligations[0].trigger: `),
    });
  });

  it('is refused where it is not there', async () => {
    for (const missing of [join(dir, 'nowhere'), fileOf('file.yaml', 'a: b'), join(dir, 'file.yaml/below')]) {
      expect(await assess(missing)).toMatchObject({
        code: 2,
        error: `tocsin: There is no folder ${missing}, where the policy is looked for.`,
      });
    }
  });
});

describe('tocsin import veris', () => {
  const record = {
    incident_id: 'b-2',
    action: { error: { variety: ['Misdelivery'] } },
    attribute: { confidentiality: { data: [{ variety: 'Personal', amount: 3 }], data_disclosure: 'Yes' } },
    victim: { country: ['FR'] },
  };

  it('gives facts, what it could not know, and the assessment', async () => {
    const aware = ['--aware', '2026-11-24T09:20:00+01:00'];
    const { code, out } = await run('import', 'veris', fileOf('veris.json', record), ...aware, ...AT, '--json');
    const json = JSON.parse(out);
    expect([code, json.facts.peopleConcerned, json.assessment.conclusion]).toEqual([0, 3, 'risk']);
    expect(json.unknown).toContain('How many people that is; one for each record counts.');
    expect(json.assessment.authorities.authorities[0].id).toBe('fr');
    expect(json.assessment.awareness).toBe('2026-11-24T08:20:00Z');
  });

  it('says it to people', async () => {
    const { out } = await run('import', 'veris', fileOf('veris.json', record), ...AT);
    for (const part of ['READ FROM THE RECORD', 'THE RECORD DOES NOT SAY', 'VERIS b-2']) expect(out).toContain(part);
  });

  test.each<[string, object, string]>([
    ['what is no record', {}, 'action'],
    ['actions that are a text', { ...record, action: 'error' }, 'action'],
  ])('refuses %s', async (_, content, field) => {
    const { code, error } = await run('import', 'veris', fileOf('veris.json', content));
    expect([code, error]).toEqual([2, expect.stringContaining(field)]);
  });

  it('judges an old incident by the law of its day, unless somebody says when the victim became aware', async () => {
    const old = { ...record, timeline: { incident: { year: 2017, month: 3, day: 9 } } };
    const bound = async (...more: string[]) => {
      const { out } = await run('import', 'veris', fileOf('veris.json', old), ...more, '--json');
      const { read, assessment } = JSON.parse(out);
      const duty = assessment.obligations.find(({ id }: { id: string }) => id === 'gdpr-art33-1-authority');
      return [duty.applies, read.join(' ').includes('judged by the law of 2017-03-09, the day on which it happened')];
    };
    expect(await bound()).toEqual(['does-not-apply', true]);
    expect(await bound('--aware', '2018-05-25T00:00:00Z')).toEqual(['binds', false]);
    expect(await bound(...AT)).toEqual(['binds', false]);
  });

  it('starts the clocks of a record that says when it was found', async () => {
    const timeline = { incident: { year: 2025, month: 3, day: 9 }, discovery: { unit: 'Days', value: 2 } };
    const { out } = await run('import', 'veris', fileOf('veris.json', { ...record, timeline }), '--json');
    const { assessment } = JSON.parse(out);
    const duty = assessment.obligations.find(({ id }: { id: string }) => id === 'gdpr-art33-1-authority');
    expect([assessment.awareness, duty.due]).toEqual(['2025-03-11T00:00:00Z', '2025-03-14T00:00:00Z']);
  });

  it('refuses an awareness without an offset', async () => {
    const { code, error } = await run('import', 'veris', fileOf('veris.json', record), '--aware', '2026-11-24');
    expect([code, error]).toEqual([2, expect.stringContaining('--aware takes an ISO 8601 instant with an offset')]);
  });
});
