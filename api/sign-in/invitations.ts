import type { Log } from '../../config/logger.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import type { Ticker } from '../../intake/relay.ts';
import { createTurns, type Turns } from '../../intake/turns.ts';
import { INVITATION_DAYS, settleInvitation, type Taken, takeInvitation } from '../../store/invitations.ts';
import type { Store } from '../../store/store.ts';
import { readUser } from '../../store/users.ts';
import { pickLanguage, wordsOf } from '../../web/languages/index.ts';
import type { Mailer } from './mail.ts';

/** Mails invitations that stand in line: at once, then ever more slowly for half a day. */
export type InvitationMail = Turns;

type Deps = {
  store: Store;
  mailer: Mailer;
  /** Now, by the machine's clock, which the sign-in goes by. */
  clock: () => Instant;
  log: Pick<Log, 'warn'>;
  every: Ticker;
  policy: Pick<CompiledPolicy, 'organisation'>;
  /** Of the desk, without a slash at its end. */
  publicUrl: string;
};

/** Waits before the second and every later attempt. */
const WAITS_MS: readonly number[] = [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 10 * HOUR_MS];
/** Longer than an attempt can take: whoever took one and died holds it no longer than this. */
const HOLD_MS = MINUTE_MS;
const TURN_MS = SECOND_MS;

export function createInvitationMail(deps: Deps): InvitationMail {
  const away = () => deps.log.warn({}, 'invitations wait: the database does not answer');
  return createTurns(deps, TURN_MS, () => mailDue(deps), away);
}

async function mailDue(deps: Deps): Promise<void> {
  const { store, clock, log } = deps;
  for (;;) {
    const now = clock();
    const taken = await takeInvitation(store, now, plusMs(now, HOLD_MS));
    if (taken === null) return;
    try {
      await mail(deps, taken);
      await settleInvitation(store, taken, 'sent');
    } catch {
      const wait = WAITS_MS[taken.attempts - 1];
      log.warn({ user: taken.userId, attempts: taken.attempts, givenUp: wait === undefined }, 'invitation not mailed');
      await settleInvitation(store, taken, wait === undefined ? 'failed' : { nextAt: plusMs(clock(), wait) });
    }
  }
}

async function mail({ store, mailer, policy, publicUrl }: Deps, { userId, token, invitedBy }: Taken): Promise<void> {
  const user = await readUser(store, userId);
  // Somebody who was shut out meanwhile is not invited any more.
  if (user === null || user.disabled) return;
  const by = await readUser(store, invitedBy.replace(/^user:/, ''));
  const { legalName, language: spoken } = policy.organisation;
  const language = pickLanguage(spoken);
  const { users, shell } = wordsOf(language);
  const { subject, text } = users.invitation.mail({
    ...{ name: user.name, by: by?.name ?? null, organisation: legalName, days: INVITATION_DAYS },
    role: shell.roles[user.role] ?? user.role,
    ...{ link: `${publicUrl}/sign-in/invitation?token=${token}`, signIn: `${publicUrl}/sign-in` },
  });
  await mailer.send({ to: { name: user.name, email: user.email }, subject, text, language });
}
