import { CHAIN_START, commitTo, linkEvent, type SealedEvent, sha256Of } from '../../../domain/audit/chain.ts';
import { EMPTY_LEDGER, type LedgerEntry, type LedgerPage, linkPage } from '../../../domain/audit/ledger.ts';
import { EvidencePack, packDigest } from '../../../domain/audit/pack.ts';

/** Evidence packs with something of everything in them, as `tocsin evidence` writes them. */

const ID = 'TOC-2026-0001-K7M';
const AT = '2026-11-24T08:00:00.000Z';
const LEDGER = `${ID}/notices`;
const SALT = 'c2FsdA';
const WORDS = { title: 'Öl im Server \ufffd', summary: 'Seen at noon.' };
const ANSWER = { answeredBy: 'Dana Okoro' };

function entry(row: string, what: string, more: Partial<LedgerEntry> = {}): LedgerEntry {
  return { row, at: AT, by: 'engine', what, ...more };
}

/** Four pages, of which the events name the first three. */
function ledgerPages(): LedgerPage[] {
  const answered = { personal: 's1.k1.ledger', commitment: commitTo(ANSWER, SALT), data: { holdsData: 'yes' } };
  const pages: LedgerPage[] = [];
  for (const entries of [
    [entry('fjord~1', 'planned'), entry('gull~1', 'planned')],
    [entry('fjord~1', 'sent')],
    [entry('fjord~1', 'acknowledged', answered)],
    [entry('gull~1', 'sent')],
  ])
    pages.push(linkPage(LEDGER, pages.at(-1) ?? EMPTY_LEDGER, entries));
  return pages;
}

function eventsOf(pages: readonly LedgerPage[], refs: object[]): SealedEvent[] {
  const progressed = pages.slice(1, 3).map(({ page, hash }) => ({
    type: 'communication-progressed',
    data: { communication: 'notices', head: { page, hash }, counts: { total: 2 } },
  }));
  const told: { type: string; data: Record<string, unknown>; personal?: unknown }[] = [
    { type: 'reported', data: { breachId: ID, origin: 'report' }, personal: WORDS },
    ...refs.map((evidence) => ({ type: 'evidence-added', data: { evidence, systems: ['tickets'] } })),
    ...progressed,
    { type: 'facts-amended', data: { facts: { peopleConcerned: 1_200, residents: { DE: null } } } },
    { type: 'closed', data: { outcome: 'resolved' }, personal: { reasons: 'All done.' } },
  ];
  const events: SealedEvent[] = [];
  for (const { type, data, personal } of told) {
    const seq = events.length + 1;
    const head = { breachId: ID, seq, type, at: AT, by: 'dpo', key: `key-${seq}`, data };
    const words = { personal: null, commitment: null };
    const sealed = { personal: `s1.k1.${seq}`, commitment: commitTo(personal, SALT) };
    events.push(
      linkEvent({ ...head, ...(personal === undefined ? words : sealed) }, events.at(-1)?.hash ?? CHAIN_START),
    );
  }
  return events;
}

function packOf(isOpen: boolean, isEarlier: boolean): EvidencePack {
  const bytes = ['{"finding":1}', 'name,email\r\n'].map((text) => Buffer.from(text));
  const refs = bytes.map((content) => {
    const file = sha256Of(content);
    return { file, sha256: file, bytes: content.length, mediaType: 'application/json', source: 'aws-guardduty' };
  });
  const pages = ledgerPages();
  const events = eventsOf(pages, refs);
  const last = events.at(-1);
  const opened = [
    { seq: 1, personal: WORDS, salt: SALT },
    { seq: events.length, personal: { reasons: 'All done.' }, salt: SALT },
  ];
  const delivery = { key: 'rung/email/dpo', breachId: ID, channel: 'email', purpose: 'warning', status: 'sent' };
  const pack = EvidencePack.parse({
    ...{ format: isEarlier ? 'tocsin-evidence/1' : 'tocsin-evidence/2', breachId: ID, exportedAt: AT, events },
    head: { seq: last?.seq, hash: last?.hash },
    ...(isOpen ? { opened } : {}),
    ledgers: [
      { ledger: LEDGER, pages, ...(isOpen ? { opened: [{ page: 3, entry: 0, personal: ANSWER, salt: SALT }] } : {}) },
    ],
    files: refs.map((ref, i) => ({ ...ref, base64: isOpen ? bytes[i]?.toString('base64') : null })),
    deliveries: [{ ...delivery, at: AT, attempts: 1, detail: isOpen ? 'SMTP 250' : null }],
  });
  return isEarlier ? pack : { ...pack, digest: packDigest(pack) };
}

export const PACKS = {
  open: packOf(true, false),
  sealed: packOf(false, false),
  earlier: packOf(true, true),
} satisfies Record<string, EvidencePack>;
export type PackName = keyof typeof PACKS;
