import { basename } from 'node:path';
import type { OwnReport, WholeOwnReport } from '../../domain/breach/own-report.ts';
import { TocsinError } from '../../domain/errors.ts';
import { sendOnce } from '../command.ts';
import { optionOf, readBytes } from '../input.ts';
import { sayExchange } from '../output/exchange.ts';
import { printable } from '../output/printable.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

export const reports: Verb = {
  name: 'reports',
  summary: 'what became of your own reports; add words or a file, answer a question',
  examples: [
    'tocsin reports',
    'tocsin reports TOC-2026-0001-K7M',
    "tocsin reports TOC-2026-0001-K7M --add 'It was the blue folder'",
    "tocsin reports TOC-2026-0001-K7M --question 1 --answer 'It was meant for the tax office'",
    'tocsin reports TOC-2026-0001-K7M --attach letter.png',
  ],
  arguments: [{ name: 'reference', describe: 'of one report; without it all are listed', optional: true }],
  options: {
    add: { type: 'string', describe: 'words to be added' },
    question: { type: 'string', value: '<number>', describe: 'the question that is answered' },
    answer: { type: 'string', describe: 'the answer to it' },
    attach: { type: 'string', value: '<file>', describe: 'a file of at most 10 MiB to be added' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const { reference } = input.args;
    const [words, question, answer, file] = ['add', 'question', 'answer', 'attach'].map((name) =>
      optionOf(input, name),
    );
    const given = [words, question ?? answer, file].filter((each) => each !== undefined);
    if (given.length > 1) throw new TocsinError('bad-input', 'Give one of --add, --question and --attach.', 'add');
    if (reference === undefined) {
      if (given.length > 0) throw new TocsinError('bad-input', 'Name the report that it is added to.', 'reference');
      return listed(input);
    }
    const send = (to: string, body: unknown, mediaType?: string) =>
      sendOnce(input, { method: 'POST', path: `${pathOf(reference)}/${to}`, body, ...(mediaType && { mediaType }) });
    if (words !== undefined) return { json: await send('words', { text: words }), text: 'Added.' };
    if (question !== undefined || answer !== undefined) {
      if (answer === undefined || !/^[1-9]\d{0,2}$/.test(question ?? '')) {
        throw new TocsinError('bad-input', 'Give --question with its number, and --answer.', 'question');
      }
      return { json: await send('answers', { question: Number(question), text: answer }), text: 'Answered.' };
    }
    if (file !== undefined) {
      const form = new FormData();
      form.set('file', new Blob([await readBytes(input, file, 'attach')]), file === '-' ? 'file' : basename(file));
      const encoded = new Response(form);
      const body = new Uint8Array(await encoded.arrayBuffer());
      return { json: await send('attachments', body, encoded.headers.get('content-type') ?? ''), text: 'Added.' };
    }
    const zone = await zoneOf(input);
    const own = await input.client().get<WholeOwnReport>(pathOf(reference));
    return { json: own, text: `${lineOf(own, zone)}\n${sayExchange(own, zone)}` };
  },
};

async function listed(input: VerbInput): Promise<VerbResult> {
  const json = await input.client().get<{ reports: OwnReport[] }>('/reports?limit=100');
  const zone = await zoneOf(input);
  return {
    json,
    text:
      json.reports.length === 0
        ? 'You have reported nothing yet.'
        : json.reports.map((one) => lineOf(one, zone)).join('\n'),
  };
}

function lineOf({ reference, receivedAt, state, title, openQuestions }: OwnReport, zone: string): string {
  const asked = openQuestions === 0 ? '' : `  questions: ${openQuestions}`;
  return printable(`${reference}  ${bothTimes(receivedAt, zone)}  ${state}${asked}  ${title}`);
}

function pathOf(reference: string): string {
  return `/reports/${encodeURIComponent(reference)}`;
}
