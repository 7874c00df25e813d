import type { Counterparty, CounterpartyKind } from '../../../domain/dataflow.ts';
import { readBreach } from '../../../store/breaches.ts';
import { type EntryKind, listChanges } from '../../../store/dataflow-history.ts';
import { sumUpSystems } from '../../../store/dataflow-list.ts';
import { lastNoticesTo, listNoticesTo } from '../../../store/notices.ts';
import type { Store } from '../../../store/store.ts';
import type { History, PartyLine, SentNotice } from '../../../web/dataflow/model.ts';
import type { View } from '../../../web/view.ts';

const CHANGES_SHOWN = 20;
const NOTICES_SHOWN = 50;
const NO_SYSTEMS: PartyLine['touched'] = { count: 0, names: [], countries: [], parts: [] };

export async function readHistory(store: Store, what: EntryKind, id: string, below?: number): Promise<History> {
  const limit = CHANGES_SHOWN + 1;
  const found = await listChanges(store, what, id, { limit, ...(below === undefined ? {} : { below }) });
  const changes = found.slice(0, CHANGES_SHOWN);
  return { changes, older: found.length > CHANGES_SHOWN ? (changes.at(-1)?.number ?? null) : null };
}

/** Each counterparty with what the systems say that name it, and the last notice it got. */
export async function partyLines(
  store: Store,
  { now }: Pick<View, 'now'>,
  kind: CounterpartyKind,
  parties: readonly Counterparty[],
): Promise<PartyLine[]> {
  const ids = parties.map(({ id }) => id);
  const [sums, notices] = await Promise.all([sumUpSystems(store, kind, ids), lastNoticesTo(store, ids)]);
  return parties.map((party) => {
    const notice = notices.get(party.id);
    const state =
      notice?.acknowledgedAt == null ? ((notice?.expiresAt ?? now) < now ? 'expired' : 'waiting') : 'acknowledged';
    return {
      party,
      touched: sums.get(party.id) ?? NO_SYSTEMS,
      last:
        notice === undefined
          ? null
          : {
              breachId: notice.breachId,
              state,
              at: notice.acknowledgedAt ?? notice.answerBy,
              exercise: notice.exercise,
            },
    };
  });
}

/** What was sent to a counterparty in any breach, and whether it answered. Of the breach itself, its id alone. */
export async function sentNotices(store: Store, counterparty: string): Promise<SentNotice[]> {
  const records = await listNoticesTo(store, counterparty, NOTICES_SHOWN);
  return Promise.all(
    records.map(async ({ breachId, round, exercise, answerBy, acknowledgedAt }) => {
      const breach = await readBreach(store, breachId);
      const notice = Object.values(breach?.notices ?? {}).find(
        (one) => one.counterparty === counterparty && one.round === round,
      );
      const acknowledged = acknowledgedAt ?? notice?.acknowledgedAt ?? null;
      const status = acknowledged === null ? (notice?.status ?? 'planned') : 'acknowledged';
      return {
        breachId,
        round,
        exercise,
        status,
        sentAt: notice?.firstSentAt ?? null,
        answerBy,
        acknowledgedAt: acknowledged,
      };
    }),
  );
}
