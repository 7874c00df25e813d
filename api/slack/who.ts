import { findSlackLink } from '../../store/auth/slack-links.ts';
import type { Principal } from '../../store/tokens.ts';
import { findUserByEmail, readUser } from '../../store/users.ts';
import { type Language, pickLanguage } from '../../web/languages/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { SlackApi, SlackUser } from './api.ts';

/** Who presses a button in Slack, as Tocsin knows them; or why it does not. */
export type SlackPerson = { language: Language } & (
  | { principal: Principal }
  | { unknown: 'elsewhere' | 'unconfirmed' | 'no-user' | 'must-enrol' }
);

/**
 * A user of Slack is the user of Tocsin who has linked that account, else the one with the same address, where Slack
 * has confirmed it. The account is of the workspace of the app: who is invited from another company can have any
 * address there.
 */
export async function personOf(
  deps: Pick<ApiDeps, 'store' | 'organisation' | 'sessions'>,
  api: SlackApi,
  slackId: string,
): Promise<SlackPerson> {
  const [user, workspace] = await Promise.all([api.user(slackId), api.workspace()]);
  const language = pickLanguage(user.locale, deps.organisation.language);
  if (!isOwn(user, workspace)) return { language, unknown: 'elsewhere' };
  const linked = await findSlackLink(deps.store, slackId);
  const { email } = user.profile;
  const isConfirmed = email !== undefined && user.is_email_confirmed === true;
  if (linked === null && !isConfirmed) return { language, unknown: 'unconfirmed' };
  const known = linked === null ? await findUserByEmail(deps.store, email ?? '') : await readUser(deps.store, linked);
  if (known === null || known.disabled) return { language, unknown: 'no-user' };
  if (deps.sessions.mustEnrol(known)) return { language, unknown: 'must-enrol' };
  return { language, principal: { name: `user:${known.id}`, role: known.role } };
}

function isOwn(user: SlackUser, { team, enterprise }: Awaited<ReturnType<SlackApi['workspace']>>): boolean {
  if (user.deleted === true || user.is_bot === true) return false;
  if (user.team_id === team) return true;
  return enterprise !== null && user.enterprise_user?.enterprise_id === enterprise;
}
