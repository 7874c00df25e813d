import { TocsinError } from '../../domain/errors.ts';
import { argumentOf, breachPath } from '../input.ts';
import { printableAll } from '../output/printable.ts';
import { renderBreach } from '../output/show.ts';
import { localZone } from '../output/time.ts';
import type { BreachView } from '../output/view.ts';
import type { Verb, VerbInput } from './verb.ts';

export const show: Verb = {
  name: 'show',
  summary: 'one breach: clocks, severity with reasons, who has answered, what to do',
  examples: ['tocsin show TOC-2026-0001'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: 'responder',
  async run(input) {
    const view = await read(input, argumentOf(input, 'breach'));
    const look = { now: input.clock(), zone: localZone(), style: input.style };
    return { json: view, text: renderBreach(printableAll(view), look) };
  },
};

async function read(input: VerbInput, breachId: string): Promise<BreachView> {
  try {
    return await input.client().get<BreachView>(breachPath(breachId));
  } catch (error) {
    if (!(error instanceof TocsinError) || error.code !== 'not-found') throw error;
    const kept =
      'Where it does not, Temporal or the worker is away: what was accepted is kept, and opens when they are back.';
    throw new TocsinError('not-found', `${error.message} ${kept}`, error.field);
  }
}
