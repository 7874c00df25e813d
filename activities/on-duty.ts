import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { onDutyAt } from '../domain/policy/rota.ts';
import type { Mailbox } from '../domain/policy/schema.ts';
import type { Instant } from '../domain/time.ts';
import { reachOnDuty } from '../store/on-duty.ts';
import type { Store } from '../store/store.ts';
import { say } from './log-lines.ts';

/** Where somebody is told. `name`: what the ledger of sendings may name, a role and never a person. */
export type Post = { name: string; mailbox: Mailbox };

/**
 * Where those on duty are told at an instant: never nobody. DPO and deputy stand in where there is no rota, and where
 * nobody whom it names then can be told.
 */
export async function onDuty(
  store: Store,
  { organisation }: Pick<CompiledPolicy, 'organisation'>,
  at: Instant,
): Promise<readonly [Post, ...Post[]]> {
  const { onDuty: rota, dpo, deputy } = organisation;
  const names = rota === undefined ? [] : onDutyAt(rota, at);
  const reached = await Promise.all(
    names.map(async (name): Promise<Post[]> => {
      const who = rota?.who[name];
      const reach = who === undefined ? null : await reachOnDuty(store, who);
      return reach !== null && 'mailbox' in reach ? [{ name: `on-duty/${name}`, mailbox: reach.mailbox }] : [];
    }),
  );
  const [first, ...others] = reached.flat();
  if (first !== undefined) return [first, ...others];
  if (rota !== undefined) say('nobodyOnDuty', {});
  return [
    { name: 'dpo', mailbox: dpo },
    { name: 'deputy', mailbox: deputy },
  ];
}
