import { describe, expect, it, test } from '@jest/globals';
import { z } from 'zod';
import { inEnglish, readYamlAs } from '../../config/yaml-file.ts';
import { Explanation, isAfterDue, Ladders, Organisation, replyAddress, SeverityPolicy } from './schema.ts';

const written = (file: string) => readYamlAs(`policy/${file}`, z.any(), () => {}, inEnglish);
const [ORGANISATION, SEVERITY] = [written('organisation.yaml'), written('severity.yaml')];

/** What is refused, each with where it stands. */
function refusals(schema: z.ZodType, content: unknown): string[] {
  return (schema.safeParse(content).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a ladder', () => {
  const rung = (name: string, before: unknown = 24) => ({ name, before, to: ['dpo'], channels: ['email'] });
  const many = (count: number, from = '', before = 1) =>
    Array.from({ length: count }, (_, n) => rung(`${from}step-${n}`, before * (n + 1)));

  it.each<[string, object[]]>([
    ['at the start', [rung('clock-started', 'start')]],
    ['before and after the due instant', [rung('soon', 0.5), rung('overdue-1-hour', -1)]],
    ['at the farthest', [rung('a', 8_784), rung('overdue-b', -720)]],
    ['with 24 rungs, of which 5 come after the due instant', [...many(19), ...many(5, 'overdue-', -1)]],
  ])('is taken %s', (_, rungs) => {
    expect(refusals(Ladders, { ladder: rungs })).toEqual([]);
  });

  it.each<[string, object[], string[]]>([
    [
      'at the due instant itself',
      [rung('now', 0)],
      ['ladder.0.before: not 0: the engine itself warns at the due instant'],
    ],
    [
      'after it, by a name that does not say so',
      [rung('soon', 1), rung('late', -1)],
      ["ladder.1.name: rungs after the due instant, and only those, have a name that begins with 'overdue-'"],
    ],
    [
      'before it, by a name of after it',
      [rung('overdue-soon', 1)],
      ["ladder.0.name: rungs after the due instant, and only those, have a name that begins with 'overdue-'"],
    ],
    [
      'at the start, by a name of after the due instant',
      [rung('overdue-start', 'start')],
      ["ladder.0.name: rungs after the due instant, and only those, have a name that begins with 'overdue-'"],
    ],
    ['too far ahead', [rung('a', 8_784.5)], ['ladder.0.before: Too big: expected number to be <=8784']],
    ['too long after it', [rung('overdue-a', -720.5)], ['ladder.0.before: Too small: expected number to be >=-720']],
    ['at no time', [rung('a', 'soon')], ['ladder.0.before: a number of hours, or start']],
    ['twice by one name', [rung('a', 2), rung('a', 1)], ['ladder: two rungs have the same name']],
    ['six times after the due instant', many(6, 'overdue-', -1), ['ladder: at most 5 rungs after the due instant']],
    ['with 25 rungs', many(25), ['ladder: Too big: expected array to have <=24 items']],
    ['with none', [], ['ladder: Too small: expected array to have >=1 items']],
  ])('is refused %s', (_, rungs, says) => {
    expect(refusals(Ladders, { ladder: rungs })).toEqual(says);
  });

  it('tells its rungs after the due instant by their names', () => {
    expect(['overdue', 'overdue-1-hour', '1-hour-left'].map(isAfterDue)).toEqual([true, true, false]);
  });
});

describe('the rules of severity', () => {
  const changed = (change: object) => ({ ...SEVERITY, ...change });
  const cb = (change: object) => changed({ cb: { ...SEVERITY.cb, ...change } });
  const { confidentiality, malicious } = SEVERITY.cb;

  it.each<[string, object, string[]]>([
    ['as they are', SEVERITY, []],
    ['with a fraction of a class', changed({ dpc: { ...SEVERITY.dpc, simple: 150 } }), ['dpc: multiples of 100']],
    ['with a score of 600', changed({ dpc: { ...SEVERITY.dpc, sensitive: 600 } }), []],
    [
      'with a score above it',
      changed({ dpc: { ...SEVERITY.dpc, sensitive: 700 } }),
      ['dpc.sensitive: Too big: expected number to be <=600'],
    ],
    [
      'with a score below none',
      changed({ ei: { ...SEVERITY.ei, limited: -1 } }),
      ['ei.limited: Too small: expected number to be >=0'],
    ],
    ['with a loss as grave as the gravest', cb({ confidentiality: { ...confidentiality, exposed: 50 } }), []],
    [
      'with a loss that is graver than the gravest',
      cb({ confidentiality: { ...confidentiality, exposed: 51 } }),
      ['cb.confidentiality: unknown-recipients must not score lower than another: what is not known counts as it'],
    ],
    ['with malice not known as grave as malice', cb({ malicious: { ...malicious, yes: 50, unknown: 50 } }), []],
    [
      'with malice not known below malice',
      cb({ malicious: { no: 0, yes: 50, unknown: 49 } }),
      ['cb.malicious: unknown must not score lower than any answer'],
    ],
    [
      'with malice not known below none',
      cb({ malicious: { no: 50, yes: 0, unknown: 49 } }),
      ['cb.malicious: unknown must not score lower than any answer'],
    ],
    ['with bands one above the other', changed({ bands: { medium: 1, high: 2, 'very-high': 3 } }), []],
    [
      'with the two upper bands alike',
      changed({ bands: { medium: 1, high: 2, 'very-high': 2 } }),
      ['bands: bands must rise'],
    ],
    [
      'with the two lower bands alike',
      changed({ bands: { medium: 2, high: 2, 'very-high': 3 } }),
      ['bands: bands must rise'],
    ],
  ])('%s', (_, content, says) => {
    expect(refusals(SeverityPolicy, content)).toEqual(says);
  });
});

describe('reasons', () => {
  const [first, last] = [{ when: 'decided', say: 'It was decided so.' }, { say: 'Otherwise it is.' }];

  it('are a sentence, or cases of which the last always holds', () => {
    expect(Explanation.parse('Data is touched.')).toEqual([{ say: 'Data is touched.' }]);
    expect(Explanation.parse([first, last])).toEqual([first, last]);
  });

  it.each<[string, object[], string[]]>([
    [
      'without a last that always holds',
      [last, first],
      ['0: only the last case may leave out `when`', '1.when: the last case has no `when`: it always holds'],
    ],
    ['with one under a condition', [first], ['0.when: the last case has no `when`: it always holds']],
    ['with two that always hold', [last, last], ['0: only the last case may leave out `when`']],
    ['with none', [], [': Too small: expected array to have >=1 items']],
  ])('are refused %s', (_, cases, says) => {
    expect(refusals(Explanation, cases)).toEqual(says);
  });
});

describe('the organisation', () => {
  const { dpo } = ORGANISATION;

  it.each<[string, object, string[]]>([
    ['as it is', {}, []],
    ['in a zone that there is not', { zone: 'Mars/Base' }, ['zone: an IANA time zone such as Europe/Berlin']],
    ['in a language by its name', { language: 'deu' }, ['language: a two-letter language code']],
    [
      'with an officer who is a role',
      { dpo: { ...dpo, label: 'Privacy desk', name: 'Data Protection Officer' } },
      ["dpo.name: a person's name, not that of a role; leave it out to type it each time"],
    ],
    [
      'with an officer named as the mailbox is',
      { dpo: { ...dpo, label: 'Blue Lantern', name: 'Blue Lantern' } },
      ['dpo.name: it is the same as the label, which names the role'],
    ],
    ['with an officer whose name is typed each time', { dpo: { label: dpo.label, email: dpo.email } }, []],
    ['with a target of a year', { softTargets: { ...ORGANISATION.softTargets, take: 8_784 } }, []],
    [
      'with a target of more',
      { softTargets: { ...ORGANISATION.softTargets, take: 8_785 } },
      ['softTargets.take: Too big: expected number to be <=8784'],
    ],
    [
      'with a target of no time',
      { softTargets: { ...ORGANISATION.softTargets, take: 0 } },
      ['softTargets.take: Too small: expected number to be >0'],
    ],
    [
      'with minor incidents of nobody',
      { minorIncidents: { people: 0 } },
      ['minorIncidents.people: Too small: expected number to be >=1'],
    ],
  ])('%s', (_, change, says) => {
    expect(refusals(Organisation, { ...ORGANISATION, ...change })).toEqual(says);
  });

  it('asks for four eyes, and releases drills by itself, where it says nothing', () => {
    const { fourEyes: _, release: __, markets: ___, ...bare } = ORGANISATION;
    expect(Organisation.parse(bare)).toMatchObject({
      fourEyes: { campaigns: true, moreReceiversThan: 50, filings: false, exercises: false },
      release: { responders: false, drills: true, approved: [] },
      markets: [],
    });
    expect(Organisation.parse({ ...bare, release: {}, fourEyes: { filings: true } })).toMatchObject({
      fourEyes: { campaigns: true, moreReceiversThan: 50, filings: true, exercises: false },
      release: { responders: false, drills: true, approved: [] },
    });
  });
});

test('a reply to our mails is read where the policy says, else by the DPO, never by who sends', () => {
  const dpo = { label: 'DPO', email: 'dpo@example.org' };
  expect(replyAddress({ dpo, replyTo: 'desk@example.org' })).toBe('desk@example.org');
  expect(replyAddress({ dpo })).toBe('dpo@example.org');
});
