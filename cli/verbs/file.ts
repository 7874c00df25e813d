import { TocsinError } from '../../domain/errors.ts';
import { STAGES } from '../../domain/filing/stages.ts';
import type { FilingOutcome } from '../../services/filing/record.ts';
import { sendToBreach } from '../command.ts';
import { followUp, isFolded, viewBefore } from '../followup.ts';
import { argumentOf, instantOf, optionOf, readBytes, requireOption } from '../input.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

export const file: Verb = {
  name: 'file',
  summary: 'record that a duty was done, with its receipt',
  examples: [
    'tocsin file TOC-2026-0001-K7M gdpr-art33-1-authority --receipt R-7 --stage initial --document art33.json ' +
      '--channel portal',
    'tocsin file TOC-2026-0001-K7M gdpr-art33-1-authority --receipt DPC-2026-11-0412 --elsewhere ' +
      "--reasons 'By telephone'",
    'tocsin file TOC-2026-0001-K7M gdpr-art33-2-processor-to-controller --told',
    'tocsin file TOC-2026-0001-K7M gdpr-art33-1-authority --receipt-for 1 --receipt DPC-2026-11-0412',
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'obligation', describe: "the duty, as 'tocsin show' names it" },
  ],
  options: {
    receipt: { type: 'string', describe: "the receiver's own reference; left out while it is not here yet" },
    'receipt-for': {
      type: 'string',
      value: '<version>',
      describe: 'add the receipt of this version, or, with --reasons, put it right; takes no more',
    },
    at: { type: 'string', value: '<instant>', describe: "when it was done, with offset, or '2h ago' (default: now)" },
    reasons: { type: 'string', describe: 'the reasons for the delay, the withdrawal, or the way it left' },
    elsewhere: { type: 'boolean', describe: 'it left without an approved draft; needs --reasons' },
    told: {
      type: 'boolean',
      describe: 'every customer has acknowledged its notice, which is the proof; takes no more',
    },
    stage: { type: 'string', choices: STAGES, describe: 'for a filing in phases' },
    document: { type: 'string', value: '<file>', describe: 'the exact file that was handed in, as it was approved' },
    channel: { type: 'string', describe: 'how it was handed in, such as a portal' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    if (input.options.told === true) return recordTold(input, breachId);
    const version = optionOf(input, 'receipt-for');
    if (version !== undefined) return recordReceipt(input, breachId, version);
    const document = optionOf(input, 'document');
    const filedAt = instantOf(input, 'at') ?? input.clock();
    const body = {
      obligation: argumentOf(input, 'obligation'),
      filedAt,
      receipt: optionOf(input, 'receipt'),
      reasons: optionOf(input, 'reasons'),
      stage: optionOf(input, 'stage'),
      channel: optionOf(input, 'channel'),
      elsewhere: input.options.elsewhere === true ? true : undefined,
      document: document === undefined ? undefined : await readExactText(input, document),
    };
    const again = ` --at ${filedAt}`;
    const before = await viewBefore(input, breachId);
    const sent = { method: 'POST' as const, to: ['filings'], body, again };
    const json = await sendToBreach<FilingOutcome>(input, breachId, sent);
    const after = await followUp(input, breachId, isFolded(json), before);
    return { json, text: [...saidOf(breachId, json), ...after].join('\n') };
  },
};

/** What a supplement left open of the filing that it completes: that is where it is given. */
function saidOf(breachId: string, { leftOpen }: FilingOutcome): string[] {
  if (leftOpen === undefined) return ['Recorded; its clock stops.'];
  const { of, article, fields } = leftOpen;
  const open = fields === null ? 'which fields is not known' : fields.map(({ label }) => label).join('; ');
  return [
    `Recorded. Its clock runs on, since the filing of ${article} is still incomplete: ${open}.`,
    `What is missing is given there: tocsin draft ${breachId} ${of}`,
  ];
}

async function recordTold(input: VerbInput, breachId: string): Promise<VerbResult> {
  const to = ['filings', argumentOf(input, 'obligation'), 'told'];
  const before = await viewBefore(input, breachId);
  const json = await sendToBreach(input, breachId, { method: 'POST', to, body: {} });
  const after = await followUp(input, breachId, isFolded(json), before);
  return {
    json,
    text: ['Recorded, with the ledger of the notices as the proof; its clock stops.', ...after].join('\n'),
  };
}

async function recordReceipt(input: VerbInput, breachId: string, version: string): Promise<VerbResult> {
  const to = ['filings', argumentOf(input, 'obligation'), 'versions', version, 'receipt'];
  const body = { receipt: requireOption(input, 'receipt'), reasons: optionOf(input, 'reasons') };
  const json = await sendToBreach(input, breachId, { method: 'POST', to, body });
  return { json, text: 'Recorded; what stood there before stays in the timeline.' };
}

/** The file's text such that its UTF-8 bytes are the file's own. Throws `bad-input` for anything but text. */
async function readExactText(input: VerbInput, file: string): Promise<string> {
  const bytes = await readBytes(input, file, 'document');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TocsinError(
      'bad-input',
      `${file} is not text in UTF-8: give the JSON or text that was handed in.`,
      'document',
    );
  }
}
