import { writeFile } from 'node:fs/promises';
import { detailOf } from '../../config/raw-variables.ts';
import { TocsinError } from '../../domain/errors.ts';
import { EXPORT_FORMATS } from '../../domain/export/suspicion.ts';
import { TLPS } from '../../domain/export/tlp.ts';
import { argumentOf, breachPath, optionOf } from '../input.ts';
import type { Verb } from './verb.ts';

export const exportVerb: Verb = {
  name: 'export',
  summary: 'write a breach with its findings for other tools: OCSF Incident Finding or STIX 2.1',
  examples: [
    'tocsin export TOC-2026-0001-K7M --format ocsf',
    'tocsin export TOC-2026-0001-K7M --format stix --tlp red --out bundle.json',
    'tocsin export TOC-2026-0001-K7M --format ocsf --json',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    format: { type: 'string', choices: EXPORT_FORMATS, describe: 'the form (default: ocsf)' },
    tlp: { type: 'string', choices: TLPS, describe: 'how far a STIX bundle may be passed on (default: amber)' },
    out: { type: 'string', value: '<file>', describe: 'where to (default: <breach>.<format>.json)' },
  },
  role: 'responder',
  notes: ['It names the accounts and addresses that the alerts name. With --json it is printed, and no file written.'],
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const format = optionOf(input, 'format') ?? 'ocsf';
    const tlp = optionOf(input, 'tlp');
    const query = new URLSearchParams({ format, ...(tlp !== undefined && { tlp }) });
    const json = await input.client().get<Record<string, unknown>>(`${breachPath(breachId, 'export')}?${query}`);
    if (input.options.json === true && optionOf(input, 'out') === undefined) return { json, text: null };
    const out = optionOf(input, 'out') ?? `${breachId.replaceAll(/[^\w-]/g, '_')}.${format}.json`;
    await write(out, json);
    return { json, text: `${out}: ${sizeOf(json)}.` };
  },
};

function sizeOf(json: Record<string, unknown>): string {
  const { objects, finding_info_list: findings } = json as { objects?: unknown[]; finding_info_list?: unknown[] };
  return objects === undefined ? `an event with ${findings?.length ?? 0} findings` : `${objects.length} objects`;
}

/** Readable by its owner only: it names people. */
async function write(out: string, json: unknown): Promise<void> {
  try {
    await writeFile(out, `${JSON.stringify(json, null, 1)}\n`, { mode: 0o600 });
  } catch (error) {
    const why = detailOf(error, 'code') ?? 'unknown';
    throw new TocsinError('bad-input', `${out} cannot be written (${why}); name another place with --out.`, 'out');
  }
}
