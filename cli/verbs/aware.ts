import { type Outcome, sendToBreach } from '../command.ts';
import { followUp, isFolded, viewBefore } from '../followup.ts';
import { argumentOf, instantOf, optionOf, requireOption } from '../input.ts';
import { sayKnownFirst } from '../output/course.ts';
import type { BreachView } from '../output/view.ts';
import { zoneOf } from '../zone.ts';
import type { Verb } from './verb.ts';

const RECORDED = 'Recorded. Every clock that hangs on it follows; nobody outside was told by it.';
/** An API of before says nothing of it. */
type Recorded = Outcome & Pick<BreachView['course'], 'knownFirst'>;

export const aware: Verb = {
  name: 'aware',
  summary: 'record, or correct, since when the organisation is aware',
  examples: [
    'tocsin aware TOC-2026-0001-K7M --at 2026-11-24T09:20:00+01:00',
    "tocsin aware TOC-2026-0001-K7M --at 2026-11-24T07:05:00+01:00 --reasons 'The night shift saw it first'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    at: { type: 'string', value: '<instant>', describe: "ISO 8601 with offset, or '2h ago'; not in the future" },
    reasons: { type: 'string', describe: 'why; needed for a correction' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    requireOption(input, 'at');
    const body = { awareAt: instantOf(input, 'at'), reasons: optionOf(input, 'reasons') };
    const before = await viewBefore(input, breachId);
    const json = await sendToBreach<Recorded>(input, breachId, { method: 'POST', to: ['awareness'], body });
    const hints = json.knownFirst == null ? [] : sayKnownFirst(breachId, json, await zoneOf(input));
    const lines = await followUp(input, breachId, isFolded(json), before);
    return {
      json,
      text: [RECORDED, ...hints, ...lines].join('\n'),
    };
  },
};
