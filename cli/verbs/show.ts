import { argumentOf, breachPath } from '../input.ts';
import { printableAll } from '../output/printable.ts';
import { renderBreach } from '../output/show.ts';
import { localZone } from '../output/time.ts';
import type { BreachView } from '../output/view.ts';
import type { Verb } from './verb.ts';

export const show: Verb = {
  name: 'show',
  summary: 'one breach: clocks, severity with reasons, who has answered, what to do',
  examples: ['tocsin show TOC-2026-0001'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: 'responder',
  async run(input) {
    const view = await input.client().get<BreachView>(breachPath(argumentOf(input, 'breach')));
    const look = { now: input.clock(), zone: localZone(), style: input.style };
    return { json: view, text: renderBreach(printableAll(view), look) };
  },
};
