import { TocsinError } from '../../domain/errors.ts';
import { findAlert, retryDead } from '../../store/alerts.ts';
import type { Store } from '../../store/store.ts';

type Deps = { store: Store; judge: { kick(): void } };

/**
 * Has a dead letter read anew, such as after its source's reader was mended.
 *
 * @throws TocsinError `not-found` for an unknown alert, `conflict` for one that is no dead letter
 */
export async function retryAlert({ store, judge }: Deps, reference: string): Promise<{ retried: number }> {
  const retried = await retryDead(store, { id: reference });
  if (retried === 0) {
    const doc = await findAlert(store, reference);
    if (doc === null) throw new TocsinError('not-found', 'There is no alert of this reference.', 'reference');
    const message = `This alert is no dead letter: it is ${doc.status}.`;
    throw new TocsinError('conflict', message, 'reference', { why: 'no-dead-letter' });
  }
  judge.kick();
  return { retried };
}

/** Has all dead letters of a source read anew. */
export async function retryAlertsOf({ store, judge }: Deps, source: string): Promise<{ retried: number }> {
  const retried = await retryDead(store, { source });
  judge.kick();
  return { retried };
}
