import type { Counterparty, CounterpartyKind } from '../../../domain/dataflow.ts';
import { type EntryKind, listChanges } from '../../../store/dataflow-history.ts';
import { sumUpSystems } from '../../../store/dataflow-list.ts';
import { lastNoticesTo } from '../../../store/notice-lists.ts';
import type { Store } from '../../../store/store.ts';
import type { History, PartyLine } from '../../../web/dataflow/model.ts';
import type { View } from '../../../web/view.ts';

const CHANGES_SHOWN = 20;
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
