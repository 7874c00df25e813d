import type { AlertOutcome, AlertView, RefusalNamed } from '../../domain/alerts/outcome.ts';
import { TocsinError } from '../../domain/errors.ts';
import { isAmong, type Role } from '../../domain/roles.ts';
import type { Instant } from '../../domain/time.ts';
import { listJudgedAgain } from '../../store/alert-again.ts';
import { readRaw } from '../../store/alert-parts.ts';
import { type AlertDoc, openOutcome, openRefusal, openWords } from '../../store/alert-record.ts';
import { type AlertFilter, findAlert, listAlerts, noteSeen } from '../../store/alerts.ts';
import { openOr } from '../../store/crypto/seal.ts';
import type { Store } from '../../store/store.ts';

/** Whoever reads an alert: a source sees its own alone. */
type Reader = { by: string; role: Role };

/**
 * One alert, and what became of it. That a person has looked at a dead letter is noted.
 *
 * @throws TocsinError `not-found` where there is none, or it is another source's
 */
export async function readAlert(
  { store, clock }: { store: Store; clock: () => Instant },
  reader: Reader,
  reference: string,
): Promise<AlertView> {
  const doc = await requireAlert(store, reader, reference);
  if (doc.status === 'dead' && !isSource(reader)) await noteSeen(store, doc._id, clock());
  return viewOf(store, doc);
}

/** A test that was sent from the page of a source. @throws TocsinError `not-found` where it is none */
export async function readTest(store: Store, source: string, reference: string): Promise<AlertView> {
  const doc = await findAlert(store, reference);
  if (doc !== null && doc.isTest === true && doc.source === source) return viewOf(store, doc);
  throw new TocsinError('not-found', 'There is no test of this reference.', 'test');
}

/** The bytes of an alert as they came. @throws TocsinError as {@link readAlert} */
export async function readAlertBytes(store: Store, reader: Reader, reference: string): Promise<Buffer> {
  return readRaw(store, await requireAlert(store, reader, reference));
}

/** Alerts, newest first, and where the next page begins; null on the last. */
export async function listAlertViews(
  store: Store,
  filter: AlertFilter,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<{ alerts: AlertView[]; next: string | null }> {
  const docs = await listAlerts(store, filter, { limit: limit + 1, before: readPlace(before) });
  const shown = docs.slice(0, limit);
  const last = shown.at(-1);
  const next = docs.length > limit && last !== undefined ? `${last.receivedAt}/${last._id}` : null;
  return { alerts: shown.map((doc) => viewOf(store, doc)), next };
}

/** Alerts that are shown of those that are judged again. */
const AGAIN_ROWS = 20;

/** Alerts that were to be judged again since an instant (UTC) on, the newest ones. */
export async function listAgain(store: Store, since: Instant): Promise<AlertView[]> {
  return (await listJudgedAgain(store, since, AGAIN_ROWS)).map((doc) => viewOf(store, doc));
}

function readPlace(before: string | undefined): { at: Instant; id: string } | undefined {
  const [at = '', id = ''] = before?.split('/') ?? [];
  return before === undefined ? undefined : { at, id };
}

async function requireAlert(store: Store, reader: Reader, reference: string): Promise<AlertDoc> {
  const doc = await findAlert(store, reference);
  if (doc !== null && (!isSource(reader) || doc.by === reader.by)) return doc;
  throw new TocsinError('not-found', 'There is no alert of this reference, or it is erased already.', 'reference');
}

function isSource({ role }: Reader): boolean {
  return isAmong(['alert-source'], role);
}

function viewOf(store: Store, doc: Omit<AlertDoc, 'raw' | 'head'>): AlertView {
  const { _id: reference, source, by, receivedAt, size, status, repeats, attempts, code } = doc;
  const breachIds = doc.breachIds ?? [];
  const words = () => openWords(store, doc);
  return {
    ...{ reference, source, by, receivedAt, size, status, repeats, attempts, breachIds },
    repeatedAt: doc.repeatedAt ?? null,
    reason:
      code === undefined
        ? null
        : {
            ...{ code, detail: openOr<string | null>(doc.words, words, (mark) => mark) },
            refusal: openOr<RefusalNamed | null>(
              doc.refusal,
              () => openRefusal(store, doc),
              () => null,
            ),
          },
    settledAt: doc.settledAt ?? null,
    againAt: doc.againAt ?? null,
    breachId: breachIds[0] ?? null,
    outcome: openOr<AlertOutcome | null>(
      doc.outcome,
      () => openOutcome<AlertOutcome>(store, doc),
      () => null,
    ),
  };
}
