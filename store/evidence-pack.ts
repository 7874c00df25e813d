import type { SealedEvent } from '../domain/audit/chain.ts';
import { type EvidencePack, filesNamed, mayStaySealed, packDigest } from '../domain/audit/pack.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { packAnchor } from './anchors.ts';
import { openOr } from './crypto/seal.ts';
import { listDeliveries } from './deliveries.ts';
import { readSealedEvents } from './events.ts';
import { readableParts } from './evidence-readable.ts';
import { readFile } from './files.ts';
import { packLedgers } from './ledger/evidence.ts';
import { openWords } from './sealing.ts';
import type { Store } from './store.ts';

/**
 * Everything about one breach in a form that `verifyPack` checks offline. With `open`, people's words stand in it in
 * clear, with notices, letters, filings, answers, and the names of people, and files with their bytes; without, words
 * stay sealed, files are named by their SHA-256 alone, and people by their roles.
 * With `privileged`, an open pack shows privileged notes too.
 *
 * @throws TocsinError `not-found` for an unknown breach, `unknown-file` when an event names a file that is not kept
 */
export async function exportEvidence(
  store: Store,
  breachId: string,
  { at, open, privileged = false }: { at: Instant; open: boolean; privileged?: boolean },
): Promise<EvidencePack> {
  const events = await readSealedEvents(store, breachId);
  const last = events.at(-1);
  if (last === undefined) throw new TocsinError('not-found', `There is no breach '${breachId}'.`, 'breachId');
  const deliveries = await listDeliveries(store, breachId);
  const shown = open ? { opened: opened(store, privileged ? events : events.filter((e) => !mayStaySealed(e))) } : {};
  const ledgers = await packLedgers(store, breachId, events, open);
  const pack: EvidencePack = {
    format: 'tocsin-evidence/3',
    breachId,
    exportedAt: at,
    head: { seq: last.seq, hash: last.hash },
    events,
    ...shown,
    ledgers,
    files: await files(store, breachId, events, open),
    deliveries: deliveries.map((delivery) => ({ ...delivery, detail: open ? delivery.detail : null })),
    anchor: await packAnchor(store, breachId),
    ...(await readableParts(store, { breachId, events, ledgers, ...shown }, open)),
  };
  return { ...pack, digest: packDigest(pack) };
}

/** The words in clear. Those that do not open are left out, and `verifyPack` says of which event they are. */
function opened(store: Store, events: SealedEvent[]): EvidencePack['opened'] {
  return events.flatMap((event) => {
    const words = openOr(
      event.personal,
      () => openWords(store.keyring, event),
      () => null,
    );
    return words === null ? [] : [{ seq: event.seq, ...words }];
  });
}

async function files(
  store: Store,
  breachId: string,
  events: readonly SealedEvent[],
  open: boolean,
): Promise<EvidencePack['files']> {
  const packed: EvidencePack['files'] = [];
  for (const ref of filesNamed(events).values()) {
    const kept = await readFile(store, ref.file).catch(withoutBytes);
    if (kept === null)
      throw new TocsinError('unknown-file', `File ${ref.file} of ${breachId} is not kept here.`, 'file');
    packed.push({ ...ref, base64: open ? kept.bytes.toString('base64') : null });
  }
  return packed;
}

/** A file that does not open is no file of these bytes, and `verifyPack` says so; the rest of the pack is made. */
function withoutBytes(error: unknown): { bytes: Buffer } {
  if (error instanceof TocsinError && error.code === 'internal') return { bytes: Buffer.alloc(0) };
  throw error;
}
