import { TocsinError } from '../../domain/errors.ts';
import { isAmong, RESPONDERS } from '../../domain/roles.ts';
import type { Store } from '../../store/store.ts';
import { readUser, type User } from '../../store/users.ts';

const USER = 'user:';

/**
 * Whom a task may be given to: a role that responds, or somebody of such a role who can sign in.
 * @throws TocsinError `unknown-user` at `owner`, with why not
 */
export async function requireOwner(store: Store, owner: string | null): Promise<void> {
  if (owner === null || isAmong(RESPONDERS, owner)) return;
  const user = await userOf(store, owner);
  if (user === null) throw new TocsinError('unknown-user', 'There is no such person; choose somebody else.', 'owner');
  if (user.disabled) {
    const message = 'This person has left: the sign-in is closed to them. Choose somebody else.';
    throw new TocsinError('unknown-user', message, 'owner');
  }
  if (!isAmong(RESPONDERS, user.role)) {
    const message = `A person of the role '${user.role}' does no tasks here; ${RESPONDERS.join(', ')} do.`;
    throw new TocsinError('unknown-user', message, 'owner');
  }
}

/** Those of the owners who left since, or do another thing now: their tasks are nobody's. */
export async function goneOwners(store: Store, owners: readonly (string | null)[]): Promise<ReadonlySet<string>> {
  const people = [...new Set(owners.filter((owner) => owner?.startsWith(USER) === true))] as string[];
  const users = await Promise.all(people.map(async (owner) => [owner, await userOf(store, owner)] as const));
  return new Set(users.filter(([, user]) => !isThere(user)).map(([owner]) => owner));
}

/** Whether somebody can do a task. */
export function isThere(user: Pick<User, 'disabled' | 'role'> | null): boolean {
  return user !== null && !user.disabled && isAmong(RESPONDERS, user.role);
}

function userOf(store: Store, owner: string): Promise<User | null> {
  return readUser(store, owner.slice(USER.length));
}
