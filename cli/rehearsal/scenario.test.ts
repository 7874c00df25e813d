import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { loadScenario } from './load.ts';
import { shiftInstants } from './shift.ts';

const POLICY = fileURLToPath(new URL('../../policy', import.meta.url));
const REGISTER = fileURLToPath(new URL('../../local/demo/dataflow.yaml', import.meta.url));
const known = { obligations: [{ id: 'gdpr-art33-1-authority' }] } as CompiledPolicy;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-scenario-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = (text: string) => {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, text);
  return loadScenario(file, known);
};
const head = [
  'title: A drill',
  'start: 2026-11-24T09:20:00+01:00',
  `register: ${REGISTER}`,
  'report: { title: Lost laptop }',
];
const refusalOf = (...lines: string[]): string => {
  try {
    load([...head, ...lines].join('\n'));
  } catch (error) {
    if (error instanceof TocsinError && error.code === 'bad-input') return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  return 'accepted';
};

describe('a scenario', () => {
  it('reads spans of days, hours and minutes', () => {
    const { steps } = load(
      [...head, 'steps:', ...['0h', '90m', '3d 4h', '1d2h30m'].map((s) => `  - { after: ${s}, do: aware }`)].join('\n'),
    );
    expect(steps.map((s) => s.after)).toEqual([0, 90 * MINUTE_MS, 3 * DAY_MS + 4 * HOUR_MS, DAY_MS + 2.5 * HOUR_MS]);
  });

  it.each<[string, string[], string]>([
    [
      'a system nobody knows',
      ['steps:', '  - { after: 1h, do: amend, facts: { systems: [moon] } }'],
      "scenario.yaml:6 steps[0].facts.systems[0]: there is no system 'moon'",
    ],
    [
      'an obligation nobody knows',
      ['steps:', '  - after: 1h', '    do: file', '    obligation: no-such'],
      "scenario.yaml:8 steps[0].obligation: there is no obligation 'no-such'",
    ],
    [
      'a counterparty nobody knows',
      ['counterparties: { moon: silent }'],
      "scenario.yaml:5 counterparties.moon: there is no counterparty 'moon'",
    ],
    [
      'a step after the end',
      ['days: 2', 'steps: [{ after: 3d, do: aware }]'],
      'scenario.yaml:6 steps[0].after: lies after the end, 2 days',
    ],
    [
      'a span that is none',
      ['steps: [{ after: soon, do: aware }]'],
      'scenario.yaml:5 steps[0].after: a time after the beginning, such as 2h, 3d 4h or 90m',
    ],
    [
      'an unknown field',
      ['steps: [{ after: 1h, do: aware, who: dpo }]'],
      'scenario.yaml:5 steps[0].who: unknown field',
    ],
    [
      'an unknown fact',
      ['steps: [{ after: 1h, do: amend, facts: { colour: red } }]'],
      'scenario.yaml:5 steps[0].facts.colour: unknown field',
    ],
    [
      'an unknown deed',
      ['steps: [{ after: 1h, do: nothing }]'],
      'scenario.yaml:5 steps[0].do: do must be aware, amend, decide, waive, resume, release, file, campaign or close',
    ],
  ])('names file, line and field of %s', (_, lines, message) => {
    expect(refusalOf(...lines)).toBe(message);
  });

  it('names what is missing, and refuses a start without an offset', () => {
    expect(() => load('title: A drill\nstart: 2026-11-24T09:20:00\n')).toThrow(
      /scenario\.yaml:2 start: an ISO 8601 instant with an offset[\s\S]*register: is missing/,
    );
  });

  it('in the repository is loadable, every one', () => {
    const policy = loadPolicy(POLICY);
    for (const name of readdirSync(join(POLICY, 'scenarios'))) {
      const { steps } = loadScenario(join(POLICY, 'scenarios', name), policy);
      // On which nobody does anything, that is what is played.
      expect([name, steps.length === 0]).toEqual([name, name === 'nobody-acts.yaml']);
    }
  });
});

describe('shifting', () => {
  it('moves every instant, in keys and sentences too, and nothing else', () => {
    const value = {
      at: '2026-11-24T08:20:00.000Z',
      day: '2026-11-24',
      'x@2026-11-24T08:20:00.000Z': ['due 2026-12-31T23:59:59.999Z.'],
    };
    expect(shiftInstants(value, HOUR_MS)).toEqual({
      at: '2026-11-24T09:20:00.000Z',
      day: '2026-11-24',
      'x@2026-11-24T09:20:00.000Z': ['due 2027-01-01T00:59:59.999Z.'],
    });
  });
});
