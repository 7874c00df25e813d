import { releaseBar, whyNotReleased } from '../../domain/breach/decide/release.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import {
  type Awaited,
  awaitedOf,
  isAllReleased,
  kindsToTell,
  type ReleaseBar,
} from '../../domain/communication/release.ts';
import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { draftStatement, everyDraft } from '../../domain/notices/drafted.ts';
import {
  type LeftOut,
  listOf,
  type RegisterSeen,
  type ReleasedList,
  systemsIn,
} from '../../domain/notices/released-list.ts';
import type { Statement } from '../../domain/notices/statement.ts';
import { fingerprintOf } from '../../domain/plan/notices.ts';
import { sha256Of } from '../../domain/plan/release.ts';
import type { PlannedNotice } from '../../domain/plan/types.ts';
import type { Organisation } from '../../domain/policy/schema.ts';
import type { Role } from '../../domain/roles.ts';
import { readCounterparties } from '../../store/dataflow.ts';
import { lastChanges } from '../../store/dataflow-history.ts';
import { wantedNotices } from '../../store/ledger/notice-released.ts';
import { digestOfList, readLeftOut, readStatement } from '../../store/releases.ts';
import type { ServiceDeps } from '../deps.ts';

/** All that stands before whoever releases: the text, whom it goes to, whom it leaves out, and what it waits for. */
export type ReleaseLook = {
  state: BreachState;
  /** Number of the last event that was looked at. */
  seen: number;
  statement: Statement;
  /** In which language a person wrote it; null where nobody said, and nobody has saved one. */
  written: string | null;
  sha256: string;
  /** Of the saved statement; 0: as drafted from the facts. */
  revision: number;
  /** Which plan's counterparties; null before the awareness. */
  planned: string | null;
  /** Those whom the register names now. */
  version: string;
  wanted: PlannedNotice[];
  list: ReleasedList;
  listSha256: string;
  leftOut: { revision: number; salt: string; groups: LeftOut[] };
  awaited: Awaited[];
  /** Exactly this was released to all of them: to release it again would tell nobody more. */
  isReleased: boolean;
  counts: Record<CounterpartyKind | 'leftOut', number>;
  /** Why nothing can be released now, by name and in words; null where it can. */
  bar: ReleaseBar | null;
  why: string | null;
};

/**
 * Reads all of it, as of now.
 * @param role of whoever would release it
 */
export async function lookAtRelease(deps: ServiceDeps, state: BreachState, role: Role = 'dpo'): Promise<ReleaseLook> {
  const { store, policy } = deps;
  const { breachId, statement: saved, communications, plan } = state;
  const counterparties = plan?.counterparties ?? null;
  const [wanted, left, known] = await Promise.all([
    wantedNotices(store, policy.organisation.noticeRules, state, deps.clock()),
    readLeftOut(store, breachId),
    saved === undefined ? null : readStatement(store, breachId),
  ]);
  const statement = known?.statement ?? draftFor(state, policy.organisation);
  const list = listOf(wanted, left.leftOut, left.salt, await registerSeen(deps, wanted));
  const kinds = new Map(wanted.map(({ counterparty, kind }) => [counterparty, kind]));
  const count = (kind: CounterpartyKind) => list.told.filter(([id]) => kinds.get(id) === kind).length;
  const look = {
    ...{ state, seen: state.seq, statement, written: known?.written ?? null },
    ...{ sha256: sha256Of(statement), revision: saved?.revision ?? 0 },
    ...{ planned: counterparties?.version ?? null, version: fingerprintOf(wanted), wanted, list },
    listSha256: digestOfList(list),
    leftOut: { revision: left.revision, salt: left.salt, groups: left.leftOut },
    awaited: awaitedOf({ notices: communications.notices, statement: saved, counterparties }),
    counts: { supplier: count('supplier'), customer: count('customer'), leftOut: list.leftOut.length },
  };
  const refusal = whyNotReleased(state, { ...look, planned: look.planned ?? '', role });
  const { sha256, version, listSha256, counts } = look;
  // What the policy released names all.
  const lists = counts.leftOut === 0 ? [listSha256, null] : [listSha256];
  const told = counterparties === null ? [] : kindsToTell(counterparties);
  const isReleased = lists.some((names) =>
    isAllReleased(communications.notices?.release, told, { sha256, version, list: names }),
  );
  return { ...look, isReleased, bar: releaseBar(state, role), why: refusal?.message ?? null };
}

/**
 * The draft in the organisation's language; one that was released in another, or in the words of an earlier version,
 * stays so: it is no other text.
 */
function draftFor({ facts, communications }: BreachState, { language }: Pick<Organisation, 'language'>): Statement {
  const released = communications.notices?.release?.byKind ?? {};
  const known = new Set(Object.values(released).map(({ sha256 }) => sha256));
  const draft = draftStatement(facts, language);
  return [draft, ...everyDraft(facts)].find((each) => known.has(sha256Of(each))) ?? draft;
}

/** As the register stands now. */
async function registerSeen(
  { store }: Pick<ServiceDeps, 'store'>,
  wanted: readonly PlannedNotice[],
): Promise<RegisterSeen> {
  const ids = wanted.map(({ counterparty }) => counterparty);
  const systemIds = [...new Set(wanted.flatMap(({ systems }) => systems))];
  const [counterparties, systems] = await Promise.all([
    lastChanges(store, 'counterparty', ids),
    lastChanges(store, 'system', systemIds),
  ]);
  return { counterparties, systems };
}

export type ReleaseLine = {
  counterparty: string;
  name: string;
  kind: CounterpartyKind;
  systems: string[];
  /** Why it is left out; null where it is told. */
  leftOut: string | null;
};
export type LineFilter = {
  kind?: CounterpartyKind | undefined;
  system?: string | undefined;
  /** Part of the id or the name, in any case. */
  search?: string | undefined;
  told?: boolean | undefined;
};

/** One page of them, in order of their ids. `next`: id after which the next page begins; null on the last one. */
export async function pageOfRelease(
  { store }: Pick<ServiceDeps, 'store'>,
  { wanted, list }: ReleaseLook,
  { kind, system, search, told }: LineFilter,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ lines: ReleaseLine[]; next: string | null; total: number }> {
  const reasons = new Map(list.leftOut.map((one) => [one.counterparty, one.reasons]));
  const named = systemsIn(list);
  const needle = search?.trim().toLowerCase() ?? '';
  const meant = wanted.filter(
    (one) =>
      (kind === undefined || one.kind === kind) &&
      (system === undefined || one.systems.includes(system)) &&
      (told === undefined || told !== reasons.has(one.counterparty)),
  );
  const found = needle === '' ? meant : await namedLike(store, meant, needle);
  const rest = after === undefined ? found : found.filter(({ counterparty }) => counterparty > after);
  const shown = rest.slice(0, limit);
  const known = await readCounterparties(
    store,
    shown.map((one) => one.counterparty),
  );
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const lines = shown.map(({ counterparty, systems, ...one }) => ({
    ...{ counterparty, name: names.get(counterparty) ?? counterparty, kind: one.kind },
    ...{ systems: named.get(counterparty) ?? systems, leftOut: reasons.get(counterparty) ?? null },
  }));
  return { lines, next: rest.length > limit ? (shown.at(-1)?.counterparty ?? null) : null, total: found.length };
}

/** Those with the text in their id or name. Names are sealed: each is opened whose id does not have it. */
async function namedLike(store: ServiceDeps['store'], meant: readonly PlannedNotice[], text: string) {
  const isById = ({ counterparty }: PlannedNotice) => counterparty.toLowerCase().includes(text);
  const others = meant.filter((one) => !isById(one)).map(({ counterparty }) => counterparty);
  const named = (await readCounterparties(store, others)).filter(({ name }) => name.toLowerCase().includes(text));
  const ids = new Set(named.map(({ id }) => id));
  return meant.filter((one) => isById(one) || ids.has(one.counterparty));
}
