import { TocsinError } from '../../domain/errors.ts';
import { isAmong, RESPONDERS } from '../../domain/roles.ts';
import { readUser } from '../../store/users.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { runCommand, type StillSeen } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/** How the record names somebody who signs in. */
const USER = 'user:';

/**
 * Hands an incident over to another user, who must be able to act on it.
 * @param to the user's id, with or without `user:` before it
 * @throws TocsinError `unknown-user` where nobody of this id may have it; what a command is refused with
 */
export async function handOver(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  { to, reasons }: { to: string; reasons: string },
  stillSeen?: StillSeen,
): Promise<CommandOutcome> {
  const id = to.startsWith(USER) ? to.slice(USER.length) : to;
  const user = await readUser(deps.store, id);
  if (user === null || user.disabled || !isAmong(RESPONDERS, user.role)) {
    const message = `No user '${id}' who may have an incident: name a DPO, deputy or responder who can sign in.`;
    throw new TocsinError('unknown-user', message, 'to');
  }
  return runCommand(deps, asked, breachId, { type: 'hand-over', to: `${USER}${user.id}`, reasons }, stillSeen);
}
