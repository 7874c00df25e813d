import { describe, expect, it } from '@jest/globals';
import { loadRuleEvaluators } from '../../config/detection.ts';
import type { System } from '../../domain/dataflow.ts';
import { someFinding, someTouched } from '../../test/support/some-finding.ts';
import type { Finding, FindingResource } from '../finding.ts';
import { compileSource, conditionOf } from './compile.ts';
import { createEvaluator, heldOf } from './evaluate.ts';
import { detectionLanguage } from './language.ts';
import type { Rule } from './rule-file.ts';
import { compileWindows } from './suppression.ts';
import { typeGuard } from './type-guard.ts';
import { valuesOf } from './values.ts';

const known = [someTouched()];
const finding = (patch: Partial<Finding>): Finding => ({ ...someFinding(), ...patch });
const language = detectionLanguage();
const bucket: FindingResource = {
  ...{ kind: 'bucket', names: ['arn:aws:s3:::tickets'], region: 'eu-central-1', account: '300000000007' },
  ...{ tags: ['team=support'], dataClasses: ['HEALTH'] },
};

function rulesOf(rules: Pick<Rule, 'id' | 'when' | 'outcome'>[]) {
  const all = rules.map((rule) => ({ because: 'Because it is so.', ...rule }));
  const refuse = (_: unknown, message: string) => {
    throw new Error(message);
  };
  const file = { source: 'aws-guardduty', rules: all, cases: [] };
  return createEvaluator(compileSource(file, { before: [], after: [] }, language, refuse), 'Europe/Berlin');
}
const keep = { id: 'keep', outcome: 'watch' as const };
function holds(when: string, patch: Partial<Finding> = {}, systems: Partial<System>[] = []): boolean {
  const judge = rulesOf([{ id: 'tried', when, outcome: 'suspect' }, keep]);
  return judge(finding(patch), systems.map(someTouched)).rule === 'tried';
}

describe('the rules that ship', () => {
  const evaluate = loadRuleEvaluators('policy').get('aws-guardduty');
  if (evaluate === undefined) throw new Error('There are no rules.');

  it('open from severity 4 on a known system, from 7 anywhere, and keep the rest', () => {
    expect(evaluate(finding({ severity: 4 }), known)).toMatchObject({ opens: true, rule: 'known-system' });
    expect(evaluate(finding({ severity: 3.9 }), known).opens).toBe(false);
    expect(evaluate(finding({ severity: 6.9 }), []).opens).toBe(false);
    expect(evaluate(finding({ severity: 7 }), [])).toMatchObject({ opens: true, rule: 'severe-anywhere' });
  });

  it('take facts from the rule that held first', () => {
    const judged = evaluate(finding({ type: 'Exfiltration:S3/AnomalousBehavior', severity: 8 }), known);
    expect(judged.facts).toEqual({ confidentiality: 'unknown-recipients', malicious: 'yes' });
    expect(judged.because).toMatch(/theft/);
  });

  it('ignore what the source made up, before any other rule is tried', () => {
    const judged = evaluate(finding({ type: 'Exfiltration:S3/X', sample: true, severity: 9 }), known);
    expect(judged).toMatchObject({ rule: 'sample', outcome: 'ignore', opens: false });
  });
});

describe('what a rule sees', () => {
  it.each<[string, Partial<Finding>]>([
    ['finding.severity >= 5 && finding.severity < 5.1', {}],
    ['finding.type.startsWithAny(["Trojan:", "Recon:EC2/"])', {}],
    ['finding.resources.exists(r, r.kind == "bucket" && "HEALTH" in r.dataClasses)', { resources: [bucket] }],
    ['"arn:aws:s3:::tickets" in finding.names && "300000000007" in finding.accounts', { resources: [bucket] }],
    ['finding.tags.exists(t, t == "team=support") && finding.kinds == ["bucket"]', { resources: [bucket] }],
    [
      'finding.actor.ips.exists(ip, ip.matches("^198\\\\.51\\\\."))',
      {
        actor: { users: [], ips: ['198.51.100.7'], processes: [] },
      },
    ],
    ['finding.count > 40', { count: 41 }],
    // 21:10 in UTC, on a Friday.
    ['time.hour == 22 && time.weekday == "friday"', {}],
  ])('%s', (when, patch) => {
    expect(holds(when, patch)).toBe(true);
  });

  it('sees the touched systems, with the names by which they were found', () => {
    const systems = [{ id: 'crm', customers: ['acme'], countries: ['US'], peopleConcerned: 12 }];
    expect(holds('known && systems.exists(s, s.role == "processor" && "acme" in s.customers)', {}, systems)).toBe(true);
    expect(holds('systems.exists(s, s.way == "name" && s.by == "tickets" && s.people < 13)', {}, systems)).toBe(true);
    expect(holds('systems.all(s, s.plane == "control")', {}, systems)).toBe(false);
    expect(holds('known')).toBe(false);
  });
});

describe('what a finding does not say', () => {
  const untimed = finding({ firstSeenAt: null, observedAt: null, updatedAt: null });
  it('silences nothing: a rule that opens a breach holds then, and one that does not is passed over', () => {
    const atNight = 'time.hour < 6';
    expect(rulesOf([{ id: 'night', when: atNight, outcome: 'suspect' }, keep])(untimed, []).rule).toBe('night');
    expect(rulesOf([{ id: 'night', when: atNight, outcome: 'ignore' }, keep])(untimed, []).rule).toBe('keep');
    expect(rulesOf([{ id: 'many', when: 'finding.count < 3', outcome: 'watch' }, keep])(untimed, []).rule).toBe('keep');
  });

  it('counts for nothing where the rest does not hold', () => {
    const when = 'time.hour < 6 && finding.severity >= 9';
    expect(rulesOf([{ id: 'night', when, outcome: 'suspect' }, keep])(untimed, []).rule).toBe('keep');
  });

  it('is for a number of people not known as many as there can be', () => {
    expect(holds('systems.exists(s, s.people > 1000000)', {}, [{ peopleConcerned: null }])).toBe(true);
  });
});

describe('a condition is refused', () => {
  it.each([
    ['finding.sevrity >= 4', /No such key: sevrity/],
    ['facts.confidentiality == "none"', /Unknown variable: facts/],
    ['finding.severity', /must be true or false/],
    ['finding.resources.exists(r, r.kind == "buckt")', /'buckt' is no word of r.kind; it can be bucket,/],
    ['systems.exists(s, s.plane == "customer")', /'customer' is no word of s.plane; it can be control, customer-data/],
    ['time.weekday in ["saturday", "sonntag"]', /'sonntag' is no word of time.weekday/],
    ['finding.names.exists(a, finding.names.exists(b, a == b))', /may take [\d,]+ steps/],
    ['finding.names.exists(n, n.matches("a.*b"))', /may take [\d,]+ steps/],
    ['finding.title.matches("(a)\\\\1")', /no pattern of RE2/],
  ])('%s', (when, message) => {
    expect(conditionOf(when, language)).toEqual(expect.stringMatching(message));
  });

  it('that holds all names against a list too often, and not where it holds one', () => {
    const listed = detectionLanguage({ lists: [{ id: 'offices', because: 'Ours.', entries: ['10.0.0.0/8'] }] });
    const many = (value: string) => conditionOf(Array(5).fill(`inList(${value}, "offices")`).join(' || '), listed);
    expect(many('finding.names')).toEqual(expect.stringMatching(/may take [\d,]+ steps/));
    expect(typeof many('finding.type')).toBe('object');
  });

  it('and one that looks at every name of every resource is not', () => {
    const when = 'finding.resources.exists(r, r.names.exists(n, n.startsWith("prod-")))';
    expect(typeof conditionOf(when, language)).toBe('object');
  });

  it('a pattern that can be read in many ways takes no longer for it', () => {
    expect(holds('finding.title.matches("^(a+)+$")', { title: `${'a'.repeat(60)}-b` })).toBe(false);
  });
});

describe('a suppression window', () => {
  const at = (hour: string) => `2026-11-20T${hour}:00.000Z`;
  const window = { id: 'test', owner: 'Security', reason: 'A test by people whom we asked.' };
  const asked = { ...window, from: at('21:00'), until: at('22:00'), when: 'finding.type.startsWith("Recon:")' };
  const refuse = (_: unknown, message: string) => {
    throw new Error(message);
  };
  const judge = (patch: Partial<Finding>, change: Partial<typeof asked> = {}) => {
    const windows = compileWindows({ mostDays: 30, windows: [{ ...asked, ...change }] }, language, refuse);
    const rule = { id: 'any', outcome: 'suspect' as const, because: 'Because it is so.', when: null };
    const set = { source: 'aws-guardduty', rules: [{ ...rule, condition: null, types: null }] };
    return createEvaluator(set, 'Europe/Berlin', windows)(finding(patch), known);
  };

  it('keeps what happened within it, and says so; nothing else', () => {
    expect(judge({})).toMatchObject({ rule: 'any', outcome: 'watch', opens: false, suppressedBy: 'test' });
    expect(judge({}).because).toMatch(/the window 'test' of Security .* Without it: Because it is so\./);
    expect(judge({ type: 'Exfiltration:S3/X' }).opens).toBe(true);
    expect(judge({ firstSeenAt: at('20:59') }).opens).toBe(true);
    expect(judge({ lastSeenAt: at('22:00') }).opens).toBe(true);
    expect(judge({ firstSeenAt: null, observedAt: null, updatedAt: null }).opens).toBe(true);
  });

  it('suppresses nothing where its condition asks for what the finding does not say', () => {
    expect(judge({}, { when: 'finding.count < 3' }).opens).toBe(true);
  });

  it.each([
    [{ until: at('20:00') }, /not after/],
    [{ until: '2026-12-21T21:00:00.000Z' }, /more than 30 days/],
    [{ when: 'finding.typ == "A"' }, /No such key: typ/],
  ])('is refused with %j', (change, message) => {
    expect(() => judge({}, change)).toThrow(message);
  });
});

describe('a named list', () => {
  const entries = ['192.0.2.0/24', '2001:db8::/32', 'arn:aws:iam::300000000007:role/Scanner'];
  const lists = detectionLanguage({ lists: [{ id: 'ours', because: 'They are our own.', entries }] });
  const isOurs = (when: string, patch: Partial<Finding> = {}) => {
    const condition = conditionOf(when, lists);
    if (typeof condition === 'string') throw new Error(condition);
    return heldOf(condition, valuesOf(finding(patch), [], 'UTC')) === 'yes';
  };
  const by = (...ips: string[]) => ({ actor: { users: [], ips, processes: [] } });

  it('has addresses of its ranges, and names in any case', () => {
    expect(isOurs('inList("192.0.2.77", "ours") && inList("2001:DB8:7::1", "ours")')).toBe(true);
    expect(isOurs('inList("ARN:aws:iam::300000000007:role/scanner", "ours")')).toBe(true);
    expect(isOurs('inList("192.0.3.1", "ours") || inList("scanner", "ours")')).toBe(false);
  });

  it('has several values where it has all of them, and none where there are none', () => {
    const all = 'inList(finding.actor.ips, "ours")';
    expect(isOurs(all, by('192.0.2.1', '192.0.2.2'))).toBe(true);
    expect(isOurs(all, by('192.0.2.1', '198.51.100.7'))).toBe(false);
    expect(isOurs(all, by())).toBe(false);
  });

  it('is known when a condition is read', () => {
    expect(conditionOf('inList("a", "our")', lists)).toBe("there is no list 'our' in lists.yaml; there are ours");
    expect(conditionOf('inList("a", finding.type)', lists)).toBe('inList() takes the name of a list in quotes');
  });
});

it.each([
  ['finding.severity >= 4 && finding.type.startsWith("A:")', ['A:']],
  ['finding.type.startsWithAny(["A:", "B:"]) && known', ['A:', 'B:']],
  ['finding.type == "A" || (known && finding.type in ["B", "C"])', ['A', 'B', 'C']],
  ['finding.type.startsWith("A:") || known', null],
  ['!finding.type.startsWith("A:")', null],
  ['finding.title.startsWith("A:")', null],
])('%s is tried for types that begin with %j', (when, beginnings) => {
  const condition = conditionOf(when, language);
  if (typeof condition === 'string') throw new Error(condition);
  expect(typeGuard(condition.ast)).toEqual(beginnings);
});
