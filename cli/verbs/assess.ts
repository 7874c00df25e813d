import { loadKeptPolicy } from '../../config/kept-policy.ts';
import { type Report, readYamlAs } from '../../config/yaml-file.ts';
import { assessFacts } from '../../domain/assessment/assess.ts';
import { AssessInput } from '../../domain/assessment/input.ts';
import { DataFlowRegister, type System } from '../../domain/dataflow.ts';
import type { Instant } from '../../domain/time.ts';
import { policyDirOf } from '../address.ts';
import { beyondCounting, countedInstant } from '../counted-instant.ts';
import { argumentOf, optionOf } from '../input.ts';
import { renderAssessment } from '../output/assessment.ts';
import { inSeconds } from '../output/seconds.ts';
import { localZone } from '../output/time.ts';
import type { Verb, VerbInput } from './verb.ts';

export const assess: Verb = {
  name: 'assess',
  summary: 'assess facts offline: severity, risk, duties, deadlines, tracks, authorities, each with its reasons',
  examples: ['tocsin assess facts.yaml', 'tocsin assess facts.yaml --at 2026-11-24T09:20:00+01:00 --json'],
  arguments: [{ name: 'facts', describe: 'the facts as YAML or JSON; docs/assess.md names every field' }],
  options: {
    at: { type: 'string', value: '<instant>', describe: 'assess as of this instant, with offset (default: now)' },
    dataflow: { type: 'string', value: '<file>', describe: 'a data-flow register, for systems named by id alone' },
  },
  role: null,
  async run(input) {
    const facts = readYamlAs(argumentOf(input, 'facts'), AssessInput, checkInstants);
    const at = atOf(input, facts);
    const policy = await loadKeptPolicy(policyDirOf(input.env));
    const json = assessFacts(policy, facts, registerOf(input), at);
    return { json: inSeconds(json), text: renderAssessment(json, { zone: localZone(), style: input.style }) };
  },
};

/** `--at`, else now; a case that is set in the future is assessed as of its own awareness. */
export function atOf(input: VerbInput, { awareness }: Pick<AssessInput, 'awareness'>): Instant {
  const given = optionOf(input, 'at');
  if (given === undefined) {
    const now = input.clock();
    return awareness !== null && awareness > now ? awareness : now;
  }
  return countedInstant('at', given);
}

/** Every instant that a clock may be counted from. */
function checkInstants({ awareness, events, endsSet, filings }: AssessInput, report: Report): void {
  const check = (path: string[], instant: Instant | null | undefined) => {
    const wrong = instant == null ? null : beyondCounting(instant);
    if (wrong !== null) report(path, `${instant} ${wrong}`);
  };
  check(['awareness'], awareness);
  for (const [field, instants] of Object.entries({ events, endsSet, filings })) {
    for (const [name, instant] of Object.entries(instants)) check([field, name], instant);
  }
}

function registerOf(input: VerbInput): System[] {
  const file = optionOf(input, 'dataflow');
  return file === undefined ? [] : readYamlAs(file, DataFlowRegister).systems;
}
