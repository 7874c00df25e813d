import type { LetterCounts, ToldRow } from '../../domain/audit/answers.ts';
import { peopleCounted } from '../../domain/breach/people-counted.ts';
import { latestReceipt } from '../../domain/breach/receipts.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { campaignName } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';
import { unopened } from '../../domain/unopened.ts';
import { type DutyCursor, type DutyFilter, type DutyRow, pageDuties } from '../../store/audit-duties.ts';
import { readBreaches } from '../../store/breaches.ts';
import type { Store } from '../../store/store.ts';

/** One page of duties towards somebody, over all breaches, with the reasons of what was late or waived. */
export async function readDuties(
  store: Store,
  filter: DutyFilter,
  page: { after?: DutyCursor | undefined; limit: number; now: Instant },
): Promise<{ rows: ToldRow[]; next: DutyCursor | null }> {
  const { rows, next } = await pageDuties(store, filter, page);
  const ids = [...new Set(rows.map(({ breachId }) => breachId))];
  const states = new Map((await readBreaches(store, ids)).map(({ breachId, state }) => [breachId, state]));
  return { rows: rows.map((row) => ({ ...row, ...told(row, states.get(row.breachId), filter) })), next };
}

function told(
  row: DutyRow,
  state: BreachState | null | undefined,
  { audience }: DutyFilter,
): Omit<ToldRow, keyof DutyRow> {
  const nothing = { reasons: '', receipt: '', channel: '', by: null, people: null, letters: [] };
  if (state == null) return { ...nothing, reasons: unopened(null) };
  const duty = state.obligations[row.obligation];
  if (duty === undefined) return nothing;
  const { filed, waivedBecause, versions = [] } = duty;
  const last = versions.at(-1);
  const reasons = row.outcome === 'waived' ? (waivedBecause ?? '') : whyLate(filed?.reasons ?? '', versions);
  return {
    reasons,
    receipt: latestReceipt(duty),
    channel: last?.channel ?? '',
    by: last?.by ?? null,
    people: audience === 'people' ? peopleCounted(versions) : null,
    letters: audience === 'people' ? lettersOf(state) : [],
  };
}

/** Each reason once: a filing in stages may give them with more than one of them. */
function whyLate(first: string, versions: readonly { reasons: string }[]): string {
  const all = [first, ...versions.map(({ reasons }) => reasons)];
  return [...new Set(all)].filter((reasons) => reasons !== '').join('\n');
}

/** As the breach last heard of each campaign that was approved. */
function lettersOf({ campaigns, communications }: BreachState): LetterCounts[] {
  return campaigns.flatMap(({ number, status, counts }): LetterCounts[] => {
    if (status === 'draft') return [];
    const {
      total,
      sent = 0,
      refused = 0,
      uncertain = 0,
    } = communications[campaignName(number)]?.counts ??
      counts ?? {
        total: 0,
      };
    return [{ number, total, sent, refused, uncertain }];
  });
}
