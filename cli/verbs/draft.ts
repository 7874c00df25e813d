import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { competentFor } from '../../domain/authorities/competent.ts';
import { asksForFourEyes, filingLeaving } from '../../domain/breach/decide/four-eyes.ts';
import type { DataFlowRegister } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { completeFacts } from '../../domain/facts.ts';
import { type Answers, systemsInWords } from '../../domain/filing/context.ts';
import { renderDocument } from '../../domain/filing/document.ts';
import { draftFiling, type FilingDraft } from '../../domain/filing/draft.ts';
import { chooseForm, formsOf, statesOf } from '../../domain/filing/forms.ts';
import { sayUnmodelled, type UnmodelledForm, unmodelledForms } from '../../domain/filing/modelled.ts';
import { changesSince, contextOf, draftAsJson } from '../../domain/filing/package.ts';
import { proposedFields } from '../../domain/filing/provenance.ts';
import { languageFor } from '../../domain/filing/receivers.ts';
import { type Repeated, repeatedFields } from '../../domain/filing/repeated.ts';
import type { FilingLanguage } from '../../domain/filing/said/index.ts';
import { STAGES, type Stage } from '../../domain/filing/stages.ts';
import type { FilingField, FilingTemplate } from '../../domain/filing/template.ts';
import { type FieldChange, filingVersions, whyNotNext } from '../../domain/filing/versions.ts';
import { outsideWords } from '../../domain/notices/outside-words.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { policyDirOf } from '../address.ts';
import { argumentOf, breachPath, optionOf, readData } from '../input.ts';
import { printable } from '../output/printable.ts';
import type { BreachView, EventsView } from '../output/view.ts';
import type { Verb, VerbInput } from './verb.ts';

export const draft: Verb = {
  name: 'draft',
  summary: 'a filing filled in from the record: what it says, and what is missing',
  examples: [
    'tocsin draft TOC-2026-0001-K7M gdpr-art33-1-authority',
    'tocsin draft TOC-2026-0001-K7M gdpr-art33-1-authority --stage complete --answers answers.yaml --out art33.json',
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'obligation', describe: "the duty, as 'tocsin show' names it" },
  ],
  options: {
    stage: { type: 'string', choices: STAGES, describe: 'which version it is (default: the next)' },
    answers: { type: 'string', value: '<file>', describe: 'fields the record does not know, by id, as JSON or YAML' },
    form: { type: 'string', describe: 'the form, by its id, where the duty has several' },
    reasons: { type: 'string', describe: 'the reasons for being late, or for the withdrawal' },
    out: { type: 'string', value: '<file>', describe: 'write the exact file there, to hand in and to record' },
  },
  role: 'dpo',
  async run(input) {
    const [breachId, obligation] = [argumentOf(input, 'breach'), argumentOf(input, 'obligation')];
    const client = input.client();
    const [view, register, { events }] = await Promise.all([
      client.get<BreachView>(breachPath(breachId)),
      client.get<DataFlowRegister>('/dataflow'),
      client.get<EventsView>(breachPath(breachId, 'events')),
    ]);
    const dir = policyDirOf(input.env);
    const policy = loadPolicy(dir);
    const stage = stageOf(input);
    const state = { ...view, facts: completeFacts(view.facts) };
    const filings = loadFilings(dir);
    const { template, notModelled, language } = formFor(input, policy, filings, { obligation, events, state });
    const words = outsideWords(events, state.facts, { language, systems: systemsInWords(state, register) });
    const reasons = optionOf(input, 'reasons') ?? '';
    const given = { stage, at: input.clock(), reasons, register, words, language };
    const context = contextOf(state, policy.organisation, obligation, given);
    const customers = register.counterparties.filter((c) => c.kind === 'customer').map((c) => c.name);
    const answers = await answersOf(input);
    const drafted = draftFiling(template, context, answers, customers);
    const proposed = proposedFields(template, context, drafted, answers);
    const repeated = repeatedFields(template, context, drafted, answers);
    const versions = filingVersions(template, obligation, events);
    const changes = changesSince(template, versions, drafted);
    const why = whyNotNext(versions, drafted)?.says ?? null;
    const out = optionOf(input, 'out');
    if (out !== undefined) await writeDraft(resolve(out), drafted, why);
    const about = { cannotBeFiledBecause: why, changes };
    const json = {
      ...draftAsJson(breachId, drafted, versions, about),
      ...{ exactness: template.exactness, partial: template.partial, schema: template.schema },
      notModelled,
      proposed: proposed.map(({ id }) => id),
      language,
      repeated: repeated.map(({ field, written }) => ({ field: field.id, written })),
    };
    const text = [
      ...notModelled.map(sayUnmodelled),
      renderDocument(template, drafted, policy.organisation.zone),
      ...proposedLines(proposed),
      ...repeatedLines(repeated, language),
      ...changeLines(changes),
      ...whyLines(why),
    ].join('\n');
    const next =
      out === undefined
        ? ''
        : `\n\nWritten to ${out}. ${nextStep(input, view, drafted, out, proposed.length + repeated.length > 0)}`;
    return { json, text: printable(`${text}${next}`) };
  },
};

/** The form that is asked for, else the one that the server would take, as far as that is known here; its language. */
function formFor(
  input: VerbInput,
  policy: CompiledPolicy,
  filings: readonly FilingTemplate[],
  { obligation, events, state }: { obligation: string; events: EventsView['events']; state: BreachView },
): { template: FilingTemplate; notModelled: UnmodelledForm[]; language: FilingLanguage } {
  const authorities = competentFor(policy, state, obligation);
  const wanted = optionOf(input, 'form');
  const states = statesOf(policy, completeFacts(state.facts), obligation);
  const begun = { wanted, obligation, events, drafts: [], authorities, states };
  const template = chooseForm(formsOf(filings, policy, obligation), begun);
  const known = policy.obligations.find(({ id }) => id === obligation);
  const recipient = state.plan?.obligations.find(({ id }) => id === obligation)?.recipient ?? known?.recipient ?? '';
  const notModelled = unmodelledForms(template, { obligation: known, recipient, authorities, states });
  const language = languageFor(template, authorities, policy.organisation.language);
  return { template, notModelled, language };
}

function stageOf(input: VerbInput): Stage | undefined {
  const given = optionOf(input, 'stage');
  const stage = STAGES.find((known) => known === given);
  if (given !== undefined && stage === undefined)
    throw new TocsinError('bad-input', `--stage takes ${STAGES.join(', ')}, not '${given}'.`, 'stage');
  return stage;
}

async function answersOf(input: VerbInput): Promise<Answers> {
  const file = optionOf(input, 'answers');
  if (file === undefined) return {};
  const given = await readData(input, file, 'answers');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TocsinError('bad-input', `${file} must hold fields and their values, such as 'field_66: …'.`, 'answers');
  }
  for (const [field, value] of Object.entries(given)) {
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
    if (!isPlain && !isList) {
      throw new TocsinError(
        'bad-input',
        `${file}: ${field} must be a text, a number, true, false or a list of options.`,
        field,
      );
    }
  }
  return given as Answers;
}

function whyLines(why: string | null): string[] {
  return why === null ? [] : ['', `It cannot be filed at this stage: ${why}.`];
}

function proposedLines(proposed: readonly FilingField[]): string[] {
  if (proposed.length === 0) return [];
  return ['', 'Proposed, and stated by nobody yet', ...proposed.map(({ id, label }) => `- ${id} ${label}`)];
}

function repeatedLines(repeated: readonly Repeated[], language: FilingLanguage): string[] {
  if (repeated.length === 0) return [];
  const lines = repeated.map(({ field, written }) => {
    return `- ${field.id} ${field.label}: written in ${written ?? 'a language that nobody named'}`;
  });
  return ['', `Recorded words that may not be in '${language}': translate them with --answers, or confirm`, ...lines];
}

function changeLines(changes: FieldChange[] | null): string[] {
  if (changes === null) return [];
  if (changes.length === 0) return ['', 'Nothing differs from the version filed last.'];
  const line = ({ field, label, before, after }: FieldChange) =>
    `- ${field} ${label}: ${before ?? '(none)'} -> ${after ?? '(none)'}`;
  return ['', 'Differs from the version filed last', ...changes.map(line)];
}

/** Only what could be handed in as the next version is written. */
async function writeDraft(file: string, { content, obligation }: FilingDraft, why: string | null): Promise<void> {
  if (why !== null) throw new TocsinError('not-filable', `${obligation}: ${why}. Nothing is written.`, 'out');
  await writeFile(file, content, { mode: 0o600 });
}

/** The form that was asked for here is the one to be approved. */
function formOf(input: VerbInput): string {
  const wanted = optionOf(input, 'form');
  return wanted === undefined ? '' : ` --form ${wanted}`;
}

function nextStep(
  input: VerbInput,
  view: BreachView,
  { obligation, stage, sha256 }: FilingDraft,
  out: string,
  isProposed: boolean,
): string {
  const confirmed = isProposed ? ' --confirmed' : '';
  const { breachId } = view;
  const duty = `${breachId} ${obligation} --stage ${stage} --document ${out} --receipt '…'`;
  // What was given here the server does not know: it can approve its own draft alone.
  const isOurs = optionOf(input, 'answers') !== undefined || optionOf(input, 'reasons') !== undefined;
  if (isOurs) return `Once it is handed in:\n  tocsin file ${duty} --elsewhere --reasons '…'`;
  const leaving = filingLeaving(obligation, null);
  const approval = asksForFourEyes(view, leaving)
    ? `a DPO or deputy who did not type last into it signs in, at /desk/breaches/${breachId}${leaving.place}`
    : `tocsin decide ${breachId} --approve-filing ${obligation}${formOf(input)} --stage ${stage} ` +
      `--content-hash ${sha256}${confirmed}`;
  return `Approve it, and record it once it is handed in:\n  ${approval}\n  tocsin file ${duty}`;
}
