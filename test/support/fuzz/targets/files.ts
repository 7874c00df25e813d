import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { Scenario } from '../../../../cli/rehearsal/scenario.ts';
import { readYamlAs } from '../../../../config/yaml-file.ts';
import { parseYaml } from '../../../../config/yaml-text.ts';
import { compileSource } from '../../../../detection/rules/compile.ts';
import { detectionLanguage } from '../../../../detection/rules/language.ts';
import { SourceRules } from '../../../../detection/rules/rule-file.ts';
import { AssessInput } from '../../../../domain/assessment/input.ts';
import { canonicalJson } from '../../../../domain/audit/chain.ts';
import { DataFlowRegister } from '../../../../domain/dataflow.ts';
import { FactsPatch } from '../../../../domain/facts.ts';
import { FilingTemplate } from '../../../../domain/filing/template.ts';
import { readVeris } from '../../../../domain/veris/facts.ts';
import { VerisRecord } from '../../../../domain/veris/record.ts';
import { mutateText, mutateValue } from '../mutate.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';

/** Files that are read, as bytes on disk: registers, scenarios, detection rules, filings, facts, VERIS records. */

const ROOT = new URL('../../../../', import.meta.url);
const own = (file: string): unknown => parseYaml(readFileSync(new URL(file, ROOT), 'utf8')).content;
const VERIS = {
  incident_id: 'A-1',
  security_incident: 'Confirmed',
  action: { error: { variety: ['Misdelivery'], vector: ['Carelessness'] } },
  actor: { internal: { motive: ['NA'], variety: ['End-user'] } },
  attribute: {
    confidentiality: { data: [{ variety: 'Medical', amount: 2 }], data_disclosure: 'Yes', state: ['Printed'] },
  },
  timeline: { incident: { year: 2025, month: 3, day: 9 } },
  victim: { country: ['IE', 'US'], state: 'CA', industry: '622110' },
};
const FACTS = {
  systems: ['tickets'],
  residents: { DE: 3, 'US-CA': null },
  events: { occurrence: '2026-11-24T08:40:00Z' },
};

/** `isMade`: what is read is in other terms than what was written, such as ms for `2d`. */
type Kind = { schema: z.ZodType; samples: unknown[]; isMade?: true; and?: (value: never) => unknown };
const KINDS: Record<string, Kind> = {
  register: { schema: DataFlowRegister, samples: [own('local/demo/dataflow.yaml')] },
  scenario: {
    schema: Scenario,
    samples: ['all-in-time', 'nobody-files'].map((name) => own(`policy/scenarios/${name}.yaml`)),
    isMade: true,
  },
  rules: {
    schema: SourceRules,
    samples: [own('policy/detection/aws-guardduty.yaml')],
    and: (rules) => compileSource(rules, { before: [], after: [] }, detectionLanguage(), () => undefined),
  },
  filing: { schema: FilingTemplate, samples: [own('policy/filings/gdpr-art33-2.yaml')] },
  facts: { schema: FactsPatch, samples: [FACTS] },
  assessment: {
    schema: AssessInput,
    samples: [{ ...FACTS, title: 'A case', awareness: '2026-11-24T09:20:00+01:00' }],
    isMade: true,
  },
  veris: {
    schema: VerisRecord,
    samples: [VERIS],
    and: (record) => AssessInput.parse({ ...readVeris(record).facts, awareness: null }),
  },
};
const FILE = join(mkdtempSync(join(tmpdir(), 'tocsin-fuzz-')), 'file.yaml');

export const target: Target = {
  make(random) {
    const kind = random.pick(Object.keys(KINDS));
    const sample = random.pick(KINDS[kind]?.samples ?? []);
    const value = random.oneIn(6) ? sample : mutateValue(random, sample);
    const text = random.oneIn(2) ? JSON.stringify(value, null, 1) : stringify(value);
    return `${kind}\n${random.oneIn(4) ? mutateText(random, asInput(text), true) : asInput(text)}`;
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const { schema, isMade, and } = KINDS[input.slice(0, cut)] as Kind;
    writeFileSync(FILE, asBytes(input.slice(cut + 1)));
    const found = await read(() => readYamlAs(FILE, schema));
    if (found === null) return 'refused';
    const again = schema.safeParse(found.value);
    const isSame = isMade || (again.success && isDeepStrictEqual(again.data, found.value));
    holds(isSame, 'What was read does not read again as the same.');
    canonicalJson(JSON.parse(JSON.stringify(found.value)));
    await read(() => and?.(found.value as never));
    return 'accepted';
  },
};
