import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LedgerHead } from '../communication/standing.ts';
import { PackedAnchor } from './anchor.ts';
import { CHAIN_START, type ChainHead, canonicalJson, commitTo, hashEvent, SealedEvent, sha256Of } from './chain.ts';
import { LedgerPage, ledgerFindings, ledgerName } from './ledger.ts';
import { READABLE_PARTS, readableFindings } from './pack-readable.ts';

/** 1: as version 0.4 and those before wrote it, without a digest. 2: until version 0.11, without its readable parts. */
export const PACK_FORMATS = ['tocsin-evidence/1', 'tocsin-evidence/2', 'tocsin-evidence/3'] as const;

/** What is handed to an authority or an auditor: one breach, whole, and checkable without Tocsin's database or keys. */
export const EvidencePack = z.strictObject({
  format: z.enum(PACK_FORMATS),
  /** {@link packDigest} */
  digest: z.string().optional(),
  breachId: z.string().min(1),
  exportedAt: z.string(),
  head: z.strictObject({ seq: z.int().min(0), hash: z.string() }),
  events: z.array(SealedEvent),
  /**
   * People's words in clear, with the salt of their commitment; only in a pack that was exported open. Privileged notes
   * are among them only where a DPO included them.
   */
  opened: z.array(z.strictObject({ seq: z.int().min(1), personal: z.unknown(), salt: z.string() })).optional(),
  /** Who was told, row by row, in chained pages whose heads the events name. Earlier packs have none. */
  ledgers: z
    .array(
      z.strictObject({
        ledger: z.string().min(1),
        pages: z.array(LedgerPage),
        /** People's words of an entry (counted from 0 on its page) in clear; only in a pack that was exported open. */
        opened: z
          .array(
            z.strictObject({ page: z.int().min(1), entry: z.int().min(0), personal: z.unknown(), salt: z.string() }),
          )
          .optional(),
      }),
    )
    .optional(),
  files: z.array(
    z.strictObject({
      file: z.string(),
      sha256: z.string(),
      bytes: z.int().min(0),
      mediaType: z.string(),
      source: z.string(),
      /** Null in a pack that was not exported open: a report's file holds people's words too. */
      base64: z.base64().nullable(),
    }),
  ),
  /** The ledger of deadline warnings, of which the events name none. `detail` only in an open pack. */
  deliveries: z.array(
    z.strictObject({
      key: z.string(),
      breachId: z.string(),
      channel: z.string(),
      purpose: z.string(),
      status: z.enum(['sending', 'sent', 'refused', 'uncertain']),
      at: z.string(),
      attempts: z.int().min(1),
      detail: z.string().nullable(),
    }),
  ),
  /** By what outside this database its events are known to be as old as they say; null where nothing is. */
  anchor: PackedAnchor.nullable().optional(),
  ...READABLE_PARTS,
});
export type EvidencePack = z.infer<typeof EvidencePack>;

/**
 * One thing that does not hold, at an event, a file, a page of a ledger, or `shown`: what lists and pages show of the
 * breach is not what its events say.
 */
export type Finding = {
  seq?: number;
  file?: string;
  ledger?: string;
  page?: number;
  shown?: true;
  problem: string;
};
/** What was noted outside a pack: a head of its events at some time, and the digest with which it was written. */
export type Noted = { head?: ChainHead; digest?: string };

/** What no chain vouches for and only the digest covers: events name the pages of a ledger some time after they are. */
const UNCHAINED = ['deliveries', 'exportedAt', 'ledgers beyond the pages that events name'];

/**
 * Checks a pack offline: every event edited, removed, inserted or moved, a stream cut short of its head, words that are
 * not those of their event, files that are not as the events name them, the same of every ledger, and an edit of
 * anything else by the digest. Pure. `uncovered` names what could be edited unnoticed, as the pack has no digest.
 *
 * @param noted a chain or a digest made anew is whole in itself, so only what was kept elsewhere can tell it from the
 *   true one
 */
export function verifyPack(
  pack: EvidencePack,
  noted: Noted = {},
): { ok: boolean; findings: Finding[]; uncovered: string[] } {
  const findings = [
    ...chainFindings(pack),
    ...openedFindings(pack),
    ...fileFindings(pack),
    ...packedLedgerFindings(pack),
    ...readableFindings(pack),
    ...digestFindings(pack, noted.digest),
  ];
  const { head } = noted;
  if (head !== undefined && pack.events.find((e) => e.seq === head.seq)?.hash !== head.hash) {
    findings.push({ seq: head.seq, problem: 'is not the event whose hash was noted outside this pack' });
  }
  return { ok: findings.length === 0, findings, uncovered: isOfFormat1(pack) ? [...UNCHAINED] : [] };
}

/** SHA-256, in hex, over the canonical JSON of everything in a pack but the digest itself. */
export function packDigest({ digest: _, ...content }: EvidencePack): string {
  const hash = createHash('sha256');
  for (const piece of jsonPieces(content, canonicalJson, '')) hash.update(piece);
  return hash.digest('hex');
}

/** A pack as JSON, in texts of some size: as one text it would take its own size in memory several times more. */
export function* packJson(pack: EvidencePack): Generator<string> {
  let text = '';
  for (const piece of jsonPieces(pack, JSON.stringify, '\n')) {
    text += piece;
    if (text.length < TEXT_SIZE) continue;
    yield text;
    text = '';
  }
  yield `${text}\n`;
}

const TEXT_SIZE = 65_536;
/** Down to the items of its lists, small but for a ledger and a file: finer pieces cost more than they save. */
const DEEPEST = 2;

/**
 * The JSON of a value in pieces, its fields in the order of RFC 8785. `textOf` writes what is not taken apart; `gap`
 * stands between items of lists, and makes lines of them.
 */
function* jsonPieces(value: unknown, textOf: (value: unknown) => string, gap: string, depth = 0): Generator<string> {
  if (depth === DEEPEST || typeof value !== 'object' || value === null) return yield textOf(value);
  if (Array.isArray(value)) {
    yield '[';
    for (const [n, item] of value.entries()) {
      yield n === 0 ? gap : `,${gap}`;
      yield* jsonPieces(item, textOf, gap, depth + 1);
    }
    return yield ']';
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  // The order of RFC 8785 is that of UTF-16 units, by which texts are compared here.
  yield '{';
  for (const [n, [key, field]] of fields.sort(([a], [b]) => (a < b ? -1 : 1)).entries()) {
    yield `${n === 0 ? '' : ','}${JSON.stringify(key)}:`;
    yield* jsonPieces(field, textOf, gap, depth + 1);
  }
  return yield '}';
}

function digestFindings(pack: EvidencePack, noted: string | undefined): Finding[] {
  const { digest } = pack;
  const findings: Finding[] = [];
  if (digest === undefined && !isOfFormat1(pack))
    findings.push({ problem: 'has no digest, which its format asks for' });
  if (digest !== undefined && packDigest(pack) !== digest) {
    findings.push({ problem: 'was edited after it was written: its digest is not that of its content' });
  }
  if (noted !== undefined && digest !== noted)
    findings.push({ problem: 'has another digest than was noted outside it' });
  return findings;
}

function isOfFormat1({ format }: EvidencePack): boolean {
  return format === 'tocsin-evidence/1';
}

/**
 * What does not hold of the chain of events alone: edited, removed, inserted, moved, cut short of its head. Pure.
 * @param after the event that they follow, which is known to hold; the start of the chain unless given
 */
export function chainFindings(
  pack: Pick<EvidencePack, 'breachId' | 'events' | 'head'>,
  after: ChainHead = { seq: 0, hash: CHAIN_START },
): Finding[] {
  const findings: Finding[] = [];
  let before = after;
  for (const event of pack.events) {
    const { seq } = event;
    if (event.breachId !== pack.breachId) findings.push({ seq, problem: `belongs to ${event.breachId}` });
    if (hashEvent(event) !== event.hash)
      findings.push({ seq, problem: 'was edited: its hash is not that of its content' });
    if (seq !== before.seq + 1) {
      findings.push({ seq, problem: `follows event ${before.seq}: events were removed, repeated or moved` });
    }
    if (event.prev !== before.hash)
      findings.push({ seq, problem: `does not continue event ${before.seq} as it stands` });
    before = { seq, hash: event.hash };
  }
  if (before.seq !== pack.head.seq || before.hash !== pack.head.hash) {
    findings.push({
      seq: pack.head.seq,
      problem: `is the head, but the events end with ${before.seq}: cut short or added to`,
    });
  }
  return findings;
}

const Progressed = z.object({
  communication: z.string(),
  head: z.object({ page: z.int(), hash: z.string() }).nullable(),
});

/** The heads that a breach's events name, by the ledger's name. */
export function ledgerHeads(
  breachId: string,
  events: readonly Pick<SealedEvent, 'type' | 'data'>[],
): Map<string, LedgerHead[]> {
  const heads = new Map<string, LedgerHead[]>();
  for (const { type, data } of events) {
    if (type !== 'communication-progressed') continue;
    const { success, data: progress } = Progressed.safeParse(data);
    if (!success || progress.head === null) continue;
    const ledger = ledgerName(breachId, progress.communication);
    heads.set(ledger, [...(heads.get(ledger) ?? []), progress.head]);
  }
  return heads;
}

function packedLedgerFindings({ breachId, events, ledgers = [] }: EvidencePack): Finding[] {
  const heads = ledgerHeads(breachId, events);
  const missing = [...heads].filter(
    ([ledger, named]) => named.some(({ page }) => page > 0) && !ledgers.some((packed) => packed.ledger === ledger),
  );
  const problem = 'is named by an event and missing';
  return [
    ...missing.map(([ledger]) => ({ ledger, problem })),
    ...repeated(ledgers, ({ ledger }) => ledger).map(({ ledger }) => ({ ledger, problem: 'is in it twice' })),
    ...ledgers.flatMap(({ ledger, pages }) => ledgerFindings(ledger, pages, heads.get(ledger) ?? [])),
    ...ledgers.flatMap(openedEntryFindings),
  ];
}

function openedEntryFindings({ ledger, pages, opened }: NonNullable<EvidencePack['ledgers']>[number]): Finding[] {
  if (opened === undefined) return [];
  const entries = new Map(pages.flatMap(({ page, entries: all }) => all.map((each, n) => [`${page}/${n}`, each])));
  const findings: Finding[] = repeated(opened, ({ page, entry }) => `${page}/${entry}`).map(({ page }) => {
    return { ledger, page, problem: SHOWN_TWICE };
  });
  for (const { page, entry, personal, salt } of opened) {
    const commitment = entries.get(`${page}/${entry}`)?.commitment;
    if (commitment !== commitTo(personal, salt)) {
      findings.push({ ledger, page, problem: 'has other words than those shown' });
    }
    entries.delete(`${page}/${entry}`);
  }
  for (const [place, { personal }] of entries) {
    const page = Number(place.split('/')[0]);
    if (personal !== undefined) findings.push({ ledger, page, problem: 'has words that are not shown' });
  }
  return findings;
}

function openedFindings(pack: EvidencePack): Finding[] {
  if (pack.opened === undefined) return [];
  const twice = repeated(pack.opened, ({ seq }) => seq);
  const findings: Finding[] = twice.map(({ seq }) => ({ seq, problem: SHOWN_TWICE }));
  const openedSeqs = new Set(pack.opened.map((words) => words.seq));
  for (const { seq, personal, salt } of pack.opened) {
    const commitment = pack.events.find((e) => e.seq === seq)?.commitment;
    if (commitment !== commitTo(personal, salt)) findings.push({ seq, problem: 'has other words than those shown' });
  }
  for (const event of pack.events) {
    const { seq, personal } = event;
    if (personal !== null && !openedSeqs.has(seq) && !mayStaySealed(event))
      findings.push({ seq, problem: 'has words that are not shown' });
  }
  return findings;
}

/** A privileged note, as its event says, stays sealed in an open pack too, unless a DPO includes it. */
export function mayStaySealed({ type, data }: Pick<SealedEvent, 'type' | 'data'>): boolean {
  return type === 'note-added' && data.privileged === true;
}

const SHOWN_TWICE = 'has words that are shown twice';

/** Those after the first of the same key. */
function repeated<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => seen.size === seen.add(keyOf(item)).size);
}

const FileRef = z.object({
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  mediaType: z.string(),
  source: z.string(),
});
type FileRef = z.infer<typeof FileRef>;
/** Where events name a file, by the type of the event. */
const NAMING: Readonly<Record<string, z.ZodType<FileRef>>> = {
  'evidence-added': z.object({ evidence: FileRef }).transform(({ evidence }) => evidence),
  'findings-moved': z.object({ evidence: FileRef }).transform(({ evidence }) => evidence),
  'file-attached': z.object({ file: FileRef }).transform(({ file }) => file),
};

/** The files that events name, each as the last of them has it. */
export function filesNamed(events: readonly Pick<SealedEvent, 'type' | 'data'>[]): Map<string, FileRef> {
  const named = new Map<string, FileRef>();
  for (const { type, data } of events) {
    const parsed = NAMING[type]?.safeParse(data);
    if (parsed?.success) named.set(parsed.data.file, parsed.data);
  }
  return named;
}

function fileFindings(pack: EvidencePack): Finding[] {
  const findings: Finding[] = [];
  const named = filesNamed(pack.events);
  for (const { file, sha256, bytes, mediaType, source, base64 } of pack.files) {
    const expected = named.get(file);
    if (expected === undefined) findings.push({ file, problem: 'is named by no event' });
    else if (sha256 !== expected.sha256 || bytes !== expected.bytes || !isContent(base64, expected)) {
      findings.push({ file, problem: 'is not the file the events name: its SHA-256 or length differs' });
    } else if (mediaType !== expected.mediaType || source !== expected.source) {
      findings.push({ file, problem: 'has another source or media type than the events name' });
    }
    named.delete(file);
  }
  for (const file of named.keys()) findings.push({ file, problem: 'is named by an event and missing' });
  return findings;
}

function isContent(base64: string | null, { sha256, bytes }: FileRef): boolean {
  if (base64 === null) return true;
  const content = Buffer.from(base64, 'base64');
  return content.length === bytes && sha256Of(content) === sha256;
}
