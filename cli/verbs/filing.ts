import { writeFile } from 'node:fs/promises';
import { TocsinError } from '../../domain/errors.ts';
import { STAGES } from '../../domain/filing/stages.ts';
import { DOCUMENT_FORMATS } from '../../domain/filing/text.ts';
import { argumentOf, breachPath, optionOf } from '../input.ts';
import { printable } from '../output/printable.ts';
import type { Verb, VerbInput } from './verb.ts';

/** What of the document is shown in a terminal. */
type Document = {
  language: string;
  title: string;
  isDraft: boolean;
  about: { label: string; value: string }[];
  open: string[];
  sections: { heading: string; fields: { number: string; label: string; value: string; standing: string }[] }[];
  notes: string[];
  receivers: { name: string; link: string }[];
};

export const filing: Verb = {
  name: 'filing',
  summary: 'a filing as a document, in the order of the form: to read, upload, send or print',
  examples: [
    'tocsin filing TOC-2026-0001-K7M gdpr-art33-1-authority',
    'tocsin filing TOC-2026-0001-K7M gdpr-art33-1-authority --format odt --out art33.odt',
    'tocsin filing TOC-2026-0001-K7M gdpr-art33-1-authority --version 1 --language de --format pdf --out sent.pdf',
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'obligation', describe: "the duty, as 'tocsin show' names it" },
  ],
  options: {
    format: { type: 'string', choices: DOCUMENT_FORMATS, describe: 'the kind of file; needs --out' },
    out: { type: 'string', value: '<file>', describe: 'where to write it; needs --format' },
    language: { type: 'string', value: '<tag>', describe: "such as de (default: the receiver's)" },
    version: { type: 'string', value: '<number>', describe: 'a version that was handed in' },
    draft: { type: 'boolean', describe: 'the draft as it reads now, though another text is approved' },
    stage: { type: 'string', choices: STAGES, describe: 'which version it is (default: the next)' },
    form: { type: 'string', describe: 'the form, by its id, where the duty has several' },
  },
  role: 'dpo',
  notes: ['It is of what is approved, else of the draft, which is marked as one.'],
  async run(input) {
    const [format, out] = [optionOf(input, 'format'), optionOf(input, 'out')];
    if ((format === undefined) !== (out === undefined)) {
      const [given, lacks] = out === undefined ? ['format', 'out'] : ['out', 'format'];
      throw new TocsinError('bad-input', `--${given} needs --${lacks}.`, lacks);
    }
    const path = breachPath(argumentOf(input, 'breach'), 'filings', argumentOf(input, 'obligation'), 'document');
    if (format === undefined || out === undefined) {
      const json = await input.client().get<Document>(`${path}${queryOf(input)}`);
      return { json, text: printable(textOf(json)) };
    }
    const bytes = await input.client().download(`${path}${queryOf(input)}`);
    await writeDocument(out, bytes);
    return { json: { out, format, bytes: bytes.length }, text: `${out}: ${bytes.length} bytes.` };
  },
};

function queryOf(input: VerbInput): string {
  const names = ['format', 'language', 'version', 'stage', 'form'];
  const given = names.flatMap((name) => {
    const value = optionOf(input, name);
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  const query = new URLSearchParams(given);
  if (input.options.draft === true) query.set('draft', 'true');
  return query.size === 0 ? '' : `?${query}`;
}

function textOf({ title, about, open, sections, notes, receivers }: Document): string {
  const fields = sections.flatMap((section) => [
    '',
    section.heading,
    ...section.fields.map(({ number, label, value, standing }) => {
      const said = standing === 'answered' ? value : `[${value}]`;
      return `  ${number}. ${label}: ${said.replaceAll('\n', '\n     ')}`;
    }),
  ]);
  return [
    title,
    ...about.map(({ label, value }) => `${label}: ${value}`),
    ...receivers.map(({ name, link }) => `${name}: ${link}`),
    ...(open.length === 0 ? [] : ['', `Open: ${open.join('; ')}`]),
    ...fields,
    '',
    ...notes,
  ].join('\n');
}

/** Readable by its owner only. */
async function writeDocument(out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(out, bytes, { mode: 0o600 });
  } catch {
    throw new TocsinError('bad-input', `${out} cannot be written; name another place with --out.`, 'out');
  }
}
