import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { inEnglish, readYamlAs } from '../../config/yaml-file.ts';
import { TEMPLATES, type TemplateName } from '../notices/template.ts';
import { compilePolicy, missingTemplates, type PolicySource, policyHash, resolveSoft, shareRules } from './compile.ts';

const read = (file: string) => ({ file, content: readYamlAs(`policy/${file}`, z.any(), () => {}, inEnglish) });
const FILES = {
  organisation: read('organisation.yaml'),
  severity: read('severity.yaml'),
  ladders: read('ladders.yaml'),
};

const ROW = {
  ...{ id: 'law-authority', article: 'Law s. 1', title: 'Tell the authority', role: 'controller' },
  ...{ recipient: 'authority', status: 'in-force', effectiveFrom: '2020-01-01', effectiveTo: null },
  ...{ trigger: 'breached', because: 'Data is touched.', whyNot: 'Nothing was lost.', startsFrom: 'awareness' },
  ...{ clock: { kind: 'elapsed-hours', hours: 72 }, ladder: 'statutory-72-hours', lateNeedsReasons: false },
  ...{ content: [{ item: 'nature', says: 'What happened.' }], exemptions: [], citation: 'Law s. 1' },
  confidence: 'known',
};
const CASE = { name: 'Data was lost', facts: {}, awareness: null, expect: { 'law-authority': 'binds' } };
const AUTHORITY = {
  ...{ id: 'fr', place: 'FR', sectors: ['private'], name: 'CNIL', home: 'https://home.example/', form: null },
  ...{ channel: 'form', languages: ['fr'], confidence: 'known' },
};
const regime = (rows: object[], more: object = {}, name = 'law') => ({
  ...{ file: `regimes/${name}.yaml`, name },
  content: { id: name, name: 'The Law', jurisdiction: 'FR', obligations: rows, cases: [CASE], ...more },
});
const authorities = (file: string, ...ids: string[]) => ({
  ...{ file, content: { source: 'Their own pages.', authorities: ids.map((id) => ({ ...AUTHORITY, id })) } },
});
const notices = (language: string, ...without: TemplateName[]) =>
  (Object.keys(TEMPLATES) as TemplateName[])
    .filter((name) => !without.includes(name))
    .map((name) => ({
      ...{ file: `notices/${language}/${name}.md`, bodyLine: 4 },
      template: { name, language, subject: 'A subject', body: 'A body', optional: [] },
    }));

function source(change: Partial<PolicySource> = {}): PolicySource {
  return { ...FILES, regimes: [regime([ROW])], authorities: [], notices: notices('en'), ...change };
}
const changed = (file: keyof typeof FILES, content: object) => ({
  [file]: { file: FILES[file].file, content: { ...FILES[file].content, ...content } },
});

/** What is wrong, each with its file and place. */
function problems(change: Partial<PolicySource>): string[] {
  const { policy, problems: found } = compilePolicy(source(change));
  expect(policy === null).toBe(found.length > 0);
  return found.map(({ file, path, line, message }) => `${file}:${line ?? path.join('.')}: ${message}`);
}
function compiled(change: Partial<PolicySource> = {}) {
  const { policy, problems: found } = compilePolicy(source(change));
  if (policy === null) throw new Error(JSON.stringify(found));
  return policy;
}

describe('a policy without mistakes', () => {
  test('is compiled with its duties, their ladders and clocks, and the terms of its laws', () => {
    const { obligations, laws, cases, targets } = compiled({
      regimes: [regime([ROW], { standard: 'access', deemed: ['Other rules count as kept.'] })],
    });
    expect(obligations).toMatchObject([
      {
        ...{ id: 'law-authority', regime: 'The Law', regimeId: 'law', jurisdiction: 'FR', triggerSource: 'breached' },
        ...{ clock: { kind: 'elapsed-hours', hours: 72 }, because: [{ say: 'Data is touched.', when: null }] },
        ladder: FILES.ladders.content['statutory-72-hours'],
      },
    ]);
    expect(obligations[0]?.transposed).toBeUndefined();
    expect(laws).toEqual({
      law: {
        name: 'The Law',
        jurisdiction: 'FR',
        terms: { standard: 'access', deemed: ['Other rules count as kept.'], noDuty: [] },
      },
    });
    expect(cases).toMatchObject({ law: { file: 'regimes/law.yaml', cases: [{ name: 'Data was lost' }] } });
    expect(targets.take.hours).toBe(FILES.organisation.content.softTargets.take);
  });

  test('has its conditions ready, with how the file writes them', () => {
    const [duty] = compiled({
      regimes: [
        regime([{ ...ROW, whyNot: [{ when: 'decided', say: 'It was decided.' }, { say: 'Nothing was lost.' }] }]),
      ],
    }).obligations;
    expect([duty?.trigger({ breached: true }), duty?.trigger({ breached: false })]).toEqual([true, false]);
    expect(duty?.whyNot.map(({ source: text, say }) => [text, say])).toEqual([
      ['decided', 'It was decided.'],
      [undefined, 'Nothing was lost.'],
    ]);
    expect([duty?.whyNot[0]?.when?.({ decided: true }), duty?.whyNot[0]?.when?.({ decided: false })]).toEqual([
      true,
      false,
    ]);
  });

  test('says of a directive which duties go to an authority that a state has named', () => {
    const state = {
      ...{ state: 'FR', act: 'Act of 2024', from: null, authority: 'ANSSI', confidence: 'known' },
      verified: { on: '2026-11-01', by: 'text', source: 'The act' },
    };
    const rows = [ROW, { ...ROW, id: 'law-people', title: 'Tell the people', recipient: 'people concerned' }];
    const { obligations } = compiled({ regimes: [regime(rows, { transposed: { to: 'authority', states: [state] } })] });
    expect(obligations.map(({ transposed }) => transposed?.isToAuthority)).toEqual([true, false]);
    expect(obligations[0]?.transposed?.states).toMatchObject([{ state: 'FR', authority: 'ANSSI' }]);
  });

  test('takes a duty of one day, and those that are not in force from no day', () => {
    const days = { effectiveFrom: '2020-01-01', effectiveTo: '2020-01-01' };
    const statuses = ['proposed', 'adopted-not-yet-applicable', 'voluntary'];
    const rows = statuses.map((status, n) => ({
      ...{ ...ROW, id: `law-${status}`, title: `Duty ${n}`, status, effectiveFrom: null },
    }));
    const { obligations } = compiled({ regimes: [regime([{ ...ROW, ...days, status: 'superseded' }, ...rows])] });
    expect(obligations.map(({ status }) => status)).toEqual(['superseded', ...statuses]);
  });

  test('takes a law without duties that says so', () => {
    const none = { to: 'authority', says: 'No authority is told.', citation: 'Law s. 2' };
    const verified = { on: '2026-11-01', by: 'text', source: 'The law' };
    const { laws } = compiled({ regimes: [regime([], { cases: [], noDuty: [{ ...none, verified }] })] });
    expect(laws.law?.terms.noDuty).toEqual([{ ...none, confidence: 'known', verified }]);
  });

  test('reads of a case what it leaves out as what did not happen, and one word for what it expects', () => {
    const decided = { ...CASE, decidedRisk: 'risk' };
    const byArticle = { ...CASE, decidedRisk: { art34: 'high-risk' } };
    const { cases } = compiled({ regimes: [regime([ROW], { cases: [CASE, decided, byArticle] })] });
    const [first, both, one] = cases.law?.cases ?? [];
    expect(first).toMatchObject({
      facts: { confidentiality: 'exposed', integrity: 'none', availability: 'none', vulnerablePeople: false },
      ...{ decidedRisk: {}, filings: {}, updates: {}, expect: { 'law-authority': { applies: 'binds' } } },
    });
    expect([both?.decidedRisk, one?.decidedRisk]).toEqual([{ art33: 'risk', art34: 'risk' }, { art34: 'high-risk' }]);
  });

  test('has golden cases only where they are asked for', () => {
    const { policy } = compilePolicy(source(), { withCases: false });
    expect(policy?.cases).toEqual({ law: { file: 'regimes/law.yaml', cases: [] } });
  });

  test('has all authorities of all files, and templates by language', () => {
    const policy = compiled({
      authorities: [authorities('authorities/a.yaml', 'fr', 'de'), authorities('authorities/b.yaml', 'es')],
      notices: [...notices('en'), ...notices('de', 'warning')],
    });
    expect(policy.authorities.map(({ id }) => id)).toEqual(['fr', 'de', 'es']);
    expect([
      policy.notices.en?.warning?.subject,
      policy.notices.de?.warning,
      policy.notices.de?.overdue?.language,
    ]).toEqual(['A subject', undefined, 'de']);
  });

  test('counts hours that the organisation sets, by its own', () => {
    const soft = { ...ROW, clock: { kind: 'soft-target', soft: 'take', wording: 'promptly' } };
    const { softTargets } = FILES.organisation.content;
    const at = (hours: number) =>
      compiled({
        regimes: [regime([soft])],
        ...changed('organisation', { softTargets: { ...softTargets, take: hours } }),
      });
    expect(at(3).obligations[0]?.clock).toMatchObject({ kind: 'soft-target', soft: 'take', hours: 3 });
  });
});

describe('a policy is refused', () => {
  const rows = (...of: object[]) => ({ regimes: [regime(of)] });
  const LAW = 'regimes/law.yaml';
  const second = { ...ROW, title: 'Tell the people' };

  test.each<[string, Partial<PolicySource>, string[]]>([
    [
      'with a regime that is named otherwise than its file',
      { regimes: [regime([ROW], { id: 'another' })] },
      [`${LAW}:id: must equal the file's name, 'law'`],
    ],
    [
      'with an obligation twice in one file',
      rows(ROW, second),
      [`${LAW}:obligations.1.id: 'law-authority' is already an obligation of ${LAW}`],
    ],
    [
      'with an obligation twice in two files',
      { regimes: [regime([ROW]), regime([ROW], {}, 'act')] },
      [`regimes/act.yaml:obligations.0.id: 'law-authority' is already an obligation of ${LAW}`],
    ],
    [
      'with an obligation named as our own targets are',
      rows({ ...ROW, id: 'organisation-take' }),
      [`${LAW}:obligations.0.id: 'organisation-' begins the ids of our own targets only`],
    ],
    [
      'with a trigger that does not compile',
      rows({ ...ROW, trigger: 'breached &&' }),
      [`${LAW}:obligations.0.trigger: does not compile: Unexpected token: EOF`],
    ],
    [
      'with a reason that speaks of nothing',
      rows({ ...ROW, because: [{ when: 'weather', say: 'It is fine today.' }, { say: 'Data is touched.' }] }),
      [`${LAW}:obligations.0.because.0.when: does not compile: Unknown variable: weather`],
    ],
    [
      'with a reason why not that speaks of nothing',
      rows({ ...ROW, whyNot: [{ when: 'weather', say: 'It is fine today.' }, { say: 'Nothing was lost.' }] }),
      [`${LAW}:obligations.0.whyNot.0.when: does not compile: Unknown variable: weather`],
    ],
    [
      'with a target of ours that there is not',
      rows({ ...ROW, clock: { kind: 'soft-target', soft: 'none-such', wording: 'promptly' } }),
      [
        `${LAW}:obligations.0.clock.soft: there is no soft target 'none-such'; there are ${Object.keys(
          FILES.organisation.content.softTargets,
        ).join(', ')}`,
      ],
    ],
    [
      'with a field that there is not, and one that is missing',
      { regimes: [regime([ROW], { colour: 'red', name: undefined })] },
      [`${LAW}:name: is missing (Invalid input: expected string, received undefined)`, `${LAW}:colour: unknown field`],
    ],
    [
      'with a field of an obligation that there is not',
      rows({ ...ROW, colour: 'red', shade: 'dark' }),
      [`${LAW}:obligations.0.colour: unknown field`, `${LAW}:obligations.0.shade: unknown field`],
    ],
    [
      'with a value that is wrong',
      rows({ ...ROW, effectiveFrom: 'May' }),
      [`${LAW}:obligations.0.effectiveFrom: a date such as 2018-05-25`],
    ],
    [
      'with what is no regime',
      { regimes: [{ ...regime([]), content: null }] },
      [`${LAW}:: Invalid input: expected object, received null`],
    ],
    [
      'with a duty in force from no day',
      rows({ ...ROW, effectiveFrom: null }),
      [`${LAW}:obligations.0.effectiveFrom: an obligation in force names the day it took effect`],
    ],
    [
      'with a superseded duty without its last day',
      rows({ ...ROW, status: 'superseded' }),
      [`${LAW}:obligations.0.effectiveTo: a superseded obligation names its last day`],
    ],
    [
      'with a duty that ends before it begins',
      rows({ ...ROW, effectiveTo: '2019-12-31' }),
      [`${LAW}:obligations.0.effectiveTo: not before effectiveFrom`],
    ],
    [
      'with a law that says nothing of duties',
      { regimes: [regime([], { cases: [] })] },
      [`${LAW}:obligations: a regime has an obligation, or says by noDuty that there is none`],
    ],
    [
      'with duties that no case proves',
      { regimes: [regime([ROW], { cases: [] })] },
      [`${LAW}:cases: a regime with obligations has golden cases that prove it`],
    ],
    [
      'with a case that says what it does not know',
      { regimes: [regime([ROW], { cases: [CASE, { ...CASE, colour: 'red' }] })] },
      [`${LAW}:cases.1.colour: unknown field`],
    ],
    [
      'with an authority twice',
      { authorities: [authorities('authorities/a.yaml', 'fr', 'de'), authorities('authorities/b.yaml', 'es', 'fr')] },
      ["authorities/b.yaml:authorities.1.id: 'fr' is already an authority of authorities/a.yaml"],
    ],
    [
      'with a file of authorities that cannot be read',
      { authorities: [{ file: 'authorities/a.yaml', content: { authorities: [AUTHORITY] } }] },
      ['authorities/a.yaml:source: is missing (Invalid input: expected string, received undefined)'],
    ],
    [
      'with severity by a word that there is not',
      changed('severity', {
        art33: [
          { when: 'conclusion == "low"', notify: 'no', because: 'A low risk.' },
          { notify: 'yes', because: 'A risk.  ..' },
        ],
      }),
      ["severity.yaml:art33.0.when: 'low' is no word of conclusion; it can be unlikely, risk, high-risk"],
    ],
    ...(['register', 'art34'] as const).map((part): [string, Partial<PolicySource>, string[]] => [
      `with a condition of ${part} that cannot be read, by its place`,
      changed('severity', {
        [part]: [
          { when: 'decided', notify: 'no', because: 'It was decided.' },
          { when: 'conclusion == "low"', notify: 'no', because: 'A low risk.' },
          { notify: 'yes', because: 'There is a risk.' },
        ],
      }),
      [`severity.yaml:${part}.1.when: 'low' is no word of conclusion; it can be unlikely, risk, high-risk`],
    ]),
    [
      'with a condition of the conclusions that speaks of what is not known then',
      changed('severity', {
        conclusions: [
          { when: 'decided', conclude: 'risk', because: 'It was decided.' },
          { conclude: 'risk', because: 'There is a risk.' },
        ],
      }),
      ['severity.yaml:conclusions.0.when: does not compile: Unknown variable: decided'],
    ],
    [
      'with the last case under a condition',
      changed('severity', { art34: [{ when: 'decided', notify: 'no', because: 'It was decided.' }] }),
      ['severity.yaml:art34.0.when: the last case has no `when`: it always holds'],
    ],
    [
      'with a case before the last under none',
      changed('severity', {
        register: [
          { notify: 'no', because: 'It was decided.' },
          { notify: 'yes', because: 'Every breach is.' },
        ],
      }),
      ['severity.yaml:register.0: only the last case may leave out `when`'],
    ],
    [
      'in a language without all templates',
      { notices: notices('en', 'warning', 'overdue', 'page') },
      ['organisation.yaml:language: notices/en has no warning.md, overdue.md'],
    ],
    [
      'with a template that may not say what it does',
      {
        notices: notices('en').map((each) =>
          each.template.name === 'warning'
            ? { ...each, template: { ...each.template, body: 'First\n{{weather}}' } }
            : each,
        ),
      },
      [
        expect.stringMatching(
          /^notices\/en\/warning\.md:5: unknown placeholder 'weather'; 'warning' may use /,
        ) as never,
      ],
    ],
  ])('%s', (_, change, says) => {
    expect(problems(change)).toEqual(says);
  });

  test('with a ladder that there is not', () => {
    const [first, ...more] = problems(rows({ ...ROW, ladder: 'rope' }));
    expect(first).toMatch(
      /^regimes\/law\.yaml:obligations\.0\.ladder: there is no ladder 'rope'; there are statutory-72-hours, /,
    );
    expect(more).toEqual([]);
    const none = problems({ ladders: { file: 'ladders.yaml', content: {} } });
    expect(none).toEqual([`${LAW}:obligations.0.ladder: there is no ladder 'statutory-72-hours'; there are none`]);
  });

  test('for each file by itself, and no more of it', () => {
    const nothing = { content: null };
    expect(problems({ ladders: { file: 'ladders.yaml', ...nothing } })).toEqual([
      'ladders.yaml:: Invalid input: expected record, received null',
    ]);
    const soft = { ...ROW, clock: { kind: 'soft-target', soft: 'none-such', wording: 'promptly' } };
    expect(problems({ organisation: { file: 'organisation.yaml', ...nothing }, ...rows(soft) })).toEqual([
      'organisation.yaml:: Invalid input: expected object, received null',
    ]);
    expect(problems({ severity: { file: 'severity.yaml', ...nothing } })).toEqual([
      'severity.yaml:: Invalid input: expected object, received null',
    ]);
  });
});

describe('templates that a language lacks', () => {
  const named = (...names: TemplateName[]) => Object.fromEntries(names.map((name) => [name, {}])) as never;
  const needed = (Object.keys(TEMPLATES) as TemplateName[]).filter((name) => missingTemplates('en', {}).includes(name));

  test('are those that it must have, and that are not there in English either', () => {
    expect(needed).toContain('warning');
    expect(needed).not.toContain('page');
    expect(missingTemplates('en', { en: named('warning') })).toEqual(needed.filter((name) => name !== 'warning'));
    expect(missingTemplates('de', { de: named('warning'), en: named('overdue') })).toEqual(
      needed.filter((name) => name !== 'warning' && name !== 'overdue'),
    );
  });

  test('are all of them where it has no word, whatever English has', () => {
    expect(missingTemplates('de', { en: named(...needed) })).toEqual(needed);
    expect(missingTemplates('de', { de: named('warning'), en: named(...needed) })).toEqual([]);
  });
});

test('today’s hours of the organisation stand in its own targets alone, also where it names none', () => {
  const soft = { kind: 'soft-target' as const, soft: 'take', wording: 'promptly' as const, hours: 1 };
  expect(resolveSoft(soft, { softTargets: { take: 5 } })).toEqual({ ...soft, hours: 5 });
  expect(resolveSoft(soft, { softTargets: {} })).toEqual(soft);
  const elapsed = { kind: 'elapsed-hours' as const, hours: 72 };
  expect(resolveSoft(elapsed, { softTargets: { take: 5 } })).toBe(elapsed);
});

test('rules that say the same are one, by which a clock is known', () => {
  const { obligations } = compiled({
    regimes: [
      regime([
        ROW,
        { ...ROW, id: 'law-people', title: 'Tell the people', clock: { kind: 'elapsed-hours', hours: 72 } },
        { ...ROW, id: 'law-press', title: 'Tell the press', clock: { kind: 'elapsed-hours', hours: 24 } },
      ]),
    ],
  });
  const [first, second, third] = shareRules(obligations).map(({ clock }) => clock);
  expect(second).toBe(first);
  expect(third).toEqual({ kind: 'elapsed-hours', hours: 24 });
});

test('the version of a policy is that of what it says, not of how it is written', () => {
  expect(policyHash({ a: 1, b: [2] })).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(policyHash({ b: [2], a: 1 })).toBe(policyHash({ a: 1, b: [2] }));
  expect(policyHash({ a: 1, b: [3] })).not.toBe(policyHash({ a: 1, b: [2] }));
});
