import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import type { ClosedOver, CloseOutcome } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import { TOCSIN } from '../../web/command.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, optionOf, optionsNamed, requireOption } from '../input.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

const OUTCOMES: readonly CloseOutcome[] = ['resolved', 'not-a-breach'];

export const OVER = {
  type: 'string',
  multiple: true,
  value: '<point=reasons>',
  describe: 'a point that stands in the way, and why it is closed all the same',
} as const;

export const close: Verb = {
  name: 'close',
  summary: 'close a breach once nothing stands in the way, or over it with reasons',
  examples: [
    'tocsin close TOC-2026-0001-K7M --list',
    "tocsin close TOC-2026-0001-K7M --outcome resolved --reasons 'Session revoked, people informed'",
    "tocsin close TOC-2026-0001-K7M --outcome resolved --reasons 'All done' --over misuse='A false alarm, see call'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    outcome: { type: 'string', choices: OUTCOMES, describe: 'how it ended' },
    reasons: { type: 'string', describe: 'why; goes into the register' },
    over: OVER,
    list: { type: 'boolean', describe: 'only list what stands in the way; of a closed one, what came in since' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    if (input.options.list === true)
      return listed(input, breachId, (optionOf(input, 'outcome') ?? 'resolved') as CloseOutcome);
    const outcome = requireOption(input, 'outcome') as CloseOutcome;
    const body = { outcome, reasons: requireOption(input, 'reasons'), over: optionsNamed(input, 'over').map(overOf) };
    try {
      const json = await sendToBreach(input, breachId, { method: 'POST', to: ['closing'], body });
      return { json, text: `Closed. Take the evidence: ${TOCSIN} evidence ${breachId}` };
    } catch (error) {
      if (!(error instanceof TocsinError) || error.code !== 'closing-blocked') throw error;
      const points = await pointsOf(input, breachId, outcome).catch(() => null);
      if (points === null) throw error;
      const left = points.filter(({ point }) => error.members.points?.includes(point) !== false);
      const message = `${breachId} is not closed. In the way:\n${inLines(left)}`;
      throw new TocsinError(error.code, message, error.field, error.members);
    }
  },
};

async function listed(input: VerbInput, breachId: string, outcome: CloseOutcome) {
  const { status, points: all, reopen, retention } = await input.client().get<Closing>(breachPath(breachId, 'closing'));
  const points = all[outcome];
  if (status === 'closed') {
    const proposed = reopen.proposed ? `\nSomething came in since. Look, and: ${TOCSIN} reopen ${breachId}` : '';
    const kept =
      retention === null ? '' : ` Its record is kept until ${bothTimes(retention.until, await zoneOf(input))}.`;
    return { json: { breach: breachId, outcome, points, reopen, retention }, text: `It is closed.${kept}${proposed}` };
  }
  const text = points.length === 0 ? 'Nothing stands in the way.' : inLines(points);
  return { json: { breach: breachId, outcome, points }, text };
}

type Closing = {
  status: string;
  points: Record<CloseOutcome, ClosingPoint[]>;
  reopen: { proposed: boolean };
  retention: { until: string } | null;
};

async function pointsOf(input: VerbInput, breachId: string, outcome: CloseOutcome): Promise<ClosingPoint[]> {
  const { points } = await input.client().get<Closing>(breachPath(breachId, 'closing'));
  return points[outcome];
}

function inLines(points: readonly ClosingPoint[]): string {
  return points
    .map(({ point, says, mayPass }) => `- ${point}: ${says}${mayPass ? ` Or: --over ${point}='<reasons>'` : ''}`)
    .join('\n');
}

/** A point to close over, as `point=reasons`. */
export function overOf(given: string): ClosedOver {
  const at = given.indexOf('=');
  if (at > 0 && given.slice(at + 1).trim() !== '') return { point: given.slice(0, at), reasons: given.slice(at + 1) };
  throw new TocsinError('bad-input', `--over takes point=reasons, not '${given}'.`, 'over');
}
