import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileLine } from '../../domain/breach/work-lines.ts';
import { TocsinError } from '../../domain/errors.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, optionOf, readBytes, requireOption } from '../input.ts';
import { listWork, WORK_OPTIONS } from '../work.ts';
import type { Verb } from './verb.ts';

export const attach: Verb = {
  name: 'attach',
  summary: 'list the files that people attached to a breach, attach one, or fetch one',
  examples: [
    'tocsin attach TOC-2026-0001-K7M',
    "tocsin attach TOC-2026-0001-K7M receipt.pdf --about 'The receipt of the authority'",
    'tocsin attach TOC-2026-0001-K7M --get 9f2c… --out receipt.pdf',
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'file', describe: 'the file to attach, at most 10 MiB', optional: true },
  ],
  options: {
    about: { type: 'string', describe: 'what it shows' },
    name: { type: 'string', describe: 'what it is called (default: as the file)' },
    get: { type: 'string', value: '<sha256>', describe: 'fetch the file of this SHA-256' },
    out: { type: 'string', value: '<file>', describe: 'where to; a file that is there is not replaced' },
    ...WORK_OPTIONS,
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const { file } = input.args;
    const get = optionOf(input, 'get');
    if (get !== undefined) {
      const out = requireOption(input, 'out');
      const bytes = await input.client().download(breachPath(breachId, 'attachments', get));
      await writeNew(out, bytes);
      return {
        json: { out, bytes: bytes.length },
        text: `${out}: ${bytes.length} bytes. Nothing here has looked into it.`,
      };
    }
    if (file === undefined) {
      return listWork<FileLine>(
        input,
        breachId,
        'attachments',
        ({ number, at, by, name, about, bytes, sha256 }, when) => {
          return {
            head: `${number}  ${when(at)}  ${by}  ${name ?? '–'}  ${bytes} bytes`,
            body: `${sha256}\n${about ?? ''}`.trim(),
          };
        },
      );
    }
    const form = new FormData();
    const name = optionOf(input, 'name') ?? (file === '-' ? 'file' : basename(file));
    form.set('file', new Blob([await readBytes(input, file, 'file')]), name);
    form.set('about', optionOf(input, 'about') ?? '');
    const encoded = new Response(form);
    const mediaType = encoded.headers.get('content-type') ?? '';
    const body = new Uint8Array(await encoded.arrayBuffer());
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['attachments'], body, mediaType });
    return { json, text: 'Attached. The same bytes again change nothing.' };
  },
};

async function writeNew(out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(out, bytes, { mode: 0o600, flag: 'wx' });
  } catch {
    const message = `${out} is there already, or cannot be written; name another place with --out.`;
    throw new TocsinError('bad-input', message, 'out');
  }
}
