import { INCIDENT_KINDS } from '../../domain/breach/incident-kinds.ts';
import { TocsinError } from '../../domain/errors.ts';
import { FactsPatch } from '../../domain/facts.ts';
import { TOCSIN } from '../../web/command.ts';
import { sendOnce } from '../command.ts';
import { followUp } from '../followup.ts';
import { instantOf, optionOf, optionsNamed, readData, readText, requireOption } from '../input.ts';
import { type Accepted, describeAccepted } from '../output/accepted.ts';
import { FACT_NAMES } from '../output/facts.ts';
import { printable } from '../output/printable.ts';
import { parsePlainly } from '../plain.ts';
import type { Verb, VerbInput } from './verb.ts';

export const report: Verb = {
  name: 'report',
  summary: 'report a suspected breach',
  examples: [
    "tocsin report --title 'Laptop with customer list lost' --system account-portal --aware 2026-11-24T09:20:00+01:00",
    "tocsin report --title 'Backup shared with a stranger' --summary 'Found in the access log.' --system " +
      'tenant-backups',
  ],
  arguments: [],
  options: {
    title: { type: 'string', describe: 'what happened, in one line' },
    summary: { type: 'string', describe: 'what is known so far; these words stay inside' },
    'summary-file': { type: 'string', value: '<file>', describe: 'the same from a file, - for standard input' },
    system: {
      type: 'string',
      multiple: true,
      value: '<id>',
      describe: "a touched system of the data-flow register; ids: 'dataflow list'",
    },
    aware: {
      type: 'string',
      value: '<instant>',
      describe:
        "since when the organisation knows, with offset, or '2h ago': the clocks start; nobody outside is told by it",
    },
    facts: { type: 'string', value: '<file>', describe: "facts as JSON or YAML; names: 'amend --help'" },
    kind: {
      ...{ type: 'string', choices: INCIDENT_KINDS },
      describe: 'an incident without a system; what it mostly is stands beside the facts as a suggestion',
    },
    exercise: { type: 'string', value: '<scale>', describe: 'an exercise, this many times faster than the law' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const title = requireOption(input, 'title');
    const [summary, summaryFile] = [optionOf(input, 'summary'), optionOf(input, 'summary-file')];
    if (summary !== undefined && summaryFile !== undefined) {
      throw new TocsinError('bad-input', 'Give --summary or --summary-file, not both.', 'summary-file');
    }
    const factsFile = optionOf(input, 'facts');
    const systems = optionsNamed(input, 'system');
    const body = {
      title,
      summary: summaryFile === undefined ? summary : await readText(input, summaryFile, 'summary-file'),
      systems: systems.length === 0 ? undefined : systems,
      facts:
        factsFile === undefined
          ? undefined
          : parsePlainly(FactsPatch, await readData(input, factsFile, 'facts'), factsFile, FACT_NAMES),
      awareAt: instantOf(input, 'aware'),
      exercise: exerciseOf(input),
      incident: optionOf(input, 'kind'),
    };
    const accepted = await sendOnce<Accepted>(input, { method: 'POST', path: '/incidents', body });
    const { breachId, repeated } = accepted;
    if (breachId === null || repeated) return { json: accepted, text: describeAccepted(accepted) };
    const { awareAt } = body;
    const lines = await followUp(input, breachId, (view) => awareAt === undefined || view.awareness.length > 0);
    return { json: accepted, text: [describeAccepted(accepted), ...lines, sayNobodyIsMailed(breachId)].join('\n') };
  },
};

/** A token has no mailbox. Whoever reports on a page is mailed a receipt, and that there is a question. */
function sayNobodyIsMailed(reference: string): string {
  return (
    'Reported by a token: nobody is mailed a receipt or a question. What became of it, and what is asked: ' +
    `${TOCSIN} reports ${printable(reference)}`
  );
}

function exerciseOf(input: VerbInput): { scale: number } | undefined {
  const given = optionOf(input, 'exercise');
  if (given === undefined) return undefined;
  const scale = Number(given);
  if (scale >= 1 && scale <= 1_000_000) return { scale };
  throw new TocsinError('bad-input', `--exercise takes a number from 1 to 1000000, not '${given}'.`, 'exercise');
}
