import { TocsinError } from '../../domain/errors.ts';
import { FactsPatch, NarrativePatch } from '../../domain/facts.ts';
import { sendToBreach } from '../command.ts';
import { followUp, isFolded, viewBefore } from '../followup.ts';
import { argumentOf, breachPath, optionOf, optionsNamed, parseSettings, readData, requireOption } from '../input.ts';
import { describeFacts, FACT_NAMES, NARRATIVE_NAMES } from '../output/facts.ts';
import type { BreachView } from '../output/view.ts';
import { parsePlainly } from '../plain.ts';
import type { Verb, VerbInput } from './verb.ts';

const KNOWN = [...FACT_NAMES, ...NARRATIVE_NAMES];

export const amend: Verb = {
  name: 'amend',
  summary: 'change the facts of a breach; its plan moves with them',
  examples: [
    "tocsin amend TOC-2026-0001-K7M --system tenant-databases --system billing --reasons 'Both are in the access log'",
    "tocsin amend TOC-2026-0001-K7M --set peopleConcerned=1200 --set malicious=yes --reasons 'Log analysis finished'",
    "tocsin amend TOC-2026-0001-K7M --set summary='A session was stolen.' --reasons 'Counterparties read it'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    system: { type: 'string', multiple: true, value: '<id>', describe: 'one more touched system; those named stay' },
    set: {
      type: 'string',
      multiple: true,
      value: '<name>=<value>',
      describe: 'one fact or part of the story: see below',
    },
    facts: { type: 'string', value: '<file>', describe: 'the same as JSON or YAML; only those named change' },
    reasons: { type: 'string', describe: 'why; goes into the record' },
  },
  role: 'responder',
  changes: true,
  notes: describeFacts(),
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const changes = await readChanges(input);
    const added = optionsNamed(input, 'system');
    if (Object.keys(changes).length + added.length === 0) {
      throw new TocsinError('bad-input', 'Nothing to change: give --system, --set or --facts.', 'set');
    }
    const of = (isNarrative: boolean) =>
      Object.fromEntries(Object.entries(changes).filter(([key]) => NARRATIVE_NAMES.includes(key) === isNarrative));
    const facts = parsePlainly(FactsPatch, of(false), 'facts', KNOWN);
    const narrative = parsePlainly(NarrativePatch, of(true), 'story', KNOWN);
    const reasons = requireOption(input, 'reasons');
    if (added.length > 0)
      facts.systems = [...new Set([...(facts.systems ?? (await systemsOf(input, breachId))), ...added])];
    const before = await viewBefore(input, breachId);
    const body = { facts, narrative, reasons };
    const json = await sendToBreach(input, breachId, { method: 'PATCH', to: ['facts'], body });
    const lines = await followUp(input, breachId, isFolded(json), before);
    return { json, text: ['Recorded. The plan is made anew.', ...lines].join('\n') };
  },
};

/** What --facts and --set name; --set wins. */
async function readChanges(input: VerbInput): Promise<Record<string, unknown>> {
  const file = optionOf(input, 'facts');
  const fromFile = file === undefined ? {} : await readData(input, file, 'facts');
  if (fromFile === null || typeof fromFile !== 'object' || Array.isArray(fromFile)) {
    throw new TocsinError('bad-input', `${file} must hold facts by name, such as 'peopleConcerned: 1200'.`, 'facts');
  }
  return { ...fromFile, ...parseSettings(optionsNamed(input, 'set'), NARRATIVE_NAMES) };
}

async function systemsOf(input: VerbInput, breachId: string): Promise<string[]> {
  return (await input.client().get<BreachView>(breachPath(breachId))).facts.systems;
}
