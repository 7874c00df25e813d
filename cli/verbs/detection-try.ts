import { resolve } from 'node:path';
import { type Detection, loadDetection } from '../../config/detection.ts';
import { readYamlAs } from '../../config/yaml-file.ts';
import type { Finding } from '../../detection/finding.ts';
import { backTest, type Difference } from '../../detection/rules/back-test.ts';
import { traceRules } from '../../detection/rules/trace.ts';
import { touchedBy } from '../../detection/rules/values.ts';
import { createSystemIndex, type SystemIndex } from '../../detection/systems/system-index.ts';
import { DataFlowRegister, type System } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { readBody } from '../../intake/alert-reading.ts';
import { policyDirOf } from '../address.ts';
import { ALERT_ARGUMENTS, alertAsked, mediaTypeOf } from '../alert-body.ts';
import { optionOf, readBytes } from '../input.ts';
import { describeTrial, type TriedFinding } from '../output/detection.ts';
import type { Verb, VerbInput } from './verb.ts';

export const detectionTry: Verb = {
  name: 'detection try',
  summary: 'say offline what an alert is understood as, what it matches, and which rule decides why',
  examples: [
    'tocsin detection try finding.json',
    'tocsin detection try okta event.json --register dataflow.yaml',
    'tocsin detection try findings.json --register dataflow.yaml --against ./changed-policy',
  ],
  arguments: ALERT_ARGUMENTS,
  options: {
    source: { type: 'string', value: '<name>', describe: 'who sends it (default: aws-guardduty)' },
    register: { type: 'string', value: '<file>', describe: 'a data-flow register to look systems up in' },
    against: { type: 'string', value: '<dir>', describe: 'another policy: say what its rules would do differently' },
  },
  role: null,
  async run(input) {
    const detection = loadDetection(policyDirOf(input.env));
    const asked = alertAsked(input);
    const source = detection.sources.find(asked.source);
    const { name } = source;
    const bytes = await readBytes(input, asked.file, 'file');
    const lookUp = lookUpIn(registerOf(input));
    const { findings, aside, refused } = readBody(source, bytes, { 'content-type': mediaTypeOf(bytes) });
    const tried = findings.map((finding) => tryFinding(detection, finding, lookUp(finding)));
    const trial = {
      ...{
        source: name,
        hasRegister: optionOf(input, 'register') !== undefined,
        findings: tried,
        aside,
        refused: refused?.message ?? null,
      },
      differences: differencesOf(input, detection, { source: name, bytes, tried, lookUp }),
    };
    return { json: trial, text: describeTrial(trial), exit: refused === null ? 0 : 2 };
  },
};

function registerOf(input: VerbInput): System[] {
  const file = optionOf(input, 'register');
  return file === undefined ? [] : readYamlAs(file, DataFlowRegister).systems;
}

type LookedUp = ReturnType<SystemIndex['lookUp']> & { touched: TriedFinding['touched'] };

function lookUpIn(systems: readonly System[]): (finding: Finding) => LookedUp {
  const index = createSystemIndex();
  for (const system of systems) index.add(system);
  return ({ resources }) => {
    const found = index.lookUp(resources);
    const touched = systems.filter(({ id }) => found.systems.includes(id));
    return { ...found, touched: touchedBy(touched, found.matches) };
  };
}

function tryFinding(detection: Detection, finding: Finding, { touched, matches, unknown }: LookedUp): TriedFinding {
  const { sets, evaluators } = detection;
  const [set, evaluate] = [sets.get(finding.source), evaluators.get(finding.source)];
  if (set === undefined || evaluate === undefined) throw new Error(`There are no rules for ${finding.source}.`);
  const rules = traceRules(set, finding, touched, detection);
  return { finding, touched, matches, unknown, rules, evaluation: evaluate(finding, touched) };
}

/** What the rules of another policy make of it; a source of the policy's own is read as that one says. */
function differencesOf(
  input: VerbInput,
  { evaluators }: Detection,
  { source, bytes, tried, lookUp }: Tried,
): Difference[] | null {
  const dir = optionOf(input, 'against');
  if (dir === undefined) return null;
  const other = loadDetection(resolve(dir));
  const [before, after] = [evaluators.get(source), other.evaluators.get(source)];
  if (before === undefined || after === undefined) {
    throw new TocsinError('unknown-source', `The policy in ${dir} has no source ${source}.`, 'against');
  }
  const { findings } = readBody(other.sources.find(source), bytes, { 'content-type': mediaTypeOf(bytes) });
  const again = new Map(tried.map(({ finding }, n) => [finding, findings[n] ?? finding]));
  const isSame = tried.every(({ finding }, n) => findings[n]?.findingId === finding.findingId);
  if (!isSame || findings.length > tried.length) {
    const message = `The policy in ${dir} reads other findings in it: look at what it says by itself.`;
    throw new TocsinError('conflict', message, 'against');
  }
  return backTest(tried, before, (finding) => {
    const read = again.get(finding) ?? finding;
    return after(read, lookUp(read).touched);
  });
}

type Tried = {
  source: string;
  bytes: Buffer;
  tried: readonly TriedFinding[];
  lookUp: (finding: Finding) => LookedUp;
};
