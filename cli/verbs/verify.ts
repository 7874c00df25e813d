import { canonicalJson } from '../../domain/audit/chain.ts';
import { type ChainHead, EvidencePack, type Finding, PACK_FORMATS, verifyPack } from '../../domain/audit/pack.ts';
import { TocsinError } from '../../domain/errors.ts';
import { shapeOfJson, whyAmbiguous } from '../../domain/json.ts';
import { plural } from '../../web/desk/words.ts';
import { argumentOf, optionOf, readText } from '../input.ts';
import { printable } from '../output/printable.ts';
import { verifyWholeRecord } from '../whole-record.ts';
import type { Verb, VerbResult } from './verb.ts';

export const verify: Verb = {
  name: 'verify',
  summary: 'check an evidence pack offline, or with --all the whole record in the database: edits and removals show',
  examples: [
    'tocsin verify TOC-2026-0001-K7M.evidence.json',
    'tocsin verify pack.json --head 42:5f2c…',
    'tocsin verify --all',
  ],
  arguments: [{ name: 'pack', describe: 'the file, - for standard input', optional: true }],
  options: {
    head: { type: 'string', value: '<seq>:<hash>', describe: 'a head that was kept apart from the file' },
    digest: { type: 'string', value: '<sha256>', describe: 'the digest of the file that was kept apart from it' },
    all: { type: 'boolean', describe: 'no file: all that is in the database, with its keys' },
  },
  role: null,
  notes: [
    '--all reads every event, ledger, look and right, and compares them with the journal of heads and with what ' +
      'lists show. A worker does the same every hour. Exit code 1: something does not hold.',
  ],
  async run(input) {
    if (input.options.all === true) return verifyWholeRecord(input);
    const file = argumentOf(input, 'pack');
    const parsed = parsePack(file, await readText(input, file, 'pack'));
    if ('finding' in parsed) return broken('the pack', { findings: [parsed.finding] });
    const { pack } = parsed;
    const [head, digest] = [optionOf(input, 'head'), optionOf(input, 'digest')];
    const { ok, findings, uncovered } = verifyPack(pack, {
      ...(head !== undefined && { head: parseHead(head) }),
      ...(digest !== undefined && { digest: parseDigest(digest) }),
    });
    const { breachId, events, files, ledgers = [] } = pack;
    const pages = ledgers.flatMap((ledger) => ledger.pages);
    const entries = pages.reduce((sum, page) => sum + page.entries.length, 0);
    const read = { ledgers: ledgers.length, pages: pages.length, entries };
    const counted = { events: events.length, files: files.length, ...read };
    const json = { ok, breachId, ...counted, head: pack.head, digest: pack.digest ?? null, findings, uncovered };
    if (!ok) return broken(breachId, json);
    const held =
      `${printable(breachId)} holds: ${plural(events.length, 'event')} in one unbroken chain, ` +
      `${plural(files.length, 'file')} ${files.some((f) => f.base64 === null) ? 'named by SHA-256' : 'as kept'}.`;
    const told =
      ledgers.length === 0
        ? ''
        : `\n${plural(ledgers.length, 'ledger')} of who was told: ${plural(entries, 'entry', 'entries')} on ` +
          `${plural(pages.length, 'chained page')}, as the events name them.`;
    const open =
      uncovered.length === 0
        ? ''
        : `\nNot covered, as an earlier version wrote this pack: ${uncovered.join(', ')}. They may have been edited.`;
    const apart =
      head === undefined && digest === undefined
        ? '\nOnly a head or a digest kept apart, given as --head or --digest, proves that it was not rewritten whole.'
        : '';
    return { json, text: [`${held}${told}${open}`, ...formatProofs(pack)].join('\n') + apart };
  },
};

/** Far more than a pack has: its deepest part is a plan in an event. */
const MOST_LEVELS = 64;

/** What calls itself an evidence pack and is not made like one was tampered with; anything else is a wrong file. */
function parsePack(file: string, text: string): { pack: EvidencePack } | { finding: Finding } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TocsinError('bad-input', `${file} is not JSON, so it is no evidence pack.`, 'pack');
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null;
  if (!PACK_FORMATS.some((known) => known === format)) {
    throw new TocsinError('bad-input', `${file} is no evidence pack of format ${PACK_FORMATS.join(' or ')}.`, 'format');
  }
  const shape = shapeOfJson(text);
  if (shape.depth > MOST_LEVELS) return { finding: { problem: `is nested deeper than ${MOST_LEVELS} levels` } };
  const ambiguous = whyAmbiguous(shape, value);
  if (ambiguous !== null) return { finding: { problem: `${ambiguous}, so it can be read in two ways` } };
  const parsed = EvidencePack.safeParse(value);
  if (parsed.success && canonicalJson(parsed.data) === canonicalJson(value)) return { pack: parsed.data };
  if (parsed.success) return { finding: { problem: 'holds a field that no pack has' } };
  const issue = parsed.error.issues[0];
  return { finding: { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as written'}` } };
}

function broken(name: string, json: { findings: Finding[] }): VerbResult {
  const lines = json.findings.map((finding) => `  ${where(finding)}${printable(finding.problem)}`);
  return { json: { ...json, ok: false }, text: [`${printable(name)} does NOT hold:`, ...lines].join('\n'), exit: 1 };
}

/** What people note down of a pack: `head 42:5f2c…`, and its digest where it has one. */
export function formatProofs({ head, digest }: Pick<EvidencePack, 'head' | 'digest'>): string[] {
  return [`head ${head.seq}:${head.hash}`, ...(digest === undefined ? [] : [`digest ${printable(digest)}`])];
}

function parseDigest(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new TocsinError('bad-input', `--digest takes 64 hex digits as 'tocsin evidence' prints them.`, 'digest');
}

function parseHead(text: string): ChainHead {
  const [, seq, hash] = /^([1-9]\d*):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new TocsinError(
      'bad-input',
      `--head takes <seq>:<hash> as 'tocsin evidence' prints it, not '${text}'.`,
      'head',
    );
  }
  return { seq: Number(seq), hash };
}

function where({ seq, file, ledger, page }: Finding): string {
  if (seq !== undefined) return `event ${seq}: `;
  if (ledger !== undefined) return `ledger ${printable(ledger)}${page === undefined ? '' : `, page ${page}`}: `;
  return file === undefined ? '' : `file ${printable(file)}: `;
}
