import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseRegister } from '../../cli/verbs/dataflow-load.ts';
import { loadPolicy } from '../../config/policy.ts';
import { alertSources } from '../../detection/registry.ts';
import * as script from './script.ts';
import { exerciseClock } from './stage.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const register = parseRegister('dataflow.yaml', parse(text('dataflow.yaml')));

describe('the example register', () => {
  it('knows every supplier and customer its systems name, by the right kind, each with two contacts', () => {
    const kinds = new Map(register.counterparties.map((c) => [c.id, c.kind]));
    for (const { suppliers, customers } of register.systems) {
      expect(suppliers.map((id) => kinds.get(id))).toEqual(suppliers.map(() => 'supplier'));
      expect(customers.map((id) => kinds.get(id))).toEqual(customers.map(() => 'customer'));
    }
    expect(register.counterparties.filter((c) => c.contacts.length !== 2)).toEqual([]);
  });

  it('writes to nobody who exists', () => {
    const lines = text('people.csv').trim().split('\n').slice(1);
    const addresses = [
      ...register.counterparties.flatMap((c) => c.contacts.map((contact) => contact.email)),
      ...lines.map((line) => line.split(',')[1] ?? ''),
    ];
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
  });
});

describe('the story', () => {
  it('touches systems of both planes, whose counterparties are those that answer', () => {
    const touched = register.systems.filter((s) => script.FINDINGS.facts.systems?.includes(s.id));
    expect(new Set(touched.map((s) => s.plane))).toEqual(new Set(['control', 'customer-data']));
    const told = new Set(touched.flatMap((s) => [...s.suppliers, ...s.customers]));
    expect(told).toEqual(new Set(script.TOLD));
    expect(new Set(Object.keys(script.ANSWERS))).toEqual(told);
  });

  it('files obligations that the policy has', () => {
    const policy = loadPolicy(fileURLToPath(new URL('../../policy', import.meta.url)));
    const known = policy.obligations.map((o) => o.id);
    expect(known).toEqual(expect.arrayContaining(Object.values(script.OBLIGATIONS)));
  });

  it('sends an alert that GuardDuty itself marks as a sample', () => {
    const finding = alertSources().find('aws-guardduty').read(script.sampleFinding('2026-11-24T08:20:00.000Z'));
    expect(finding).toMatchObject({ sample: true, unread: [] });
  });
});

it("reads the exercise's clock in hours and minutes since awareness", () => {
  expect(exerciseClock('2026-11-24T08:20:00.000Z', '2026-11-24T08:20:30.000Z', 4_320)).toBe('T+36:00');
});
