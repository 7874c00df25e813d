import type { BreachEventType } from '../../domain/breach/events.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { CallLine, FileLine, NoteLine, WorkPage } from '../../domain/breach/work-lines.ts';
import { isAmong, RESPONDERS } from '../../domain/roles.ts';
import { type ListedEvent, readNewestOf } from '../../store/event-pages.ts';
import type { Store } from '../../store/store.ts';

export type WorkAsked = { before: number | null; limit: number };

/** Whether somebody of this role reads privileged notes: who responds does, who audits does not. */
export function readsPrivileged(role: string): boolean {
  return isAmong(RESPONDERS, role);
}

/** Notes, newest first; the words of privileged ones are left out for whoever does not read them. */
export async function listNotes(
  store: Store,
  { breachId }: Pick<BreachState, 'breachId'>,
  asked: WorkAsked,
  role: string,
): Promise<WorkPage<NoteLine>> {
  return pageOf(store, breachId, 'note-added', asked, ({ event, ...line }) => {
    const { note: number = 0, privileged = true } = event?.data ?? {};
    const withheld = privileged && !readsPrivileged(role);
    return { ...line, number, privileged, withheld, text: withheld ? null : (event?.personal.text ?? null) };
  });
}

/** Calls, newest first. */
export async function listCalls(
  store: Store,
  { breachId }: Pick<BreachState, 'breachId'>,
  asked: WorkAsked,
): Promise<WorkPage<CallLine>> {
  return pageOf(store, breachId, 'call-logged', asked, ({ event, ...line }) => {
    const { call: number = 0, calledAt = line.at } = event?.data ?? {};
    const { partner = null, said = null } = event?.personal ?? {};
    return { ...line, number, calledAt, partner, said };
  });
}

/** Attached files, newest first. */
export async function listFiles(
  store: Store,
  { breachId }: Pick<BreachState, 'breachId'>,
  asked: WorkAsked,
): Promise<WorkPage<FileLine>> {
  return pageOf(store, breachId, 'file-attached', asked, ({ event, ...line }) => {
    const { number = 0, from = null, file } = event?.data ?? {};
    const { name = null, about = null } = event?.personal ?? {};
    return { ...line, number, sha256: file?.sha256 ?? '', bytes: file?.bytes ?? 0, from, name, about };
  });
}

async function pageOf<K extends BreachEventType, T>(
  store: Store,
  breachId: string,
  type: K,
  { before, limit }: WorkAsked,
  toLine: (event: ListedEvent<K>) => T,
): Promise<WorkPage<T>> {
  // One more than is shown tells whether others follow.
  const found = await readNewestOf(store, breachId, type, { before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  return { lines: shown.map(toLine), next: found.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}
