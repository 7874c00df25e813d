import { writeFile } from 'node:fs/promises';
import { detailOf } from '../../config/raw-variables.ts';
import { TocsinError } from '../../domain/errors.ts';
import { TOCSIN } from '../../web/command.ts';
import { plural } from '../../web/desk/words.ts';
import { argumentOf, breachPath, optionOf } from '../input.ts';
import type { Verb, VerbInput } from './verb.ts';
import { formatProofs } from './verify.ts';

type Pack = Record<'events' | 'files' | 'notices' | 'letters' | 'filings', unknown[]> & {
  head: { seq: number; hash: string };
  digest: string;
};

const SEALED = ' (words and files by SHA-256 only, people by role; --open makes a pack that an auditor can read)';

export const evidence: Verb = {
  name: 'evidence',
  summary: 'write the evidence pack of a breach: its event chain, notices, letters, filings, answers and files',
  examples: [
    'tocsin evidence TOC-2026-0001-K7M',
    'tocsin evidence TOC-2026-0001-K7M --open --out for-the-authority.json',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    out: { type: 'string', value: '<file>', describe: 'where to (default: <breach>.evidence.json)' },
    open: {
      type: 'boolean',
      describe: "with people's words and the files in clear, for an auditor to read: keep it safe",
    },
    privileged: { type: 'boolean', describe: 'with privileged notes in clear too; needs --open, and a DPO' },
    force: { type: 'boolean', describe: 'replace the file of the default name where there is one' },
  },
  role: 'dpo',
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const open = input.options.open === true;
    const named = optionOf(input, 'out');
    const out = named ?? `${breachId.replaceAll(/[^\w-]/g, '_')}.evidence.json`;
    const pack = await input.client().get<Pack>(`${breachPath(breachId, 'evidence')}${queryOf(input)}`);
    await writePack(out, pack, named !== undefined || input.options.force === true);
    const { head, digest, events, files, notices, letters, filings } = pack;
    const text = [
      `${out}: ${plural(events.length, 'event')}, ${plural(notices.length, 'notice')}, ` +
        `${plural(letters.length, 'letter')}, ${plural(filings.length, 'filing')}, ` +
        `${plural(files.length, 'file')}${open ? '' : SEALED}.`,
      ...formatProofs(pack),
      'Keep both apart from the file: they prove later that nothing was rewritten.',
      `next: ${TOCSIN} verify ${out}`,
    ];
    const told = { notices: notices.length, letters: letters.length, filings: filings.length };
    const counted = { events: events.length, ...told, files: files.length };
    return { json: { out, head, digest, ...counted, open }, text: text.join('\n') };
  },
};

function queryOf({ options }: VerbInput): string {
  const asked = ['open', 'privileged'].filter((name) => options[name] === true);
  return asked.length === 0 ? '' : `?${asked.map((name) => `${name}=true`).join('&')}`;
}

/** Readable by its owner only: an open pack names people. */
async function writePack(out: string, pack: Pack, mayReplace: boolean): Promise<void> {
  try {
    await writeFile(out, `${JSON.stringify(pack)}\n`, { mode: 0o600, flag: mayReplace ? 'w' : 'wx' });
  } catch (error) {
    if (detailOf(error, 'code') === 'EEXIST') {
      const how = 'move it away, name another with --out, or give --force';
      throw new TocsinError('bad-input', `${out} is there already, perhaps as proof of an earlier day: ${how}.`, 'out');
    }
    throw new TocsinError('bad-input', `${out} cannot be written; name another place with --out.`, 'out');
  }
}
