import { z } from 'zod';
import type { LedgerHead } from '../communication/standing.ts';
import { PackedAnchor } from './anchor.ts';
import { CHAIN_START, type ChainHead, commitTo, hashEvent, SealedEvent, sha256Of } from './chain.ts';
import { LedgerPage, ledgerFindings, ledgerName } from './ledger.ts';

/** What is handed to an authority or an auditor: one breach, whole, and checkable without Tocsin's database or keys. */
export const EvidencePack = z.strictObject({
  format: z.literal('tocsin-evidence/1'),
  breachId: z.string().min(1),
  exportedAt: z.string(),
  head: z.strictObject({ seq: z.int().min(0), hash: z.string() }),
  events: z.array(SealedEvent),
  /** People's words in clear, with the salt of their commitment; only in a pack that was exported open. */
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
  /** The delivery ledger, as a courtesy: what was delivered stands in the events. `detail` only in an open pack. */
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
});
export type EvidencePack = z.infer<typeof EvidencePack>;

/** One thing that does not hold, at an event, a file, or a page of a ledger. */
export type Finding = { seq?: number; file?: string; ledger?: string; page?: number; problem: string };

/**
 * Checks a pack offline: every event edited, removed, inserted or moved, a stream cut short of its head, words that are
 * not those of their event, files whose bytes are not those the events name, and the same of every ledger. Pure.
 *
 * @param anchor a head noted outside the pack at some time. A chain rewritten from end to end is whole in itself, so
 *   only a head kept elsewhere can tell it from the true one.
 */
export function verifyPack(pack: EvidencePack, anchor?: ChainHead): { ok: boolean; findings: Finding[] } {
  const findings = [
    ...chainFindings(pack),
    ...openedFindings(pack),
    ...fileFindings(pack),
    ...packedLedgerFindings(pack),
  ];
  if (anchor !== undefined && pack.events.find((e) => e.seq === anchor.seq)?.hash !== anchor.hash) {
    findings.push({ seq: anchor.seq, problem: 'is not the event whose hash was noted outside this pack' });
  }
  return { ok: findings.length === 0, findings };
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
    ...ledgers.flatMap(({ ledger, pages }) => ledgerFindings(ledger, pages, heads.get(ledger) ?? [])),
    ...ledgers.flatMap(openedEntryFindings),
  ];
}

function openedEntryFindings({ ledger, pages, opened }: NonNullable<EvidencePack['ledgers']>[number]): Finding[] {
  if (opened === undefined) return [];
  const entries = new Map(pages.flatMap(({ page, entries: all }) => all.map((each, n) => [`${page}/${n}`, each])));
  const findings: Finding[] = [];
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
  const findings: Finding[] = [];
  const openedSeqs = new Set(pack.opened.map((words) => words.seq));
  for (const { seq, personal, salt } of pack.opened) {
    const commitment = pack.events.find((e) => e.seq === seq)?.commitment;
    if (commitment !== commitTo(personal, salt)) findings.push({ seq, problem: 'has other words than those shown' });
  }
  for (const { seq, personal } of pack.events) {
    if (personal !== null && !openedSeqs.has(seq)) findings.push({ seq, problem: 'has words that are not shown' });
  }
  return findings;
}

const EvidenceAdded = z.object({ evidence: z.object({ file: z.string(), sha256: z.string(), bytes: z.int() }) });

function fileFindings(pack: EvidencePack): Finding[] {
  const findings: Finding[] = [];
  const named = new Map<string, { sha256: string; bytes: number }>();
  for (const event of pack.events) {
    const parsed = event.type === 'evidence-added' ? EvidenceAdded.safeParse(event.data) : null;
    if (parsed?.success) named.set(parsed.data.evidence.file, parsed.data.evidence);
  }
  for (const { file, sha256, base64 } of pack.files) {
    const expected = named.get(file);
    if (expected === undefined) findings.push({ file, problem: 'is named by no event' });
    else if (sha256 !== expected.sha256 || !isContent(base64, expected)) {
      findings.push({ file, problem: 'is not the file the events name: its SHA-256 or length differs' });
    }
    named.delete(file);
  }
  for (const file of named.keys()) findings.push({ file, problem: 'is named by an event and missing' });
  return findings;
}

function isContent(base64: string | null, { sha256, bytes }: { sha256: string; bytes: number }): boolean {
  if (base64 === null) return true;
  const content = Buffer.from(base64, 'base64');
  return content.length === bytes && sha256Of(content) === sha256;
}
