import { resolve } from 'node:path';
import { loadPolicy } from '../../config/policy.ts';
import { policyDirOf } from '../address.ts';
import { argumentOf, optionOf } from '../input.ts';
import { printable } from '../output/printable.ts';
import { loadScenario } from '../rehearsal/load.ts';
import { printRehearsal } from '../rehearsal/print.ts';
import type { Verb } from './verb.ts';

export const rehearse: Verb = {
  name: 'rehearse',
  summary: 'play a scenario through the real workflows, time skipped, nothing sent',
  examples: [
    'tocsin rehearse policy/scenarios/nobody-files.yaml',
    'tocsin rehearse policy/scenarios/all-in-time.yaml --policy ./our-policy --json',
  ],
  arguments: [{ name: 'scenario', describe: 'its YAML file' }],
  options: {
    policy: { type: 'string', value: '<dir>', describe: 'another policy, such as a change not merged yet' },
  },
  role: null,
  async run(input) {
    const asked = optionOf(input, 'policy');
    const dir = asked === undefined ? policyDirOf(input.env) : resolve(asked);
    const policy = loadPolicy(dir);
    const scenario = loadScenario(resolve(argumentOf(input, 'scenario')), policy);
    // Loaded here, so that no other verb waits for Temporal's test server and worker.
    const { playScenario } = await import('../rehearsal/play.ts');
    const { timelineOf } = await import('../rehearsal/timeline.ts');
    const played = await playScenario(policy, scenario);
    const rehearsed = timelineOf(played);
    const { title, start: from } = scenario;
    const json = { title, policyVersion: policy.policyVersion, from, to: played.end, ...rehearsed };
    return { json, text: printable(printRehearsal(title, rehearsed, policy.organisation.zone)) };
  },
};
