import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { System } from '../domain/dataflow.ts';
import { someFinding } from '../test/support/alert-sources.ts';
import type { Finding } from './finding.ts';
import { ALERT_SOURCES } from './registry.ts';
import { compileRules } from './rules.ts';

const shipped = (source: string): unknown =>
  parse(readFileSync(new URL(`../policy/detection/${source}.yaml`, import.meta.url), 'utf8'));
const { evaluate } = compileRules(shipped('aws-guardduty'));
const known = [{ id: 'tickets' } as System];
const finding = (patch: Partial<Finding>): Finding => ({
  ...someFinding(),
  ...patch,
});

describe('detection rules', () => {
  it.each(ALERT_SOURCES.map((s) => s.name))('ships rules for %s', (name) => {
    expect(compileRules(shipped(name)).source).toBe(name);
  });

  it('opens from severity 4 on a known system, from 7 anywhere, and keeps the rest', () => {
    expect(evaluate(finding({ severity: 4 }), known)).toMatchObject({ opens: true, rule: 'known-system' });
    expect(evaluate(finding({ severity: 3.9 }), known).opens).toBe(false);
    expect(evaluate(finding({ severity: 6.9 }), []).opens).toBe(false);
    expect(evaluate(finding({ severity: 7 }), [])).toMatchObject({ opens: true, rule: 'severe-anywhere' });
  });

  it('takes facts from the rule that matched first', () => {
    const judged = evaluate(finding({ type: 'Exfiltration:S3/AnomalousBehavior', severity: 8 }), known);
    expect(judged.facts).toEqual({ confidentiality: 'unknown-recipients', malicious: 'yes' });
    expect(judged.because).toMatch(/theft/);
  });

  it('never opens for a finding the source made up', () => {
    expect(evaluate(finding({ sample: true, severity: 9 }), known).opens).toBe(false);
  });

  it('refuses rules that leave an alert without an answer, unknown fields and facts that are none', () => {
    const rule = { id: 'a', when: { minSeverity: 4 }, opens: true, because: 'because it is so' };
    expect(() => compileRules({ source: 's', rules: [rule] })).toThrow(/matches? everything|match everything/);
    expect(() => compileRules({ source: 's', rules: [{ ...rule, when: { sevrity: 4 } }] })).toThrow(/rules\.0\.when/);
    expect(() => compileRules({ source: 's', rules: [{ ...rule, when: {}, facts: { malicious: 'maybe' } }] })).toThrow(
      /malicious/,
    );
  });
});
