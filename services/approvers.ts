import type { Approvers } from '../domain/breach/approvers.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { onDutyAt, type Rota } from '../domain/policy/rota.ts';
import type { Role } from '../domain/roles.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import { findUserByEmail, listUsers } from '../store/users.ts';
import type { ServiceDeps } from './deps.ts';

/** For whatever waits for a person's approval. Null for a drill, where nobody is called, and for what is closed. */
export async function readApprovers(
  { store, policy, clock }: Pick<ServiceDeps, 'store' | 'policy' | 'clock'>,
  { exercise, status }: Pick<BreachState, 'exercise' | 'status'>,
  roles: readonly Role[],
): Promise<Approvers | null> {
  if (exercise !== null || status === 'closed') return null;
  const rota = policy.organisation.onDuty;
  const [users, onDuty] = await Promise.all([listUsers(store, roles), usersOnDuty(store, rota, clock())]);
  const able = users.filter(({ disabled }) => !disabled);
  const people = able.map(({ id, name, role }) => ({ by: `user:${id}`, name, role, isOnDuty: onDuty.has(id) }));
  return { people, isByRota: rota !== undefined };
}

/** A mailbox of the rota is a user where its address signs in. */
async function usersOnDuty(store: Store, rota: Rota | undefined, now: Instant): Promise<Set<string>> {
  if (rota === undefined) return new Set();
  const ids = await Promise.all(
    onDutyAt(rota, now).map(async (name) => {
      const who = rota.who[name];
      if (who === undefined) return null;
      return 'user' in who ? who.user : ((await findUserByEmail(store, who.email))?.id ?? null);
    }),
  );
  return new Set(ids.flatMap((id) => id ?? []));
}
