import { TocsinError } from '../../domain/errors.ts';
import { argumentOf, breachPath } from '../input.ts';
import { readNotices } from '../notices.ts';
import { named } from '../output/named.ts';
import { printableAll } from '../output/printable.ts';
import { renderBreach } from '../output/show.ts';
import type { BreachView } from '../output/view.ts';
import { systemNames } from '../system-names.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

/** The worst of the notices; all of them are another verb's. */
const NOTICES_SHOWN = 10;

export const show: Verb = {
  name: 'show',
  summary: 'one breach: clocks, severity with reasons, who has answered, what to do',
  examples: ['tocsin show TOC-2026-0001-K7M'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: 'responder',
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const view = await read(input, breachId);
    const told = view.communications.notices === undefined ? null : await readNotices(input, breachId, NOTICES_SHOWN);
    const systems = printableAll([...(await systemNames(input.client(), view.facts.systems))]);
    const look = { now: input.clock(), zone: await zoneOf(input), style: input.style };
    return {
      json: { ...view, notices: told },
      text: renderBreach(printableAll(named(view)), look, printableAll(told), new Map(systems)),
    };
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
