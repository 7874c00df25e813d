import { argumentOf, breachPath } from '../input.ts';
import { type ReasoningView, renderReasoning } from '../output/findings.ts';
import { named } from '../output/named.ts';
import { oneLineAll } from '../output/printable.ts';
import { zoneOf } from '../zone.ts';
import type { Verb } from './verb.ts';

export const findings: Verb = {
  name: 'findings',
  summary: 'why a breach is suspected: its alerts in time order, what follows from them, and how sure that is',
  examples: ['tocsin findings TOC-2026-0001-K7M', 'tocsin findings TOC-2026-0001-K7M --json'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: 'responder',
  async run(input) {
    const json = await input.client().get<ReasoningView>(breachPath(argumentOf(input, 'breach'), 'findings'));
    const look = { now: input.clock(), zone: await zoneOf(input), style: input.style };
    return { json, text: renderReasoning(oneLineAll(named(json)), look) };
  },
};
