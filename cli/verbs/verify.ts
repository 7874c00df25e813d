import { splitCertificates } from '../../domain/audit/certificates.ts';
import { canonicalJson, headText } from '../../domain/audit/chain.ts';
import { EvidencePack, type Finding, PACK_FORMATS, verifyPack } from '../../domain/audit/pack.ts';
import type { AnchorProof } from '../../domain/audit/verify-anchor.ts';
import { TocsinError } from '../../domain/errors.ts';
import { JSON_AMBIGUITIES, shapeOfJson, whyAmbiguous } from '../../domain/json.ts';
import { plural } from '../../web/desk/words.ts';
import { argumentOf, optionOf, readText } from '../input.ts';
import { printable } from '../output/printable.ts';
import { readHead } from '../read-head.ts';
import { verifyWholeRecord } from '../whole-record.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

export const verify: Verb = {
  name: 'verify',
  summary: 'check an evidence pack offline, or with --all the whole record in the database: edits and removals show',
  examples: [
    'tocsin verify TOC-2026-0001-K7M.evidence.json',
    'tocsin verify pack.json --head 42:5f2c… --authority root.pem',
    'tocsin verify --all',
  ],
  arguments: [{ name: 'pack', describe: 'the file, - for standard input', optional: true }],
  options: {
    head: { type: 'string', value: '<seq>:<hash>', describe: 'a head that was kept apart; with --all, of the journal' },
    digest: { type: 'string', value: '<sha256>', describe: 'the digest of the file that was kept apart from it' },
    authority: {
      type: 'string',
      value: '<file>',
      describe: 'root certificates (PEM) of the authority that time-stamped it, from a source of your own',
    },
    all: { type: 'boolean', describe: 'no file: all that is in the database, with its keys' },
  },
  role: null,
  notes: [
    '--all reads every event, ledger, look and right, and compares them with the journal of heads, with what is ' +
      'known of that outside, and with what lists show. A worker does the same every hour. Exit code 1: something ' +
      'does not hold.',
  ],
  async run(input) {
    if (input.options.all === true) return verifyWholeRecord(input);
    const file = argumentOf(input, 'pack');
    const parsed = parsePack(file, await readText(input, file, 'pack'));
    if ('finding' in parsed) return broken('the pack', { findings: [parsed.finding] });
    const { pack } = parsed;
    const [head, digest] = [optionOf(input, 'head'), optionOf(input, 'digest')];
    const checked = verifyPack(pack, {
      ...(head !== undefined && { head: readHead(head) }),
      ...(digest !== undefined && { digest: parseDigest(digest) }),
    });
    const { findings: unanchored, proof } = await checkAnchor(pack, await readRoots(input));
    const findings = [...checked.findings, ...unanchored];
    const ok = findings.length === 0;
    const { breachId, events, files, ledgers = [] } = pack;
    const pages = ledgers.flatMap((ledger) => ledger.pages);
    const entries = pages.reduce((sum, page) => sum + page.entries.length, 0);
    const read = { ledgers: ledgers.length, pages: pages.length, entries };
    const counted = { events: events.length, files: files.length, ...read };
    const proofs = { head: pack.head, digest: pack.digest ?? null, anchor: proof };
    const json = { ok, breachId, ...counted, ...proofs, findings, uncovered: checked.uncovered };
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
      checked.uncovered.length === 0
        ? ''
        : `\nNot covered, as an earlier version wrote this pack: ${checked.uncovered.join(', ')}. ` +
          'They may have been edited.';
    const apart =
      head === undefined && digest === undefined && proof?.isTrusted !== true
        ? '\nOnly a head or a digest kept apart, given as --head or --digest, proves that it was not rewritten whole.'
        : '';
    const lines = [`${held}${told}${open}${inWords(proof, pack)}`, ...formatProofs(pack)];
    return { json, text: lines.join('\n') + apart };
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
  if (ambiguous !== null)
    return { finding: { problem: `${JSON_AMBIGUITIES[ambiguous]}, so it can be read in two ways` } };
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
  return [`head ${headText(head)}`, ...(digest === undefined ? [] : [`digest ${printable(digest)}`])];
}

function parseDigest(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new TocsinError('bad-input', `--digest takes 64 hex digits as 'tocsin evidence' prints them.`, 'digest');
}

/** What reads certificates is loaded where there are some alone. */
async function checkAnchor(pack: EvidencePack, roots: readonly string[]) {
  if (pack.anchor == null) return { findings: [], proof: null };
  return (await import('../../domain/audit/verify-anchor.ts')).verifyAnchor(pack, roots);
}

async function readRoots(input: VerbInput): Promise<string[]> {
  const file = optionOf(input, 'authority');
  if (file === undefined) return [];
  const roots = splitCertificates(await readText(input, file, 'authority'));
  if (roots.length > 0) return roots;
  throw new TocsinError('bad-input', `${file} holds no certificate (PEM).`, 'authority');
}

/** What is known outside of the pack, and what is still to be done to be sure of it. */
function inWords(proof: AnchorProof | null, { head, anchor }: EvidencePack): string {
  if (proof === null) return '\nIt is not anchored: nothing outside of it shows since when it stands.';
  const { at, authority, covers, isTrusted } = proof;
  const places = anchor?.kept.map(({ place }) => place).join(', ') ?? '';
  const kept = places === '' ? '' : `\nThe same head of the journal, ${headText(proof.head)}, is kept by: ${places}.`;
  const newer = covers < head.seq ? ` What came after event ${covers} was not anchored yet.` : '';
  if (at === null) return `\nNo authority has time-stamped it.${newer}${kept}`;
  const by = printable(authority ?? '');
  const sure = isTrusted ? 'whose root was given' : 'by its own word: give its root as --authority to be sure';
  return `\nEvents 1 to ${covers} stood at ${at}: time-stamped by ${by}, ${sure}.${newer}${kept}`;
}

function where({ seq, file, ledger, page }: Finding): string {
  if (seq !== undefined) return `event ${seq}: `;
  if (ledger !== undefined) return `ledger ${printable(ledger)}${page === undefined ? '' : `, page ${page}`}: `;
  return file === undefined ? '' : `file ${printable(file)}: `;
}
