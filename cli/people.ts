import type { Organisation } from '../domain/policy/schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import { addUser, findUserByEmail, listUsers } from '../store/users.ts';

/**
 * Makes sure that the mailboxes of the policy can sign in, and where mail goes to the development inbox alone, that
 * there is an administrator: elsewhere a made-up address could be somebody's.
 */
export async function preparePeople(
  store: Store,
  {
    organisation,
    hasInbox,
    now: at,
  }: { organisation: Pick<Organisation, 'dpo' | 'deputy'>; hasInbox: boolean; now: Instant },
): Promise<void> {
  const { dpo, deputy } = organisation;
  await addOnce(store, { name: dpo.label, email: dpo.email, role: 'dpo', at });
  await addOnce(store, { name: deputy.label, email: deputy.email, role: 'deputy', at });
  const users = await listUsers(store);
  if (!hasInbox || users.some(({ role }) => role === 'administrator')) return;
  const email = `administrator@${dpo.email.split('@')[1]}`;
  await addOnce(store, { name: 'Administrator', email, role: 'administrator', at });
}

async function addOnce(store: Store, user: Parameters<typeof addUser>[1]): Promise<void> {
  if ((await findUserByEmail(store, user.email)) === null) await addUser(store, user);
}
