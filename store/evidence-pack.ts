import type { SealedEvent } from '../domain/audit/chain.ts';
import type { EvidencePack } from '../domain/audit/pack.ts';
import type { EvidenceRef } from '../domain/breach/events.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { packAnchor } from './anchors.ts';
import { listDeliveries } from './deliveries.ts';
import { readEvents, readSealedEvents } from './events.ts';
import { readFile } from './files.ts';
import { packLedgers } from './ledger/evidence.ts';
import { openWords } from './sealing.ts';
import type { Store } from './store.ts';

/**
 * Everything about one breach in a form that `verifyPack` checks offline. With `open`, people's words stand in it in
 * clear, and files with their bytes; without, words stay sealed and files are named by their SHA-256 alone.
 *
 * @throws TocsinError `not-found` for an unknown breach, `unknown-file` when an event names a file that is not kept
 */
export async function exportEvidence(
  store: Store,
  breachId: string,
  { at, open }: { at: Instant; open: boolean },
): Promise<EvidencePack> {
  const events = await readSealedEvents(store, breachId);
  const last = events.at(-1);
  if (last === undefined) throw new TocsinError('not-found', `There is no breach '${breachId}'.`);
  const deliveries = await listDeliveries(store, breachId);
  return {
    format: 'tocsin-evidence/1',
    breachId,
    exportedAt: at,
    head: { seq: last.seq, hash: last.hash },
    events,
    ...(open ? { opened: opened(store, events) } : {}),
    ledgers: await packLedgers(store, breachId, events, open),
    files: await files(store, breachId, open),
    deliveries: deliveries.map((delivery) => ({ ...delivery, detail: open ? delivery.detail : null })),
    anchor: await packAnchor(store, breachId),
  };
}

function opened(store: Store, events: SealedEvent[]): EvidencePack['opened'] {
  return events.flatMap((event) => {
    const words = openWords(store.keyring, event);
    return words === null ? [] : [{ seq: event.seq, ...words }];
  });
}

async function files(store: Store, breachId: string, open: boolean): Promise<EvidencePack['files']> {
  const refs = new Map<string, EvidenceRef>();
  for (const event of await readEvents(store, breachId)) {
    if (event.type === 'evidence-added') refs.set(event.data.evidence.file, event.data.evidence);
  }
  const packed: EvidencePack['files'] = [];
  for (const ref of refs.values()) {
    const kept = await readFile(store, ref.file);
    if (kept === null)
      throw new TocsinError('unknown-file', `File ${ref.file} of ${breachId} is not kept here.`, 'file');
    packed.push({ ...ref, base64: open ? kept.bytes.toString('base64') : null });
  }
  return packed;
}
