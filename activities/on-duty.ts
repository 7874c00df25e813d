import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { onDutyAt } from '../domain/policy/rota.ts';
import type { Mailbox } from '../domain/policy/schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import { readUser } from '../store/users.ts';

/** Where somebody is told. `name`: what the ledger of sendings may name, a role and never a person. */
export type Post = { name: string; mailbox: Mailbox };

/**
 * Where those on duty are told at an instant; empty without a rota. A user who can no longer sign in is left out: the
 * ladders name DPO and deputy beside those on duty.
 */
export async function onDuty(
  store: Store,
  { organisation: { onDuty: rota } }: Pick<CompiledPolicy, 'organisation'>,
  at: Instant,
): Promise<Post[]> {
  if (rota === undefined) return [];
  const posts = onDutyAt(rota, at).map(async (name): Promise<Post[]> => {
    const who = rota.who[name];
    if (who === undefined) return [];
    const about = `on-duty/${name}`;
    if ('email' in who) return [{ name: about, mailbox: who }];
    const user = await readUser(store, who.user);
    if (user === null || user.disabled) return [];
    return [{ name: about, mailbox: { label: user.name, email: user.email } }];
  });
  return (await Promise.all(posts)).flat();
}
