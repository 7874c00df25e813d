import { createHash } from 'node:crypto';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Mailbox } from '../../domain/policy/schema.ts';
import { isAmong, RESPONDERS } from '../../domain/roles.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from '../../store/store.ts';
import type { Telling } from '../../store/tellings.ts';
import { readUser, type User } from '../../store/users.ts';
import type { Channels } from '../channels/registry.ts';
import { onDuty } from '../on-duty.ts';
import type { OwnMail } from '../warning-mail.ts';

export type TellingDeps = {
  store: Store;
  policy: CompiledPolicy;
  channels: Pick<Channels, 'email' | 'slack'>;
  clock: () => Instant;
  publicUrl: string;
};
/**
 * A mail, and whom it goes to. `about`: by which a message is told from another, and sent once. `isForChat`: the chat
 * is told too.
 */
export type Letter = { mail: OwnMail; about: string; to: readonly Mailbox[]; isForChat?: true };

/**
 * Where somebody is reached, as events name them: a role, or a user who can sign in and has one of `roles`. Nobody
 * where it is neither, and for a token.
 */
export async function mailboxesOf(
  { store, policy, clock }: Pick<TellingDeps, 'store' | 'policy' | 'clock'>,
  who: string | undefined,
  roles: readonly string[] = RESPONDERS,
): Promise<Mailbox[]> {
  const { organisation } = policy;
  if (who === 'dpo' || who === 'deputy') return [organisation[who]];
  if (who === 'responder') return (await onDuty(store, policy, clock())).map(({ mailbox }) => mailbox);
  const user = await signedIn(store, who);
  return user === null || !isAmong(roles, user.role) ? [] : [{ label: user.name, email: user.email }];
}

/** Null for who cannot sign in, or not any more. */
async function signedIn(store: Store, who: string | undefined): Promise<User | null> {
  const user = who?.startsWith(USER) ? await readUser(store, who.slice(USER.length)) : null;
  return user === null || user.disabled ? null : user;
}

const USER = 'user:';

/** Each mailbox once, however its address is written. */
export function eachOnce(mailboxes: readonly Mailbox[]): Mailbox[] {
  return [...new Map(mailboxes.map((mailbox) => [mailbox.email.toLowerCase(), mailbox])).values()];
}

/** What one mail tells of, so that it is told from another with other things in it, and the same at every attempt. */
export function aboutAll(what: string, tellings: readonly Pick<Telling, 'id' | 'breachId'>[]): string {
  const ids = tellings.map(({ id }) => id).sort();
  return `${what}/${tellings[0]?.breachId ?? ''}/${shortHash(ids.join(' '))}`;
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
