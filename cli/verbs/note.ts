import type { NoteLine } from '../../domain/breach/work-lines.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, optionOf, readText } from '../input.ts';
import { listWork, WORK_OPTIONS } from '../work.ts';
import type { Verb } from './verb.ts';

export const note: Verb = {
  name: 'note',
  summary: 'list the notes on a breach, or add one',
  examples: [
    'tocsin note TOC-2026-0001-K7M',
    "tocsin note TOC-2026-0001-K7M --add 'The landlord saw nobody'",
    'tocsin note TOC-2026-0001-K7M --file advice.txt --privileged',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    add: { type: 'string', describe: 'the note' },
    file: { type: 'string', value: '<file>', describe: 'a file with the note, - for standard input' },
    privileged: { type: 'boolean', describe: 'left out of evidence packs unless the DPO includes it' },
    ...WORK_OPTIONS,
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const file = optionOf(input, 'file');
    const text = file === undefined ? optionOf(input, 'add') : await readText(input, file, 'file');
    if (text === undefined) {
      return listWork<NoteLine>(input, breachId, 'notes', ({ number, at, by, privileged, text: words }, when) => {
        return { head: `${number}  ${when(at)}  ${by}${privileged ? '  privileged' : ''}`, body: words };
      });
    }
    const body = { text, privileged: input.options.privileged === true };
    return { json: await sendToBreach(input, breachId, { method: 'POST', to: ['notes'], body }), text: 'Added.' };
  },
};
