import type { OnDuty, Rota } from '../domain/policy/rota.ts';
import { type Uncovered, uncoveredFrom } from '../domain/policy/rota-gaps.ts';
import type { Mailbox } from '../domain/policy/schema.ts';
import { isAmong, RESPONDERS } from '../domain/roles.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from './store.ts';
import { readUser } from './users.ts';

/** Why somebody of the rota cannot be told: their user is not here, cannot sign in, or may not act on an incident. */
export const ROTA_GAPS = ['no-such-user', 'disabled', 'may-not-act'] as const;
export type RotaGap = (typeof ROTA_GAPS)[number];

/** Where somebody of the rota is told. */
export async function reachOnDuty(store: Store, who: OnDuty): Promise<{ mailbox: Mailbox } | { gap: RotaGap }> {
  if ('email' in who) return { mailbox: who };
  const user = await readUser(store, who.user);
  if (user === null) return { gap: 'no-such-user' };
  if (user.disabled) return { gap: 'disabled' };
  if (!isAmong(RESPONDERS, user.role)) return { gap: 'may-not-act' };
  return { mailbox: { label: user.name, email: user.email } };
}

/** The hours from an instant on, for two weeks, in which nobody who is on duty by the rota can be told. */
export async function readUncovered(store: Store, rota: Rota | undefined, from: Instant): Promise<Uncovered[]> {
  if (rota === undefined) return [];
  const gaps = await rotaGaps(store, rota);
  return uncoveredFrom(rota, new Set(gaps.map(({ name }) => name)), from);
}

/** By their names in the rota, those who cannot be told. No file can show it: who may sign in changes by the day. */
export async function rotaGaps(store: Store, rota: Rota | undefined): Promise<{ name: string; gap: RotaGap }[]> {
  const found = await Promise.all(
    Object.entries(rota?.who ?? {}).map(async ([name, who]) => ({ name, reach: await reachOnDuty(store, who) })),
  );
  return found.flatMap(({ name, reach }) => ('gap' in reach ? [{ name, gap: reach.gap }] : []));
}
