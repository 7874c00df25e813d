import { planInputOf } from '../../domain/breach/plan-input.ts';
import { type BreachState, filingsOf, updatesOf } from '../../domain/breach/state.ts';
import { COUNTERPARTY_KINDS_TOLD } from '../../domain/communication/release.ts';
import { isOutgrown, type ReleasedList, releasedOf } from '../../domain/notices/released-list.ts';
import { planNotices } from '../../domain/plan/notices.ts';
import type { PlannedNotice } from '../../domain/plan/types.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Organisation } from '../../domain/policy/schema.ts';
import type { Instant } from '../../domain/time.ts';
import { readSystems } from '../dataflow.ts';
import { listTold } from '../notice-lists.ts';
import { readReleasedList, readReleases } from '../releases.ts';
import type { Store } from '../store.ts';
import { planCorrections } from './notice-corrections.ts';
import { planRows } from './notice-plan.ts';

type Rules = Organisation['noticeRules'];

/** Who is to be told of a breach by the register as it is now, whether it is released or not. */
export async function wantedNotices(
  store: Store,
  rules: Rules,
  state: BreachState,
  at: Instant,
): Promise<PlannedNotice[]> {
  const systems = await readSystems(store, state.facts.systems);
  const known = { ...state, at, filings: filingsOf(state), updates: updatesOf(state) };
  return planNotices(rules, planInputOf(known, systems));
}

/**
 * Brings the ledger to who is to be told and was released: nobody else is ever in it, so nobody else is written to.
 * Notices that began before there were releases go on by themselves.
 */
export async function planReleased(
  store: Store,
  policy: CompiledPolicy,
  state: BreachState,
  { exercise, at }: { exercise: boolean; at: Instant },
): Promise<void> {
  const { breachId } = state;
  const release = state.communications.notices?.release;
  const wanted = await wantedNotices(store, policy.organisation.noticeRules, state, at);
  if (release === undefined) {
    await planRows(store, breachId, wanted, { exercise, at });
    return;
  }
  const named = [...new Set(Object.values(release.byKind).flatMap(({ list }) => list ?? []))];
  const lists = new Map<string, ReleasedList>();
  for (const sha256 of named) lists.set(sha256, await readReleasedList(store, breachId, sha256));
  const known = isOutgrown(wanted, release.byKind) ? await systemsTold(store, breachId) : new Map();
  await planRows(store, breachId, releasedOf(wanted, release.byKind, lists, known), { exercise, at });
  if (release.number < 2) return;
  const releases = await readReleases(store, breachId);
  for (const kind of COUNTERPARTY_KINDS_TOLD) {
    const leftOut = new Set(lists.get(release.byKind[kind]?.list ?? '')?.leftOut.map((one) => one.counterparty));
    await planCorrections(store, policy, { breachId, releases, kind }, { isLeftOut: (id) => leftOut.has(id), at });
  }
}

/** Who stands in the ledger and is still to be told, by counterparty, and of which systems. */
async function systemsTold(store: Store, breachId: string): Promise<Map<string, string[]>> {
  const rows = await listTold(store, breachId);
  return new Map(
    rows.flatMap(({ counterparty, systems, status }) => {
      return status === 'withdrawn' ? [] : [[counterparty, systems] as const];
    }),
  );
}
