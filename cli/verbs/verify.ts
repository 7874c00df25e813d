import { splitCertificates } from '../../domain/audit/certificates.ts';
import { type ChainHead, headText, parseHead } from '../../domain/audit/chain.ts';
import { EvidencePack, type Finding, verifyPack } from '../../domain/audit/pack.ts';
import type { AnchorProof } from '../../domain/audit/verify-anchor.ts';
import { TocsinError } from '../../domain/errors.ts';
import { plural } from '../../web/desk/words.ts';
import { argumentOf, optionOf, readText } from '../input.ts';
import { printable } from '../output/printable.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

const FORMAT = 'tocsin-evidence/1';

export const verify: Verb = {
  name: 'verify',
  summary: 'check an evidence pack offline: every edit, removal and reorder shows, of events and of ledgers',
  examples: [
    'tocsin verify TOC-2026-0001-K7M.evidence.json',
    'tocsin verify pack.json --head 42:5f2c…',
    'tocsin verify pack.json --authority root.pem',
  ],
  arguments: [{ name: 'pack', describe: 'the file, - for standard input' }],
  options: {
    head: { type: 'string', value: '<seq>:<hash>', describe: 'a head that was kept apart from the file' },
    authority: {
      type: 'string',
      value: '<file>',
      describe: 'root certificates (PEM) of the authority that time-stamped it, from a source of your own',
    },
  },
  role: null,
  async run(input) {
    const file = argumentOf(input, 'pack');
    const parsed = parsePack(file, await readText(input, file, 'pack'));
    if ('finding' in parsed) return broken('the pack', { findings: [parsed.finding] });
    const { pack } = parsed;
    const head = optionOf(input, 'head');
    const { findings: found } = verifyPack(pack, head === undefined ? undefined : headOf(head));
    const { findings: unanchored, proof } = await checkAnchor(pack, await readRoots(input));
    const findings = [...found, ...unanchored];
    const ok = findings.length === 0;
    const { breachId, events, files, ledgers = [] } = pack;
    const pages = ledgers.flatMap((ledger) => ledger.pages);
    const entries = pages.reduce((sum, page) => sum + page.entries.length, 0);
    const read = { ledgers: ledgers.length, pages: pages.length, entries };
    const json = {
      ok,
      breachId,
      events: events.length,
      files: files.length,
      ...read,
      head: pack.head,
      anchor: proof,
      findings,
    };
    if (!ok) return broken(breachId, json);
    const held =
      `${printable(breachId)} holds: ${plural(events.length, 'event')} in one unbroken chain, ` +
      `${plural(files.length, 'file')} ${files.some((f) => f.base64 === null) ? 'named by SHA-256' : 'as kept'}.`;
    const told =
      ledgers.length === 0
        ? ''
        : `\n${plural(ledgers.length, 'ledger')} of who was told: ${plural(entries, 'entry', 'entries')} on ` +
          `${plural(pages.length, 'chained page')}, as the events name them.`;
    const apart =
      head === undefined && proof?.isTrusted !== true
        ? '\nOnly a head kept apart, given as --head, proves that it was not rewritten as a whole.'
        : '';
    return { json, text: `${held}${told}${inWords(proof, pack)}\nhead ${headText(pack.head)}${apart}` };
  },
};

/** What calls itself an evidence pack and is not made like one was tampered with; anything else is a wrong file. */
function parsePack(file: string, text: string): { pack: EvidencePack } | { finding: Finding } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TocsinError('bad-input', `${file} is not JSON, so it is no evidence pack.`, 'pack');
  }
  const parsed = EvidencePack.safeParse(value);
  if (parsed.success) return { pack: parsed.data };
  const isPack = typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT;
  if (!isPack) throw new TocsinError('bad-input', `${file} is no evidence pack of format ${FORMAT}.`, 'format');
  const issue = parsed.error.issues[0];
  return { finding: { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as written'}` } };
}

function broken(name: string, json: { findings: Finding[] }): VerbResult {
  const lines = json.findings.map((finding) => `  ${where(finding)}${printable(finding.problem)}`);
  return { json: { ...json, ok: false }, text: [`${printable(name)} does NOT hold:`, ...lines].join('\n'), exit: 1 };
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

function headOf(text: string): ChainHead {
  const head = parseHead(text);
  if (head === null) {
    throw new TocsinError(
      'bad-input',
      `--head takes <seq>:<hash> as 'tocsin evidence' prints it, not '${text}'.`,
      'head',
    );
  }
  return head;
}

function where({ seq, file, ledger, page }: Finding): string {
  if (seq !== undefined) return `event ${seq}: `;
  if (ledger !== undefined) return `ledger ${printable(ledger)}${page === undefined ? '' : `, page ${page}`}: `;
  return file === undefined ? '' : `file ${printable(file)}: `;
}
